"""The knowledge test: right by the rules, explained by what this session measured."""

from __future__ import annotations

import pytest

from game.debrief.quiz import (
    ITEMS,
    SMART,
    answer_after_a_round,
    breaks_more_often,
    minutes_of_a_deal,
    quiz_results,
    quiz_view,
    smart_checks,
    told_facts,
)
from game.market.rules import response
from game.scoring.money import session_profit
from tests.game.debrief.sessions import NAMES, session
from tests.game.floor import Floor, kitchen
from web.socket.contract import checker

RIGHT = {"told": "3", "wait": "40", "clean": "clean", "promise": "3", "cold": "30", "after": "most"}


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_test_has_six_items_and_does_not_say_what_is_right(lang: str) -> None:
    view = quiz_view(session("told"), lang)
    checker("QuizView").validate_python(view)
    assert [item["id"] for item in view["items"]] == list(RIGHT)
    for item in view["items"]:
        assert item["text"].endswith("?")
        assert len({choice["label"] for choice in item["choices"]}) == len(item["choices"]) >= 3
        assert RIGHT[item["id"]] in [choice["value"] for choice in item["choices"]]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_right_follows_from_the_rules_whatever_was_played(name: str) -> None:
    assert {result["id"]: result["right"] for result in quiz_results(session(name), "en", [], [])} == RIGHT
    assert {item.id: item.right(kitchen()) for item in ITEMS} == RIGHT


def test_the_rules_numbers_are_those_of_the_scenario() -> None:
    scenario = kitchen()
    told = scenario.handing.modes.told
    assert told_facts(scenario) == pytest.approx(told.arrives * (4 + 2 * told.last_third) + 2 * told.promise)
    assert answer_after_a_round(scenario) == pytest.approx(100 * response(scenario.lead, 480))
    assert breaks_more_often(scenario) == pytest.approx(3.0)
    assert minutes_of_a_deal(scenario) == 169


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_answers_are_counted_before_and_after(lang: str) -> None:
    before = [{"told": "3", "wait": "90"}, {"told": "8"}, {"told": "nonsense", "other": "1"}]
    after = [{"told": "3"}, {"told": "3", "wait": "40"}]
    results = quiz_results(session("told"), lang, before, after)
    for result in results:
        checker("QuizResult").validate_python(result)
    found = {r["id"]: (r["before"], r["before_of"], r["after"], r["after_of"]) for r in results}
    assert found["told"] == (1, 2, 2, 2)
    assert found["wait"] == (0, 1, 1, 1)
    assert found["clean"] == (-1, 0, -1, 0)


def test_the_reason_gives_what_the_session_measured() -> None:
    match = session("told")
    why = {result["id"]: result["why"] for result in quiz_results(match, "en", [], [])}
    waits = [t for crew in match.state.teams for t in crew.tracks.values() if t.first_wait >= 0]
    late = [t for t in waits if t.first_wait > 60]
    gone = sum(t.ended == "gone" for t in late)
    assert (
        f"{len(late)} of {len(waits)} requests waited more than an hour; of those, not reached any more: {gone}."
        in why["wait"]
    )
    own = [p for crew in match.state.teams for p in crew.promises if p.by >= 0 and p.made <= 5]
    assert (
        f"In this session {sum(p.state == 'broken' and p.known >> (1 if p.kind == 'price' else 2) & 1 for p in own)} of"
        in why["promise"]
    )
    assert "169" not in why["clean"]
    assert "2\u00a0h\u00a049\u00a0min of the 8\u00a0h" in why["clean"]


def test_profits_are_set_side_by_side_only_where_the_counts_lie_apart() -> None:
    for name in NAMES:
        match = session(name)
        handed = [len({h.company for h in crew.handoffs if h.receiver == 1}) for crew in match.state.teams]
        profits = [session_profit(match.state, crew) for crew in match.state.teams]
        why = next(r["why"] for r in quiz_results(match, "en", [], []) if r["id"] == "clean")
        apart = max(handed) * 4 >= min(handed) * 5 and max(handed) != min(handed)
        assert ("did not measure it" in why) != apart
        if apart and profits[handed.index(max(handed))] < max(profits):
            assert "handed over most" in why


def test_before_anything_was_played_the_reason_is_the_rule() -> None:
    for result in quiz_results(Floor(teams=2).match, "en", [], []):
        assert result["why"].endswith("This session did not measure it.")


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_rule_is_checked_by_five_letters(lang: str) -> None:
    checks = smart_checks(session("told"), lang)
    for check in checks:
        checker("SmartCheck").validate_python(check)
        assert check["hint"].endswith("?")
    assert [check["letter"] for check in checks] == list(SMART)
