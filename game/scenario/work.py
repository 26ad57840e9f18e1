"""The part of a scenario that says what the work of each role costs and does."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from game.scenario import fields as of
from game.scenario.fields import Model, Points, Share

Think = Annotated[int, Field(ge=-1, le=480)]
Factors = Annotated[tuple[Annotated[float, Field(ge=0, le=1)], ...], Field(min_length=3, max_length=3)]


# --- Lead generation ------------------------------------------------------------------------------------


class CallTopic(Model):
    """One topic of a call."""

    minutes: int = of.minutes("Minutes it takes")
    base: float = of.share("Base chance that the answer is confirmed; 0 = the topic asks nothing")
    after: Literal["", "situation", "pain"] = of.declared("Topic that should come first, or empty", "topic")
    early_factor: float = of.factor("Factor of the chance when it comes too early")
    early_trust: float = of.change("Trust when it comes too early")
    trust: float = of.change("Trust when it comes in its place")


class CallTopics(Model):
    """The topics of a call."""

    situation: CallTopic = of.group("What they want: custom or modular")
    pain: CallTopic = of.group("What hurts")
    severity: CallTopic = of.group("How much it hurts")
    product: CallTopic = of.group("What would suit")
    budget: CallTopic = of.group("What they can spend")
    timing: CallTopic = of.group("When")
    decision_maker: CallTopic = of.group("Who decides")
    expectation: CallTopic = of.group("What they may expect, with a price promise")
    next_step: CallTopic = of.group("A date agreed")


class LeadGeneration(Model):
    """Calls of the lead generator."""

    call: int = of.minutes("Opening a call")
    no_answer: int = of.minutes("A call to an inbound lead that nobody answers")
    block_no_answer: int = of.minutes("An outbound block that reaches nobody, research included")
    drop: int = of.minutes("Disqualify or nurture")
    mark: int = of.minutes("Type in or mark one field")
    max_topics: int = of.count("Most topics in one call", 1, 12)
    topics: CallTopics = of.group("Topics of a call")
    reach: float = of.share("Chance to reach an inbound lead that was called at once")
    response: Points = of.curve("Response over minutes waited: factor of `reach`, and the cooling of trust")
    late_trust: float = of.change("Trust times (1 - response) at a late first call")
    gone: float = of.share("Chance that a lead not reached is lost")
    retry: int = of.minutes("Minutes until it may be tried again")
    tries: int = of.count("Calls before an inbound lead not reached is lost", 1, 10)
    connect: float = of.share("Chance that an outbound block connects")
    connect_tries: int = of.count("Outbound blocks before the company is given up", 1, 10)
    again_trust: float = of.change("Trust at each further call")
    answer_base: float = of.factor("Factor of a topic's base chance at trust 0")
    answer_trust: float = of.factor("Increase of that factor per unit of trust")
    answer_cap: float = of.share("Trust above which it rises no more")
    guess_right: float = of.share("Chance that an answer not confirmed is a right guess; else it is random")
    price_promise: float = of.share("Chance that a question about the budget ends in a price promise")
    expectation_trust: float = of.change("Trust when an expectation is set")
    repeat_trust: float = of.change("Trust at a question the client has already answered to us")
    repeat_patience: int = of.count("Topics that such a question counts as", 1, 10)

    @model_validator(mode="after")
    def _sane(self) -> Self:
        of.rising("response", self.response)
        return self


# --- Handing over ---------------------------------------------------------------------------------------


class Mode(Model):
    """One way to hand over."""

    minutes: int = of.minutes("Minutes of the sender")
    arrives: float = of.share("Chance that a field arrives (between bots; people type what they heard)")
    last_third: float = of.factor("Factor of that chance for the last third of the fields")
    as_guess: bool = of.flag("Whether what arrives is only a guess")
    garbled: float = of.share("Chance that a lost field arrives wrong")
    promise: float = of.share("Chance that the receiver knows a promise or owns the next step")
    quality: float = of.share("Part of an account's dossier that comes across")


class Modes(Model):
    """The ways to hand over."""

    told: Mode = of.group("By word of mouth")
    notes: Mode = of.group("With free notes")
    card: Mode = of.group("With the card")


class ReadBack(Model):
    """Reading the brief back to its sender."""

    receiver: int = of.minutes("Minutes of the receiver")
    sender: int = of.minutes("Minutes of the sender")
    mends: float = of.share("Chance that a missing, garbled or guessed field is put right")
    promise: float = of.share("Chance that a promise or the next step becomes known")
    exposes: float = of.share("Chance that an invented field is exposed")


class Waiting(Model):
    """How long a client waits for a seller: still there with h / (h + wait)."""

    first: int = of.minutes("h before the first meeting", 10_000)
    later: int = of.minutes("h after it", 10_000)
    warm: float = of.factor("Factor of h after a warm handoff")
    next_step: float = of.factor("Factor of h with a living next step")


class Handing(Model):
    """Handing a company over."""

    modes: Modes = of.group("The ways to hand over")
    typing: int = of.minutes("Minutes of the receiver to type in one field he was told")
    warm_lead: int = of.minutes("Joint call from lead generation to sales, each side")
    warm_account: int = of.minutes("Joint call from sales to the account manager, each side")
    warm_trust: float = of.change("Trust at a warm handoff")
    cold_trust: float = of.change("Trust at a cold handoff to sales")
    cold_fails: float = of.share("Chance that a first contact after a cold handoff fails")
    cold_minutes: int = of.minutes("Minutes of a failed first contact")
    cold_retry: int = of.minutes("Minutes until the next try")
    cold_tries: int = of.count("Failed first contacts that lose the client", 1, 10)
    accept: int = of.minutes("Minutes to accept")
    return_minutes: int = of.minutes("Minutes to return")
    read_back: ReadBack = of.group("Reading the brief back")
    waiting: Waiting = of.group("The client's patience with the handoff")
    lapse_trust: float = of.change("Trust at the first contact when the next step lapsed")
    account_trust: float = of.factor("Factor of trust at the handoff to the account manager, by word of mouth alone")
    account_trust_quality: float = of.factor("Increase of that factor with the quality of the mode")
    account_cold: float = of.factor("Further factor of trust at a cold handoff to the account manager")


# --- Sales ----------------------------------------------------------------------------------------------


class MeetingMinutes(Model):
    """Minutes of the topics of a meeting."""

    ask: int = of.minutes("Ask for one missing field")
    recap: int = of.minutes("Confirm guesses")
    demo: int = of.minutes("Demonstration on one pain")
    measure: int = of.minutes("Measure")
    compare: int = of.minutes("Compare with the competitor")
    trial: int = of.minutes("Agree on a trial order")
    proposal: int = of.minutes("Proposal")
    objections: int = of.minutes("Handle objections")
    terms: int = of.minutes("Negotiate terms")
    push: int = of.minutes("Push")
    close: int = of.minutes("Ask for the signature")


class Sales(Model):
    """Meetings of the seller."""

    phone: int = of.minutes("Opening a conversation by phone")
    visit: int = of.minutes("Opening a conversation as a visit")
    write_up: int = of.minutes("Writing the meeting up")
    max_topics: int = of.count("Most topics in one conversation", 1, 12)
    topics: MeetingMinutes = of.group("Minutes of the topics")
    recap_fields: int = of.count("Guesses that one recap confirms", 1, 8)
    recap_right: float = of.share("Chance that each is confirmed and right")
    demo_right: float = of.score("Demo score on a true pain, times its severity")
    demo_wrong: float = of.score("Demo score on a wrong pain")
    demo_trust: float = of.change("Trust at a demo on a true pain")
    demo_wrong_trust: float = of.change("Trust at a demo on a wrong pain")
    trial_trust: float = of.change("Trust at a trial")
    measure_trust: float = of.change("Trust at measuring")
    contradict: float = of.share("Chance that a proposal contradicts a price promise the seller does not know")
    contradict_trust: float = of.change("Trust at each contradiction")
    promise_trust: float = of.change("Trust at each price promise the seller knows")
    discount_most: int = of.percent("Largest discount")
    push_trust: float = of.change("Trust after a push")
    follow_up: int = of.minutes("A follow-up while the client thinks")
    follow_up_least: int = of.minutes("Thinking time that must remain for it")
    follow_up_factor: float = of.factor("Factor of the remaining thinking time")
    follow_up_trust: float = of.change("Trust at a follow-up")
    follow_up_wolf: float = of.change("Trust at a follow-up with a wolf")
    thinking: tuple[Think, ...] = of.each(
        "Thinking times after a passed moment, equally likely; -1 = until the bell", "minutes each"
    )
    thinking_shift: tuple[Annotated[int, Field(ge=-5, le=5)], ...] = of.each(
        "Places by which the drawn time is shifted: cat, eagle, wolf, shark", "places each", 4, 4
    )


class Gate(Model):
    """Factors of the chance to pass the three moments of a deal."""

    modular: Factors = of.declared("The client is out of scope", "share 0-1 each")
    useless: Factors = of.declared("No product is useful enough", "share 0-1 each")
    low: Factors = of.declared("The budget is low", "share 0-1 each")
    tight: Factors = of.declared("The budget is tight", "share 0-1 each")
    closed: Factors = of.declared("The need is not open yet", "share 0-1 each")


class Deal(Model):
    """Whether a client goes on: passed if the company's threshold lies below chance(score) x gate factors."""

    start: float = of.score("Score of nothing")
    usefulness: float = of.score("Per unit of usefulness of the offered product")
    usefulness_neutral: float = of.share("Usefulness that adds nothing")
    knowledge: float = of.score("Per unit of knowledge of the four core fields")
    guess_value: float = of.share("Knowledge in a right guess; a confirmed right field counts 1")
    trust: float = of.score("Per unit of trust")
    trust_neutral: float = of.share("Trust that adds nothing")
    next_step: float = of.score("A living next step")
    competitor: float = of.score("Full strength of a competitor, subtracted")
    compared: float = of.factor("Factor of the competitor once compared")
    discount: float = of.score("Per per cent of discount, from moment 2")
    overprice: float = of.score("Per unit of price over budget, subtracted, from moment 2")
    trial: float = of.score("A trial, at moment 3")
    objections: float = of.score("Objections not handled, subtracted at moment 3")
    decider: float = of.score("Somebody else decides and the seller does not know it, subtracted at moment 3")
    push: float = of.score("A push, at moment 3")
    push_wrong: float = of.score("A push at a large deal or a wolf")
    push_price: int = of.declared("List price up to which a push helps", "cents", ge=0)
    chance: Points = of.curve("Chance over score")
    gates: Gate = of.group("Factors of the chance")
    useless: float = of.share("Usefulness of the best product below which `gates.useless` applies")
    cost: int = of.permille("Cost of goods over list price times product factor")
    won_trust: float = of.change("Trust at the signature")
    terms_promise: float = of.share("Chance that terms of the next order are promised at the signature")
    promise_due: int = of.count("Rounds until these promises fall due", 0, 10)
    dossier: float = of.share("Dossier of a new account with nothing known")
    dossier_known: float = of.share("Increase with all eight fields confirmed")

    @model_validator(mode="after")
    def _sane(self) -> Self:
        of.rising("chance", self.chance)
        if any(not 0 <= y <= 1 for _, y in self.chance):
            raise ValueError("chance must stay within 0-1")
        return self


