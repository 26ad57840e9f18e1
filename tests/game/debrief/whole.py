"""A held what-if the long way: a whole team runs again, all companies, act by act and bell by bell.

The product runs only the rows that an edit concerns (`game.debrief.whatif.held`). Here the same is done twice more:
from the edit on with a fork of the team's state, and from the log's start with every team. Commands about other
companies are decided anew too and must lead to what was recorded, tallies excepted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from game.actions.decide import decide, decide_seat
from game.actions.errors import Rejected
from game.actions.waiting import pass_marks
from game.debrief.whatif.deeds import NEW_PERSON, Deed, Id, Redraw, Refused, keep_marks, recorded_draws, trimmed
from game.debrief.whatif.edits import Edit, as_recorded
from game.debrief.whatif.film import Film
from game.match import Command, Match
from game.match.bell import ring_team
from game.match.match import fold
from game.match.start import new_state
from game.state.draft import Draft
from game.state.records import Handoff, Promise, Record
from game.state.team import OPEN_LEVERS, State, Team


class Numbered(Redraw):
    """A draft whose new records take the ids of the log, or follow its last."""

    def __init__(self, state: State, team: Team, row: int, draws: dict[int, list[int]], beyond: dict[int, int]):
        """As Redraw; `take` says which ids."""
        super().__init__(state, team, row, draws, beyond)
        self.film: Film | None = None
        self.seq = 0
        self._taken: set[int] = set()

    def _id(self, kind: str, row: int) -> int:
        assert self.film is not None
        ids = self.film.ids.get((self.seq, row))
        for number in [] if ids is None else getattr(ids, kind):
            if number not in self._taken:
                self._taken.add(number)
                return int(number)
        number = len(getattr(self.team, kind))
        while f"{kind[:-1]}/{number}" in self._records:
            number += 1
        return number

    def _fresh(self, path: str, record: Record) -> None:
        self._records[path] = (record, self._existing(path).clone())  # over the empty place kept for it

    def new_handoff(self, row: int) -> Handoff:
        """A handoff with the log's id."""
        number = self._id("handoffs", row)
        made = Handoff(id=number, company=row)
        self._fresh(f"handoff/{number}", made)
        return made

    def new_promise(self, row: int) -> Promise:
        """A promise with the log's id."""
        number = self._id("promises", row)
        made = Promise(id=number, company=row)
        self._fresh(f"promise/{number}", made)
        return made


class Company:
    """One company of a whole team that is edited: what the edit asks a world for."""

    def __init__(self, whole: Whole, row: int) -> None:
        """The company at `row`."""
        self.film, self.row, self.of = whole.film, row, row
        self.whole = whole

    @property
    def crew(self) -> Team:
        """The whole team."""
        return self.whole.team

    def handoff_no(self, number: Id) -> int:
        """Ids are those of the log."""
        assert isinstance(number, int)
        if self.crew.handoffs[number].company != self.row:
            raise LookupError(number)
        return number

    def promise_no(self, number: Id) -> int:
        """Ids are those of the log."""
        assert isinstance(number, int)
        if self.crew.promises[number].company != self.row:
            raise LookupError(number)
        return number


