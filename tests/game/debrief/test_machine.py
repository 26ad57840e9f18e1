"""The time machine: any seat's desk exactly as it was."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import pytest

from game.debrief.machine import Tape, machine_view, released_at, timeline_view
from game.match import Command, Match
from game.views.seat import seat_view
from tests.game.debrief.edited import bots, people
from tests.game.playing import SEATS, Walk, log_of, new_match, plain

Place = tuple[int, int]


class Recorded:
    """A session of people, with the view that every seat of both teams got after every entry."""

    def __init__(self, seed: int, acts: str, lang: str) -> None:
        """Play it, and record as it goes."""
        self.lang = lang
        self.released: int | None = None
        self.views: dict[int, dict[Place, str]] = {}
        self.match = new_match(seed=seed, teams=2, acts=acts)
        self._note(self.match)
        Walk(self.match, seed, acts_a_round=30, on_act=self._after).play()

    def _after(self, match: Match, command: Command, code: str) -> None:
        if code:
            return
        if match.phase != "round":
            self.released = None
        elif command.verb == "open_round":
            self.released = int(match.scenario.frame.minutes * match.scenario.frame.release_start)
        elif "released" in command.inputs:
            self.released = max(self._at_least(command), command.inputs["released"])
        self._note(match)

    def _at_least(self, command: Command) -> int:
        """What is released stays released; the first command of a round says how far the clock is."""
        first = (
            sum("released" in e.command.inputs and e.command.round == command.round for e in self.match.entries) == 1
        )
        return 0 if first or self.released is None else self.released

    def _note(self, match: Match) -> None:
        self.views[match.seq] = {
            (team, seat): plain(seat_view(match, team, seat, self.lang, self.released))
            for team in range(2)
            for seat in SEATS
        }


@cache
def recorded(seed: int, acts: str, lang: str) -> Recorded:
    """A session, played once."""
    return Recorded(seed, acts, lang)


@pytest.mark.parametrize(
    ("seed", "acts", "lang"), [pytest.param(1, "scenario", "ru", marks=pytest.mark.full), (2, "open", "en")]
)
def test_every_seat_sees_message_for_message_what_it_got_live(seed: int, acts: str, lang: str) -> None:
    """All seats of both teams, after every entry, dragged to in any order."""
    live = recorded(seed, acts, lang)
    match, tape = live.match, Tape(live.match)
    order = sorted(live.views)
    Random(seed).shuffle(order)
    for seq in order:
        at = tape.at(seq)
        for (team, seat), expected in live.views[seq].items():
            shown = machine_view(at, match, team, seat, lang, False)
            assert plain(shown["view"]) == expected, (seq, team, seat)
            assert (shown["seq"], shown["hidden"]) == (seq, [])


def test_played_forwards_it_is_the_same() -> None:
    """Stepping by event folds on and on."""
    live = recorded(2, "open", "en")
    tape = Tape(live.match)
    for seq in sorted(live.views):
        at = tape.at(seq)
        for (team, seat), expected in live.views[seq].items():
            assert plain(seat_view(at, team, seat, "en", released_at(live.match, seq))) == expected


def test_any_moment_has_the_digest_that_the_log_leads_to() -> None:
    """At every bell, forwards and backwards, to the last month."""
    match = bots(5)
    tape = Tape(match)
    bells = [(e.seq, e.events[0]["data"]["digest"]) for e in match.entries if e.command.verb == "close_round"]
    for seq, digest in [*bells, *reversed(bells), *bells[::7]]:
        assert tape.at(seq).digest() == digest
        tape.at(seq - 3)
        assert tape.at(seq).digest() == digest


def test_a_moment_outside_of_the_log_is_the_nearest_inside() -> None:
    """A slider may be pulled too far."""
    match = bots(5)
    tape = Tape(match)
    assert tape.at(10**6).digest() == match.digest()
    assert tape.at(-5).seq == 0
    assert tape.at(-5).phase == "lobby"


def test_the_match_and_its_log_are_never_touched() -> None:
    """However much is dragged."""
    match = people(1, "open")
    log, digest = log_of(match), match.digest()
    tape, chance = Tape(match), Random(1)
    for _ in range(60):
        machine_view(tape.at(chance.randrange(len(match.entries))), match, 0, chance.choice(SEATS), "en", True)
    timeline_view(match, 0, "en")
    assert (log_of(match), match.digest()) == (log, digest)


def test_a_tape_goes_on_with_a_log_that_still_grows() -> None:
    """The facilitator looks back while the round runs."""
    match = new_match(seed=4)
    tape = Tape(match)
    seen: list[tuple[int, str]] = []

    def after(match: Match, _: Command, code: str) -> None:
        if not code and match.seq % 25 == 0:
            seen.append((match.seq, match.digest()))
            assert tape.at(match.seq).digest() == seen[-1][1]

    Walk(match, 4, acts_a_round=30, on_act=after).play()
    assert [(seq, tape.at(seq).digest()) for seq, _ in seen] == seen


def test_the_truth_stands_beside_the_desk_only_when_unmasked() -> None:
    """What a company was then: its fields, its trust, a sentence."""
    match = bots(5)
    tape = Tape(match)
    at = tape.at(60)
    view = machine_view(at, match, 0, 1, "en", True)
    assert view["hidden"]
    by_number = {one["company"]: one for one in view["hidden"]}
    for company in view["view"]["companies"]:
        if company["place"] == "closed":
            continue
        hidden: Any = by_number[company["id"]]
        row = at.state.teams[0].rows[company["id"]]
        assert hidden["trust"] == int(100 * float(at.state.teams[0].columns.trust[row]) + 0.5)
        assert len(hidden["cells"]) == 8
        assert hidden["sentence"]
        assert hidden["stage_text"]
    assert machine_view(at, match, 0, 1, "en", False)["hidden"] == []


def test_the_timeline_marks_rounds_cards_and_what_became_of_leads() -> None:
    """In the order of the log, with key moments to jump to."""
    match = bots(5)
    for lang in ("en", "ru"):
        line = timeline_view(match, 0, lang)
        kinds = [mark["kind"] for mark in line["marks"]]
        assert kinds.count("round") == 4
        assert {"charter", "shock", "handoff", "won", "finish"} <= set(kinds)
        assert [mark["seq"] for mark in line["marks"]] == sorted(mark["seq"] for mark in line["marks"])
        assert all(mark["label"] for mark in line["marks"])
        assert line["last_seq"] == len(match.entries)
        assert line["keys"]
