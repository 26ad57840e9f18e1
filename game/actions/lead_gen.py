"""Lead generation: call, disqualify, nurture. Handing over is in `handoff`."""

from __future__ import annotations

from typing import Any

from game.actions.commands import Call, One
from game.actions.context import charge, require_here, spare_wait, waiting
from game.actions.conversation import Conversation
from game.actions.ending import disqualify, lose, stop_waiting
from game.actions.errors import Rejected
from game.actions.promising import PRICE, make
from game.market.chance import Kind
from game.market.columns import Archetype, Stage
from game.market.rules import answer_chance, response
from game.state.draft import Draft
from game.state.records import CONFIRMED, LEAD_GEN, UNKNOWN, Cell, Track

BIT = 1 << LEAD_GEN
STOPS = {"severity": ("severity", "minor"), "budget": ("budget", "low"), "timing": ("timing", "later")}
"""Stop rules of a charter: topic -> the confirmed answer after which the call ends politely."""


def call(draft: Draft, seat: int, args: Call, inputs: dict[str, Any]) -> str:
    """Call a company: reach it or not, then talk through the agenda."""
    lead = draft.scenario.lead
    row = args.company
    company = require_here(draft, seat, row)
    track = draft.track(row)
    if company.stage == Stage.NURTURED:
        raise Rejected("retry_later")
    if _must_wait(draft, track):
        raise Rejected("retry_later")
    topics = [item.topic for item in args.agenda]
    if not topics:
        raise Rejected("no_topics")
    if len(topics) > lead.max_topics or len(set(topics)) < len(topics):
        raise Rejected("too_many_topics")
    first, outbound = not company.contacted & BIT, company.stage == Stage.SUSPECT
    missed = lead.block_no_answer if outbound else lead.no_answer
    planned = lead.call + sum(lead.topics[t].minutes for t in topics)
    if first:  # whether anybody answers may not decide whether there are minutes enough
        planned = max(planned, missed)
    released = inputs.get("released")

    talk = Conversation(draft, seat, row, draft.traits(row).patience_lead)
    if first:
        if not (_connect(draft, talk) if outbound else _reach(draft, talk)):
            talk.minutes = missed
            charge(draft, seat, missed, released, most=planned)
            talk.close("no_answer")
            spare_wait(draft, row, seat, missed)
            return "call_missed"
        company.contacted |= BIT
        company.stage = int(Stage.LEAD)
    else:
        talk.trust(lead.again_trust)
    stop_waiting(draft, row)
    talk.minutes = lead.call
    for topic in topics:
        if not _discuss(talk, topic):
            break
    charge(draft, seat, talk.minutes, released, most=planned)
    talk.close("call")
    return "call_made"


def _must_wait(draft: Draft, track: Track) -> bool:
    if track.retry_round > draft.round:
        return True
    return track.retry_round == draft.round and draft.seat(LEAD_GEN).clock < track.retry_clock


def _reach(draft: Draft, talk: Conversation) -> bool:
    """Reach an inbound lead: the longer it waited, the less likely, and the cooler it is."""
    lead, row, company, track = draft.scenario.lead, talk.row, talk.company, talk.track
    wait = max(0, waiting(draft, row, LEAD_GEN))
    fresh = response(lead, wait)
    if track.first_wait < 0:
        track.first_wait = wait
        tally = draft.tally()
        tally.reaction = [*tally.reaction, wait]
    if draft.unit(row, Kind.REACH) < lead.reach * fresh:
        talk.trust(lead.late_trust * (1 - fresh))
        if fresh < 0.7:
            talk.say("", "called_late", "cool")
        return True
    company.tries += 1
    if company.tries >= lead.tries or draft.unit(row, Kind.GONE) < lead.gone:
        talk.say("", "gone", "bad")
        talk.outcome = ["gone", {}]
        lose(draft, row, "gone")
        return False
    talk.say("", "no_answer")
    talk.outcome = ["no_answer", {"n": lead.retry}]
    track.retry_round = draft.round
    track.retry_clock = draft.seat(LEAD_GEN).clock + lead.no_answer + lead.retry
    return False


def _connect(draft: Draft, talk: Conversation) -> bool:
    """Connect with a company of the own list: an even chance, next try next round."""
    lead, row, company, track = draft.scenario.lead, talk.row, talk.company, talk.track
    if draft.unit(row, Kind.CONNECT) < lead.connect:
        return True
    company.tries += 1
    if company.tries >= lead.connect_tries:
        talk.say("", "gone", "bad")
        talk.outcome = ["given_up", {}]
        lose(draft, row, "given_up")
        return False
    talk.say("", "connect_failed")
    talk.outcome = ["no_answer_round", {}]
    track.retry_round, track.retry_clock = draft.round + 1, 0
    return False


