"""Sales: meetings with an agenda."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from game.actions.agenda import GATES, check_agenda, percent
from game.actions.context import charge, require_here, spare_wait, waiting
from game.actions.conversation import Conversation
from game.actions.deal import settle_gate
from game.actions.ending import lose, stop_waiting
from game.actions.errors import Rejected
from game.actions.promising import PRICE, is_known, open_slots, settle
from game.actions.thinking import is_thinking, wait_from_answer
from game.market.chance import Kind
from game.market.columns import Stage
from game.market.rules import is_wolf, still_there
from game.state.records import SALES

if TYPE_CHECKING:
    from game.actions.commands import Meet, MeetTopic
    from game.state.draft import Draft

BIT = 1 << SALES


def meet(draft: Draft, seat: int, args: Meet, inputs: dict[str, Any]) -> str:
    """Meet or phone a client and talk through the agenda; at most one moment of the deal is decided."""
    sales, row = draft.scenario.sales, args.company
    company = require_here(draft, seat, row)
    if company.stage != Stage.OPPORTUNITY:
        raise Rejected("not_on_your_desk")
    track = draft.track(row)
    if is_thinking(draft, row):
        raise Rejected("thinking")
    if track.retry_round == draft.round and draft.seat(seat).clock < track.retry_clock:
        raise Rejected("retry_later")
    visit = args.visit or not company.contacted & BIT
    gate = check_agenda(draft, row, args, visit=visit)
    if args.write_up and not draft.levers.write_up:
        raise Rejected("not_yet")
    base = sales.visit if visit else sales.phone
    write_up = sales.write_up if args.write_up else 0
    planned = base + write_up + sum(sales.topics[item.topic] for item in args.agenda)

    talk = Conversation(draft, seat, row, draft.traits(row).patience_sales)
    released = inputs.get("released")
    if not _touch(talk):
        talk.minutes = draft.scenario.handing.cold_minutes
        if track.retry_round == draft.round and company.stage == Stage.OPPORTUNITY:
            track.retry_clock = draft.seat(seat).clock + talk.minutes + draft.scenario.handing.cold_retry
        charge(draft, seat, talk.minutes, released, most=planned)
        spare_wait(draft, row, seat, talk.minutes)
        talk.close("no_answer")
        return "meeting_missed"
    talk.minutes = base + write_up
    done = list(takewhile(lambda item: _discuss(talk, item), args.agenda))
    if gate >= 0 and any(GATES.get(item.topic) == gate for item in done):
        settle_gate(talk, gate, pushed=any(item.topic == "push" for item in done))
    if any(item.topic == "push" for item in done):
        talk.trust(sales.push_trust)
        track.pushed = True
    if args.write_up:
        talk.dossier.cells = {f: c._replace(written=True) for f, c in talk.dossier.cells.items()}
    charge(draft, seat, talk.minutes, released, most=planned)
    if company.stage == Stage.OPPORTUNITY:
        wait_from_answer(draft, row)
    talk.close("visit" if visit else "phone")
    return "meeting_held"


def _touch(talk: Conversation) -> bool:
    """The first moments: is the client still there, does it take the call, and what did the handoff leave behind?"""
    draft, row, company, track = talk.draft, talk.row, talk.company, talk.track
    handing = draft.scenario.handing
    handoff = draft.team.handoffs[track.handoff] if track.handoff >= 0 else None
    warm = handoff is not None and handoff.warm
    first = not company.contacted & BIT
    wait = max(0, waiting(draft, row, SALES))
    rule = handing.waiting
    if not (first and track.cold_fails):  # once for each wait: a second try after a failed one is no new wait
        half = rule.first if first else rule.later
        stays = still_there(half, wait, rule.warm if warm else 1.0, rule.next_step if company.next_step == 1 else 1.0)
        if draft.unit(row, Kind.WAIT, company.gate) >= stays:
            talk.say("", "gone", "bad")
            talk.outcome = ["gone_waiting", {}]
            lose(draft, row, "waited")
            return False
    if first and handoff is not None and track.touch_wait < 0:
        track.touch_wait = wait
        tally = draft.tally()
        tally.first_touch = [*tally.first_touch, wait]
    if first and handoff is not None and not warm and draft.unit(row, Kind.COLD) < handing.cold_fails:
        track.cold_fails += 1
        if track.cold_fails >= handing.cold_tries:
            talk.say("", "gone", "bad")
            talk.outcome = ["gone_cold", {}]
            lose(draft, row, "cold")
        else:
            talk.say("", "cold_failed", "cool")
            talk.outcome = ["cold_failed", {"n": handing.cold_retry}]
            track.retry_round = draft.round
        return False
    if first and handoff is not None:
        talk.say("", "warm_intro" if warm else "cold_first", "warm" if warm else "cool")
        if not warm:
            talk.trust(handing.cold_trust)
        if company.next_step == 1 and not talk.dossier.cell("next_step").status:
            talk.trust(handing.lapse_trust)
            company.next_step = 2
            talk.say("", "lapsed", "bad")
    company.contacted |= BIT
    stop_waiting(draft, row)
    return True


def _discuss(talk: Conversation, item: MeetTopic) -> bool:
    """One topic of a meeting; False when the client has had enough before it."""
    draft, sales, company = talk.draft, talk.draft.scenario.sales, talk.company
    if company.stage != Stage.OPPORTUNITY:
        return False
    topic = item.topic
    repeat = topic == "ask" and talk.repeated(item.field)
    if not talk.bear(topic, draft.scenario.lead.repeat_patience if repeat else 1):
        return False
    talk.minutes += sales.topics[topic]
    talk.raised.append(topic if topic != "ask" else item.field)
    match topic:
        case "ask":
            if repeat:
                talk.note_repeat(topic)
            talk.ask(item.field, topic)
        case "recap":
            talk.recap(topic)
        case "demo":
            _demo(talk, item.pain)
        case "measure":
            company.measured = True
            draft.tally().measures += 1
            talk.trust(sales.measure_trust)
            talk.say(topic, "measure", "warm")
        case "compare":
            company.compared = True
            talk.say(topic, "compare")
        case "trial":
            company.trial = True
            talk.trust(sales.trial_trust)
            talk.say(topic, "trial", "warm")
        case "objections":
            company.objections = True
            talk.say(topic, "objections")
        case "terms":
            company.discount = max(company.discount, percent(item.discount, sales.discount_most))
            talk.say(topic, "terms")
        case "proposal":
            _propose(talk, item)
        case "push":
            large = talk.traits.list_price > draft.scenario.deal.push_price
            talk.say(topic, "push.bad" if large or is_wolf(talk.traits.profile) else "push.ok", "cool")
    return True


def _demo(talk: Conversation, pain: str) -> None:
    """Show the product at work on a pain; on one the client does not have, it costs."""
    sales, scenario = talk.draft.scenario.sales, talk.draft.scenario
    talk.track.demos = [*talk.track.demos, pain]
    index = scenario.pains.index(pain)
    if index in talk.traits.pains:
        weight = talk.traits.weights[talk.traits.pains.index(index)]
        talk.company.demo += sales.demo_right * weight
        talk.trust(sales.demo_trust)
        talk.say("demo", f"demo.right.{pain}", "warm")
    else:
        talk.company.demo += sales.demo_wrong
        talk.trust(sales.demo_wrong_trust)
        talk.say("demo", "demo.wrong", "cool")


def _propose(talk: Conversation, item: MeetTopic) -> None:
    """Product and price on the table; price promises are kept or contradicted."""
    draft, sales, company = talk.draft, talk.draft.scenario.sales, talk.company
    company.product = [p.id for p in draft.scenario.products].index(item.product)
    company.discount = percent(item.discount, sales.discount_most)
    for slot in open_slots(draft, talk.row, PRICE):
        if is_known(draft, talk.row, slot, SALES):
            talk.trust(sales.promise_trust)
            talk.say("proposal", "price_kept", "warm")
            settle(draft, talk.row, slot, "kept")
        elif draft.unit(talk.row, Kind.CONTRADICT) < sales.contradict:
            talk.trust(sales.contradict_trust)
            talk.say("proposal", "price_contradicted", "bad")
            settle(draft, talk.row, slot, "broken")
        else:
            settle(draft, talk.row, slot, "kept")
    products = draft.scenario.products
    price = products[company.product].price * (100 - company.discount)
    limit = products[talk.traits.best].price * 100 * talk.traits.budget
    talk.say("proposal", "proposal.too_dear" if price > limit else "proposal.fits", "plain")
