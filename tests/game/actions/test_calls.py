"""The lead generator calls: reaching people, asking in order, and what a careless question costs."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Archetype, Stage
from game.state.records import CONFIRMED, GUESS, LEAD_GEN
from tests.builders import TRUE, Floor, Luck, a_lead, a_lead_called, a_match, a_suspect

FIRST = ("situation", "pain", "severity", "budget")


# --- Reaching -------------------------------------------------------------------------------------------


def test_a_lead_called_at_once_answers_and_costs_the_call_and_its_topics(floor: Floor) -> None:
    row = a_lead(floor)
    floor.call(row, *FIRST)
    assert floor.seat(LEAD_GEN).spent == 24 + 7 + 9 + 8 + 7
    assert floor.now(row).stage == Stage.LEAD
    assert floor.now(row).trust == pytest.approx(0.42 + 0.01 + 3 * 0.015)


@pytest.mark.parametrize(("waited", "response"), [(0, 1.0), (30, 1.0), (60, 0.95), (240, 0.66), (1440, 0.10)])
def test_the_longer_a_lead_waits_the_less_likely_it_answers(
    floor: Floor, luck: Luck, waited: int, response: float
) -> None:
    row = a_lead(floor)
    floor.idle(LEAD_GEN, waited % 480)
    floor.team.assign(f"track/{row}", {"wait_round": 1 - waited // 480})
    luck.set(Kind.REACH, 0.95 * response + 0.001)
    assert floor.call(row, "situation")["kind"] == "call_missed"
    assert floor.track(row).first_wait == waited


def test_a_lead_called_late_is_cooler(floor: Floor, luck: Luck) -> None:
    quick, late = a_lead(floor), -1
    floor.call(quick, "situation")
    late = a_lead(floor)
    floor.team.assign(f"track/{late}", {"wait_mark": floor.seat(LEAD_GEN).worked - 240})
    luck.set(Kind.REACH, 0.0)
    floor.call(late, "situation")
    assert floor.now(quick).trust - floor.now(late).trust == pytest.approx(0.35 * (1 - 0.66))
    assert floor.tally.reaction == [0, 240]


def test_somebody_not_reached_may_be_tried_once_more_a_hundred_minutes_later(floor: Floor, luck: Luck) -> None:
    row = a_lead(floor)
    luck.set(Kind.REACH, 0.99)
    floor.call(row, "situation")
    assert floor.seat(LEAD_GEN).spent == 8
    assert floor.refused(LEAD_GEN, "call", row, agenda=[{"topic": "pain"}]) == "retry_later"
    floor.idle(LEAD_GEN, 99)
    assert floor.refused(LEAD_GEN, "call", row, agenda=[{"topic": "pain"}]) == "retry_later"
    floor.idle(LEAD_GEN, 1)
    floor.call(row, "situation")
    assert floor.now(row).stage == Stage.LOST


def test_half_of_those_not_reached_are_gone_at_once(floor: Floor, luck: Luck) -> None:
    row = a_lead(floor)
    luck.set(Kind.REACH, 0.99)
    luck.set(Kind.GONE, 0.49)
    floor.call(row, "situation")
    assert floor.now(row).stage == Stage.LOST
    assert floor.track(row).ended == "gone"


def test_dialling_in_vain_is_not_waiting(floor: Floor, luck: Luck) -> None:
    row = a_lead(floor)
    luck.set(Kind.REACH, 0.99)
    floor.call(row, "situation")
    floor.idle(LEAD_GEN, 100)
    luck.set(Kind.REACH, 0.0)
    before = floor.now(row).trust
    floor.call(row, "situation")
    response = 0.95 + (0.84 - 0.95) * 40 / 60
    assert floor.now(row).trust - before == pytest.approx(0.01 - 0.35 * (1 - response))


def test_a_block_on_the_own_list_costs_more_when_nobody_connects_and_is_given_up_after_three(luck: Luck) -> None:
    floor = a_match(round_=1)
    row = a_suspect(floor)
    luck.set(Kind.CONNECT, 0.5)
    for number in (1, 2, 3):
        floor.call(row, "situation")
        assert floor.seat(LEAD_GEN).spent == 48
        if number < 3:
            assert floor.refused(LEAD_GEN, "call", row, agenda=[{"topic": "pain"}]) == "retry_later"
            floor.bell()
    assert floor.now(row).stage == Stage.LOST


def test_a_company_of_the_own_list_that_connects_becomes_a_lead(floor: Floor, luck: Luck) -> None:
    row = a_suspect(floor)
    luck.set(Kind.CONNECT, 0.49)
    floor.call(row, "situation", "pain")
    assert floor.now(row).stage == Stage.LEAD
    assert floor.seat(LEAD_GEN).spent == 24 + 7 + 9


def test_every_further_call_costs_a_little_trust(floor: Floor) -> None:
    row = a_lead_called(floor)
    before = floor.now(row).trust
    floor.call(row, "next_step")
    assert floor.now(row).trust == pytest.approx(before - 0.01 + 0.015)


# --- Asking ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agenda", "field", "chance"),
    [
        (("situation", "pain"), "pain", 0.90),
        (("pain",), "pain", 0.90 * 0.85),
        (("situation", "pain", "severity"), "severity", 0.88),
        (("severity",), "severity", 0.88 * 0.5),
        (("product",), "product", 0.88 * 0.5),
        (("situation", "pain", "budget"), "budget", 0.86),
        (("budget",), "budget", 0.86 * 0.5),
        (("timing",), "timing", 0.92 * 0.85),
        (("situation", "decision_maker"), "decision_maker", 0.92),
    ],
)
def test_a_question_in_its_place_is_answered_more_openly(
    floor: Floor, luck: Luck, agenda: tuple[str, ...], field: str, chance: float
) -> None:
    open_ = 0.75 + 0.6 * 0.42
    row = a_lead(floor, trust=0.8)  # more trust than .42 opens nobody further
    luck.set(Kind.ANSWER, chance * open_ - 0.001, field)
    floor.call(row, *agenda)
    assert floor.knows(LEAD_GEN, row, field)[0] == CONFIRMED
    other = a_lead(floor, trust=0.8)
    luck.set(Kind.ANSWER, chance * open_ + 0.001, field)
    floor.call(other, *agenda)
    assert floor.knows(LEAD_GEN, other, field)[0] == GUESS


@pytest.mark.parametrize(
    ("topic", "cost"), [("budget", 0.05), ("severity", 0.03), ("product", 0.03), ("next_step", 0.02), ("timing", 0.0)]
)
def test_a_question_that_comes_too_early_costs_trust(floor: Floor, luck: Luck, topic: str, cost: float) -> None:
    luck.set(Kind.PRICE_PROMISE, 0.9)
    row = a_lead(floor)
    floor.call(row, topic)
    assert floor.now(row).trust == pytest.approx(0.42 - cost)


@pytest.mark.parametrize("status", ["guess", "confirmed"])
def test_putting_a_pain_down_does_not_make_room_for_the_budget(floor: Floor, luck: Luck, status: str) -> None:
    luck.set(Kind.PRICE_PROMISE, 0.9)
    row = a_lead(floor)
    floor.act(LEAD_GEN, "mark", row, field="pain", value="look", status=status)
    floor.call(row, "budget")
    assert floor.now(row).trust == pytest.approx(0.42 - 0.05)


def test_an_answer_that_is_not_clear_is_a_guess_and_right_in_six_of_ten(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.ANSWER, 0.99)
    luck.set(Kind.GUESS, 0.59)
    row = a_lead(floor)
    floor.call(row, "situation", "pain")
    assert floor.knows(LEAD_GEN, row, "pain") == (GUESS, "durability")
    luck.set(Kind.GUESS, 0.61)
    luck.set(Kind.GUESS_VALUE, 0.0)
    row = a_lead(floor)
    floor.call(row, "situation", "pain")
    assert floor.knows(LEAD_GEN, row, "pain") == (GUESS, "storage")


def test_a_guess_never_undoes_what_is_confirmed(floor: Floor, luck: Luck) -> None:
    row = a_lead_called(floor)
    luck.set(Kind.ANSWER, 0.99)
    luck.set(Kind.GUESS, 0.99)
    floor.call(row, "severity", "budget")
    assert floor.knows(LEAD_GEN, row, "severity") == (CONFIRMED, "critical")


def test_asking_again_what_is_confirmed_wins_neither_trust_nor_another_promise(floor: Floor, luck: Luck) -> None:
    row = a_lead_called(floor, price=True, step=True)
    before = floor.now(row).trust
    luck.set(Kind.PRICE_PROMISE, 0.0)
    floor.call(row, "pain", "budget", "expectation", "next_step")
    assert floor.now(row).trust == pytest.approx(before - 0.01)
    assert len(floor.promises(row)) == 1


def test_a_guess_may_be_asked_again_without_cost(floor: Floor) -> None:
    row = a_lead_called(floor, known=("pain",), guessed=("severity",))
    before = floor.now(row).trust
    floor.call(row, "severity")
    assert floor.now(row).trust == pytest.approx(before - 0.01 + 0.015)
    assert floor.knows(LEAD_GEN, row, "severity") == (CONFIRMED, TRUE["severity"])
    assert floor.track(row).repeated == 0


def test_who_wants_modular_units_says_so_and_the_call_ends(floor: Floor, luck: Luck) -> None:
    row = a_lead(floor, archetype=Archetype.MODULAR)
    floor.call(row, *FIRST)
    assert floor.now(row).stage == Stage.DISQUALIFIED
    assert floor.seat(LEAD_GEN).spent == 24 + 7
    unclear = a_lead(floor, archetype=Archetype.MODULAR)
    luck.set(Kind.SITUATION, 0.95)
    floor.call(unclear, "situation", "pain")
    assert floor.now(unclear).stage == Stage.LEAD


def test_a_client_who_has_talked_enough_ends_the_call(floor: Floor) -> None:
    row = a_lead(floor, patience_lead=2)
    floor.call(row, *FIRST)
    assert floor.heard(LEAD_GEN, row)[-1] == "patience_over"
    assert floor.seat(LEAD_GEN).spent == 24 + 7 + 9


# --- Promises and dates -----------------------------------------------------------------------------------


def test_a_question_about_the_budget_may_end_in_a_price_promise(floor: Floor, luck: Luck) -> None:
    careful, careless = a_lead(floor), -1
    luck.set(Kind.PRICE_PROMISE, 0.5)
    floor.call(careful, *FIRST)
    assert floor.promises(careful) == []
    careless = a_lead(floor)
    luck.set(Kind.PRICE_PROMISE, 0.49)
    floor.call(careless, *FIRST)
    made = floor.promises(careless)
    assert [(p.kind, p.by, p.state) for p in made] == [("price", LEAD_GEN, "open")]
    assert floor.knows(LEAD_GEN, careless, "expectation") == (CONFIRMED, "price")


def test_setting_an_expectation_wins_trust_and_makes_a_price_promise(floor: Floor) -> None:
    row = a_lead(floor)
    floor.call(row, "situation", "pain", "expectation")
    assert floor.now(row).trust == pytest.approx(0.42 + 0.01 + 0.015 + 0.015 + 0.03)
    assert [p.kind for p in floor.promises(row)] == ["price"]


def test_an_agreed_next_step_is_a_date_of_the_clients(floor: Floor, luck: Luck) -> None:
    row = a_lead(floor)
    floor.call(row, "situation", "pain", "next_step")
    assert floor.now(row).next_step == 1
    vague = a_lead(floor)
    luck.set(Kind.ANSWER, 0.99, "next_step")
    floor.call(vague, "next_step")
    assert floor.now(vague).next_step == 0
    assert floor.knows(LEAD_GEN, vague, "next_step")[0] == 0
