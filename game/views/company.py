"""One company as one seat may see it: place on the desk, what is known, what can be done."""

from __future__ import annotations

from typing import Any, cast

from game.actions.context import wait_of
from game.actions.waiting import ready_in
from game.market.rules import FIELDS
from game.state.draft import Draft
from game.state.records import LEAD_GEN, SALES
from game.views import shape
from game.views.agenda import call_agenda, meet_agenda
from game.views.desk import SOURCES, pending_handoff, thinks
from game.views.offers import company_offers, handoff_offers
from game.views.promises import promises_of
from game.views.sight import Sight
from game.views.standing import account_of, deal_of
from game.views.status import closed_text, closed_tone, is_passed_on, status_text, waits_for
from game.views.talk import CLOSES, DEAL_STANDS, TRY_AGAIN, last_talk, outcome_of


def company_view(sight: Sight, row: int, place: str, draft: Draft) -> shape.CompanyView:
    """The view of one company; closed ones are told in brief."""
    if place == "list" and row not in sight.team.dossiers[sight.seat]:
        return _never_called(sight, row, draft)
    return _whole(sight, row, place, draft)


def _never_called(sight: Sight, row: int, draft: Draft) -> shape.CompanyView:
    """A company of the list that nobody has called: as every other such one, but for its name and kind.

    A list may be thousands long. What they share is built once a view, and a company's own is kept as long as that
    stays what it was.
    """
    like = sight.never_called
    if like is None:
        sight.never_called = _whole(sight, row, "list", draft)
        return sight.never_called
    (offer,) = like["offers"]
    shared = like["status_text"], like["waits_for"], like["agenda"], offer["blocked"]
    key = ("never_called", sight.team.index, sight.seat, row, sight.speak.lang)
    found = sight.match.memo.get(key)
    if found is not None and found[0] == shared:
        return cast("shape.CompanyView", found[1])
    number = sight.team.numbers[row]
    made: shape.CompanyView = {
        **like,
        **_who(sight, row, opens=True),  # type: ignore[typeddict-item]
        "offers": [{**offer, "args": {"company": number}}],
    }
    sight.match.memo[key] = (shared, made)
    return made


def _who(sight: Sight, row: int, *, opens: bool) -> dict[str, str | int]:
    """What tells one company from another, whatever has happened; its opening words only while it is open."""
    key = ("who", sight.team.index, row, sight.speak.lang if sight.speak.texts is not None else "", opens)
    found: dict[str, str | int] | None = sight.match.memo.get(key)
    if found is None:
        found = sight.match.memo[key] = _name_card(sight, row, opens=opens)
    return found


def _name_card(sight: Sight, row: int, *, opens: bool) -> dict[str, str | int]:
    speak, number = sight.speak, sight.team.numbers[row]
    kind = sight.scenario.kinds[sight.team.static.kind[row]].id
    source = SOURCES[int(sight.team.static.source[row])]
    return {
        "id": number,
        "name": speak.company(row),
        "contact": speak.contact(row),
        "kind": kind,
        "kind_text": speak.words(f"kind.{kind}"),
        "source": source,
        "source_text": speak.words(f"came_from.{source}"),
        "opening": speak.says(f"opening.{source}", row, (number * 37 % 100) / 100) if opens else "",
    }


def _whole(sight: Sight, row: int, place: str, draft: Draft) -> shape.CompanyView:
    track, dossier, speak = sight.track(row), sight.dossier(row), sight.speak
    open_ = place not in ("closed", "sent")
    shown = dossier.talk and (open_ or track.ended_round == sight.round)
    handoff = pending_handoff(sight, row)
    wait = wait_of(sight.team, row, sight.seat, sight.round, sight.scenario.frame.minutes)
    wait = max(0, wait) if wait >= 0 and open_ and not thinks(sight, row) else -1
    ready = ready_in(sight.state, sight.team, sight.seat, row) if open_ else 0
    made: shape.CompanyView = {
        **_who(sight, row, opens=open_),  # type: ignore[typeddict-item]
        "place": place,
        "status_text": status_text(sight, row, place, ready),
        "waits_for": "",
        "urgent": _urgent(sight, row, place, ready),
        "wait": wait,
        "wait_band": _band(sight, wait),
        "calls": dossier.calls,
        "tries": int(sight.team.columns.tries[row]) if sight.seat == LEAD_GEN else 0,
        "wants": dossier.wants,
        "wants_text": speak.words(f"value.wants.{dossier.wants}") if dossier.wants else "",
        "cells": sight.kept("cells", row, dossier.cells, lambda: _cells(sight, row)) if place != "closed" else [],
        "promises": promises_of(sight, row) if open_ else [],
        "talk": sight.kept("talk", row, dossier.talk, lambda: last_talk(sight, row)) if shown else None,
        "agenda": _agenda(sight, row, place, ready, draft),
        "offers": [],
        "handoff": handoff.id if handoff is not None else _own_handoff(sight, row),
        "deal": deal_of(sight, row) if sight.seat == SALES and place in ("pipeline", "won") else None,
        "account": account_of(sight, row) if place == "accounts" else None,
        "closed_text": closed_text(sight, row) if place == "closed" else "",
        "closed_tone": closed_tone(sight, row) if place == "closed" else "neutral",
    }
    if handoff is not None:
        made["offers"] = handoff_offers(sight, handoff, draft)
    elif open_:
        made["offers"] = company_offers(sight, row, draft)
    plan = sight.agendas.get(made["agenda"])
    made["waits_for"] = waits_for(sight, row, place, ready, made["offers"], plan)
    if made["talk"] is not None and dossier.talk["round"] == sight.round:
        _tell_in_one_way(sight, row, made, ready)
    return made


def _tell_in_one_way(sight: Sight, row: int, made: shape.CompanyView, ready: int) -> None:
    """One outcome has one wording: what a conversation of this round led to, and how the company stands."""
    talk, track = made["talk"], sight.track(row)
    assert talk is not None
    key, _ = outcome_of(sight.dossier(row).talk, track.ended)
    if made["place"] == "closed":
        if key in CLOSES and track.ended_round == sight.round:
            made["closed_text"] = talk["outcome"]
    elif (key in DEAL_STANDS and made["place"] in ("pipeline", "won")) or (key in TRY_AGAIN and ready):
        made["talk"] = {**talk, "outcome": made["status_text"]}


def _cells(sight: Sight, row: int) -> list[shape.Cell]:
    cells = sight.dossier(row).cells
    return [sight.speak.cell(f, cells[f]) for f in FIELDS if f in cells]


def _own_handoff(sight: Sight, row: int) -> int:
    for handoff in reversed(sight.team.handoffs):
        if handoff.company == row and sight.seat in (handoff.sender, handoff.receiver):
            return handoff.id
    return -1


def _urgent(sight: Sight, row: int, place: str, ready: int) -> bool:
    if place == "won":
        return not is_passed_on(sight, row)
    if place in ("inbound", "to_accept"):
        return place != "inbound" or ready == 0
    if place == "pipeline":
        return ready == 0 and not thinks(sight, row)
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
    if place == "pipeline" and ready == 0 and not thinks(sight, row):
        return meet_agenda(sight, row, draft)
    return ""
