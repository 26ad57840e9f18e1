"""The facilitator's console: progress of every seat, event cards, what may come next. No hidden values."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.actions.facilitation import CARDS
from game.scoring.money import closed_rounds, forward_done
from game.state.records import ROLES
from game.views.charter import charter_view
from game.views.forward import forward_lines
from game.views.result import team_line
from game.views.seat import doing
from game.views.session import card_words, session_info
from game.views.sight import Sight
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape


def facilitator_view(match: Match, lang: str) -> shape.FacilitatorView:
    """The console of the whole session."""
    speak = Speaker(match, -1, lang)
    teams = range(match.team_count)
    closed = range(1, closed_rounds(match.state) + 1)
    return {
        "kind": "facilitator",
        "session": session_info(match, lang),
        "teams": [_row(match, team, lang) for team in teams],
        "cards": [_card(match, speak, card) for card in CARDS],
        "steps": _steps(match, speak),
        "history": [_told(speak, key, round_) for key, round_ in reversed(match.state.course.history)],
        "results": [[team_line(match, team, round_) for team in teams] for round_ in closed],
        "charters": [charter_view(match, team, speak) | {"editable": False} for team in teams]
        if _has_charters(match)
        else [],
        "forward": forward_lines(match),
    }


def _row(match: Match, team: int, lang: str) -> shape.TeamRow:
    """One team: how far each seat is, and what waits between them."""
    crew = match.state.teams[team]
    return {
        **team_line(match, team),
        "seats": [_cell(match, team, seat, lang) for seat in range(len(crew.seats))],
        "waiting": sum(handoff.state == "waiting" for handoff in crew.handoffs),
    }


def _cell(match: Match, team: int, seat: int, lang: str) -> shape.SeatCell:
    sight = Sight(match, team, seat, lang, None)
    record = sight.record
    playing = match.phase == "round"
    return {
        "seat": seat,
        "role": cast("shape.Role", ROLES[record.role]),
        "left": max(0, record.total - record.spent) if playing else 0,
        "total": record.total if playing else 0,
        "doing": doing(sight, seat) if playing else "",
        "decisions": record.decisions,
        "bot": record.bot,
    }


def _has_charters(match: Match) -> bool:
    """Whether there is a charter to look at: while it is written, and in every round that it holds in."""
    return match.phase == "charter" or (match.state.levers.charter and match.round > 0)


def _card(match: Match, speak: Speaker, card: str) -> shape.Card:
    """An event card, and why it cannot be played now."""
    played = match.state.course.cards.get(card, 0)
    code, word = "", ""
    if played:
        code = word = "card_played"
    elif match.phase != "round":
        code, word = "wrong_phase", "needs_round"
    elif card == "chair_swap" and match.team_count == 1:
        code = word = "needs_two_teams"
    name = card_words(card)
    return {
        "id": card,
        "label": speak.words(f"card.{name}"),
        "hint": speak.words(f"card_hint.{name}"),
        "played_round": played,
        "blocked": code,
        "blocked_text": speak.words(f"blocked.{word}") if word else "",
    }


def _steps(match: Match, speak: Speaker) -> list[shape.Step]:
    """What may come next, the step that the session's plan foresees first."""
    verbs = next_steps(match)
    round_ = match.round + (match.phase != "round")
    return [
        {
            "verb": verb,
            "args": {},
            "label": speak.words(f"step.{verb}", round=round_),
            "hint": speak.words(f"step_hint.{verb}"),
            "primary": place == 0,
        }
        for place, verb in enumerate(verbs)
    ]


def next_steps(match: Match) -> list[str]:
    """Verbs of the steps that are possible and sensible now; the first is the one to expect."""
    frame, course = match.scenario.frame, match.state.course
    match course.phase:
        case "lobby":
            return ["open_round", "close_session"]
        case "round":
            return ["close_round"]
        case "charter":
            return ["open_round"]
        case "result" if course.round >= frame.rounds:
            return ["finish", "open_debrief"]
        case "result" if course.round == frame.charter_after and frame.charter_after:
            return ["open_charter", "open_round", "finish", "open_debrief"]
        case "result" if match.state.acts == "open" or match.state.levers.charter:
            return ["open_round", "open_charter", "finish", "open_debrief"]
        case "result":
            return ["open_round", "finish", "open_debrief"]
        case "fast_forward":
            return ["open_debrief"] if forward_done(match.state) else []
        case "debrief":
            return ["close_session"]
        case _:
            return []


def _told(speak: Speaker, key: str, round_: int) -> str:
    """One of the facilitator's own steps in words."""
    if key in CARDS:
        return speak.words("history.play_card", card=card_words(key))
    return speak.words(f"history.{key}", round=round_)
