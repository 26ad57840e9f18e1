"""What is done to a company in a what-if, and with which luck: deeds, a draft that redraws, what became impossible."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from game.actions.agenda import topic_blocked
from game.actions.commands import Meet, parse
from game.market.chance import By, Kind
from game.state.draft import Draft
from game.state.records import SALES

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.actions.commands import Command
    from game.debrief.whatif.film import Film
    from game.market.chance import Draw
    from game.state.records import Track
    from game.state.team import State, Team

RESERVED = 1 << 20
"""First ordinal of draws that an edit inserts: no session draws as often, so nothing recorded shifts."""
NEW_PERSON = ("chair_swap", "leaver")
"""Event cards that touch companies; the flood only sends more of them."""


class New(NamedTuple):
    """The id of a record that the log does not have, until all of them are known: where and as which it was made."""

    seq: int
    place: int


Id = int | New


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done to the company at the place of entry `seq`: a command, or an edit's own `do`.

    `source` is the entry whose minutes it replaces, `draws` the one whose draws it repeats, `ids` the one whose
    records it makes anew; 0 for none. An edited deed is possible under the rules of every act.
    """

    seq: int
    source: int = 0
    draws: int = 0
    ids: int = 0
    command: Command | None = None
    do: Callable[[Draft, World], None] | None = None
    minutes: int = 0  # that `do` takes
    seat: int = -1  # of whom
    edited: bool = False
    after: bool = False  # whether it comes after what was recorded at `seq`, with the clocks as they were then


class World(Protocol):
    """Where a deed is done: a lane, or a whole team."""

    row: int  # the company's row there
    of: int  # and in the log
    film: Film

    @property
    def crew(self) -> Team:
        """The team of the world."""
        ...

    def handoff_no(self, number: Id) -> int:
        """The number here of a handoff of the log. LookupError if it was never made."""
        ...

    def promise_no(self, number: Id) -> int:
        """The number here of a promise of the log. LookupError if it was never made."""
        ...


class Refused(NamedTuple):
    """A recorded act, or one topic of it, that the edit made impossible."""

    seq: int
    code: str
    topic: str = ""  # "" = the whole act


class Redraw(Draft):
    """A draft that draws for one company what was drawn at an entry of the log, and beyond that from RESERVED."""

    on_credit = True

    def __init__(self, state: State, team: Team, row: int, ordinals: dict[int, list[int]], beyond: dict[int, int]):
        """`ordinals` by kind of draw, last first; `beyond` counts the reserved ones by kind and is changed."""
        super().__init__(state, team)
        self._row, self._ordinals, self._beyond = row, ordinals, beyond

    def unit(self, row: int, draw: Draw, ordinal: int | None = None) -> float:
        """A keyed draw; without an ordinal the recorded one."""
        if ordinal is None and row == self._row:
            track, name = self.track(row), str(int(draw))
            track.draws = {**track.draws, name: track.draws.get(name, 0) + 1}
            left = self._ordinals.get(int(draw))
            if left:
                ordinal = left.pop()
            else:
                ordinal = RESERVED + self._beyond.get(int(draw), 0)
                self._beyond[int(draw)] = ordinal - RESERVED + 1
        return super().unit(row, draw, ordinal)


def trimmed(state: State, team: Team, command: Command, row: int) -> tuple[Command, list[tuple[str, str]]]:
    """A meeting without the topics that the rules do not allow now, and those with their codes.

    A conversation is kept as far as it can be; without any topic left it is given back whole, to be refused.
    """
    if command.verb != "meet":
        return command, []
    args = parse(Meet, command.args)
    draft = Draft(state, team)
    visit = args.visit or not draft.company(row).contacted & 1 << SALES
    codes = [topic_blocked(draft, row, item, visit=visit) for item in args.agenda]
    kept = [item for item, code in zip(command.args["agenda"], codes, strict=True) if not code]
    if not kept or len(kept) == len(codes):
        return command, []
    dropped = [(item.topic, code) for item, code in zip(args.agenda, codes, strict=True) if code]
    return replace(command, args=command.args | {"agenda": kept}), dropped


COUNTED = frozenset(int(kind) + index for kind in Kind if kind.by is By.COUNT for index in range(kind.width))
"""Draws whose ordinal is a count: where an edit leaves some out or adds some, it alone would shift."""


def recorded_draws(film: Film, source: int, row: int) -> dict[int, list[int]]:
    """Ordinals drawn for a company at an entry, by kind, last first."""
    found: dict[int, list[int]] = {}
    if source:
        for of, kind, ordinal in reversed(film.event(source)["draws"]):
            if of == row and kind in COUNTED:
                found.setdefault(kind, []).append(ordinal)
    return found


def keep_marks(track: Track, old: Track, seat: int, shift: int, round_: int) -> None:
    """Clocks set by an act that took `shift` minutes less than recorded run from when the recorded one ended."""
    if track.waits_for == seat and (track.wait_mark, track.waits_for) != (old.wait_mark, old.waits_for):
        track.wait_mark += shift
    if (
        seat == SALES
        and track.ready_clock != old.ready_clock
        and track.ready_clock >= 0
        and track.ready_round == round_
    ):
        track.ready_clock = max(0, track.ready_clock + shift)
    if track.retry_clock != old.retry_clock and track.retry_round == round_:
        track.retry_clock = max(0, track.retry_clock + shift)
