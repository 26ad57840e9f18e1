"""No dead ends: a desk says of every client what is true, and what can be done next or when."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from game.market.columns import Stage
from game.match import Command, Match
from game.state.records import ROLES
from game.views.seat import seat_view
from game.views.status import PUT_ASIDE
from tests.game.playing import SEATS, Walk, new_match, texts


def can_go_on(view: Any, company: Any) -> bool:
    """Whether something can be done now that takes the client further, by the prices on the desk itself."""
    if any(not offer["blocked"] and offer["verb"] not in PUT_ASIDE for offer in company["offers"]):
        return True
    if not company["agenda"]:
        return False
    plan, left = view["agendas"][company["agenda"]], view["minutes"]
    cheapest = min(topic["minutes"] for topic in plan["topics"] if not topic["blocked"])
    price = max(plan["base_minutes"] + cheapest, plan["no_answer_minutes"])
    return bool(price <= left["left"] + left["overrun"])


class Reader:
    """Reads every desk of a session and notes where it is at a loss, or is told something untrue."""

    def __init__(self) -> None:
        self.seen = 0
        self.waits: Counter[tuple[str, str]] = Counter()
        self.found: list[str] = []

    def on_act(self, match: Match, command: Command, code: str) -> None:
        self.seen += 1
        if match.phase != "round" or self.seen % 3:
            return
        record = match.state.teams[0].seats
        for seat in SEATS:
            released = None if self.seen % 2 else max(record[seat].total // 2, record[seat].spent)
            view = seat_view(match, 0, seat, "en", released)
            for company in view["companies"]:
                self._company(match, seat, view, company)

    def _company(self, match: Match, seat: int, view: Any, company: Any) -> None:
        place, waits = company["place"], company["waits_for"]
        who = f"round {match.round}, {ROLES[seat]}, {place}: {company['status_text']!r}, waits for {waits!r}"
        if place == "closed":
            if waits or not company["closed_text"]:
                self.found.append(who)
            return
        if not company["status_text"] or bool(waits) == can_go_on(view, company):
            self.found.append(who)
        self.waits[place, waits] += bool(waits)
        self.found += [f"{who}: {line}" for line in untrue(match, seat, company)]


def untrue(match: Match, seat: int, company: Any) -> list[str]:
    """Where the status of a client is not what the rules know of it."""
    crew = match.state.teams[0]
    row = crew.rows[company["id"]]
    stage, track, rounds = crew.columns.stage.item(row), crew.tracks.get(row), match.scenario.frame.rounds
    passed = any(h.company == row and h.state == "waiting" and h.sender == seat for h in crew.handoffs)
    status = company["status_text"]
    found = []
    for key in ("won_hand_over", "waits_for_account", "waits_for_seller", "with_sales"):
        said = status == texts().words(f"status.{key}", "en")
        true = {
            "won_hand_over": stage == Stage.ACCOUNT and not passed,
            "waits_for_account": stage == Stage.ACCOUNT and passed,
            "waits_for_seller": stage == Stage.HANDED and passed,
            "with_sales": stage == Stage.OPPORTUNITY,
        }[key]
        if said and not true:
            found.append(f"{key} is not true")
    if "next round" in f"{status} {company['waits_for']}" and match.round >= rounds:
        found.append("there is no next round")
    if track is not None and status.startswith("Thinks") and track.ready_clock < 0:
        found.append("nobody thinks")
    return found


@cache
def read() -> Reader:
    """Two sessions, one of them by the scenario's own acts."""
    reader = Reader()
    for seed, acts in ((11, "scenario"), (12, "open")):
        Walk(new_match(seed=seed, acts=acts), seed, acts_a_round=70, on_act=reader.on_act).play()
    return reader


def test_every_open_client_can_be_taken_further_or_says_what_it_waits_for() -> None:
    assert read().found == []


def test_the_sessions_read_have_clients_who_wait_at_every_desk() -> None:
    places = {place for place, _ in read().waits}

    assert {"inbound", "list", "sent", "pipeline", "won", "accounts"} <= places
