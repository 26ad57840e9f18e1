"""A team of one company: the company's own records, while seats, desk and charter are given from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.whatif.film import dossiers_of, track_of
from game.market.columns import MUTABLE, Columns
from game.market.fork import Fork
from game.state.team import Desk, Team

if TYPE_CHECKING:
    from game.debrief.whatif.film import Film


class Alone(Team):
    """A team of one company; what belongs to the seats is given and never written."""

    GIVEN = ("seat", "desk", "charter")

    def __init__(self, film: Film, row: int) -> None:
        """The company at `row` as it began."""
        start = film.start
        columns = Columns(1)
        for name in MUTABLE:
            getattr(columns, name)[0] = getattr(start.columns, name)[row]
        number = start.numbers[row]
        self.index, self.name = start.index, start.name
        self.market = Fork(film.final.scenario, film.traits(row), columns)
        self.seats, self.desk, self.charter = list(start.seats), Desk(), start.charter
        track = track_of(start, row)
        self.tracks = {} if track is None else {0: track}
        self.dossiers = [{} if d is None else {0: d} for d in dossiers_of(start, row)]
        self.handoffs, self.promises, self.tallies = [], [], []
        self.rows, self.numbers = {number: 0}, {0: number}

    def assign(self, path: str, values: dict[str, Any]) -> None:
        """Write absolute values, those of the seats excepted."""
        if path.partition("/")[0] not in self.GIVEN:
            super().assign(path, values)

    def fork(self) -> Alone:
        """An independent copy."""
        twin = object.__new__(Alone)
        twin.__dict__.update(self.__dict__)
        twin.market = self.market.fork()
        twin.tracks = {i: track.clone() for i, track in self.tracks.items()}
        twin.dossiers = [{i: d.clone() for i, d in shelf.items()} for shelf in self.dossiers]
        twin.handoffs = [h.clone() for h in self.handoffs]
        twin.promises = [p.clone() for p in self.promises]
        twin.tallies = [t.clone() for t in self.tallies]
        return twin
