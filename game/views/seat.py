"""A seat's view: all that one seat may see, built field by field from nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.actions.context import values_of
from game.market.rules import FIELDS
from game.state.draft import Draft
from game.state.records import BLANK, ROLES, SALES, Cell
from game.views import shape
from game.views.agenda import vocabulary
from game.views.charter import charter_view
from game.views.company import company_view
from game.views.desk import desk_rows, place_of
from game.views.forward import forward_line
from game.views.handoffs import handoff_views
from game.views.offers import seat_offers
from game.views.promises import all_promises
from game.views.result import result_view
from game.views.session import session_info
from game.views.sight import Sight
from game.views.story import team_story

if TYPE_CHECKING:
    from game.match import Match

CLOSED_SHOWN = 12
"""Closed companies kept on a desk; those of this round are all kept, so that their end is read."""


def seat_view(match: Match, team: int, seat: int, lang: str, released: int | None = None) -> shape.SeatView:
    """All that one seat may see now.

    Args:
        match: the match at its latest moment.
        team: 0-based.
        seat: 0-based within the team.
        lang: "en" or "ru"; "" is for bots: every text is empty, and companies lie in the order of their turns.
        released: minutes released so far in this round; None for all.
    """
    sight = Sight(match, team, seat, lang, released)
    role = ROLES[sight.record.role]
    phase = match.phase
    playing = phase in ("round", "result", "charter", "fast_forward")
    companies = _companies(sight) if playing else []
    offers = seat_offers(sight)
    return {
        "kind": "seat",
        "session": session_info(match, lang),
        "team": team,
        "team_name": sight.team.name,
        "came_round": match.state.course.cards.get("chair_swap", 0) if seat == SALES else 0,
        "seat": seat,
        "role": cast(shape.Role, role),
        "role_text": sight.speak.words(f"role.{role}"),
        "purpose": [sight.speak.words(f"role_card.{role}.{i}") for i in (1, 2, 3)],
        "now": sight.round,
        "minutes": _minutes(sight),
        "mates": [_mate(sight, other) for other in range(len(sight.team.seats)) if other != seat],
        "levers": {
            "card": sight.levers.card,
            "warm": sight.levers.warm,
            "read_back": sight.levers.read_back,
            "returns": sight.levers.returns,
            "write_up": sight.levers.write_up,
            "charter": sight.levers.charter,
        },
        "blank": [sight.speak.cell(f, BLANK) for f in FIELDS],
        "agendas": sight.agendas,
        "captions": sight.captions,
        "refusals": sight.refusals,
        "vocabulary": vocabulary(sight, values_of) if lang else {},
        "companies": companies,
        "handoffs": handoff_views(sight) if playing else [],
        "promises": all_promises(sight) if playing else [],
        "offers": offers,
        "inbox": _inbox(sight),
        "results": _results(match, team, seat, lang),
        "story": team_story(match, team, seat, lang),
        "charter": charter_view(match, team, sight.speak) if _has_charter(sight) else None,
        "practice": _practice(sight) if phase == "lobby" and lang else None,
        "forward": _forward(match, team, lang),
    }


def _minutes(sight: Sight) -> shape.Minutes:
    record = sight.record
    all_out = sight.released >= record.total
    return {
        "total": record.total,
        "released": sight.released,
        "spent": record.spent,
        "left": max(0, sight.released - record.spent),
        "overrun": sight.scenario.frame.overrun if all_out and record.spent < record.total else 0,
        "carried": record.carried,
        "clock": record.clock,
    }


def _mate(sight: Sight, seat: int) -> shape.Mate:
    record = sight.team.seats[seat]
    role = ROLES[record.role]
    waiting = sum(1 for h in sight.team.handoffs if h.receiver == seat and h.state == "waiting")
    return {
        "seat": seat,
        "role": cast(shape.Role, role),
        "role_text": sight.speak.words(f"role.{role}"),
        "left": max(0, record.total - record.spent),
        "total": record.total,
        "waiting": waiting,
        "doing": doing(sight, seat),
        "bot": bool(record.bot),
    }


def doing(sight: Sight, seat: int) -> str:
    """What a colleague did last, in words."""
    record = sight.team.seats[seat]
    if record.total and record.spent >= record.total:
        return sight.speak.words("doing.spent")
    key = record.doing or "nothing"
    return sight.speak.words("doing.service" if key == "task" else f"doing.{key}")


def _companies(sight: Sight) -> list[shape.CompanyView]:
    """The desk: open companies in the order of the sight, then the latest closed ones."""
    draft = Draft(sight.state, sight.team)
    open_, closed = [], []
    for row in desk_rows(sight):
        place = place_of(sight, row)
        if place == "closed":
            closed.append(row)
        elif place:
            open_.append((row, place))
    closed.sort(key=lambda row: (-sight.track(row).ended_round, sight.order[row]))
    fresh = sum(sight.track(row).ended_round == sight.round for row in closed)
    views = [company_view(sight, row, place, draft) for row, place in open_]
    return views + [company_view(sight, row, "closed", draft) for row in closed[: max(CLOSED_SHOWN, fresh)]]


INBOX_KEYS = {"won": "won", "order_open": "order_opened", "new_chair": "new_in_chair"}


def _inbox(sight: Sight) -> list[shape.Inbox]:
    found: list[shape.Inbox] = []
    for number, (key, params, row, tone) in enumerate(sight.record.inbox):
        told = dict(params)
        if row >= 0:
            told["company"] = sight.speak.company(row)
        text = sight.speak.words(f"inbox.{INBOX_KEYS.get(key, key)}", **told)
        found.append(
            {
                "seq": sight.round * 1000 + number,
                "text": text,
                "company": sight.team.numbers[row] if row >= 0 else -1,
                "tone": tone,
            }
        )
    return found


def _has_charter(sight: Sight) -> bool:
    phase, round_ = sight.state.course.phase, sight.round
    return phase == "charter" or (sight.levers.charter and round_ > 0) or _charter_next(sight)


def _charter_next(sight: Sight) -> bool:
    return sight.state.course.phase == "result" and sight.round == sight.scenario.frame.charter_after


def _results(match: Match, team: int, seat: int, lang: str) -> list[shape.RoundResult]:
    closed = (
        match.round if match.phase in ("result", "charter", "fast_forward", "debrief", "closed") else match.round - 1
    )
    last = min(closed, match.scenario.frame.rounds)
    if last < 1 or not lang:
        return []
    key = ("results", team, seat, lang, match.phase, match.round)  # nothing in them moves between two bells
    found: list[shape.RoundResult] | None = match.memo.get(key)
    if found is None:
        found = [result_view(match, team, seat, number, lang) for number in range(1, last + 1)]
        match.memo[key] = found
    return found


def _practice(sight: Sight) -> shape.Practice | None:
    texts = sight.match.texts
    if texts is None:
        return None
    told = texts.practice(sight.speak.lang)
    if not told:
        return None
    lead = sight.scenario.lead
    topics: list[shape.Topic] = [
        {
            "topic": topic,
            "label": sight.speak.words(f"topic.{topic}"),
            "hint": sight.speak.words(f"topic_hint.{topic}"),
            "minutes": lead.topics[topic].minutes,
            "params": [],
            "blocked": "",
        }
        for topic in cast(list[str], told["topics"])
    ]
    learned: dict[str, shape.Cell] = {}
    for topic, fact in cast(dict[str, dict[str, str]], told["learned"]).items():
        if fact["field"] not in FIELDS:
            continue
        status = 2 if fact["status"] == "confirmed" else 1
        cell = sight.speak.cell(fact["field"], Cell(status, fact["value"], "you", 0))
        learned[topic] = {**cell, "text": fact.get("text") or cell["text"]}
    return {
        "company": str(told["company"]),
        "opening": str(told["opening"]),
        "topics": topics,
        "answers": cast(dict[str, str], told["answers"]),
        "learned": learned,
    }


def _forward(match: Match, team: int, lang: str) -> shape.ForwardLine | None:
    if match.phase not in ("fast_forward", "debrief", "closed") or not lang:
        return None
    return forward_line(match, team)
