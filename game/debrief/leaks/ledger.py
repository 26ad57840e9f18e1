"""The ledger of worth: what every act and every bell of one team's session changed, and by whose step.

An act's expected change (over redraws of it) belongs to the step and seat that acted; outcome minus expectation is
luck. What a company lost while it waited, and what a bell does to it on average, belongs to the owner of its stage.
The seller's minutes are charged as they are spent, because a client's worth is net of those it still takes.
All amounts are whole cents, so that the sums are exact.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from game.actions.commands import Actor, Command
from game.actions.decide import decide_seat
from game.actions.errors import Rejected
from game.actions.waiting import nothing_ready
from game.debrief.leaks.redraw import REDRAWS, Redraw, salted
from game.debrief.leaks.trial import tried
from game.market.columns import Source, Stage
from game.market.fork import Fork
from game.market.step import step
from game.match.bell import ring_team
from game.match.match import Match
from game.scoring.worth import AS_IT_IS, NOTHING, Variant, Worth, standard, worth
from game.state.records import ACCOUNT, LEAD_GEN, SALES
from game.state.team import State, Team

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.market.columns import Static
    from game.match.log import Entry
    from game.scenario.schema import Scenario

STEPS = ("found", "handoff", "sales", "account_handoff", "care", "luck")
FOUND, HANDOFF, SOLD, OVER, CARE, LUCK = STEPS
CAUSES: dict[str, tuple[str, ...]] = {
    FOUND: ("never", "late", "dropped", "passed", "asked", "idle"),
    HANDOFF: ("missing", "wrong", "promise", "cold", "waiting", "taking"),
    SOLD: ("meetings", "waiting", "dropped", "idle", "chair"),
    OVER: ("missing", "cold", "waiting", "taking"),
    CARE: ("tasks", "neglect", "chair"),
    LUCK: ("draws", "arrivals", "after"),
}
"""Bars and their parts, in the order in which they are shown."""
DRAWN = ("call", "meet", "accept", "task")
"""Verbs whose outcome is drawn."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of worth that belongs to a step: cents, and where in the log."""

    seq: int
    round: int
    step: str
    cause: str
    row: int  # -1 = no company
    amount: int


@dataclass(slots=True)
class Ledger:
    """One team's session as changes of worth."""

    start: int = 0  # worth of everything on the desks before the first round
    end: int = 0  # worth of what is still open at the end of what was played
    cash: int = 0  # margins less compensation and bad debt, in what was played
    costs: int = 0  # wages, overhead and advertising, in what was played
    seller_minutes: int = 0  # of the rounds of the session, used or not
    shifts: list[Shift] = field(default_factory=list)

    @property
    def earned(self) -> int:
        """Profit in cents, with what is still to be expected."""
        return self.cash - self.costs + self.end

    def sums(self) -> dict[tuple[str, str], int]:
        """Cents by step and cause."""
        found: Counter[tuple[str, str]] = Counter()
        for shift in self.shifts:
            found[shift.step, shift.cause] += shift.amount
        return dict(found)

    def balance(self) -> int:
        """What the shifts leave unexplained: always 0.

        Worth at the start and all shifts lead to cash and the worth at the end, less the seller's minutes.
        """
        total = self.start + sum(shift.amount for shift in self.shifts)
        return self.cash + self.end - self.seller_minutes * standard.MINUTE_PRICE - total


def ledger(scenario: Scenario, header: dict[str, Any], entries: Iterable[Entry], team: int) -> Ledger:
    """The ledger of one team, from a log."""
    return Bookkeeper(scenario, header, team).keep(entries)


