"""What the log tells of each round beside the tallies: who decided, and what clients lived through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from game.scoring.money import closed_rounds
from game.state.records import ACCOUNT, SALES

if TYPE_CHECKING:
    from game.match.log import Entry
    from game.match.match import Match

HEARD = {"cold_failed": "cold", "lapsed": "lapsed", "service.called_ahead": "called_ahead"}
"""What a client says -> the count it belongs to."""


@dataclass(slots=True)
class Doings:
    """One team's round."""

    decisions: int = 0
    by_bots: int = 0  # of the decisions
    cold: int = 0  # first contacts refused by a client who knew nobody
    lapsed: int = 0  # agreed dates that passed without us
    called_ahead: int = 0  # accounts told about a due promise before it fell due

    @property
    def bots_share(self) -> int:
        """Per cent of the decisions that bots took."""
        return (200 * self.by_bots + self.decisions) // (2 * self.decisions) if self.decisions else 0


NOTHING = Doings()
Told = dict[tuple[int, int], Doings]

_read_before: WeakKeyDictionary[Match, tuple[int, Told]] = WeakKeyDictionary()
"""What was read of a match when so many of its rounds were closed; a closed round never changes."""


def doings(match: Match, team: int, round_: int) -> Doings:
    """What the log tells of a team's closed round (1-based); blank where the log does not reach."""
    closed = closed_rounds(match.state)
    before = _read_before.get(match)
    if before is None or before[0] != closed:
        before = _read_before[match] = closed, _read_all(match, closed)
    return before[1].get((team, round_), NOTHING)


def _read_all(match: Match, closed: int) -> Told:
    told: Told = {}
    for entry in match.entries:
        actor, round_ = entry.command.actor, entry.command.round
        if not actor.is_facilitator and 1 <= round_ <= closed:
            _read(told.setdefault((actor.team, round_), Doings()), entry)
    return told


def _read(doing: Doings, entry: Entry) -> None:
    actor = entry.command.actor
    for event in entry.events:
        values = event["set"]
        if "decided" in values.get(f"seat/{actor.seat}", {}):
            doing.decisions += 1
            doing.by_bots += actor.by != "person"
        if actor.seat in (SALES, ACCOUNT):
            for line in _lines(values, actor.seat, event["data"].get("company", -1)):
                count = HEARD.get(line[1])
                if count:
                    setattr(doing, count, getattr(doing, count) + 1)


def _lines(values: dict[str, Any], seat: int, row: int) -> list[list[Any]]:
    """What the client said in the conversation that an event tells of."""
    talk = values.get(f"dossier/{seat}/{row}", {}).get("talk") or {}
    lines: list[list[Any]] = talk.get("lines", [])
    return lines


def work_by_seat(match: Match, team: int) -> list[tuple[int, int]]:
    """Minutes and decisions of each seat of a team until the last bell: the year after is nobody's work."""
    closed = closed_rounds(match.state)
    work = [(0, 0)] * len(match.state.teams[team].seats)
    for entry in match.entries:
        actor = entry.command.actor
        if actor.is_facilitator or actor.team != team or entry.command.round > closed:
            continue
        for event in entry.events:
            for seat, (worked, decided) in enumerate(work):
                told = event["set"].get(f"seat/{seat}", {})
                work[seat] = told.get("worked", worked), told.get("decided", decided)
    return work