def _discuss(talk: Conversation, topic: str) -> bool:
    """One topic of a call. False when the call ends here."""
    draft, lead = talk.draft, talk.draft.scenario.lead
    rule = lead.topics[topic]
    field = topic if topic != "situation" else ""
    repeat = bool(field) and talk.repeated(field)
    if not talk.bear(topic, lead.repeat_patience if repeat else 1):
        return False
    talk.minutes += rule.minutes
    again = _is_settled(talk, topic)
    early = bool(rule.after) and not talk.has_raised(rule.after) and not _knows(talk, rule.after)
    if early and rule.early_trust:
        talk.trust(rule.early_trust)
        talk.say(topic, "budget.too_early" if topic == "budget" else "order.early", "cool")
    elif not early and not again:
        talk.trust(rule.trust)
    talk.raised.append(topic)
    if repeat:
        talk.note_repeat(topic)
    order = rule.early_factor if early else 1.0
    match topic:
        case "situation":
            return _situation(talk)
        case "expectation" if again:
            talk.say(topic, "expectation.set")
        case "expectation":
            talk.trust(lead.expectation_trust)
            talk.company.told |= 1 << 6
            talk.dossier.cells["expectation"] = _own("price", draft.round)
            make(draft, talk.row, PRICE, LEAD_GEN, 0, BIT)
            talk.say(topic, "expectation.set", "warm", [["expectation", CONFIRMED, "price"]])
        case "next_step":
            _next_step(talk, answer_chance(lead, rule.base, talk.company.trust, order))
        case _:
            talk.ask(topic, topic, order)
            if topic == "budget" and not again and draft.unit(talk.row, Kind.PRICE_PROMISE) < lead.price_promise:
                talk.dossier.cells["expectation"] = _own("price", draft.round)
                make(draft, talk.row, PRICE, LEAD_GEN, 0, BIT)
                talk.say(topic, "budget.asks_back", "plain", [["expectation", CONFIRMED, "price"]])
    return not _stops(talk, topic)


def _situation(talk: Conversation) -> bool:
    """What kind of job it is. Out of scope ends the call and the lead."""
    draft = talk.draft
    if draft.unit(talk.row, Kind.SITUATION) >= draft.scenario.lead.topics.situation.base:
        talk.say("situation", "situation.unclear")
        return True
    if talk.traits.archetype == Archetype.MODULAR:
        talk.dossier.wants = "modular"
        talk.say("situation", "situation.modular", "plain", [["wants", CONFIRMED, "modular"]])
        talk.outcome = ["disqualified_by_itself", {}]
        disqualify(draft, talk.row, "modular")
        return False
    talk.dossier.wants = "custom"
    talk.say("situation", "situation.custom", "plain", [["wants", CONFIRMED, "custom"]])
    return True


def _next_step(talk: Conversation, chance: float) -> None:
    """The company commits to a date, or does not."""
    if talk.company.next_step == 1 or talk.draft.unit(talk.row, Kind.NEXT_STEP) < chance:
        talk.company.next_step = 1
        talk.dossier.cells["next_step"] = _own("agreed", talk.draft.round)
        talk.say("next_step", "next_step.agreed", "warm", [["next_step", CONFIRMED, "agreed"]])
    else:
        talk.say("next_step", "unclear.next_step")


def _stops(talk: Conversation, topic: str) -> bool:
    """Whether a stop rule of the team's charter ends the call: a confirmed answer that rules the company out."""
    act = talk.draft.levers
    if not act.charter or topic not in STOPS or topic not in talk.draft.team.charter.stop:
        return False
    field, value = STOPS[topic]
    cell = talk.dossier.cell(field)
    if cell.status != CONFIRMED or cell.value != value:
        return False
    talk.outcome = [f"stopped_{field}", {}]
    if field == "timing":
        talk.company.stage = int(Stage.NURTURED)
    else:
        disqualify(talk.draft, talk.row, value)
    return True


def _own(value: str, round_: int) -> Cell:
    return Cell(CONFIRMED, value, "you", round_)


def _is_settled(talk: Conversation, topic: str) -> bool:
    """Whether the client has confirmed it to this seat before: asking again wins neither trust nor a promise."""
    if topic == "situation":
        return talk.dossier.wants != ""
    cell = talk.dossier.cell(topic)
    return cell.status == CONFIRMED and cell.source != "marked"


def _knows(talk: Conversation, topic: str) -> bool:
    """Whether the client has spoken of it to this seat; what was only typed in is no ground for a question."""
    if topic == "situation":
        return talk.dossier.wants != ""
    cell = talk.dossier.cell(topic)
    return cell.status > UNKNOWN and cell.source not in ("marked", "told")


def drop(draft: Draft, seat: int, args: One, inputs: dict[str, Any]) -> str:
    """Sort a company out: "not for us"."""
    require_here(draft, seat, args.company)
    if draft.company(args.company).stage == Stage.ACCOUNT:
        raise Rejected("not_on_your_desk")
    charge(draft, seat, draft.scenario.lead.drop, inputs.get("released")).light += 1
    disqualify(draft, args.company, "disqualified")
    return "disqualified"


def nurture(draft: Draft, seat: int, args: One, inputs: dict[str, Any]) -> str:
    """Put a company aside until the next bell."""
    company = require_here(draft, seat, args.company)
    if company.stage != Stage.LEAD:
        raise Rejected("already_done")
    if not company.contacted & BIT:
        raise Rejected("needs_contact")
    charge(draft, seat, draft.scenario.lead.drop, inputs.get("released")).light += 1
    company.stage = int(Stage.NURTURED)
    stop_waiting(draft, args.company)
    return "nurtured"
