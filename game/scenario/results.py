"""The part of a scenario that says how a team is paid and measured."""

from typing import Self

from pydantic import model_validator

from game.scenario import fields as of
from game.scenario.fields import Model


class Wages(Model):
    """Wages of one seat a round."""

    lead_gen: int = of.cents("Lead generator")
    sales: int = of.cents("Seller")
    account: int = of.cents("Account manager")
    universal: int = of.cents("A seat that does everything")


class Money(Model):
    """What a team pays."""

    wages: Wages = of.group("Wages a round")
    overhead: int = of.cents("Overhead of a team a round")
    ad: int = of.cents("Advertising for each inbound lead")


class LeadWeights(Model):
    """Weights of the lead generator's KPIs."""

    count: int = of.weight("Companies handed over, each once")
    accepted: int = of.weight("Accepted at the first time, of those handed over")
    right: int = of.weight("Fields confirmed and right")
    quick: int = of.weight("First contacted in time")
    won: int = of.weight("Won, of those handed over")

    @model_validator(mode="after")
    def _full(self) -> Self:
        of.whole("the weights", (self.count, self.accepted, self.right, self.quick, self.won), 100)
        return self


class SalesWeights(Model):
    """Weights of the seller's KPIs."""

    won: int = of.weight("Won, of those accepted")
    margin: int = of.weight("Margin against plan")
    quick: int = of.weight("First touched in time")
    promises: int = of.weight("Promises kept")
    returns: int = of.weight("Fair returns")

    @model_validator(mode="after")
    def _full(self) -> Self:
        of.whole("the weights", (self.won, self.margin, self.quick, self.promises, self.returns), 100)
        return self


class AccountWeights(Model):
    """Weights of the account manager's KPIs."""

    margin: int = of.weight("Repeat margin over the worth of open orders")
    promises: int = of.weight("Promises kept")
    touched: int = of.weight("Accounts touched")
    complaints: int = of.weight("Complaints settled within a round")
    dossier: int = of.weight("Mean dossier")
    churn: int = of.weight("Accounts kept")

    @model_validator(mode="after")
    def _full(self) -> Self:
        parts = (self.margin, self.promises, self.touched, self.complaints, self.dossier, self.churn)
        of.whole("the weights", parts, 100)
        return self


class Quality(Model):
    """Weights of the handoff quality index."""

    fields: float = of.share("Share of the six fields confirmed and right at acceptance")
    accepted: float = of.share("Accepted at the first time")
    repeats: float = of.share("Few repeated questions")
    repeats_most: int = of.count("Repeated questions that make it 0", 1, 100)
    quick: float = of.share("Short wait")
    wait_most: int = of.minutes("Wait that makes it 0", 10_000)

    @model_validator(mode="after")
    def _full(self) -> Self:
        of.whole("the weights", (self.fields, self.accepted, self.repeats, self.quick))
        return self


class Kpi(Model):
    """How seats and handoffs are measured."""

    lead_gen: LeadWeights = of.group("Weights of the lead generator")
    sales: SalesWeights = of.group("Weights of the seller")
    account: AccountWeights = of.group("Weights of the account manager")
    handed: float = of.declared("Companies handed over a round that make the full score", "count 0-100", gt=0, le=100)
    won_of_handed: float = of.declared("Won over handed that makes the full score", "share 0-1", gt=0, le=1)
    lead_quick: int = of.minutes("Time to the first contact of a lead")
    sales_quick: int = of.minutes("Time to the first touch of a handed lead")
    quality: Quality = of.group("Handoff quality index")


class PlanMargin(Model):
    """Margin that the plan expects of a seat in a round."""

    sales: int = of.cents("Seller: margin of deals")
    account: int = of.cents("Account manager: margin of orders")


class Plan(Model):
    """What the reference team makes of an average market: its median over many seeds."""

    session: int = of.cents("Profit of the session")
    twelve_months: int = of.cents("Profit with the twelve months")
    margin: PlanMargin = of.group("Margin a round and seat")


class FastForward(Model):
    """Finish and fast-forward after the last round."""

    rounds: int = of.count("Rounds of account work", 1, 200)
    months: int = of.count("Months that they stand for", 1, 120)
    minutes: int = of.minutes("Minutes of the account manager in each")
    unowned_trust: float = of.factor("Factor of trust of won clients never handed over")
    unowned_dossier: float = of.share("Their dossier")
    finish_bells: int = of.count("Bells that open clients wait for the finishing seller", 0, 10)


class Universal(Model):
    """Seats that do everything."""

    minutes_factor: float = of.factor("Factor of all minutes")
    switch: int = of.minutes("Minutes at each change of function")
