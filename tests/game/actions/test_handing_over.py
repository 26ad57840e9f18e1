"""Handing over and accepting: what arrives, what it costs, and who waits."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Stage
from game.state.records import ACCOUNT, CONFIRMED, GUESS, LEAD_GEN, SALES, UNKNOWN
from tests.builders import (
    JUDGED,
    TRUE,
    Floor,
    Luck,
    a_handed_lead,
    a_lead,
    a_lead_called,
    a_match,
    an_accepted_lead,
    an_account,
    an_opportunity,
    promised,
)

# --- Handing over ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "minutes"), [("told", 3), ("notes", 8), ("card", 14)])
def test_a_client_is_handed_to_sales_at_once_and_costs_its_sender_the_mode(
    floor: Floor, mode: str, minutes: int
) -> None:
    row = a_handed_lead(floor, mode)
    assert floor.now(row).stage == Stage.HANDED
    assert floor.seat(LEAD_GEN).spent == minutes
    assert floor.seat(SALES).spent == 0


def test_a_joint_call_costs_the_sender_at_the_handoff_and_the_receiver_at_the_acceptance(floor: Floor) -> None:
    row = a_handed_lead(floor, "card", warm=True)
    before = floor.now(row).trust
    assert (floor.seat(LEAD_GEN).spent, floor.seat(SALES).spent) == (24, 0)
    floor.accept(floor.handoff().id)
    assert (floor.seat(LEAD_GEN).spent, floor.seat(SALES).spent) == (24, 14)
    assert floor.now(row).trust == pytest.approx(before + 0.03)


def test_who_was_never_spoken_to_cannot_be_handed_over(floor: Floor) -> None:
    assert floor.refused(LEAD_GEN, "hand_over", a_lead(floor), mode="card") == "needs_contact"


def test_a_client_that_is_handed_over_is_out_of_the_senders_hands(floor: Floor) -> None:
    row = a_handed_lead(floor)
    assert floor.refused(LEAD_GEN, "hand_over", row, mode="card") == "handed_over"
    assert floor.refused(LEAD_GEN, "call", row, agenda=[{"topic": "pain"}]) == "handed_over"
    floor.accept(floor.handoff().id)
    assert floor.refused(LEAD_GEN, "disqualify", row) == "not_on_your_desk"


def test_notes_travel_with_notes_and_card_but_not_by_word_of_mouth(floor: Floor) -> None:
    for mode, kept in (("told", ""), ("notes", "ring after six"), ("card", "ring after six")):
        row = a_lead_called(floor)
        floor.hand_over(row, mode, notes=" ring after six ")
        assert floor.handoff().notes == kept


def test_the_count_takes_a_company_once(floor: Floor) -> None:
    floor.charter(returns=True, required=["pain"], mode_lead="card")
    row = a_lead_called(floor, known=("severity",))
    for _ in range(3):
        number = floor.hand_over(row)
        floor.act(SALES, "return_handoff", handoff=number, reason="clerical")
    floor.hand_over(row)
    assert (floor.tally.handoffs, floor.tally.handed) == (4, 1)


def test_in_the_first_two_rounds_nothing_is_warm_read_back_returned_or_written_up(luck: Luck) -> None:
    floor = a_match(acts="scenario")
    floor.charter(returns=True, required=["timing"], write_up=True)
    row = a_lead_called(floor, known=("pain",))
    assert floor.refused(LEAD_GEN, "hand_over", row, mode="told", warm=True) == "not_yet"
    number = floor.hand_over(row, "card")
    assert floor.refused(SALES, "accept", handoff=number, read_back=True) == "not_yet"
    assert floor.refused(SALES, "return_handoff", handoff=number, reason="clerical") == "not_yet"
    client = an_opportunity(floor)
    meeting = {"agenda": [{"topic": "measure"}], "visit": True, "write_up": True}
    assert floor.refused(SALES, "meet", client, **meeting) == "not_yet"


def test_in_the_first_two_rounds_people_may_use_the_card_and_bots_may_not(luck: Luck) -> None:
    floor = a_match(acts="scenario")
    row = a_lead_called(floor)
    assert floor.refused(LEAD_GEN, "hand_over", row, mode="card", by="bot") == "not_yet"
    floor.hand_over(row, "card")
    later = a_match(acts="scenario", round_=3)
    later.hand_over(a_lead_called(later), "card", warm=True, by="bot")


# --- What arrives ---------------------------------------------------------------------------------------


def test_the_card_passes_every_field_as_its_sender_holds_it(floor: Floor) -> None:
    row = an_accepted_lead(floor, known=("pain", "severity"), guessed=("budget",), step=True, price=True)
    assert floor.knows(SALES, row, "pain") == (CONFIRMED, TRUE["pain"])
    assert floor.knows(SALES, row, "budget") == (GUESS, "ok")
    assert floor.knows(SALES, row, "timing") == (UNKNOWN, "")
    assert floor.knows(SALES, row, "next_step") == (CONFIRMED, "agreed")
    assert floor.knows(SALES, row, "expectation") == (CONFIRMED, "price")
    assert floor.now(row).promise_known[0] == 0b011


def test_between_people_told_passes_the_company_alone_and_the_seller_can_work_on_it(floor: Floor) -> None:
    row = an_accepted_lead(floor, "told", step=True, price=True)
    assert floor.dossier(SALES, row).cells == {}
    assert floor.seat(SALES).spent == 4
    floor.act(SALES, "mark", row, field="pain", value="durability", status="guess")
    assert floor.knows(SALES, row, "pain") == (GUESS, "durability")
    assert floor.seat(SALES).spent == 4 + 2


def test_between_people_an_account_passed_by_word_of_mouth_can_be_cared_for(floor: Floor) -> None:
    row = an_account(floor, owned=False)
    floor.accept(floor.hand_over(row, "told"))
    floor.task(row, "service")


@pytest.mark.parametrize(("mode", "arrives", "garbled"), [("told", 0.50, 0.40), ("notes", 0.80, 0.25)])
def test_of_a_bots_brief_a_part_arrives_as_guesses_and_a_part_wrong(
    floor: Floor, luck: Luck, mode: str, arrives: float, garbled: float
) -> None:
    luck.set(Kind.ARRIVES, arrives - 0.001)
    luck.set(Kind.ARRIVES, arrives + 0.001, "pain", "product")
    luck.set(Kind.GARBLED, garbled - 0.001, "pain")
    luck.set(Kind.GARBLED, garbled + 0.001, "product")
    luck.set(Kind.GARBLED_VALUE, 0.0)
    row = an_accepted_lead(floor, mode, by="bot", known=JUDGED[:4])
    assert floor.knows(SALES, row, "pain") == (GUESS, "storage")
    assert floor.knows(SALES, row, "product") == (UNKNOWN, "")
    assert floor.knows(SALES, row, "severity") == (GUESS, "critical")


def test_the_end_of_a_long_story_is_remembered_less_when_told_and_not_when_written(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.ARRIVES, 0.50 * 0.85 + 0.001)
    luck.set(Kind.GARBLED, 0.99)
    row = an_accepted_lead(floor, "told", by="bot")
    assert [f for f in JUDGED if floor.knows(SALES, row, f)[0]] == list(JUDGED[:4])
    luck.set(Kind.ARRIVES, 0.799)
    row = an_accepted_lead(floor, "notes", by="bot")
    assert [f for f in JUDGED if floor.knows(SALES, row, f)[0]] == list(JUDGED)


def test_a_bots_receiver_types_in_what_arrives_at_two_minutes_a_field(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.ARRIVES, 0.0)
    an_accepted_lead(floor, "notes", by="bot", known=("pain", "severity", "budget"))
    assert floor.seat(SALES).spent == 4 + 3 * 2
    an_accepted_lead(floor, "card", by="bot")
    assert floor.seat(SALES).spent == 10 + 4


@pytest.mark.parametrize(("mode", "chance"), [("told", 0.10), ("notes", 0.25), ("card", 1.0)])
def test_promises_and_dates_seldom_survive_talk(floor: Floor, luck: Luck, mode: str, chance: float) -> None:
    for draw, comes in ((chance - 0.001, True), (chance + 0.001, False)):
        if draw >= 1:
            continue
        luck.set(Kind.PROMISE_ARRIVES, draw)
        luck.set(Kind.NEXT_STEP_ARRIVES, draw)
        row = an_accepted_lead(floor, mode, by="bot", step=True, price=True)
        assert bool(floor.now(row).promise_known[0] & 0b010) == comes
        assert bool(floor.knows(SALES, row, "next_step")[0]) == comes


def test_only_notes_and_card_stay_when_the_person_leaves(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.ARRIVES, 0.0)
    luck.set(Kind.PROMISE_ARRIVES, 0.0)
    for mode, written in (("told", False), ("notes", True), ("card", True)):
        row = an_accepted_lead(floor, mode, by="bot", price=True)
        assert {c.written for c in floor.dossier(SALES, row).cells.values()} == {written}


# --- Accepting ------------------------------------------------------------------------------------------


def test_a_handoff_is_accepted_once_and_by_its_receiver(floor: Floor) -> None:
    a_handed_lead(floor)
    number = floor.handoff().id
    assert floor.refused(ACCOUNT, "accept", handoff=number) == "unknown_handoff"
    floor.accept(number)
    assert floor.refused(SALES, "accept", handoff=number) == "already_done"
    assert floor.refused(SALES, "accept", handoff=99) == "unknown_handoff"


def test_what_a_brief_is_worth_is_measured_at_acceptance(floor: Floor) -> None:
    row = a_lead_called(floor, known=("pain", "severity", "timing"), guessed=("budget",))
    floor.learn(LEAD_GEN, row, timing="later")
    floor.act(LEAD_GEN, "mark", row, field="decision_maker", value="self", status="confirmed")
    floor.accept(floor.hand_over(row))
    assert floor.handoff().right == 2  # a guess, an error and an invention do not count
    assert (floor.tally.cells_said, floor.tally.cells_right) == (4, 3)


def test_minutes_spent_on_the_client_itself_are_no_waiting(floor: Floor) -> None:
    row = a_handed_lead(floor, warm=True)
    floor.idle(SALES, 30)
    floor.accept(floor.handoff().id, read_back=True)
    floor.act(SALES, "mark", row, field="next_step", value="agreed", status="guess")
    floor.meet(row, "measure", visit=True)
    assert floor.handoff().accept_wait == 30
    assert floor.track(row).touch_wait == 30


# --- To the account manager -----------------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "quality", "minutes"), [("told", 0.45, 3), ("notes", 0.80, 8), ("card", 1.0, 14)])
def test_an_account_keeps_of_dossier_and_trust_what_comes_across(
    floor: Floor, mode: str, quality: float, minutes: int
) -> None:
    row = an_account(floor, owned=False, dossier=0.6, trust=0.5)
    number = floor.hand_over(row, mode, warm=True)
    assert floor.seat(SALES).spent == minutes + 8
    floor.accept(number)
    assert floor.seat(ACCOUNT).spent == 4 + 8
    assert floor.now(row).owned
    assert floor.now(row).dossier == pytest.approx(0.6 * quality)
    assert floor.now(row).trust == pytest.approx(0.5 * (0.90 + 0.10 * quality))


def test_an_account_handed_over_cold_is_cooler_still(floor: Floor) -> None:
    row = an_account(floor, owned=False, trust=0.5)
    floor.accept(floor.hand_over(row, "card"))
    assert floor.now(row).trust == pytest.approx(0.5 * 0.93)


def test_promises_reach_the_account_manager_with_the_card(floor: Floor) -> None:
    for mode, known in (("told", 0b010), ("card", 0b110)):
        row = an_account(floor, owned=False)
        promised(floor, row, "date", by=SALES, due=2)
        floor.accept(floor.hand_over(row, mode))
        assert floor.now(row).promise_known[0] == known


def test_one_account_waits_for_one_answer_at_a_time(floor: Floor) -> None:
    row = an_account(floor, owned=False)
    floor.hand_over(row)
    assert floor.refused(SALES, "hand_over", row, mode="card") == "wait_for_answer"


def test_nobody_reads_an_account_brief_back(floor: Floor) -> None:
    number = floor.hand_over(an_account(floor, owned=False))
    assert floor.refused(ACCOUNT, "accept", handoff=number, read_back=True) == "not_your_seat"
