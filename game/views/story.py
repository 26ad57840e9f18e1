"""The story of a break in words: for the room without a name, for a team with what the reader's seat knows anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.context import known_to
from game.scoring.story import Story, story
from game.state.records import ROLES, STATUSES
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape


def room_story(match: Match, lang: str) -> shape.Story | None:
    """What the projector shows: which fields were held and arrived, and the client's mood; no team, value or name."""
    if match.phase != "result" or not lang:
        return None
    found = match.memo.get(key := ("story", -1, match.round)) or story(match, match.round)
    match.memo[key] = found
    return None if found is None else _told(Speaker(match, found.team, lang), found)


def team_story(match: Match, team: int, seat: int, lang: str) -> shape.Story | None:
    """What a seat reads of its own team: the client by name and how it was passed on, where the seat has seen it."""
    if match.phase != "result" or not lang:
        return None
    found = match.memo.get(key := ("story", team, match.round)) or story(match, match.round, team)
    match.memo[key] = found
    if found is None:
        return None
    speak, handoff = Speaker(match, team, lang), found.handoff
    told = _told(speak, found)
    if seat in (handoff.sender, handoff.receiver):
        told["mode"], told["warm"] = handoff.mode, handoff.warm  # type: ignore[typeddict-item]
    if known_to(match.state.teams[team], seat, handoff.company):
        told["company_name"] = speak.company(handoff.company)
    return told


def _told(speak: Speaker, found: Story) -> shape.Story:
    return {
        "sender": ROLES[found.handoff.sender],  # type: ignore[typeddict-item]
        "receiver": ROLES[found.handoff.receiver],  # type: ignore[typeddict-item]
        "fields": [
            {
                "field": one.field,  # type: ignore[typeddict-item]
                "label": speak.words(f"field.{one.field}"),
                "sent": STATUSES[one.sent],  # type: ignore[typeddict-item]
                "held": STATUSES[one.held if one.sent else 0],  # type: ignore[typeddict-item]
            }
            for one in found.fields
        ],
        "known": found.known,
        "arrived": found.arrived,
        "mood": found.mood,
        "company_name": "",
        "mode": "",
        "warm": False,
    }
