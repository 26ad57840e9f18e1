"""The bells: minutes, arrivals, news, money and the workshop's capacity."""

from __future__ import annotations

import pytest

from game.actions.context import truth
from game.market.columns import Source, Stage
from game.match import Actor, Command, Rejected
from game.state.records import ACCOUNT, LEAD_GEN, SALES
from tests.builders import (
    Floor,
    a_handed_lead,
    a_lead,
    a_match,
    a_suspect,
    a_thinking_client,
    an_account,
    an_opportunity,
    kitchen,
    promised,
)


def inbound(floor: Floor, round_: int) -> list[int]:
    """The leads that come by themselves in a round."""
    static = floor.team.static
    return [r for r in range(static.n) if static.arrival_round[r] == round_]


# --- Opening --------------------------------------------------------------------------------------------


def test_a_round_gives_every_seat_its_minutes_and_forgets_what_was_done(floor: Floor) -> None:
    floor.call(a_lead(floor), "situation")
    floor.act(LEAD_GEN, "disqualify", a_lead(floor))
    floor.bell()
    for seat in (LEAD_GEN, SALES, ACCOUNT):
        record = floor.seat(seat)
        assert (record.total, record.spent, record.passed, record.decisions, record.light) == (480, 0, 0, 0, 0)
    assert floor.seat(LEAD_GEN).decided == 2


def test_some_leads_wait_at_the_bell_and_the_others_come_in_the_lead_generators_own_time(floor: Floor) -> None:
    def waiting() -> int:
        return sum(floor.now(r).stage == Stage.LEAD for r in inbound(floor, floor.match.round))

    assert waiting() == 3
    assert [m for m, _ in floor.team.desk.pending] == sorted(m for m, _ in floor.team.desk.pending)
    floor.idle(LEAD_GEN, 430)
    floor.act(LEAD_GEN, "disqualify", a_lead(floor))
    assert floor.team.desk.pending == []
    floor.bell()
    assert waiting() == 2


def test_a_lead_due_after_the_lead_generator_stopped_comes_at_the_bell_with_no_wait_behind_it(floor: Floor) -> None:
    late = [row for _, row in floor.team.desk.pending]
    assert len(late) == 4
    floor.bell()
    for row in late:
        assert floor.now(row).stage == Stage.LEAD
        assert floor.track(row).round == 2
    floor.call(late[0], "situation")
    assert floor.track(late[0]).first_wait == 0
    assert floor.tally.inbound == 4 + 2


def test_advertising_is_paid_for_inbound_leads_and_not_for_recommended_ones(floor: Floor) -> None:
    floor.team.assign("desk", {"reserve": 2})
    floor.bell()
    referred = [r for r in floor.team.tracks if floor.team.static.source[r] == Source.REFERRAL]
    assert len(referred) == 2
    assert all(floor.now(r).stage == Stage.LEAD for r in referred)
    assert floor.tally.inbound == 4 + 2
    floor.step("close_round")
    assert floor.team.tallies[1].ads == 6 * kitchen().money.ad


def test_recommended_companies_come_once(floor: Floor) -> None:
    floor.team.assign("desk", {"reserve": 1})
    floor.bell()
    floor.bell()
    assert floor.team.desk.referred == 1


def test_a_client_who_thinks_to_the_bell_waits_from_the_bell(floor: Floor) -> None:
    row = a_thinking_client(floor, 0)
    floor.team.assign(f"track/{row}", {"ready_round": 2, "ready_clock": 0})
    floor.idle(SALES, 300)
    floor.bell()
    track = floor.track(row)
    assert (track.waits_for, track.wait_mark, track.wait_round) == (SALES, 300, 2)


def test_rounds_follow_one_another_to_the_last(floor: Floor) -> None:
    with pytest.raises(Rejected, match="wrong_phase"):
        floor.step("open_round")
    for _ in range(3):
        floor.bell()
    floor.step("close_round")
    with pytest.raises(Rejected, match="wrong_phase"):
        floor.step("open_round")
    with pytest.raises(Rejected, match="wrong_phase"):
        floor.step("close_round")


def test_a_command_for_another_round_comes_too_late(floor: Floor) -> None:
    floor.bell()
    late = Command("late", Actor.seat_of(0, LEAD_GEN), 1, "pass_time")
    with pytest.raises(Rejected, match="round_over"):
        floor.match.submit(late)


# --- Closing --------------------------------------------------------------------------------------------


def test_a_round_costs_wages_overhead_and_advertising(floor: Floor) -> None:
    floor.step("close_round")
    tally = floor.team.tallies[0]
    assert tally.wages == 90_000 + 200_000 + 180_000
    assert tally.overhead == 150_000
    assert tally.ads == 3 * 10_000
    assert tally.profit == tally.margin_repeat - tally.bad_debt - tally.compensation - 650_000


