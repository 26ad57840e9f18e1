"""Dealing instead of dicing: exact decks, keyed permutations and the Latin hypercube.

Two sessions with different seeds meet different companies, but nearly the same mix; so one session's result
says more about the team and less about luck.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from game.market.chance import Draw, Kind, unit, units
from game.market.columns import Archetype, Source

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.scenario.clients import Inbound, Mix

ARCHETYPES = {"modular": 0, "low_budget": 1, "trivial": 2, "later": 3, "good": 4}
"""Names of archetypes in scenario files, as `Archetype` values."""

SOURCES = ("call", "form", "ad", "download")
"""Names of the sources of inbound leads, in the order of `Source`."""


class Card(NamedTuple):
    """One card of a deck."""

    archetype: int
    source: int


def inbound_cards(inbound: Inbound) -> list[Card]:
    """The full deck of inbound leads, sorted by archetype, then source."""
    cards = []
    for row in sorted(inbound.deck, key=lambda each: ARCHETYPES[each.archetype]):
        for source, name in enumerate(SOURCES):
            cards += [Card(ARCHETYPES[row.archetype], source)] * int(row[name])
    return cards


def mix_cards(mix: Mix, source: Source) -> list[Card]:
    """The deck of a mix, all of one source, sorted by archetype."""
    cards = []
    for archetype in Archetype:
        cards += [Card(archetype, source)] * int(mix[archetype.name.lower()])
    return cards


def deal(cards: list[Card], n: int, offset: float) -> list[Card]:
    """Scale a sorted deck to `n` cards: every (n-th part)th card, the first one shifted by `offset` (0-1).

    Each archetype gets its exact share rounded down or up, whatever the offset; over all offsets every card
    is dealt equally often. Two deals with offsets half apart complete each other.
    """
    size = len(cards)
    return [cards[min(size - 1, int((k + offset) * size / n))] for k in range(n)]


def offset_of(market: int, block: int) -> float:
    """Offset of the deal of a block of rounds: keyed, and half apart for the second block of two."""
    base = unit(market, Kind.CUT, block // 2) + 0.5 * (block % 2)
    return base - 1.0 if base >= 1.0 else base


def shuffled(keys: NDArray[np.uint64], axis: Draw) -> NDArray[np.int64]:
    """A permutation of 0..n-1 keyed by the companies: position of each company in the shuffle."""
    order = np.argsort(units(keys, axis), kind="stable")
    rank = np.empty(len(keys), dtype=np.int64)
    rank[order] = np.arange(len(keys), dtype=np.int64)
    return rank


def stratified(keys: NDArray[np.uint64], axis: Draw) -> NDArray[np.float64]:
    """One axis of the Latin hypercube: (rank + .5) / n of a keyed permutation, one in every n-th part."""
    return (shuffled(keys, axis) + 0.5) / len(keys)
