"""A draft: the records one decision touches, copied, changed, and turned into the absolute values of an event.

`decide` never changes the state. It asks a draft for what it needs, changes the copies, and `event` says what
differs. The draft also counts and notes every keyed draw, so that the event carries its ordinals.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from game.market.chance import Draw, unit
from game.market.columns import MUTABLE
from game.state.records import (
    Charter,
    Dossier,
    Handoff,
    Promise,
    Record,
    Seat,
    Tally,
    Track,
)

if TYPE_CHECKING:
    from game.state.team import Desk, State, Team


class Draft:
    """Copies of what one decision of one team touches."""

    on_credit = False  # whether minutes are noted and never refused: what-ifs

    def __init__(self, state: State, team: Team) -> None:
        """A draft over `team` of `state`; neither is changed."""
        self.state = state
        self.scenario = state.scenario
        self.round = state.course.round
        self.levers = state.levers
        self.team = team
        self.draws: list[list[int]] = []  # [row, kind, ordinal] in the order drawn
        self.data: dict[str, Any] = {}  # what the event tells besides the new values
        self._records: dict[str, tuple[Record, Record]] = {}  # path -> (copy, before)
        self._rows: dict[int, tuple[SimpleNamespace, dict[str, Any]]] = {}

    def _touch(self, path: str) -> Record:
        found = self._records.get(path)
        if found is None:
            before = self._existing(path)
            found = (before.clone(), before)
            self._records[path] = found
        return found[0]

    def _existing(self, path: str) -> Record:
        kind, *keys = path.split("/")
        team = self.team
        number = int(keys[-1]) if keys else 0
        match kind:
            case "dossier":
                return team.dossiers[int(keys[0])].get(number) or Dossier()
            case "track":
                return team.tracks.get(number) or Track()
            case "handoff":
                return team.handoffs[number] if number < len(team.handoffs) else Handoff()
            case "promise":
                return team.promises[number] if number < len(team.promises) else Promise()
            case "tally":
                return team.tallies[number] if number < len(team.tallies) else Tally()
            case _:
                return team.record(path)

    def preload(self, values: dict[str, dict[str, Any]]) -> None:
        """Begin from what an earlier event of the same command set; those values then count as the state."""
        for path, changes in values.items():
            if path.startswith("company/"):
                row = int(path[8:])
                before = self.team.columns.row(row) | changes
                self._rows[row] = (SimpleNamespace(**before), before)
            else:
                before_record = self._existing(path).clone()
                before_record.assign(changes)
                self._records[path] = (before_record.clone(), before_record)

    def company(self, row: int) -> SimpleNamespace:
        """The mutable columns of a company as attributes; wide columns are lists to be replaced, not changed."""
        found = self._rows.get(row)
        if found is None:
            values = self.team.market.company(row).values()
            found = (SimpleNamespace(**values), values)
            self._rows[row] = found
        return found[0]

    def traits(self, row: int) -> SimpleNamespace:
        """The static columns of a company as attributes."""
        return self.team.market.company(row).traits()

    def seat(self, seat: int) -> Seat:
        """The seat's minutes and tallies."""
        return cast(Seat, self._touch(f"seat/{seat}"))

    def dossier(self, seat: int, row: int) -> Dossier:
        """What a seat knows of a company."""
        return cast(Dossier, self._touch(f"dossier/{seat}/{row}"))

    def track(self, row: int) -> Track:
        """A company's clocks and counters."""
        return cast(Track, self._touch(f"track/{row}"))

    def handoff(self, number: int) -> Handoff:
        """A handoff by its id."""
        return cast(Handoff, self._touch(f"handoff/{number}"))

    def promise(self, number: int) -> Promise:
        """A promise by its id."""
        return cast(Promise, self._touch(f"promise/{number}"))

    def tally(self) -> Tally:
        """The tally of the running round."""
        tally = cast(Tally, self._touch(f"tally/{max(self.round, 1) - 1}"))
        tally.round = max(self.round, 1)
        return tally

    def desk(self) -> Desk:
        """The team's counters."""
        return cast("Desk", self._touch("desk"))

    def charter(self) -> Charter:
        """The team's charter."""
        return cast(Charter, self._touch("charter"))

    def new_handoff(self, row: int) -> Handoff:
        """A handoff of the company at `row`, with the next free id."""
        number = len(self.team.handoffs)
        while f"handoff/{number}" in self._records:
            number += 1
        made = self.handoff(number)
        made.id, made.company = number, row
        return made

    def promises_made(self) -> int:
        """How many promises the team has made, those of this draft among them."""
        number = len(self.team.promises)
        while f"promise/{number}" in self._records:
            number += 1
        return number

    def new_promise(self, row: int) -> Promise:
        """A promise to the company at `row`, with the next free id."""
        number = self.promises_made()
        made = self.promise(number)
        made.id, made.company = number, row
        return made

    def unit(self, row: int, draw: Draw, ordinal: int | None = None) -> float:
        """A keyed draw in [0, 1) for a company; without an ordinal, the next of its kind at this company."""
        if ordinal is None:
            track = self.track(row)
            ordinal = track.draws.get(str(int(draw)), 0)
            track.draws = {**track.draws, str(int(draw)): ordinal + 1}
        self.draws.append([row, int(draw), ordinal])
        return unit(self.traits(row).key, draw, ordinal)

    def meets(self, row: int, gate: int, chance: float) -> bool:
        """Whether the company goes on at moment `gate` (0, 1, 2) of a deal that has this chance."""
        return bool(self.traits(row).gates[gate] < chance)

    def say(self, seat: int, key: str, params: dict[str, Any], row: int = -1, tone: str = "plain") -> None:
        """Put a line into a seat's inbox; it stays until the next bell."""
        record = self.seat(seat)
        record.inbox = [*record.inbox, [key, params, row, tone]]

    def changes(self) -> dict[str, dict[str, Any]]:
        """Path -> absolute values of all that differs from the state, in the order first touched."""
        out: dict[str, dict[str, Any]] = {}
        for row, (now, before) in self._rows.items():
            values = vars(now)
            if values != before:
                out[f"company/{row}"] = {n: v for n in MUTABLE if (v := values[n]) != before[n]}
        for path, (copy, original) in self._records.items():
            differs = copy.changes(original)
            if differs:
                out[path] = differs
        return out

    def event(self, kind: str) -> dict[str, Any]:
        """The past-tense fact: kind, what it tells, draws made, and the values it sets."""
        return {
            "kind": kind,
            "team": self.team.index,
            "data": self.data,
            "draws": self.draws,
            "set": self.changes(),
        }
