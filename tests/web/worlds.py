"""The real game, where every second session is the first one's twin in another world.

All sessions have one seed. In a twin everything differs that nobody has asked yet: each hidden trait of every company
but of those that are `asked`.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from game.market.columns import Source
from web.live.game_rules import GameRules
from web.live.rules import Match
from web.paths import SCENARIOS

SEED = 81
HIDDEN = {
    "archetype": (0, 4),
    "pains": (0, 5),
    "weights": (0, 1),
    "usefulness": (0, 1),
    "best": (0, 2),
    "budget": (0, 1),
    "opens_round": (0, 6),
    "decides": (0, 1),
    "competitor": (0, 1),
    "profile": (0, 3),
    "patience_lead": (3, 9),
    "patience_sales": (3, 9),
    "trust0": (0, 1),
    "gates": (0, 1),
}
"""Static columns and the range from which the twin draws; price and order rhythm show in a predecessor's book."""


def asked(static: Any) -> list[int]:
    """The companies that the test talks with: one that waits for each kind of seat, and one of the own list."""
    waits = np.flatnonzero((static.arrival_round == 1) & (static.arrival_minute == 0)).tolist()
    return [waits[0], *(static.rows_from(s)[0] for s in (Source.OUTBOUND, Source.BOOK_SALES, Source.BOOK_ACCOUNTS))]


class Worlds(GameRules):
    """The game, with a twin for every second session."""

    def __init__(self) -> None:
        super().__init__(SCENARIOS)
        self.made = 0

    def new(self, sources: dict[str, str], seed: int, teams: int, acts: str, team_names: list[str]) -> Match:
        """A fresh match of the one seed."""
        del seed
        return super().new(sources, SEED, teams, acts, team_names)

    def fold(self, sources: dict[str, str], header: Any, entries: Any) -> Match:
        """A session that opens: every second one is changed."""
        match = super().fold(sources, header, entries)
        self.made += 1
        if self.made % 2 == 0:
            _change(cast("Any", match).state.teams)
        return match


def _change(crews: list[Any]) -> None:
    static = crews[0].static
    draw, kept = np.random.default_rng(SEED), asked(static)
    static._traits.clear()
    for name, (low, high) in HIDDEN.items():
        column = getattr(static, name)
        before = column[kept].copy()
        real = column.dtype.kind == "f"
        column[...] = draw.random(column.shape) if real else draw.integers(low, high + 1, column.shape)
        column[kept] = before
    free = [row for row in range(static.n) if row not in kept]
    for crew in crews:
        crew.columns.trust[free] = static.trust0[free]
