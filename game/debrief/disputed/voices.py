"""What each side of a lost lead can say for itself, from what its own desk showed; the data pick the wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.chronicle.passing import first_of, received_cells, sent_cells
from game.market.rules import FIELDS
from game.state.records import BLANK, CONFIRMED, GUESS, JUDGED, LEAD_GEN, ROLES, SALES, Cell, Handoff

if TYPE_CHECKING:
    from game.debrief.chronicle import Cells
    from game.debrief.chronicle.cases import Case
    from game.views import shape
    from game.views.words import Speaker

WORDINGS = 2
"""How many ways there are to say each thing; the company's number picks one."""
FULL = 5
"""Confirmed fields of six from which a brief is called full."""


def voices(case: Case, handoff: Handoff, speak: Speaker) -> list[shape.Voice]:
    """Lead generation's voice, then that of sales."""
    sent, held = sent_cells(handoff), received_cells(case.told, handoff)
    return [
        _voice(speak, case, LEAD_GEN, _sender(case, handoff, sent), _sender_facts(speak, sent), sent),
        _voice(speak, case, SALES, _receiver(case, handoff), _receiver_facts(speak, case, handoff), held),
    ]


def _voice(
    speak: Speaker, case: Case, seat: int, said: tuple[str, dict[str, Any]], facts: str, cells: Cells
) -> shape.Voice:
    key, params = said
    wording = case.crew.numbers[case.row] % WORDINGS + 1
    return {
        "role": ROLES[seat],  # type: ignore[typeddict-item]
        "said": speak.words(f"voice.{key}.{wording}", **params),
        "facts": facts,
        "cells": [speak.cell(field, cells.get(field, BLANK)) for field in FIELDS],
    }


# --- Lead generation ------------------------------------------------------------------------------------


def _sender(case: Case, handoff: Handoff, sent: Cells) -> tuple[str, dict[str, Any]]:
    """The strongest thing its dossier lets it say."""
    sure = [f for f in JUDGED if sent.get(f, BLANK).status == CONFIRMED]
    if case.unfit(handoff) is not None:
        return "passed_anyway", {}
    if len(case.ticked(handoff)) >= 2 and case.known_at(handoff) == len(JUDGED):
        return "all_ticked", {}
    if len(sure) >= FULL:
        return "full_brief", {"n": len(sure)}
    if sent.get("next_step", BLANK).status:
        return "date_agreed", {}
    if sent.get("budget", BLANK).value == "ok" and "budget" in sure:
        return "money_there", {}
    pain = sent.get("pain", BLANK)
    if pain.status:
        return "real_pain", {"pain": first_of(pain.value)}
    return "interested", {}


def _sender_facts(speak: Speaker, sent: Cells) -> str:
    groups: dict[str, list[str]] = {"heard": [], "guessed": [], "ticked": [], "not_asked": []}
    for field in JUDGED:
        cell = sent.get(field, Cell())
        if cell.source == "marked" and cell.status == CONFIRMED:
            groups["ticked"].append(field)
        else:
            groups["heard" if cell.status == CONFIRMED else "guessed" if cell.status else "not_asked"].append(field)
    return _lines(speak, groups)


# --- Sales ----------------------------------------------------------------------------------------------


def _receiver(case: Case, handoff: Handoff) -> tuple[str, dict[str, Any]]:
    """What it lived through: nobody there, a stranger, everything asked anew, or the client's own reason."""
    if case.ended == "waited":
        return ("gone_later" if case.contact() is not None else "gone", {})
    if case.ended == "cold":
        return "stranger", {}
    reason = _reason(case)
    if reason:
        return f"client_{reason}", {}
    if handoff.repeated >= 2:
        return "from_scratch", {"n": handoff.repeated}
    lost = [field for field, _, how in case.lost_at(handoff) if how == "wrong"]
    if lost:
        return "brief_wrong", {"field": lost[0]}
    return "for_nothing", {"m": case.minutes(SALES)}


def _reason(case: Case) -> str:
    """The reason that the client itself gave at the end, "" if it gave none of its own."""
    for step, lines, _ in case.talks():
        if step is case.end:
            said = [line[1].removeprefix("close.lost.") for line in lines if line[1].startswith("close.lost.")]
            return said[-1] if said and said[-1] != "generic" else ""
    return ""


def _receiver_facts(speak: Speaker, case: Case, handoff: Handoff) -> str:
    words = speak.words
    if handoff.state != "accepted":
        return words("facts.never_accepted", mode=handoff.mode)
    wait = case.track.touch_wait
    if wait < 0:
        parts = [words("facts.never_met", mode=handoff.mode, m=max(0, handoff.accept_wait))]
    else:
        parts = [words("facts.got" if wait else "facts.got_at_once", mode=handoff.mode, m=wait)]
    meetings = [s for s in case.acts(SALES, "meet") if s.event["kind"] == "meeting_held"]
    if meetings:
        parts.append(words("facts.talks", n=len(meetings), m=case.minutes(SALES)))
    if handoff.repeated:
        parts.append(words("facts.again", n=handoff.repeated))
    topics = {item["topic"] for step in meetings for item in step.entry.command.args["agenda"]}
    held = received_cells(case.told, handoff)
    if meetings and "recap" not in topics and any(cell.status == GUESS for cell in held.values()):
        parts.append(words("facts.no_recap"))
    if handoff.read_back:
        parts.append(words("facts.read_back"))
    return " ".join(parts)


def _lines(speak: Speaker, groups: dict[str, list[str]]) -> str:
    made = []
    for key, fields in groups.items():
        if fields:
            names = ", ".join(speak.words(f"field.{field}").lower() for field in fields)
            made.append(speak.words(f"facts.{key}", fields=names))
    return " ".join(made)
