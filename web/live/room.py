"""The room: all that one session's writer owns. Nobody else touches it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from web.live.chat import Chat
from web.live.debrief.questions import Point
from web.live.debrief.stage import Debrief
from web.store.sessions import Allowed

if TYPE_CHECKING:
    from web.live.answers import Done
    from web.live.clock import RoundClock
    from web.live.readers import Reader
    from web.live.rules import Match, Rules, ScenarioInfo, Work
    from web.live.seating import Place, Seating
    from web.store.bars import Removed
    from web.store.people import Person
    from web.store.sessions import SessionRow
    from web.store.writer import Store

AFTER_PLAY = ("fast_forward", "debrief", "closed")
COME_MS = 60_000  # whoever joins and opens no line for so long holds no seat that somebody else needs
STARTS_SHIFT = 2**32  # versions of a server's start lie above all of earlier starts


@dataclass(slots=True)
class Message:
    """What the facilitator said. `text` by language; `to` is all, team:N, role:R or person:ID.

    It stands until the phase changes, `until` is reached or it is taken back, and never outlives the server.
    """

    id: int
    to: str
    text: dict[str, str]
    until: int | None = None  # monotonic time, None: as long as the phase lasts


@dataclass(slots=True)
class Played:
    """How long the running round has been played, in milliseconds: no break, pause or lobby counts."""

    round: int = 0
    ms: int = 0
    _runs: bool = False
    _at: int = 0

    def tick(self, round_: int, now: int, *, runs: bool) -> bool:
        """Count on to `now`; `runs` holds from here on. True if another round has begun."""
        another = round_ != self.round
        if another:
            self.round, self.ms = round_, 0
        elif self._runs:
            self.ms += now - self._at
        self._runs, self._at = runs, now
        return another


@dataclass(slots=True, eq=False)
class Room:
    """A running session.

    `match`, `clock`, `seating`, `removed`, `done`, `reveal`, `allowed`, `chat` and `debrief` are what the
    store holds too.
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
    chat: Chat = field(default_factory=Chat)
    stale: bool = False  # the store could not be read: nothing is decided or shown until it can
    readers: dict[str, Reader] = field(default_factory=dict)
    removed: list[Removed] = field(default_factory=list)  # taken out by the facilitator, who may let them back in
    messages: list[Message] = field(default_factory=list)
    last_message: int = 0
    awaited: dict[str, int] = field(default_factory=dict)  # joined and not come yet -> monotonic time of joining
    seen_ms: dict[str, int] = field(default_factory=dict)  # participant -> monotonic time of losing the line
    played: Played = field(default_factory=Played)
    acted_ms: dict[str, int] = field(default_factory=dict)  # participant -> what was played at their last act
    left_ms: dict[str, int] = field(default_factory=dict)  # participant -> what was played when they lost the line
    year_from: int | None = None  # when the twelve months, played to their end, began to be shown to everybody
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

    def keep_time(self, now: int) -> None:
        """Count what is played, begin to show the year that was played, let go of messages whose time is over."""
        runs = self.match.phase == "round" and self.clock.state in ("none", "running")
        if self.played.tick(self.match.round, now, runs=runs):
            self.acted_ms.clear()
            self.left_ms.clear()
        if self.match.phase != "fast_forward":
            self.year_from = None
        elif self.year_from is None and self.rules.forward_seats(self.match) is None:
            self.year_from = now
            self.touch_all()
        standing = [one for one in self.messages if one.until is None or now < one.until]
        if len(standing) < len(self.messages):
            self.messages = standing
            self.touch_all()

    def active(self, participant: str) -> None:
        """A participant does something, or has only now the seat to do it on."""
        self.acted_ms[participant] = self.played.ms

    def idle_ms(self, participant: str) -> int:
        """For how long of the running round a participant has done nothing, absences left out."""
        return self.played.ms - self.acted_ms.get(participant, 0)

    def year_ms(self, now: int) -> int:
        """How long the twelve months are being shown, in milliseconds; -1 while they are not."""
        return -1 if self.year_from is None else now - self.year_from

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
        self.awaited.pop(participant, None)
        for kept in (self.seen_ms, self.acted_ms, self.left_ms, self.debrief.words, *self.debrief.votes.values()):
            kept.pop(participant, None)  # type: ignore[attr-defined]
        self.messages = [one for one in self.messages if one.to != f"person:{participant}"]
        self.chat.drop(participant)
        return self.seating.remove(participant)

    def ghosts(self, now: int) -> list[Person]:
        """Who joined a while ago and never came, the earliest first: seats that nobody sits on."""
        late = (participant for participant, since in self.awaited.items() if now - since >= COME_MS)
        return [self.seating.people[participant] for participant in late if participant in self.seating.people]

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
