"""The seller meets clients: the first contact, the topics, and how promises end."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Stage
from game.state.records import CONFIRMED, GUESS, SALES, UNKNOWN
from tests.builders import (
    TRUE,
    WRONG,
    Floor,
    Luck,
    an_accepted_lead,
    an_opportunity,
    ask,
    demo,
)

# --- The first contact ----------------------------------------------------------------------------------


def test_the_first_contact_is_a_visit_and_the_next_may_be_a_call(floor: Floor) -> None:
    row = an_opportunity(floor, met=False)
    floor.meet(row, ask("pain"))
    assert floor.seat(SALES).spent == 25 + 7
    floor.meet(row, ask("severity"))
    assert floor.seat(SALES).spent == 32 + 8 + 7


def test_after_a_cold_handoff_the_first_contact_costs_trust_and_after_a_warm_one_not(floor: Floor) -> None:
    for warm, change in ((False, -0.08), (True, 0.0)):
        row = an_accepted_lead(floor, warm=warm)
        before = floor.now(row).trust
        floor.meet(row, "compare")
        assert floor.now(row).trust == pytest.approx(before + change)


def test_a_cold_first_contact_may_fail_and_the_second_failure_loses_the_client(floor: Floor, luck: Luck) -> None:
    row = an_accepted_lead(floor)
    luck.set(Kind.COLD, 0.29)
    assert floor.meet(row, "compare")["kind"] == "meeting_missed"
    assert floor.seat(SALES).spent == 4 + 8
    assert floor.refused(SALES, "meet", row, agenda=[{"topic": "compare"}]) == "retry_later"
    floor.idle(SALES, 60)
    floor.meet(row, "compare")
    assert floor.now(row).stage == Stage.LOST
    assert floor.track(row).ended == "cold"
    assert floor.handoff().outcome == "lost"


def test_a_second_try_after_a_failed_contact_may_succeed(floor: Floor, luck: Luck) -> None:
    row = an_accepted_lead(floor)
    luck.set(Kind.COLD, 0.29)
    floor.meet(row, "compare")
    floor.idle(SALES, 60)
    luck.set(Kind.COLD, 0.30)
    floor.meet(row, "compare")
    assert floor.now(row).compared


def test_a_warm_handoff_never_fails_at_the_first_contact(floor: Floor, luck: Luck) -> None:
    row = an_accepted_lead(floor, warm=True)
    luck.set(Kind.COLD, 0.0)
    floor.meet(row, "compare")
    assert floor.now(row).compared


def test_an_agreed_date_that_nobody_owns_lapses(floor: Floor) -> None:
    owned = an_accepted_lead(floor, "card", step=True, warm=True)
    lapsed = an_accepted_lead(floor, "told", step=True, warm=True)
    typed = an_accepted_lead(floor, "told", step=True, warm=True)
    floor.act(SALES, "mark", typed, field="next_step", value="agreed", status="guess")
    changes = []
    for row in (owned, lapsed, typed):
        before = floor.now(row).trust
        floor.meet(row, "compare")
        changes.append((round(floor.now(row).trust - before, 9), floor.now(row).next_step))
    assert changes == [(0.0, 1), (-0.06, 2), (0.0, 1)]
    assert "lapsed" in floor.heard(SALES, lapsed)


# --- Questions ------------------------------------------------------------------------------------------


def test_a_question_the_client_has_answered_before_costs_trust_and_patience_once(floor: Floor) -> None:
    row = an_accepted_lead(floor, "told", warm=True, patience_sales=4)
    before = floor.now(row).trust
    floor.meet(row, ask("severity"), ask("budget"), "compare")
    assert floor.now(row).trust == pytest.approx(before - 0.08)
    assert floor.heard(SALES, row)[-1] == "patience_over"
    assert floor.seat(SALES).spent == 14 + 25 + 7 + 7
    before = floor.now(row).trust
    floor.meet(row, ask("severity"))
    assert floor.now(row).trust == before
    assert (floor.track(row).repeated, floor.tally.repeated, floor.handoff().repeated) == (2, 2, 2)


def test_a_question_nobody_has_asked_before_costs_nothing(floor: Floor) -> None:
    row = an_accepted_lead(floor, known=("pain",), warm=True)
    before = floor.now(row).trust
    floor.meet(row, ask("severity"))
    assert floor.now(row).trust == before
    assert floor.knows(SALES, row, "severity") == (CONFIRMED, "critical")


def test_asking_after_a_wrong_rumour_is_asking_from_nothing(floor: Floor) -> None:
    row = an_accepted_lead(floor, "told", warm=True)
    for field, value in (("severity", WRONG["severity"]), ("budget", TRUE["budget"])):
        floor.act(SALES, "mark", row, field=field, value=value, status="guess")
    before = floor.now(row).trust
    floor.meet(row, ask("severity"), ask("budget"))
    assert floor.now(row).trust == pytest.approx(before - 0.04)


def test_a_recap_confirms_up_to_three_guesses_for_nine_minutes(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.RECAP, 0.87)
    luck.set(Kind.RECAP, 0.89, "severity")
    row = an_opportunity(floor, known=(), guessed=("pain", "product", "severity", "budget"))
    before = floor.now(row).trust
    floor.meet(row, "recap")
    assert floor.seat(SALES).spent == 8 + 9
    assert floor.now(row).trust == before
    held = [floor.knows(SALES, row, f)[0] for f in ("pain", "product", "severity", "budget")]
    assert held == [CONFIRMED, CONFIRMED, GUESS, GUESS]
    assert floor.knows(SALES, row, "pain") == (CONFIRMED, TRUE["pain"])


def test_recapping_a_wrong_rumour_costs_what_a_repeated_question_costs(floor: Floor) -> None:
    row = an_opportunity(floor, known=(), patience_sales=2)
    for field in ("pain", "severity"):
        floor.act(SALES, "mark", row, field=field, value=WRONG[field], status="guess")
    before = floor.now(row).trust
    floor.meet(row, "recap", "compare")
    assert floor.now(row).trust == pytest.approx(before - 2 * 0.04)
    assert floor.heard(SALES, row)[-1] == "patience_over"
    assert not floor.now(row).compared


def test_recapping_what_was_never_agreed_strikes_it_out(floor: Floor) -> None:
    row = an_opportunity(floor)
    floor.act(SALES, "mark", row, field="next_step", value="agreed", status="guess")
    floor.meet(row, "recap")
    assert floor.knows(SALES, row, "next_step") == (UNKNOWN, "")
    assert floor.track(row).repeated == 1


def test_recapping_again_and_again_gives_nothing(floor: Floor) -> None:
    row = an_opportunity(floor, guessed=("severity",), known=("pain",))
    twice = [{"topic": "recap"}, {"topic": "recap"}]
    assert floor.refused(SALES, "meet", row, agenda=twice) == "already_done"
    floor.meet(row, "recap")
    assert floor.refused(SALES, "meet", row, agenda=[{"topic": "recap"}]) == "no_guesses"
    before = floor.now(row)
    trust, score = before.trust, before.demo
    floor.meet(row, ask("severity"), ask("pain"))
    assert (floor.now(row).trust, floor.now(row).demo) == (trust, score)


# --- Showing --------------------------------------------------------------------------------------------


def test_a_demo_on_a_true_pain_counts_by_its_weight_and_on_a_wrong_one_it_costs(floor: Floor) -> None:
    row = an_opportunity(floor, known=(), trust=0.5)
    floor.learn(SALES, row, GUESS, pain="deadline+look")
    floor.meet(row, demo("deadline"))
    assert floor.now(row).demo == pytest.approx(14 * 0.5)
    assert floor.now(row).trust == pytest.approx(0.53)
    other = an_opportunity(floor, known=())
    floor.learn(SALES, other, GUESS, pain="look")
    floor.meet(other, demo("look"))
    assert floor.now(other).demo == pytest.approx(-8)
    assert floor.now(other).trust == pytest.approx(0.45)


def test_only_a_pain_in_the_dossier_can_be_shown_and_each_once(floor: Floor) -> None:
    row = an_opportunity(floor, known=("product",))
    assert floor.refused(SALES, "meet", row, agenda=[demo()]) == "needs_pain"
    floor.learn(SALES, row, pain="durability")
    assert floor.refused(SALES, "meet", row, agenda=[demo("deadline")]) == "needs_pain"
    floor.meet(row, demo())
    floor.idle(SALES, 200)
    assert floor.refused(SALES, "meet", row, agenda=[demo()]) == "already_done"


def test_measuring_needs_a_visit_and_makes_a_job(floor: Floor) -> None:
    row = an_opportunity(floor)
    assert floor.refused(SALES, "meet", row, agenda=[{"topic": "measure"}]) == "needs_visit"
    before = floor.now(row).trust
    floor.meet(row, "measure", visit=True)
    assert floor.seat(SALES).spent == 25 + 12
    assert floor.now(row).trust == pytest.approx(before + 0.01)
    assert floor.tally.measures == 1


def test_trial_and_comparison_work_once(floor: Floor) -> None:
    row = an_opportunity(floor, 1)
    before = floor.now(row).trust
    floor.meet(row, "trial", "compare")
    assert floor.now(row).trust == pytest.approx(before + 0.03)
    for topic in ("trial", "compare"):
        assert floor.refused(SALES, "meet", row, agenda=[{"topic": topic}]) == "already_done"


def test_a_meeting_written_up_takes_three_minutes_more_and_stays(floor: Floor) -> None:
    row = an_opportunity(floor, known=())
    floor.meet(row, ask("pain"), write_up=True)
    assert floor.seat(SALES).spent == 8 + 7 + 3
    assert floor.dossier(SALES, row).cell("pain").written
    floor.meet(row, ask("severity"))
    assert not floor.dossier(SALES, row).cell("severity").written
