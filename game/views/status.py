"""One short line about a company: why it lies where it lies, and how it ended."""

from __future__ import annotations

from game.actions.waiting import NEVER
from game.market.columns import Stage
from game.market.rules import order_value
from game.state.records import ROLES, SALES, Handoff
from game.views import shape
from game.views.desk import SOURCES, pending_handoff, thinks
from game.views.shape.basics import Tone
from game.views.sight import Sight
from game.views.standing import rounds_alone

SHORT = ("no_minutes", "not_released")
STATUS_BY_SOURCE = {
    "call": "asked_for_call",
    "form": "sent_form",
    "ad": "clicked_ad",
    "flood": "clicked_ad",
    "download": "downloaded",
    "referral": "referred",
}


def status_text(sight: Sight, row: int, place: str, ready: int) -> str:
    """One short line: why the company is where it is."""
    if sight.speak.texts is None:
        return ""
    words, track, columns = sight.speak.words, sight.track(row), sight.team.columns
    source = SOURCES[int(sight.team.static.source[row])]
    match place:
        case "inbound":
            if ready >= NEVER:
                return words(_later(sight, "retry"))
            if ready:
                return words("status.retry_in", m=ready)
            return words(f"status.{STATUS_BY_SOURCE.get(source, 'asked_for_call')}")
        case "list":
            return words(_later(sight, "retry") if ready >= NEVER else "status.on_list")
        case "nurture":
            return words(_later(sight, "nurture"), round=sight.round + 1)
        case "leads":
            last = _returned(sight, row)
            if last is not None:
                return words("status.returned", reason=last.reason)
            return words("status.called", n=sight.dossier(row).calls)
        case "sent":
            stage = int(columns.stage[row])
            key = {Stage.HANDED: "waits_for_seller", Stage.OPPORTUNITY: "with_sales"}.get(Stage(stage), "won")
            return words(f"status.{key}")
        case "to_accept":
            handoff = pending_handoff(sight, row)
            assert handoff is not None
            key = "to_accept_warm" if handoff.warm else "to_accept"
            return words(f"status.{key}", mode=handoff.mode, role=ROLES[handoff.sender])
        case "pipeline":
            return _pipeline_status(sight, row)
        case "won":
            return words("status.waits_for_account" if is_passed_on(sight, row) else "status.won_hand_over")
        case "accounts":
            return _account_status(sight, row)
    return closed_text(sight, row) if track.ended else ""


def _later(sight: Sight, what: str) -> str:
    """The key for what goes on after the bell; after the last one it does not."""
    return f"status.{what}" if sight.round < sight.scenario.frame.rounds else f"status.{what}_over"


def is_passed_on(sight: Sight, row: int) -> bool:
    """Whether a handoff of this company waits for the next seat."""
    return any(h.company == row and h.state == "waiting" for h in sight.team.handoffs)


PUT_ASIDE = ("mark", "disqualify")
"""Acts that take a client no further."""


def waits_for(
    sight: Sight, row: int, place: str, ready: int, offers: list[shape.Offer], plan: shape.Agenda | None
) -> str:
    """What a company waits for, and until when, while this seat can take it no further; "" while it can."""
    if place == "closed" or not sight.playing:
        return ""
    acts = [offer for offer in offers if offer["verb"] not in PUT_ASIDE]
    if any(not offer["blocked"] for offer in acts):
        return ""
    short = {offer["blocked"] for offer in acts} & set(SHORT)
    if plan is not None:
        least = min(topic["minutes"] for topic in plan["topics"] if not topic["blocked"])
        code = sight.short(max(plan["base_minutes"] + least, plan["no_answer_minutes"]))
        if not code:
            return ""
        short.add(code)
    if short:
        last = sight.round >= sight.scenario.frame.rounds
        code = "not_released" if "not_released" in short else "no_minutes_over" if last else "no_minutes"
        return sight.speak.words(f"waits.{code}")
    return status_text(sight, row, place, ready)


def _returned(sight: Sight, row: int) -> Handoff | None:
    number = sight.track(row).handoff
    if number < 0:
        return None
    handoff = sight.team.handoffs[number]
    return handoff if handoff.state == "returned" else None


def _pipeline_status(sight: Sight, row: int) -> str:
    words, track, columns = sight.speak.words, sight.track(row), sight.team.columns
    if thinks(sight, row):
        what = "wants_proposal" if int(columns.gate[row]) == 1 else "thinking"
        if track.ready_round > sight.round:
            return words(_later(sight, f"{what}_bell"))
        return words(f"status.{what}", m=max(0, track.ready_clock - sight.record.clock))
    if track.retry_round == sight.round and sight.record.clock < track.retry_clock:
        return words("status.first_call_failed", m=track.retry_clock - sight.record.clock)
    gate = int(columns.gate[row])
    if gate == 0:
        met = int(columns.contacted[row]) & (1 << SALES)
        return words("status.ready_first_meeting" if met else "status.not_contacted")
    return words("status.ready_proposal" if gate == 1 else "status.ready_close")


def _account_status(sight: Sight, row: int) -> str:
    words, columns = sight.speak.words, sight.team.columns
    complaint, idle = int(columns.complaint[row]), rounds_alone(sight, row)
    if complaint:
        return words("status.complaint", n=complaint - 1) if complaint > 1 else words("status.complaint_new")
    if columns.order_open[row]:
        value = order_value(sight.scenario, int(sight.team.static.list_price[row]), int(columns.basket[row]))
        return words("status.order_open", amount=value)
    if columns.overdue[row]:
        return words("status.overdue", amount=int(columns.overdue[row]))
    due = any(
        kind and int(columns.promise_due[row, slot]) <= sight.round and int(columns.promise_known[row, slot]) & 4
        for slot, kind in enumerate(columns.promise_kind[row].tolist())
    )
    if due:
        return words("status.promise_due")
    if idle:
        return words("status.untouched", n=idle)
    return words("status.quiet")


CLOSED = {
    "gone": "gone",
    "given_up": "gone",
    "cold": "cold",
    "waited": "waited",
    "modular": "modular",
    "minor": "charter",
    "low": "charter",
    "lost_meeting": "gate1",
    "lost_proposal": "gate2",
    "lost_close": "gate3",
}


GIVEN_UP = ("disqualified", "modular", "minor", "low")
"""Ends that the team, or its charter, chose."""


def closed_tone(sight: Sight, row: int) -> Tone:
    """Whether the end was good news; what the team sorted out itself is neither."""
    if int(sight.team.columns.stage[row]) == Stage.ACCOUNT:
        return "good"
    return "neutral" if sight.track(row).ended in GIVEN_UP else "bad"


def closed_text(sight: Sight, row: int) -> str:
    """How it ended, in words."""
    words, track = sight.speak.words, sight.track(row)
    if int(sight.team.columns.stage[row]) == Stage.ACCOUNT:
        return words("closed.won", revenue=track.revenue)
    if track.ended == "churned":
        return words("closed.churned", round=track.ended_round)
    if track.ended in CLOSED:
        return words(f"closed.{CLOSED[track.ended]}")
    if track.ended == "disqualified":
        return words("closed.disqualified", round=track.ended_round)
    return words("closed.lost")
