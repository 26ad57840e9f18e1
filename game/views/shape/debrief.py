"""The debrief of one team."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Cell, Mode, Role
from game.views.shape.readers import SessionInfo
from game.views.shape.team import ForwardLine, RoundResult, TeamLine


class Moment(TypedDict):
    """One entry of the debrief's timeline."""

    seq: int
    round: int
    team: int
    seat: int  # -1 = the bell or the facilitator
    role: str
    verb: str
    title: str
    detail: str
    company: int
    company_name: str
    minutes: int
    mark: Literal["", "handoff", "won", "lost", "returned", "broken", "repeated"]
    truth: str  # only filled when revealed: one sentence on what was hidden


class HandoffStory(TypedDict):
    """A handoff in the debrief: known, passed on, received, and what came of it."""

    id: int
    team: int
    round: int
    company: int
    company_name: str
    sender: Role
    receiver: Role
    mode: Mode
    warm: bool
    wait: int
    known: list[Cell]
    passed: list[Cell]
    received: list[Cell]
    truth: list[Cell]  # only when revealed
    state: str
    repeated: int
    outcome: str
    outcome_text: str
    revenue: int


class DebriefView(TypedDict):
    """The simple debrief of one team."""

    kind: Literal["debrief"]
    session: SessionInfo
    team: int
    team_name: str
    teams: list[TeamLine]
    revealed: bool
    moments: list[Moment]
    handoffs: list[HandoffStory]
    results: list[RoundResult]  # of the team; kpi fields are the team's mean
    forward: list[ForwardLine]
