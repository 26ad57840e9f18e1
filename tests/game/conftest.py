"""A sales floor for every test, and chance that a test decides."""

from __future__ import annotations

import pytest

from tests.builders import Floor, Luck, a_match, even_luck


@pytest.fixture
def luck(monkeypatch: pytest.MonkeyPatch) -> Luck:
    """Every draw is even unless the test says otherwise."""
    return even_luck(monkeypatch)


@pytest.fixture
def floor(luck: Luck) -> Floor:
    """The first round of a match in which every lever is open."""
    return a_match()
