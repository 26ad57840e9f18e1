"""The room: all that one session's writer owns. Nobody else touches it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from web.live.debrief.questions import Point
from web.live.debrief.stage import Debrief
from web.store.sessions import Allowed

if TYPE_CHECKING:
    from web.live.answers import Done
    from web.live.clock import RoundClock
    from web.live.readers import Reader
    from web.live.rules import Match, Rules, ScenarioInfo, Work
    from web.live.seating import Place, Seating
    from web.store.people import Person
    from web.store.sessions import SessionRow
    from web.store.writer import Store

AFTER_PLAY = ("fast_forward", "debrief", "closed")
STARTS_SHIFT = 2**32  # versions of a server's start lie above all of earlier starts


@dataclass(slots=True)
class Message:
    """What the facilitator said. `text` by language; `to` is all, team:N, role:R or seat:T:S."""

    id: int
    to: str
    text: dict[str, str]


@dataclass(slots=True, eq=False)
class Room:
    """A running session.

    `match`, `clock`, `seating`, `done`, `reveal`, `allowed` and `debrief` are what the store holds too.
    """

    row: SessionRow
    info: ScenarioInfo
    rules: Rules
    store: Store
    match: Match
    clock: RoundClock
    seating: Seating
    done: dict[str, Done]
    last_seq: int
    point: Point  # how far the log has come, as the debrief looks at it
    version: int
    reveal: bool
    closed: bool
    allowed: Allowed = field(default_factory=Allowed)
    debrief: Debrief = field(default_factory=Debrief)
    stale: bool = False  # the store could not be read: nothing is decided or shown until it can
    readers: dict[str, Reader] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    seen_ms: dict[str, int] = field(default_factory=dict)  # participant -> monotonic time of losing the line
    acted_ms: dict[str, int] = field(default_factory=dict)  # participant -> monotonic time of the last act
    orders: int = 0
    noted_ms: int = 0  # monotonic time at which the store was last told of the clock
    released_floor: int = 0  # minutes once released stay released

    @property
    def id(self) -> str:
        """The session's id."""
        return self.row.id

    def work(self, place: Place) -> Work:
        """The minutes and the driver of a seat."""
        return self.rules.work(self.match, *place)

    def bot_at(self, place: Place) -> str:
        """The policy that drives a seat instead of a person; after the last round nobody drives."""
        return "" if self.match.phase in AFTER_PLAY else self.work(place).bot

    def released(self, now: int) -> int:
        """The minutes of work released so far in this round."""
        info = self.info
        released = self.clock.released(info.minutes, info.release_start, info.release_until, now)
        self.released_floor = max(self.released_floor, released)
        return self.released_floor

    def connections(self, participant: str) -> list[Reader]:
        """The live connections of a participant, oldest first."""
        found = [reader for reader in self.readers.values() if reader.principal.participant == participant]
        return sorted(found, key=lambda reader: reader.order)

    def driver(self, participant: str) -> Reader | None:
        """The connection that drives a participant's seat: their newest."""
        found = self.connections(participant)
        return found[-1] if found else None

    def place_of(self, reader: Reader) -> Place | None:
        """The seat of a reader."""
        person = self.seating.people.get(reader.principal.participant)
        return (person.team, person.seat) if person is not None and not person.is_observer else None

    def is_gone(self, reader: Reader) -> bool:
        """Whether a reader's participant is no longer in the session."""
        participant = reader.principal.participant
        return bool(participant) and participant not in self.seating.people

    def forget(self, participant: str) -> Person:
        """A participant goes, with all that they said."""
        for kept in (self.seen_ms, self.acted_ms, self.debrief.words, *self.debrief.votes.values()):
            kept.pop(participant, None)  # type: ignore[attr-defined]
        return self.seating.remove(participant)

    def touch_team(self, team: int, *, urgent: Place | None = None) -> None:
        """Something changed for a team (so for console and projector too); the actor sees it at once."""
        for reader in self.readers.values():
            if reader.kind != "seat":
                reader.touch()
                continue
            place = self.place_of(reader)
            if place is not None and place[0] == team:
                reader.touch(urgent=place == urgent)

    def touch_all(self) -> None:
        """Something changed for everybody; they see it at once."""
        for reader in self.readers.values():
            reader.touch(urgent=True)

    def touch_watchers(self) -> None:
        """Something changed for console and projector only."""
        for reader in self.readers.values():
            if reader.kind != "seat":
                reader.touch()
