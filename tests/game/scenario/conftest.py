"""The flagship scenario, as a file's text and as a value."""

from __future__ import annotations

from pathlib import Path

import pytest

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios"


@pytest.fixture(scope="session")
def kitchen_text() -> str:
    return (SCENARIOS / "kitchen.toml").read_text(encoding="utf-8")
