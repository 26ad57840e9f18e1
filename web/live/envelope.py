"""The shape of everything around a view: version, clock, presence, who the reader is.

An envelope is what the server knows and the rules do not: who is connected, how much time is left, what the
facilitator said. Nothing in it depends on hidden values of the game.
"""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

Language = Literal["en", "ru"]
Kind = Literal["seat", "observer", "facilitator", "screen", "watcher"]
Panel = Literal[
    "overview", "machine", "journey", "leaks", "whatif", "disputed", "pictures", "questions", "quiz", "rules"
]


class Clock(TypedDict):
    """The time of the room. `left_ms` counts from `server_ms`, which no set clock moves and which names no day."""

    state: Literal["none", "running", "paused", "over"]
    left_ms: int
    total_ms: int
    server_ms: int


class Presence(TypedDict):
    """One seat, and who sits on it. A seat hears of its own team; facilitator and screen of all."""

    team: int
    seat: int
    participant: str  # "" when nobody holds it
    name: str
    state: Literal["here", "away", "bot", "free"]
    away_s: int
    idle_s: int
    driver: bool  # a connection drives this seat now


class Me(TypedDict):
    """Who the reader of this envelope is."""

    participant: str
    name: str
    team: int  # -1 for facilitator and screen
    seat: int  # -1 for observer, facilitator and screen
    kind: Kind
    superseded: bool  # the same seat was opened elsewhere; the live verb `take_back` brings it back


class Observer(TypedDict):
    """Somebody who looks on at a team; the facilitator alone hears of them."""

    participant: str
    name: str
    team: int
    here: bool


class TakenOut(TypedDict):
    """Somebody whom the facilitator took out; only the facilitator hears of them, and may let them back in."""

    participant: str
    name: str  # "" once forgotten


class Permitted(TypedDict):
    """What the facilitator allows beside playing."""

    choosing: bool  # people choose team and seat as they join
    observers: int  # how many may look on
    chat: bool  # the people of a team may write to each other
    chat_told: bool  # the debrief may show what they write from now on


class ChatLine(TypedDict):
    """One line of a team's chat, as a seat of that team reads it."""

    number: int  # rises within the team, and tells no more than the moment
    name: str
    text: str
    at_ms: int  # wall clock, UTC
    told: bool  # the debrief may show it
    mine: bool


class ToldLine(TypedDict):
    """A line of a team's chat in the debrief's timeline."""

    seq: int  # the log's last entry when it was written
    name: str
    text: str
    at_ms: int


class Notice(TypedDict):
    """A message of the facilitator; ids rise, so that a reader shows each one once."""

    id: int
    text: str


class Posted(TypedDict):
    """A message that stands now, as the facilitator is told of it."""

    id: int
    to: str  # all, team:N, role:R or person:ID
    text: str
    left_s: int  # -1: until the phase changes


class Link(TypedDict):
    """One address under which phones may reach this server, for the facilitator to try."""

    label: str
    url: str
    qr_svg: str
    checked: bool  # another device than this one and the facilitator's came through on it


class Alert(TypedDict):
    """What the facilitator should know of the server: its clock was set by so many seconds (forward if positive)."""

    kind: Literal["clock_jumped"]
    seconds: int


class VoteLine(TypedDict):
    """Votes on one disputed lead: whose miss it was. Counts stay empty until the facilitator unmasks that lead."""

    team: int
    company: int
    counts: dict[str, int]  # by choice: lead_gen, handoff, sales, nobody
    voted: int
    of: int  # people who may vote


class Stage(TypedDict):
    """What the facilitator shows in the debrief, to those who follow."""

    panel: Panel
    team: int
    args: dict[str, int | str | bool]  # what of the panel: seat, seq, company, edit ...
    screen: bool  # the projector follows
    people: bool  # the trainees' screens follow
    reveal: bool  # with the truth
    votes: list[VoteLine]  # of the disputed lead that is shown, and of all that were voted on


class Mine(TypedDict):
    """What the reader said in the debrief so far, so that a reload finds it again."""

    vote: str  # on the disputed lead that is shown, "" = not yet
    answered: list[Literal["before", "after"]]  # knowledge tests that were handed in
    rule: str  # the rule to take home, "" = none
    checks: list[str]  # letters of the SMART check that were ticked


class Envelope(TypedDict):
    """One message to one reader: complete, with a version that only rises."""

    version: int
    session: str
    language: Language
    code: str  # the join code as shown, "" once the session is closed
    clock: Clock
    year_ms: int  # since when the twelve months run over all screens at once; -1 before and after
    presence: list[Presence]
    observers: list[Observer]  # for the facilitator, else empty
    removed: list[TakenOut]  # for the facilitator, else empty
    allowed: Permitted
    chat: int  # of a seat: another number means other lines at `/api/chat`; 0 while there is no chat
    me: Me
    notice: Notice | None
    posted: list[Posted]  # newest first, for the facilitator, else empty
    screens: int  # big screens that are open, for the facilitator, else 0
    reveal: bool  # the facilitator has unmasked the truth in the debrief
    stage: Stage | None  # None unless the debrief is open and this reader follows it
    mine: Mine | None  # of a seat, else None
    links: list[Link]  # for the facilitator and the projector of an open session, else empty
    alerts: list[Alert]  # for the facilitator, else empty
    view: dict[str, Any]  # SeatView, FacilitatorView or ScreenView of game.views.shape
