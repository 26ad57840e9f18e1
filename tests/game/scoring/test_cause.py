"""What is said of each team at the end: a figure of the log, on the side of its place."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from game.scoring import cause
from game.scoring.cause import Cause, causes
from game.scoring.figures import figure
from tests.game.floor import played


def team(*, quality: list[int], broken: int = 0, repeated: int = 0, churned: int = 0) -> dict[str, int]:
    found = {"broken": broken, "repeated": repeated, "churned": churned}
    return found | ({"quality": sum(quality) // len(quality)} if quality else {})


def told(monkeypatch: pytest.MonkeyPatch, profits: list[int], *teams: dict[str, int]) -> list[Cause]:
    numbers = list(range(len(teams)))
    monkeypatch.setattr(cause, "profit_12m", lambda _state, one: profits[one])
    monkeypatch.setattr(cause, "_figures", lambda _match, number: teams[number])
    scenario = SimpleNamespace(plan=SimpleNamespace(twelve_months=100))
    match = SimpleNamespace(state=SimpleNamespace(teams=numbers), scenario=scenario, team_count=len(teams))
    return causes(match)  # type: ignore[arg-type]


def test_the_first_hears_what_it_did_best_and_the_last_what_it_did_worst(monkeypatch: pytest.MonkeyPatch) -> None:
    good = team(quality=[90, 80], broken=1, churned=2)
    middle = team(quality=[60], broken=2, churned=2)
    poor = team(quality=[50, 40], broken=9, churned=2)
    first, _, last = told(monkeypatch, [300, 200, 100], good, middle, poor)
    assert first == Cause("quality", 85, 633)
    assert last == Cause("broken", 9, 40)


def test_a_good_team_is_not_blamed_and_a_poor_one_not_praised(monkeypatch: pytest.MonkeyPatch) -> None:
    rich = team(quality=[10], broken=9, repeated=9, churned=0)
    poor = team(quality=[90], broken=0, repeated=0, churned=5)
    assert [one.kind for one in told(monkeypatch, [2, 1], rich, poor)] == ["churned", "churned"]


def test_a_team_that_never_handed_over_is_compared_by_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = team(quality=[], broken=3)
    other = team(quality=[70], broken=1)
    assert told(monkeypatch, [1, 2], silent, other) == [Cause("broken", 3, 20), Cause("broken", 1, 20)]


@pytest.mark.parametrize(("profit", "expected"), [(100, Cause("quality", 70, -1)), (99, Cause("broken", 2, -1))])
def test_a_team_alone_is_compared_with_nobody(monkeypatch: pytest.MonkeyPatch, profit: int, expected: Cause) -> None:
    assert told(monkeypatch, [profit], team(quality=[70], broken=2)) == [expected]


def test_teams_that_did_the_same_hear_a_figure_and_no_comparison(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, [1, 1], team(quality=[70]), team(quality=[70])) == [Cause("quality", 70, -1)] * 2


def test_a_fraction_of_one_beside_the_room_is_no_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    teams = [team(quality=[70], repeated=asked) for asked in (0, 0, 1)]
    assert told(monkeypatch, [3, 2, 1], *teams) == [Cause("quality", 70, -1)] * 3


def test_teams_that_passed_nothing_on_hear_that(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, [1, 1], team(quality=[]), team(quality=[])) == [Cause("nothing", 0, -1)] * 2


def test_what_is_told_at_the_end_is_what_the_results_of_the_rounds_add_up_to() -> None:
    match = played().match
    for number in range(match.team_count):
        found = cause._figures(match, number)
        assert found["broken"] == figure(match, number, "promises_broken", "session")
        assert found["churned"] == figure(match, number, "churned", "months")
