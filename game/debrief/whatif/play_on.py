"""Play-on: the log up to the edit, the edit, and from there the reference policy on every seat of the team.

What it is compared with is the same without the edit: the log up to and including what was recorded there, then the
same policy. So the difference is the edit's, not that of people against a policy. Rounds, charter and event cards
come as the log has them; minutes are charged and jobs make the workshop late, as in play. An edited act is not
refused for want of minutes. Other teams stand still.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from game.actions.context import spend
from game.actions.decide import IN_CHARTER, decide_seat
from game.actions.errors import Rejected
from game.actions.facilitation import bell_inputs, feel_card, prepare_finish, prepare_round
from game.actions.handoff import pass_on
from game.bots import Bot
from game.debrief.whatif.deeds import NEW_PERSON, Deed, Id
from game.debrief.whatif.triggers import is_due
from game.market.columns import Stage
from game.match.bell import ring_team
from game.match.match import Match, fold
from game.play import Driver
from game.state.draft import Draft
from game.state.records import ACCOUNT, ROLES, SALES
from game.state.team import OPEN_LEVERS

if TYPE_CHECKING:
    from game.bots import Act
    from game.debrief.whatif.edits import Edit
    from game.debrief.whatif.film import Film
    from game.match.log import Entry
    from game.state.team import State, Team
    from game.views.shape import SeatView

REFERENCE = "reference"


@dataclass(slots=True)
class Place:
    """One company of the team that plays on: what an edit asks a world for."""

    run: PlayOn
    film: Film
    row: int
    of: int

    @property
    def crew(self) -> Team:
        """The team as it stands."""
        return self.run.team

    def handoff_no(self, number: Id) -> int:
        """Up to the edit all numbers are those of the log."""
        return _known(number, len(self.crew.handoffs))

    def promise_no(self, number: Id) -> int:
        """Up to the edit all numbers are those of the log."""
        return _known(number, len(self.crew.promises))


def _known(number: Id, count: int) -> int:
    if not isinstance(number, int) or number >= count:
        raise LookupError(number)
    return number


class OnCredit(Draft):
    """A draft whose acts are not refused for want of minutes."""

    on_credit = True


class PlayOn:
    """A team that plays on from where an edit begins; with `edit` None, from what was recorded there."""

    def __init__(self, match: Match, film: Film, first: int, edit: Edit | None) -> None:
        """Fold a copy of the log up to the entry before `first`; nothing that is given is changed."""
        self.film, self.edit, self.first = film, edit, first
        self.match = Match(match.scenario, match.header)
        for entry in match.entries[: first - 1]:
            for event in entry.events:
                fold(self.match.state, event)
        self.match.seq = first - 1
        self.minutes = 0
        self.state: State = self.match.state
        self.team: Team = self.state.teams[film.team]
        self.driver = Driver(self.match, {})
        self.bots: dict[str, Any] = {role: Bot.make(REFERENCE, role) for role in ROLES}
        if edit is not None and edit.kind == "trigger":
            self.bots["sales"] = Patient(self, edit.value)

    def play(self) -> PlayOn:
        """To the end of what was played: the round, the session or the twelve months."""
        rest = self.film.entries[self.first - 1 :]
        self._first(rest[0])
        for seat in self.team.seats:
            seat.bot = REFERENCE
        for entry in rest[1:]:
            self._go_on(entry)
        if self.state.course.phase == "round":
            self._work()
        return self

    # --- Where the edit begins ----------------------------------------------------------------------------

    def _first(self, entry: Entry) -> None:
        edit, seq = self.edit, entry.seq
        if edit is None or edit.kind == "trigger":
            self._recorded(entry, new_person=True)
            return
        rows = [row for row, start in edit.starts(self.film).items() if start == seq]
        places = [Place(self, self.film, row, row) for row in rows]
        for place in places:
            self._deeds(place, edit.before(place, seq))
        deeds = None if entry.command.actor.is_facilitator else edit.instead(places[0], seq)
        if deeds is None:
            self._recorded(entry, new_person=edit.new_person(seq))
        else:
            self.minutes -= self.film.event(seq)["data"]["minutes"]
            self._deeds(places[0], deeds)
        for place in places:
            self._deeds(place, edit.after(place, seq))

    def _deeds(self, place: Place, deeds: list[Deed]) -> None:
        for deed in deeds:
            try:
                changes, minutes = self._decided(place, deed)
            except Rejected:  # an accept that the edit brings forward may be of no use
                continue
            self.minutes += minutes
            self._write(changes)

    def _decided(self, place: Place, deed: Deed) -> tuple[dict[str, dict[str, Any]], int]:
        def draft_of(state: State, team: Team) -> OnCredit:
            draft = OnCredit(state, team)
            draft.levers = OPEN_LEVERS
            return draft

        if deed.do is None:
            assert deed.command is not None
            command = replace(deed.command, round=self.state.course.round)
            event = decide_seat(self.state, command, draft_of)
            return event["set"], event["data"]["minutes"]
        draft = draft_of(self.state, self.team)
        deed.do(draft, place)
        if deed.seat >= 0:
            spend(draft, deed.seat, deed.minutes)
        return draft.changes(), deed.minutes

    def _write(self, changes: dict[str, dict[str, Any]]) -> None:
        for path, values in changes.items():
            self.team.assign(path, values)

    def _recorded(self, entry: Entry, *, new_person: bool) -> None:
        """What was recorded, done by the rules."""
        if entry.command.actor.is_facilitator:
            self._facilitate(entry, new_person=new_person)
        else:
            self._write(decide_seat(self.state, entry.command, OnCredit)["set"])

    # --- And from there on --------------------------------------------------------------------------------

    def _go_on(self, entry: Entry) -> None:
        command = entry.command
        if command.actor.is_facilitator:
            if command.verb == "close_round":
                self._work()
            self._facilitate(entry, new_person=self.edit is None or self.edit.new_person(entry.seq))
        elif command.actor.team == self.film.team and command.verb in IN_CHARTER:
            self.match.submit(command)

    def _work(self) -> None:
        rounds = self.film.final.scenario.frame.rounds
        if self.state.course.phase == "fast_forward":
            finishing = self.state.course.round == rounds + 1
            self.driver.work(self.film.team, self.bots, (SALES,) if finishing else (ACCOUNT,))
        else:
            self.driver.work(self.film.team, self.bots)

    def _facilitate(self, entry: Entry, *, new_person: bool) -> None:
        """A step of the facilitator, or the bell, for this team alone."""
        number = self.film.after[entry.seq].course.round
        changes = [
            self._felt(event, number, new_person=new_person)
            for event in entry.events
            if event["team"] == self.film.team
        ]
        for change in changes:
            self._write(change)
        for event in entry.events:
            given = bell_inputs(self.state, self.team) if event["kind"] == "round_closed" else {}
            self.state.course.assign(event["set"].get("course", {}))
            if given:
                self._ring(int(event["data"]["round"]), given)
        if entry.command.verb == "finish" and self.edit is not None and self.edit.kind == "trigger":
            self._over_at_last()

    def _felt(self, event: dict[str, Any], number: int, *, new_person: bool) -> dict[str, Any]:
        kind, made = event["kind"], dict[str, Any]()
        if kind == "round_prepared":
            made = prepare_round(self.state, self.team, number)
        elif kind == "finish_prepared":
            made = prepare_finish(self.state, self.team, number)
        elif kind == "card_felt" and (new_person or event["data"]["card"] not in NEW_PERSON):
            made = feel_card(self.state, self.team, event["data"]["card"], number)
        found: dict[str, Any] = made.get("set", {})
        return found

    def _ring(self, number: int, given: dict[str, Any]) -> None:
        ring_team(self.state, self.team, number, given)
        if number > self.film.final.scenario.frame.rounds:
            self.state.course.round = number + 1

    def _over_at_last(self) -> None:
        """Clients whose trigger was never reached go over when the finish begins, as the reference hands over."""
        draft = OnCredit(self.state, self.team)
        columns = self.team.columns
        waiting = {h.company for h in self.team.handoffs if h.receiver == ACCOUNT and h.state == "waiting"}
        for row in range(columns.n):
            if columns.stage[row] == Stage.ACCOUNT and not columns.owned[row] and row not in waiting:
                pass_on(draft, row, "card", warm=True)
        self._write(draft.changes())


class Patient:
    """The reference seller who hands signed clients over only when their trigger is due."""

    def __init__(self, run: PlayOn, trigger: str) -> None:
        """For the team of `run`."""
        self.run, self.trigger = run, trigger
        self.bot = Bot.make(REFERENCE, "sales")

    def decide(self, view: SeatView) -> Act | None:
        """The next command, not seeing the clients that are not due."""
        team = self.run.team
        kept = [company for company in view["companies"] if self._is_open(team.rows[company["id"]])]
        seen: SeatView = {**view, "companies": kept}
        return self.bot.decide(seen)

    def _is_open(self, row: int) -> bool:
        columns = self.run.team.columns
        if columns.stage[row] != Stage.ACCOUNT or columns.owned[row]:
            return True
        return is_due(self.trigger, Place(self.run, self.run.film, row, row), self.run.state.course.round)
