"""People who try to outwit the rules, as policies, and paired games of theirs against the reference team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from game.bots import Bot
from game.bots.base import Act, Policy, find, take, value
from game.bots.lead_gen import CLAIMS, LeadGen
from game.bots.sales import Sales
from game.match import Match
from game.play import Driver
from game.state.records import LEAD_GEN, Cell
from game.views.shape import CompanyView, SeatView
from tests.builders import kitchen

Keep = Callable[[CompanyView], bool]
CALLER, SELLER = LeadGen(), Sales()


@dataclass(frozen=True)
class Only:
    """The reference, blind to a part of the desk.

    Attributes:
        policy: what it does with the rest.
        keep: the companies it sees.
    """

    policy: Policy
    keep: Keep

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        seen = [c for c in view["companies"] if self.keep(c)]
        return self.policy({**view, "companies": seen})


@dataclass(frozen=True)
class InOrder:
    """A lead generator who calls whoever has waited longest first, whatever the source."""

    policy: Policy

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        turned: list[CompanyView] = [
            {**c, "source": "call", "wait": 100_000 - c["wait"]} if c["place"] == "inbound" else c
            for c in view["companies"]
        ]
        return self.policy({**view, "companies": turned})


@dataclass(frozen=True)
class Agendas:
    """A seller who rewrites his agendas.

    Attributes:
        change: makes a new agenda from the client and the old one.
        policy: the seller otherwise.
    """

    change: Callable[[CompanyView, list[dict[str, Any]]], list[dict[str, Any]]]
    policy: Policy = SELLER

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        act = self.policy(view)
        if act is None or act[0] != "meet":
            return act
        company = next(c for c in view["companies"] if c["id"] == act[1]["company"])
        return "meet", {**act[1], "agenda": self.change(company, act[1]["agenda"])}


def _blitz(company: CompanyView, agenda: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Demo, proposal and close in one go."""
    offer = {"topic": "proposal", "product": value(company, "product") or "contract", "discount": 0}
    last = agenda[-1]["topic"]
    if last == "close":
        return agenda
    return [*agenda[-1:], {"topic": "close"}] if last == "proposal" else [*agenda[:2], offer, {"topic": "close"}]


