"""The time machine and the journey of one company. `truth` parts are filled only when the facilitator unmasks."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Cell, Field, Mode, Role
from game.views.shape.debrief import Moment
from game.views.shape.readers import SeatView, SessionInfo


class Mark(TypedDict):
    """One mark on the timeline of a team."""

    seq: int
    round: int
    kind: Literal["round", "charter", "shock", "handoff", "won", "lost", "returned", "broken", "repeated", "finish"]
    label: str


class KeyMoment(TypedDict):
    """A moment worth jumping to, found by rule and told in one sentence."""

    seq: int
    round: int
    rule: str  # code of the rule that found it
    sentence: str
    role: Role | Literal[""]  # whose step it was, "" = the bell
    company: int  # -1 = none
    company_name: str
    mark: Literal["", "handoff", "won", "lost", "returned", "broken", "repeated"]


class Hidden(TypedDict):
    """What one company truly was at a moment."""

    company: int
    company_name: str
    kind_text: str  # designer, landlord ...
    stage_text: str
    cells: list[Cell]  # the eight, as a complete and correct brief would have held them
    trust: int  # 0-100
    sentence: str  # what it truly was, in a sentence


class MachineView(TypedDict):
    """Any seat's desk exactly as it was after an entry of the log, or the truth beside it."""

    kind: Literal["machine"]
    session: SessionInfo
    team: int
    team_name: str
    seat: int
    role: Role
    seq: int  # shown: the last entry not after the one asked for
    last_seq: int
    moment: Moment | None  # the entry itself, if it concerned this team
    view: SeatView  # message for message what the seat got live
    hidden: list[Hidden]  # companies on this desk; empty unless unmasked


class TimelineView(TypedDict):
    """What the slider and the jump list need for one team."""

    kind: Literal["timeline"]
    team: int
    team_name: str
    last_seq: int
    marks: list[Mark]
    keys: list[KeyMoment]


class Fallen(TypedDict):
    """What fell out of the baton at a handoff."""

    field: Field
    label: str
    text: str  # the value that was known
    how: Literal["missing", "guess", "wrong", "promise"]


class JourneyPoint(TypedDict):
    """One stop of a company's way, on a lane, at a place 0-1000 of the session."""

    seq: int
    round: int
    at: int  # 0-1000 along the session
    lane: Literal["company", "lead_gen", "sales", "account"]
    kind: Literal[
        "arrived", "call", "no_answer", "marked", "handoff", "accepted", "returned", "meeting", "no_show", "gate",
        "proposal", "won", "lost", "dropped", "nurtured", "follow_up", "task", "order", "order_lost", "complaint",
        "promise_made", "promise_kept", "promise_broken", "churned", "chair", "other",
    ]  # fmt: skip
    title: str
    detail: str
    said: str  # what the company said that mattered most, "" if nothing
    tone: Literal["plain", "warm", "cool", "bad"]
    minutes: int
    cells: list[Cell]  # the eight as this lane's seat held them afterwards; empty where nothing changed
    fallen: list[Fallen]  # at a handoff: what did not arrive
    repeated: list[str]  # labels of what was asked twice


class JourneyWait(TypedDict):
    """A wait on a lane."""

    lane: Role
    start: int  # 0-1000
    end: int
    minutes: int
    window: int  # per cent chance that the client is still there at its end


class JourneyPromise(TypedDict):
    """A promise made to the company."""

    kind: Literal["price", "date", "terms"]
    text: str
    by: str  # role code, "" = nobody of ours
    made: int  # 0-1000
    settled: int  # 0-1000, -1 = still open
    state: Literal["open", "kept", "broken", "lapsed"]
    known_to: list[Role]  # who knew of it when it was settled


class JourneyHandoff(TypedDict):
    """The pass: where it left, where it landed."""

    id: int
    start: int  # 0-1000
    end: int  # 0-1000, -1 = never taken
    sender: Role
    receiver: Role
    mode: Mode
    warm: bool
    known: int  # fields the sender held, of eight
    left: int  # of those, fields the receiver held
    guesses: int  # of those, only as a guess


class TrustPoint(TypedDict):
    """Trust of the company after a stop; only when unmasked."""

    at: int  # 0-1000
    trust: int  # 0-100


class RoundSpan(TypedDict):
    """Where a round lies along the session."""

    round: int
    start: int  # 0-1000
    end: int


class JourneyView(TypedDict):
    """One company's way through the team, in lanes."""

    kind: Literal["journey"]
    team: int
    team_name: str
    company: int
    company_name: str
    headline: str  # what came of it
    subline: str
    rounds: list[RoundSpan]
    points: list[JourneyPoint]
    waits: list[JourneyWait]
    handoffs: list[JourneyHandoff]
    promises: list[JourneyPromise]
    trust: list[TrustPoint]  # empty unless unmasked
    truth: list[Cell]  # empty unless unmasked
    truth_text: str  # "" unless unmasked


class JourneyLine(TypedDict):
    """One company in the list of journeys."""

    company: int
    company_name: str
    outcome: Literal["won", "lost", "open", "dropped", "account", "churned", "never_called"]
    outcome_text: str
    revenue: int  # cents signed
    fallen: int  # fields that fell out of its handoffs
    repeated: int
    wait: int  # longest minutes it waited for a seat, -1 = none


class JourneyList(TypedDict):
    """The companies of a team, those with most to tell first."""

    kind: Literal["journeys"]
    team: int
    team_name: str
    lines: list[JourneyLine]
