"""What if: one edit, and what changes. Money in cents."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Role

EditKind = Literal[
    "complete_brief",  # handoff: the card with what the sender knew
    "at_once",  # handoff: the receiver takes it up without a wait
    "warm",  # handoff: with a joint call
    "clean",  # handoff: card, warm, at once together
    "return_it",  # handoff: sent back instead of worked on
    "keep_promise",  # promise: known to whoever had to keep it, and called ahead
    "trigger",  # team: signed clients go over by another trigger T1-T5
    "no_leaver",  # team: the event card takes nobody away
]


class EditOffer(TypedDict):
    """An edit that can be tried."""

    kind: EditKind
    target: int  # id of the handoff or promise; -1 for the team
    value: str  # T1-T5 for the trigger, else ""
    label: str
    company: int  # -1 = the whole team
    company_name: str
    round: int


class Illegal(TypedDict):
    """A recorded act that the edit made impossible."""

    seq: int
    round: int
    role: Role
    title: str
    reason: str


class Changed(TypedDict):
    """A company whose way changed."""

    company: int
    company_name: str
    before: str  # what came of it, in words
    after: str
    before_margin: int
    after_margin: int


class Outcome(TypedDict):
    """What a team made of it."""

    profit: int
    profit_12m: int
    won: int
    trust: int  # mean of the accounts, 0-100; -1 on a masked stage


class WhatIfView(TypedDict):
    """The result of one edit."""

    kind: Literal["whatif"]
    team: int
    mode: Literal["held", "play_on"]
    edit: EditOffer
    sentence: str  # what was changed, and what it led to
    minutes: int  # further minutes that the edit takes of the sender and the receiver
    minutes_later: int  # and the acts after it, as recorded: less than 0 where acts fell away; held only
    before: Outcome
    after: Outcome
    companies: list[Changed]
    illegal: list[Illegal]
    note: str  # what this kind of re-run holds fixed


class WhatIfList(TypedDict):
    """The edits that a team can try, the most telling first."""

    kind: Literal["whatifs"]
    team: int
    team_name: str
    offers: list[EditOffer]
