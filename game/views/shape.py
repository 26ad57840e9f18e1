"""The shape of everything a browser may be told, as typed dictionaries.

This is the allow-list: a key that is not declared here cannot reach a browser, because every view is built
field by field against these types, a conformance test validates each view with extra keys forbidden, and the
client's TypeScript types are generated from them. Minutes are integers of work time, money is integer cents,
companies are named by the team's own public number (never by their row), text is already in the reader's language.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Role = Literal["lead_gen", "sales", "account"]
Phase = Literal["lobby", "round", "result", "charter", "fast_forward", "debrief", "closed"]
Status = Literal["unknown", "guess", "confirmed"]
Mode = Literal["told", "notes", "card"]
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
    outcome: str  # one sentence: passed a gate, thinking until ..., won, lost; "" if nothing


class PromiseView(TypedDict):
    """A promise this seat knows of."""

    company: int
    company_name: str
    kind: Literal["price", "date", "terms"]
    text: str
    by: Role
    due_round: int  # 0 = due at the proposal
    state: Literal["open", "called_ahead", "kept", "broken"]


class Param(TypedDict):
    """What a topic or act needs chosen, with the choices that are possible now."""

    name: str  # "pain", "field", "product", "discount"
    label: str
    choices: list[Choice]
    default: str


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
    urgent: bool  # needs something now
    wait: int  # minutes it has waited for this seat; -1 = does not wait
    wait_band: Literal["none", "fresh", "late", "cold"]
    calls: int
    tries: int
    retry_in: int  # minutes of this seat's clock until it may be tried again; -1 = next round; 0 = now
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
    """What one team is told after a round. Aggregates that know the truth are declared here and nowhere else."""

    round: int
    profit: int  # cents, this round
    profit_total: int
    plan_total: int  # cents, plan up to this round
    revenue: int
    kpi: int  # the reader's own 0-100
    kpi_parts: list[KpiPart]
    reaction: int  # median minutes to the first contact of an inbound lead; -1 none
    conversion: int  # per cent won of decided leads so far
    handed: int
    accepted: int
    returned: int
    won: int
    lost: int
    quality: int  # handoff quality index 0-100, -1 when nothing was handed over
    repeated_questions: int
    broken_promises: int
    bots_share: int  # per cent of the team's decisions taken by bots
    happened: list[str]  # up to five sentences: what happened between you


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


class TeamLine(TypedDict):
    """One team on the public board: counts only."""

    team: int
    name: str
    handed: int
    accepted: int
    won: int
    profit: int
    plan: int
    quality: int  # -1 unknown; only after a round closed


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


class ForwardLine(TypedDict):
    """A team's line through the twelve months."""

    team: int
    name: str
    start: int
    months: list[Month]
    profit_12m: int
    plan_12m: int


class SessionInfo(TypedDict):
    """Where the session stands."""

    scenario: str
    title: str
    phase: Phase
    round: int  # 1-based; 0 before the first
    rounds: int
    act_title: str
    act_rules: list[str]  # up to three sentences
    shock: str  # name of the event card in force, "" none
    shock_text: str


class SeatView(TypedDict):
    """All that one seat may see."""

    kind: Literal["seat"]
    session: SessionInfo
    team: int
    team_name: str
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


class TeamRow(TypedDict):
    """One team on the facilitator's grid."""

    team: int
    name: str
    seats: list[SeatCell]
    waiting: int
    handed: int
    won: int
    profit: int
    plan: int
    quality: int


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
    results: list[list[TeamLine]]  # per closed round
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
    forward: list[ForwardLine]
    message: str


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
