"""The fast round step and the plain one object per company come to the same bits, whatever the state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.market.build import build, scaled
from game.market.columns import PROMISE_SLOTS, Columns, Stage, Static
from game.market.step import StepReport, step
from game.scenario.loader import load
from tests.benchmarks.round_step import measure
from tests.oracle.plain_market import PlainMarket

CASE = load(Path(__file__).resolve().parents[2] / "scenarios" / "kitchen.toml")
SLIPS = (0.0, 0.25, 1.0)


def agree(static: Static, columns: Columns, rounds: range, slip: float) -> None:
    """Close the rounds both ways; state, money and what happened must be equal after each."""
    plain = PlainMarket(CASE, static, columns, rounds.start)
    fast = columns.copy()
    plain.slip = slip
    try:
        for round_ in rounds:
            plain.step()
            report = step(CASE, static, fast, round_, slip)
            if plain.columns().digest() != fast.digest():
                for row, company in enumerate(plain.companies):
                    wanted = {name: getattr(company, name) for name in fast.row(row)}
                    assert fast.row(row) == wanted, f"row {row}, round {round_}"
            for row, company in enumerate(plain.companies):
                _same_news(company, report, row)
    finally:
        plain.close()


def _same_news(company: Any, report: StepReport, row: int) -> None:
    for name in ("margin", "value", "bad_debt", "compensation"):
        assert getattr(report, name)[row] == getattr(company, name), name
    masks = ("self_order", "order_lost", "order_opened", "complaint", "overdue", "churned", "returned")
    for name in masks:
        assert report.__getattribute__(name)[row] == (name in company.happened), name
    for slot in range(PROMISE_SLOTS):
        assert report.kept[row, slot] == (f"kept{slot}" in company.happened)
        assert report.broken[row, slot] == (f"broken{slot}" in company.happened)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("slip", SLIPS)
def test_equal_on_a_market_left_alone(seed: int, slip: float) -> None:
    agree(*build(CASE, seed, 4), range(1, 7), slip)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("slip", SLIPS)
def test_equal_on_a_market_in_the_middle_of_its_life(seed: int, slip: float) -> None:
    agree(*scaled(CASE, seed, 400), range(1, 7), slip)


SMALL = st.integers(0, 2)
PROMISES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 6), st.integers(0, 7), st.booleans()),
    min_size=PROMISE_SLOTS,
    max_size=PROMISE_SLOTS,
)
STATE = st.fixed_dictionaries(
    {
        "stage": st.sampled_from([int(Stage.ACCOUNT)] * 6 + [int(stage) for stage in Stage]),
        "trust": st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.03, 0.25, 0.28, 0.3, 0.34, 0.42, 0.46, 1.0])),
        "owned": st.booleans(),
        "touched": st.booleans(),
        "idle": st.sampled_from([0, 1, 2, 4, 5, 30_000]),
        "complaint": st.sampled_from([0, 0, 1, 2, 4, 5, 30_000]),
        "order_open": st.booleans(),
        "order_due": st.integers(0, 6),
        "frequency": st.booleans(),
        "basket": SMALL,
        "loyalty": SMALL,
        "ordered": st.booleans(),
        "overdue": st.sampled_from([0, 1, 150_000]),
        "overdue_age": SMALL,
        "discount": st.integers(0, 20),
    }
)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(STATE, PROMISES), min_size=1, max_size=12),
    st.integers(0, 2**64 - 1),
    st.integers(1, 4),
    st.floats(0, 1),
)
def test_equal_on_any_state(
    companies: list[tuple[dict[str, Any], list[tuple[int, int, int, bool]]]],
    seed: int,
    start: int,
    slip: float,
) -> None:
    static, _ = scaled(CASE, seed, len(companies))
    columns = Columns(static.n)
    for row, (state, promises) in enumerate(companies):
        columns.assign(row, state)
        kind, due, known, ahead = zip(*promises, strict=True)
        columns.assign(
            row,
            {"promise_kind": kind, "promise_due": due, "promise_known": known, "promise_ahead": ahead},
        )
    agree(static, columns, range(start, start + 3), slip)


def test_the_order_of_agents_does_not_matter() -> None:
    static, columns = scaled(CASE, 3, 100)
    one, two = PlainMarket(CASE, static, columns), PlainMarket(CASE, static, columns)
    for _ in range(3):
        one.step()
        for row in np.random.default_rng(1).permutation(100):
            two.companies[row].step()
        two.round_number += 1
    assert one.columns().digest() == two.columns().digest()
    one.close()
    two.close()


def test_the_fast_step_is_many_times_faster() -> None:
    """A loose floor for busy machines; `baton bench` reports the figure itself (30 and more at 5,000)."""
    found = measure(2000, repetitions=3, rounds=3)
    assert found["equal"]
    assert found["ratio"] > 4
