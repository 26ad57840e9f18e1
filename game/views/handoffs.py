"""Handoffs as sender and receiver see them."""

from __future__ import annotations

from game.actions.context import wait_of
from game.market.rules import FIELDS
from game.state.records import ROLES, Cell, Handoff
from game.views import shape
from game.views.promises import promise_view
from game.views.sight import Sight

SHOWN = 6
"""Settled handoffs kept on the desk; the debrief has all."""


def handoff_views(sight: Sight) -> list[shape.HandoffView]:
    """Handoffs of this seat: those that wait, then the newest."""
    mine = [h for h in sight.team.handoffs if sight.seat in (h.sender, h.receiver)]
    waiting = [h for h in mine if h.state == "waiting"]
    others = [h for h in mine if h.state != "waiting"]
    return [handoff_view(sight, h) for h in (*waiting, *reversed(others[-SHOWN:]))]


def handoff_view(sight: Sight, handoff: Handoff) -> shape.HandoffView:
    """One handoff in words."""
    speak = sight.speak
    sent = handoff.sender == sight.seat
    wait = handoff.accept_wait
    if handoff.state == "waiting":
        wait = max(
            0,
            wait_of(sight.team, handoff.company, handoff.receiver, sight.round, sight.scenario.frame.minutes),
        )
    return {
        "id": handoff.id,
        "company": sight.team.numbers[handoff.company],
        "company_name": speak.company(handoff.company),
        "direction": "sent" if sent else "received",
        "other": ROLES[handoff.receiver if sent else handoff.sender],  # type: ignore[typeddict-item]
        "mode": handoff.mode,  # type: ignore[typeddict-item]
        "warm": handoff.warm,
        "round": handoff.round,
        "state": handoff.state,  # type: ignore[typeddict-item]
        "wait": wait,
        "reason": handoff.reason,
        "reason_text": speak.words(f"reason.{handoff.reason}") if handoff.reason else "",
        "note": handoff.note,
        "notes": handoff.notes,
        "brief": _brief(sight, handoff, sent=sent),
        "promises": _promises(sight, handoff, sent=sent),
        "read_back": _read_back(sight, handoff),
        "outcome": handoff.outcome if handoff.state == "accepted" else "",  # type: ignore[typeddict-item]
    }


def _brief(sight: Sight, handoff: Handoff, *, sent: bool) -> list[shape.Cell]:
    """The sender sees what he passed on; the receiver the card, or after acceptance what arrived."""
    if sent:
        cells = handoff.sent
    elif handoff.mode == "card":
        cells = handoff.sent if handoff.state == "waiting" else handoff.received or handoff.sent
    else:
        cells = handoff.received if handoff.state == "accepted" else {}
    mask = "" if sent else handoff.mode
    return [sight.speak.cell(f, Cell(*cells[f]), mask=mask) for f in FIELDS if f in cells]


def _promises(sight: Sight, handoff: Handoff, *, sent: bool) -> list[shape.PromiseView]:
    known = [p for p in map(sight.team.promises.__getitem__, handoff.promises) if p.state != "lapsed"]
    if not sent and handoff.mode != "card":
        known = [
            p
            for p in known
            if p.state == "open" and int(sight.team.columns.promise_known[p.company, p.slot]) >> sight.seat & 1
        ]
    return [promise_view(sight, p) for p in known]


def _read_back(sight: Sight, handoff: Handoff) -> list[shape.ReadBackLine]:
    speak = sight.speak
    return [
        {
            "field": field,  # type: ignore[typeddict-item]
            "question": speak.words(f"question.{field}"),
            "outcome": outcome,  # type: ignore[typeddict-item]
            "before": speak.value(field, before),
            "after": speak.value(field, after),
        }
        for field, outcome, before, after in handoff.read_back
    ]
