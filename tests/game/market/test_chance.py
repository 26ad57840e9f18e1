"""Keyed chance: the same bits one by one and all at once, and nothing that a neighbour could disturb."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.market.chance import Kind, company_key, company_keys, market_key, unit, units, units_mixed

KEYS = st.integers(0, 2**64 - 1)
KINDS = st.integers(0, 300)
ORDINALS = st.integers(0, 2**32 - 1)


@given(st.lists(KEYS, min_size=1, max_size=20), KINDS, ORDINALS)
def test_one_draw_and_many_draws_give_the_same_bits(keys: list[int], kind: int, ordinal: int) -> None:
    many = units(np.array(keys, dtype=np.uint64), kind, ordinal)
    assert many.tolist() == [unit(key, kind, ordinal) for key in keys]


@given(st.lists(st.tuples(KEYS, KINDS), min_size=1, max_size=20), st.integers(0, 2**31))
def test_draws_of_mixed_kinds_give_the_same_bits(pairs: list[tuple[int, int]], ordinal: int) -> None:
    keys = np.array([key for key, _ in pairs], dtype=np.uint64)
    kinds = np.array([kind for _, kind in pairs], dtype=np.int64)
    assert units_mixed(keys, kinds, ordinal).tolist() == [unit(key, kind, ordinal) for key, kind in pairs]


@given(KEYS)
def test_keys_of_companies_are_the_same_one_by_one_and_all_at_once(market: int) -> None:
    assert company_keys(market, 7).tolist() == [company_key(market, row) for row in range(7)]


@given(KEYS, KINDS, ORDINALS)
def test_a_draw_lies_in_the_unit_interval_and_repeats(key: int, kind: int, ordinal: int) -> None:
    value = unit(key, kind, ordinal)
    assert 0.0 <= value < 1.0
    assert unit(key, kind, ordinal) == value


def test_the_draws_are_those_that_logs_were_written_with() -> None:
    market = market_key("kitchen", 1)
    assert market == 2856342399797777926
    assert company_key(market, 0) == 3512210665153928167
    assert unit(company_key(market, 0), Kind.REACH, 0) == 0.34754098949642553


@pytest.mark.parametrize("axis", ["companies", "ordinals", "kinds", "seeds"])
def test_draws_are_even_and_unrelated_along_every_axis(axis: str) -> None:
    n = 20_000
    keys = company_keys(market_key("kitchen", 3), n)
    if axis == "companies":
        draws = units(keys, Kind.CHURN, 1)
    elif axis == "ordinals":
        draws = np.array([unit(int(keys[0]), Kind.CHURN, ordinal) for ordinal in range(n)])
    elif axis == "kinds":
        draws = np.array([unit(int(keys[0]), kind, 1) for kind in range(n)])
    else:
        draws = np.array([unit(company_key(market_key("k", s), 0), Kind.CHURN, 1) for s in range(n)])
    counts, _ = np.histogram(draws, bins=20, range=(0, 1))
    chi2 = float((((counts - n / 20) ** 2) / (n / 20)).sum())
    assert chi2 < 50, "19 degrees of freedom: beyond 50 is one in 10,000"
    assert abs(float(np.corrcoef(draws[:-1], draws[1:])[0, 1])) < 0.03
