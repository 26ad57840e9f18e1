"""After the last round: one finishing seller for all, and what the account manager finds in the twelve months."""

from __future__ import annotations

from typing import Any

import pytest

from game.bots import Bot
from game.market.chance import Kind
from game.market.columns import Stage
from game.match import Rejected
from game.play import Driver
from game.state.records import ACCOUNT, LEAD_GEN, SALES
from game.views.seat import seat_view
from tests.builders import (
    Floor,
    Luck,
    a_handed_lead,
    a_match,
    a_thinking_client,
    an_account,
    an_opportunity,
    promised,
    propose,
)

LAST = 5


@pytest.fixture
def over(luck: Luck) -> Floor:
    """The last round runs."""
    return a_match(round_=4)


def finish(floor: Floor, *, work: bool = False) -> None:
    """Close the last round, and let the finishing seller begin or do all of the work."""
    floor.step("close_round")
    floor.step("finish")
    if work:
        Driver(floor.match, {}).work(0, {"sales": Bot.make("reference", "sales")}, (SALES,))


# --- The finishing seller -------------------------------------------------------------------------------


def test_every_open_client_has_waited_one_bell_and_no_more(over: Floor, luck: Luck) -> None:
    handed, thinks = a_handed_lead(over), a_thinking_client(over, 0)
    over.team.assign(f"track/{thinks}", {"ready_round": 5, "ready_clock": 0})
    over.idle(SALES, 400)
    finish(over)
    over.idle(SALES, 500)  # the finishing seller has time for everybody
    luck.set(Kind.WAIT, 3600 / (3600 + 480) - 0.001)
    over.meet(thinks, propose(), by="bot")
    assert over.now(thinks).gate == 2
    luck.set(Kind.WAIT, 2400 / (2400 + 480) + 0.001)
    over.accept(0, by="bot")
    over.meet(handed, "compare", by="bot")
    assert over.track(handed).ended == "waited"


def test_the_finishing_seller_takes_the_briefs_as_they_lie(over: Floor) -> None:
    over.charter(returns=True, required=["timing"])
    a_handed_lead(over, "told")
    finish(over)
    assert over.refused(SALES, "accept", handoff=0, read_back=True, by="bot") == "not_yet"
    assert over.refused(SALES, "return_handoff", handoff=0, reason="clerical", by="bot") == "not_yet"


def test_people_watch_the_twelve_months(over: Floor) -> None:
    row = an_opportunity(over, 2)
    finish(over)
    assert over.refused(SALES, "meet", row, agenda=[{"topic": "close"}]) == "wrong_phase"
    over.meet(row, "close", by="bot")


def test_everything_open_is_ended_and_nobody_thinks_in_vain(over: Floor) -> None:
    an_opportunity(over, 0)
    an_opportunity(over, 1)
    an_opportunity(over, 2)
    a_handed_lead(over, warm=True)
    finish(over, work=True)
    stages = over.team.columns.stage.tolist()
    assert Stage.HANDED not in stages
    assert Stage.OPPORTUNITY not in stages
    assert over.team.tallies[LAST - 1].won >= 4


def test_the_finish_comes_after_a_round_and_leads_to_the_months(over: Floor) -> None:
    with pytest.raises(Rejected, match="wrong_phase"):
        over.step("finish")
    finish(over)
    for _ in range(1 + 24):
        over.step("close_round")
    with pytest.raises(Rejected, match="wrong_phase"):
        over.step("close_round")
    over.step("open_debrief")
    over.step("close_session")
    assert over.match.phase == "closed"


def test_leads_nobody_handed_over_and_leads_to_come_are_left_alone(over: Floor) -> None:
    leads = [r for r, t in over.team.tracks.items() if t.here and over.now(r).stage == Stage.LEAD]
    finish(over, work=True)
    assert over.team.desk.pending == []
    assert all(over.now(r).stage == Stage.LEAD for r in leads)


# --- To the account manager -----------------------------------------------------------------------------


