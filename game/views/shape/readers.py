"""The whole view of each reader: seat, facilitator, projector."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from game.views.shape.basics import Caption, Cell, Choice, Offer, Phase, PromiseView, Role
from game.views.shape.desk import Agenda, CompanyView, HandoffView
from game.views.shape.team import (
    CharterView,
    ForwardLine,
    Inbox,
    Levers,
    Mate,
    Minutes,
    Practice,
    RoundResult,
    Story,
    TeamLine,
)


class SessionInfo(TypedDict):
    """Where the session stands."""

    scenario: str
    title: str
    phase: Phase
    round: int  # 1-based; 0 before the first
    rounds: int
    act_title: str
    act_rules: list[str]  # up to three sentences
    shock_card: str  # id of the event card in force, the same in every language, "" none
    shock: str  # its name
    shock_text: str


class SeatView(TypedDict):
    """All that one seat may see."""

    kind: Literal["seat"]
    session: SessionInfo
    team: int
    team_name: str
    came_round: int  # in which round the sellers changed chairs and whoever sits here came to the team; 0: none
    seat: int
    role: Role
    role_text: str
    purpose: list[str]  # the role card, three sentences
    now: int  # the round that promises and conversations count by; beyond session.rounds in the fast-forward
    minutes: Minutes
    mates: list[Mate]
    levers: Levers
    blank: list[Cell]  # the eight cells of a company nobody has asked anything
    agendas: dict[str, Agenda]  # said once, since many companies share one
    captions: dict[str, Caption]
    refusals: dict[str, str]  # code -> sentence, for every code that occurs here
    vocabulary: dict[str, list[Choice]]  # field -> the values it can take, for typing in what was told
    companies: list[CompanyView]
    handoffs: list[HandoffView]
    promises: list[PromiseView]
    offers: list[Offer]  # acts that concern no company: pass_time, agree_charter
    inbox: list[Inbox]
    results: list[RoundResult]
    story: Story | None  # in a break: the most telling handoff of the own team; None when there was none
    charter: CharterView | None
    practice: Practice | None
    forward: ForwardLine | None


class SeatCell(TypedDict):
    """One seat on the facilitator's grid."""

    seat: int
    role: Role
    left: int
    total: int
    doing: str
    decisions: int
    bot: str  # policy name, "" when no bot drives it


class TeamRow(TeamLine):
    """One team on the facilitator's grid."""

    seats: list[SeatCell]
    waiting: int  # handoffs that wait to be accepted


class Card(TypedDict):
    """An event card the facilitator may play."""

    id: str
    label: str
    hint: str
    played_round: int  # 0 = not yet
    blocked: str
    blocked_text: str


class Step(TypedDict):
    """A step the facilitator may take next (open a round, close it, show the charter ...)."""

    verb: str
    args: dict[str, str | int | bool]
    label: str
    hint: str
    primary: bool


class FacilitatorView(TypedDict):
    """The console: progress of every seat, no hidden values of companies."""

    kind: Literal["facilitator"]
    session: SessionInfo
    teams: list[TeamRow]
    cards: list[Card]
    steps: list[Step]
    history: list[str]  # the facilitator's own steps, newest first
    results: list[list[TeamLine]]  # as the teams stood at each bell
    charters: list[CharterView]
    forward: list[ForwardLine]


class ScreenView(TypedDict):
    """The projector: public data only."""

    kind: Literal["screen"]
    session: SessionInfo
    teams: list[TeamLine]
    pooled_handed: int
    pooled_won: int
    pooled_by_round: NotRequired[list[tuple[int, int]]]  # (handed, won of those) per round over all teams
    story: Story | None  # in a break: the most telling handoff of the room; None when there was none
    forward: list[ForwardLine]
    message: str
