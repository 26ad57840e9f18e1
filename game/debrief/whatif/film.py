"""The film of one team's log: what came to a company from outside, entry by entry, as it was recorded.

A held what-if runs one company again and leaves all else as it was. What the company's commands and bells read of
that "all else" is small: the clocks of the seats, the charter, the phase and round, the slip of each bell. The film
holds it for every entry, together with an index of which entries concerned which company, the ids that its records
took, and what every entry added to the tallies. Made by one fold of the log; never changed afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from game.market.columns import STATIC, Stage, Static
from game.match.bell import own_way, quality
from game.match.match import fold
from game.match.start import new_state
from game.state.records import LEAD_GEN, Tally

if TYPE_CHECKING:
    from game.match.log import Entry
    from game.match.match import Match
    from game.state.records import Charter, Dossier, Seat, Track
    from game.state.team import Course, Desk, State, Team

SUMMED = (
    "revenue", "margin_new", "margin_repeat", "bad_debt", "compensation", "handed", "handoffs", "accepted",
    "accepted_first", "returned", "fair_returns", "won", "won_inbound", "lost", "measures", "orders", "orders_seen",
    "order_value", "repeated", "broken", "kept", "complaints", "complaints_closed", "churned", "accounts", "touched",
    "cells_right", "cells_said",
)  # fmt: skip
"""Fields of a tally that are sums over companies; `inbound`, wages, overhead, ads and jobs stay as recorded."""
LISTED = ("reaction", "first_touch")
"""Fields of a tally that are lists, one item a company, in the order of the log."""


class Around(NamedTuple):
    """What surrounds the companies of a team at one moment: recorded, and shared, so nobody may change it."""

    course: Course
    seats: tuple[Seat, ...]
    desk: Desk
    charter: Charter


class Ids(NamedTuple):
    """Ids of the records that an entry made for one company."""

    handoffs: list[int]
    promises: list[int]


class Listed(NamedTuple):
    """One item of a tally's list."""

    round: int
    name: str  # one of LISTED
    seq: int
    row: int
    minutes: int


class Written(NamedTuple):
    """What an entry set of one company."""

    seq: int
    kind: str  # company, track, dossier, handoff or promise
    seat: int  # of a dossier
    number: int  # of a handoff or promise
    values: dict[str, Any]


@dataclass(slots=True)
class Bell:
    """A closing bell: its inputs, and what the tally could not be recomputed from without the other companies."""

    number: int  # round
    given: dict[str, Any]  # jobs and slip of the team
    way: tuple[str, bool]  # how the team passes signed clients on
    course: Course  # while it rings
    dossiers: int  # sum over the account manager's accounts, per mille
    accounts: int
    quality: list[tuple[int, int]]  # handoff id, index


@dataclass(slots=True)
class Film:
    """The film of team `team`; `final` is the match's own state and may not be changed either."""

    team: int
    final: State
    entries: list[Entry]
    after: list[Around] = field(default_factory=list)  # by seq; 0 = before the first entry
    acts: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))  # row -> entries of its commands
    sets: dict[int, list[Written]] = field(default_factory=lambda: defaultdict(list))  # row -> what entries set of it
    common: list[int] = field(default_factory=list)  # entries that concern every company
    bells: dict[int, Bell] = field(default_factory=dict)  # by seq
    ids: dict[tuple[int, int], Ids] = field(default_factory=dict)  # (seq, row)
    added: dict[int, dict[str, int]] = field(default_factory=dict)  # seq -> field of the tally -> what it added
    listed: dict[int, list[Listed]] = field(default_factory=dict)  # by seq
    passed: dict[int, tuple[int, int]] = field(default_factory=dict)  # seq of a pass_time -> seat, minutes
    kept: dict[object, Any] = field(default_factory=dict)  # what is looked up again and again
    start: Team = field(init=False)
    _statics: dict[int, Static] = field(default_factory=dict)

    @property
    def crew(self) -> Team:
        """The team as the log left it."""
        return self.final.teams[self.team]

    def before(self, seq: int) -> Around:
        """What surrounded the companies when entry `seq` was decided."""
        return self.after[seq - 1]

    def entry(self, seq: int) -> Entry:
        """The entry with this number."""
        return self.entries[seq - 1]

    def event(self, seq: int) -> dict[str, Any]:
        """The event of a seat's entry."""
        return self.entries[seq - 1].events[0]

    def own(self, seq: int) -> list[dict[str, Any]]:
        """The events of an entry that are this team's."""
        return [event for event in self.entries[seq - 1].events if event["team"] == self.team]

    def traits(self, row: int) -> Static:
        """The traits of one company as a market of its own."""
        found = self._statics.get(row)
        if found is None:
            found = self._statics[row] = Static(1)
            for name in STATIC:
                getattr(found, name)[0] = getattr(self.crew.static, name)[row]
        return found


def film_of(match: Match, team: int) -> Film:
    """Fold the whole log of `match` once; the match is not changed.

    Raises:
        IndexError: there is no such team.
    """
    film = Film(team, match.state, match.entries)
    header = match.header
    state = new_state(match.scenario, int(header["seed"]), list(header["teams"]), header["acts"])
    film.start = _start_of(state.teams[team])
    film.after.append(_around(state, team, None))
    for entry in match.entries:
        _take(film, state, entry)
    return film


