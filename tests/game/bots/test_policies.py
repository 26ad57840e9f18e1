"""What the policies do: they see a view and answer with one command, like people."""

from __future__ import annotations

from typing import Any

from game.bots import Bot
from game.market.columns import Stage
from game.state.records import ACCOUNT, GUESS, LEAD_GEN, SALES
from game.views.seat import seat_view
from tests.builders import (
    WRONG,
    Floor,
    Luck,
    a_handed_lead,
    a_lead,
    a_lead_called,
    a_match,
    a_thinking_client,
    an_account,
    an_opportunity,
)

ROLES = ("lead_gen", "sales", "account")


def next_act(floor: Floor, seat: int, policy: str = "reference") -> tuple[str, dict[str, Any]]:
    """What a bot on a seat would do now; the company is named by its row."""
    act = Bot.make(policy, ROLES[seat]).decide(seat_view(floor.match, 0, seat, ""))
    assert act is not None
    verb, args = act
    if "company" in args:
        args = {**args, "company": floor.team.rows[args["company"]]}
    return verb, args


def topics(act: tuple[str, dict[str, Any]]) -> list[str]:
    return [item["topic"] for item in act[1]["agenda"]]


def clear(floor: Floor, *keep: int) -> None:
    """Empty the floor but for some clients."""
    columns = floor.team.columns
    for row in range(columns.n):
        if row not in keep and columns.stage[row] != Stage.FUTURE:
            floor.put(row, stage=int(Stage.LOST))


# --- Lead generation ------------------------------------------------------------------------------------


def test_the_lead_generator_calls_the_hottest_of_the_fresh_first(floor: Floor) -> None:
    rows = [r for r, t in floor.team.tracks.items() if t.here and floor.now(r).stage == Stage.LEAD]
    cold, hot, old = rows[:3]
    for row, source in ((cold, 3), (hot, 1), (old, 0)):
        floor.traits(row, source=source)
    floor.team.assign(f"track/{old}", {"wait_mark": floor.seat(LEAD_GEN).worked - 201})
    for expected in (hot, cold, old):
        verb, args = next_act(floor, LEAD_GEN)
        assert (verb, args["company"]) == ("call", expected)
        floor.put(expected, stage=int(Stage.LOST))


def test_the_lead_generator_calls_twice_and_hands_over_warm_with_the_card(floor: Floor) -> None:
    row = a_lead(floor)
    clear(floor, row)
    act = next_act(floor, LEAD_GEN)
    assert topics(act) == ["situation", "pain", "severity", "budget"]
    floor.call(row, *topics(act))
    act = next_act(floor, LEAD_GEN)
    assert topics(act) == ["product", "timing", "decision_maker", "next_step"]
    floor.call(row, *topics(act))
    verb, args = next_act(floor, LEAD_GEN)
    assert (verb, args["mode"], args["warm"]) == ("hand_over", "card", True)


def test_the_lead_generator_drops_what_is_out_and_puts_aside_what_comes_later(floor: Floor) -> None:
    for changes, verb in (({"budget": "low"}, "disqualify"), ({"severity": "minor"}, "disqualify")):
        row = a_lead_called(floor)
        clear(floor, row)
        floor.learn(LEAD_GEN, row, **changes)
        assert next_act(floor, LEAD_GEN)[0] == verb
        floor.put(row, stage=int(Stage.LOST))
    later = a_match()
    row = a_lead_called(later)
    clear(later, row)
    later.learn(LEAD_GEN, row, timing="later")
    assert next_act(later, LEAD_GEN)[0] == "nurture"


def test_in_the_first_two_rounds_bots_hand_over_cold_and_without_the_card(luck: Luck) -> None:
    floor = a_match(acts="scenario")
    row = a_lead_called(floor)
    clear(floor, row)
    floor.team.assign(f"dossier/0/{row}", {"calls": 2})
    floor.step("seat_bot", team=0, seat=LEAD_GEN, policy="reference")
    verb, args = next_act(floor, LEAD_GEN)
    assert (verb, args["mode"], args["warm"]) == ("hand_over", "told", False)


def test_the_padder_marks_what_it_never_asked_and_hands_over_after_one_call(floor: Floor) -> None:
    row = a_lead_called(floor, known=("pain",))
    clear(floor, row)
    marked = []
    while (act := next_act(floor, LEAD_GEN, "padder"))[0] == "mark":
        assert act[1]["status"] == "confirmed"
        marked.append(act[1]["field"])
        floor.act(LEAD_GEN, "mark", row, field=act[1]["field"], value=act[1]["value"], status="confirmed")
    assert set(marked) == {"severity", "product", "budget", "timing", "decision_maker"}
    assert (act[0], act[1]["warm"]) == ("hand_over", False)
    assert floor.seat(LEAD_GEN).spent == 0


# --- Sales ----------------------------------------------------------------------------------------------


