"""What lies on a desk: companies, agendas, deals, accounts, handoffs."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Cell, Choice, Field, Mode, Offer, PromiseView, Role, Talk, Tone


class Param(TypedDict):
    """What a topic or act needs chosen, with the choices that are possible now."""

    name: str  # "pain", "field", "product", "discount"
    label: str
    choices: list[Choice]
    default: str  # "" where there is none: then it has to be chosen


class Topic(TypedDict):
    """One topic that can be put on an agenda, with its minutes."""

    topic: str
    label: str
    hint: str
    minutes: int
    params: list[Param]
    blocked: str  # "" or the code why not; its sentence stands in SeatView.refusals


class Preset(TypedDict):
    """An agenda offered whole, one tap."""

    id: str
    label: str
    agenda: list[dict[str, str]]  # [{"topic": ..., param: value}]


class Price(TypedDict):
    """What a product at a discount would cost a client."""

    product: str
    discount: str  # per cent, as the choices of a topic give it
    price: int  # cents


class Agenda(TypedDict):
    """How a conversation with this company can be planned now."""

    verb: Literal["call", "meet"]
    label: str
    base_minutes: int  # opening the conversation (call 24, visit 25, phone 8)
    no_answer_minutes: int  # charged instead when nobody answers; 0 when that cannot happen
    max_topics: int
    visit: Literal["required", "optional", "never"]
    visit_minutes: int  # base when it is a visit
    write_up_minutes: int  # 0 when writing up is not possible
    topics: list[Topic]
    presets: list[Preset]
    prices: list[Price]  # where a price can be offered now; else none


class Account(TypedDict):
    """What an account manager sees of an account; health comes from events its manager saw, never from trust."""

    health: Literal["steady", "rising", "falling", "at_risk"]
    health_text: str
    orders: int  # orders since the signature, that this seat saw
    order_open: bool
    order_value: int  # cents, of the open or usual order
    next_order_round: int  # 0 = unknown
    untouched_rounds: int
    touched: bool  # this seat has worked with it since the bell
    complaint_rounds: int  # 0 = no open complaint, else its age + 1
    overdue: int  # cents
    dossier: int  # per cent
    frequency: bool
    baskets: int
    loyalty: int
    earned: int  # cents of margin earned with this account, this session


class Deal(TypedDict):
    """What a seller sees of an opportunity."""

    step: Literal["first_meeting", "proposal", "close", "won", "lost"]
    list_price: int  # cents
    price: int  # cents offered, 0 before a proposal
    product: str
    product_text: str
    discount: int  # per cent
    demos: int
    measured: bool
    compared: bool
    trial: bool
    objections: bool
    thinking: bool
    ready_in: int  # minutes of this seat's clock until the company answers; -1 = at the next bell; 0 = ready
    followed_up: bool


class CompanyView(TypedDict):
    """One company on this seat's desk."""

    id: int
    name: str
    contact: str
    kind: str
    kind_text: str
    source: str
    source_text: str
    opening: str  # the request in the client's words
    place: Literal["inbound", "list", "leads", "nurture", "sent", "to_accept", "pipeline", "won", "accounts", "closed"]
    status_text: str  # one short line: "Asked for a call", "Thinks about the proposal"
    waits_for: str  # what it waits for, and until when, while this seat can take it no further; "" while it can
    urgent: bool  # needs something now
    wait: int  # minutes it has waited for this seat; -1 = does not wait
    wait_band: Literal["none", "fresh", "late", "cold"]
    calls: int
    tries: int
    wants: str  # "custom", "modular" or ""
    wants_text: str
    cells: list[Cell]  # what is known, in the order of the baton; the others are as in SeatView.blank
    promises: list[PromiseView]
    talk: Talk | None
    agenda: str  # key of SeatView.agendas, "" when no conversation is possible now
    offers: list[Offer]
    handoff: int  # id of the handoff that concerns this seat, -1 if none
    deal: Deal | None
    account: Account | None
    closed_text: str  # how it ended, "" while open
    closed_tone: Tone  # "neutral" while open


class ReadBackLine(TypedDict):
    """One of the three questions made from the brief, and what asking it put right."""

    field: Field
    question: str
    outcome: Literal["right", "mended", "still_missing", "withdrawn"]
    before: str
    after: str


class HandoffView(TypedDict):
    """A handoff this seat sent or received. Sender and receiver see the same brief."""

    id: int
    company: int
    company_name: str
    direction: Literal["sent", "received"]
    other: Role
    mode: Mode
    warm: bool
    round: int
    state: Literal["waiting", "accepted", "returned", "lapsed"]
    wait: int  # minutes
    reason: str  # "", "procedural", "clerical", "definitional"
    reason_text: str
    note: str
    notes: str  # free text passed with notes and card; "" for told
    brief: list[Cell]  # what was passed on and is visible to this seat
    promises: list[PromiseView]
    read_back: list[ReadBackLine]
    outcome: Literal["", "open", "won", "lost"]
