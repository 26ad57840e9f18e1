"""One company by itself: its row, clocks, dossiers, handoffs and promises, with everything else as recorded.

A lane is a team of one company. The same rules run on it as on a whole team: `decide_seat` for its commands, the
bell for its rounds. Seats, charter, phase and round are set from the film before every step and never written, so
that whatever the company does in a lane, it moves nobody else. Inside a lane the company is row 0, and its handoffs
and promises are numbered from 0; `handoffs` and `promises` say which ids those have in the log.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from game.actions.decide import decide_seat
from game.actions.errors import Rejected
from game.actions.facilitation import feel_card, prepare_finish, prepare_round
from game.actions.waiting import pass_marks
from game.debrief.whatif.alone import Alone
from game.debrief.whatif.deeds import (
    NEW_PERSON,
    Deed,
    Id,
    New,
    Redraw,
    Refused,
    keep_marks,
    recorded_draws,
    trimmed,
)
from game.debrief.whatif.film import LISTED, Film, Listed, Written
from game.market.columns import Stage
from game.match.bell import ring_team
from game.state.draft import Draft
from game.state.records import Tally
from game.state.team import OPEN_LEVERS, Desk, State, Team

if TYPE_CHECKING:
    from game.actions.commands import Command


HANDED, OPPORTUNITY, ACCOUNT, NURTURED = (
    int(stage) for stage in (Stage.HANDED, Stage.OPPORTUNITY, Stage.ACCOUNT, Stage.NURTURED)
)


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
        steps: dict[int, list[Written]] = {step: [] for step in film.bells if self.seq < step <= seq}
        steps |= {step: [] for step in film.acts.get(self.of, ()) if self.seq < step <= seq}
        for written in film.sets.get(self.of, ()):
            if self.seq < written.seq <= seq:
                steps.setdefault(written.seq, []).append(written)
        for step in sorted(steps):
            if step in film.bells:
                self.ring(step)
            else:
                self._fold(step, steps[step])
        self.seq = seq

    def _fold(self, seq: int, sets: list[Written]) -> None:
        film = self.film
        self._number(seq, film.ids.get((seq, self.of)), None, None)
        for written in sets:
            self._fold_one(written)
        if seq in film.added and film.event(seq)["data"]["company"] == self.of:
            tally = self._tally(film.before(seq).course.round)
            for name, more in film.added[seq].items():
                setattr(tally, name, getattr(tally, name) + more)
            for one in film.listed.get(seq, ()):
                self.listed.append(one)
                setattr(tally, one.name, [*getattr(tally, one.name), one.minutes])

    def _fold_one(self, written: Written) -> None:
        """Write what the log set of this company, in the lane's own numbers."""
        values = written.values
        if written.kind == "company":
            self.alone.assign("company/0", values)
        elif written.kind == "dossier":
            self.alone.assign(f"dossier/{written.seat}/0", values)
        elif written.kind == "track":
            if values.get("handoff", -1) >= 0:
                values = values | {"handoff": self.handoffs.index(values["handoff"])}
            self.alone.assign("track/0", values)
        else:
            known = self.handoffs if written.kind == "handoff" else self.promises
            place = known.index(written.number)
            own: dict[str, Any] = {"id": place, "company": 0}
            own["promises"] = [self.promises.index(p) for p in values.get("promises", ())]
            own = {name: own[name] for name in own if name in values}
            self.alone.assign(f"{written.kind}/{place}", values | own)

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
        stage = self.alone.columns.stage[0]  # a new round and the finish find only clients on their way to a deal
        if event["kind"] == "round_prepared" and stage == OPPORTUNITY and self.alone.tracks[0].ready_round == number:
            self._write(prepare_round(self.state, self.alone, number)["set"])
        elif event["kind"] == "finish_prepared" and stage in (HANDED, OPPORTUNITY):
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
        if columns.stage[0] in (ACCOUNT, NURTURED) or columns.overdue[0] or columns.order_due[0]:
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
