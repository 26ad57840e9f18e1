"""What a team shares: minutes, colleagues, results, the charter, the twelve months."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Cell, Choice, Field, Mode, Role, Status
from game.views.shape.desk import Topic


class Minutes(TypedDict):
    """The seat's work time of this round."""

    total: int  # 480 less what was carried over
    released: int
    spent: int
    left: int  # released - spent, never below 0
    overrun: int  # how far a last action may overrun, once all is released; else 0
    carried: int  # minutes taken over from the last round's overrun
    clock: int  # spent + passed


class Mate(TypedDict):
    """A seat of the own team, as colleagues see it."""

    seat: int
    role: Role
    role_text: str
    left: int
    total: int
    waiting: int  # handoffs that wait for this seat
    doing: str  # last act in words
    bot: bool


class Levers(TypedDict):
    """What the rules of this act allow."""

    card: bool
    warm: bool
    read_back: bool
    returns: bool
    write_up: bool
    charter: bool


class Inbox(TypedDict):
    """One thing that happened to this seat since the round began, newest last."""

    seq: int
    text: str
    company: int  # -1 = none
    tone: Literal["plain", "warm", "cool", "bad"]


class KpiPart(TypedDict):
    """One component of a role's score."""

    key: str
    label: str
    value: int  # 0-100
    weight: int  # per cent
    detail: str  # "3 of 5"


class RoundResult(TypedDict):
    """What one team is told after a round; every number is a figure of `game.scoring.figures`, place `ROUND`.

    None = nothing to measure yet. Aggregates that know the truth are declared here and nowhere else.
    """

    round: int
    profit: int  # cents, this round
    profit_total: int
    plan_total: int  # cents, plan up to this round
    of_plan: int | None  # per cent of it
    revenue: int  # cents, this round
    revenue_total: int
    order_margin_total: int  # cents of margin of repeat orders so far
    kpi: int  # the reader's own 0-100
    kpi_parts: list[KpiPart]
    reaction: int | None  # median minutes to the first contact of the inbound leads called this round
    conversion: int | None  # per cent signed of the handed leads decided so far
    handed: int  # leads handed over to sales this round, each once
    accepted: int
    returned: int
    won: int  # handed leads signed this round
    lost: int  # handed leads closed without a contract this round
    inherited_won: int  # deals of the predecessor signed this round
    inherited_lost: int
    passed: int  # clients passed on to account management this round
    quality: int | None  # handoff quality 0-100 of the briefs accepted this round
    repeated_questions: int
    broken_promises: int
    bots_share: int | None  # per cent of the team's decisions taken by bots
    happened: list[str]  # up to five sentences: what happened between you


class StoryField(TypedDict):
    """One field of a handoff: how sure its sender was, and its receiver when the own work began."""

    field: Field
    label: str
    sent: Status
    held: Status


class Story(TypedDict):
    """One handoff of a round, as it may be told to the room. No value, no wording, nothing that names the client."""

    sender: Role
    receiver: Role
    fields: list[StoryField]
    known: int
    arrived: int
    mood: Literal["", "plain", "warm", "cool", "bad"]  # by what was said aloud; "" while nothing was
    company_name: str  # "" on the projector, and for a seat that never saw the client
    mode: Mode | Literal[""]  # "" for whoever neither sent nor received it
    warm: bool


class CharterView(TypedDict):
    """The team's shared draft of its own rules."""

    required: list[Field]
    criteria: list[str]  # codes of `criteria_choices`
    mode_lead: Mode
    mode_account: Mode
    warm: bool
    read_back: Literal["never", "gaps", "always"]
    returns: bool
    write_up: bool
    trigger: Literal["T1", "T2", "T3", "T4", "T5"]
    stop: list[str]
    weights: dict[str, dict[str, int]]  # role -> kpi part -> per cent
    agreed: list[int]  # seats that agreed to the draft as it stands
    edited_by: int  # seat of the last edit, -1 none
    editable: bool
    options: dict[str, list[Choice]]  # choices of every key above, in words


class TeamFigures(TypedDict):
    """How a team stands, place `TEAM` of the figures: counts live, money and quality at the last bell."""

    handed: int  # leads handed over to sales, each once
    accepted: int
    won: int  # of the handed leads, those signed in the session
    inherited_won: int  # deals of the predecessor signed in the session
    passed: int  # clients passed on to account management
    profit: int | None  # cents; None before the first bell
    plan: int | None
    of_plan: int | None  # per cent
    quality: int | None  # mean handoff quality 0-100; None before the first accepted brief's bell


class TeamLine(TeamFigures):
    """One team on the public board."""

    team: int
    name: str


class Practice(TypedDict):
    """The unscored practice call of the lobby; made up by the client from these texts, nothing is sent."""

    company: str
    opening: str
    topics: list[Topic]
    answers: dict[str, str]  # topic -> what the company says
    learned: dict[str, Cell]


class Month(TypedDict):
    """One month of the fast-forward for one team."""

    month: int
    profit: int  # cumulative, cents
    orders: int
    churned: int


class CauseLine(TypedDict):
    """The figure of a team that tells most about its place, beside the mean of the room."""

    kind: Literal["quality", "broken", "repeated", "churned", "nothing"]  # nothing: no brief was accepted
    own: int
    room: int  # in tenths; -1 with one team


class ForwardLine(TypedDict):
    """A team's line through the twelve months."""

    team: int
    name: str
    start: int  # cents with the finish
    months: list[Month]
    profit_12m: int
    plan_12m: int
    of_plan_12m: int | None  # per cent
    orders: int  # repeat orders in the months that have passed
    churned: int  # clients who left in them
    cause: CauseLine | None  # where all teams are seen, once the last month is over
