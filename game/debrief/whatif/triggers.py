"""When a signed client is due to go over to the account manager, by each of the sources' five triggers.

The rules leave the moment to the seller, so the triggers live only here. They are judged at the opening of a round:

- T1, the contract: at once.
- T2, the first order after it.
- T3, an order volume: the orders after it have brought as much margin as one and a half usual ones.
- T4, a share of what the client buys: of the orders that fell due since, at least two, half came to us.
- T5, time: three rounds since the signature.

A client that never orders again is due by T5 alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.market.rules import order_margin, order_value

if TYPE_CHECKING:
    from game.debrief.whatif.deeds import World

TRIGGERS = ("T1", "T2", "T3", "T4", "T5")
VOLUME_HALVES = 3
"""T3: half usual orders."""
SHARE_OF = 2
"""T4: orders due at least, and the part of them that came to us: one in so many."""
TIME = 3
"""T5: rounds."""


def is_due(trigger: str, world: World, round_: int) -> bool:
    """Whether the world's signed company is due at the opening of round `round_` (1-based)."""
    crew, row = world.crew, world.row
    track, columns, scenario = crew.tracks[row], crew.columns, world.film.final.scenario
    won = int(columns.won_round[row])
    match trigger:
        case "T1":
            return True
        case "T2":
            return track.order_count >= 1
        case "T3":
            usual = order_value(scenario, int(crew.static.list_price[row]), 0)
            return 2 * track.earned >= VOLUME_HALVES * order_margin(scenario, usual, int(columns.discount[row]))
        case "T4":
            period = int(crew.static.period[row])
            due = (round_ - won) // period if period else 0
            return due >= SHARE_OF and track.order_count * SHARE_OF >= due
        case _:
            return round_ - won >= TIME
