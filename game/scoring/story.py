"""The story of a break: one handoff of the round, chosen by rule, and what anybody may be told of it.

The rule: of the handoffs accepted in the round, the one that lost most of the fields its sender held; of equals the
one that held most, then the order of teams and handoffs. When none lost anything, the same rule finds the cleanest.
Only which fields were held is looked at, never a value: whether something was right is no part of the story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from game.market.rules import FIELDS
from game.state.records import GUESS, JUDGED, SALES, Cell

if TYPE_CHECKING:
    from game.match.log import Entry
    from game.match.match import Match
    from game.state.records import Handoff
    from game.state.team import Team

Mood = Literal["", "plain", "warm", "cool", "bad"]
SPOKEN: dict[str, Mood] = {
    "repeated": "bad",
    "dossier.repeated": "bad",
    "lapsed": "bad",
    "price_contradicted": "bad",
    "cold_failed": "bad",
    "gone": "bad",
    "recap.wrong": "cool",
    "cold_first": "cool",
    "warm_intro": "warm",
    "recap.right": "warm",
    "price_kept": "warm",
}
"""What a client says aloud that tells how it was handed over -> its mood."""
LOUDEST: tuple[Mood, ...] = ("bad", "cool", "warm")
OWN_WORK = ("meet", "task")
"""What a receiver does with the client itself: what it learns from then on did not arrive with the handoff."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One field of a handoff: its status in the sender's dossier, and in the receiver's when its own work began."""

    field: str
    sent: int
    held: int


@dataclass(frozen=True, slots=True)
class Story:
    """One handoff as it may be told to everybody."""

    handoff: Handoff
    team: int
    fields: tuple[Passed, ...]
    mood: Mood  # of the client, by its own words to the receiver in this round; "" while it has said none

    @property
    def known(self) -> int:
        """How many fields the sender held."""
        return sum(one.sent > 0 for one in self.fields)

    @property
    def arrived(self) -> int:
        """How many of those the receiver held."""
        return sum(one.sent > 0 and one.held > 0 for one in self.fields)


def story(match: Match, round_: int, team: int = -1) -> Story | None:
    """The most telling handoff accepted in a round, of one team or (-1) of all; None when none was accepted."""
    teams = match.state.teams if team < 0 else [match.state.teams[team]]
    told = [
        _told(match, crew, handoff)
        for crew in teams
        for handoff in crew.handoffs
        if handoff.state == "accepted" and handoff.accept_round == round_
    ]
    return min(told, key=_rank, default=None)


def _rank(one: Story) -> tuple[int, int, int, int]:
    return one.arrived - one.known, -one.known, one.team, one.handoff.id


def _told(match: Match, team: Team, handoff: Handoff) -> Story:
    after = _after(match, team, handoff)
    typed = _typed(after)
    passed = tuple(
        Passed(field, Cell(*handoff.sent.get(field, ())).status, _status(handoff, field, typed))
        for field in _fields(handoff)
    )
    return Story(handoff, team.index, passed, _mood(after, handoff))


def _fields(handoff: Handoff) -> tuple[str, ...]:
    """What can be passed on: expectation and next step to sales alone."""
    return FIELDS if handoff.receiver == SALES else tuple(JUDGED)


def _status(handoff: Handoff, field: str, typed: set[str]) -> int:
    held = Cell(*handoff.received.get(field, ())).status
    return max(held, GUESS) if field in typed else held


def _after(match: Match, team: Team, handoff: Handoff) -> list[Entry]:
    """What the receiver did with the company in that round after it had accepted."""
    found: list[Entry] = []
    accepted = False
    for entry in match.entries:
        command = entry.command
        if (command.actor.team, command.actor.seat) != (team.index, handoff.receiver):
            continue
        if command.verb == "accept":
            accepted = accepted or command.args.get("handoff") == handoff.id
        elif accepted and command.round == handoff.accept_round and _is_about(entry, handoff.company):
            found.append(entry)
    return found


def _is_about(entry: Entry, row: int) -> bool:
    return bool(entry.events and entry.events[0]["data"].get("company", -1) == row)


def _typed(after: list[Entry]) -> set[str]:
    """Fields that the receiver typed in before it began its own work with the client."""
    found: set[str] = set()
    for entry in after:
        if entry.command.verb in OWN_WORK:
            break
        if entry.command.verb == "mark" and entry.command.args.get("status", "guess") == "guess":
            found.add(entry.command.args["field"])
    return found


def _mood(after: list[Entry], handoff: Handoff) -> Mood:
    heard = [line[1] for entry in after for line in _lines(entry, handoff)]
    moods = {SPOKEN[key] for key in heard if key in SPOKEN}
    return next((mood for mood in LOUDEST if mood in moods), "plain" if heard else "")


def _lines(entry: Entry, handoff: Handoff) -> list[list[Any]]:
    values: dict[str, Any] = entry.events[0]["set"].get(f"dossier/{handoff.receiver}/{handoff.company}", {})
    return list((values.get("talk") or {}).get("lines", []))
