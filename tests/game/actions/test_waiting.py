"""Waiting is counted in the other work of the one who lets a client wait; passing time is free and gives nothing."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Stage
from game.state.records import ACCOUNT, LEAD_GEN, SALES
from tests.builders import (
    Floor,
    Luck,
    a_handed_lead,
    a_thinking_client,
    an_accepted_lead,
    an_account,
    an_opportunity,
    promised,
    propose,
)

# --- Waits ----------------------------------------------------------------------------------------------


def test_a_handed_client_waits_for_the_sellers_other_work_alone(floor: Floor) -> None:
    a_handed_lead(floor)
    floor.idle(LEAD_GEN, 200)
    floor.idle(SALES, 70)
    floor.accept(floor.handoff().id)
    assert floor.handoff().accept_wait == 70


def test_a_bell_counts_a_whole_round_and_idle_minutes_do_not(floor: Floor) -> None:
    a_handed_lead(floor)
    floor.idle(SALES, 30)
    floor.bell()
    floor.idle(SALES, 20)
    floor.accept(floor.handoff().id)
    assert floor.handoff().accept_wait == 30 + 480 + 20


@pytest.mark.parametrize(
    ("gate", "warm", "step", "half"),
    [
        (0, False, False, 2400),
        (0, True, False, 2400 * 1.6),
        (0, False, True, 2400 * 1.3),
        (0, True, True, 2400 * 1.6 * 1.3),
        (1, True, False, 3600 * 1.6),
    ],
)
def test_a_client_bears_a_longer_wait_after_a_joint_call_or_with_a_date(
    floor: Floor, luck: Luck, gate: int, warm: bool, step: bool, half: float
) -> None:
    for draw, stage in ((-0.001, Stage.OPPORTUNITY), (0.001, Stage.LOST)):
        row = an_accepted_lead(floor, "card", warm=warm, step=step)
        floor.put(row, gate=gate, contacted=0b011 if gate else 1)
        floor.idle(SALES, 100)
        luck.set(Kind.WAIT, half / (half + 100) + draw)
        floor.meet(row, "compare", visit=True)
        assert floor.now(row).stage == stage
        floor.team.assign("seat/1", {"spent": 0})
    assert floor.track(row).ended == "waited"


def test_the_wait_is_tested_once_for_each_wait(floor: Floor, luck: Luck) -> None:
    """A second try after a failed first contact is the same wait; a later step is a wait of its own."""
    row = an_accepted_lead(floor)
    luck.set(Kind.COLD, 0.0)
    floor.meet(row, "compare")
    floor.idle(SALES, 60)
    luck.set(Kind.WAIT, 0.999)
    luck.set(Kind.COLD, 0.9)
    floor.meet(row, "compare")
    assert floor.now(row).stage == Stage.OPPORTUNITY
    floor.idle(SALES, 60)
    floor.meet(row, "trial")
    assert floor.now(row).stage == Stage.LOST


def test_a_client_who_thinks_does_not_wait(floor: Floor, luck: Luck) -> None:
    row = a_thinking_client(floor, 100)
    floor.idle(SALES, 100)
    luck.set(Kind.WAIT, 0.9999)
    floor.meet(row, propose())
    assert floor.now(row).gate == 2


# --- Passing time -----------------------------------------------------------------------------------------


def alone_with(floor: Floor, *rows: int) -> None:
    """Nothing else lies on the seller's desk."""
    for row in list(floor.team.dossiers[SALES]):
        if row not in rows:
            floor.put(row, stage=int(Stage.LOST))


def test_time_passes_only_when_nothing_is_ready(floor: Floor) -> None:
    ready, thinks = an_opportunity(floor), a_thinking_client(floor, 60)
    alone_with(floor, ready, thinks)
    assert floor.refused(SALES, "pass_time") == "nothing_ready_needed"
    floor.act(SALES, "disqualify", ready)
    floor.act(SALES, "pass_time")
    assert (floor.seat(SALES).clock, floor.seat(SALES).spent) == (60, 2)
    floor.meet(thinks, propose())