def _without(topic: str) -> Callable[[CompanyView, list[dict[str, Any]]], list[dict[str, Any]]]:
    def change(company: CompanyView, agenda: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [item for item in agenda if item["topic"] != topic] or agenda

    return change


def _tight(company: CompanyView, agenda: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A discount only where the budget is tight."""
    tight = value(company, "budget") == "tight"
    return [{**i, "discount": "10"} if tight and i["topic"] == "proposal" else i for i in agenda]


def _recapping(company: CompanyView, agenda: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every free place of the agenda goes to a question about what is known already."""
    asked = {i.get("field") for i in agenda}
    again = [{"topic": "ask", "field": f} for f in ("severity", "budget", "timing") if f not in asked]
    return [*again[: 4 - len(agenda)], *agenda]


@dataclass(frozen=True)
class Smart:
    """A seller who pushes only where it helps: small deals."""

    policy: Policy = SELLER

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        act = self.policy(view)
        if act is None or act[0] != "meet" or act[1]["agenda"][-1]["topic"] != "close":
            return act
        company = next(c for c in view["companies"] if c["id"] == act[1]["company"])
        small = company["deal"] is not None and company["deal"]["list_price"] <= 1_100_000
        agenda = [*act[1]["agenda"][:-1][:2], {"topic": "push"}, {"topic": "close"}]
        return ("meet", {**act[1], "agenda": agenda}) if small else act


@dataclass(frozen=True)
class Marker:
    """A lead generator who works as the reference, then marks every guess and gap as confirmed for nothing."""

    policy: Policy = CALLER

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        act = self.policy(view)
        if act is None or act[0] != "hand_over":
            return act
        company = next(c for c in view["companies"] if c["id"] == act[1]["company"])
        offer = find(company["offers"], "mark", status="confirmed")
        for field, guess in CLAIMS.items():
            held = next((c for c in company["cells"] if c["field"] == field), None)
            if offer and (held is None or held["status"] != "confirmed"):
                return "mark", {**offer["args"], "field": field, "value": held["value"] if held else guess}
        return act


@dataclass(frozen=True)
class Careful:
    """A seller who reads every brief back, full or not."""

    policy: Policy = SELLER

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        act = self.policy(view)
        if act is None or act[0] != "accept":
            return act
        company = next(c for c in view["companies"] if c["handoff"] == act[1]["handoff"])
        offer = find(company["offers"], "accept", read_back=True)
        return take(offer) if offer else act


@dataclass(frozen=True)
class Idler:
    """Somebody who passes the time whenever the rules allow it, and works otherwise."""

    policy: Policy

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        offer = find(view["offers"], "pass_time")
        return take(offer) if offer else self.policy(view)


def _at_work(company: CompanyView) -> bool:
    return company["place"] != "inbound"


def _hot(company: CompanyView) -> bool:
    return company["place"] != "inbound" or company["source"] in ("call", "form", "referral")


CUNNING: dict[str, dict[str, str | Policy]] = {
    "reference": {},
    "keeper": {"sales": "keeper"},
    "service_spam": {"account": "service_spam"},
    "referral_farm": {"account": "referral_farm"},
    "padder": {"lead_gen": "padder"},
    "padder_read_back": {"lead_gen": "padder", "sales": Careful()},
    "blitz": {"sales": Agendas(_blitz)},
    "asks_again": {"sales": Agendas(_recapping)},
    "marker": {"lead_gen": Marker()},
    "idler": {"sales": Idler(Sales())},
    "outbound_only": {"lead_gen": Only(LeadGen(), _at_work)},
    "hot_only": {"lead_gen": Only(LeadGen(), _hot)},
    "in_order": {"lead_gen": InOrder(LeadGen())},
    "no_trial": {"sales": Agendas(_without("trial"))},
    "smart_discount": {"sales": Agendas(_tight)},
    "smart_push": {"sales": Smart()},
    "told_read_back": {"lead_gen": replace(LeadGen(), mode="told"), "sales": Sales(mode="told")},
}
"""Team -> what sits on its seats where it is not the reference: a policy's name, or a policy of these pages."""


@dataclass(frozen=True)
class Game:
    """What a team made of one seed, in cents."""

    profit: int
    profit_12m: int
    handed: int
    won: int
    refused: int
    marked: int  # fields said to be confirmed that nobody had asked, in accepted briefs
    exposed: int  # of those, the ones that a read-back brought to light


@cache
def game(team: str, seed: int, *, forward: bool = False) -> Game:
    """One session with every lever open, with the twelve months if asked for."""
    match = Match.new(kitchen(), seed, acts="open")
    crew = CUNNING[team]
    names = {role: policy for role, policy in crew.items() if isinstance(policy, str)}
    driver = Driver(match, names)
    for role, policy in crew.items():
        if not isinstance(policy, str):
            driver.bots[role] = Bot(team, policy)
    driver.take_seats()
    for _ in range(match.scenario.frame.rounds):
        driver.play_round()
    team_ = match.state.teams[0]
    tallies = team_.tallies[: match.scenario.frame.rounds]
    taken = [h for h in team_.handoffs if h.sender == LEAD_GEN and h.state == "accepted"]
    invented = [(h, f) for h in taken for f, cell in h.sent.items() if Cell(*cell).source == "marked"]
    exposed = sum(f not in h.received for h, f in invented)
    if forward:
        driver.finish()
    return Game(
        profit=sum(t.profit for t in tallies),
        profit_12m=sum(t.profit for t in team_.tallies),
        handed=sum(t.handed for t in tallies),
        won=sum(t.won for t in tallies),
        refused=driver.refused,
        marked=len(invented),
        exposed=exposed,
    )


def mean(team: str, seeds: range, what: str = "profit") -> float:
    """The mean of a figure over paired seeds; of the twelve months if that is asked for."""
    forward = what == "profit_12m"
    return sum(float(getattr(game(team, seed, forward=forward), what)) for seed in seeds) / len(seeds)


def ahead(team: str, seeds: range, what: str = "profit") -> float:
    """Share of the seeds on which a team does better than the reference."""
    forward = what == "profit_12m"
    pairs = [
        (getattr(game(team, s, forward=forward), what), getattr(game("reference", s, forward=forward), what))
        for s in seeds
    ]
    return sum(mine > theirs for mine, theirs in pairs) / len(pairs)


__all__ = ["CUNNING", "Game", "ahead", "game", "mean"]
