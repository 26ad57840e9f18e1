"""One company as one seat may see it: place on the desk, what is known, what can be done."""

from __future__ import annotations

from typing import Any

from game.actions.commands import CALL_TOPICS, MEET_TOPICS
from game.actions.context import known_to, wait_of
from game.actions.waiting import NEVER, ready_in
from game.market.columns import Source, Stage
from game.market.rules import FIELDS, order_value, price_of
from game.state.draft import Draft
from game.state.records import ACCOUNT, CONFIRMED, JUDGED, LEAD_GEN, ROLES, SALES, Cell, Handoff
from game.views import shape
from game.views.agenda import call_agenda, meet_agenda
from game.views.offers import company_offers, handoff_offers, sight_thinks
from game.views.promises import promises_of
from game.views.sight import Sight

SOURCES = tuple(source.name.lower() for source in Source)
STEPS = ("first_meeting", "proposal", "close", "won")


def pending_handoff(sight: Sight, row: int) -> Handoff | None:
    """The handoff of this company that waits for this seat."""
    for handoff in reversed(sight.team.handoffs):
        if handoff.company == row and handoff.receiver == sight.seat and handoff.state == "waiting":
            return handoff
    return None


def place_of(sight: Sight, row: int) -> str:
    """Where the company lies on this seat's desk; "" when this seat has never seen it."""
    stage = int(sight.team.columns.stage[row])
    owned = bool(sight.team.columns.owned[row])
    if pending_handoff(sight, row) is not None:
        return "to_accept"
    if not known_to(sight.team, sight.seat, row):
        return ""
    if stage in (Stage.LOST, Stage.DISQUALIFIED, Stage.CHURNED):
        return "closed"
    if sight.seat == LEAD_GEN:
        if stage == Stage.SUSPECT:
            return "list"
        if stage == Stage.NURTURED:
            return "nurture"
        if stage == Stage.LEAD:
            return "leads" if int(sight.team.columns.contacted[row]) & 1 else "inbound"
        return "sent"
    if sight.seat == SALES:
        if stage == Stage.ACCOUNT:
            return "closed" if owned else "won"
        return "pipeline" if stage == Stage.OPPORTUNITY else "closed"
    return "accounts" if stage == Stage.ACCOUNT else "closed"


def company_view(sight: Sight, row: int, place: str, draft: Draft) -> shape.CompanyView:
    """The view of one company; closed ones are told in brief."""
    traits = sight.team.static
    track, dossier, speak = sight.track(row), sight.dossier(row), sight.speak
    kind = sight.scenario.kinds[traits.kind[row]].id
    source = SOURCES[int(traits.source[row])]
    open_ = place not in ("closed", "sent")
    shown = dossier.talk and (open_ or track.ended_round == sight.round)
    handoff = pending_handoff(sight, row)
    wait = wait_of(sight.team, row, sight.seat, sight.round, sight.scenario.frame.minutes)
    wait = max(0, wait) if wait >= 0 and open_ and not _thinks(sight, row) else -1
    ready = ready_in(sight.state, sight.team, sight.seat, row) if open_ else 0
    draw = (sight.team.numbers[row] * 37 % 100) / 100
    made: shape.CompanyView = {
        "id": sight.team.numbers[row],
        "name": speak.company(row),
        "contact": speak.contact(row),
        "kind": kind,
        "kind_text": speak.words(f"kind.{kind}"),
        "source": source,
        "source_text": speak.words(f"came_from.{source}"),
        "opening": speak.says(f"opening.{source}", row, draw) if open_ else "",
        "place": place,  # type: ignore[typeddict-item]
        "status_text": _status(sight, row, place, ready),
        "urgent": _urgent(sight, row, place, ready),
        "wait": wait,
        "wait_band": _band(sight, wait),
        "calls": dossier.calls,
        "tries": int(sight.team.columns.tries[row]) if sight.seat == LEAD_GEN else 0,
        "retry_in": -1 if ready >= NEVER else ready,
        "wants": dossier.wants,
        "wants_text": speak.words(f"value.wants.{dossier.wants}") if dossier.wants else "",
        "cells": sight.kept("cells", row, dossier.cells, lambda: _cells(sight, row)) if place != "closed" else [],
        "promises": promises_of(sight, row) if open_ else [],
        "talk": sight.kept("talk", row, dossier.talk, lambda: _talk(sight, row)) if shown else None,
        "agenda": _agenda(sight, row, place, ready, draft),
        "offers": [],
        "handoff": handoff.id if handoff is not None else _own_handoff(sight, row),
        "deal": _deal(sight, row) if sight.seat == SALES and place in ("pipeline", "won") else None,
        "account": _account(sight, row) if place == "accounts" else None,
        "closed_text": _closed(sight, row) if place == "closed" else "",
    }
    if handoff is not None:
        made["offers"] = handoff_offers(sight, handoff, draft)
    elif open_:
        made["offers"] = company_offers(sight, row, draft)
    return made


