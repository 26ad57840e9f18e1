"""A scenario: everything that a workshop's rules read, as frozen data.

One TOML file gives one `Scenario`; nothing in it has a silent default. Texts are in a file beside it.
"""

from typing import Literal, Self

from pydantic import model_validator

from game.scenario import fields as of
from game.scenario.clients import (
    Book,
    ClientKind,
    Events,
    Inbound,
    Outbound,
    Product,
    Referrals,
    Traits,
    TrustAtStart,
)
from game.scenario.fields import Id, Model
from game.scenario.results import FastForward, Kpi, Money, Plan, Universal
from game.scenario.work import Accounts, Capacity, Deal, Handing, LeadGeneration, Sales

Role = Literal["lead_gen", "sales", "account", "universal"]
Shock = Literal["", "chair_swap", "leaver", "flood"]


class Levers(Model):
    """What the rules of an act allow."""

    card: bool = of.flag("People may hand over with the card")
    card_bots: bool = of.flag("Bots hand over with the card")
    warm: bool = of.flag("Warm handoffs")
    read_back: bool = of.flag("Reading a brief back")
    returns: bool = of.flag("Returning a handoff")
    write_up: bool = of.flag("Writing a meeting up")
    charter: bool = of.flag("The team's own charter is in force")
    count_only: bool = of.flag("The lead generator is rewarded for the count alone")


class Act(Model):
    """A span of rounds with its own rules."""

    id: Id = of.text("Name of the act, key of its texts")
    first_round: int = of.count("First round of the act", 1, 100)
    levers: Levers = of.group("What the act allows")
    shock: Shock = of.text("Event card that opens the act, empty = none")
    shock_alone: Shock = of.text("Event card instead where only one team plays")


class Frame(Model):
    """Rounds and minutes."""

    rounds: int = of.count("Rounds of a session", 1, 100)
    minutes: int = of.minutes("Minutes of a seat in a round", 2_400)
    overrun: int = of.minutes("Minutes that a last action may take from the next round")
    release_start: float = of.share("Part of the minutes released at the bell")
    release_until: float = of.share("Part of the round by which all are released")
    round_seconds: int = of.seconds("Length of a round on the wall clock")
    charter_after: int = of.count("Round after which the charter is agreed, 0 = never", 0, 100)
    charter_seconds: int = of.seconds("Time to agree it")
    round_weeks: int = of.count("Weeks of the calendar that a round stands for", 1, 52)


class Scenario(Model):
    """Everything that the rules read."""

    id: Id = of.text("Name of the scenario")
    market_key: str = of.text("Goes into every draw: two scenarios with one key and one seed share their chance")
    rules_version: int = of.count("Raised when a number or a rule changes the course of a game", 1, 10_000)
    frame: Frame = of.group("Rounds and minutes")
    structure: tuple[Role, ...] = of.each("Seats of a team", "roles", 1, 8)
    acts: tuple[Act, ...] = of.each("Acts in the order of their rounds", "list of tables", 1, 20)
    kinds: tuple[ClientKind, ...] = of.each("Kinds of clients", "list of tables", 1, 20)
    pains: tuple[Id, ...] = of.each("Pains a client may have", "ids", 3, 12)
    products: tuple[Product, ...] = of.each("Products on offer", "list of tables", 3, 3)
    traits: Traits = of.group("Hidden traits of a company")
    trust_start: TrustAtStart = of.group("Trust at the start")
    inbound: Inbound = of.group("Leads that come by themselves")
    outbound: Outbound = of.group("Our own list")
    referrals: Referrals = of.group("Recommended companies")
    book: Book = of.group("What the predecessors left")
    lead: LeadGeneration = of.group("Lead generation")
    handing: Handing = of.group("Handing over")
    sales: Sales = of.group("Sales")
    deal: Deal = of.group("The deal")
    accounts: Accounts = of.group("Account management")
    capacity: Capacity = of.group("The workshop's capacity")
    events: Events = of.group("Event cards")
    universal: Universal = of.group("Universal seats")
    money: Money = of.group("What a team pays")
    kpi: Kpi = of.group("How seats are measured")
    plan: Plan = of.group("The reference team's result")
    fast_forward: FastForward = of.group("After the last round")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        of.whole("the shares of kinds", tuple(kind.share for kind in self.kinds))
        _distinct("kinds", tuple(kind.id for kind in self.kinds))
        _distinct("pains", self.pains)
        _distinct("products", tuple(product.id for product in self.products))
        for product in self.products:
            if len(product.fit) != len(self.pains):
                message = f"products.{product.id}.fit has {len(product.fit)} values for {len(self.pains)} pains"
                raise ValueError(message)
        known = {kind.id for kind in self.kinds}
        for name in self.book.accounts:
            if name not in known:
                message = f"book.accounts: there is no kind called {name!r}"
                raise ValueError(message)
        starts = [act.first_round for act in self.acts]
        if starts[0] != 1 or sorted(set(starts)) != starts:
            raise ValueError("acts must begin with round 1 and follow one another")
        if starts[-1] > self.frame.rounds:
            raise ValueError("an act begins after the last round")
        if self.frame.charter_after >= self.frame.rounds:
            raise ValueError("frame.charter_after must lie before the last round")
        if self.frame.minutes < self.inbound.last_minute:
            raise ValueError("inbound.last_minute lies after the end of the round")
        return self

    def __hash__(self) -> int:
        """Quick, and equal for equal scenarios."""
        return hash((self.id, self.market_key, self.rules_version))

    def act_of(self, round_: int) -> Act:
        """The act that round `round_` (1-based) belongs to; rounds after the last one keep its act."""
        found = self.acts[0]
        for act in self.acts:
            if act.first_round <= round_:
                found = act
        return found


def _distinct(name: str, ids: tuple[str, ...]) -> None:
    if len(set(ids)) != len(ids):
        message = f"{name} names something twice"
        raise ValueError(message)


__all__ = ["Act", "Frame", "Levers", "Role", "Scenario", "Shock"]
