"""The part of a scenario that says who the clients are and how they come to us."""

from typing import Literal, Self

from pydantic import model_validator

from game.scenario import fields as of
from game.scenario.fields import Count, Id, Model, Permille, Share

Archetypes = Literal["modular", "low_budget", "trivial", "later", "good"]


class ClientKind(Model):
    """A kind of client company."""

    id: Id = of.text("Name of the kind, as the texts use it")
    share: float = of.share("Share of all clients")
    list_price: int = of.cents("Usual list price before size and product factor")
    orders_again: bool = of.flag("Whether this kind comes back with further orders")


class Product(Model):
    """A product on offer."""

    id: Id = of.text("Name of the product, as the texts use it")
    price: int = of.permille("Price over the list price")
    fit: tuple[Share, ...] = of.each("How well it answers each pain, in the order of `pains`", "share 0-1 each")


class Span(Model):
    """A range from which a trait is dealt evenly."""

    low: float = of.share("Lower end")
    high: float = of.share("Upper end")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("low lies above high")
        return self


class Whole(Model):
    """A range of whole numbers."""

    low: int = of.count("Lower end", most=100)
    high: int = of.count("Upper end", most=100)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("low lies above high")
        return self


class Bend(Model):
    """A value made from an even rank x in 0-1: base + linear x + square x x."""

    base: float = of.share("Value at rank 0")
    linear: float = of.share("Coefficient of x")
    square: float = of.share("Coefficient of x x")


class Traits(Model):
    """How the hidden traits of a company are dealt."""

    sizes: tuple[Permille, ...] = of.each("Size factors of the list price, equally likely", "permille each")
    pains: Whole = of.group("How many pains a company has")
    severity: Span = of.group("Severity of the first pain")
    severity_trivial: Span = of.group("Severity of the first pain where the pain is trivial")
    severity_further: Span = of.group("Severity of each further pain, as a share of the first")
    serious: float = of.share("Severity from which the pain is serious")
    critical: float = of.share("Severity from which the pain is critical")
    fit_least: float = of.share("Usefulness below which the best product is lifted (unless the pain is trivial)")
    fit_lift: float = of.share("Usefulness it is lifted to")
    budget: Bend = of.group("Budget over list price of the best product")
    budget_low: Bend = of.group("The same where the budget is low")
    budget_tight: float = of.declared("Budget ratio from which the budget is tight", "ratio 0-2", ge=0, le=2)
    budget_ok: float = of.declared("Budget ratio from which the budget is enough", "ratio 0-2", ge=0, le=2)
    decides: float = of.share("Chance that the contact decides himself")
    competitor_none: float = of.share("Chance that there is no competitor; else his strength is even in 0-1")
    profiles: tuple[Share, ...] = of.each("Shares of the buyers: cat, eagle, wolf, shark", "share 0-1 each", 4, 4)
    patience_lead: Whole = of.group("Topics a client bears in one call")
    patience_sales: Whole = of.group("Topics a client bears in one meeting")
    later: Whole = of.group("Rounds after arrival until the need opens, where it opens later")
    periods: tuple[Count, ...] = of.each("Rounds between orders, equally likely", "count each")

    @model_validator(mode="after")
    def _sane(self) -> Self:
        of.whole("profiles", self.profiles)
        if not 1 <= self.pains.low <= self.pains.high <= 3:
            raise ValueError("pains must lie within 1-3")
        if self.serious >= self.critical:
            raise ValueError("serious must lie below critical")
        if self.budget_tight >= self.budget_ok:
            raise ValueError("budget_tight must lie below budget_ok")
        if 0 in self.periods:
            raise ValueError("periods must be at least 1")
        return self


class TrustAtStart(Model):
    """Trust of a company that has just come, by the way it came."""

    call: float = of.share("Called us")
    form: float = of.share("Filled in the form")
    ad: float = of.share("Answered an advertisement")
    download: float = of.share("Downloaded something")
    outbound: float = of.share("On our own list")
    referral: float = of.share("Recommended by a client")
    flood: float = of.share("Came with the flood")
    book_sales: float = of.share("An opportunity that the predecessor left")
    book_accounts: Span = of.group("An account that the predecessor left")


