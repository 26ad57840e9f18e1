"""The hidden traits of companies, dealt from their cards: filled once, the same for every team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.market import rules
from game.market.chance import Kind, units
from game.market.columns import Archetype, Source, Static
from game.market.decks import shuffled, stratified

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.market.decks import Card
    from game.scenario.clients import Bend, Span
    from game.scenario.schema import Scenario

TRUST_NAMES = ("call", "form", "ad", "download", "outbound", "referral", "book_sales", "", "flood")
"""Fields of `scenario.trust_start` by `Source`; the predecessor's accounts have a range of their own."""


def fill(
    scenario: Scenario,
    static: Static,
    rows: slice,
    cards: list[Card],
    kinds: tuple[int, ...] = (),
) -> None:
    """Deal `cards` to the companies in `rows`, then their traits, stratified within these rows.

    `kinds` fixes the kinds of client (the predecessor's accounts); else they follow the scenario's shares.
    Arrival must be known before (`arrival_round`), because needs open relative to it.
    """
    keys = static.key[rows]
    place = shuffled(keys, Kind.CARD)
    static.archetype[rows] = np.array([card.archetype for card in cards], dtype=np.int8)[place]
    static.source[rows] = np.array([card.source for card in cards], dtype=np.int8)[place]
    if kinds:
        static.kind[rows] = np.array(kinds, dtype=np.int8)
    else:
        shares = [kind.share for kind in scenario.kinds]
        static.kind[rows] = _by_share(stratified(keys, Kind.CLIENT), shares)
    for gate in range(3):
        static.gates[rows, gate] = stratified(keys, Kind.GATE.of(gate))
    _pains(scenario, static, rows)
    _usefulness(scenario, static, rows)
    _money(scenario, static, rows)
    _person(scenario, static, rows)
    _time(scenario, static, rows)


def _between(span: Span, x: NDArray[np.float64]) -> NDArray[np.float64]:
    return span.low + (span.high - span.low) * x


def _bent(bend: Bend, x: NDArray[np.float64]) -> NDArray[np.float64]:
    return bend.base + bend.linear * x + bend.square * (x * x)


def _by_share(x: NDArray[np.float64], shares: list[float]) -> NDArray[np.int8]:
    """The index whose cumulated share holds x."""
    found = np.zeros(len(x), dtype=np.int8)
    edge = 0.0
    for share in shares[:-1]:
        edge += share
        found += x >= edge
    return found


def _pains(scenario: Scenario, static: Static, rows: slice) -> None:
    """One to three distinct pains; the first as severe as dealt, each further one less."""
    traits = scenario.traits
    keys = static.key[rows]
    span = traits.pains.high - traits.pains.low + 1
    number = traits.pains.low + (units(keys, Kind.PAINS) * span).astype(np.int64)
    lots = np.stack([units(keys, Kind.PAIN_ORDER, pain) for pain in range(len(scenario.pains))], axis=1)
    chosen = np.argsort(lots, axis=1, kind="stable")[:, :3]
    x = stratified(keys, Kind.SEVERITY)
    trivial = static.archetype[rows] == Archetype.TRIVIAL
    first = np.where(trivial, _between(traits.severity_trivial, x), _between(traits.severity, x))
    static.pains[rows, 0] = chosen[:, 0]
    static.weights[rows, 0] = first
    for place in (1, 2):
        there = number > place
        less = _between(traits.severity_further, units(keys, Kind.FURTHER, place))
        static.pains[rows, place] = np.where(there, chosen[:, place], -1)
        static.weights[rows, place] = np.where(there, first * less, 0.0)


def _usefulness(scenario: Scenario, static: Static, rows: slice) -> None:
    """Severity of the first pain x fit: how well the product answers the pains, weighted by severity."""
    weights, pains = static.weights[rows], static.pains[rows]
    total = weights[:, 0] + weights[:, 1] + weights[:, 2]
    useful = np.empty((len(total), len(scenario.products)))
    for index, product in enumerate(scenario.products):
        fit = np.array((*product.fit, 0.0))[pains]  # -1 = no pain reads the 0 at the end
        met = weights[:, 0] * fit[:, 0] + weights[:, 1] * fit[:, 1] + weights[:, 2] * fit[:, 2]
        useful[:, index] = weights[:, 0] * (met / total)
    best = np.argmax(useful, axis=1)
    every = np.arange(len(best))
    top = useful[every, best]
    lift = (static.archetype[rows] != Archetype.TRIVIAL) & (top < scenario.traits.fit_least)
    useful[every, best] = np.where(lift, scenario.traits.fit_lift, top)
    static.usefulness[rows] = useful
    static.best[rows] = best


def _money(scenario: Scenario, static: Static, rows: slice) -> None:
    traits = scenario.traits
    keys = static.key[rows]
    sizes = np.array(traits.sizes, dtype=np.int64)
    size = sizes[(stratified(keys, Kind.SIZE) * len(sizes)).astype(np.int64)]
    usual = np.array([kind.list_price for kind in scenario.kinds], dtype=np.int64)
    static.list_price[rows] = rules.parts(usual[static.kind[rows]], size)
    x = stratified(keys, Kind.BUDGET)
    low = static.archetype[rows] == Archetype.LOW_BUDGET
    static.budget[rows] = np.where(low, _bent(traits.budget_low, x), _bent(traits.budget, x))


def _person(scenario: Scenario, static: Static, rows: slice) -> None:
    traits, start = scenario.traits, scenario.trust_start
    keys = static.key[rows]
    static.decides[rows] = units(keys, Kind.DECIDES) < traits.decides
    rival = units(keys, Kind.RIVAL)
    there = rival >= traits.competitor_none
    strength = (rival - traits.competitor_none) / max(1.0 - traits.competitor_none, 1e-9)
    static.competitor[rows] = np.where(there, strength, 0.0)
    static.profile[rows] = _by_share(units(keys, Kind.PROFILE), list(traits.profiles))
    for name, draw, span in (
        ("patience_lead", Kind.PATIENCE_LEAD, traits.patience_lead),
        ("patience_sales", Kind.PATIENCE_SALES, traits.patience_sales),
    ):
        more = (units(keys, draw) * (span.high - span.low + 1)).astype(np.int64)
        getattr(static, name)[rows] = span.low + more
    by_source = np.array([0.0 if not name else start[name] for name in TRUST_NAMES])
    book = static.source[rows] == Source.BOOK_ACCOUNTS
    dealt = _between(start.book_accounts, stratified(keys, Kind.TRUST))
    static.trust0[rows] = np.where(book, dealt, by_source[static.source[rows]])


def _time(scenario: Scenario, static: Static, rows: slice) -> None:
    """When the need opens, and how often the company orders."""
    traits = scenario.traits
    keys = static.key[rows]
    span = traits.later.high - traits.later.low + 1
    delay = traits.later.low + (stratified(keys, Kind.OPENS) * span).astype(np.int64)
    arrival = static.arrival_round[rows].astype(np.int64)
    since = np.where(arrival < 0, scenario.frame.rounds, np.maximum(arrival, 1))
    later = static.archetype[rows] == Archetype.LATER
    static.opens_round[rows] = np.where(later, since + delay, 0)
    again = np.array([kind.orders_again for kind in scenario.kinds])[static.kind[rows]]
    periods = np.array(traits.periods, dtype=np.int64)
    dealt = periods[(stratified(keys, Kind.PERIOD) * len(periods)).astype(np.int64)]
    static.period[rows] = np.where(again, dealt, 0)
