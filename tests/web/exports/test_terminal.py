"""The debrief in a terminal: a waterfall of characters that adds up to the cent."""

from __future__ import annotations

import re

import pytest

from game.scenario.texts import LANGUAGES
from tests.game.debrief.sessions import session
from tests.web.exports.made import fall, gathered
from web.exports.terminal import LABEL, PLOT, told, waterfall
from web.exports.words import Words


def cents(line: str) -> int:
    """The sum at the end of a line."""
    digits = re.sub(r"\D", "", line[LABEL + PLOT :])
    return -int(digits) if "\u2212" in line[LABEL + PLOT :] else int(digits)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("amounts", [(-310_055, 120_001, -99_949, 0, -1, 33_333), (-900_000_000, 5, 6, 7, 8, 9)])
def test_the_lines_of_a_waterfall_add_up_to_the_cent(lang: str, amounts: tuple[int, ...]) -> None:
    view = fall(session("told"), 0, amounts)
    lines = list(waterfall(view, Words(lang)))[:8]
    sums = [cents(line) for line in lines]
    assert sums[0] + sum(sums[1:-1]) == sums[-1] == view["earned"]
    assert sums[1:-1] == list(amounts)


def test_every_bar_that_is_not_zero_can_be_seen() -> None:
    lines = list(waterfall(fall(session("told"), 0, (-1, 1, 0, -1, 1, -1)), Words("en")))
    drawn = [re.sub(r"[^█▒▓]", "", line) for line in lines[:8]]
    assert [bool(bar) for bar in drawn] == [True, True, True, False, True, True, True, True]
    assert all(len(line) < 110 for line in lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_session_is_told_team_by_team(lang: str) -> None:
    offers = [{"label": "Hand this over as a card.", "company_name": "", "round": 1}]
    lines = list(told(gathered(session("told"), lang), {0: offers, 1: offers}))  # type: ignore[dict-item]
    text = "\n".join(lines)
    for team in session("told").state.teams:
        assert team.name in text
    assert "Hand this over as a card." in text
    assert all(len(line) <= 110 for line in lines)


def test_a_masked_telling_says_nothing_of_single_handoffs() -> None:
    plain = "\n".join(told(gathered(session("told"), reveal=False), {}))
    assert "Worthy" not in plain
    assert "Worthy" in "\n".join(told(gathered(session("told")), {}))
