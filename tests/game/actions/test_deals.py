"""The three moments of a deal: what counts, what a signature brings, and how clients think."""

from __future__ import annotations

from typing import Any

import pytest

from game.actions.deal import knowledge, passes, score
from game.market.chance import Kind
from game.market.columns import Archetype, Profile, Stage
from game.state.draft import Draft
from game.state.records import GUESS, LEAD_GEN, SALES
from tests.builders import (
    TRUE,
    WRONG,
    Floor,
    Luck,
    a_lead_called,
    an_opportunity,
    demo,
    propose,
)

EVEN = {"trust": 0.4, "known": ()}


def points(floor: Floor, row: int, gate: int, **how: Any) -> float:
    return score(Draft(floor.match.state, floor.team), row, gate, pushed=how.get("pushed", False))


# --- The score ------------------------------------------------------------------------------------------


def test_a_stranger_with_the_usual_needs_scores_the_start_and_what_the_product_is_good_for(floor: Floor) -> None:
    row = an_opportunity(floor, **EVEN)  # nobody knows the product, so their mean use counts
    assert points(floor, row, 0) == pytest.approx(13.5 + 40 * (0.4 - 0.35))
    floor.learn(SALES, row, GUESS, product="contract")
    right = points(floor, row, 0)
    assert right == pytest.approx(13.5 + 40 * (0.7 - 0.35) + 16 * 0.4 / 4)
    floor.put(row, product=0)  # what is offered counts from the proposal on
    assert points(floor, row, 0) == pytest.approx(right + 40 * (0.3 - 0.7))


def test_knowledge_counts_what_is_right_and_less_what_is_only_guessed(floor: Floor) -> None:
    row = an_opportunity(floor, known=("pain", "severity"), guessed=("budget",))
    floor.learn(SALES, row, product=WRONG["product"])
    assert knowledge(Draft(floor.match.state, floor.team), row) == pytest.approx((1 + 1 + 0.4) / 4)


@pytest.mark.parametrize(
    ("columns", "traits", "change"),
    [
        ({"trust": 0.5}, {}, 7.0),
        ({"demo": 9.0}, {}, 9.0),
        ({"next_step": 1}, {}, 4.0),
        ({"next_step": 2}, {}, 0.0),
        ({}, {"competitor": 0.5}, -8.0),
        ({"compared": True}, {"competitor": 0.5}, -3.2),
    ],
)
def test_every_moment_weighs_trust_demo_date_and_competitor(
    floor: Floor, columns: dict[str, Any], traits: dict[str, Any], change: float
) -> None:
    row = an_opportunity(floor, **EVEN)
    before = points(floor, row, 0)
    floor.put(row, **columns)
    floor.traits(row, **traits)
    assert points(floor, row, 0) - before == pytest.approx(change)


def test_from_the_proposal_on_the_price_counts(floor: Floor) -> None:
    row = an_opportunity(floor, 2, **EVEN)
    fits = points(floor, row, 1)
    floor.traits(row, budget=0.8)
    assert points(floor, row, 1) - fits == pytest.approx(-40 * 0.25)
    floor.put(row, discount=20)
    assert points(floor, row, 1) - fits == pytest.approx(20.0)
    assert points(floor, row, 0) == pytest.approx(fits)


@pytest.mark.parametrize(
    ("columns", "traits", "pushed", "change"),
    [
        ({"trial": True}, {}, False, 12.0),
        ({"objections": True}, {}, False, 9.0),
        ({}, {"decides": False}, False, -14.0),
        ({}, {}, True, 6.0),
        ({}, {"profile": Profile.WOLF}, True, -6.0),
        ({}, {"list_price": 1_100_001}, True, -6.0),
    ],
)
def test_the_close_weighs_trial_objections_decider_and_push(
    floor: Floor, columns: dict[str, Any], traits: dict[str, Any], pushed: bool, change: float
) -> None:
    row = an_opportunity(floor, 2, **EVEN)
    before = points(floor, row, 2)
    floor.put(row, **columns)
    floor.traits(row, **traits)
    assert points(floor, row, 2, pushed=pushed) - before == pytest.approx(change)


def test_who_was_told_that_somebody_else_decides_knows_it_and_who_just_puts_it_down_does_not(floor: Floor) -> None:
    row = an_opportunity(floor, 2, trust=0.4, known=(), decides=False)
    blind = points(floor, row, 2)
    for status in ("guess", "confirmed"):
        floor.act(SALES, "mark", row, field="decision_maker", value="other", status=status)
        assert points(floor, row, 2) == blind
    floor.learn(SALES, row, decision_maker="other")
    assert points(floor, row, 2) == pytest.approx(blind + 14)
    told = a_lead_called(floor, decides=False)
    floor.learn(LEAD_GEN, told, decision_maker="other")
    floor.accept(floor.hand_over(told, "told"))
    floor.put(told, product=1)
    unaware = points(floor, told, 2)
    floor.act(SALES, "mark", told, field="decision_maker", value="other", status="guess")
    assert points(floor, told, 2) == pytest.approx(unaware + 14)


