"""The round step: what a round does to every company of a team, at the bell, all rows at once.

The order of the parts is the rule (an account is a company of stage ACCOUNT; r is the round that closes):

1. *Promises* due at this bell or before are kept or break. Each broken one costs trust and opens a
   complaint where none is open; a broken date costs compensation. The slot becomes free.
2. *Neglect.* A won client that nobody handed over loses trust. An account not touched loses trust, not below
   the floor; idle + 1 for both, else 0.
3. *Orders nobody asked for.* An open order comes by itself, smaller, with an unknown date promise for the
   next bell, or is lost. Either way the next one is due a period later.
4. *Complaints.* One that was open before this bell costs trust and gets older; else a new one may come, more
   often after an order.
5. *Invoices.* An overdue one gets older and becomes bad debt; an order of this round may leave a new one.
6. *Churn*, from idleness, trust and the age of a complaint, less where the client is bound. What a churned
   client still owes keeps ageing; everything else about it ends.
7. *The next round*: orders due open, nurtured leads come back, marks of this round are cleared.

Draws are keyed by (kind, r). A row reads nothing of another row; `slip` is an input computed by the match.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from game.market import rules
from game.market.chance import Kind, units, units_mixed
from game.market.columns import PROMISE_SLOTS, Columns, Stage, Static

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.scenario.schema import Scenario

    Money = NDArray[np.int64]
    Mask = NDArray[np.bool_]
    Rows = NDArray[np.intp]

ACCOUNT_BIT = 1 << 2
"""Bit of the account manager's role in `promise_known`."""

ACCOUNT, CHURNED, NURTURED, LEAD = (
    int(stage) for stage in (Stage.ACCOUNT, Stage.CHURNED, Stage.NURTURED, Stage.LEAD)
)  # NumPy compares plain integers several times faster than members of an enumeration


