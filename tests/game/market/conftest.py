"""The flagship scenario and the rows of its market."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.market.build import Layout, layout
from game.scenario.loader import load

if TYPE_CHECKING:
    from game.scenario.schema import Scenario


@pytest.fixture(scope="session")
def case() -> Scenario:
    return load(Path(__file__).resolve().parents[3] / "scenarios" / "kitchen.toml")


@pytest.fixture(scope="session")
def rows(case: Scenario) -> Layout:
    return layout(case, case.frame.rounds)
