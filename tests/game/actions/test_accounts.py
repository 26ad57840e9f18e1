"""The account manager's nine tasks: what each needs, costs and brings."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.state.records import ACCOUNT, LEAD_GEN, SALES
from tests.builders import Floor, Luck, a_handed_lead, a_match, an_account, an_opportunity, kitchen, promised


@pytest.mark.parametrize(
    ("task", "minutes", "columns"),
    [
        ("service", 28, {}),
        ("repeat_order", 38, {"order_open": True}),
        ("frequency", 50, {}),
        ("basket", 44, {}),
        ("loyalty", 54, {}),
        ("dossier", 44, {}),
        ("receivable", 20, {"overdue": 100_000}),
        ("complaint", 50, {"complaint": 1}),
        ("joint_group", 54, {}),
    ],
)
def test_every_task_costs_its_minutes_and_counts_as_care(
    floor: Floor, task: str, minutes: int, columns: dict[str, object]
) -> None:
    row = an_account(floor, **columns)
    floor.task(row, task)
    assert floor.seat(ACCOUNT).spent == minutes
    assert floor.now(row).touched


@pytest.mark.parametrize(
    ("task", "columns", "code"),
    [
        ("repeat_order", {}, "no_open_order"),
        ("frequency", {"dossier": 0.59}, "dossier_too_thin"),
        ("basket", {"dossier": 0.49}, "dossier_too_thin"),
        ("basket", {"basket": 2}, "limit_reached"),
        ("loyalty", {"loyalty": 2}, "limit_reached"),
        ("dossier", {"dossier": 1.0}, "limit_reached"),
        ("receivable", {}, "no_overdue"),
        ("complaint", {}, "no_complaint"),
    ],
)
def test_a_task_that_makes_no_sense_is_refused(floor: Floor, task: str, columns: dict[str, object], code: str) -> None:
    assert floor.refused(ACCOUNT, "task", an_account(floor, **columns), task=task) == code


def test_who_buys_once_needs_no_rhythm_and_no_basket(floor: Floor) -> None:
    row = an_account(floor)
    floor.traits(row, period=0)
    for task in ("frequency", "basket"):
        assert floor.refused(ACCOUNT, "task", row, task=task) == "limit_reached"


def test_accounts_not_handed_over_are_not_the_account_managers(floor: Floor) -> None:
    row = an_account(floor, owned=False)
    assert floor.refused(ACCOUNT, "task", row, task="service") == "unknown_company"
    assert floor.refused(SALES, "task", row, task="service") == "not_your_seat"


# --- Orders ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("complaint", "chance"), [(0, 0.25 + 0.55 * 0.6 + 0.20 * 0.7), (1, 0.52)])
def test_an_open_order_is_placed_by_trust_and_dossier(floor: Floor, luck: Luck, complaint: int, chance: float) -> None:
    for draw, placed in ((chance - 0.001, True), (chance + 0.001, False)):
        luck.set(Kind.ORDER, draw)
        row = an_account(floor, order_open=True, complaint=complaint)
        floor.task(row, "repeat_order")
        assert floor.now(row).ordered == placed
        assert floor.now(row).trust == pytest.approx(0.6 if placed else 0.58)
        assert not floor.now(row).order_open
        assert floor.now(row).order_due == 1 + 2  # placed or not, the next one comes a period later
        assert [(p.kind, p.by, p.due) for p in floor.promises(row)] == [("date", ACCOUNT, 2)] * placed


def test_an_order_brings_thirty_per_cent_of_the_list_price_at_forty_per_cent_margin(floor: Floor) -> None:
    floor.task(an_account(floor, order_open=True), "repeat_order")
    assert (floor.tally.revenue, floor.tally.margin_repeat, floor.tally.orders) == (300_000, 120_000, 1)
    floor.task(an_account(floor, order_open=True, basket=2), "repeat_order")
    assert floor.tally.revenue == 300_000 + 390_000
    before = floor.tally.margin_repeat
    floor.task(an_account(floor, order_open=True, discount=10), "repeat_order")
    assert floor.tally.margin_repeat - before == 300_000 * 35 // 100


def test_a_plan_of_orders_is_agreed_by_trust_and_shortens_the_rhythm(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.FREQUENCY, 0.4 + 0.5 * 0.6 - 0.001)
    row = an_account(floor, order_open=True)
    floor.task(row, "frequency")
    assert floor.now(row).frequency
    floor.task(row, "repeat_order")
    assert floor.now(row).order_due == 1 + 1
    assert floor.refused(ACCOUNT, "task", row, task="frequency") == "limit_reached"
    luck.set(Kind.FREQUENCY, 0.4 + 0.5 * 0.6 + 0.001)
    other = an_account(floor)
    floor.task(other, "frequency")
    assert not floor.now(other).frequency


@pytest.mark.parametrize(
    ("columns", "chance"),
    [
        ({"dossier": 0.55}, 0.25 + 0.5 * 0.6),
        ({"won_round": 1}, (0.25 + 0.5 * 0.6) * 1.3),
        ({"won_round": 1, "dossier": 0.55}, 0.25 + 0.5 * 0.6),
        ({}, 0.25 + 0.5 * 0.6),  # an old account of the predecessor's
    ],
)
def test_a_larger_basket_is_easiest_early_with_a_good_dossier(
    floor: Floor, luck: Luck, columns: dict[str, float], chance: float
) -> None:
    for draw, taken in ((chance - 0.001, 1), (chance + 0.001, 0)):
        luck.set(Kind.BASKET, draw)
        row = an_account(floor, **columns)
        floor.task(row, "basket")
        assert floor.now(row).basket == taken


# --- Care -----------------------------------------------------------------------------------------------


def test_service_brings_trust_nearer_to_its_target(floor: Floor) -> None:
    row = an_account(floor, trust=0.5)
    floor.task(row, "service")
    assert floor.now(row).trust == pytest.approx(0.5 + 0.12 * 0.28)


def test_service_calls_known_promises_ahead_that_are_due_and_only_once(floor: Floor) -> None:
    row = an_account(floor, trust=0.78)
    promised(floor, row, "date", by=ACCOUNT, due=1)
    promised(floor, row, "terms", by=SALES, due=1)  # nobody told the account manager
    promised(floor, row, "date", by=ACCOUNT, due=2)
    floor.task(row, "service")
    assert floor.now(row).promise_ahead[:3] == [True, False, False]
    assert floor.now(row).trust == pytest.approx(0.78 + 0.03)
    before = floor.now(row).trust
    floor.task(row, "service")
    assert floor.now(row).trust < before


def test_a_promise_called_ahead_holds_while_the_workshop_is_in_time(floor: Floor) -> None:
    for _ in range(5):
        row = an_account(floor)
        promised(floor, row, "date", by=ACCOUNT, due=1)
        floor.task(row, "service")
    floor.bell()
    assert {p.state for p in floor.team.promises if p.due == 1} == {"kept"}


def test_loyalty_binds_twice_and_recommends_once(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.REFERRAL, 0.45 * 0.63 - 0.001)
    row = an_account(floor)
    floor.task(row, "loyalty")
    floor.task(row, "loyalty")
    assert floor.now(row).loyalty == 2
    assert floor.now(row).trust == pytest.approx(0.66)
    assert floor.team.desk.reserve == 1
    floor.bell()
    assert floor.team.desk.referred == 1


def test_who_would_not_recommend_may_do_so_later(floor: Floor, luck: Luck) -> None:
    row = an_account(floor)
    luck.set(Kind.REFERRAL, 0.45 * 0.63 + 0.001)  # bound once, trust is .63
    floor.task(row, "loyalty")
    assert floor.team.desk.reserve == 0
    assert not floor.now(row).referred


@pytest.mark.parametrize(("mode", "cost"), [("told", 0.16 * 0.55), ("notes", 0.16 * 0.20), ("card", 0.0)])
def test_completing_a_dossier_asks_again_what_should_have_been_passed_on(floor: Floor, mode: str, cost: float) -> None:
    row = an_account(floor, owned=False, dossier=0.4)
    floor.accept(floor.hand_over(row, mode, warm=True))
    trust, dossier = floor.now(row).trust, floor.now(row).dossier
    floor.task(row, "dossier")
    assert floor.now(row).trust == pytest.approx(trust - cost)
    assert floor.now(row).dossier == pytest.approx(dossier + 0.25)
    assert floor.track(row).repeated == (0 if mode == "card" else 1)


def test_a_predecessors_account_is_asked_without_annoyance(floor: Floor) -> None:
    row = an_account(floor)
    floor.task(row, "dossier")
    assert floor.now(row).trust == pytest.approx(0.6)
    assert floor.now(row).dossier == pytest.approx(0.95)


def test_a_settled_complaint_wins_trust_and_a_collected_invoice_is_gone(floor: Floor) -> None:
    row = an_account(floor, complaint=2, overdue=50_000, overdue_age=1)
    floor.task(row, "complaint")
    floor.task(row, "receivable")
    assert floor.now(row).complaint == 0
    assert floor.now(row).overdue == 0
    assert floor.now(row).trust == pytest.approx(0.65)
    assert floor.tally.complaints_closed == 1


def test_a_joint_group_wins_a_little_trust(floor: Floor) -> None:
    row = an_account(floor)
    floor.task(row, "joint_group")
    assert floor.now(row).trust == pytest.approx(0.62)


# --- Minutes --------------------------------------------------------------------------------------------


def test_nobody_spends_more_than_is_released_and_all_that_is_released(luck: Luck) -> None:
    floor = a_match()
    row = an_account(floor)
    assert floor.refused(ACCOUNT, "task", row, task="service", released=27) == "not_released"
    floor.task(row, "service", released=28)
    assert floor.refused(ACCOUNT, "task", row, task="service", released=50) == "not_released"
    assert floor.seat(ACCOUNT).spent == 28


def test_a_last_action_may_overrun_by_forty_minutes_that_are_missing_in_the_next_round(floor: Floor) -> None:
    row = an_account(floor)
    floor.idle(ACCOUNT, 480 - 14)
    assert floor.refused(ACCOUNT, "task", row, task="loyalty", released=479) == "not_released"
    floor.idle(ACCOUNT, -1)
    assert floor.refused(ACCOUNT, "task", row, task="loyalty", released=479) == "not_released"
    floor.idle(ACCOUNT, 1)
    floor.task(row, "loyalty")
    assert floor.seat(ACCOUNT).spent == 520
    assert floor.refused(ACCOUNT, "task", row, task="service") == "no_minutes"
    floor.bell()
    assert (floor.seat(ACCOUNT).carried, floor.seat(ACCOUNT).total, floor.seat(ACCOUNT).spent) == (40, 440, 0)


def test_an_overrun_beyond_forty_minutes_is_refused(floor: Floor) -> None:
    row = an_account(floor)
    floor.idle(ACCOUNT, 480 - 13)
    assert floor.refused(ACCOUNT, "task", row, task="loyalty") == "no_minutes"
    floor.task(row, "service")


def test_a_colleagues_charge_may_overrun_but_no_more_than_forty_are_carried(floor: Floor) -> None:
    for _ in range(2):
        a_handed_lead(floor)
    floor.idle(LEAD_GEN, 515 - floor.seat(LEAD_GEN).spent)
    for handoff in range(2):
        floor.accept(handoff, read_back=True)
    assert floor.seat(LEAD_GEN).spent == 523
    floor.bell()
    assert floor.seat(LEAD_GEN).carried == 40


def test_unspent_minutes_are_lost(floor: Floor) -> None:
    floor.idle(SALES, 100)
    floor.bell()
    assert (floor.seat(SALES).total, floor.seat(SALES).spent, floor.seat(SALES).worked) == (480, 0, 100)


def test_the_price_of_a_conversation_is_checked_before_anybody_knows_how_it_ends(floor: Floor, luck: Luck) -> None:
    row = an_opportunity(floor)
    luck.set(Kind.WAIT, 0.99999)
    floor.idle(SALES, 480)
    assert floor.refused(SALES, "meet", row, agenda=[{"topic": "compare"}]) == "no_minutes"
    assert kitchen().sales.phone + kitchen().sales.topics.compare > kitchen().handing.cold_minutes
