"""The round step as Mesa's textbook would write it: one object a company, `agents.do("step")`, scalar draws.

It is the readable second opinion on `game.market.step` (equal digests are tested) and the baseline of the
benchmark. It shares the scenario, the keyed draws and the rounding of cents, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from game.market.chance import Kind, unit
from game.market.columns import MUTABLE, PROMISE_SLOTS, Columns, Stage, Static
from game.market.rules import DATE, order_margin, order_value, part

if TYPE_CHECKING:
    from game.scenario.schema import Scenario


class PlainCompany(mesa.Agent):
    """If it is an account: keep or break promises, cool, order, complain, owe, perhaps leave."""

    def __init__(self, model: PlainMarket, row: int, state: dict[str, Any]) -> None:
        super().__init__(model)
        self.case = model.case
        self.key = int(model.static.key[row])
        self.period = int(model.static.period[row])
        self.list_price = int(model.static.list_price[row])
        for name, value in state.items():
            setattr(self, name, value)
        self.margin = self.value = self.bad_debt = self.compensation = 0
        self.happened: set[str] = set()

    def step(self) -> None:
        """Close the round for this company."""
        self.margin = self.value = self.bad_debt = self.compensation = 0
        self.happened = set()
        round_ = self.model.round_number
        account = self.stage == Stage.ACCOUNT
        if account:
            was_open = self.complaint > 0
            self.promises_fall_due(round_)
            self.cool()
            if self.order_open:
                self.order_unasked(round_)
            self.complain(round_, was_open)
        self.owe(round_, account)
        if account:
            self.maybe_leave(round_)
        if 0 < self.order_due <= round_ + 1:
            self.order_open = True
            self.order_due = 0
            self.happened.add("order_opened")
        if self.stage == Stage.NURTURED:
            self.stage = int(Stage.LEAD)
            self.happened.add("returned")
        self.touched = False
        self.ordered = False

    def warm(self, change: float) -> None:
        """Change trust, held within 0-1."""
        self.trust = min(max(self.trust + change, 0.0), 1.0)

    def promises_fall_due(self, round_: int) -> None:
        """Each due promise is kept or breaks."""
        rules, broken, dates = self.case.accounts.promises, 0, 0
        for slot in range(PROMISE_SLOTS):
            if self.promise_kind[slot] == 0 or not 0 < self.promise_due[slot] <= round_:
                continue
            if not self.owned:
                chance = rules.unowned
            elif self.promise_known[slot] & 4:
                how = rules.ahead if self.promise_ahead[slot] else rules.known
                chance = how.base + how.slip * self.model.slip
            else:
                chance = rules.unknown.base + rules.unknown.slip * self.model.slip
            if unit(self.key, Kind.PROMISE_BREAKS + slot, round_) < chance:
                broken += 1
                dates += self.promise_kind[slot] == DATE
                self.happened.add(f"broken{slot}")
            else:
                self.happened.add(f"kept{slot}")
            self.clear_promise(slot)
        self.compensation = dates * part(self.list_price, rules.compensation)
        if broken:
            self.warm(rules.broken_trust * broken)
            if not self.complaint:
                self.complaint = 1
                self.happened.add("complaint")

    def clear_promise(self, slot: int) -> None:
        """The slot is free again."""
        self.promise_kind[slot] = 0
        self.promise_due[slot] = 0
        self.promise_known[slot] = 0
        self.promise_ahead[slot] = False

    def cool(self) -> None:
        """What nobody looks after cools."""
        ageing = self.case.accounts.ageing
        if not self.owned:
            self.warm(ageing.unowned_trust)
        elif not self.touched:
            floor = min(self.trust, ageing.idle_floor)
            self.trust = min(max(self.trust + ageing.idle_trust, floor, 0.0), 1.0)
        self.idle = 0 if self.touched else self.idle + 1

    def order_unasked(self, round_: int) -> None:
        """The open order comes by itself or goes elsewhere."""
        orders = self.case.accounts.orders
        chance = orders.self_base + orders.self_trust * self.trust
        if self.complaint:
            chance -= orders.self_complaint
        self.order_open = False
        gain = self.case.accounts.care.frequency_gain if self.frequency else 0
        self.order_due = round_ + max(1, self.period - gain) if self.period else 0
        if unit(self.key, Kind.SELF_ORDER, round_) >= chance:
            self.happened.add("order_lost")
            return
        self.happened.add("self_order")
        self.ordered = True
        self.value = part(order_value(self.case, self.list_price, self.basket), orders.self_value)
        self.margin = order_margin(self.case, self.value, self.discount)
        free = [slot for slot in range(PROMISE_SLOTS) if self.promise_kind[slot] == 0]
        slot = free[0] if free else PROMISE_SLOTS - 1
        self.clear_promise(slot)
        self.promise_kind[slot] = DATE
        self.promise_due[slot] = round_ + self.case.deal.promise_due

    def complain(self, round_: int, was_open: bool) -> None:
        """An open complaint annoys; a new one may come."""
        ageing = self.case.accounts.ageing
        if was_open:
            self.warm(ageing.complaint_trust)
            self.complaint += 1
        elif not self.complaint:
            chance = ageing.complaint + (ageing.complaint_order if self.ordered else 0.0)
            if unit(self.key, Kind.COMPLAINT, round_) < chance:
                self.complaint = 1
                self.happened.add("complaint")

    def owe(self, round_: int, account: bool) -> None:
        """Overdue invoices age; an order may leave a new one."""
        orders = self.case.accounts.orders
        if self.overdue:
            self.overdue_age += 1
            if self.overdue_age >= orders.bad_debt_after:
                self.bad_debt = self.overdue
                self.overdue = self.overdue_age = 0
        late = account and self.ordered and not self.overdue
        if late and unit(self.key, Kind.OVERDUE, round_) < orders.overdue:
            self.overdue = part(order_value(self.case, self.list_price, self.basket), orders.overdue_value)
            self.happened.add("overdue")

    def maybe_leave(self, round_: int) -> None:
        """Leave, from idleness, trust and an old complaint."""
        ageing = self.case.accounts.ageing
        chance = ageing.churn + ageing.churn_idle * min(max(self.idle - 1, 0), ageing.churn_idle_most)
        if self.trust < ageing.trust_bad:
            chance += ageing.churn_bad
        elif self.trust < ageing.trust_weak:
            chance += ageing.churn_weak
        chance += ageing.churn_complaint * min(max(self.complaint - 1, 0), ageing.churn_complaint_most)
        chance *= self.case.accounts.care.loyalty_churn[self.loyalty]
        if unit(self.key, Kind.CHURN, round_) < chance:
            self.happened.add("churned")
            self.stage = int(Stage.CHURNED)
            self.complaint = 0
            self.order_open = False
            self.order_due = 0
            for slot in range(PROMISE_SLOTS):
                self.clear_promise(slot)


class PlainMarket(mesa.Model):
    """A market of plain companies, from the same columns."""

    def __init__(self, case: Scenario, static: Static, columns: Columns, round_number: int = 1) -> None:
        super().__init__(rng=0)
        self.case = case
        self.static = static
        self.round_number = round_number
        self.slip = 0.0
        self.companies = [PlainCompany(self, row, columns.row(row)) for row in range(columns.n)]

    def step(self) -> None:
        """Close a round."""
        self.agents.do("step")
        self.round_number += 1

    def columns(self) -> Columns:
        """The state as columns."""
        columns = Columns(len(self.companies))
        for row, company in enumerate(self.companies):
            columns.assign(row, {name: getattr(company, name) for name in MUTABLE})
        return columns

    def close(self) -> None:
        """Let Mesa forget the model."""
        self.remove_all_agents()
        registry = getattr(mesa.Agent, "_ids", None)
        if registry is not None:
            registry.pop(self, None)