def test_a_moment_passes_where_the_clients_own_threshold_lies_below_its_chance(floor: Floor) -> None:
    row = an_opportunity(floor, **EVEN)
    floor.put(row, demo=20.0 - points(floor, row, 0))
    for threshold, goes_on in ((0.479, True), (0.481, False)):
        floor.traits(row, gates=[threshold, 0, 0])
        assert passes(Draft(floor.match.state, floor.team), row, 0) == goes_on


@pytest.mark.parametrize(
    ("traits", "factors"),
    [
        ({"archetype": Archetype.MODULAR}, (0.05, 0.3, 0.3)),
        ({"usefulness": [0.1, 0.24, 0.1]}, (0.6, 1.0, 0.15)),
        ({"budget": 0.6}, (1.0, 0.25, 0.25)),
        ({"budget": 0.8}, (1.0, 0.6, 0.6)),
        ({"opens_round": 2}, (1.0, 1.0, 0.12)),
    ],
)
def test_a_client_who_is_not_for_us_seldom_goes_on_whatever_the_score(
    floor: Floor, traits: dict[str, Any], factors: tuple[float, float, float]
) -> None:
    row = an_opportunity(floor, 2, **traits)
    floor.put(row, demo=500.0)  # a score beyond the table: chance .96
    for gate, factor in enumerate(factors):
        for threshold, goes_on in ((0.96 * factor - 0.001, True), (0.96 * factor + 0.001, False)):
            floor.traits(row, gates=[threshold] * 3)
            assert passes(Draft(floor.match.state, floor.team), row, gate) == goes_on


def test_a_failed_moment_loses_the_client(floor: Floor) -> None:
    for gate, agenda, why in (
        (0, (demo(),), "lost_meeting"),
        (1, (propose(),), "lost_proposal"),
        (2, ("objections", "close"), "lost_close"),
    ):
        row = an_opportunity(floor, gate, gates=[0.999, 0.999, 0.999])
        floor.meet(row, *agenda)
        assert floor.now(row).stage == Stage.LOST
        assert floor.track(row).ended == why


def test_the_moment_is_tested_after_everything_that_was_said(floor: Floor) -> None:
    row = an_opportunity(floor, 2, trust=0.4, known=(), budget=1.0)
    floor.traits(row, gates=[0.0, 0.0, 0.55])
    floor.meet(row, "close", "objections")
    assert floor.now(row).stage == Stage.ACCOUNT


# --- The signature --------------------------------------------------------------------------------------


def test_a_signature_brings_revenue_margin_trust_and_two_promises(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.SPECIFICATION, 0.49)
    row = an_opportunity(floor, 1, trust=0.5)
    floor.meet(row, propose("contract", 10))
    floor.idle(SALES, 100)
    floor.meet(row, "objections", "close")
    assert (floor.tally.revenue, floor.tally.margin_new, floor.tally.won) == (900_000, 300_000, 1)
    assert floor.now(row).trust == pytest.approx(0.6)
    made = {(p.kind, p.by, p.due) for p in floor.promises(row)}
    assert made == {("date", SALES, 2), ("terms", SALES, 2)}
    assert floor.now(row).order_due == 1 + 2
    assert not floor.now(row).owned


def test_a_new_account_has_the_dossier_that_was_really_confirmed(floor: Floor) -> None:
    row = an_opportunity(floor, 2, known=("pain", "severity"), guessed=("budget",))
    for field in ("timing", "decision_maker"):
        floor.act(SALES, "mark", row, field=field, value=TRUE[field], status="confirmed")
    floor.meet(row, "close")
    assert floor.now(row).dossier == pytest.approx(0.15 + 0.45 * 2 / 8)


def test_a_handoff_from_lead_generation_is_settled_by_what_came_of_it(floor: Floor) -> None:
    won, lost = a_lead_called(floor), a_lead_called(floor)
    for row in (won, lost):
        floor.accept(floor.hand_over(row, warm=True))
    floor.put(won, gate=2, product=1, contacted=0b011)
    floor.meet(won, "close")
    floor.act(SALES, "disqualify", lost)
    assert [h.outcome for h in floor.team.handoffs] == ["won", "lost"]
