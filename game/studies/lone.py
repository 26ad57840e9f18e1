"""One company alone with the reference team, played out by the rules themselves: brute force for its worth.

`play_out` makes many copies of one company, each with draws and unpassed thresholds of its own, and lets the
reference policy work on each: calls, handoff, meetings, signature, then account care to the end of the twelve
months. Time is the standard one of `game.scoring.worth.standard`. Slow, and only for studies and tests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from game.actions.account import task_blocked
from game.actions.agenda import topic_blocked
from game.actions.commands import Actor, Command, MeetTopic
from game.actions.decide import decide_seat
from game.actions.errors import Rejected
from game.bots.charter import CLEAN
from game.bots.sales import Sales
from game.market.columns import MUTABLE, Columns, Stage
from game.market.fork import Fork
from game.scoring.worth import standard
from game.scoring.worth.outlook import ENOUGH
from game.state.draft import Draft
from game.state.records import ACCOUNT, CONFIRMED, JUDGED, LEAD_GEN, SALES, STATUSES, Handoff, Seat, Track
from game.state.team import Course, State, Team
from game.studies.copies import copied

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDLESS = 1_000_000_000
"""Minutes of a seat that never runs short."""


@dataclass(slots=True)
class Lot:
    """What came of every copy: cents of margin less compensation and bad debt, and minutes of the seller."""

    margin: list[int] = field(default_factory=list)
    minutes: list[int] = field(default_factory=list)
    won: list[bool] = field(default_factory=list)

    def mean(self) -> float:
        """Mean margin in cents."""
        return sum(self.margin) / len(self.margin)


def play_out(state: State, team: Team, row: int, copies: int, salt: int = 0) -> Lot:
    """Play `copies` of the company at `row` to the end; neither state nor team is changed."""
    return _Playout(state, team, row, copies, salt).run()


class _Playout:
    def __init__(self, state: State, team: Team, row: int, copies: int, salt: int) -> None:
        scenario = state.scenario
        self.copies = copies
        self.round = max(1, state.course.round)
        self.left = max(0, scenario.frame.rounds - self.round)
        static = copied(team.static, row, copies, int(team.columns.gate[row]), salt)
        columns = Columns(copies)
        for name in MUTABLE:
            getattr(columns, name)[:] = getattr(team.columns, name)[row]
        course = Course(phase="round", round=self.round)
        self.state = State(scenario, 0, "open", course, [])
        seats = [Seat(role=s.role, bot="reference", total=ENDLESS, worked=1_000_000) for s in team.seats]
        self.team = Team(0, "", Fork(scenario, static, columns, self.round), seats)
        self.team.charter.assign(CLEAN)
        self.state.teams.append(self.team)
        self.source = (team, row)
        self.early = team.columns.stage[row] != Stage.ACCOUNT and not team.columns.gate[row]
        self.kept: list[list[Handoff]] = []  # every copy's own handoffs
        self.moved = False  # whether the copy at hand has been worked on
        self.lot = Lot()
        self.seller = Sales()

    # --- The way of one copy to the signature -----------------------------------------------------------

    def run(self) -> Lot:
        """Every copy to the signature or the loss, then all accounts round by round."""
        account = self.source[0].columns.stage[self.source[1]] == Stage.ACCOUNT
        for copy in range(self.copies):
            self._lay_out(copy)
            before = self.team.seats[SALES].worked
            if not account:
                self._sell(copy)
            self._to_account(copy)
            self.kept.append(self.team.handoffs)
            track = self.team.tracks[copy]
            won = self.team.columns.stage[copy] == Stage.ACCOUNT and not account
            self.lot.margin.append(track.margin if won else 0)
            self.lot.won.append(won)
            self.lot.minutes.append(self.team.seats[SALES].worked - before)
        later = standard.DELAY if self.early else 0
        self._care(self.round + later, self.left + self.state.scenario.fast_forward.rounds - later)
        return self.lot

    def _lay_out(self, copy: int) -> None:
        """Put the company's records on the desks, as row `copy`."""
        team, row = self.source
        self.team.tallies.clear()
        self.state.course.round = self.round
        self.team.tracks[copy] = team.tracks[row].clone() if row in team.tracks else Track(here=True, round=self.round)
        for seat, shelf in enumerate(team.dossiers):
            if row in shelf:
                self.team.dossiers[seat][copy] = shelf[row].clone()
        self.team.promises = []
        for promise in team.promises:
            if promise.company == row and promise.state == "open":
                twin = promise.clone()
                twin.company, twin.id = copy, len(self.team.promises)
                self.team.promises.append(twin)
        self.team.handoffs = []
        last = [h for h in team.handoffs if h.company == row]
        for number, handoff in enumerate(last):
            twin_h = handoff.clone()
            twin_h.company, twin_h.id = copy, number
            twin_h.promises = []
            self.team.handoffs.append(twin_h)
            if self.team.tracks[copy].handoff == handoff.id:
                self.team.tracks[copy].handoff = number
        track = self.team.tracks[copy]
        track.ready_clock, track.retry_clock, track.retry_round = -1, 0, 0

    def _do(self, seat: int, verb: str, **args: Any) -> bool:
        """Send a command of a seat and carry it out."""
        command = Command("", Actor.seat_of(0, seat, "bot"), self.state.course.round, verb, args)
        try:
            event = decide_seat(self.state, command)
        except Rejected:
            return False
        for path, values in event["set"].items():
            self.team.assign(path, values)
        return True

    def _waits(self, copy: int, seat: int, more: int) -> None:
        """Let the company have waited `more` minutes longer than it has already."""
        track, record = self.team.tracks[copy], self.team.seats[seat]
        team, row = self.source
        was = 0
        original = team.tracks.get(row)
        if original is not None and original.waits_for == seat and not self.moved:
            was = team.seats[seat].worked - original.wait_mark
            was += self.state.scenario.frame.minutes * (self.round - original.wait_round)
        self.moved = True
        track.waits_for, track.wait_round = seat, self.state.course.round
        track.wait_mark = record.worked - max(0, was) - more

    def _sell(self, copy: int) -> None:
        columns = self.team.columns
        self.moved = False
        if columns.stage[copy] in (Stage.LEAD, Stage.NURTURED, Stage.SUSPECT) and not self._lead(copy):
            return
        if columns.stage[copy] == Stage.HANDED:
            number = self.team.tracks[copy].handoff
            brief = self.team.handoffs[number]
            if not self.moved:
                self._waits(copy, SALES, 0)
            gaps = brief.mode != "card" or any(f not in brief.sent for f in JUDGED)
            self._do(SALES, "accept", handoff=number, read_back=gaps)
        for _ in range(12):
            if columns.stage[copy] != Stage.OPPORTUNITY:
                return
            self._meet(copy)

    def _lead(self, copy: int) -> bool:
        """Two calls, then over by card and warm; False if it ends here."""
        columns, number = self.team.columns, self.team.numbers[copy]
        columns.stage[copy] = int(Stage.LEAD) if columns.stage[copy] == Stage.NURTURED else columns.stage[copy]
        for _ in range(4):
            if columns.contacted[copy] & 1:
                break
            self._waits(copy, LEAD_GEN, standard.FIRST_WAIT if self.team.tracks[copy].first_wait < 0 else 100)
            self.team.tracks[copy].retry_round = 0
            self._do(LEAD_GEN, "call", company=number, agenda=[{"topic": t} for t in standard.FIRST_CALL])
            if columns.stage[copy] in (Stage.LOST, Stage.DISQUALIFIED):
                return False
        for _ in range(3):
            if columns.stage[copy] != Stage.LEAD or self._is_out(copy):
                return False
            dossier = self.team.dossiers[LEAD_GEN][copy]
            asked = [t for t in standard.SECOND_CALL if dossier.cell(t).status == 0]
            if dossier.calls >= 2 or not asked:
                break
            self._do(LEAD_GEN, "call", company=number, agenda=[{"topic": t} for t in asked])
        done = self._do(LEAD_GEN, "hand_over", company=number, mode="card", warm=True, notes="")
        if done:
            self._waits(copy, SALES, 0)
        return done

    def _is_out(self, copy: int) -> bool:
        cells = self.team.dossiers[LEAD_GEN][copy]
        severity = cells.cell("severity")
        small = severity.value == "minor" and severity.status == CONFIRMED
        return small or cells.cell("budget").value == "low" or cells.cell("timing").value == "later"

    def _meet(self, copy: int) -> None:
        """One conversation of the seller, with the reference's own agenda."""
        columns, number = self.team.columns, self.team.numbers[copy]
        gate = int(columns.gate[copy])
        self.state.course.round = self.round + (standard.DELAY if gate and self.early else 0)
        track = self.team.tracks[copy]
        track.ready_clock, track.retry_round = -1, 0
        self._waits(copy, SALES, standard.WAIT)
        draft = Draft(self.state, self.team)
        visit = not columns.contacted[copy] & 2
        plan = self._plan(draft, copy, gate, visit=visit)
        visit = visit or any(item["topic"] == "measure" for item in plan)
        self._do(SALES, "meet", company=number, visit=visit, write_up=True, agenda=plan)

    def _plan(self, draft: Draft, copy: int, gate: int, *, visit: bool) -> list[dict[str, Any]]:
        dossier = self.team.dossiers[SALES].get(copy) or draft.dossier(SALES, copy)
        cells = [{"field": f, "status": STATUSES[c.status], "value": c.value} for f, c in dossier.cells.items()]
        price = int(self.team.static.list_price[copy])
        step = ("first_meeting", "proposal", "close")[gate]
        company: Any = {"cells": cells, "deal": {"list_price": price, "step": step}}
        open_ = set()
        for topic in ("recap", "demo", "measure", "trial", "compare", "objections"):
            pain = dossier.cell("pain").value.split("+")[0]
            item = MeetTopic(topic=topic, pain=pain)
            if not topic_blocked(draft, copy, item, visit=visit or topic == "measure"):
                open_.add(topic)
        return self.seller.agenda(company, open_)

    def _to_account(self, copy: int) -> None:
        """A signed client goes over by card and warm, or as it was handed over already."""
        columns, number = self.team.columns, self.team.numbers[copy]
        if columns.stage[copy] != Stage.ACCOUNT or columns.owned[copy]:
            return
        self.state.course.phase = "round"
        waiting = [h for h in self.team.handoffs if h.receiver == ACCOUNT and h.state == "waiting"]
        if not waiting:
            columns.contacted[copy] |= 2
            self._do(SALES, "hand_over", company=number, mode="card", warm=True, notes="")
            waiting = [self.team.handoffs[-1]]
        self._do(ACCOUNT, "accept", handoff=waiting[0].id, read_back=False)
        self.team.record(f"dossier/{ACCOUNT}/{copy}")

    # --- The accounts, all copies at once -----------------------------------------------------------------

    def _care(self, first: int, rounds: int) -> None:
        columns = self.team.columns
        saved = [0] * self.copies
        for round_ in range(first, first + rounds):
            self.state.course.round = round_
            self.team.promises = []
            for copy in range(self.copies):
                if columns.stage[copy] == Stage.ACCOUNT and columns.owned[copy]:
                    self.team.handoffs = self.kept[copy]
                    saved[copy] = min(standard.MOST_SAVED, saved[copy]) + standard.ACCOUNT_MINUTES
                    saved[copy] = self._work(copy, saved[copy])
            self.team.market.round_number = round_
            report = self.team.market.close_round(0.0)
            for copy in np.flatnonzero(report.margin - report.compensation - report.bad_debt).tolist():
                money = report.margin[copy] - report.compensation[copy] - report.bad_debt[copy]
                self.lot.margin[copy] += int(money)

    def _work(self, copy: int, minutes: int) -> int:
        """The reference's tasks in their order: what presses always, the rest while minutes are left."""
        table = self.state.scenario.accounts.minutes
        number = self.team.numbers[copy]
        while True:
            task, presses = next(self._tasks(copy), ("", False))
            if not task or (minutes <= 0 and not presses):
                break
            earned = self.team.tracks[copy].earned
            if not self._do(ACCOUNT, "task", company=number, task=task):
                break
            minutes -= table[task]
            self.lot.margin[copy] += self.team.tracks[copy].earned - earned
        return minutes

    def _tasks(self, copy: int) -> Iterator[tuple[str, bool]]:
        """Tasks possible now with the account, and whether each presses."""
        company = self.team.market.company(copy)
        traits, track = company.traits(), self.team.tracks[copy]
        due = [s for s, k in enumerate(company.promise_kind) if k and company.promise_due[s] <= self.state.course.round]
        ahead = any(company.promise_known[s] & 4 and not company.promise_ahead[s] for s in due)
        wanted = (
            ("complaint", True, True),
            ("repeat_order", True, True),
            ("service", False, ahead),
            ("receivable", False, True),
            ("dossier", False, company.dossier < ENOUGH),
            ("frequency", False, True),
            ("service", False, bool(company.idle and not company.touched)),
            ("basket", False, True),
            ("loyalty", False, True),
            ("service", False, not company.touched),
        )
        for task, presses, worth_it in wanted:
            if worth_it and not task_blocked(self.state.scenario, company, traits, track, task):
                yield task, presses
