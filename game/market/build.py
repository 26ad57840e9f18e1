"""A market made from (scenario, seed): its rows, their traits, and how they stand at the start."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from game.market import rules, traits
from game.market.chance import Kind, company_keys, market_key, unit, units
from game.market.columns import STATIC, Archetype, Columns, Source, Stage, Static
from game.market.decks import Card, deal, inbound_cards, mix_cards, offset_of, stratified

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.scenario.schema import Scenario

SALES, ACCOUNT = 1, 2
"""Role indices, as bits of `contacted` and `promise_known` use them."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which rows belong to whom. Inbound leads come last, so that more rounds only add rows."""

    book_sales: range
    book_accounts: range
    outbound: range
    referrals: range
    flood: range
    inbound: tuple[range, ...]  # by round, the first round at index 0
    n: int

    def arriving(self, round_: int) -> range:
        """Rows of the inbound leads that come in round `round_` (1-based)."""
        return self.inbound[round_ - 1] if 1 <= round_ <= len(self.inbound) else range(0)


def layout(scenario: Scenario, rounds: int) -> Layout:
    """The rows of a market with `rounds` rounds; the last deck is complete, its surplus never arrives."""
    sizes = (
        len(scenario.book.opportunities),
        len(scenario.book.accounts),
        scenario.outbound.companies,
        scenario.referrals.reserve,
        rules.part(scenario.inbound.per_round, scenario.events.flood.leads),
    )
    edges = [0, *accumulate(sizes)]
    sales, accounts, outbound, referrals, flood = (range(a, b) for a, b in pairwise(edges))
    start = edges[-1]
    each = scenario.inbound.per_round
    blocks = -(-rounds // scenario.inbound.deck_rounds)
    dealt = blocks * scenario.inbound.deck_rounds
    inbound = tuple(range(start + each * r, start + each * (r + 1)) for r in range(dealt))
    return Layout(sales, accounts, outbound, referrals, flood, inbound, start + each * dealt)


def build(scenario: Scenario, seed: int, rounds: int) -> tuple[Static, Columns]:
    """The traits of every company and the state in which each team finds them."""
    rows = layout(scenario, rounds)
    market = market_key(scenario.market_key, seed)
    static = Static(rows.n)
    static.key[:] = company_keys(market, rows.n)
    _fixed(scenario, static, rows, market)
    _arriving(scenario, static, rows, market)
    return static, initial(scenario, static, rows)


def _fixed(scenario: Scenario, static: Static, rows: Layout, market: int) -> None:
    """Everything but the inbound leads: one deck and one hypercube for each group."""
    for group, source, mix, arrival in (
        (rows.outbound, Source.OUTBOUND, scenario.outbound.deck, 0),
        (rows.referrals, Source.REFERRAL, scenario.referrals.deck, -1),
        (rows.flood, Source.FLOOD, scenario.events.flood.deck, -1),
    ):
        if len(group):
            static.arrival_round[group.start : group.stop] = arrival
            cards = deal(mix_cards(mix, source), len(group), unit(market, Kind.CUT_LIST, source))
            traits.fill(scenario, static, slice(group.start, group.stop), cards)
    last = scenario.inbound.last_minute
    span = slice(rows.flood.start, rows.flood.stop)
    static.arrival_minute[span] = (units(static.key[span], Kind.FLOOD_MINUTE) * (last + 1)).astype(np.int64)
    names = [kind.id for kind in scenario.kinds]
    kinds = tuple(names.index(name) for name in scenario.book.accounts)
    for group, source, fixed in (
        (rows.book_sales, Source.BOOK_SALES, ()),
        (rows.book_accounts, Source.BOOK_ACCOUNTS, kinds),
    ):
        if len(group):
            cards = [Card(Archetype.GOOD, source)] * len(group)
            traits.fill(scenario, static, slice(group.start, group.stop), cards, fixed)


def _arriving(scenario: Scenario, static: Static, rows: Layout, market: int) -> None:
    """Inbound leads: one deck and one hypercube for each block of rounds, then spread over their rounds."""
    inbound = scenario.inbound
    for index, group in enumerate(rows.inbound):
        static.arrival_round[group.start : group.stop] = index + 1
        waiting = inbound.waiting_first if index == 0 else inbound.waiting
        late = len(group) - waiting
        if late > 0:
            span = slice(group.start + waiting, group.stop)
            even = (np.arange(late) * 2 + 1) * inbound.last_minute // (2 * late)
            shift = (units(static.key[span], Kind.JITTER) * (2 * inbound.jitter + 1)).astype(np.int64)
            minute = even + shift - inbound.jitter
            static.arrival_minute[span] = np.clip(minute, 0, inbound.last_minute)
    cards = inbound_cards(inbound)
    for block in range(len(rows.inbound) // inbound.deck_rounds):
        groups = rows.inbound[block * inbound.deck_rounds : (block + 1) * inbound.deck_rounds]
        span = slice(groups[0].start, groups[-1].stop)
        dealt = deal(cards, span.stop - span.start, offset_of(market, block))
        traits.fill(scenario, static, span, dealt)


# --- The state at the start -----------------------------------------------------------------------------


def initial(scenario: Scenario, static: Static, rows: Layout) -> Columns:
    """How every team finds the market: leads to come, the list, and what the predecessors left."""
    columns = Columns(static.n)
    columns.trust[:] = static.trust0
    columns.product[:] = -1
    columns.stage[rows.outbound.start : rows.outbound.stop] = Stage.SUSPECT
    for row, left in zip(rows.book_sales, scenario.book.opportunities, strict=True):
        columns.stage[row] = Stage.OPPORTUNITY
        columns.gate[row] = left.gate
        if left.gate >= 1:
            columns.contacted[row] = 1 << SALES
            columns.demo[row] = scenario.book.demo
            columns.measured[row] = True
        if left.gate >= 2:
            columns.product[row] = static.best[row]
        columns.told[row] = sum(1 << field for field in range(rules.JUDGED) if book_knows(scenario, static, row, field))
    _accounts(scenario, static, columns, rows.book_accounts)
    return columns


def _accounts(scenario: Scenario, static: Static, columns: Columns, group: range) -> None:
    span = slice(group.start, group.stop)
    keys = static.key[span]
    if not len(group):
        return
    book = scenario.book
    columns.stage[span] = Stage.ACCOUNT
    columns.owned[span] = True
    columns.won_round[span] = -1
    columns.gate[span] = 3
    columns.contacted[span] = 1 << ACCOUNT
    columns.product[span] = static.best[span]
    spread = book.dossier.high - book.dossier.low
    columns.dossier[span] = book.dossier.low + spread * stratified(keys, Kind.DOSSIER)
    columns.complaint[span] = units(keys, Kind.BOOK_COMPLAINT) < book.complaint
    period = static.period[span].astype(np.int64)
    due = np.where(period > 0, 1 + (stratified(keys, Kind.DUE) * period).astype(np.int64), 0)
    columns.order_open[span] = due == 1
    columns.order_due[span] = np.where(due == 1, 0, due)
    for row in group:
        if unit(int(static.key[row]), Kind.BOOK_OVERDUE) < book.overdue:
            value = rules.order_value(scenario, int(static.list_price[row]), 0)
            columns.overdue[row] = rules.part(value, scenario.accounts.orders.overdue_value)


def book_knows(scenario: Scenario, static: Static, row: int, field: int) -> bool:
    """Whether the predecessor left field `field` (index into rules.FIELDS) of the company at `row`."""
    return unit(int(static.key[row]), Kind.BOOK_KNOWN.of(field)) < scenario.book.known


# --- Large markets --------------------------------------------------------------------------------------


def scaled(scenario: Scenario, seed: int, n: int) -> tuple[Static, Columns]:
    """A market of `n` companies in the middle of their lives, for benchmarks and Mesa studies.

    Traits come from the inbound decks, repeated; the state is keyed: half of the companies are accounts of
    the account manager, some with open orders, complaints, promises and invoices; the rest stand anywhere.
    """
    market = market_key(scenario.market_key, seed)
    block = scenario.inbound.per_round * scenario.inbound.deck_rounds
    padded = -(-n // block) * block
    whole = Static(padded)
    whole.key[:] = company_keys(market, padded)
    whole.arrival_round[:] = 1 + np.arange(padded) // scenario.inbound.per_round % scenario.frame.rounds
    cards = inbound_cards(scenario.inbound)
    for index in range(padded // block):
        dealt = deal(cards, block, offset_of(market, index))
        traits.fill(scenario, whole, slice(index * block, (index + 1) * block), dealt)
    static = Static(n)
    for name in STATIC:
        getattr(static, name)[:] = getattr(whole, name)[:n]
    return static, lived_in(scenario, static)


def lived_in(scenario: Scenario, static: Static) -> Columns:
    """A keyed state in which everything that a round may meet is met by some company."""
    keys = static.key
    columns = Columns(static.n)

    def lot(ordinal: int) -> NDArray[np.float64]:
        return units(keys, Kind.LIVED_IN, ordinal)

    stage = lot(0)
    columns.stage[:] = np.where(stage < 0.6, Stage.ACCOUNT, (lot(1) * len(Stage)).astype(np.int64))
    account = columns.stage == Stage.ACCOUNT
    columns.owned[:] = account & (stage < 0.5)
    columns.trust[:] = lot(2)
    columns.product[:] = np.where(account, static.best, -1)
    columns.won_round[:] = account
    columns.dossier[:] = np.where(account, lot(3), 0.0)
    columns.touched[:] = account & (lot(4) < 0.5)
    columns.idle[:] = np.where(account, (lot(5) * 5).astype(np.int64), 0)
    columns.complaint[:] = np.where(account & (lot(6) < 0.2), 1 + (lot(7) * 4).astype(np.int64), 0)
    columns.order_open[:] = account & (lot(8) < 0.2)
    columns.order_due[:] = np.where(account & ~columns.order_open, 1 + (lot(9) * 4).astype(np.int64), 0)
    columns.ordered[:] = account & (lot(10) < 0.2)
    columns.frequency[:] = account & (lot(11) < 0.3)
    columns.basket[:] = np.where(account, (lot(12) * 3).astype(np.int64), 0)
    columns.loyalty[:] = np.where(account, (lot(13) * 3).astype(np.int64), 0)
    columns.discount[:] = np.where(account, (lot(14) * 21).astype(np.int64), 0)
    late = account & (lot(15) < 0.1)
    amount = rules.parts(static.list_price, scenario.accounts.orders.overdue_value)
    columns.overdue[:] = np.where(late, amount, 0)
    columns.overdue_age[:] = np.where(late, (lot(16) * 3).astype(np.int64), 0)
    for slot in range(2):
        promised = account & (lot(20 + slot) < 0.25)
        columns.promise_kind[:, slot] = np.where(promised, rules.DATE + slot, 0)
        columns.promise_due[:, slot] = np.where(promised, 1 + (lot(22 + slot) * 2).astype(np.int64), 0)
        columns.promise_known[:, slot] = np.where(promised & (lot(24 + slot) < 0.5), 1 << ACCOUNT, 0)
        columns.promise_ahead[:, slot] = promised & (lot(26 + slot) < 0.3)
    return columns
