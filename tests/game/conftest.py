"""A sales floor for every test, and chance that a test decides."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from game.scenario.loader import load
from game.scenario.schema import Scenario
from game.scenario.texts import Texts
from tests.builders import Floor, Luck, a_match, even_luck

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """The kitchen workshop."""
    return load(SCENARIOS / "kitchen.toml")


@pytest.fixture(scope="session")
def texts() -> Texts:
    """What is said there."""
    return Texts.build(tomllib.loads((SCENARIOS / "kitchen.texts.toml").read_text(encoding="utf-8")))


@pytest.fixture
def luck(monkeypatch: pytest.MonkeyPatch) -> Luck:
    """Every draw is even unless the test says otherwise."""
    return even_luck(monkeypatch)


@pytest.fixture
def floor(luck: Luck) -> Floor:
    """The first round of a match in which every lever is open."""
    return a_match()
