"""What is measured of a team over a span of closed rounds: a function for each component of the scores.

Every measure is a number out of another, both counts, cents or per cent; `value` is what they make of 100.
Companies count once. Nothing here changes when later rounds are played.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from game.market.columns import Source
from game.scoring.money import tally_of
from game.state.records import ACCOUNT, LEAD_GEN, SALES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.state.records import Handoff, Promise, Tally
    from game.state.team import State, Team


@dataclass(frozen=True, slots=True)
class Measured:
    """`got` out of `of`; nothing to measure yet where `of` is 0.

    `full` is what makes the full score, where that is not `of` itself.
    """

    got: int
    of: float  # whole, but for a plan of so many a round
    unit: Literal["count", "money", "percent"] = "count"
    full: float = 0

    @property
    def value(self) -> int:
        """0-100, rounded half up."""
        full = self.full or self.of
        if not self.of or self.got <= 0:
            return 0
        return min(100, int(100 * self.got / full + 0.5))


@dataclass(frozen=True, slots=True)
class Span:
    """The closed rounds `first` to `last` (1-based) of one team."""

    state: State
    team: Team
    first: int
    last: int

    @property
    def rounds(self) -> int:
        """How many rounds it holds."""
        return self.last - self.first + 1

    def tallies(self) -> Iterator[Tally]:
        """The tallies of its rounds."""
        for round_ in range(self.first, self.last + 1):
            tally = tally_of(self.team, round_)
            if tally is not None:
                yield tally

    def total(self, name: str) -> int:
        """The sum of a tally's field."""
        return sum(getattr(tally, name) for tally in self.tallies())

    def leads(self, first: int | None = None) -> dict[int, Handoff]:
        """The first handoff to sales of every company handed over in the span, or since round `first`."""
        since = self.first if first is None else first
        found: dict[int, Handoff] = {}
        for handoff in self.team.handoffs:
            if handoff.sender == LEAD_GEN and handoff.company not in found:
                found[handoff.company] = handoff
        return {row: h for row, h in found.items() if since <= h.round <= self.last}

    def is_won(self, row: int) -> bool:
        """Whether a company had signed by the end of the span; the predecessor's accounts have not."""
        return 0 < int(self.team.columns.won_round[row]) <= self.last

    def settled(self) -> Iterator[Promise]:
        """The promises kept or broken in the span."""
        for promise in self.team.promises:
            if promise.state in ("kept", "broken") and self.first <= promise.settled <= self.last:
                yield promise


# --- Lead generation ------------------------------------------------------------------------------------


def handed(span: Span) -> Measured:
    """Companies handed over, each once, against what a round should bring."""
    return Measured(span.total("handed"), span.state.scenario.kpi.handed * span.rounds)


def accepted_first(span: Span) -> Measured:
    """Companies accepted at the first handoff, of those handed over."""
    leads = span.leads()
    return Measured(sum(h.state == "accepted" and h.accept_round <= span.last for h in leads.values()), len(leads))


def right_of_said(span: Span) -> Measured:
    """Fields confirmed and right, of those that accepted briefs said to be confirmed."""
    return Measured(span.total("cells_right"), span.total("cells_said"))


def quick_calls(span: Span) -> Measured:
    """Inbound leads first called in time, of those called."""
    limit = span.state.scenario.kpi.lead_quick
    waits = [wait for tally in span.tallies() for wait in tally.reaction]
    return Measured(sum(wait <= limit for wait in waits), len(waits))


def won_of_handed(span: Span) -> Measured:
    """Companies signed, of those handed over since the first round, against a good share."""
    leads = span.leads(1)
    full = span.state.scenario.kpi.won_of_handed * len(leads)
    return Measured(sum(map(span.is_won, leads)), len(leads), full=full)


# --- Sales ----------------------------------------------------------------------------------------------


def won_of_taken(span: Span) -> Measured:
    """Companies signed, of the briefs accepted and the predecessor's opportunities that were due."""
    accepted = (h for h in span.team.handoffs if h.sender == LEAD_GEN and 0 < h.accept_round <= span.last)
    book = np.flatnonzero(span.team.static.source == int(Source.BOOK_SALES)).tolist()
    taken = {h.company for h in accepted} | {row for row in book if span.team.tracks[row].round <= span.last}
    return Measured(sum(map(span.is_won, taken)), len(taken))


def margin_of_plan(span: Span) -> Measured:
    """Cents of margin of the deals signed, against the plan of a seat."""
    plan = span.state.scenario.plan.margin.sales * span.rounds
    return Measured(span.total("margin_new"), plan, "money")


def quick_touches(span: Span) -> Measured:
    """Handed leads touched in time, of those touched."""
    limit = span.state.scenario.kpi.sales_quick
    waits = [wait for tally in span.tallies() for wait in tally.first_touch]
    return Measured(sum(wait <= limit for wait in waits), len(waits))


def seller_promises(span: Span) -> Measured:
    """Promises kept, of those that a seller made or had to keep in a proposal."""
    own = [p for p in span.settled() if p.by == SALES or p.kind == "price"]
    return Measured(sum(p.state == "kept" for p in own), len(own))


def fair_returns(span: Span) -> Measured:
    """Returns with a reason that the charter knows, of all returns."""
    return Measured(span.total("fair_returns"), span.total("returned"))


# --- Account management ---------------------------------------------------------------------------------


def margin_of_orders(span: Span) -> Measured:
    """Cents of margin of repeat orders, against what the open orders were worth."""
    return Measured(span.total("margin_repeat"), span.total("order_value"), "money")


def account_promises(span: Span) -> Measured:
    """Promises kept, of those that fell due with an account of the account manager's."""
    own = [p for p in span.settled() if p.kind != "price" and is_accounts(span.team, p.company, p.settled)]
    return Measured(sum(p.state == "kept" for p in own), len(own))


def is_accounts(team: Team, row: int, round_: int) -> bool:
    """Whether the account manager had a company when a round closed."""
    if team.static.source[row] == Source.BOOK_ACCOUNTS:
        return True
    return any(h.company == row and h.receiver == ACCOUNT and 0 < h.accept_round <= round_ for h in team.handoffs)


def touched(span: Span) -> Measured:
    """Accounts worked on, of all accounts, added up over the rounds."""
    return Measured(span.total("touched"), span.total("accounts"))


def complaints(span: Span) -> Measured:
    """Complaints settled, of those that the bell before each round brought."""
    got = of = 0
    for tally in span.tallies():
        before = tally_of(span.team, tally.round - 1)
        settled = tally.complaints_closed
        got += settled
        of += max(settled, before.complaints if before is not None else 0)
    return Measured(got, of)


def dossier(span: Span) -> Measured:
    """How full the accounts' dossiers are on average at the end of the span, in per cent."""
    last = [tally for tally in span.tallies() if tally.accounts]
    return Measured((last[-1].dossier + 5) // 10, 100, "percent") if last else Measured(0, 0, "percent")


def kept_accounts(span: Span) -> Measured:
    """Accounts that stayed, of all accounts, added up over the rounds."""
    accounts = span.total("accounts")
    return Measured(max(0, accounts - span.total("churned")), accounts)
