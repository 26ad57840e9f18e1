"""Reading a brief back to its sender, returning it, and typing in what nobody asked."""

from __future__ import annotations

import pytest

from game.actions.deal import knowledge
from game.market.chance import Kind
from game.market.columns import Stage
from game.state.draft import Draft
from game.state.records import CONFIRMED, GUESS, LEAD_GEN, SALES, UNKNOWN
from tests.builders import (
    JUDGED,
    TRUE,
    WRONG,
    Floor,
    Luck,
    a_handed_lead,
    a_lead,
    a_lead_called,
    a_match,
    an_accepted_lead,
    an_opportunity,
)

# --- Read-back ------------------------------------------------------------------------------------------


def test_a_read_back_takes_eight_minutes_of_the_receiver_and_four_of_the_sender(floor: Floor) -> None:
    a_handed_lead(floor)
    floor.accept(floor.handoff().id, read_back=True)
    assert (floor.seat(LEAD_GEN).spent, floor.seat(SALES).spent) == (14 + 4, 4 + 8)


def test_what_talk_lost_is_put_right_three_times_in_four_and_stays_a_guess(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.ARRIVES, 0.99)  # nothing arrives as it was
    luck.set(Kind.GARBLED, 0.0, "severity")
    luck.set(Kind.READ_BACK, 0.74)
    luck.set(Kind.READ_BACK, 0.75, "budget")
    row = a_handed_lead(floor, "notes", by="bot", known=("pain", "severity", "budget"))
    floor.accept(floor.handoff().id, read_back=True)
    assert floor.knows(SALES, row, "pain") == (GUESS, TRUE["pain"])
    assert floor.knows(SALES, row, "severity") == (GUESS, "critical")
    assert floor.knows(SALES, row, "budget") == (UNKNOWN, "")


def test_a_read_back_gives_what_the_sender_held_and_never_the_truth(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.READ_BACK, 0.0)
    row = a_lead_called(floor, known=())
    floor.learn(LEAD_GEN, row, **WRONG)
    floor.accept(floor.hand_over(row, "told"), read_back=True)
    assert {f: floor.knows(SALES, row, f) for f in JUDGED} == {f: (GUESS, WRONG[f]) for f in JUDGED}
    gaps = a_lead_called(floor, known=("pain",))
    floor.accept(floor.hand_over(gaps, "told"), read_back=True)
    assert floor.knows(SALES, gaps, "budget") == (UNKNOWN, "")


def test_a_card_read_back_leaves_the_senders_guess_a_guess(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.READ_BACK, 0.0)
    row = a_lead_called(floor, known=("pain",), guessed=("budget",))
    floor.accept(floor.hand_over(row), read_back=True)
    assert floor.knows(SALES, row, "pain")[0] == CONFIRMED
    assert floor.knows(SALES, row, "budget") == (GUESS, "ok")


@pytest.mark.parametrize(("draw", "comes_out"), [(0.59, True), (0.61, False)])
def test_what_was_made_up_comes_out_in_six_of_ten_read_backs(
    floor: Floor, luck: Luck, draw: float, comes_out: bool
) -> None:
    luck.set(Kind.EXPOSED, draw)
    row = a_lead_called(floor, known=("pain",))
    for field in ("severity", "budget"):
        floor.act(LEAD_GEN, "mark", row, field=field, value=TRUE[field], status="confirmed")
    floor.accept(floor.hand_over(row), read_back=True)
    held = {f: floor.knows(SALES, row, f)[0] for f in ("pain", "severity", "budget")}
    made_up = UNKNOWN if comes_out else CONFIRMED
    assert held == {"pain": CONFIRMED, "severity": made_up, "budget": made_up}
    lines = [line[1] for line in floor.handoff().read_back]
    assert lines.count("withdrawn") == (2 if comes_out else 0)


