"""What a lead is worth: two calls of the reference lead generator, then the walk of the deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.actions.context import knows
from game.market.columns import Archetype
from game.market.rules import answer_chance, budget_band, response, severity_band
from game.scoring.worth import standard
from game.scoring.worth.cells import Beliefs, Known, ask
from game.state.records import CONFIRMED

if TYPE_CHECKING:
    from types import SimpleNamespace

    from game.scenario.schema import Scenario
    from game.state.records import Dossier
    from game.state.team import State


@dataclass(slots=True)
class Lead:
    """A company with lead generation, as the walk sees it."""

    trust: float
    known: Beliefs
    contacted: bool = False
    waited: int = 0
    tries: int = 0
    next_step: float = 0.0
    prices: float = 0.0  # price promises made
    calls: int = 0


def reach(state: State, lead: Lead) -> float:
    """Chance to reach an inbound lead at all; its trust cools with the wait."""
    rule = state.scenario.lead
    if lead.contacted:
        return 1.0
    fresh = response(rule, lead.waited + standard.FIRST_WAIT)
    first = rule.reach * fresh
    lead.trust += rule.late_trust * (1.0 - fresh)
    if lead.tries + 1 >= rule.tries:
        return first
    late = response(rule, lead.waited + standard.FIRST_WAIT + rule.retry)
    return first + (1.0 - first) * (1.0 - rule.gone) * rule.reach * late


def qualify(state: State, traits: SimpleNamespace, lead: Lead, dossier: Dossier | None, now: int) -> float:
    """Both calls: chance that the lead is handed over; `lead` becomes what the brief then holds.

    What the dossier already says may rule the lead out at once.
    """
    scenario = state.scenario
    chance = 1.0
    if lead.calls == 0:
        asks = scenario.lead.topics.situation
        lead.trust += asks.trust
        if traits.archetype == Archetype.MODULAR:
            chance *= 1.0 - asks.base
        for field in standard.FIRST_CALL[1:]:
            _ask(state, lead, field)
        lead.prices += scenario.lead.price_promise
    chance *= _not_small(scenario, traits, lead, dossier) * _not_poor(scenario, traits, lead, dossier)
    if chance <= 0.0:
        return 0.0
    if lead.calls < 2:
        lead.trust += scenario.lead.again_trust
        for field in standard.SECOND_CALL[:-1]:
            _ask(state, lead, field)
        rule = scenario.lead.topics.next_step
        agreed = answer_chance(scenario.lead, rule.base, lead.trust)
        lead.next_step += (1.0 - lead.next_step) * agreed
        lead.trust += rule.trust
    return chance * _not_later(traits, lead, dossier, now)


def _ask(state: State, lead: Lead, field: str) -> None:
    """A question in its place; whoever holds something already is not asked again."""
    empty = lead.known[field].empty
    lead.trust += state.scenario.lead.topics[field].trust * empty
    ask(state, lead.known[field], field, lead.trust)


def _not_small(scenario: Scenario, traits: SimpleNamespace, lead: Lead, dossier: Dossier | None) -> float:
    """Chance that no small pain, confirmed, sorts the lead out."""
    cell = knows(dossier, "severity")
    if cell.status:
        return 0.0 if cell.status == CONFIRMED and cell.value == "minor" else 1.0
    if severity_band(scenario.traits, traits.weights[0]) != "minor":
        return 1.0
    return _left(lead.known["severity"], sure=0.0)


def _not_poor(scenario: Scenario, traits: SimpleNamespace, lead: Lead, dossier: Dossier | None) -> float:
    """Chance that no low budget, heard or guessed, sorts the lead out."""
    cell = knows(dossier, "budget")
    if cell.status:
        return 0.0 if cell.value == "low" else 1.0
    if budget_band(scenario.traits, traits.budget) == "low":
        return _left(lead.known["budget"], sure=0.0, guess=0.0)
    return _left(lead.known["budget"], wrong=0.5)


def _not_later(traits: SimpleNamespace, lead: Lead, dossier: Dossier | None, now: int) -> float:
    """Chance that the lead is not put aside because the need seems to open later."""
    cell = knows(dossier, "timing")
    if cell.status:
        return 0.0 if cell.value == "later" else 1.0
    if traits.opens_round > now:
        return _left(lead.known["timing"], sure=0.0, guess=0.0)
    return _left(lead.known["timing"], wrong=0.0)


def _left(known: Known, sure: float = 1.0, guess: float = 1.0, wrong: float = 1.0) -> float:
    """Keep these parts of what is held; returns how much is left of 1, and makes that the whole."""
    empty = known.empty
    known.sure, known.guess, known.wrong = known.sure * sure, known.guess * guess, known.wrong * wrong
    left = known.sure + known.guess + known.wrong + empty
    if left <= 0.0:
        return 0.0
    known.sure, known.guess, known.wrong = known.sure / left, known.guess / left, known.wrong / left
    return left