@dataclass(slots=True)
class StepReport:
    """What the bell did, one value a row, so that the match can write events and money."""

    margin: Money  # cents earned with orders that came by themselves
    value: Money  # cents of those orders
    bad_debt: Money  # cents of invoices given up
    compensation: Money  # cents paid for broken dates
    self_order: Mask  # an order came by itself
    order_lost: Mask  # an open order went elsewhere
    order_opened: Mask  # an order opens for the next round
    complaint: Mask  # a complaint is new
    overdue: Mask  # an invoice is newly overdue
    churned: Mask  # the account left
    returned: Mask  # a nurtured lead came back
    kept: Mask  # (row, slot): a due promise was kept
    broken: Mask  # (row, slot): a due promise broke

    @classmethod
    def empty(cls, n: int) -> StepReport:
        """A report in which nothing happened."""
        money = [np.zeros(n, dtype=np.int64) for _ in range(4)]
        masks = [np.zeros(n, dtype=np.bool_) for _ in range(7)]
        slots = [np.zeros((n, PROMISE_SLOTS), dtype=np.bool_) for _ in range(2)]
        margin, value, bad_debt, compensation = money
        return cls(margin, value, bad_debt, compensation, *masks, *slots)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """A scenario's numbers by small index, as arrays."""

    value: Money  # permille of the list price, by enlargements
    margin: Money  # permille of an order's value, by discount
    loyalty: NDArray[np.float64]  # factor of churn, by times bound
    churn_most: float  # above every chance to leave: only draws below it need a closer look

    @staticmethod
    @lru_cache(maxsize=16)
    def of(scenario: Scenario) -> Tables:
        """The tables of a scenario, made once."""
        orders, care = scenario.accounts.orders, scenario.accounts.care
        value = [orders.value * (1000 + care.basket_gain * n) // 1000 for n in range(care.basket_most + 1)]
        margin = [max(0, orders.margin - orders.discount_carries * d // 100) for d in range(101)]
        ageing = scenario.accounts.ageing
        most = ageing.churn + ageing.churn_idle * ageing.churn_idle_most + ageing.churn_bad + ageing.churn_weak
        most = 1.01 * (most + ageing.churn_complaint * ageing.churn_complaint_most)
        return Tables(
            np.array(value, dtype=np.int64),
            np.array(margin, dtype=np.int64),
            np.array(care.loyalty_churn, dtype=np.float64),
            most,
        )


def step(scenario: Scenario, static: Static, columns: Columns, round_: int, slip: float) -> StepReport:
    """Close round `round_` (1-based) for every row of `columns`, in place; see the module for the order.

    Args:
        scenario: the numbers.
        static: traits of the companies.
        columns: their state, changed in place.
        round_: the round that closes.
        slip: share of the workshop's jobs that slip this round, 0-1.
    """
    bell = _Bell(scenario, static, columns, round_)
    if len(bell.rows):
        bell.promises(slip)
        bell.neglect()
        bell.orders()
        bell.complaints()
    bell.invoices()
    if len(bell.rows):
        bell.churn()
        bell.write_back()
    bell.next_round()
    return bell.report


def _clip(trust: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.minimum(np.maximum(trust, 0.0), 1.0)


class _Bell:
    """One round step at work: the accounts' columns gathered into short arrays, written back at the end.

    Gathering keeps the work proportional to the accounts and the rules free of masks.
    """

    __slots__ = (
        "columns",
        "complaint",
        "idle",
        "keys",
        "owned",
        "report",
        "round",
        "rows",
        "scenario",
        "static",
        "tables",
        "trust",
        "was_open",
    )

    def __init__(self, scenario: Scenario, static: Static, columns: Columns, round_: int) -> None:
        self.scenario = scenario
        self.static = static
        self.columns = columns
        self.round = round_
        self.report = StepReport.empty(columns.n)
        self.tables = Tables.of(scenario)
        rows = np.flatnonzero(columns.stage == ACCOUNT)
        self.rows = rows
        self.keys = static.key[rows]
        self.trust = columns.trust[rows]
        self.owned = columns.owned[rows]
        self.idle = columns.idle[rows]
        self.complaint = columns.complaint[rows]
        self.was_open = self.complaint > 0

    def promises(self, slip: float) -> None:
        """Part 1: promises that are due are kept or break."""
        columns, rules_, report = self.columns, self.scenario.accounts.promises, self.report
        kinds, dues = columns.promise_kind.reshape(-1), columns.promise_due.reshape(-1)
        knows, aheads = columns.promise_known.reshape(-1), columns.promise_ahead.reshape(-1)
        due = np.flatnonzero((dues > 0) & (dues <= self.round))
        at = due // PROMISE_SLOTS
        here = (columns.stage[at] == ACCOUNT) & (kinds[due] > 0)
        due, at = due[here], at[here]
        if not len(due):
            return
        known = np.where(
            aheads[due],
            rules_.ahead.base + rules_.ahead.slip * slip,
            rules_.known.base + rules_.known.slip * slip,
        )
        unknown = rules_.unknown.base + rules_.unknown.slip * slip
        chance = np.where((knows[due] & ACCOUNT_BIT) > 0, known, unknown)
        chance = np.where(columns.owned[at], chance, rules_.unowned)
        draw = units_mixed(self.static.key[at], Kind.PROMISE_BREAKS.each(due % PROMISE_SLOTS), self.round)
        breaks = draw < chance
        report.broken.reshape(-1)[due] = breaks
        report.kept.reshape(-1)[due] = ~breaks
        dates = np.bincount(at[breaks & (kinds[due] == rules.DATE)], minlength=columns.n)
        paid = np.flatnonzero(dates)
        report.compensation[paid] = dates[paid] * rules.parts(self.static.list_price[paid], rules_.compensation)
        kinds[due] = 0
        dues[due] = 0
        knows[due] = 0
        aheads[due] = False
        broken = np.bincount(at[breaks], minlength=columns.n)[self.rows]
        hit = np.flatnonzero(broken)
        self.trust[hit] = _clip(self.trust[hit] + rules_.broken_trust * broken[hit])
        new = hit[~self.was_open[hit]]
        self.complaint[new] = 1
        report.complaint[self.rows[new]] = True

    def neglect(self) -> None:
        """Part 2: what nobody looks after cools."""
        ageing = self.scenario.accounts.ageing
        touched = self.columns.touched[self.rows]
        floor = np.minimum(self.trust, ageing.idle_floor)
        cooled = np.maximum(self.trust + ageing.idle_trust, floor)
        cared = np.where(touched, self.trust, cooled)
        self.trust = _clip(np.where(self.owned, cared, self.trust + ageing.unowned_trust))
        self.idle = np.where(touched, 0, self.idle + 1)

    def orders(self) -> None:
        """Part 3: open orders that nobody asked for."""
        columns, static, numbers = self.columns, self.static, self.scenario.accounts.orders
        place = np.flatnonzero(columns.order_open[self.rows])
        if not len(place):
            return
        at = self.rows[place]
        annoyed = np.where(self.complaint[place] > 0, numbers.self_complaint, 0.0)
        chance = numbers.self_base + numbers.self_trust * self.trust[place] - annoyed
        comes = units(self.keys[place], Kind.SELF_ORDER, self.round) < chance
        columns.order_open[at] = False
        period = static.period[at].astype(np.int64)
        gain = self.scenario.accounts.care.frequency_gain
        shorter = np.maximum(period - np.where(columns.frequency[at], gain, 0), 1)
        columns.order_due[at] = np.where(period > 0, self.round + shorter, 0)
        self.report.order_lost[at] = ~comes
        self.report.self_order[at] = comes
        came = at[comes]
        usual = rules.parts(static.list_price[came], self.tables.value[columns.basket[came]])
        value = rules.parts(usual, numbers.self_value)
        self.report.value[came] = value
        self.report.margin[came] = rules.parts(value, self.tables.margin[columns.discount[came]])
        columns.ordered[came] = True
        free = columns.promise_kind[came] == 0
        slot = np.where(free.any(axis=1), free.argmax(axis=1), PROMISE_SLOTS - 1)
        columns.promise_kind[came, slot] = rules.DATE
        columns.promise_due[came, slot] = self.round + self.scenario.deal.promise_due
        columns.promise_known[came, slot] = 0
        columns.promise_ahead[came, slot] = False

    def complaints(self) -> None:
        """Part 4: open complaints annoy, new ones come."""
        ageing = self.scenario.accounts.ageing
        old = np.flatnonzero(self.was_open)
        self.trust[old] = _clip(self.trust[old] + ageing.complaint_trust)
        draw = units(self.keys, Kind.COMPLAINT, self.round)
        place = np.flatnonzero((draw < ageing.complaint + ageing.complaint_order) & (self.complaint == 0))
        more = np.where(self.columns.ordered[self.rows[place]], ageing.complaint_order, 0.0)
        new = place[draw[place] < ageing.complaint + more]
        self.complaint[old] += 1
        self.complaint[new] = 1
        self.report.complaint[self.rows[new]] = True

    def invoices(self) -> None:
        """Part 5: overdue invoices age, new ones come from orders."""
        columns, numbers = self.columns, self.scenario.accounts.orders
        old = np.flatnonzero(columns.overdue > 0)
        if len(old):
            age = columns.overdue_age[old] + 1
            bad = age >= numbers.bad_debt_after
            amount = columns.overdue[old]
            self.report.bad_debt[old] = np.where(bad, amount, 0)
            columns.overdue[old] = np.where(bad, 0, amount)
            columns.overdue_age[old] = np.where(bad, 0, age)
        at = np.flatnonzero(columns.ordered)
        at = at[(columns.overdue[at] == 0) & (columns.stage[at] == ACCOUNT)]
        if len(at):
            at = at[units(self.static.key[at], Kind.OVERDUE, self.round) < numbers.overdue]
            usual = rules.parts(self.static.list_price[at], self.tables.value[columns.basket[at]])
            columns.overdue[at] = rules.parts(usual, numbers.overdue_value)
            self.report.overdue[at] = True

    def churn(self) -> None:
        """Part 6: accounts that leave."""
        columns, ageing = self.columns, self.scenario.accounts.ageing
        draw = units(self.keys, Kind.CHURN, self.round)
        place = np.flatnonzero(draw < self.tables.churn_most)
        trust = self.trust[place]
        idle = np.minimum(np.maximum(self.idle[place] - 1, 0), ageing.churn_idle_most)
        age = np.minimum(np.maximum(self.complaint[place] - 1, 0), ageing.churn_complaint_most)
        weak = np.where(trust < ageing.trust_weak, ageing.churn_weak, 0.0)
        low = np.where(trust < ageing.trust_bad, ageing.churn_bad, weak)
        rate = ageing.churn + ageing.churn_idle * idle + low + ageing.churn_complaint * age
        rate = rate * self.tables.loyalty[columns.loyalty[self.rows[place]]]
        leaves = place[draw[place] < rate]
        self.complaint[leaves] = 0
        at = self.rows[leaves]
        self.report.churned[at] = True
        columns.stage[at] = CHURNED
        columns.order_open[at] = False
        columns.order_due[at] = 0
        columns.promise_kind[at] = 0
        columns.promise_due[at] = 0
        columns.promise_known[at] = 0
        columns.promise_ahead[at] = False

    def write_back(self) -> None:
        """Put the gathered columns back."""
        self.columns.trust[self.rows] = self.trust
        self.columns.idle[self.rows] = self.idle
        self.columns.complaint[self.rows] = self.complaint

    def next_round(self) -> None:
        """Part 7: the next round begins."""
        columns = self.columns
        opens = (columns.order_due > 0) & (columns.order_due <= self.round + 1)
        columns.order_open |= opens
        columns.order_due[opens] = 0
        self.report.order_opened[:] = opens
        back = columns.stage == NURTURED
        columns.stage[back] = LEAD
        self.report.returned[:] = back
        columns.touched[:] = False
        columns.ordered[:] = False