class Whole:
    """A whole team that runs again with an edit, from `state` on."""

    def __init__(self, film: Film, edit: Edit, state: State) -> None:
        """Begin with a state that is the caller's own."""
        self.film, self.edit, self.state = film, edit, state
        self.team = state.teams[film.team]
        self.starts = edit.starts(film)
        self.companies = {row: Company(self, row) for row in sorted(self.starts)}
        self.beyond: dict[int, dict[int, int]] = {row: {} for row in self.starts}
        self.refused: list[tuple[int, Refused]] = []
        for number in range(len(self.team.handoffs), len(film.crew.handoffs)):
            self.team.handoffs.append(Handoff(id=number, state="lapsed"))
        for number in range(len(self.team.promises), len(film.crew.promises)):
            self.team.promises.append(Promise(id=number, state="lapsed"))

    def take(self, seq: int) -> None:
        """Run one entry that concerns the team."""
        entry = self.film.entry(seq)
        live = [row for row, start in self.starts.items() if start <= seq]
        actor = entry.command.actor
        if not actor.is_facilitator and actor.team != self.film.team:
            return
        row = -1 if actor.is_facilitator else entry.events[0]["data"].get("company", -1)
        for one in sorted(live):
            if row in (-1, one):
                self._deeds(one, self.edit.before(self.companies[one], seq))
        if actor.is_facilitator:
            self._facilitate(seq, entry.command)
        elif row in live:
            deeds = self.edit.instead(self.companies[row], seq)
            self._deeds(row, [as_recorded(self.film, seq)] if deeds is None else deeds)
            self._arrivals(seq, row)
        elif seq in self.film.passed:
            self._pass_time(seq, live)
        else:
            self._again(seq, entry.command)
        for one in sorted(live):
            if row in (-1, one):
                self._deeds(one, self.edit.after(self.companies[one], seq))
        self._surround(seq + 1)

    def _surround(self, seq: int) -> None:
        around = self.film.before(seq)
        self.state.course = around.course.clone()
        self.team.seats = [seat.clone() for seat in around.seats]
        self.team.desk, self.team.charter = around.desk.clone(), around.charter.clone()

    def _draft(self, seq: int, row: int, draws: dict[int, list[int]], beyond: dict[int, int]) -> Any:
        def make(state: State, team: Team) -> Numbered:
            draft = Numbered(state, team, row, draws, beyond)
            draft.film, draft.seq = self.film, seq
            return draft

        return make

    def _facilitate(self, seq: int, command: Command) -> None:
        if seq in self.film.bells:
            bell = self.film.bells[seq]
            self.state.course = bell.course.clone()
            make = self._draft(seq, -1, {}, {})
            ring_team(self.state, self.team, bell.number, bell.given, make, bell.way)
            return
        for event in decide(self.state, command):
            card = event["data"].get("card", "") if event["kind"] == "card_felt" else ""
            taken = card in NEW_PERSON and not self.edit.new_person(seq)
            if event["team"] == self.film.team and not taken:
                self._write(event["set"])

    def _again(self, seq: int, command: Command) -> None:
        """A command about another company, or about none: it must lead to what was recorded."""
        event = decide_seat(self.state, command, self._draft(seq, -1, {}, {}))
        recorded = self.film.event(seq)
        for path, values in recorded["set"].items():
            if path.startswith(("handoff/", "promise/")) and "id" in values:  # new: over the empty place kept for it
                old = self.team.record(path)
                first, second = type(old)(), old.clone()
                first.assign(values)
                second.assign(event["set"][path])
                assert _plain(first.to_json()) == _plain(second.to_json()), (seq, path)
            elif not path.startswith("tally/"):
                assert _plain(event["set"].get(path)) == _plain(values), (seq, path)
        assert event["draws"] == recorded["draws"]
        self._write(event["set"])

    def _pass_time(self, seq: int, live: list[int]) -> None:
        for path, values in self.film.event(seq)["set"].items():
            if path not in {f"track/{row}" for row in live}:
                self._write({path: values})
        around = self.film.before(seq)
        self.team.seats = [seat.clone() for seat in around.seats]
        draft = Draft(self.state, self.team)
        pass_marks(draft, *self.film.passed[seq])
        changes = draft.changes()
        self._write({path: changes[path] for row in live if (path := f"track/{row}") in changes})

    def _arrivals(self, seq: int, row: int) -> None:
        """Others who came while the seat worked on the edited company came as recorded."""
        for path, values in self.film.event(seq)["set"].items():
            if path.startswith(("company/", "track/")) and int(path.rpartition("/")[2]) != row:
                self.team.assign(path, values)
            if path.startswith("tally/") and "inbound" in values:
                self.team.assign(path, {"inbound": values["inbound"]})

    def _deeds(self, row: int, deeds: list[Deed]) -> None:
        for deed in deeds:
            self._deed(row, deed)

    def _deed(self, row: int, deed: Deed) -> None:
        film = self.film
        self._surround(deed.seq + 1 if deed.after else deed.seq)
        self.team.desk.pending = []
        make = self._draft(deed.ids, row, recorded_draws(film, deed.draws, row), self.beyond[row])

        def draft_of(state: State, team: Team) -> Numbered:
            draft: Numbered = make(state, team)
            if deed.edited:
                draft.levers = OPEN_LEVERS
            return draft

        try:
            changes, minutes, dropped = self._decided(row, deed, draft_of)
        except Rejected as refused:
            self.refused.append((row, Refused(deed.seq, refused.code)))
            return
        self.refused += [(row, Refused(deed.seq, code, topic)) for topic, code in dropped]
        old = self.team.tracks[row].clone()
        self._write(changes)
        instead = not deed.after and deed.source == deed.seq
        shift = (film.event(deed.seq)["data"]["minutes"] if instead else 0) - minutes
        if deed.command is not None and shift:
            round_ = self.state.course.round
            keep_marks(self.team.tracks[row], old, deed.command.actor.seat, shift, round_)

    def _decided(self, row: int, deed: Deed, draft_of: Any) -> tuple[dict[str, dict[str, Any]], int, Any]:
        if deed.do is not None:
            draft = draft_of(self.state, self.team)
            try:
                deed.do(draft, self.companies[row])
            except LookupError:
                raise Rejected("unknown_handoff") from None
            return draft.changes(), deed.minutes, []
        assert deed.command is not None
        if "handoff" in deed.command.args and self.team.handoffs[deed.command.args["handoff"]].company != row:
            raise Rejected("unknown_handoff")
        command, dropped = trimmed(self.state, self.team, deed.command, row)
        event = decide_seat(self.state, command, draft_of)
        return event["set"], event["data"]["minutes"], dropped

    def _write(self, changes: dict[str, dict[str, Any]]) -> None:
        for path, values in changes.items():
            self.team.assign(path, values)


