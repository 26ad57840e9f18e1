"""The steps of a company's way as a chronicle keeps them: what each seat knew after every entry, and the waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from game.debrief.chronicle.weighing import Defeat
from game.state.records import Cell

if TYPE_CHECKING:
    from game.match.log import Entry

Cells = dict[str, Cell]
Kind = Literal["act", "bell", "step"]


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait that has ended, or that was still running at the end of the log."""

    seat: int  # who let the company wait
    minutes: int
    chance: int  # per cent that a client is still there after it
    since: int  # entry in which it began
    ready: tuple[int, int]  # round and clock of the seat at which it began; (0, 0) = with that entry


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the log as it bore on one company."""

    kind: Kind  # an act of a seat, a bell, or a step of the facilitator
    entry: Entry
    event: dict[str, Any]
    round: int
    seat: int  # who acted, -1 = nobody's seat
    clock: int  # minutes of that seat's round when it was done
    cells: tuple[Cells, ...]  # what each seat knew afterwards
    trust: float
    stage: int
    promises: dict[int, tuple[str, int]]  # id -> state, bits of the roles that knew of it
    wait: Wait | None = None  # the wait that it ended
    news: tuple[tuple[str, dict[str, Any]], ...] = ()  # what a bell told the seats about the company
    appeared: int = -1  # minute of the lead generator's clock at which it came, -1 = it was there before

    @property
    def seq(self) -> int:
        """Number of the entry."""
        return self.entry.seq


@dataclass(slots=True)
class TeamChronicle:
    """The steps of one team's companies, by row, in the order of the log."""

    steps: dict[int, list[Step]] = field(default_factory=dict)
    waits: dict[int, Wait] = field(default_factory=dict)  # still running when the log ended
    defeats: dict[int, Defeat] = field(default_factory=dict)  # deals lost at one of the three moments
    finish: int = 1  # minutes that the finishing seller worked
    book: dict[int, tuple[Cells, ...]] = field(default_factory=dict)  # what the predecessors left
    began: dict[int, tuple[int, tuple[int, int]]] = field(default_factory=dict)
    handoffs: dict[int, list[int]] = field(default_factory=dict)  # ids by row
    promises: dict[int, list[int]] = field(default_factory=dict)  # ids by row

    def of(self, row: int) -> list[Step]:
        """The steps of a company; none if nothing ever happened to it."""
        return self.steps.get(row, [])
