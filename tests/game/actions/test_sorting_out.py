"""The lead generator sorts out: stop rules, dropping, putting aside, and agendas that make no sense."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Stage
from game.state.records import LEAD_GEN
from tests.builders import (
    Floor,
    Luck,
    a_lead,
    a_lead_called,
    a_match,
    kitchen,
)

# --- Sorting out ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stop", "topic", "traits", "stage"),
    [
        ("severity", "severity", {"weights": [0.1, 0.0, 0.0]}, Stage.DISQUALIFIED),
        ("budget", "budget", {"budget": 0.5}, Stage.DISQUALIFIED),
        ("timing", "timing", {"opens_round": 3}, Stage.NURTURED),
    ],
)
def test_a_stop_rule_of_the_charter_ends_the_call_at_a_confirmed_answer(
    floor: Floor, luck: Luck, stop: str, topic: str, traits: dict[str, object], stage: Stage
) -> None:
    row = a_lead(floor, **traits)
    floor.call(row, "situation", "pain", topic)
    assert floor.now(row).stage == Stage.LEAD
    floor.charter(stop=[stop])
    row = a_lead(floor, **traits)
    floor.call(row, "situation", "pain", topic)
    assert floor.now(row).stage == stage
    unsure = a_lead(floor, **traits)
    luck.set(Kind.ANSWER, 0.99, topic)
    floor.call(unsure, "situation", "pain", topic)
    assert floor.now(unsure).stage == Stage.LEAD


def test_stop_rules_hold_only_where_the_charter_is_in_force(luck: Luck) -> None:
    floor = a_match(acts="scenario")
    floor.charter(stop=["budget"])
    row = a_lead(floor, budget=0.5)
    floor.call(row, "situation", "pain", "budget")
    assert floor.now(row).stage == Stage.LEAD


def test_a_dropped_lead_is_closed_and_a_nurtured_one_comes_back(floor: Floor) -> None:
    dropped = a_lead_called(floor)
    nurtured = a_lead_called(floor)
    floor.act(LEAD_GEN, "disqualify", dropped)
    floor.act(LEAD_GEN, "nurture", nurtured)
    assert floor.seat(LEAD_GEN).spent == 4
    assert floor.refused(LEAD_GEN, "call", nurtured, agenda=[{"topic": "pain"}]) == "retry_later"
    floor.bell()
    assert floor.now(dropped).stage == Stage.DISQUALIFIED
    assert floor.now(nurtured).stage == Stage.LEAD
    floor.call(nurtured, "timing")


def test_nobody_is_nurtured_before_he_was_spoken_to(floor: Floor) -> None:
    assert floor.refused(LEAD_GEN, "nurture", a_lead(floor)) == "needs_contact"


def test_promises_to_a_client_who_is_dropped_lapse(floor: Floor) -> None:
    row = a_lead_called(floor, price=True)
    floor.act(LEAD_GEN, "disqualify", row)
    assert [p.state for p in floor.promises(row)] == ["lapsed"]
    assert not any(floor.now(row).promise_kind)


def test_a_price_promised_in_the_very_call_that_ends_at_a_stop_rule_lapses(floor: Floor, luck: Luck) -> None:
    floor.charter(stop=["budget"])
    luck.set(Kind.PRICE_PROMISE, 0.0)
    row = a_lead(floor, budget=0.5)
    floor.call(row, "situation", "pain", "budget")
    assert floor.now(row).stage == Stage.DISQUALIFIED
    assert [p.state for p in floor.promises(row)] == ["lapsed"]


def test_dropping_and_returning_count_as_light_decisions(floor: Floor) -> None:
    floor.act(LEAD_GEN, "disqualify", a_lead_called(floor))
    floor.act(LEAD_GEN, "nurture", a_lead_called(floor))
    floor.call(a_lead(floor), "situation")
    assert (floor.seat(LEAD_GEN).decisions, floor.seat(LEAD_GEN).light) == (3, 2)


# --- Shapes ---------------------------------------------------------------------------------------------


def test_an_agenda_holds_one_to_four_different_topics(floor: Floor) -> None:
    row = a_lead(floor)
    assert kitchen().lead.max_topics == 4
    call = {"seat": LEAD_GEN, "verb": "call", "row": row}
    assert floor.refused(**call, agenda=[]) == "no_topics"
    five = [{"topic": t} for t in ("situation", "pain", "severity", "budget", "timing")]
    assert floor.refused(**call, agenda=five) == "too_many_topics"
    assert floor.refused(**call, agenda=[{"topic": "pain"}, {"topic": "pain"}]) == "too_many_topics"
    assert floor.refused(**call, agenda=[{"topic": "weather"}]) == "malformed"
