"""Where the money went: the way from par to what the team earned. Money in cents."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Mode, Role

LeakStep = Literal["found", "handoff", "sales", "account_handoff", "care", "luck"]


class LeakCause(TypedDict):
    """A part of a bar: the same kind of thing, added up over the session and set against par."""

    cause: str  # code, such as never, late, dropped, passed, missing, wrong, waiting, cold, promise
    label: str
    amount: int  # cents against par; the causes of a bar add up to it


class LeakItem(TypedDict):
    """One act, or one bell, and what it changed."""

    seq: int
    round: int
    cause: str
    sentence: str
    role: Role
    company: int
    company_name: str
    amount: int  # cents of expected margin that it changed, not set against par


class LeakBar(TypedDict):
    """One bar of the waterfall."""

    step: LeakStep
    label: str
    roles: list[Role]  # whose step it is; empty for luck
    amount: int  # cents: this team's sum less the reference team's
    causes: list[LeakCause]
    items: list[LeakItem]  # the costliest, at most six; empty for luck


class HandoffWorth(TypedDict):
    """What one handoff was worth when it was made, and what it could have been."""

    id: int
    seq: int
    round: int
    company: int
    company_name: str
    sender: Role
    receiver: Role
    mode: Mode
    warm: bool
    wait: int  # minutes until the receiver's first contact, -1 = never
    as_was: int  # cents of expected margin right after it, as it was made
    complete: int  # with everything the sender knew
    warm_worth: int  # complete and introduced warmly
    at_once: int  # complete, warm, and taken up at once


class LeaksView(TypedDict):
    """The waterfall of one team: par, the bars, what it earned. par + the bars = earned, to the cent."""

    kind: Literal["leaks"]
    team: int
    team_name: str
    horizon: Literal["session", "year"]  # whether the twelve months have been played
    par: int
    earned: int
    still_open: int  # cents of expected margin counted in `earned` that is not earned yet
    par_open: int
    bars: list[LeakBar]  # always all six, in the order of the chain, luck last
    handoffs: list[HandoffWorth]
    headline: str  # the largest leak in a sentence
    limits: list[str]  # what the numbers can and cannot say