def _start_of(crew: Team) -> Team:
    """The records as the predecessors left them, by themselves: the walk goes on with the others."""
    start = object.__new__(type(crew))
    start.__dict__.update(crew.__dict__)
    start.market = crew.market.fork()
    start.tracks = {row: track.clone() for row, track in crew.tracks.items()}
    start.dossiers = [{row: dossier.clone() for row, dossier in shelf.items()} for shelf in crew.dossiers]
    return start


def _around(state: State, team: int, last: Around | None, paths: frozenset[str] | None = None) -> Around:
    """What surrounds the companies now; what `paths` do not name is shared with the moment before."""
    crew = state.teams[team]
    if last is None or paths is None:
        seats = tuple(seat.clone() for seat in crew.seats)
        return Around(state.course.clone(), seats, crew.desk.clone(), crew.charter.clone())
    seats = tuple(
        seat.clone() if f"seat/{i}" in paths else old
        for i, (seat, old) in enumerate(zip(crew.seats, last.seats, strict=True))
    )
    return Around(
        state.course.clone() if "course" in paths else last.course,
        seats,
        crew.desk.clone() if "desk" in paths else last.desk,
        crew.charter.clone() if "charter" in paths else last.charter,
    )


def _take(film: Film, state: State, entry: Entry) -> None:
    """One entry: fold it, and note what it meant for whom."""
    crew, seq = state.teams[film.team], entry.seq
    handoffs, promises = len(crew.handoffs), len(crew.promises)
    paths: set[str] = set()
    rings = False
    for event in entry.events:
        if event["kind"] == "round_closed":
            rings = True
            _note_bell(film, state, crew, seq, event)
        elif event["team"] == film.team:
            paths.update(event["set"])
            _note_tally(film, crew, seq, event)
        if event["team"] == -1:
            paths.update(event["set"])
        fold(state, event)
    for handoff in crew.handoffs[handoffs:]:
        film.ids.setdefault((seq, handoff.company), Ids([], [])).handoffs.append(handoff.id)
    for promise in crew.promises[promises:]:
        film.ids.setdefault((seq, promise.company), Ids([], [])).promises.append(promise.id)
    _note_rows(film, crew, entry)
    if rings and film.bells[seq].number <= state.scenario.frame.rounds:
        bell = film.bells[seq]
        bell.quality = [
            (h.id, quality(state, h)) for h in crew.handoffs if h.sender == LEAD_GEN and h.accept_round == bell.number
        ]
    film.after.append(_around(state, film.team, film.after[-1], None if rings else frozenset(paths)))


def _note_bell(film: Film, state: State, crew: Team, seq: int, event: dict[str, Any]) -> None:
    columns = crew.columns
    mine = (columns.stage == int(Stage.ACCOUNT)) & columns.owned
    course = state.course.clone()
    course.assign(event["set"].get("course", {}))
    film.common.append(seq)
    film.bells[seq] = Bell(
        number=int(event["data"]["round"]),
        given=event["data"]["teams"][film.team],
        way=own_way(crew),
        course=course,
        dossiers=int((columns.dossier[mine] * 1000).astype(np.int64).sum()),
        accounts=int(np.count_nonzero(mine)),
        quality=[],
    )


def _note_tally(film: Film, crew: Team, seq: int, event: dict[str, Any]) -> None:
    """What a seat's act added to the tally; arrivals (`inbound`) are never the act's own."""
    row = event["data"].get("company", -1)
    for path, values in event["set"].items():
        if row < 0 or not path.startswith("tally/"):
            continue
        number = int(path[6:])
        old = crew.tallies[number] if number < len(crew.tallies) else Tally()
        film.added[seq] = {name: values[name] - getattr(old, name) for name in SUMMED if name in values}
        for name in LISTED:
            for minutes in values.get(name, [])[len(getattr(old, name)) :]:
                film.listed.setdefault(seq, []).append(Listed(number + 1, name, seq, row, minutes))


def _note_rows(film: Film, crew: Team, entry: Entry) -> None:
    seq, command = entry.seq, entry.command
    if not command.actor.is_facilitator and command.actor.team != film.team:
        return
    event = entry.events[0]
    row = -1 if command.actor.is_facilitator else event["data"].get("company", -1)
    if row >= 0:
        film.acts[row].append(seq)
    if command.verb in ("open_round", "play_card", "finish"):
        film.common.append(seq)
    elif command.verb == "pass_time":
        old = film.after[-1].seats[command.actor.seat].passed
        film.passed[seq] = (command.actor.seat, event["set"][f"seat/{command.actor.seat}"]["passed"] - old)
        film.common.append(seq)
    for own in film.own(seq):
        for path, values in own["set"].items():
            _note_path(film, crew, seq, path, values)


def _note_path(film: Film, crew: Team, seq: int, path: str, values: dict[str, Any]) -> None:
    kind, *keys = path.split("/")
    if kind in ("company", "track"):
        film.sets[int(keys[0])].append(Written(seq, kind, -1, -1, values))
    elif kind == "dossier":
        film.sets[int(keys[1])].append(Written(seq, kind, int(keys[0]), -1, values))
    elif kind in ("handoff", "promise"):
        number = int(keys[0])
        row = (crew.handoffs if kind == "handoff" else crew.promises)[number].company
        film.sets[row].append(Written(seq, kind, -1, number, values))


def track_of(crew: Team, row: int) -> Track | None:
    """A copy of a company's track, None where it has none."""
    found = crew.tracks.get(row)
    return None if found is None else found.clone()


def dossiers_of(crew: Team, row: int) -> list[Dossier | None]:
    """Copies of what each seat knows of a company."""
    return [shelf[row].clone() if row in shelf else None for shelf in crew.dossiers]
