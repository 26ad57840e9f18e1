"""One company by itself: its row, clocks, dossiers, handoffs and promises, with everything else as recorded.

A lane is a team of one company. The same rules run on it as on a whole team: `decide_seat` for its commands, the
bell for its rounds. Seats, charter, phase and round are set from the film before every step and never written, so
that whatever the company does in a lane, it moves nobody else. Inside a lane the company is row 0, and its handoffs
and promises are numbered from 0; `handoffs` and `promises` say which ids those have in the log.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from game.actions.agenda import topic_blocked
from game.actions.commands import Meet, parse
from game.actions.decide import decide_seat
from game.actions.errors import Rejected
from game.actions.facilitation import feel_card, prepare_finish, prepare_round
from game.actions.waiting import pass_marks
from game.debrief.whatif.film import LISTED, Film, Listed, dossiers_of, track_of
from game.market.chance import Kind
from game.market.columns import MUTABLE, Columns, Stage
from game.market.fork import Fork
from game.match.bell import ring_team
from game.state.draft import Draft
from game.state.records import SALES, Tally
from game.state.team import OPEN_LEVERS, Desk, State, Team

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.actions.commands import Command
    from game.state.records import Track

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

    def unit(self, row: int, kind: int, ordinal: int | None = None) -> float:
        """A keyed draw; without an ordinal the recorded one."""
        if ordinal is None and row == self._row:
            track, name = self.track(row), str(int(kind))
            track.draws = {**track.draws, name: track.draws.get(name, 0) + 1}
            left = self._ordinals.get(int(kind))
            if left:
                ordinal = left.pop()
            else:
                ordinal = RESERVED + self._beyond.get(int(kind), 0)
                self._beyond[int(kind)] = ordinal - RESERVED + 1
        return super().unit(row, kind, ordinal)


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


KEYED = frozenset((int(Kind.WAIT), int(Kind.THINK)))
"""Draws whose ordinal is the moment of the deal, not a count."""


def recorded_draws(film: Film, source: int, row: int) -> dict[int, list[int]]:
    """Ordinals drawn for a company at an entry, by kind, last first."""
    found: dict[int, list[int]] = {}
    if source:
        for of, kind, ordinal in reversed(film.event(source)["draws"]):
            if of == row and kind not in KEYED:
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


class Lane:
    """The company at `of` (its row in the log) on its way through the log, up to entry `seq`."""

    row = 0

    def __init__(self, film: Film, of: int) -> None:
        """The company as it began."""
        self.film, self.of, self.seq = film, of, 0
        self.alone = Alone(film, of)
        first = film.after[0].course
        final = film.final
        self.state = State(final.scenario, final.seed, final.acts, first, [self.alone] * len(final.teams))
        self.handoffs: list[Id] = []
        self.promises: list[Id] = []
        self.listed: list[Listed] = []
        self.beyond: dict[int, int] = {}
        self.refused: list[Refused] = []
        self.edit_minutes = 0
        self.later_minutes = 0

    @property
    def crew(self) -> Team:
        """The team of one company."""
        return self.alone

    def handoff_no(self, number: Id) -> int:
        """The lane's number of a handoff."""
        return _index(self.handoffs, number)

    def promise_no(self, number: Id) -> int:
        """The lane's number of a promise."""
        return _index(self.promises, number)

    def fork(self) -> Lane:
        """An independent copy."""
        twin = object.__new__(Lane)
        twin.__dict__.update(self.__dict__)
        twin.alone = self.alone.fork()
        twin.state = replace(self.state, teams=[twin.alone] * len(self.state.teams))
        twin.handoffs, twin.promises, twin.listed = [*self.handoffs], [*self.promises], [*self.listed]
        twin.beyond, twin.refused = dict(self.beyond), [*self.refused]
        return twin

    # --- As recorded --------------------------------------------------------------------------------------

    def fold_to(self, seq: int) -> None:
        """Go on as recorded up to and including entry `seq`."""
        film = self.film
        steps = {s for s in film.touched.get(self.of, ()) if self.seq < s <= seq}
        steps |= {s for s in film.bells if self.seq < s <= seq}
        for step in sorted(steps):
            if step in film.bells:
                self.ring(step)
            else:
                self._fold(step)
        self.seq = seq

    def _fold(self, seq: int) -> None:
        film = self.film
        self._number(seq, film.ids.get((seq, self.of)), None, None)
        for event in film.own(seq):
            for path, values in event["set"].items():
                self._fold_path(path, values)
        if seq in film.added and film.event(seq)["data"]["company"] == self.of:
            tally = self._tally(film.before(seq).course.round)
            for name, more in film.added[seq].items():
                setattr(tally, name, getattr(tally, name) + more)
            self.listed += [one for one in film.listed if one.seq == seq]
            for one in self.listed:
                if one.seq == seq:
                    setattr(tally, one.name, [*getattr(tally, one.name), one.minutes])

    def _fold_path(self, path: str, values: dict[str, Any]) -> None:
        """Write a path of the log if it is this company's, in the lane's own numbers."""
        kind, *keys = path.split("/")
        number = int(keys[-1]) if keys else -1
        if kind in ("company", "dossier") and number == self.of:
            self.alone.assign("/".join([kind, *keys[:-1], "0"]), values)
        elif kind == "track" and number == self.of:
            if values.get("handoff", -1) >= 0:
                values = values | {"handoff": self.handoffs.index(values["handoff"])}
            self.alone.assign("track/0", values)
        elif kind == "handoff" and number in self.handoffs:
            place = self.handoffs.index(number)
            own = {"id": place, "company": 0, "promises": [self.promises.index(p) for p in values.get("promises", ())]}
            self.alone.assign(f"handoff/{place}", values | {name: own[name] for name in own if name in values})
        elif kind == "promise" and number in self.promises:
            place = self.promises.index(number)
            own = {"id": place, "company": 0}
            self.alone.assign(f"promise/{place}", values | {name: own[name] for name in own if name in values})

    def _tally(self, round_: int) -> Tally:
        tally = self.alone.record(f"tally/{max(round_, 1) - 1}")
        assert isinstance(tally, Tally)
        tally.round = max(round_, 1)
        return tally

    # --- Steps that concern every company -----------------------------------------------------------------

    def common(self, seq: int, *, new_person: bool = True) -> None:
        """An entry of the facilitator, or time that passes, as it bears on this company."""
        film, verb = self.film, self.film.entry(seq).command.verb
        self._surround(seq)
        if seq in film.bells:
            self.ring(seq)
        elif verb == "pass_time":
            seat, minutes = film.passed[seq]
            draft = Draft(self.state, self.alone)
            pass_marks(draft, seat, minutes)
            self._write(draft.changes())
        else:
            self.alone.desk = Desk()  # who else arrives is as recorded
            for event in film.own(seq):
                self._facilitated(event, film.after[seq].course.round, new_person=new_person)

    def _facilitated(self, event: dict[str, Any], number: int, *, new_person: bool) -> None:
        if event["kind"] == "round_prepared":
            self._write(prepare_round(self.state, self.alone, number)["set"])
        elif event["kind"] == "finish_prepared":
            self._write(prepare_finish(self.state, self.alone, number)["set"])
        elif event["kind"] == "card_felt" and new_person and event["data"]["card"] in NEW_PERSON:
            self._write(feel_card(self.state, self.alone, event["data"]["card"], number)["set"])

    def ring(self, seq: int) -> None:
        """Close the round for this company."""
        bell = self.film.bells[seq]
        if self._sleeps(bell.number):
            return
        self._surround(seq)
        self.state.course = bell.course
        handoffs, promises = len(self.alone.handoffs), len(self.alone.promises)
        ring_team(self.state, self.alone, bell.number, bell.given, way=bell.way)
        self._number(seq, self.film.ids.get((seq, self.of)), handoffs, promises)

    def _sleeps(self, number: int) -> bool:
        """Whether a bell changes nothing here: neither account nor nurtured, nothing open, due, owed or marked."""
        columns, crew = self.alone.columns, self.alone
        if columns.stage[0] in (Stage.ACCOUNT, Stage.NURTURED) or columns.overdue[0] or columns.order_due[0]:
            return False
        if columns.touched[0] or columns.ordered[0]:
            return False
        if any(promise.state == "open" for promise in crew.promises):
            return False
        return not any(handoff.accept_round == number for handoff in crew.handoffs)

    # --- What is done anew --------------------------------------------------------------------------------

    def do(self, deed: Deed) -> bool:
        """Do a deed by the rules; False if they refuse it."""
        around = self.film.after[deed.seq if deed.after else deed.seq - 1]
        self.state.course = around.course
        self.alone.seats, self.alone.charter, self.alone.desk = list(around.seats), around.charter, around.desk
        if around.desk.pending:
            self.alone.desk = around.desk.clone()
            self.alone.desk.pending = []
        handoffs, promises = len(self.alone.handoffs), len(self.alone.promises)
        try:
            changes, minutes, dropped = self._decided(deed)
        except Rejected as refused:
            self.refused.append(Refused(deed.seq, refused.code))
            self._count(deed, 0)
            return False
        self.refused += [Refused(deed.seq, code, topic) for topic, code in dropped]
        old = self.alone.tracks[0].clone() if 0 in self.alone.tracks else None
        self._write(changes, deed.seq)
        self._count(deed, minutes)
        instead = not deed.after and deed.source == deed.seq
        shift = (self.film.event(deed.seq)["data"]["minutes"] if instead else 0) - minutes
        if old is not None and deed.command is not None and shift:
            keep_marks(self.alone.tracks[0], old, deed.command.actor.seat, shift, around.course.round)
        self._number(deed.seq, self.film.ids.get((deed.ids, self.of)), handoffs, promises)
        return True

    def _count(self, deed: Deed, minutes: int) -> None:
        """Minutes beyond the recorded ones: those of the edit itself, and those of the acts that followed."""
        recorded = self.film.event(deed.source)["data"]["minutes"] if deed.source else 0
        if deed.edited:
            self.edit_minutes += minutes - recorded
        else:
            self.later_minutes += minutes - recorded

    def _decided(self, deed: Deed) -> tuple[dict[str, dict[str, Any]], int, list[tuple[str, str]]]:
        """What a deed sets, the minutes it took of whoever acted, and the topics that fell away."""

        def draft_of(state: State, team: Team) -> Redraw:
            draft = Redraw(state, team, 0, recorded_draws(self.film, deed.draws, self.of), self.beyond)
            if deed.edited:
                draft.levers = OPEN_LEVERS
            return draft

        if deed.do is not None:
            draft = draft_of(self.state, self.alone)
            try:
                deed.do(draft, self)
            except LookupError:
                raise Rejected("unknown_handoff") from None
            return draft.changes(), deed.minutes, []
        assert deed.command is not None
        command, dropped = trimmed(self.state, self.alone, self._localised(deed.command), 0)
        event = decide_seat(self.state, command, draft_of)
        return event["set"], event["data"]["minutes"], dropped

    def _localised(self, command: Command) -> Command:
        """The command in the lane's own numbers."""
        if "handoff" not in command.args:
            return command
        try:
            number = self.handoff_no(command.args["handoff"])
        except LookupError:
            raise Rejected("unknown_handoff") from None
        return replace(command, args=command.args | {"handoff": number})

    # --- Helpers ------------------------------------------------------------------------------------------

    def _surround(self, seq: int) -> None:
        around = self.film.before(seq)
        self.state.course = around.course
        self.alone.seats, self.alone.charter, self.alone.desk = list(around.seats), around.charter, around.desk

    def _write(self, changes: dict[str, dict[str, Any]], seq: int = 0) -> None:
        for path, values in changes.items():
            if path.startswith("tally/"):
                self._note(path, values, seq)
            self.alone.assign(path, values)

    def _note(self, path: str, values: dict[str, Any], seq: int) -> None:
        """Note the items that are new in the lists of a tally."""
        number = int(path[6:])
        old = self.alone.tallies[number] if number < len(self.alone.tallies) else Tally()
        for name in LISTED:
            for minutes in values.get(name, [])[len(getattr(old, name)) :]:
                self.listed.append(Listed(number + 1, name, seq, self.of, minutes))

    def _number(self, seq: int, ids: Any, handoffs: int | None, promises: int | None) -> None:
        """Give new records their ids: the recorded ones first. Without counts, those the log made."""
        for known, name, before in ((self.handoffs, "handoffs", handoffs), (self.promises, "promises", promises)):
            recorded = [] if ids is None else list(getattr(ids, name))
            if before is None:
                known += recorded
                continue
            made = len(getattr(self.alone, name)) - before
            place = sum(isinstance(one, New) and one.seq == seq for one in known)
            known += [recorded[i] if i < len(recorded) else New(seq, place + i) for i in range(made)]


def _index(known: list[Id], number: Id) -> int:
    if number not in known:
        raise LookupError(number)
    return known.index(number)