# --- Accounts -------------------------------------------------------------------------------------------


class TaskMinutes(Model):
    """Minutes of the account manager's tasks."""

    service: int = of.minutes("A service call")
    repeat_order: int = of.minutes("Ask for the open order")
    frequency: int = of.minutes("Agree on a plan of orders")
    basket: int = of.minutes("Offer more with each order")
    loyalty: int = of.minutes("Bind the client")
    dossier: int = of.minutes("Complete the dossier")
    receivable: int = of.minutes("Collect an overdue invoice")
    complaint: int = of.minutes("Settle a complaint")
    joint_group: int = of.minutes("A joint group with the client")


class Orders(Model):
    """Orders of an account."""

    base: float = of.share("Chance that an order asked for is placed, at trust and dossier 0")
    trust: float = of.share("Increase with trust")
    dossier: float = of.share("Increase with the dossier")
    complaint: float = of.share("Decrease while a complaint is open")
    refused_trust: float = of.change("Trust when it is not placed")
    self_base: float = of.share("Chance that an order nobody asked for comes by itself, at trust 0")
    self_trust: float = of.share("Increase with trust")
    self_complaint: float = of.share("Decrease while a complaint is open")
    self_value: int = of.permille("Value of such an order over the usual")
    value: int = of.permille("Value of an order over the list price")
    margin: int = of.permille("Margin of an order over its value")
    discount_carries: int = of.permille("Part of the discount once given that lowers later margins")
    overdue: float = of.share("Chance that an order ends in an overdue invoice")
    overdue_value: int = of.permille("Overdue amount over the order's value")
    bad_debt_after: int = of.count("Bells after which it is lost", 1, 20)