def test_jobs_of_the_workshop_are_measurings_wins_orders_and_what_is_left_over(floor: Floor) -> None:
    floor.meet(an_opportunity(floor), "measure", visit=True)
    floor.meet(an_opportunity(floor, 2), "close")
    floor.task(an_account(floor, order_open=True), "repeat_order")
    floor.team.assign("desk", {"backlog": 10})
    data = floor.step("close_round").events[0]["data"]["teams"][0]
    assert data["jobs"] == 1 + 2 + 1 + 10
    assert data["slip"] == pytest.approx(5 / 14)
    assert floor.team.desk.backlog == 5
    assert floor.team.tallies[0].jobs == 14


def test_without_too_many_jobs_nothing_slips(floor: Floor) -> None:
    floor.team.assign("desk", {"backlog": 9})
    assert floor.step("close_round").events[0]["data"]["teams"][0] == {"jobs": 9, "slip": 0.0}
    assert floor.team.desk.backlog == 0


def test_the_ledger_says_who_knew_of_a_promise_that_the_bell_settled(floor: Floor) -> None:
    row = an_account(floor)
    promised(floor, row, "date", by=SALES, due=1, known=0b110)
    floor.task(row, "service")
    floor.bell()
    promise = floor.promises(row)[0]
    assert (promise.state, promise.known, promise.settled) == ("kept", 0b110, 1)
    assert not any(floor.now(row).promise_kind)


def test_a_signed_client_nobody_hands_over_cools_and_its_promises_often_break(floor: Floor) -> None:
    rows = [an_account(floor, owned=False, trust=0.6) for _ in range(6)]
    for row in rows:
        promised(floor, row, "date", by=SALES, due=1, known=0b010)
    floor.bell()
    states = [floor.promises(row)[0].state for row in rows]
    assert {"kept", "broken"} == set(states)
    for row, state in zip(rows, states, strict=True):
        assert floor.now(row).trust == pytest.approx(0.6 - 0.03 - (0.15 if state == "broken" else 0.0))
    paid = states.count("broken") * 60_000
    assert floor.team.tallies[0].compensation >= paid


def test_an_order_that_comes_by_itself_brings_a_date_nobody_knows(floor: Floor) -> None:
    rows = [an_account(floor, order_open=True, trust=1.0) for _ in range(6)]
    floor.bell()
    came = [row for row in rows if floor.promises(row)]
    assert came
    for row in came:
        promise = floor.promises(row)[0]
        assert (promise.kind, promise.by, promise.due, promise.state) == ("date", -1, 2, "open")
        assert floor.now(row).promise_known[0] == 0
        assert floor.track(row).order_count == 1
    assert floor.team.tallies[0].orders == len(came)


def test_handoff_quality_is_told_at_the_bell_for_what_was_accepted_in_the_round(floor: Floor) -> None:
    a_handed_lead(floor)
    floor.idle(SALES, 240)
    floor.accept(0)
    floor.step("close_round")
    assert floor.team.tallies[0].quality == [98]  # .4 fields, .3 at the first time, .2 nothing repeated, .075 quick


def test_news_of_the_bell_wait_in_the_inbox_until_the_next_one(floor: Floor) -> None:
    row = an_account(floor, order_due=2)
    floor.bell()
    assert ["order_open", {}, row, "plain"] in floor.seat(ACCOUNT).inbox
    floor.bell()
    assert not any(key == "order_open" and r == row for key, _, r, _ in floor.seat(ACCOUNT).inbox)


def test_an_outbound_company_stays_on_the_list_from_round_to_round(floor: Floor) -> None:
    row = a_suspect(floor)
    floor.bell()
    floor.call(row, "situation")


# --- What the predecessors left -----------------------------------------------------------------------------


def test_the_predecessors_left_six_opportunities_and_six_accounts(floor: Floor) -> None:
    static, columns = floor.team.static, floor.team.columns
    deals = [r for r in range(static.n) if static.source[r] == Source.BOOK_SALES]
    accounts = [r for r in range(static.n) if static.source[r] == Source.BOOK_ACCOUNTS]
    assert [int(columns.gate[r]) for r in deals] == [0, 0, 1, 1, 1, 2]
    assert [(floor.track(r).ready_round, floor.track(r).ready_clock) for r in deals] == [
        (1, 0), (2, 0), (1, 0), (2, 60), (3, 0), (1, 40),
    ]  # fmt: skip
    assert len(accounts) == 6
    assert all(columns.owned[r] for r in accounts)
    for r in deals:
        assert bool(columns.measured[r]) == (columns.gate[r] > 0)
        assert columns.demo[r] == (10.0 if columns.gate[r] else 0.0)


def test_what_the_predecessors_wrote_is_right_stays_and_has_gaps() -> None:
    cells = gaps = 0
    for seed in range(6):
        floor = a_match(seed, round_=0)
        for row, dossier in floor.team.dossiers[SALES].items():
            for field, cell in dossier.cells.items():
                assert cell.value == truth(floor.match.state, floor.team, row, field)
                assert cell.written
                assert cell.source == "predecessor"
            cells += len(dossier.cells)
            gaps += 6 - len(dossier.cells)
    assert 0.7 < cells / (cells + gaps) < 0.9
