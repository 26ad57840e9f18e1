"""Par: what the reference team makes of the same market, under the same acts, cards and number of rounds.

A pure function of the log's header and of the facilitator's steps in it; the same for every team of the session.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.actions.facilitation import CARDS
from game.debrief.leaks.keep import ledger_of
from game.debrief.leaks.ledger import Ledger
from game.match.match import Match
from game.play import Driver
from game.state.records import ACCOUNT, SALES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.match.log import Entry
    from game.scenario.schema import Scenario

Step = tuple[str, str]  # verb, card


@dataclass(frozen=True, slots=True)
class Par:
    """The reference team's ledger, as sums. Money in cents."""

    earned: int
    end: int  # of `earned`, what is only expected yet
    start: int
    costs: int
    seller_minutes: int
    sums: dict[tuple[str, str], int]  # by step and cause

    @classmethod
    def of(cls, found: Ledger) -> Par:
        """The sums of a ledger."""
        return cls(found.earned, found.end, found.start, found.costs, found.seller_minutes, found.sums())


def par_of(scenario: Scenario, header: dict[str, Any], entries: Sequence[Entry]) -> Par:
    """Play the reference team through the same session."""
    match = reference_session(scenario, header, steps_of(entries))
    return Par.of(ledger_of(scenario, match.header, match.entries, 0))


def steps_of(entries: Sequence[Entry]) -> list[Step]:
    """The facilitator's steps that shape a session, in their order."""
    verbs = ("open_round", "close_round", "open_charter", "play_card", "finish")
    return [
        (entry.command.verb, str(entry.command.args.get("card", "")))
        for entry in entries
        if entry.command.actor.is_facilitator and entry.command.verb in verbs
    ]


def reference_session(scenario: Scenario, header: dict[str, Any], steps: Sequence[Step]) -> Match:
    """A session of the reference team alone, led through these steps."""
    names = ["Par", "Nobody"][: min(2, len(header["teams"]))]  # a second team, so that the same cards are dealt
    match = Match.new(scenario, int(header["seed"]), len(names), header["acts"], names)
    driver = Driver(match, {})
    driver.take_seats()
    for verb, card in steps:
        if verb == "play_card":
            if card in CARDS:
                driver.facilitate("play_card", card=card)
        elif verb == "close_round" and match.phase == "round":
            driver.work(0, driver.bots)
            driver.facilitate("close_round")
        elif verb == "close_round":
            seat = SALES if match.round == scenario.frame.rounds + 1 else ACCOUNT
            driver.work(0, driver.reference, (seat,))
            driver.facilitate("close_round")
        else:
            driver.facilitate(verb)
            if verb == "open_charter":
                driver.agree(0)
    return match