class Care(Model):
    """What the account manager's tasks do."""

    service_target: float = of.share("Trust that service strives for")
    service_gain: float = of.share("Part of the way one service call goes")
    ahead_trust: float = of.change("Trust when a known due promise is called ahead")
    frequency_dossier: float = of.share("Dossier needed for a plan of orders")
    frequency_base: float = of.share("Chance that it is agreed, at trust 0")
    frequency_trust: float = of.share("Increase with trust")
    frequency_gain: int = of.count("Rounds by which the period shortens", 0, 5)
    basket_dossier: float = of.share("Dossier needed to offer more")
    basket_most: int = of.count("Most enlargements", 0, 10)
    basket_gain: int = of.permille("Increase of the order value by each")
    basket_base: float = of.share("Chance that it is taken, at trust 0")
    basket_trust: float = of.share("Increase with trust")
    basket_early: float = of.factor("Factor of the chance with a good dossier early on")
    basket_early_rounds: int = of.count("Rounds since the signature that count as early")
    basket_early_dossier: float = of.share("Dossier that counts as good for it")
    loyalty_churn: tuple[Share, ...] = of.each("Factor of churn by times bound, first = never", "share 0-1 each", 1, 10)
    loyalty_trust: float = of.change("Trust at each binding")
    referral: float = of.share("Chance of a referral per unit of trust, once for an account")
    dossier_gain: float = of.share("Increase of the dossier by completing it")
    dossier_trust: float = of.change("Trust at asking again, times (1 - quality of the mode it was handed over in)")
    complaint_trust: float = of.change("Trust when a complaint is settled")
    joint_trust: float = of.change("Trust at a joint group")


