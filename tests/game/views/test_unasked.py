"""Nobody learns from a number, a name, an order or a size what nobody has asked."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from game.market.columns import Source
from game.state.team import Team
from tests.game.views.unasked import TEAMS, THRESHOLD, Sights, game, look, secrets, tells

SEEDS = range(70_001, 70_201)


@cache
def sights() -> Sights:
    """Two hundred games."""
    found = Sights()
    for seed in SEEDS:
        look(game(seed), seed, found)
    return found


@cache
def secret_names() -> list[str]:
    """What is hidden."""
    return secrets(game(1).state.teams[0].static)[0]


def test_what_a_seat_sees_unasked_tells_no_trait_of_any_client() -> None:
    pairs = tells(sights(), secret_names())

    assert len(pairs) > 10_000
    assert {source for _, source, _, _ in sights().group} == {int(s) for s in Source}
    assert [pair for pair in pairs if pair[0] > THRESHOLD] == []


def test_every_team_has_numbers_of_its_own() -> None:
    numbers = np.array([[line[f"number, team {team}"] for team in range(TEAMS)] for line in sights().seen])
    together = np.corrcoef(numbers.T) - np.eye(TEAMS)
    assert np.abs(together).max() < 0.05


@pytest.mark.parametrize("trait", ["severity", "budget", "gate"])
def test_numbers_dealt_by_a_hidden_trait_are_found(trait: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that this test was written for: team numbers were the ranks of an axis of the hypercube."""
    column = {"severity": "weights", "budget": "budget", "gate": "gates"}[trait]
    found = Sights()
    for seed in range(70_303, 70_363, 4):
        match = game(seed)
        team = match.state.teams[-1]
        values = getattr(team.static, column).reshape(team.static.n, -1)[:, 0]
        _renumber(team, np.argsort(values, kind="stable").tolist())
        look(match, seed, found)
    worst = tells(found, secret_names())[0]
    assert worst[0] > THRESHOLD
    assert "team 11" in worst[1]
    assert column in worst[2]


def _renumber(team: Team, order: list[int]) -> None:
    team.rows = dict(enumerate(order, start=1))
    team.numbers = {row: number for number, row in team.rows.items()}
