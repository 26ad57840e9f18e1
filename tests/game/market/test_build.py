"""What a market is dealt: exact decks, a stratified mix, and nothing that depends on teams or on order."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.market.build import Layout, build, layout, lived_in, scaled
from game.market.columns import MUTABLE, STATIC, Archetype, Source, Stage
from game.market.decks import Card, deal, inbound_cards, offset_of

if TYPE_CHECKING:
    from game.scenario.schema import Scenario

SEEDS = range(40)


@given(st.integers(1, 60), st.floats(0, 0.999999), st.lists(st.integers(0, 4), min_size=1, max_size=60))
def test_a_scaled_deck_holds_each_archetype_in_its_exact_share_rounded_down_or_up(
    n: int, offset: float, archetypes: list[int]
) -> None:
    cards = [Card(archetype, 0) for archetype in sorted(archetypes)]
    dealt = Counter(card.archetype for card in deal(cards, n, offset))
    for archetype, number in Counter(archetypes).items():
        share = number * n / len(cards)
        assert share - 1 < dealt[archetype] < share + 1
    assert sum(dealt.values()) == n


@pytest.mark.parametrize("seed", SEEDS)
def test_each_pair_of_rounds_deals_the_deck(case: Scenario, rows: Layout, seed: int) -> None:
    static, _ = build(case, seed, 4)
    cards = inbound_cards(case.inbound)
    full = Counter(card.archetype for card in cards)
    blocks = [static.archetype[rows.inbound[pair].start : rows.inbound[pair + 1].stop].tolist() for pair in (0, 2)]
    for block in blocks:
        for archetype, number in full.items():
            share = number * len(block) / len(cards)
            assert share - 1 < block.count(archetype) < share + 1
    both = blocks[0] + blocks[1]
    assert both.count(Archetype.GOOD) == 7, "ten in forty, over the 28 leads of a session"
    assert both.count(Archetype.MODULAR) in {11, 12}


def test_the_second_deal_of_two_completes_the_first() -> None:
    for block in (0, 2, 4):
        gap = (offset_of(99, block + 1) - offset_of(99, block)) % 1.0
        assert gap == pytest.approx(0.5)


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_traits_are_stratified_within_each_group(case: Scenario, rows: Layout, seed: int) -> None:
    static, _ = build(case, seed, 4)
    groups = [
        (rows.outbound.start, rows.outbound.stop),
        (rows.referrals.start, rows.referrals.stop),
        (rows.inbound[0].start, rows.inbound[1].stop),
        (rows.inbound[2].start, rows.inbound[3].stop),
    ]
    for start, stop in groups:
        n = stop - start
        even = [(rank + 0.5) / n for rank in range(n)]
        for gate in range(3):
            assert sorted(static.gates[start:stop, gate].tolist()) == even
        kinds = Counter(static.kind[start:stop].tolist())
        for index, kind in enumerate(case.kinds):
            assert abs(kinds[index] - kind.share * n) <= 1
        normal = static.archetype[start:stop] != Archetype.LOW_BUDGET
        assert (static.budget[start:stop][normal] >= 0.88).all()
        assert (static.budget[start:stop][~normal] < 0.80).all()


def test_what_each_archetype_means(case: Scenario) -> None:
    for seed in SEEDS:
        static, _ = build(case, seed, 4)
        trivial = static.archetype == Archetype.TRIVIAL
        first = static.weights[:, 0]
        assert (first[trivial] < case.traits.serious).all(), "a trivial pain is minor"
        assert (first[~trivial] >= 0.5).all()
        best = static.usefulness[np.arange(static.n), static.best]
        assert (best[~trivial] >= case.traits.fit_least).all()
        assert (best == static.usefulness.max(axis=1)).all()
        later = static.archetype == Archetype.LATER
        assert (static.opens_round[~later] == 0).all()
        arrival = np.maximum(static.arrival_round, 1)
        delay = (static.opens_round - arrival)[later & (static.arrival_round >= 0)]
        assert set(delay.tolist()) <= {1, 2}
        household = static.kind == 0
        assert (static.period[household] == 0).all()
        assert set(static.period[~household].tolist()) <= {2, 3, 4}


def test_pains_are_distinct_and_the_first_weighs_most(case: Scenario) -> None:
    static, _ = build(case, 5, 4)
    for pains, weights in zip(static.pains.tolist(), static.weights.tolist(), strict=True):
        there = [pain for pain in pains if pain >= 0]
        assert len(set(there)) == len(there) >= 1
        assert pains[: len(there)] == there
        assert all(weight == 0.0 for weight in weights[len(there) :])
        assert weights[0] == max(weights)


def test_leads_arrive_as_the_pace_says(case: Scenario, rows: Layout) -> None:
    for seed in SEEDS:
        static, columns = build(case, seed, 4)
        for index, group in enumerate(rows.inbound):
            minutes = static.arrival_minute[group.start : group.stop].tolist()
            waiting = case.inbound.waiting_first if index == 0 else case.inbound.waiting
            assert minutes[:waiting] == [0] * waiting
            assert all(0 < minute <= case.inbound.last_minute for minute in minutes[waiting:])
            assert minutes == sorted(minutes)
            assert (columns.stage[group.start : group.stop] == Stage.FUTURE).all()


def test_what_the_predecessors_left(case: Scenario, rows: Layout) -> None:
    opened, complaints, late = 0, 0, 0
    for seed in range(200):
        static, columns = build(case, seed, 4)
        sales = slice(rows.book_sales.start, rows.book_sales.stop)
        accounts = slice(rows.book_accounts.start, rows.book_accounts.stop)
        assert columns.gate[sales].tolist() == [0, 0, 1, 1, 1, 2]
        assert columns.product[sales][-1] == static.best[sales][-1]
        assert (static.source[accounts] == Source.BOOK_ACCOUNTS).all()
        kinds = [case.kinds[kind].id for kind in static.kind[accounts]]
        assert tuple(kinds) == case.book.accounts
        assert (columns.trust[accounts] >= 0.45).all()
        assert (columns.trust[accounts] <= 0.70).all()
        assert ((columns.order_due[accounts] > 0) != columns.order_open[accounts]).all()
        opened += int(columns.order_open[accounts].sum())
        complaints += int((columns.complaint[accounts] > 0).sum())
        late += int((columns.overdue[accounts] > 0).sum())
    assert 1.8 < opened / 200 < 2.9, "about two orders are open in round 1"
    assert 0.9 < complaints / 200 < 1.5
    assert 1.2 < late / 200 < 1.8


def test_the_mix_over_many_seeds(case: Scenario, rows: Layout) -> None:
    start = rows.inbound[0].start
    sums = Counter[str]()
    for seed in range(100):
        static, _ = build(case, seed, 4)
        inbound = slice(start, rows.n)
        sums["call"] += int((static.source[inbound] == Source.CALL).sum())
        sums["good"] += int((static.archetype[inbound] == Archetype.GOOD).sum())
        sums["decides"] += int(static.decides[inbound].sum())
        sums["rival"] += int((static.competitor[inbound] > 0).sum())
        sums["shark"] += int((static.profile[inbound] == 3).sum())
    n = 100 * 28
    assert sums["good"] / n == 0.25
    assert abs(sums["call"] / n - 0.25) < 0.02
    assert abs(sums["decides"] / n - 0.65) < 0.03
    assert abs(sums["rival"] / n - 0.60) < 0.03
    assert abs(sums["shark"] / n - 0.10) < 0.02


def _same(one: object, two: object, names: object, upto: int) -> bool:
    return all(np.array_equal(getattr(one, n)[:upto], getattr(two, n)[:upto]) for n in names)  # type: ignore[attr-defined]


def test_a_seed_gives_the_same_market_and_another_seed_another(case: Scenario) -> None:
    one, two, other = build(case, 7, 4), build(case, 7, 4), build(case, 8, 4)
    assert _same(one[0], two[0], STATIC, one[0].n)
    assert one[1].digest() == two[1].digest()
    assert not np.array_equal(one[0].gates, other[0].gates)


def test_more_rounds_add_rows_and_change_none(case: Scenario) -> None:
    short, long = build(case, 7, 2), build(case, 7, 6)
    assert _same(short[0], long[0], STATIC, short[0].n)
    assert _same(short[1], long[1], MUTABLE, short[0].n)
    odd = build(case, 7, 3)
    assert odd[0].n == build(case, 7, 4)[0].n, "the last deck is dealt whole"


def test_only_the_market_key_decides_the_chance(case: Scenario) -> None:
    same = case.model_copy(update={"id": "bakery", "rules_version": 9})
    other = case.model_copy(update={"market_key": "bakery"})
    assert np.array_equal(build(case, 7, 4)[0].gates, build(same, 7, 4)[0].gates)
    assert not np.array_equal(build(case, 7, 4)[0].gates, build(other, 7, 4)[0].gates)


PROGRAM = """
import hashlib
from pathlib import Path
from game.market.build import build
from game.market.columns import STATIC
from game.market.step import step
from game.scenario.loader import digest, load
case = load(Path("scenarios/kitchen.toml"))
static, columns = build(case, 7, 4)
h = hashlib.sha256(digest(case).encode())
for name in STATIC:
    h.update(getattr(static, name).tobytes())