def _plain(values: Any) -> Any:
    if isinstance(values, dict):
        return {key: _plain(value) for key, value in values.items()}
    return [_plain(value) for value in values] if isinstance(values, (list, tuple)) else values


def forked(film: Film, edit: Edit, match: Match) -> Whole:
    """From the edit on: a fork of the state there, and all of the team's commands; other teams as recorded."""
    state = _begin(match)
    first = min(edit.starts(film).values(), default=len(match.entries) + 1)
    for entry in match.entries[: first - 1]:
        _fold(state, entry.events)
    whole = Whole(film, edit, state)
    for entry in match.entries[first - 1 :]:
        _others(state, film.team, entry.events)
        whole.take(entry.seq)
    return whole


def rerun_whole(film: Film, edit: Edit, match: Match) -> Whole:
    """From the log's start: every team, every command decided anew."""
    state = _begin(match)
    whole = Whole(film, edit, state)
    for entry in match.entries:
        actor = entry.command.actor
        if not actor.is_facilitator and actor.team != film.team:
            _write_all(state, decide(state, replace(entry.command)))
        elif actor.is_facilitator:
            _others(state, film.team, entry.events)
        whole.take(entry.seq)
    return whole


def _begin(match: Match) -> State:
    header = match.header
    return new_state(match.scenario, int(header["seed"]), list(header["teams"]), header["acts"])


def _fold(state: State, events: list[dict[str, Any]]) -> None:
    for event in events:
        fold(state, event)


def _write_all(state: State, events: list[dict[str, Any]]) -> None:
    for event in events:
        for path, values in event["set"].items():
            state.teams[event["team"]].assign(path, values)


def _others(state: State, team: int, events: list[dict[str, Any]]) -> None:
    """What an entry did to the other teams."""
    for event in events:
        if event["team"] not in (-1, team):
            _write_all(state, [event])
        if event["kind"] == "round_closed":
            for index, given in enumerate(event["data"]["teams"]):
                if index != team:
                    ring_team(state, state.teams[index], int(event["data"]["round"]), given)
