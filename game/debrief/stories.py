"""Handoffs as stories: what the sender knew, what was passed on, what the receiver held, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.debrief.truth import true_cells
from game.market.columns import Stage
from game.market.rules import FIELDS
from game.state.records import ACCOUNT, BLANK, GUESS, LEAD_GEN, ROLES, UNKNOWN, Cell, Handoff
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.log import Entry
    from game.match.match import Match
    from game.views import shape

Cells = dict[str, Cell]

LOST = {
    "lost_meeting": "lost_gate1",
    "lost_proposal": "lost_gate2",
    "lost_close": "lost_gate3",
    "waited": "lost_wait",
    "cold": "lost_cold",
}
"""Why a company was lost -> the words of the handoff's outcome."""


def handoff_stories(match: Match, team: int, lang: str, *, reveal: bool) -> list[shape.HandoffStory]:
    """The stories of all handoffs of a team, in the order they were made; the truth only if revealed."""
    speak = Speaker(match, team, lang)
    return [_story(match, team, handoff, speak, reveal=reveal) for handoff in match.state.teams[team].handoffs]


def _story(match: Match, team: int, handoff: Handoff, speak: Speaker, *, reveal: bool) -> shape.HandoffStory:
    crew, row = match.state.teams[team], handoff.company
    known = _cells(handoff.sent)
    received = _received(match, team, handoff)
    outcome, word = _outcome(match, team, handoff)
    revenue = crew.tracks[row].revenue if outcome == "won" else 0
    return {
        "id": handoff.id,
        "team": team,
        "round": handoff.round,
        "company": crew.numbers[row],
        "company_name": speak.company(row),
        "sender": cast("shape.Role", ROLES[handoff.sender]),
        "receiver": cast("shape.Role", ROLES[handoff.receiver]),
        "mode": cast("shape.Mode", handoff.mode),
        "warm": handoff.warm,
        "wait": handoff.accept_wait,
        "known": _eight(speak, known),
        "passed": _eight(speak, _passed(handoff, known, received), expected=known),
        "received": _eight(speak, received, expected=known),
        "truth": _eight(speak, true_cells(match, team, row, handoff.round)) if reveal else [],
        "state": handoff.state,
        "repeated": handoff.repeated,
        "outcome": outcome,
        "outcome_text": speak.words(f"handoff_outcome.{word}", revenue=revenue),
        "revenue": revenue,
    }


def _cells(saved: dict[str, list[object]] | dict[str, Cell]) -> Cells:
    return {field: Cell(*saved[field]) for field in FIELDS if field in saved}


def _received(match: Match, team: int, handoff: Handoff) -> Cells:
    """What the receiver held when its own work with the company began."""
    if handoff.mode == "card" and handoff.receiver == ACCOUNT and handoff.state == "accepted":
        return _cells(handoff.sent)
    return _cells(handoff.received) | _typed_in(match, team, handoff)


def _passed(handoff: Handoff, known: Cells, received: Cells) -> Cells:
    """What was passed on before anybody asked back: a card whole, of words and notes what arrived."""
    if handoff.mode == "card":
        return known
    passed = dict(received)
    for field, outcome, before, _ in handoff.read_back:
        if outcome == "mended":
            passed[field] = Cell(GUESS, before, handoff.mode) if before else BLANK
    return passed


def _typed_in(match: Match, team: int, handoff: Handoff) -> Cells:
    """What the receiver typed in after accepting, before the first conversation of its own."""
    found: Cells = {}
    if handoff.state != "accepted":
        return found
    accepted = False
    for entry in match.entries:
        actor = entry.command.actor
        if actor.team != team or actor.seat != handoff.receiver:
            continue
        accepted = accepted or _accepts(entry, handoff)
        if not accepted or entry.events[0]["data"].get("company") != handoff.company:
            continue
        if entry.command.verb in ("meet", "task"):
            break
        if entry.command.verb == "mark":
            written = entry.events[0]["set"].get(f"dossier/{actor.seat}/{handoff.company}", {}).get("cells", {})
            found |= {field: Cell(*cell) for field, cell in written.items() if cell}
    return found


def _accepts(entry: Entry, handoff: Handoff) -> bool:
    return entry.command.verb == "accept" and entry.command.args.get("handoff") == handoff.id


def _outcome(match: Match, team: int, handoff: Handoff) -> tuple[str, str]:
    """What came of it: its code, and the words it is told in."""
    crew = match.state.teams[team]
    stage, ended = int(crew.columns.stage[handoff.company]), crew.tracks[handoff.company].ended
    if handoff.state == "returned":
        return "returned", "returned"
    if handoff.state in ("waiting", "lapsed") and handoff.outcome != "won":
        return ("lost", "lost_wait") if handoff.outcome == "lost" else ("never_taken", "never_taken")
    if handoff.receiver == ACCOUNT:
        return ("churned", "churned") if stage == Stage.CHURNED else ("kept", "kept")
    if handoff.outcome == "lost" and handoff.sender == LEAD_GEN:
        return "lost", LOST.get(ended, "lost")
    return handoff.outcome, handoff.outcome


def _eight(speak: Speaker, cells: Cells, expected: Cells | None = None) -> list[shape.Cell]:
    """The eight cells in the order of the baton; what was `expected` and is missing is said to be."""
    made = []
    for field in FIELDS:
        cell = cells.get(field, BLANK)
        told = speak.cell(field, cell)
        if expected is not None and cell.status == UNKNOWN and expected.get(field, BLANK).status != UNKNOWN:
            told["text"] = speak.words("cell.missing")
        made.append(told)
    return made
