"""Event cards: sellers change chairs, the account manager leaves, inbound floods."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Source, Stage
from game.match import Rejected
from game.state.records import ACCOUNT, LEAD_GEN, SALES
from tests.builders import (
    JUDGED,
    Floor,
    Luck,
    a_lead,
    a_match,
    an_accepted_lead,
    an_account,
    an_opportunity,
    ask,
    demo,
    kitchen,
    promised,
)


@pytest.fixture
def room(luck: Luck) -> Floor:
    """The first of two teams: chairs can be swapped."""
    return a_match(teams=2)


# --- Chairs ---------------------------------------------------------------------------------------------


def test_a_newcomer_to_the_sellers_chair_has_what_is_written(room: Floor, luck: Luck) -> None:
    luck.set(Kind.ARRIVES, 0.0)
    luck.set(Kind.PROMISE_ARRIVES, 0.0)
    card = an_accepted_lead(room, "card", price=True)
    notes = an_accepted_lead(room, "notes", by="bot", price=True)
    told = an_accepted_lead(room, "told", by="bot", price=True)
    trust = {row: room.now(row).trust for row in (card, notes, told)}
    room.step("play_card", card="chair_swap")
    for row, change in ((card, -0.03), (notes, -0.03), (told, -0.15)):
        assert room.now(row).trust == pytest.approx(trust[row] + change)
    assert set(room.dossier(SALES, card).cells) >= set(JUDGED)
    assert room.dossier(SALES, told).cells == {}
    assert [bool(room.now(r).promise_known[0] & 0b010) for r in (card, notes, told)] == [True, True, False]


def test_what_the_seller_heard_himself_stays_only_if_it_was_written_up(room: Floor) -> None:
    lazy, careful = an_opportunity(room, known=()), an_opportunity(room, known=())
    room.meet(lazy, ask("pain"), ask("severity"), ask("budget"), ask("timing"))
    room.meet(careful, ask("pain"), ask("severity"), ask("budget"), ask("timing"), write_up=True)
    before = {row: room.now(row).trust for row in (lazy, careful)}
    room.step("play_card", card="chair_swap")
    assert room.dossier(SALES, lazy).cells == {}
    assert len(room.dossier(SALES, careful).cells) == 4
    assert room.now(lazy).trust == pytest.approx(before[lazy] - 0.15)
    assert room.now(careful).trust == pytest.approx(before[careful] - 0.03)


def test_a_newcomer_who_asks_again_is_told_so(room: Floor) -> None:
    row = an_opportunity(room, known=())
    room.meet(row, ask("severity"))
    room.step("play_card", card="chair_swap")
    before = room.now(row).trust
    room.meet(row, ask("severity"))
    assert room.now(row).trust == pytest.approx(before - 0.04)


def test_half_of_what_a_demo_did_leaves_with_the_seller(room: Floor) -> None:
    row = an_opportunity(room)
    room.meet(row, demo())
    room.step("play_card", card="chair_swap")
    assert room.now(row).demo == pytest.approx(14 * 0.8 / 2)


def test_in_the_fourth_round_chairs_are_swapped_and_a_single_team_loses_its_account_manager() -> None:
    for teams, card in ((2, "chair_swap"), (1, "leaver")):
        floor = a_match(teams=teams, acts="scenario", round_=4)
        assert floor.match.state.course.shock == card
        assert floor.match.state.course.cards == {card: 4}
        for team in floor.match.state.teams:
            seat = team.seats[SALES if card == "chair_swap" else ACCOUNT]
            assert ["new_chair", {}, -1, "cool"] in seat.inbox
    assert a_match(teams=2, acts="open", round_=4).match.state.course.shock == ""


@pytest.mark.parametrize(("write_up", "change", "dossier"), [(True, -0.03, 0.7), (False, -0.15, 0.25)])
def test_an_account_manager_who_leaves_takes_along_what_was_not_written_up(
    floor: Floor, write_up: bool, change: float, dossier: float
) -> None:
    floor.charter(write_up=write_up)
    row = an_account(floor)
    promised(floor, row, "date", by=ACCOUNT, due=4)
    floor.step("play_card", card="leaver")
    assert floor.now(row).trust == pytest.approx(0.6 + change)
    assert floor.now(row).dossier == pytest.approx(dossier)
    assert bool(floor.now(row).promise_known[0]) == write_up


def test_clients_of_other_seats_do_not_notice(room: Floor) -> None:
    account, lead, signed = an_account(room), a_lead(room), an_account(room, owned=False)
    before = [room.now(r).trust for r in (account, lead, signed)]
    room.step("play_card", card="chair_swap")
    assert [room.now(r).trust for r in (account, lead, signed)] == before


def test_a_card_is_played_once_and_in_a_round(floor: Floor) -> None:
    floor.step("play_card", card="leaver")
    with pytest.raises(Rejected, match="card_played"):
        floor.step("play_card", card="leaver")
    with pytest.raises(Rejected, match="malformed"):
        floor.step("play_card", card="strike")
    floor.step("close_round")
    with pytest.raises(Rejected, match="wrong_phase"):
        floor.step("play_card", card="flood")


# --- The flood ------------------------------------------------------------------------------------------


def test_a_flood_brings_half_as_many_leads_again_as_usual_and_they_come_over_the_round(floor: Floor) -> None:
    flood = [r for r in range(floor.team.static.n) if floor.team.static.source[r] == Source.FLOOD]
    assert len(flood) == int(1.5 * 7 + 0.5)
    floor.idle(LEAD_GEN, 100)
    floor.step("play_card", card="flood")
    due = {row: minute for minute, row in floor.team.desk.pending}
    assert all(minute > 100 for minute in due.values())
    early = [r for r in flood if r not in due]
    assert early
    assert all(floor.now(r).stage == Stage.LEAD for r in early)
    floor.idle(LEAD_GEN, 300)
    floor.act(LEAD_GEN, "disqualify", a_lead(floor))
    assert all(floor.now(r).stage == Stage.LEAD for r in flood)


def test_a_flood_gives_the_workshop_fourteen_jobs_in_its_round_only(floor: Floor) -> None:
    floor.step("play_card", card="flood")
    assert floor.step("close_round").events[0]["data"]["teams"][0]["jobs"] == 14
    assert floor.team.desk.backlog == 5
    floor.step("open_round")
    orders = floor.team.tallies[1].orders
    assert floor.step("close_round").events[0]["data"]["teams"][0]["jobs"] == 5 + orders


def test_every_lead_of_the_flood_costs_advertising(floor: Floor) -> None:
    floor.step("play_card", card="flood")
    floor.idle(LEAD_GEN, 440)
    floor.act(LEAD_GEN, "disqualify", a_lead(floor))
    floor.step("close_round")
    assert floor.team.tallies[0].inbound == 7 + 11
    assert floor.team.tallies[0].ads == 18 * kitchen().money.ad