for round_ in range(1, 5):
    step(case, static, columns, round_, 0.2)
h.update(columns.digest())
print(h.hexdigest())
"""


def test_a_market_does_not_depend_on_the_hash_seed_or_on_vector_instructions() -> None:
    found = set()
    for variables in (
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4711"},
        {"PYTHONHASHSEED": "1", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512_SKX"},
    ):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PROGRAM],
            env=variables,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_a_large_market_meets_everything(case: Scenario) -> None:
    static, columns = scaled(case, 3, 2000)
    assert static.n == columns.n == 2000
    assert set(columns.stage.tolist()) == {int(stage) for stage in Stage}
    for name in ("complaint", "overdue", "order_open", "ordered", "touched", "frequency", "promise_kind"):
        assert getattr(columns, name).any(), name
    assert columns.digest() == lived_in(case, static).digest()


def test_a_layout_names_every_row_once(case: Scenario) -> None:
    for rounds in (1, 2, 3, 4, 7):
        found = layout(case, rounds)
        groups = (found.book_sales, found.book_accounts, found.outbound, found.referrals, found.flood)
        assert [row for group in (*groups, *found.inbound) for row in group] == list(range(found.n))
        assert len(found.arriving(rounds)) == case.inbound.per_round
        assert len(found.arriving(0)) == 0