class Bookkeeper:
    """Folds one team's part of a log and notes what every step changed."""

    def __init__(self, scenario: Scenario, header: dict[str, Any], team: int) -> None:
        """Before the first entry."""
        whole = Match(scenario, header, mesa=False)
        self.scenario, self.number = scenario, team
        self.team: Team = whole.state.teams[team]
        self.state = State(scenario, whole.state.seed, whole.state.acts, whole.state.course, [self.team])
        self.ledger = Ledger()
        self.last: dict[int, Worth] = {}
        self.bank: dict[int, int] = {}  # row of an account -> minutes of its manager that it has left or overdrawn
        self.seq = 0
        self.saved = 0  # minutes of this round that the seller's meetings took less than the reference's would
        self.over = False  # the rounds of the session have been played
        self._value_all()
        self.ledger.start = sum(value.net for value in self.last.values())

    def keep(self, entries: Iterable[Entry]) -> Ledger:
        """Go through the log."""
        for entry in entries:
            self.seq = entry.seq
            if self.over:
                self._fold(entry)
            elif entry.command.actor.is_facilitator:
                self._step(entry)
            elif entry.command.actor.team == self.number:
                self._act(entry)
        self._close()
        return self.ledger

    def _note(self, step_: str, cause: str, amount: int, row: int = -1) -> None:
        if amount:
            self.ledger.shifts.append(Shift(self.seq, self.state.course.round, step_, cause, row, amount))

    def _worth(self, row: int, variant: Variant = AS_IT_IS, spent: int = 0) -> Worth:
        """Worth now; an account's after `spent` further minutes of its manager."""
        saved = self.bank.get(row, 0) - spent
        return worth(self.state, self.team, row, replace(variant, saved=saved) if saved else variant)

    def _value_all(self) -> None:
        """Take the worth of everything that lies on a desk."""
        for row in self._rows():
            self.last[row] = self._worth(row)

    def _rows(self) -> list[int]:
        stages = self.team.columns.stage.tolist()
        return [row for row, stage in enumerate(stages) if stage in AT_WORK]

    # --- Acts ---------------------------------------------------------------------------------------------

    def _act(self, entry: Entry) -> None:
        event = entry.events[0]
        row, seat = event["data"].get("company", -1), entry.command.actor.seat
        if row >= 0:
            self._drift(row)
        before = self.last.get(row, NOTHING).net
        usual = int(self.last.get(row, NOTHING).meeting)
        first = row >= 0 and not self.team.columns.contacted[row] & (1 << SALES)
        cash, minutes = self._paid(row, event["set"])
        expected = self._expected(entry.command, row) if event["draws"] and entry.command.verb in DRAWN else None
        spent = self._cared(event["set"])
        self._fold(entry)
        self._take(row, spent)
        after = self._settle(row)
        total = cash - minutes * standard.MINUTE_PRICE + after - before
        if entry.events[0]["kind"] == "meeting_held":
            self.saved += max(0, usual - minutes)
        if row < 0:  # the colleague's part of nothing
            self._note(SOLD, "meetings", total)
            return
        self._split(entry, row, seat, total if expected is None else expected - before, first=first)
        if expected is not None:
            self._note(LUCK, "draws", total - (expected - before), row)
        self._others(event["set"], row)

    def _split(self, entry: Entry, row: int, seat: int, amount: int, *, first: bool) -> None:
        """Give an act's expected change to the step, and where it passes a company on, to the parts of that."""
        verb = entry.command.verb
        if verb == "hand_over":
            self._passed(row, seat, amount)
            return
        if seat == LEAD_GEN:
            cause = "dropped" if verb in ("disqualify", "nurture") else "passed" if verb == "mark" else "asked"
            self._note(FOUND, cause, amount, row)
        elif seat == ACCOUNT:
            self._note(*((OVER, "taking") if verb == "accept" else (CARE, "tasks")), amount, row)
        elif verb in ("accept", "return_handoff") or (verb == "mark" and first):
            self._note(HANDOFF, "taking", amount, row)
        else:
            self._note(SOLD, "dropped" if verb == "disqualify" else "meetings", amount, row)

    def _passed(self, row: int, seat: int, amount: int) -> None:
        """A handoff: to pass it on at all, then what its own way costs against card and warm."""
        actual = self.last[row].net
        if seat == SALES:
            clean = self._worth(row, Variant(mode="card", warm=True)).net
            warm = self._worth(row, Variant(warm=True)).net
            self._note(OVER, "missing", warm - clean, row)
            self._note(OVER, "cold", actual - warm, row)
            self._note(OVER, "taking", amount - (actual - clean), row)
            return
        clean = self._worth(row, Variant(mode="card", warm=True, promises=True)).net
        whole = self._worth(row, Variant(warm=True, promises=True, garbles=False)).net
        heard = self._worth(row, Variant(warm=True, promises=True)).net
        known = self._worth(row, Variant(warm=True)).net
        self._note(FOUND, "passed", amount - (actual - clean), row)
        self._note(HANDOFF, "missing", whole - clean, row)
        self._note(HANDOFF, "wrong", heard - whole, row)
        self._note(HANDOFF, "promise", known - heard, row)
        self._note(HANDOFF, "cold", actual - known, row)

    def _drift(self, row: int) -> None:
        """What the company lost since it was last looked at, by waiting for the owner of its stage."""
        before = self.last.get(row, NOTHING)
        now = self._worth(row)
        self.last[row] = now
        self._note(*self._owner(row), now.net - before.net, row)

    def _owner(self, row: int) -> tuple[str, str]:
        """The step to which waiting, and a bell, belong, with the cause."""
        columns = self.team.columns
        stage = columns.stage[row]
        if stage in (Stage.LEAD, Stage.NURTURED, Stage.SUSPECT):
            return FOUND, "late"
        if stage == Stage.ACCOUNT:
            return (CARE, "neglect") if columns.owned[row] else (OVER, "waiting")
        track = self.team.tracks.get(row)
        came = track is not None and track.handoff >= 0
        fresh = stage == Stage.HANDED or not columns.contacted[row] & (1 << SALES)
        return (HANDOFF, "waiting") if came and fresh else (SOLD, "waiting")

    def _paid(self, row: int, changes: dict[str, dict[str, Any]]) -> tuple[int, int]:
        """Cents that an event earns with its company, and minutes of the seller that it takes."""
        track = self.team.tracks.get(row)
        told = changes.get(f"track/{row}", {})
        cash = 0
        for name in ("margin", "earned"):
            if name in told:
                cash += told[name] - (getattr(track, name) if track is not None else 0)
        worked = changes.get(f"seat/{SALES}", {}).get("worked")
        minutes = 0 if worked is None else worked - self.team.seats[SALES].worked
        self.ledger.cash += cash
        return cash, minutes

    def _cared(self, changes: dict[str, dict[str, Any]]) -> int:
        """Minutes of the account manager that an event takes."""
        worked = changes.get(f"seat/{ACCOUNT}", {}).get("worked")
        return 0 if worked is None else int(worked) - self.team.seats[ACCOUNT].worked

    def _take(self, row: int, minutes: int) -> None:
        """Book the account manager's minutes on the account that got them."""
        if minutes and self.team.columns.stage[row] == Stage.ACCOUNT:
            self.bank[row] = self.bank.get(row, 0) - minutes

    def _expected(self, command: Command, row: int) -> int:
        """Mean, over redraws of the command, of cash, worth and the price of minutes after it."""
        alone = Command(command.id, Actor.seat_of(0, command.actor.seat, command.actor.by), command.round, command.verb,
                        command.args, command.inputs)  # fmt: skip
        total = 0
        kept = self.ledger.cash
        for number in range(REDRAWS):
            made: list[Redraw] = []

            def draft_of(state: State, team: Team, number: int = number, made: list[Redraw] = made) -> Redraw:
                made.append(Redraw(state, team, number))
                return made[-1]

            try:
                event = decide_seat(self.state, alone, draft_of)
            except Rejected:  # pragma: no cover - the recorded command was accepted in this very state
                continue
            cash, minutes = self._paid(row, event["set"])
            spent = self._cared(event["set"])
            with tried(self.team, event["set"]):
                value = self._worth(row, spent=spent).net
            chance = made[0].chance
            total += int(chance * (cash + value)) - minutes * standard.MINUTE_PRICE
        self.ledger.cash = kept
        return total // REDRAWS

    def _settle(self, row: int) -> int:
        """Look at a company after an act."""
        if row < 0:
            return 0
        self.last[row] = self._worth(row)
        return self.last[row].net

    def _others(self, changes: dict[str, dict[str, Any]], row: int) -> None:
        """Companies that an event touched besides its own: leads that came."""
        for path in changes:
            if path.startswith("company/") and int(path[8:]) != row:
                self._came(int(path[8:]))

    def _came(self, row: int) -> None:
        before = self.last.get(row, NOTHING).net
        self.last[row] = self._worth(row)
        referred = self.team.static.source[row] == Source.REFERRAL
        self._note(*((CARE, "tasks") if referred else (LUCK, "arrivals")), self.last[row].net - before, row)

    # --- Bells and cards ------------------------------------------------------------------------------------

    def _step(self, entry: Entry) -> None:
        """A step of the facilitator."""
        for event in entry.events:
            if event["kind"] == "round_closed":
                self._bell(event["data"])
                continue
            rows = [int(path[8:]) for path in event["set"] if path.startswith("company/")]
            mine = event["team"] == self.number
            card = event["kind"] == "card_felt" and event["data"].get("card") in CHAIRS
            if mine and card:
                for row in rows:
                    self._drift(row)
            self._assign(event)
            if not mine:
                continue
            for row in rows:
                if card:
                    self._chair(row, event["data"]["card"])
                else:
                    self._came(row)

    def _chair(self, row: int, card: str) -> None:
        """Another person on the chair: what was not written is gone."""
        before = self.last[row].net
        self.last[row] = self._worth(row)
        self._note(CHAIRS[card], "chair", self.last[row].net - before, row)

    def _bell(self, data: dict[str, Any]) -> None:
        """A closing bell: what it does on average to the owner of each stage, the rest is luck."""
        number, given = int(data["round"]), data["teams"][self.number]
        rows = self._rows()
        owners = {row: self._owner(row) for row in rows}
        for row in rows:
            self._drift(row)
        self._idle()
        before = {row: self.last[row].net for row in rows}
        accounts = [row for row in rows if self.team.columns.stage[row] == Stage.ACCOUNT]
        mean = self._mean_bell(number, given["slip"], accounts)
        ring_team(self.state, self.team, number, given)
        report = self.team.market.report
        assert report is not None
        money = (report.margin - report.compensation - report.bad_debt).tolist()
        last = number >= self.scenario.frame.rounds
        self.state.course.assign({"round": number + 1, "phase": "result"})
        self._share_out(accounts)
        for row in rows:
            after, cash = self._worth(row), money[row]
            self.ledger.cash += cash
            total = cash + after.net - before[row]
            expected = mean.get(row, total + before[row]) - before[row]
            step_, cause = owners[row]
            cause = "never" if cause == "late" and last else cause
            self.last[row] = after
            self.state.course.round = number
            self._note(step_, cause, expected, row)
            self._note(LUCK, "draws", total - expected, row)
            self.state.course.round = number + 1
        self.state.course.assign({"round": number, "phase": "result", "shock": ""})
        self.over = last

    def _mean_bell(self, number: int, slip: float, accounts: list[int]) -> dict[int, int]:
        """Cash and worth of each account after the bell, on average over redraws of it."""
        total = dict.fromkeys(accounts, 0)
        kept = dict(self.bank)
        self._share_out(accounts)
        market, course = self.team.market, self.state.course.round
        static = market.static
        for redraw in range(REDRAWS):
            twin = _rekeyed(static, accounts, redraw)
            columns = market.columns.copy()
            report = step(self.scenario, twin, columns, number, slip)
            money = (report.margin - report.compensation - report.bad_debt).tolist()
            self.team.market = Fork(self.scenario, static, columns, number + 1)
            self.state.course.round = number + 1
            for row in accounts:
                total[row] += money[row] + self._worth(row).net
            self.team.market, self.state.course.round = market, course
        self.bank = kept
        return {row: amount // REDRAWS for row, amount in total.items()}

    def _share_out(self, accounts: list[int]) -> None:
        """A new round: every account has its part of the manager's minutes again, and little of what was left."""
        part, most = standard.ACCOUNT_MINUTES, standard.MOST_SAVED
        self.bank = {row: min(most, self.bank.get(row, 0) + part) for row in accounts}

    def _idle(self) -> None:
        """Minutes of the seller that nobody used: he left work, or saved at his meetings, or there was none for him."""
        seat = self.team.seats[SALES]
        self.ledger.seller_minutes += seat.total
        left = seat.total - seat.spent
        lacking = left - min(left, self.saved) if nothing_ready(self.state, self.team, SALES) else 0
        self._note(FOUND, "idle", -lacking * standard.MINUTE_PRICE)
        self._note(SOLD, "idle", -(left - lacking) * standard.MINUTE_PRICE)
        self.saved = 0

    # --- The end ----------------------------------------------------------------------------------------------

    def _fold(self, entry: Entry) -> None:
        for event in entry.events:
            if event["kind"] == "round_closed":
                self.state.course.assign(event["set"].get("course", {}))
                ring_team(self.state, self.team, int(event["data"]["round"]), event["data"]["teams"][self.number])
                if int(event["data"]["round"]) > self.scenario.frame.rounds:
                    self.state.course.round = int(event["data"]["round"]) + 1
            else:
                self._assign(event)

    def _assign(self, event: dict[str, Any]) -> None:
        for path, values in event["set"].items():
            if path == "course":
                self.state.course.assign(values)
            elif event["team"] == self.number:
                self.team.assign(path, values)

    def _close(self) -> None:
        """What was earned after the rounds is no act of a seat: the same policies for every team, and luck."""
        tallies = self.team.tallies
        cash = sum(t.margin_new + t.margin_repeat - t.bad_debt - t.compensation for t in tallies)
        self.ledger.costs = sum(t.wages + t.overhead + t.ads for t in tallies)
        open_ = 0 if self.over and len(tallies) > self.scenario.frame.rounds else self._open()
        gained = cash - self.ledger.cash + open_ - sum(value.net for value in self.last.values())
        self._note(LUCK, "after", gained)
        self.ledger.cash, self.ledger.end = cash, open_

    def _open(self) -> int:
        """Worth of everything still on the desks."""
        return sum(value.net for value in self.last.values())


AT_WORK = (Stage.LEAD, Stage.NURTURED, Stage.HANDED, Stage.OPPORTUNITY, Stage.ACCOUNT)
CHAIRS = {"chair_swap": SOLD, "leaver": CARE}


def _rekeyed(static: Static, rows: list[int], redraw: int) -> Static:
    """The same companies, those in `rows` with the keys of a redraw."""
    twin = copy(static)
    twin.key = static.key.copy()
    for row in rows:
        twin.key[row] = salted(int(static.key[row]), redraw)
    return twin