def _cells(sight: Sight, row: int) -> list[shape.Cell]:
    cells = sight.dossier(row).cells
    return [sight.speak.cell(f, cells[f]) for f in FIELDS if f in cells]


def _own_handoff(sight: Sight, row: int) -> int:
    for handoff in reversed(sight.team.handoffs):
        if handoff.company == row and sight.seat in (handoff.sender, handoff.receiver):
            return handoff.id
    return -1


def _thinks(sight: Sight, row: int) -> bool:
    return sight.seat == SALES and sight_thinks(sight, row)


def _urgent(sight: Sight, row: int, place: str, ready: int) -> bool:
    if place in ("inbound", "to_accept", "won"):
        return place != "inbound" or ready == 0
    if place == "pipeline":
        return ready == 0 and not _thinks(sight, row)
    if place == "accounts":
        columns = sight.team.columns
        return bool(columns.order_open[row] or columns.complaint[row] or columns.overdue[row])
    return place == "leads"


def _band(sight: Sight, wait: int) -> Any:
    if wait < 0:
        return "none"
    quick = sight.scenario.kpi.lead_quick if sight.seat == LEAD_GEN else sight.scenario.kpi.sales_quick
    return "fresh" if wait <= quick else "late" if wait <= 4 * quick else "cold"


def _agenda(sight: Sight, row: int, place: str, ready: int, draft: Draft) -> str:
    if not sight.playing:
        return ""
    if place in ("inbound", "leads", "list") and ready == 0:
        return call_agenda(sight, row)
    if place == "pipeline" and ready == 0 and not _thinks(sight, row):
        return meet_agenda(sight, row, draft)
    return ""


def _talk(sight: Sight, row: int) -> shape.Talk | None:
    """The last conversation, in words."""
    talk, speak = sight.dossier(row).talk, sight.speak
    if not talk or speak.texts is None:  # bots have no ears: what was learned stands in the cells
        return None
    lines: list[shape.Line] = []
    for topic, key, draw, params, tone, learned in talk["lines"]:
        lines.append(
            {
                "topic": topic,
                "topic_label": speak.words(f"topic.{topic}") if topic in KNOWN_TOPICS else speak.words("topic.answer"),
                "said": speak.says(key, row, draw, **params),
                "tone": tone,
                "learned": [
                    speak.cell(field, Cell(status, value, "you", talk["round"]))
                    for field, status, value in learned
                    if field in FIELDS
                ],
            }
        )
    key, params = talk["outcome"]
    return {
        "round": talk["round"],
        "minutes": talk["minutes"],
        "title": speak.words(TITLES.get(talk["title"], f"task.{talk['title']}")),
        "lines": lines,
        "outcome": speak.words(f"outcome.{key}", **params) if key else "",
    }


KNOWN_TOPICS = frozenset({*CALL_TOPICS, *MEET_TOPICS})
TITLES = {
    "call": "verb.call",
    "no_answer": "verb.call",
    "visit": "verb.meet_visit",
    "phone": "verb.meet_phone",
    "follow_up": "verb.follow_up",
}


def _deal(sight: Sight, row: int) -> shape.Deal:
    columns, traits, track = sight.team.columns, sight.team.static, sight.track(row)
    product = int(columns.product[row])
    ids = [p.id for p in sight.scenario.products]
    list_price = int(traits.list_price[row])
    thinks = sight_thinks(sight, row)
    wait = 0
    if thinks:
        wait = -1 if track.ready_round > sight.round else max(0, track.ready_clock - sight.record.clock)
    price = 0
    if product >= 0:
        price = price_of(list_price, sight.scenario.products[product].price, int(columns.discount[row]))
    signed = int(columns.stage[row]) == Stage.ACCOUNT
    return {
        "step": "won" if signed else STEPS[min(2, int(columns.gate[row]))],  # type: ignore[typeddict-item]
        "list_price": list_price,
        "price": price,
        "product": ids[product] if product >= 0 else "",
        "product_text": sight.speak.words(f"value.product.{ids[product]}") if product >= 0 else "",
        "discount": int(columns.discount[row]),
        "demos": len(track.demos) if track.demos else int(columns.gate[row] > 0),
        "measured": bool(columns.measured[row]),
        "compared": bool(columns.compared[row]),
        "trial": bool(columns.trial[row]),
        "objections": bool(columns.objections[row]),
        "thinking": thinks,
        "ready_in": wait,
        "followed_up": track.followed_up,
    }


