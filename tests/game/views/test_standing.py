"""How an account stands, as its manager sees it."""

from __future__ import annotations

import pytest

from game.state.records import ACCOUNT
from game.views.seat import seat_view
from tests.builders import Floor, an_account
from tests.game.floor import kitchen_texts


@pytest.mark.parametrize(
    ("columns", "before", "after"), [({}, "falling", "steady"), ({"overdue": 100}, "falling", "falling")]
)
def test_whoever_was_spoken_to_in_this_round_is_not_left_alone(
    floor: Floor, columns: dict[str, object], before: str, after: str
) -> None:
    row = an_account(floor, idle=3, **columns)
    seen = [told(floor, row)]
    floor.task(row, "service")
    seen.append(told(floor, row))
    assert [health for health, _ in seen] == [before, after]
    assert not columns or "No contact" not in seen[1][1]


def test_the_line_of_an_account_stops_counting_the_rounds_without_a_word_at_the_first_word(floor: Floor) -> None:
    row = an_account(floor, idle=3)
    assert told(floor, row)[1] == "No contact for 3 rounds"
    floor.task(row, "service")
    assert "No contact" not in told(floor, row)[1]


def told(floor: Floor, row: int) -> tuple[str, str]:
    """Health and status line of an account on its manager's desk."""
    floor.match.texts = kitchen_texts()
    view = seat_view(floor.match, 0, ACCOUNT, "en")
    one = next(c for c in view["companies"] if c["id"] == floor.team.numbers[row])
    assert one["account"] is not None
    return one["account"]["health"], one["status_text"]
