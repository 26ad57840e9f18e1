"""The team chat: short lines that the people of one team write to each other, while the facilitator allows it.

A line is read on the seats of its team and nowhere else; the debrief shows those that were written while everybody
knew that it may. Nothing of it is in the log, and nothing in an export.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from web.access.limits import Buckets
from web.access.names import clean_line
from web.live.debrief.stage import is_open
from web.live.step import SEAT, Args, StepRefusedError
from web.store import chat
from web.store.calendar import wall_ms
from web.store.chat import LineRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web.live import after
    from web.live.asks import Ask
    from web.live.envelope import ChatLine, ToldLine
    from web.live.room import Room
    from web.live.step import Outcome, Step
    from web.store.people import Person

LONGEST_LINE = 300
MOST_LINES = 1000  # of a team; the oldest go
MOST_SHOWN = 100  # on a seat
MOST_TEAMS = 100


@dataclass(slots=True)
class Chat:
    """What the teams of a session wrote.

    What a seat is told of it (numbers of lines, the stamp) depends on its own team and the time alone.
    """

    lines: list[LineRow] = field(default_factory=list)
    newest: dict[int, int] = field(default_factory=dict)  # of a team: the highest number that was ever given here
    changes: dict[int, int] = field(default_factory=dict)  # of a team: how often what it reads has changed
    first_stamp: int = 1  # stamps of a server's start lie above those of earlier starts
    pace: Buckets = field(default_factory=lambda: Buckets(rate=0.5, burst=6))  # by participant

    def stamp(self, team: int) -> int:
        """A number that differs whenever a team's chat does, and from those of other teams: people are moved."""
        return self.first_stamp + MOST_TEAMS * self.changes.get(team, 0) + team

    def next_number(self, team: int, now_ms: int) -> int:
        """The number of a team's next line: the moment, or what follows the number before if clock or pen are quick.

        A count would be given again once lines are forgotten, and one of the whole session tells how much others write.
        """
        self.newest[team] = max(now_ms, self.newest.get(team, 0) + 1)
        return self.newest[team]

    def read_anew(self, lines: list[LineRow]) -> None:
        """Take what the store has; whatever was told before differs from what is told now."""
        self.lines = lines
        for line in lines:
            self.newest[line.team] = max(line.number, self.newest.get(line.team, 0))
        self.changed(range(MOST_TEAMS))

    def changed(self, teams: Iterable[int]) -> None:
        """What these teams read is another now."""
        for team in teams:
            self.changes[team] = self.changes.get(team, 0) + 1

    def of(self, team: int) -> list[LineRow]:
        """A team's lines, oldest first."""
        return [line for line in self.lines if line.team == team]

    def teams_of(self, participant: str) -> set[int]:
        """The teams to which somebody has written."""
        return {line.team for line in self.lines if line.participant == participant}

    def drop(self, participant: str) -> None:
        """Somebody goes, and their lines go with them."""
        self.changed(self.teams_of(participant))
        self.lines = [line for line in self.lines if line.participant != participant]


class _Say(Args):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_LINE)]


def _say(room: Room, ask: Ask, args: Any, _now: int) -> Outcome:
    assert ask.reader is not None
    person = room.seating.people.get(ask.reader.principal.participant)
    if person is None or person.is_observer:
        raise StepRefusedError("nobody_there")
    if not room.allowed.chat:
        raise StepRefusedError("chat_off")
    if room.closed:
        raise StepRefusedError("wrong_phase")
    text = clean_line(args.text, LONGEST_LINE)
    if not text:
        raise StepRefusedError("malformed", "text: nothing readable")
    if not room.chat.pace.passes(person.id):
        raise StepRefusedError("rate_limited")
    now = wall_ms()
    number = room.chat.next_number(person.team, now)
    row = LineRow(number, person.team, person.id, text, room.last_seq, now, room.allowed.chat_told)
    return _write(room, row), []


def _write(room: Room, row: LineRow) -> list[after.Job]:
    """Keep a line; of a team that writes for ever the oldest goes."""
    jobs: list[after.Job] = [lambda connection: chat.add(connection, room.id, row)]
    room.chat.lines.append(row)
    written = room.chat.of(row.team)
    if len(written) > MOST_LINES:
        oldest = written[0]
        room.chat.lines.remove(oldest)
        jobs.append(lambda connection: chat.drop(connection, room.id, oldest.team, oldest.number))
    room.chat.changed((row.team,))
    for reader in room.readers.values():
        place = room.place_of(reader)
        if place is not None and place[0] == row.team:
            reader.touch(urgent=True)
    return jobs


def read(room: Room, person: Person) -> list[ChatLine]:
    """What a seat reads: the newest lines of its own team, while the chat is on."""
    if person.is_observer or not room.allowed.chat:
        return []
    lines = room.chat.of(person.team)[-MOST_SHOWN:]
    return [
        {
            "number": line.number,
            "name": room.seating.people[line.participant].name,
            "text": line.text,
            "at_ms": line.at_ms,
            "told": line.told,
            "mine": line.participant == person.id,
        }
        for line in lines
    ]


def told(room: Room, team: int) -> list[ToldLine] | None:
    """What the debrief may show of a team's chat; None before the debrief."""
    if not is_open(room):
        return None
    people = room.seating.people
    return [
        {"seq": line.seq, "name": people[line.participant].name, "text": line.text, "at_ms": line.at_ms}
        for line in room.chat.of(team)
        if line.told
    ]


STEPS: dict[str, Step] = {"say": (_Say, SEAT, _say)}