def test_time_does_not_pass_while_a_brief_waits_or_an_account_can_be_cared_for(floor: Floor) -> None:
    alone_with(floor)
    a_handed_lead(floor)
    assert floor.refused(SALES, "pass_time") == "nothing_ready_needed"
    an_account(floor)
    assert floor.refused(ACCOUNT, "pass_time") == "nothing_ready_needed"
    assert floor.refused(LEAD_GEN, "pass_time") == "nothing_ready_needed"


def test_time_passes_to_the_first_answer_and_not_beyond_the_round(floor: Floor) -> None:
    first, second = a_thinking_client(floor, 50), a_thinking_client(floor, 90)
    late = a_thinking_client(floor, 0)
    floor.team.assign(f"track/{late}", {"ready_round": 2, "ready_clock": 0})
    alone_with(floor, first, second, late)
    floor.act(SALES, "pass_time")
    assert floor.seat(SALES).clock == 50
    for row in (first, second):
        floor.put(row, stage=int(Stage.LOST))
    assert floor.refused(SALES, "pass_time") == "nothing_to_wait_for"


def test_passing_time_neither_makes_waits_grow_nor_gives_minutes(floor: Floor) -> None:
    row = a_thinking_client(floor, 100)
    alone_with(floor, row)
    brief = floor.seat(SALES)
    before = (brief.spent, brief.total, brief.worked, brief.decisions)
    floor.act(SALES, "pass_time")
    after = floor.seat(SALES)
    assert (after.spent, after.total, after.worked, after.decisions) == before
    number = a_handed_lead(floor)
    assert floor.track(number).wait_mark == after.worked
    floor.accept(floor.handoff().id)
    assert floor.handoff().accept_wait == 0


def test_time_that_passes_is_no_credit_against_later_waiting(floor: Floor, luck: Luck) -> None:
    soon, later = a_thinking_client(floor, 60), a_thinking_client(floor, 120)
    alone_with(floor, soon, later)
    floor.act(SALES, "pass_time")
    floor.idle(SALES, 60)  # now the second client has answered
    floor.idle(SALES, 45)
    luck.set(Kind.WAIT, 3600 / (3600 + 45) + 0.001)
    floor.meet(later, propose())
    assert floor.track(later).ended == "waited"


def test_the_lead_generators_time_passes_to_the_next_arrival(floor: Floor) -> None:
    for row, track in floor.team.tracks.items():
        if track.here:
            floor.put(row, stage=int(Stage.LOST))
    minute, row = floor.team.desk.pending[0]
    floor.act(LEAD_GEN, "pass_time")
    assert floor.seat(LEAD_GEN).clock == minute
    assert floor.now(row).stage == Stage.LEAD
    assert floor.track(row).wait_mark == floor.seat(LEAD_GEN).worked


def test_an_inbound_lead_waits_from_its_own_minute_of_the_lead_generators_work(floor: Floor) -> None:
    minute, row = floor.team.desk.pending[0]
    lead = a_handed_lead(floor)
    assert floor.now(row).stage == Stage.FUTURE
    floor.idle(LEAD_GEN, minute - floor.seat(LEAD_GEN).clock + 20)
    other = next(r for r in floor.team.tracks if floor.now(r).stage == Stage.LEAD and not floor.now(r).contacted)
    assert other != lead
    floor.call(other, "situation")
    assert floor.now(row).stage == Stage.LEAD
    assert floor.seat(LEAD_GEN).worked - floor.track(row).wait_mark == floor.seat(LEAD_GEN).clock - minute


def test_signed_clients_wait_for_the_account_manager_without_leaving(floor: Floor) -> None:
    row = an_account(floor, owned=False)
    promised(floor, row, "date", by=SALES, due=3)
    floor.hand_over(row)
    floor.bell()
    floor.accept(floor.handoff().id)
    assert floor.now(row).owned