def _account(sight: Sight, row: int) -> shape.Account:
    """Health comes from what the manager saw: complaints, invoices, orders, and how long it was left alone."""
    columns, track = sight.team.columns, sight.track(row)
    idle, complaint = int(columns.idle[row]), int(columns.complaint[row])
    if complaint > 1 or (complaint and idle):
        health = "at_risk"
    elif complaint or idle > 1 or columns.overdue[row]:
        health = "falling"
    else:
        health = "rising" if track.order_count and not idle else "steady"
    value = order_value(sight.scenario, int(sight.team.static.list_price[row]), int(columns.basket[row]))
    again = bool(sight.team.static.period[row])
    return {
        "health": health,  # type: ignore[typeddict-item]
        "health_text": sight.speak.words(f"health.{health}"),
        "orders": track.order_count,
        "order_open": bool(columns.order_open[row]),
        "order_value": value if again else 0,
        "next_order_round": int(columns.order_due[row]) if columns.frequency[row] else 0,
        "untouched_rounds": idle,
        "touched": bool(columns.touched[row]),
        "complaint_rounds": complaint,
        "overdue": int(columns.overdue[row]),
        "dossier": int(float(columns.dossier[row]) * 100 + 0.5),
        "frequency": bool(columns.frequency[row]),
        "baskets": int(columns.basket[row]),
        "loyalty": int(columns.loyalty[row]),
        "earned": track.earned,
    }


STATUS_BY_SOURCE = {
    "call": "asked_for_call",
    "form": "sent_form",
    "ad": "clicked_ad",
    "flood": "clicked_ad",
    "download": "downloaded",
    "referral": "referred",
}


def _status(sight: Sight, row: int, place: str, ready: int) -> str:
    """One short line: why the company is where it is."""
    if sight.speak.texts is None:
        return ""
    words, track, columns = sight.speak.words, sight.track(row), sight.team.columns
    source = SOURCES[int(sight.team.static.source[row])]
    match place:
        case "inbound":
            if ready >= NEVER:
                return words("status.retry_next_round")
            if ready:
                return words("status.retry_in", m=ready)
            return words(f"status.{STATUS_BY_SOURCE.get(source, 'asked_for_call')}")
        case "list":
            return words("status.retry_next_round" if ready >= NEVER else "status.on_list")
        case "nurture":
            return words("status.nurture", round=sight.round + 1)
        case "leads":
            last = _returned(sight, row)
            if last is not None:
                return words("status.returned", reason=last.reason)
            known = sum(sight.dossier(row).cell(f).status == CONFIRMED for f in JUDGED)
            return words("status.called", n=sight.dossier(row).calls, known=known)
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
            return words("status.won_hand_over")
        case "accounts":
            return _account_status(sight, row)
    return _closed(sight, row) if track.ended else ""


def _returned(sight: Sight, row: int) -> Handoff | None:
    number = sight.track(row).handoff
    if number < 0:
        return None
    handoff = sight.team.handoffs[number]
    return handoff if handoff.state == "returned" else None


def _pipeline_status(sight: Sight, row: int) -> str:
    words, track, columns = sight.speak.words, sight.track(row), sight.team.columns
    if _thinks(sight, row):
        if track.ready_round > sight.round:
            return words("status.thinking_bell")
        return words("status.thinking", m=max(0, track.ready_clock - sight.record.clock))
    if track.retry_round == sight.round and sight.record.clock < track.retry_clock:
        return words("status.first_call_failed", m=track.retry_clock - sight.record.clock)
    gate = int(columns.gate[row])
    if gate == 0:
        met = int(columns.contacted[row]) & (1 << SALES)
        return words("status.ready_first_meeting" if met else "status.not_contacted")
    return words("status.ready_proposal" if gate == 1 else "status.ready_close")


def _account_status(sight: Sight, row: int) -> str:
    words, columns = sight.speak.words, sight.team.columns
    complaint, idle = int(columns.complaint[row]), int(columns.idle[row])
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


def _closed(sight: Sight, row: int) -> str:
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


def desk_rows(sight: Sight) -> list[int]:
    """Rows that this seat has ever had on its desk, in the order of the team's numbers."""
    rows = set(sight.team.dossiers[sight.seat])
    if sight.seat == LEAD_GEN:
        rows |= {row for row, track in sight.team.tracks.items() if track.here and _is_lead(sight, row)}
    rows |= {h.company for h in sight.team.handoffs if h.receiver == sight.seat and h.state == "waiting"}
    return sorted(rows, key=lambda row: sight.team.numbers[row])


def _is_lead(sight: Sight, row: int) -> bool:
    return int(sight.team.static.source[row]) not in (Source.BOOK_SALES, Source.BOOK_ACCOUNTS)


__all__ = ["ACCOUNT", "company_view", "desk_rows", "place_of"]
