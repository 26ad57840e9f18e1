"""Disputed leads: handed over and lost, seen differently by the two sides; unmasked, with a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.chronicle import chronicle
from game.debrief.chronicle.cases import Case, cases
from game.debrief.disputed.verdict import Verdict, judge
from game.debrief.disputed.voices import voices
from game.debrief.truth import true_cells, what_it_was
from game.market.rules import FIELDS
from game.state.records import LEAD_GEN, Handoff
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape

MOST = 8
CHOICES = ("lead_gen", "handoff", "sales", "nobody")


def disputed_view(match: Match, team: int, lang: str, reveal: bool) -> shape.DisputedView:
    """Up to eight lost leads of a team, those with most at stake first; truth and verdict only if unmasked."""
    crew, told, speak = match.state.teams[team], chronicle(match, team), Speaker(match, team, lang)
    lost = [(case, handoff) for case in cases(crew, told) if (handoff := lost_lead(case)) is not None]
    lost.sort(key=lambda pair: (-int(crew.static.list_price[pair[0].row]), pair[1].id))
    return {
        "kind": "disputed",
        "team": team,
        "team_name": crew.name,
        "choices": [speak.choice("blame", choice) for choice in CHOICES],
        "leads": [_lead(match, team, case, handoff, speak, reveal=reveal) for case, handoff in lost[:MOST]],
    }


def lost_lead(case: Case) -> Handoff | None:
    """The handoff of a lead that was passed on to sales and lost while it was theirs; None for any other."""
    handoff = case.lead
    if handoff is None or handoff.outcome != "lost" or handoff.sender != LEAD_GEN or handoff.state == "returned":
        return None
    return handoff


def _lead(match: Match, team: int, case: Case, handoff: Handoff, speak: Speaker, *, reveal: bool) -> shape.DisputedLead:
    row = case.row
    verdict = judge(match.scenario, case, handoff) if reveal else None
    truth = true_cells(match, team, row, handoff.round) if reveal else {}
    return {
        "company": case.crew.numbers[row],
        "company_name": speak.company(row),
        "handoff": handoff.id,
        "round": handoff.round,
        "mode": handoff.mode,  # type: ignore[typeddict-item]
        "revenue": int(case.crew.static.list_price[row]),
        "voices": voices(case, handoff, speak),
        "truth": [speak.cell(field, truth[field]) for field in FIELDS] if reveal else [],
        "truth_text": what_it_was(match, team, row, speak) if reveal else "",
        "verdict": verdict.blame if verdict is not None else "",
        "verdict_text": _reasons(verdict, speak) if verdict is not None else "",
        "shares": verdict.shares if verdict is not None else [],
    }


def _reasons(verdict: Verdict, speak: Speaker) -> str:
    return " ".join(speak.words(f"verdict.{key}", **_filled(params, speak)) for key, params in verdict.reasons)


def _filled(params: dict[str, Any], speak: Speaker) -> dict[str, Any]:
    made = dict(params)
    if "fields" in made:
        made["fields"] = ", ".join(speak.words(f"field.{field}").lower() for field in made["fields"])
    if "undone" in made:
        made["undone"] = "; ".join(speak.words(f"undone.{code}") for code in made["undone"])
    return made