class Breaking(Model):
    """Chance that a due promise breaks: base + slip x share of the workshop's jobs that slip."""

    base: float = of.share("Base chance")
    slip: float = of.share("Increase per unit of slip")


class Promises(Model):
    """Promises that fall due at an account."""

    ahead: Breaking = of.group("Known and called ahead")
    known: Breaking = of.group("Known to whoever holds the client")
    unknown: Breaking = of.group("Unknown")
    unowned: float = of.share("Chance for a won client whom nobody handed over")
    broken_trust: float = of.change("Trust at a broken promise")
    compensation: int = of.permille("Compensation for a broken date over list price")


class Ageing(Model):
    """What a round does to an account."""

    unowned_trust: float = of.change("Trust of a won client not handed over")
    idle_trust: float = of.change("Trust of an account nobody touched")
    idle_floor: float = of.share("Trust below which neglect alone does not push")
    complaint: float = of.share("Chance of a new complaint")
    complaint_order: float = of.share("Increase after an order")
    complaint_trust: float = of.change("Trust while a complaint is open")
    churn: float = of.share("Chance to leave")
    churn_idle: float = of.share("Increase per bell untouched beyond the first")
    churn_idle_most: int = of.count("Most bells that count", 0, 20)
    trust_bad: float = of.share("Trust below which it is bad")
    churn_bad: float = of.share("Increase at bad trust")
    trust_weak: float = of.share("Trust below which it is weak")
    churn_weak: float = of.share("Increase at weak trust")
    churn_complaint: float = of.share("Increase per round of an open complaint")
    churn_complaint_most: int = of.count("Most rounds that count", 0, 20)

    @model_validator(mode="after")
    def _sane(self) -> Self:
        if self.trust_bad > self.trust_weak:
            raise ValueError("trust_bad must not lie above trust_weak")
        return self


class Accounts(Model):
    """Everything about accounts."""

    minutes: TaskMinutes = of.group("Minutes of the tasks")
    orders: Orders = of.group("Orders")
    care: Care = of.group("What the tasks do")
    promises: Promises = of.group("Promises that fall due")
    ageing: Ageing = of.group("What a round does")


class Capacity(Model):
    """The workshop that makes and delivers."""

    jobs: int = of.count("Jobs a round", 1, 1_000)
    measure: int = of.count("Jobs of a measuring", 0, 10)
    won: int = of.count("Jobs of a won deal", 0, 10)
    order: int = of.count("Jobs of an order", 0, 10)
