"""A large session for the benchmarks of the debrief: 5,000 companies, 16 rounds, about 600 acts.

The flagship scenario with a longer list of companies to call and more rounds; its seats are worked by a script that
reads the state, because a bot would ask for a view of the whole list before each of its acts.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.market.build import layout
from game.market.columns import Source, Stage
from game.match import Actor, Command, Match, Rejected
from game.scenario.loader import load
from game.scenario.texts import Texts

if TYPE_CHECKING:
    from game.scenario.schema import Scenario

FOLDER = Path(__file__).resolve().parents[2] / "scenarios"
LEAD_GEN, SALES, ACCOUNT = 0, 1, 2
FIRST = [{"topic": topic} for topic in ("situation", "pain", "severity", "budget")]
SECOND = [{"topic": topic} for topic in ("product", "timing", "decision_maker", "next_step")]
PASSES = ({"mode": "told", "warm": False}, {"mode": "notes", "warm": False}, {"mode": "card", "warm": True})
ACTS = {LEAD_GEN: 20, SALES: 16, ACCOUNT: 12}
"""Acts of a seat in a round, at most."""
MINUTES = 720
"""Longer rounds than the flagship's, so that about 600 acts fit in sixteen."""


def scaled(companies: int, rounds: int) -> Scenario:
    """The flagship with so many companies on all desks and lists together, and so many rounds."""
    case = load(FOLDER / "kitchen.toml")
    frame = case.frame.model_copy(update={"rounds": rounds, "minutes": MINUTES})
    others = layout(case, rounds).n - case.outbound.companies
    outbound = case.outbound.model_copy(update={"companies": companies - others})
    return case.model_copy(update={"frame": frame, "outbound": outbound})


@cache
def session(companies: int = 5000, rounds: int = 16, seed: int = 7) -> Match:
    """The session, played once; nobody may change it."""
    match = Match.new(scaled(companies, rounds), seed, 1, "open")
    match.texts = Texts.build(tomllib.loads((FOLDER / "kitchen.texts.toml").read_text(encoding="utf-8")))
    script = _Script(match)
    for _ in range(rounds):
        script.send(Actor.facilitator(), "open_round")
        for seat, most in ACTS.items():
            script.work(seat, most)
        script.send(Actor.facilitator(), "close_round")
    return match


class _Script:
    """Works the seats of the only team; what the rules refuse it leaves."""

    def __init__(self, match: Match) -> None:
        self.match, self.sent, self.passed = match, 0, 0
        self.team = match.state.teams[0]

    def send(self, actor: Actor, verb: str, args: dict[str, Any] | None = None) -> bool:
        self.sent += 1
        try:
            self.match.submit(Command(f"b{self.sent}", actor, self.match.round, verb, args or {}))
        except Rejected:
            return False
        return True

    def work(self, seat: int, most: int) -> None:
        """Acts of one seat, until it has no minutes, nothing to do or done enough."""
        actor, done = Actor.seat_of(0, seat), 0
        for verb, args in self._wishes(seat):
            done += self.send(actor, verb, args)
            if done >= most:
                return

    def _wishes(self, seat: int) -> list[tuple[str, dict[str, Any]]]:
        waiting = [h for h in self.team.handoffs if h.receiver == seat and h.state == "waiting"]
        wishes: list[tuple[str, dict[str, Any]]] = [("accept", {"handoff": h.id}) for h in waiting]
        rows = sorted(self.team.tracks, key=lambda row: (self.team.static.source[row] == Source.OUTBOUND, row))
        for row in rows:
            wishes += [(verb, args | {"company": self.team.numbers[row]}) for verb, args in self._with(seat, row)]
            if len(wishes) > 60:
                break
        return wishes

    def _with(self, seat: int, row: int) -> list[tuple[str, dict[str, Any]]]:
        columns = self.team.columns
        stage, owned = int(columns.stage[row]), bool(columns.owned[row])
        if seat == LEAD_GEN:
            return self._lead(row, stage)
        if seat == SALES and stage == Stage.OPPORTUNITY:
            return self._deal(row, int(columns.gate[row]))
        if seat == SALES and stage == Stage.ACCOUNT and not owned:
            return [("hand_over", self._way())]
        if seat == ACCOUNT and stage == Stage.ACCOUNT and owned and not columns.touched[row]:
            return [("task", {"task": "repeat_order" if columns.order_open[row] else "service"})]
        return []

    def _lead(self, row: int, stage: int) -> list[tuple[str, dict[str, Any]]]:
        dossier = self.team.dossiers[LEAD_GEN].get(row)
        if stage == Stage.SUSPECT or (stage == Stage.LEAD and dossier is None):
            return [("call", {"agenda": FIRST})]
        if stage != Stage.LEAD or dossier is None:
            return []
        return (
            [("call", {"agenda": SECOND}), ("hand_over", self._way())]
            if dossier.calls < 2
            else [("hand_over", self._way())]
        )

    def _way(self) -> dict[str, Any]:
        self.passed += 1
        return dict(PASSES[self.passed % len(PASSES)])

    def _deal(self, row: int, gate: int) -> list[tuple[str, dict[str, Any]]]:
        dossier = self.team.dossiers[SALES].get(row)
        pain = dossier.cell("pain").value.split("+")[0] if dossier is not None else ""
        if gate == 1:
            product = dossier.cell("product").value if dossier is not None else ""
            return [("meet", {"agenda": [{"topic": "proposal", "product": product or "contract", "discount": 0}]})]
        if gate == 2:
            return [("meet", {"agenda": [{"topic": "objections"}, {"topic": "close"}]})]
        asked: list[dict[str, Any]] = [{"topic": "measure"}]
        if pain:
            return [("meet", {"agenda": [*asked, {"topic": "demo", "pain": pain}], "visit": True})]
        return [("meet", {"agenda": [{"topic": "ask", "field": "pain"}, *asked], "visit": True})]
