"""A few played sessions for the debrief's tests, and a twin of each in which only hidden things differ."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from game.debrief.chronicle import MEMO, chronicle
from tests.game.floor import played
from tests.game.playing import copied

if TYPE_CHECKING:
    from game.match import Match

PLAYED = {
    "padder": (11, {"lead_gen": "padder"}),
    "told": (12, {"lead_gen": "told_cold", "sales": "told_cold"}),
    "reference": (13, {}),
}
NAMES = tuple(PLAYED)
HIDDEN = {
    "archetype": (0, 4),
    "pains": (0, 5),
    "best": (0, 2),
    "opens_round": (1, 6),
    "profile": (0, 3),
    "patience_lead": (3, 9),
    "patience_sales": (3, 9),
    "decides": (0, 1),
    "period": (1, 4),
    "weights": (0, 1),
    "usefulness": (0, 1),
    "budget": (0, 1),
    "competitor": (0, 1),
    "trust0": (0, 1),
    "gates": (0, 1),
}


def session(name: str) -> Match:
    """A session by its name; nobody may change it."""
    seed, policies = PLAYED[name]
    return played(seed, **policies).match


@cache
def twin(name: str) -> Match:
    """The same session in a world where everything hidden is something else."""
    match = session(name)
    other, chance = copied(match), Random(5)
    static = other.state.teams[0].static
    static._traits.clear()
    draw = np.random.default_rng(5)
    for column, (low, high) in HIDDEN.items():
        values = getattr(static, column)
        real = values.dtype.kind == "f"
        values[...] = draw.random(values.shape) if real else draw.integers(low, high + 1, values.shape)
    for crew in other.state.teams:
        for column in ("trust", "demo", "told"):
            values = getattr(crew.columns, column)
            values[...] = draw.integers(0, 2, values.shape)
        for handoff in crew.handoffs:
            handoff.right = chance.randrange(7)
        for tally in crew.tallies:
            tally.quality = [chance.randrange(101) for _ in tally.quality]
    told = [copy.copy(chronicle(match, team)) for team in range(match.team_count)]
    for one in told:
        one.steps = {row: [replace(step, trust=chance.random()) for step in steps] for row, steps in one.steps.items()}
        one.defeats = {
            row: replace(defeat, threshold=chance.random(), qualified=not defeat.qualified, undone=("price",))
            for row, defeat in one.defeats.items()
        }
    other.memo[MEMO] = match.seq, told
    return other
