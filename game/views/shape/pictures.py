"""Pictures of the whole group: numbers for charts, with the sentence that says what is to be seen."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Role


class FlowNode(TypedDict):
    """A box of the funnel."""

    id: str
    label: str
    count: int


class FlowLink(TypedDict):
    """Companies that went from one box to another."""

    source: str
    target: str
    count: int


class Funnel(TypedDict):
    """How the companies of one team flowed."""

    team: int
    team_name: str
    nodes: list[FlowNode]
    links: list[FlowLink]
    sentence: str


class KpiPoint(TypedDict):
    """A seat's own score against its team's profit."""

    team: int
    team_name: str
    role: Role
    kpi: int  # 0-100
    profit: int  # cents


class HandoffPoint(TypedDict):
    """A handoff's quality against what came of it."""

    team: int
    team_name: str
    id: int
    quality: int  # 0-100
    won: bool
    decided: bool


class Regression(TypedDict):
    """The line of won on quality with its interval; ordinary least squares."""

    n: int
    slope: float  # share won per 100 points of quality
    low: float  # 95 % interval of the slope
    high: float
    line: list[tuple[int, float, float, float]]  # quality, share, low, high
    sentence: str


class WaitBin(TypedDict):
    """Leads by how long they waited for the first contact of the seller or the lead generator."""

    role: Role  # who let them wait: lead_gen (first call) or sales (first contact)
    label: str
    low: int
    high: int  # minutes, -1 = open
    count: int
    won: int


class PromiseLine(TypedDict):
    """Promises of one team in the session, by who knew of them; those that nobody of the team had made are apart."""

    team: int
    team_name: str
    kept_known: int
    kept_unknown: int
    broken_known: int
    broken_unknown: int
    kept_inherited: int  # made by a predecessor, or brought by an order that came by itself
    broken_inherited: int
    open: int  # given in the session, and not due in it


class AfterShare(TypedDict):
    """Margin before and after the signature."""

    team: int
    team_name: str
    contract_session: int  # cents of contracts signed within the session
    contract: int  # cents of contracts, with the finish once it was played
    after_session: int  # cents of orders within the session
    after_year: int  # cents of orders in the twelve months
    share_session: int  # per cent of the session's margin that came from orders
    share: int  # the same with the twelve months, once they were played
    months: list[int]  # profit in cents at the end of each month, from the first


class PicturesView(TypedDict):
    """All pictures of the group."""

    kind: Literal["pictures"]
    funnels: list[Funnel]
    kpi: list[KpiPoint]
    kpi_sentence: str
    handoffs: list[HandoffPoint]
    regression: Regression | None  # None with fewer than eight decided handoffs or one quality only
    handoffs_sentence: str  # the regression's, or that nothing can be said
    waits: list[WaitBin]
    waits_sentence: str
    promises: list[PromiseLine]
    promises_sentence: str
    after: list[AfterShare]
    after_sentence: str