def test_the_seller_hands_over_then_closes_then_proposes_then_visits_then_accepts(floor: Floor) -> None:
    won, close, propose = an_account(floor, owned=False), an_opportunity(floor, 2), an_opportunity(floor, 1)
    visit, brief = an_opportunity(floor, met=False), a_handed_lead(floor)
    clear(floor, won, close, propose, visit, brief)
    for row, verb, topic in (
        (won, "hand_over", ""),
        (close, "meet", "close"),
        (propose, "meet", "proposal"),
        (visit, "meet", "measure"),
    ):
        act = next_act(floor, SALES)
        assert (act[0], act[1]["company"]) == (verb, row)
        assert not topic or topics(act)[-1] == topic
        floor.put(row, stage=int(Stage.LOST))
    assert next_act(floor, SALES)[0] == "accept"


def test_the_seller_recaps_guesses_or_asks_what_is_missing_before_the_demo(floor: Floor) -> None:
    row = an_opportunity(floor, known=("pain", "product", "severity"), guessed=("budget",))
    clear(floor, row)
    assert topics(next_act(floor, SALES)) == ["recap", "demo", "demo", "measure"]
    floor.learn(SALES, row, budget="")
    act = next_act(floor, SALES)
    assert (topics(act)[0], act[1]["agenda"][0]["field"]) == ("ask", "budget")
    assert topics(next_act(floor, SALES, "skimper")) == ["demo", "demo", "measure"]


def test_the_seller_reads_back_a_brief_with_gaps_and_not_a_full_card(floor: Floor) -> None:
    a_handed_lead(floor, "card")
    clear(floor, floor.handoff().company)
    assert next_act(floor, SALES)[1]["read_back"] is False
    other = a_match()
    a_handed_lead(other, "told")
    clear(other, other.handoff().company)
    assert next_act(other, SALES)[1]["read_back"] is True
    assert next_act(other, SALES, "no_read_back")[1]["read_back"] is False


def test_the_seller_returns_a_card_that_breaks_the_charter(floor: Floor) -> None:
    floor.charter(returns=True, criteria=["severity_serious"], mode_lead="card")
    row = a_lead_called(floor)
    clear(floor, row)
    floor.learn(LEAD_GEN, row, severity=WRONG["severity"])
    floor.hand_over(row)
    verb, args = next_act(floor, SALES)
    assert (verb, args["reason"]) == ("return_handoff", "definitional")


def test_the_seller_passes_the_time_when_nothing_is_ready(floor: Floor) -> None:
    row = a_thinking_client(floor, 50)
    clear(floor, row)
    assert next_act(floor, SALES)[0] == "pass_time"


def test_the_discounter_gives_fifteen_per_cent_and_the_pusher_pushes(floor: Floor) -> None:
    row = an_opportunity(floor, 1)
    clear(floor, row)
    assert next_act(floor, SALES, "discounter")[1]["agenda"][-1]["discount"] == "15"
    assert next_act(floor, SALES)[1]["agenda"][-1]["discount"] == "0"
    floor.put(row, gate=2, product=1)
    assert topics(next_act(floor, SALES, "pusher"))[-2:] == ["push", "close"]


def test_the_keeper_never_hands_over(floor: Floor) -> None:
    won = an_account(floor, owned=False)
    clear(floor, won)
    assert Bot.make("keeper", "sales").decide(seat_view(floor.match, 0, SALES, "")) is None


# --- Accounts -------------------------------------------------------------------------------------------


def test_the_account_manager_settles_complaints_then_takes_orders_then_keeps_dates(floor: Floor) -> None:
    row = an_account(floor, complaint=1, order_open=True, overdue=10_000, dossier=0.5)
    clear(floor, row)
    done = []
    for _ in range(4):
        verb, args = next_act(floor, ACCOUNT)
        assert verb == "task"
        done.append(args["task"])
        floor.task(row, args["task"])
    assert done == ["complaint", "repeat_order", "receivable", "dossier"]


def test_those_who_neglect_or_spam_do_only_that(floor: Floor) -> None:
    row = an_account(floor, complaint=1, overdue=10_000)
    clear(floor, row)
    assert next_act(floor, ACCOUNT, "neglect")[1]["task"] == "receivable"
    assert next_act(floor, ACCOUNT, "service_spam")[1]["task"] == "service"
    assert next_act(floor, ACCOUNT, "referral_farm")[1]["task"] == "loyalty"


# --- All of them ----------------------------------------------------------------------------------------


def test_between_people_a_bot_agrees_to_the_charter_as_it_stands(luck: Luck) -> None:
    floor = a_match(acts="scenario", round_=2)
    floor.step("seat_bot", team=0, seat=ACCOUNT, policy="reference")
    floor.step("close_round")
    floor.step("open_charter")
    bot = Bot.make("reference", "account")
    assert bot.decide(seat_view(floor.match, 0, ACCOUNT, "")) == ("agree_charter", {})
    floor.act(ACCOUNT, "agree_charter", by="bot")
    assert bot.decide(seat_view(floor.match, 0, ACCOUNT, "")) is None


def test_bots_rest_when_no_round_runs(floor: Floor) -> None:
    floor.step("close_round")
    for seat, role in enumerate(ROLES):
        assert Bot.make("reference", role).decide(seat_view(floor.match, 0, seat, "")) is None


def test_a_guess_of_the_budget_is_enough_to_drop_a_poor_client(floor: Floor) -> None:
    row = a_lead_called(floor, known=("pain", "severity"))
    clear(floor, row)
    floor.learn(LEAD_GEN, row, GUESS, budget="low")
    assert next_act(floor, LEAD_GEN)[0] == "disqualify"
