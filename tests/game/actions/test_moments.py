"""The moments of a deal follow one another, and promises end at the proposal."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Profile, Stage
from game.state.records import LEAD_GEN, SALES
from tests.builders import (
    Floor,
    Luck,
    a_lead_called,
    an_opportunity,
    ask,
    demo,
    promised,
    propose,
)

# --- The order of the moments -----------------------------------------------------------------------------


def test_a_proposal_needs_measuring_a_product_and_a_first_meeting_that_went_well(floor: Floor) -> None:
    row = an_opportunity(floor)
    assert floor.refused(SALES, "meet", row, agenda=[propose()]) == "needs_measure"
    floor.put(row, measured=True)
    assert floor.refused(SALES, "meet", row, agenda=[propose()]) == "needs_gate1"
    floor.put(row, gate=1)
    assert floor.refused(SALES, "meet", row, agenda=[propose("")]) == "needs_product"
    floor.meet(row, propose())
    assert floor.now(row).gate == 2


def test_closing_pushing_and_terms_need_a_proposal(floor: Floor) -> None:
    row = an_opportunity(floor, 1)
    for topic in ("close", "push", "terms"):
        assert floor.refused(SALES, "meet", row, agenda=[{"topic": topic}]) == "needs_gate2"


@pytest.mark.parametrize(
    ("gate", "agenda"),
    [
        (0, [demo(), propose()]),
        (0, [demo(), propose(), {"topic": "close"}]),
        (1, [propose(), {"topic": "close"}]),
        (2, [propose(), {"topic": "close"}]),
    ],
)
def test_one_conversation_brings_a_client_one_step_further(
    floor: Floor, gate: int, agenda: list[dict[str, object]]
) -> None:
    row = an_opportunity(floor, gate)
    floor.put(row, measured=True)
    assert floor.refused(SALES, "meet", row, agenda=agenda) == "one_gate"


def test_an_agenda_holds_one_to_four_topics_each_once(floor: Floor) -> None:
    row = an_opportunity(floor)
    meet = {"seat": SALES, "verb": "meet", "row": row}
    assert floor.refused(**meet, agenda=[]) == "no_topics"
    five = [ask(f) for f in ("pain", "product", "severity", "budget", "timing")]
    assert floor.refused(**meet, agenda=five) == "too_many_topics"
    assert floor.refused(**meet, agenda=[ask("pain"), ask("pain")]) == "already_done"
    assert floor.refused(**meet, agenda=[ask("mood")]) == "malformed"


def test_a_client_out_of_patience_decides_nothing(floor: Floor) -> None:
    row = an_opportunity(floor, patience_sales=1)
    floor.meet(row, ask("severity"), demo(), demo("deadline"))
    assert floor.now(row).gate == 0
    assert floor.heard(SALES, row).count("patience_over") == 1
    assert floor.seat(SALES).spent == 8 + 7


# --- Price promises ---------------------------------------------------------------------------------------


def test_a_price_promise_that_the_seller_knows_is_kept_and_wins_trust(floor: Floor) -> None:
    row = an_opportunity(floor, 1)
    promised(floor, row, "price", by=LEAD_GEN, known=0b011)
    before = floor.now(row).trust
    floor.meet(row, propose())
    assert floor.now(row).trust == pytest.approx(before + 0.03)
    assert [p.state for p in floor.promises(row)] == ["kept"]
    assert floor.tally.kept == 1


@pytest.mark.parametrize(("draw", "change", "state"), [(0.59, -0.14, "broken"), (0.61, 0.0, "kept")])
def test_a_price_promise_that_the_seller_does_not_know_is_often_contradicted(
    floor: Floor, luck: Luck, draw: float, change: float, state: str
) -> None:
    luck.set(Kind.CONTRADICT, draw)
    row = an_opportunity(floor, 1)
    promised(floor, row, "price", by=LEAD_GEN)
    before = floor.now(row).trust
    floor.meet(row, propose())
    assert floor.now(row).trust == pytest.approx(before + change)
    assert [p.state for p in floor.promises(row)] == [state]


def test_promises_to_a_client_who_is_lost_lapse(floor: Floor) -> None:
    row = an_opportunity(floor, 1, gates=[0.0, 0.99, 0.0])
    promised(floor, row, "date", by=SALES, due=3)
    floor.meet(row, propose())
    assert floor.now(row).stage == Stage.LOST
    assert [p.state for p in floor.promises(row)] == ["lapsed"]


def test_a_push_costs_trust_after_the_answer(floor: Floor) -> None:
    row = an_opportunity(floor, 2, profile=Profile.CAT)
    before = floor.now(row).trust
    floor.meet(row, "push", "close")
    assert floor.now(row).stage == Stage.ACCOUNT
    assert floor.now(row).trust == pytest.approx(before + 0.10 - 0.18)


def test_a_seller_may_drop_a_client_but_not_a_signed_one(floor: Floor) -> None:
    row = an_opportunity(floor)
    floor.act(SALES, "disqualify", row)
    assert floor.now(row).stage == Stage.DISQUALIFIED
    won = an_opportunity(floor, 2)
    floor.meet(won, "close")
    assert floor.refused(SALES, "disqualify", won) == "not_on_your_desk"


def test_nobody_works_on_what_lies_on_another_desk(floor: Floor) -> None:
    lead, client = a_lead_called(floor), an_opportunity(floor)
    assert floor.refused(SALES, "meet", lead, agenda=[{"topic": "compare"}]) == "unknown_company"
    assert floor.refused(LEAD_GEN, "call", client, agenda=[{"topic": "pain"}]) == "unknown_company"
    assert floor.refused(LEAD_GEN, "meet", client, agenda=[{"topic": "compare"}]) == "not_your_seat"
