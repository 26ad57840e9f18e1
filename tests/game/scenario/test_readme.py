"""Documentation is under test: every field of a scenario stands in scenarios/README.md."""

from __future__ import annotations

from game.scenario.describe import lines
from tests.game.scenario.readme import README, with_fields


def test_every_field_has_a_unit_and_a_meaning() -> None:
    silent = [line.path for line in lines() if not line.unit or not line.meaning]
    assert silent == [], "give these fields a unit and a meaning in game/scenario"


def test_the_readme_lists_every_field_as_declared() -> None:
    text = README.read_text(encoding="utf-8")
    assert with_fields(text) == text, "run python -m tests.game.scenario.readme"
