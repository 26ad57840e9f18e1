"""Account management: the nine tasks."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from game.actions.commands import Task
from game.actions.context import charge, require_here
from game.actions.conversation import Conversation
from game.actions.errors import Rejected
from game.actions.promising import DATE, call_ahead, is_known, make, open_slots
from game.market.chance import Kind
from game.market.columns import Source, Stage
from game.market.rules import next_order, order_chance, order_margin, order_value
from game.state.draft import Draft
from game.state.records import ACCOUNT, Track

if TYPE_CHECKING:
    from game.market.row import Row
    from game.scenario.schema import Scenario

BIT = 1 << ACCOUNT


def task(draft: Draft, seat: int, args: Task, inputs: dict[str, Any]) -> str:
    """One of the nine tasks with an account."""
    row = args.company
    company = require_here(draft, seat, row)
    if company.stage != Stage.ACCOUNT:
        raise Rejected("not_on_your_desk")
    reason = task_blocked(draft.scenario, company, draft.traits(row), draft.track(row), args.task)
    if reason:
        raise Rejected(reason)
    talk = Conversation(draft, seat, row, 9)
    talk.minutes = draft.scenario.accounts.minutes[args.task]
    talk.raised.append(args.task)
    WORK[args.task](talk)
    company.touched = True
    charge(draft, seat, talk.minutes, inputs.get("released"))
    talk.close(args.task)
    return "task_done"


def task_blocked(
    scenario: Scenario, company: SimpleNamespace | Row, traits: SimpleNamespace, track: Track, name: str
) -> str:
    """The code why a task is not possible with this account now, "" if it is."""
    care = scenario.accounts.care
    match name:
        case "repeat_order":
            return "" if company.order_open else "no_open_order"
        case "frequency":
            if traits.period == 0 or str(int(Kind.FREQUENCY)) in track.draws:
                return "limit_reached"
            return "" if company.dossier >= care.frequency_dossier else "dossier_too_thin"
        case "basket":
            if company.basket >= care.basket_most or traits.period == 0:
                return "limit_reached"
            return "" if company.dossier >= care.basket_dossier else "dossier_too_thin"
        case "loyalty":
            return "limit_reached" if company.loyalty >= len(care.loyalty_churn) - 1 else ""
        case "dossier":
            return "limit_reached" if company.dossier >= 1.0 else ""
        case "receivable":
            return "" if company.overdue else "no_overdue"
        case "complaint":
            return "" if company.complaint else "no_complaint"
    return ""


def _service(talk: Conversation) -> None:
    """A service call: trust grows towards its target, and due promises that are known are called ahead."""
    care, company, draft = talk.draft.scenario.accounts.care, talk.company, talk.draft
    talk.trust(care.service_gain * (care.service_target - company.trust))
    ahead = False
    for slot in open_slots(draft, talk.row):
        due = company.promise_due[slot] <= draft.round
        if due and is_known(draft, talk.row, slot, ACCOUNT) and not company.promise_ahead[slot]:
            call_ahead(draft, talk.row, slot)
            talk.trust(care.ahead_trust)
            ahead = True
    talk.say("service", "service.called_ahead" if ahead else "service", "warm")


def _repeat_order(talk: Conversation) -> None:
    """Ask for the open order: it is placed, or it goes elsewhere."""
    draft, company, traits, track = talk.draft, talk.company, talk.traits, talk.track
    orders = draft.scenario.accounts.orders
    chance = order_chance(draft.scenario, company.trust, company.dossier, complaint=company.complaint > 0)
    company.order_open = False
    company.order_due = next_order(draft.scenario, traits.period, draft.round, frequency=company.frequency)
    tally = draft.tally()
    value = order_value(draft.scenario, traits.list_price, company.basket)
    margin = order_margin(draft.scenario, value, company.discount)
    if draft.unit(talk.row, Kind.ORDER) < chance:
        company.ordered = True
        tally.orders += 1
        tally.revenue += value
        tally.margin_repeat += margin
        track.order_count += 1
        track.earned += margin
        make(draft, talk.row, DATE, ACCOUNT, draft.round + 1, BIT)
        talk.say("repeat_order", "order.with_complaint" if company.complaint else "order.placed", "warm")
        talk.outcome = ["order_placed", {"price": value}]
    else:
        talk.trust(orders.refused_trust)
        talk.say("repeat_order", "order.refused", "cool")
        talk.outcome = ["order_refused", {}]


def _frequency(talk: Conversation) -> None:
    """A plan of orders: the period shortens, if the account agrees. It is asked once."""
    care, company = talk.draft.scenario.accounts.care, talk.company
    if talk.draft.unit(talk.row, Kind.FREQUENCY) < care.frequency_base + care.frequency_trust * company.trust:
        company.frequency = True
        if company.order_due > talk.draft.round + 1:
            company.order_due -= care.frequency_gain
        talk.say("frequency", "frequency.yes", "warm")
    else:
        talk.say("frequency", "frequency.no")


def _basket(talk: Conversation) -> None:
    """Offer more with each order."""
    care, company = talk.draft.scenario.accounts.care, talk.company
    chance = care.basket_base + care.basket_trust * company.trust
    age = talk.draft.round - company.won_round
    fresh = company.won_round > 0 and age <= care.basket_early_rounds
    if fresh and company.dossier >= care.basket_early_dossier:
        chance = chance * care.basket_early
    if talk.draft.unit(talk.row, Kind.BASKET) < chance:
        company.basket += 1
        talk.say("basket", "basket.yes", "warm")
    else:
        talk.say("basket", "basket.no")


def _loyalty(talk: Conversation) -> None:
    """Bind the account; it may recommend us, once."""
    care, company, draft = talk.draft.scenario.accounts.care, talk.company, talk.draft
    company.loyalty += 1
    talk.trust(care.loyalty_trust)
    talk.say("loyalty", "loyalty", "warm")
    if company.referred or draft.state.course.phase == "fast_forward":
        return
    if draft.unit(talk.row, Kind.REFERRAL) < care.referral * company.trust:
        company.referred = True
        desk = draft.desk()
        if desk.reserve < draft.scenario.referrals.reserve:
            desk.reserve += 1
            talk.say("loyalty", "referral", "warm")


def _dossier(talk: Conversation) -> None:
    """Complete the dossier; what a colleague should have passed on has to be asked again."""
    scenario, company, draft = talk.draft.scenario, talk.company, talk.draft
    company.dossier = min(1.0, company.dossier + scenario.accounts.care.dossier_gain)
    handoff = draft.team.handoffs[talk.track.handoff] if talk.track.handoff >= 0 else None
    lacking = 0.0
    if handoff is not None and handoff.receiver == ACCOUNT and handoff.mode != "card":
        lacking = 1.0 - scenario.handing.modes[handoff.mode].quality
    if lacking:
        talk.trust(scenario.accounts.care.dossier_trust * lacking)
        talk.track.repeated += 1
        draft.tally().repeated += 1
        draft.handoff(talk.track.handoff).repeated += 1
        talk.say("dossier", "dossier.repeated", "bad")
    else:
        talk.say("dossier", "dossier")


def _receivable(talk: Conversation) -> None:
    """Collect an overdue invoice."""
    talk.company.overdue, talk.company.overdue_age = 0, 0
    talk.say("receivable", "receivable")


def _complaint(talk: Conversation) -> None:
    """Settle a complaint."""
    talk.company.complaint = 0
    talk.trust(talk.draft.scenario.accounts.care.complaint_trust)
    talk.draft.tally().complaints_closed += 1
    talk.say("complaint", "complaint.closed", "warm")


def _joint_group(talk: Conversation) -> None:
    """A joint group with the account's people."""
    talk.trust(talk.draft.scenario.accounts.care.joint_trust)
    talk.say("joint_group", "joint_group")


WORK: dict[str, Callable[[Conversation], None]] = {
    "service": _service,
    "repeat_order": _repeat_order,
    "frequency": _frequency,
    "basket": _basket,
    "loyalty": _loyalty,
    "dossier": _dossier,
    "receivable": _receivable,
    "complaint": _complaint,
    "joint_group": _joint_group,
}


def release_referrals(draft: Draft, already: int) -> list[int]:
    """Rows of the referral reserve to be released next, given how many have been released before."""
    static = draft.team.static
    rows = [i for i in range(static.n) if static.source[i] == Source.REFERRAL]
    return rows[already : draft.team.desk.reserve]
