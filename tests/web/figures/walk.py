"""The walk: everything that a played session shows anywhere, moment by moment, and what is wrong with its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, Any

from game.debrief.whatif import whatif_list
from tests.web.figures.files import of_csv, of_report, of_terminal, of_workbook
from tests.web.figures.judge import faults
from tests.web.figures.leaves import leaves
from tests.web.figures.record import facts
from tests.web.figures.sessions import bots, people
from tests.web.figures.views import debriefed, live, replayed
from web.exports.book import workbook
from web.exports.csvs import tables_zip
from web.exports.report import report
from web.exports.terminal import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from game.match import Match
    from tests.web.figures.leaves import Leaf
    from tests.web.figures.marks import Marks
    from tests.web.figures.sessions import Played

SESSIONS: dict[str, Callable[[], Played]] = {"people": people, "bots": bots}


@dataclass(frozen=True, eq=False)
class Showing:
    """One view or file as it leaves Baton, and how its numbers are read off it."""

    place: str
    raw: Any
    read: Callable[[Any], Iterable[Leaf]]
    marks: Marks

    @cached_property
    def leaves(self) -> list[Leaf]:
        """Its numbers."""
        return list(self.read(self.raw))


@dataclass(frozen=True, eq=False)
class Moment:
    """A session at a moment, with all that it shows then."""

    match: Match
    showings: list[Showing]

    @cached_property
    def record(self) -> dict[Any, Any]:
        """What the state says of single things."""
        return facts(self.match)

    def faults(self, instead: Showing | None = None, of: Showing | None = None) -> list[str]:
        """What is wrong; with `instead` in the place `of` one of its showings."""
        shown = (instead if one is of and instead else one for one in self.showings)
        return faults(self.match, self.record, chain.from_iterable(one.leaves for one in shown))


@cache
def walked(name: str, lang: str) -> list[Moment]:
    """A session's moments: all of them in English, in other languages its end alone."""
    played = SESSIONS[name]()
    on_the_way = played.moments[:-1] if lang == "en" else ()
    found = [Moment(match, [_view(played, *one) for one in live(match, lang)]) for match in on_the_way]
    last = [*live(played.end, lang), *debriefed(played, lang)]
    return [*found, Moment(played.end, [*(_view(played, *one) for one in last), *_files(played, lang)])]


def debrief_of(played: Played, lang: str) -> Moment:
    """The debrief of a session, without its desks and files."""
    return Moment(played.end, [_view(played, *one) for one in debriefed(played, lang)])


def replays(name: str, lang: str) -> Iterator[list[str]]:
    """What is wrong with the desks that the time machine shows."""
    played = SESSIONS[name]()
    for match, one in replayed(played, lang):
        yield Moment(match, [_view(played, *one)]).faults()


def _view(played: Played, place: str, raw: Any, kind: Any, about: dict[str, Any]) -> Showing:
    return Showing(place, raw, lambda raw: leaves(place, raw, kind, played.marks, about), played.marks)


def _files(played: Played, lang: str) -> Iterator[Showing]:
    material, marks = played.material(lang), played.marks
    offers = {part.team: whatif_list(played.end, part.team, lang)["offers"] for part in material.teams}
    made: list[tuple[str, Any, Callable[..., Any]]] = [
        ("workbook", workbook(material), of_workbook),
        ("csv", tables_zip(material), of_csv),
        ("report", report(material), of_report),
        ("terminal", list(told(material, offers)), of_terminal),
    ]
    made += [(f"report of a seat, {seat}", report(material, seat), of_report) for seat in range(3)]
    for place, raw, read in made:
        yield Showing(place, raw, partial(read, material=material, marks=marks), marks)