def test_without_a_read_back_the_receiver_cannot_tell_what_was_made_up(floor: Floor) -> None:
    asked, padded = a_lead_called(floor, known=("pain", "budget")), a_lead_called(floor, known=("pain",))
    floor.act(LEAD_GEN, "mark", padded, field="budget", value="ok", status="confirmed")
    for row in (asked, padded):
        floor.accept(floor.hand_over(row))
    assert floor.dossier(SALES, asked).cells == floor.dossier(SALES, padded).cells


@pytest.mark.parametrize(("draw", "known"), [(0.49, True), (0.51, False)])
def test_a_read_back_finds_forgotten_promises_and_dates_half_of_the_time(
    floor: Floor, luck: Luck, draw: float, known: bool
) -> None:
    luck.set(Kind.READ_BACK_PROMISE, draw)
    luck.set(Kind.READ_BACK_NEXT_STEP, draw)
    row = a_handed_lead(floor, "told", step=True, price=True)
    floor.accept(floor.handoff().id, read_back=True)
    assert bool(floor.now(row).promise_known[0] & 0b010) == known
    assert bool(floor.knows(SALES, row, "next_step")[0]) == known


# --- Returning ------------------------------------------------------------------------------------------


def strict(floor: Floor) -> None:
    """A charter that asks for pain and budget, a serious pain, an open need, and a warm card."""
    floor.charter(
        returns=True,
        required=["pain", "budget"],
        criteria=["severity_serious", "budget_fits", "timing_now"],
        mode_lead="card",
        warm=True,
    )


@pytest.mark.parametrize(
    ("known", "changes", "mode", "warm", "reasons"),
    [
        (JUDGED, {}, "card", True, set()),
        (("pain",), {}, "card", True, {"clerical"}),
        (JUDGED, {"severity": "minor"}, "card", True, {"definitional"}),
        (JUDGED, {"budget": "low"}, "card", True, {"definitional"}),
        (JUDGED, {"timing": "later"}, "card", True, {"definitional"}),
        (JUDGED, {}, "card", False, {"procedural"}),
        (JUDGED, {}, "notes", True, {"procedural", "clerical"}),
    ],
)
def test_a_brief_is_returned_only_for_a_breach_that_can_be_seen(
    floor: Floor, known: tuple[str, ...], changes: dict[str, str], mode: str, warm: bool, reasons: set[str]
) -> None:
    strict(floor)
    row = a_lead_called(floor, known=known)
    floor.learn(LEAD_GEN, row, **changes)
    number = floor.hand_over(row, mode, warm=warm)
    for reason in ("clerical", "definitional", "procedural"):
        if reason not in reasons:
            assert floor.refused(SALES, "return_handoff", handoff=number, reason=reason) == "no_breach"
    for reason in sorted(reasons)[:1]:
        floor.act(SALES, "return_handoff", handoff=number, reason=reason, note=" two fields, please ")
        assert floor.now(row).stage == Stage.LEAD
        assert floor.seat(SALES).spent == 4
        assert floor.handoff().note == "two fields, please"


def test_a_made_up_field_is_no_breach_that_can_be_seen(floor: Floor) -> None:
    strict(floor)
    row = a_lead_called(floor, known=("pain", "severity", "timing"))
    floor.act(LEAD_GEN, "mark", row, field="budget", value="ok", status="confirmed")
    number = floor.hand_over(row, warm=True)
    assert floor.refused(SALES, "return_handoff", handoff=number, reason="clerical") == "no_breach"


def test_nothing_is_returned_once_it_was_accepted(floor: Floor) -> None:
    strict(floor)
    row = an_accepted_lead(floor, known=("pain",))
    number = floor.handoff().id
    assert floor.refused(SALES, "return_handoff", handoff=number, reason="clerical") == "already_done"
    floor.meet(row, "measure", visit=True)
    assert floor.refused(SALES, "return_handoff", handoff=number, reason="clerical") == "already_done"


