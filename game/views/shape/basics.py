"""Words, cells and conversations: what the other shapes are made of."""

from __future__ import annotations

from typing import Literal, TypedDict

Role = Literal["lead_gen", "sales", "account"]
Phase = Literal["lobby", "round", "result", "charter", "fast_forward", "debrief", "closed"]
Status = Literal["unknown", "guess", "confirmed"]
Mode = Literal["told", "notes", "card"]
Tone = Literal["good", "neutral", "bad"]
Field = Literal[
    "pain",
    "product",
    "severity",
    "budget",
    "timing",
    "decision_maker",
    "expectation",
    "next_step",
]


class Choice(TypedDict):
    """One value a field, product, pain or reason can take: its code and its words."""

    value: str
    label: str


class Cell(TypedDict):
    """One cell of the baton: what this seat knows of one field. `value` is "" when unknown."""

    field: Field
    label: str
    status: Status
    value: str
    text: str
    source: str  # "you", "told", "notes", "card", "predecessor", "marked", "" - said in words in `source_text`
    source_text: str
    round: int


class Line(TypedDict):
    """One turn of a conversation: what was raised, what the company said, what was learned from it."""

    topic: str
    topic_label: str
    said: str
    tone: Literal["plain", "warm", "cool", "bad"]
    learned: list[Cell]


class Talk(TypedDict):
    """The last conversation this seat had with the company."""

    round: int
    minutes: int
    title: str
    lines: list[Line]
    outcome: str  # one sentence: how it ended
    outcome_tone: Tone  # a refusal is never good


class PromiseView(TypedDict):
    """A promise this seat knows of."""

    company: int
    company_name: str
    kind: Literal["price", "date", "terms"]
    text: str
    by: Role
    due_round: int  # 0 = due at the proposal
    state: Literal["open", "called_ahead", "kept", "broken"]


class Caption(TypedDict):
    """What an act is called on its button, and one sentence about it."""

    label: str
    hint: str


class Offer(TypedDict):
    """An act that this seat could take now, its price, and why not if it is blocked."""

    verb: str
    args: dict[str, str | int | bool]  # what is already fixed, e.g. {"company": 4, "task": "service"}
    caption: str  # key of SeatView.captions
    hint: str  # instead of the caption's, "" for that one
    minutes: int  # for this seat; a range is given by minutes..minutes_max
    minutes_max: int
    blocked: str  # "" or the code why not; its sentence stands in SeatView.refusals
    primary: bool  # the next sensible thing for this company