def test_wins_of_the_finish_pass_on_in_the_teams_own_way(over: Floor, luck: Luck) -> None:
    luck.set(Kind.PROMISE_ARRIVES, 0.5)
    for mode, quality, known in (("told", 0.45, False), ("card", 1.0, True)):
        floor = a_match(round_=4)
        floor.accept(floor.hand_over(an_account(floor, owned=False), mode))
        row = an_opportunity(floor, 2, trust=0.5)
        finish(floor, work=True)
        assert not any(h.state == "waiting" and h.receiver == ACCOUNT for h in floor.team.handoffs)
        trust, dossier = floor.now(row).trust, floor.now(row).dossier
        floor.step("close_round")
        assert floor.now(row).owned
        assert floor.now(row).dossier == pytest.approx(dossier * quality)
        assert floor.now(row).trust == pytest.approx(trust * (0.90 + 0.10 * quality) * 0.93)
        assert bool(floor.now(row).promise_known[0] & 0b100) == known
        before = floor.now(row).trust
        floor.task(row, "dossier", by="bot")
        assert floor.now(row).trust == pytest.approx(before - 0.16 * (1 - quality))


def test_a_team_that_never_handed_over_follows_its_charter(over: Floor) -> None:
    over.charter(mode_account="card", warm=True)
    row = an_opportunity(over, 2, trust=0.5)
    finish(over, work=True)
    over.step("close_round")
    assert over.now(row).trust == pytest.approx(0.6)


def test_clients_signed_earlier_and_never_handed_over_are_half_lost(over: Floor) -> None:
    row = an_account(over, owned=False, trust=0.6, dossier=0.6)
    promised(over, row, "date", by=SALES, due=6)
    finish(over, work=True)
    trust = over.now(row).trust
    assert trust == pytest.approx(0.57)
    over.step("close_round")
    assert over.now(row).owned
    assert over.now(row).trust == pytest.approx(trust * 0.8)
    assert over.now(row).dossier == pytest.approx(0.1)
    assert over.now(row).promise_known[0] == 0


def test_a_handoff_that_nobody_had_taken_yet_counts_as_handed_over(over: Floor) -> None:
    row = an_account(over, owned=False, trust=0.6, dossier=0.6)
    over.hand_over(row, "notes")
    finish(over, work=True)
    over.step("close_round")
    assert over.handoff(0).state == "accepted"
    assert over.now(row).trust == pytest.approx(0.57 * 0.98 * 0.93)
    assert over.now(row).dossier == pytest.approx(0.6 * 0.8)


# --- The months -----------------------------------------------------------------------------------------


def test_a_month_has_the_account_managers_minutes_and_wage_alone(over: Floor) -> None:
    row = an_account(over)
    finish(over)
    over.step("close_round")
    assert [s.total for s in over.team.seats] == [0, 0, 480]
    over.task(row, "service", by="bot")
    over.step("close_round")
    assert over.team.tallies[LAST].wages == 180_000
    assert over.team.tallies[LAST].overhead == 0
    assert over.team.tallies[LAST - 1].wages == 0


def test_nobody_is_recommended_in_the_months(over: Floor, luck: Luck) -> None:
    luck.set(Kind.REFERRAL, 0.0)
    row = an_account(over)
    finish(over)
    over.step("close_round")
    over.task(row, "loyalty", by="bot")
    assert over.team.desk.reserve == 0


def test_the_months_of_all_teams_are_the_same_months() -> None:
    floor = a_match(teams=2, round_=4)
    finish(floor)
    for month in range(1, 4):
        floor.step("close_round")
        first, second = (team.tallies for team in floor.match.state.teams)
        assert [t.wages for t in first] == [t.wages for t in second]
        assert [t.round for t in first] == [t.round for t in second]
        assert floor.match.round == LAST + month


def test_the_same_seller_and_the_same_account_manager_work_for_every_team() -> None:
    """Two teams that left the same end the same, whoever sat in their seats."""
    made: list[Any] = []
    floor = a_match(teams=2, round_=4)
    floor.step("seat_bot", team=1, seat=SALES, policy="discounter")
    floor.step("seat_bot", team=1, seat=ACCOUNT, policy="neglect")
    floor.step("close_round")
    driver = Driver(floor.match, {"sales": "pusher", "account": "neglect"})
    driver.finish()
    for team in floor.match.state.teams:
        made.append([t.profit for t in team.tallies])
        assert {seat.bot for seat in team.seats} == {"reference"}
    assert made[0] == made[1]


def test_the_finishing_seller_is_offered_no_handing_over(over: Floor) -> None:
    row = an_account(over, owned=False)
    finish(over)
    view = seat_view(over.match, 0, SALES, "")
    company = next(c for c in view["companies"] if c["id"] == over.team.numbers[row])
    offers = [o for o in company["offers"] if o["verb"] == "hand_over"]
    assert offers
    assert all(o["blocked"] for o in offers)
    assert over.refused(SALES, "hand_over", row, mode="card", by="bot") == "wrong_phase"
    assert over.seat(LEAD_GEN).total == 0
