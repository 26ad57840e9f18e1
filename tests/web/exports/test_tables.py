"""Every table is defined once: its columns have names, units and meanings in both languages."""

from __future__ import annotations

import re
from functools import cache

import pytest

from game.scenario.texts import LANGUAGES
from game.scoring.money import session_profit
from tests.game.debrief.sessions import session
from tests.web.exports.made import gathered
from web.exports.after import After, Reflection
from web.exports.gathered import Gathered
from web.exports.tables import TABLES, Filled, described, filled
from web.exports.words import dictionary


@cache
def told(lang: str = "en", *, reveal: bool = True) -> Gathered:
    return gathered(session("told"), lang, reveal=reveal)


def table(key: str, *, reveal: bool = True) -> Filled:
    return filled(told(reveal=reveal), key)[0]


def test_the_words_of_exports_are_whole_in_both_languages() -> None:
    assert dictionary().problems() == []


def test_every_column_is_named_explained_and_has_a_unit() -> None:
    keys = dictionary().keys()
    for each in TABLES:
        assert {f"table.{each.key}", f"table_note.{each.key}"} <= keys
        for column in each.columns:
            assert f"unit.{column.unit}" in keys
            if column.figure is None:
                assert {f"column.{column.key}", f"means.{column.key}"} <= keys, column
        assert len({column.key for column in each.columns}) == len(each.columns)


def test_no_word_is_kept_for_a_column_that_is_gone() -> None:
    keys, own = dictionary().keys(), {"sheet", "column", "unit", "meaning"}
    used = {column.key for each in TABLES for column in each.columns if column.figure is None}
    assert {key.partition(".")[2] for key in keys if key.startswith("column.")} == used | own
    assert {key.partition(".")[2] for key in keys if key.startswith("means.")} == used


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_columns_sheet_lists_every_column_of_every_sheet(lang: str) -> None:
    tables = filled(told(lang))
    lines = described(told(lang), tables).rows
    assert [(each.title, heading) for each in tables for heading in each.headings] == [line[:2] for line in lines]


def test_the_headings_of_a_sheet_differ() -> None:
    for lang in LANGUAGES:
        for each in filled(told(lang)):
            doubles = {heading for heading in each.headings if each.headings.count(heading) > 1}
            assert not doubles, (lang, each.key)
        titles = [each.title for each in filled(told(lang))]
        assert len(set(titles)) == len(titles)
        assert all(len(title) <= 31 and not re.search(r"[\[\]:*?/\\']", title) for title in titles)


def test_teams_add_up_to_their_rounds() -> None:
    teams, rounds = table("teams"), table("rounds")
    match = session("told")
    for row in teams.rows:
        number = row[teams.place("team_no")]
        own = [line for line in rounds.rows if line[rounds.place("team_no")] == number]
        assert row[teams.place("profit")] == sum(int(line[rounds.place("profit")] or 0) for line in own)
        assert row[teams.place("profit")] == session_profit(match.state, match.state.teams[int(number or 0) - 1])
        assert row[teams.place("handed")] == sum(int(line[rounds.place("handed")] or 0) for line in own)


def test_nobody_worked_longer_than_the_rounds_lasted() -> None:
    """The year after is played by the reference policy on the account manager's seat: none of it is that person's work."""
    match = session("told")
    frame = match.scenario.frame
    seats = [record for team in match.state.teams for record in team.seats]
    told_of = table("seats")
    worked, decisions = ([row[told_of.place(key)] for row in told_of.rows] for key in ("worked", "decisions"))
    assert all(0 < int(minutes or 0) <= frame.rounds * frame.minutes + frame.overrun for minutes in worked)
    assert all(0 < int(n or 0) <= record.decided for n, record in zip(decisions, seats, strict=True))
    assert worked != [record.worked for record in seats]  # the year did take minutes


def test_steps_without_a_cause_lead_from_par_to_what_was_earned() -> None:
    leaks = table("leaks")
    for team in {row[leaks.place("team_no")] for row in leaks.rows}:
        own = [row for row in leaks.rows if row[leaks.place("team_no")] == team]
        steps = [int(row[leaks.place("amount")] or 0) for row in own if row[leaks.place("cause")] is None]
        assert sum(steps[:-1]) == steps[-1]
        causes = [int(row[leaks.place("amount")] or 0) for row in own if row[leaks.place("cause")] is not None]
        assert sum(causes) == sum(steps[1:-2])


def test_what_arrived_is_never_more_than_what_was_known() -> None:
    handoffs = table("handoffs")
    for row in handoffs.rows:
        known, arrived, guesses = (row[handoffs.place(key)] for key in ("known", "arrived", "guesses"))
        assert 8 >= int(known or 0) >= int(arrived or 0) >= int(guesses or 0) >= 0


def test_a_masked_export_has_no_column_and_no_sheet_of_the_truth() -> None:
    masked = {each.key: each for each in filled(told(reveal=False))}
    assert not any(column.truth for each in masked.values() for column in each.columns)
    assert "causes" not in masked
    open_ = {each.key: each for each in filled(told())}
    assert {column.key for column in open_["handoffs"].columns if column.truth} >= {"worth_as_was", "quality"}
    assert {column.key for column in open_["companies"].columns if column.truth} >= {"true_story", "true_trust"}


def test_nothing_to_measure_is_an_empty_cell() -> None:
    for each in filled(told()):
        for row in each.rows:
            for value, column in zip(row, each.columns, strict=True):
                assert value != -1 or column.unit == "money", (each.key, column.key)


def test_rules_are_told_by_seat() -> None:
    after = After((Reflection(0, 1, "Read every brief back.", "SM"),))
    rows = filled(gathered(session("told"), after=after), "reflections")[0].rows
    assert [row[2:] for row in rows] == [(2, "Sales", "Read every brief back.", "SM")]


def test_a_session_before_its_first_round_is_told_too() -> None:
    from tests.game.floor import Floor

    fresh = gathered(Floor().match)
    assert {each.key for each in filled(fresh)} >= {"teams", "rounds", "handoffs"}
    assert fresh.teams[0].leaks is None
