"""The small rules that everything else is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.market import rules

if TYPE_CHECKING:
    from game.scenario.schema import Scenario

MONEY = st.integers(0, 10**11)


@given(MONEY, st.integers(0, 10_000))
def test_cents_are_rounded_alike_one_by_one_and_all_at_once(amount: int, permille: int) -> None:
    many = rules.parts(np.array([amount], dtype=np.int64), np.array([permille], dtype=np.int64))
    assert many.tolist() == [rules.part(amount, permille)]


def test_a_half_cent_is_rounded_up() -> None:
    assert rules.part(5, 500) == 3
    assert rules.part(5, 499) == 2


@pytest.mark.parametrize(
    ("wait", "left"),
    [(0, 1.0), (30, 1.0), (45, 0.975), (60, 0.95), (120, 0.84), (480, 0.42), (1440, 0.10), (9999, 0.10)],
)
def test_the_response_falls_with_the_wait(case: Scenario, wait: int, left: float) -> None:
    assert rules.response(case.lead, wait) == pytest.approx(left)


@given(st.floats(-100, 3000), st.floats(-100, 3000))
def test_a_curve_never_leaves_its_points_and_keeps_their_order(a: float, b: float) -> None:
    points = ((0.0, 1.0), (60.0, 0.95), (1440.0, 0.1))
    low, high = min(a, b), max(a, b)
    assert 0.1 <= rules.interpolate(points, high) <= rules.interpolate(points, low) <= 1.0


@pytest.mark.parametrize(
    ("score", "chance"), [(-50, 0.30), (0, 0.30), (20, 0.48), (50, 0.735), (100, 0.96), (300, 0.96)]
)
def test_the_chance_of_a_deal_follows_its_table(case: Scenario, score: float, chance: float) -> None:
    assert rules.chance_of(case.deal, score) == pytest.approx(chance)


def test_bands(case: Scenario) -> None:
    assert [rules.severity_band(case.traits, v) for v in (0.0, 0.299, 0.3, 0.699, 0.7)] == [
        "minor",
        "minor",
        "serious",
        "serious",
        "critical",
    ]
    assert [rules.budget_band(case.traits, b) for b in (0.69, 0.70, 0.849, 0.85)] == [
        "low",
        "tight",
        "tight",
        "ok",
    ]


def test_gate_factors_multiply(case: Scenario) -> None:
    def factor(gate: int, **changed: object) -> float:
        plain = {"modular": False, "best": 0.5, "budget": 1.0, "is_open": True}
        return rules.gate_factor(case.deal, case.traits, gate, **{**plain, **changed})  # type: ignore[arg-type]

    assert [factor(gate) for gate in range(3)] == [1.0, 1.0, 1.0]
    assert [factor(gate, modular=True) for gate in range(3)] == [0.05, 0.3, 0.3]
    assert [factor(gate, best=0.2) for gate in range(3)] == [0.6, 1.0, 0.15]
    assert [factor(gate, budget=0.5) for gate in range(3)] == [1.0, 0.25, 0.25]
    assert [factor(gate, budget=0.8) for gate in range(3)] == [1.0, 0.6, 0.6]
    assert [factor(gate, is_open=False) for gate in range(3)] == [1.0, 1.0, 0.12]
    assert factor(2, modular=True, is_open=False) == 0.3 * 0.12


def test_a_question_in_its_place_is_answered_better_by_who_trusts_us(case: Scenario) -> None:
    assert rules.answer_chance(case.lead, 0.9, 0.0) == pytest.approx(0.675)
    assert rules.answer_chance(case.lead, 0.9, 0.42) == pytest.approx(0.9 * 1.002)
    assert rules.answer_chance(case.lead, 0.9, 0.9) == rules.answer_chance(case.lead, 0.9, 0.42)
    assert rules.answer_chance(case.lead, 0.9, 0.3, 0.5) == rules.answer_chance(case.lead, 0.9, 0.3) * 0.5


def test_a_warm_client_with_a_date_waits_longer() -> None:
    assert rules.still_there(2400, 0) == 1.0
    assert rules.still_there(2400, 2400) == 0.5
    assert rules.still_there(2400, 2400, 1.6, 1.3) > rules.still_there(2400, 2400, 1.6) > 0.5


def test_thinking_times_shift_with_the_buyer_and_stay_in_the_table(case: Scenario) -> None:
    times = [rules.think_index(case, (place + 0.5) / 10, 0) for place in range(10)]
    assert times == [0, 0, 20, 40, 60, 90, 120, -1, -1, -1]
    assert rules.think_index(case, 0.0, 2) == 20
    assert rules.think_index(case, 0.999, 2) == -1
    assert rules.think_index(case, 0.0, 1) == 0


def test_money_of_a_deal_and_of_an_order(case: Scenario) -> None:
    assert rules.price_of(1_000_000, 800, 0) == 800_000
    assert rules.price_of(1_000_000, 800, 15) == 680_000
    assert rules.deal_margin(case.deal, 1_000_000, 800, 0) == 320_000
    assert rules.deal_margin(case.deal, 1_000_000, 800, 15) == 200_000
    value = rules.order_value(case, 1_000_000, 2)
    assert value == 390_000
    assert rules.order_margin(case, value, 0) == 156_000
    assert rules.order_margin(case, value, 10) == rules.part(value, 350)


def test_orders_come_in_their_rhythm(case: Scenario) -> None:
    assert rules.next_order(case, 0, 3, frequency=False) == 0
    assert rules.next_order(case, 2, 3, frequency=False) == 5
    assert rules.next_order(case, 2, 3, frequency=True) == 4
    assert rules.next_order(case, 1, 3, frequency=True) == 4


def test_a_promise_breaks_less_when_known_and_called_ahead(case: Scenario) -> None:
    def chance(**changed: bool) -> float:
        plain = {"owned": True, "known": False, "ahead": False}
        return rules.break_chance(case, 0.4, **{**plain, **changed})

    assert chance(known=True, ahead=True) < chance(known=True) < chance()
    assert chance(owned=False, known=True, ahead=True) == 0.6
    assert rules.slip(9, 9) == 0.0
    assert rules.slip(18, 9) == 0.5


def test_a_promise_takes_the_first_free_slot_and_the_last_when_there_is_none() -> None:
    row = {
        "promise_kind": [1, 0, 3],
        "promise_due": [0, 0, 4],
        "promise_known": [2, 0, 2],
        "promise_ahead": [False, True, False],
    }
    made = rules.with_promise(row, rules.DATE, 3, 4)
    assert made["promise_kind"] == [1, 2, 3]
    assert made["promise_due"] == [0, 3, 4]
    assert made["promise_known"] == [2, 4, 2]
    assert made["promise_ahead"] == [False, False, False]
    assert rules.with_promise(made, rules.DATE, 5, 4)["promise_kind"] == [1, 2, 2]
    assert row["promise_kind"] == [1, 0, 3], "the row given stays as it was"
