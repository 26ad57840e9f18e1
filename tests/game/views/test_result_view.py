"""The result of a round in the reader's words."""

from __future__ import annotations

import itertools
import re

import pytest

from game.scoring.result import WHOLE_TEAM
from game.views.forward import forward_line, forward_lines
from game.views.result import result_view, team_line
from tests.game.floor import ACCOUNT, LEAD_GEN, SALES, Floor, kitchen, played
from web.socket.contract import checker


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("seat", [WHOLE_TEAM, LEAD_GEN, SALES, ACCOUNT])
def test_a_result_has_exactly_the_declared_shape(lang: str, seat: int) -> None:
    for round_ in (1, 2, 3, 4):
        result = result_view(played().match, 0, seat, round_, lang)
        checker("RoundResult").validate_python(result)
        assert 1 <= len(result["happened"]) <= 5
        assert all(part["label"] and part["detail"] for part in result["kpi_parts"])


def test_a_reader_without_a_language_gets_numbers_and_no_words() -> None:
    result = result_view(played().match, 0, LEAD_GEN, 1, "")
    assert result["happened"] == []
    assert {part["label"] for part in result["kpi_parts"]} == {""}


def test_parts_of_a_score_say_what_they_were_made_of() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.step("close_round")
    floor.match.state.teams[0].assign("tally/0", {"cells_said": 6, "cells_right": 4, "margin_new": 750_000})
    lead = {p["key"]: p for p in result_view(floor.match, 0, LEAD_GEN, 1, "en")["kpi_parts"]}
    sales = {p["key"]: p for p in result_view(floor.match, 0, SALES, 1, "en")["kpi_parts"]}
    assert (lead["right"]["label"], lead["right"]["detail"]) == ("Confirmed and right", "4 of 6")
    assert sales["margin"]["detail"] == "€7,500 of €7,067"
    assert sales["returns"]["detail"] == "nothing yet"


@pytest.mark.parametrize(
    ("lang", "count", "won"), [("en", "1 of 2.5", "0 of 1, goal 0.4"), ("ru", "1 из 2,5", "0 из 1, цель 0,4")]
)
def test_a_plan_of_two_leads_and_a_half_a_round_is_told_as_that(lang: str, count: str, won: str) -> None:
    floor = Floor()
    floor.step("open_round")
    floor.hand_over(floor.talked_to())
    floor.step("close_round")
    lead = {part["key"]: part for part in result_view(floor.match, 0, LEAD_GEN, 1, lang)["kpi_parts"]}
    assert (lead["count"]["detail"], lead["count"]["value"]) == (count, 40)
    assert lead["won"]["detail"] == won


def test_every_bar_of_a_score_is_filled_by_what_is_written_beside_it() -> None:
    for seat, round_ in itertools.product((LEAD_GEN, SALES, ACCOUNT), (1, 2, 3, 4)):
        for part in result_view(played().match, 0, seat, round_, "en")["kpi_parts"]:
            said = [float(number.replace(",", "")) for number in re.findall(r"[\d.,]*\d", part["detail"])]
            got, *full = said or [0.0]  # nothing yet
            share = 100 * got / full[-1] if full else got
            assert min(100, share) == pytest.approx(part["value"], abs=1), part


def test_what_happened_is_counted_in_the_readers_language() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.step("close_round")
    floor.match.state.teams[0].assign("tally/0", {"repeated": 2, "churned": 5})
    assert result_view(floor.match, 0, SALES, 1, "en")["happened"] == [
        "5 clients left us.",
        "Clients had to answer 2 questions twice.",
    ]
    assert result_view(floor.match, 0, SALES, 1, "ru")["happened"][0] == "Ушло 5 клиентов."


def test_the_board_shows_counts_at_once_and_money_after_the_bell() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.hand_over(floor.talked_to())
    line = team_line(floor.match, 0)
    assert (line["handed"], line["profit"], line["plan"], line["quality"]) == (1, None, None, None)
    floor.step("close_round")
    line = team_line(floor.match, 0)
    assert line["profit"] == floor.match.state.teams[0].tallies[0].profit
    assert line["plan"] == kitchen().plan.session // 4


def test_the_board_tells_the_quality_of_all_briefs_so_far_and_a_round_its_own() -> None:
    floor = Floor()
    for _ in range(2):
        floor.step("open_round")
        floor.step("close_round")
    floor.match.state.teams[0].assign("tally/0", {"quality": [80]})
    assert team_line(floor.match, 0)["quality"] == team_line(floor.match, 0, 1)["quality"] == 80
    assert result_view(floor.match, 0, WHOLE_TEAM, 1, "en")["quality"] == 80
    assert result_view(floor.match, 0, WHOLE_TEAM, 2, "en")["quality"] is None


def test_before_the_finish_there_is_no_line_through_the_year() -> None:
    assert forward_line(Floor().match, 0) is None
    assert forward_lines(Floor().match) == []


def test_the_year_is_told_in_twelve_months() -> None:
    for line in forward_lines(played().match):
        checker("ForwardLine").validate_python(line)
        assert [month["month"] for month in line["months"]] == list(range(1, 13))
        assert line["plan_12m"] == kitchen().plan.twelve_months


def test_a_month_appears_when_it_is_over() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.step("close_round")
    floor.step("finish")
    seen = []
    for _ in range(5):
        floor.step("close_round")
        line = forward_line(floor.match, 0)
        assert line is not None
        seen.append(len(line["months"]))
    assert seen == [0, 0, 1, 1, 2]