def test_returns_need_a_charter_that_agrees_to_them(luck: Luck) -> None:
    floor = a_match(acts="scenario", round_=3)
    a_handed_lead(floor, known=())
    number = floor.handoff().id
    assert floor.refused(SALES, "return_handoff", handoff=number, reason="clerical") == "returns_not_agreed"


def test_a_returned_brief_can_be_completed_and_handed_over_again_but_not_for_the_first_time(floor: Floor) -> None:
    strict(floor)
    row = a_handed_lead(floor, warm=True, known=("pain",))
    floor.act(SALES, "return_handoff", handoff=floor.handoff().id, reason="clerical")
    floor.call(row, "budget")
    floor.accept(floor.hand_over(row, warm=True))
    assert floor.now(row).stage == Stage.OPPORTUNITY
    assert (floor.tally.accepted, floor.tally.accepted_first, floor.tally.returned) == (1, 0, 1)


# --- Typing in ------------------------------------------------------------------------------------------


def test_typing_a_guess_takes_two_minutes_and_marking_without_asking_takes_none(floor: Floor) -> None:
    row = a_lead_called(floor, known=())
    floor.act(LEAD_GEN, "mark", row, field="timing", value="now", status="guess")
    assert floor.seat(LEAD_GEN).spent == 2
    floor.act(LEAD_GEN, "mark", row, field="timing", value="now", status="confirmed")
    assert floor.seat(LEAD_GEN).spent == 2
    assert floor.knows(LEAD_GEN, row, "timing") == (CONFIRMED, "now")
    assert floor.seat(LEAD_GEN).decisions == 0  # typing belongs to the talk that it records


def test_what_is_confirmed_needs_no_typing(floor: Floor) -> None:
    row = a_lead_called(floor)
    for status in ("guess", "confirmed"):
        mark = {"field": "pain", "value": TRUE["pain"].split("+")[0], "status": status}
        if status == "confirmed":
            floor.learn(LEAD_GEN, row, pain="durability")
        assert floor.refused(LEAD_GEN, "mark", row, **mark) == "already_done"


def test_only_fields_and_values_that_exist_can_be_typed(floor: Floor) -> None:
    row = a_lead(floor)
    assert floor.refused(LEAD_GEN, "mark", row, field="mood", value="good") == "malformed"
    assert floor.refused(LEAD_GEN, "mark", row, field="budget", value="endless") == "malformed"


def test_a_promise_that_a_colleague_mentioned_is_known_once_it_is_typed(floor: Floor) -> None:
    row = an_accepted_lead(floor, "told", price=True)
    assert not floor.now(row).promise_known[0] & 0b010
    floor.act(SALES, "mark", row, field="expectation", value="price", status="guess")
    assert floor.now(row).promise_known[0] & 0b010


def test_marking_own_gaps_as_confirmed_does_not_make_a_question_new(floor: Floor) -> None:
    row = an_accepted_lead(floor, "told", known=("budget", "severity"))
    floor.act(SALES, "mark", row, field="budget", value="ok", status="confirmed")
    before = floor.now(row).trust
    floor.meet(row, {"topic": "ask", "field": "budget"})
    assert floor.now(row).trust == pytest.approx(before - 0.08 - 0.04)
    assert floor.knows(SALES, row, "budget") == (CONFIRMED, "ok")
    assert floor.track(row).repeated == 1


def test_what_the_seller_only_marks_adds_to_the_deal_no_more_than_a_guess(floor: Floor) -> None:
    def known(row: int) -> float:
        return knowledge(Draft(floor.match.state, floor.team), row)

    row = an_opportunity(floor, known=("pain",))
    assert known(row) == pytest.approx(1 / 4)
    for field in ("severity", "budget", "product"):
        floor.act(SALES, "mark", row, field=field, value=TRUE[field], status="confirmed")
    assert known(row) == pytest.approx((1 + 3 * 0.4) / 4)
