"""A company with sales as worth sees it, and the three moments of its deal with every draw by its expectation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.market.rules import CORE, FIELDS, Moment, moment_chance, moment_score
from game.scoring.worth import standard

if TYPE_CHECKING:
    from types import SimpleNamespace

    from game.scoring.worth.cells import Beliefs
    from game.state.team import State


@dataclass(slots=True)
class Deal:
    """A company with sales, as the walk sees it; shares are expected values."""

    trust: float
    known: Beliefs
    gate: int = 0
    first: bool = True  # nobody of sales has spoken with it
    handed: bool = True  # it came by a handoff, not from the predecessor
    warm: bool = True
    hearsay: bool = False  # what is held came by word or in notes
    cold_fails: int = 0
    waited: int = 0  # minutes that it has waited already
    next_step: float = 0.0  # chance that an agreed next step lives
    owned_step: float = 1.0  # chance that the seller knows of it
    prices_known: float = 0.0  # price promises that the seller knows
    prices_unknown: float = 0.0
    demo: float = 0.0
    demos: tuple[str, ...] = ()
    measured: bool = False
    compared: float = 0.0
    trial: float = 0.0
    objections: bool = False
    product: int = -1
    offered: str = ""  # product that the dossier names
    pain: str = ""  # value of the dossier's pain, "" if not one definite value
    discount: int = 0
    told: int = 0
    early: bool = True  # the signature is a bell away


@dataclass(slots=True)
class Expected:
    """Cents of margin, and minutes of the seller, still to be expected."""

    margin: float = 0.0
    minutes: float = 0.0
    meeting: float = 0.0  # minutes of the next conversation alone


class Moments:
    """The tests that a deal has to pass, on what is expected to be known by then."""

    def __init__(self, state: State, traits: SimpleNamespace, deal: Deal, now: int) -> None:
        """`now` is the running round (1-based)."""
        self.state, self.scenario, self.traits, self.deal, self.now = state, state.scenario, traits, deal, now

    def products(self) -> list[float]:
        """How likely each product is the one on the table."""
        deal, traits = self.deal, self.traits
        if deal.product >= 0:
            return [1.0 if p == deal.product else 0.0 for p in range(3)]
        known = deal.known["product"]
        ids = [p.id for p in self.scenario.products]
        right = known.right + known.empty / 3.0
        wrong = 1.0 - right
        named = ids.index(deal.offered) if deal.offered in ids else -1
        if named >= 0 and named != traits.best:
            return [right if p == traits.best else wrong if p == named else 0.0 for p in range(3)]
        return [right if p == traits.best else wrong / 2.0 for p in range(3)]

    def _knowledge(self) -> float:
        worth = self.scenario.deal.guess_value
        known = self.deal.known
        return sum(known[f].sure + worth * (known[f].guess + known[f].claim) for f in FIELDS[:CORE]) / CORE

    def score(self, gate: int, product: int = -1) -> float:
        """The expected score of a moment; for a product where one is on the table."""
        rule, deal, traits = self.scenario.deal, self.deal, self.traits
        if product < 0:
            shares = self.products()
            useful = sum(share * u for share, u in zip(shares, traits.usefulness, strict=True))
        else:
            useful = traits.usefulness[product]
        at = Moment(
            useful=useful,
            demo=deal.demo,
            known=self._knowledge(),
            trust=min(1.0, max(0.0, deal.trust)),
            next_step=deal.next_step,
            rival=traits.competitor * (1.0 - deal.compared * (1.0 - rule.compared)),
            product=product,
            discount=deal.discount,
            trial=deal.trial,
            objections=deal.objections,
            unseen=0.0 if traits.decides else 1.0 - deal.known["decision_maker"].right,
        )
        return moment_score(self.scenario, traits, gate, at)

    def passes(self, gate: int, score: float) -> float:
        """Chance that the client goes on."""
        later = standard.DELAY if gate and self.deal.early else 0
        chance = moment_chance(self.scenario, self.traits, gate, score, self.now + later)
        return min(1.0, max(0.0, chance))

    def offers(self) -> list[tuple[int, float]]:
        """Products on the table with their chance to be thought over, the client's being still there included."""
        if self.deal.gate >= 2:
            return [(self.deal.product, 1.0)]
        offers = [(p, share) for p, share in enumerate(self.products()) if share > 0.0]
        return [(p, share * self.passes(1, self.score(1, p))) for p, share in offers]
