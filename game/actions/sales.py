"""Sales: meetings with an agenda, and the follow-up while a client thinks."""

from __future__ import annotations

from typing import Any

from game.actions.commands import Meet, MeetTopic, One
from game.actions.context import charge, require_here, start_wait, waiting
from game.actions.conversation import Conversation, shift_trust
from game.actions.deal import settle_gate
from game.actions.ending import lose, stop_waiting
from game.actions.errors import Rejected
from game.actions.promising import PRICE, is_known, open_slots, settle
from game.market.chance import Kind
from game.market.columns import Stage
from game.market.rules import is_wolf, still_there
from game.state.draft import Draft
from game.state.records import GUESS, JUDGED, SALES, UNKNOWN

BIT = 1 << SALES
GATES = {"demo": 0, "proposal": 1, "close": 2}


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
    gate = _check_agenda(draft, row, args, visit=visit)
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
        talk.close("no_answer")
        return "meeting_missed"
    talk.minutes = base + write_up
    done = [item for item in args.agenda if _discuss(talk, item)]
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


def is_thinking(draft: Draft, row: int) -> bool:
    """Whether the client has not answered yet."""
    track = draft.track(row)
    if track.ready_clock < 0:
        return False
    if track.ready_round > draft.round:
        return True
    return track.ready_round == draft.round and draft.seat(SALES).clock < track.ready_clock


def wait_from_answer(draft: Draft, row: int) -> None:
    """The client waits for the seller from now, or from when it will have thought."""
    track = draft.track(row)
    start_wait(draft, row, SALES)
    if track.ready_clock >= 0 and track.ready_round == draft.round:
        track.wait_mark += max(0, track.ready_clock - draft.seat(SALES).clock)


def _check_agenda(draft: Draft, row: int, args: Meet, *, visit: bool) -> int:
    """Whether the agenda is possible; returns the moment of the deal that it decides, -1 for none.

    Raises:
        Rejected: the first reason why not.
    """
    sales, company = draft.scenario.sales, draft.company(row)
    topics = [item.topic for item in args.agenda]
    if not topics:
        raise Rejected("no_topics")
    if len(topics) > sales.max_topics:
        raise Rejected("too_many_topics")
    seen: set[tuple[str, str, str]] = set()
    for item in args.agenda:
        key = (item.topic, item.pain if item.topic == "demo" else "", item.field if item.topic == "ask" else "")
        if key in seen:
            raise Rejected("already_done")
        seen.add(key)
        reason = topic_blocked(draft, row, item, visit=visit)
        if reason:
            raise Rejected(reason)
    wanted = {GATES[t] for t in topics if t in GATES and not (t == "demo" and company.gate > 0)}
    if len(wanted) > 1:
        raise Rejected("one_gate")
    return wanted.pop() if wanted else -1


def topic_blocked(draft: Draft, row: int, item: MeetTopic, *, visit: bool) -> str:
    """The code why a topic is not possible with this client now, "" if it is."""
    company, track = draft.company(row), draft.track(row)
    dossier = draft.dossier(SALES, row)
    done = {"measure": company.measured, "compare": company.compared, "trial": company.trial}
    if done.get(item.topic):
        return "already_done"
    match item.topic:
        case "ask":
            return "" if item.field in JUDGED else "malformed"
        case "recap":
            return "" if any(c.status == GUESS for c in dossier.cells.values()) else "no_guesses"
        case "demo":
            known = dossier.cell("pain")
            if known.status == UNKNOWN or item.pain not in known.value.split("+"):
                return "needs_pain"
            return "already_done" if item.pain in track.demos else ""
        case "measure":
            return "" if visit else "needs_visit"
        case "proposal":
            if not company.measured:
                return "needs_measure"
            if company.gate >= 2:  # noqa: PLR2004 - accepted already
                return "already_done"
            if item.product not in [p.id for p in draft.scenario.products]:
                return "needs_product"
            return "" if company.gate == 1 else "needs_gate1"
        case "terms":
            return "" if company.gate >= 1 and company.product >= 0 else "needs_gate2"
        case "close":
            return "" if company.gate == 2 else "needs_gate2"  # noqa: PLR2004
        case "push":
            return "" if company.gate == 2 else "needs_gate2"  # noqa: PLR2004
        case "objections":
            return "already_done" if company.objections else ""
    return ""


def _touch(talk: Conversation) -> bool:
    """The first moments: is the client still there, does it take the call, and what did the handoff leave behind?"""
    draft, row, company, track = talk.draft, talk.row, talk.company, talk.track
    handing = draft.scenario.handing
    handoff = draft.team.handoffs[track.handoff] if track.handoff >= 0 else None
    warm = handoff is not None and handoff.warm
    first = not company.contacted & BIT
    wait = max(0, waiting(draft, row, SALES))
    rule = handing.waiting
    if track.cold_fails == 0:
        half = rule.first if first else rule.later
        stays = still_there(
            half, wait, rule.warm if warm else 1.0, rule.next_step if company.next_step == 1 else 1.0
        )
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
            company.discount = max(company.discount, _percent(item.discount))
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
    company.discount = _percent(item.discount)
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


def _percent(discount: int | str) -> int:
    try:
        value = int(discount or 0)
    except ValueError:
        raise Rejected("malformed", "discount") from None
    if not 0 <= value <= 20:  # noqa: PLR2004 - the scenario's own limit is checked below it
        raise Rejected("malformed", "discount")
    return value


def follow_up(draft: Draft, seat: int, args: One, inputs: dict[str, Any]) -> str:
    """Keep in touch while a client thinks: the answer comes sooner. Once for each step."""
    sales, row = draft.scenario.sales, args.company
    company = require_here(draft, seat, row)
    track, record = draft.track(row), draft.seat(seat)
    if company.stage != Stage.OPPORTUNITY or not is_thinking(draft, row):
        raise Rejected("already_done")
    if track.followed_up:
        raise Rejected("already_done")
    remaining = remaining_thought(draft, row)
    if remaining <= sales.follow_up_least:
        raise Rejected("limit_reached")
    wolf = is_wolf(draft.traits(row).profile)
    charge(draft, seat, sales.follow_up, inputs.get("released"))
    track.followed_up = True
    sooner = int(remaining * sales.follow_up_factor)
    track.ready_clock, track.ready_round = record.clock - sales.follow_up + sooner, draft.round
    if track.ready_clock >= record.total:
        track.ready_clock, track.ready_round = 0, draft.round + 1
    wait_from_answer(draft, row)
    shift_trust(company, sales.follow_up_wolf if wolf else sales.follow_up_trust)
    talk = Conversation(draft, seat, row, 1)
    talk.minutes = sales.follow_up
    talk.say("", "follow_up.annoyed" if wolf else "follow_up", "cool" if wolf else "warm")
    talk.close("follow_up")
    return "followed_up"


def remaining_thought(draft: Draft, row: int) -> int:
    """Minutes of the seller's clock until the client answers; to the bell, the rest of the round."""
    track, record = draft.track(row), draft.seat(SALES)
    if track.ready_round > draft.round:
        return max(0, record.total - record.clock)
    return max(0, track.ready_clock - record.clock)