class DeckRow(Model):
    """Cards of one archetype in the inbound deck, by source."""

    archetype: Archetypes = of.text("What the company truly is")
    call: int = of.count("Cards that call us")
    form: int = of.count("Cards that fill in the form")
    ad: int = of.count("Cards that answer an advertisement")
    download: int = of.count("Cards that download something")


class Mix(Model):
    """A deck of one source: cards by archetype."""

    modular: int = of.count("Cards out of scope")
    low_budget: int = of.count("Cards with a low budget")
    trivial: int = of.count("Cards with a trivial pain")
    later: int = of.count("Cards whose need opens later")
    good: int = of.count("Good cards")

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not any((self.modular, self.low_budget, self.trivial, self.later, self.good)):
            raise ValueError("the deck has no card")
        return self


class Inbound(Model):
    """Leads that come by themselves."""

    per_round: int = of.count("Leads a round", 1, 200)
    deck_rounds: int = of.count("Rounds that share one deck", 1, 10)
    deck: tuple[DeckRow, ...] = of.each("The full deck, scaled to the leads of those rounds", "list of tables", 1, 5)
    waiting_first: int = of.count("Leads that wait at the start of round 1")
    waiting: int = of.count("Leads that wait at the start of later rounds")
    last_minute: int = of.minutes("Minute of the lead generator's work by which the last lead has come")
    jitter: int = of.minutes("Largest shift of an arrival either way", 120)

    @model_validator(mode="after")
    def _sane(self) -> Self:
        if not any(row.call + row.form + row.ad + row.download for row in self.deck):
            raise ValueError("the deck has no card")
        if len({row.archetype for row in self.deck}) != len(self.deck):
            raise ValueError("the deck names an archetype twice")
        if max(self.waiting_first, self.waiting) > self.per_round:
            raise ValueError("more leads wait at the start than come in the round")
        return self


class Outbound(Model):
    """The list that the lead generator may work through."""

    companies: int = of.count("Companies on the list")
    deck: Mix = of.group("Their mix")


class Referrals(Model):
    """Companies that loyal accounts recommend."""

    reserve: int = of.count("Most referrals in one session")
    deck: Mix = of.group("Their mix")


class Opportunity(Model):
    """An opportunity that the predecessor left to sales."""

    gate: int = of.count("Moments of the deal passed: 0 before the first visit, 1 after the demo, 2 proposal", 0, 2)
    ready_round: int = of.count("Round in which the client is ready", 1, 100)
    ready_minute: int = of.minutes("Minute of the seller's clock in that round")


class Book(Model):
    """What the predecessors left, with imperfect briefs."""

    opportunities: tuple[Opportunity, ...] = of.each("Opportunities of sales", "list of tables", 0)
    known: float = of.share("Chance that each field of a book company is known (and then confirmed and right)")
    demo: float = of.declared("Demo score of those after the demo", "score points 0-100", ge=0, le=100)
    accounts: tuple[Id, ...] = of.each("Kinds of the accounts left to the account manager", "kind ids", 0)
    dossier: Span = of.group("Dossier of these accounts")
    complaint: float = of.share("Chance that such an account has an open complaint")
    overdue: float = of.share("Chance that such an account has an overdue invoice")


class Flood(Model):
    """The event card that brings many unsuitable leads at once."""

    leads: int = of.permille("Additional leads over the leads of a usual round")
    deck: Mix = of.group("Their mix")
    jobs: int = of.count("Additional jobs for the workshop")


class Swap(Model):
    """The event card by which every seller moves to another team."""

    written_fields: int = of.count("Fields that must be written for the mild effect", 0, 8)
    trust_written: float = of.change("Trust of each open client where enough is written")
    trust_unwritten: float = of.change("Trust where it is not")
    demo_kept: float = of.factor("Part of the demo score that stays")


class Leaver(Model):
    """The event card that lets the account manager leave."""

    dossier_most: float = of.share("Dossier that stays in a team that does not write up")


class Events(Model):
    """The event cards."""

    flood: Flood = of.group("Inbound floods")
    swap: Swap = of.group("Sellers change chairs")
    leaver: Leaver = of.group("The account manager leaves")
