"""An account as the recursion of its worth sees it, and the scenario's numbers that the recursion reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from game.scoring.worth import standard

if TYPE_CHECKING:
    from game.scenario.schema import Scenario

ENOUGH = standard.ENOUGH / 100
"""Dossier up to which the reference account manager asks before anything grows."""


@dataclass(slots=True)
class Outlook:
    """An account as the recursion sees it; shares are expected values."""

    trust: float
    dossier: float
    complaint: float = 0.0  # chance that one is open
    overdue: float = 0.0
    basket: float = 0.0
    loyalty: float = 0.0
    frequency: float = 0.0
    asks_again: float = 0.0  # trust lost each time the dossier has to be completed
    planned: float = 0.0  # whether the order rhythm was raised already
    orders: list[float] = field(default_factory=lambda: [0.0] * 8)  # chance that one opens in k rounds
    known: list[float] = field(default_factory=lambda: [0.0] * 4)  # promises that the manager knows, due in k rounds
    unknown: list[float] = field(default_factory=lambda: [0.0] * 4)
    dates: float = 1.0  # share of dates among the promises not known

    def frozen(self) -> Frozen:
        """The same as a key."""
        flat = [getattr(self, name) for name in FLAT]
        return (*flat, *self.orders, *self.known, *self.unknown)

    @classmethod
    def thawed(cls, frozen: Frozen) -> Outlook:
        """The outlook that `frozen` tells."""
        cut = len(FLAT)
        look = cls(frozen[0], frozen[1])
        for name, value in zip(FLAT, frozen, strict=False):
            setattr(look, name, value)
        look.orders = list(frozen[cut : cut + 8])
        look.known, look.unknown = list(frozen[cut + 8 : cut + 12]), list(frozen[cut + 12 :])
        return look


FLAT = (
    "trust",
    "dossier",
    "complaint",
    "overdue",
    "basket",
    "loyalty",
    "frequency",
    "asks_again",
    "planned",
    "dates",
)
Frozen = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Numbers:
    """A scenario's numbers of account care, flat, because the recursion reads them by the ten thousand."""

    minutes: dict[str, int]
    order: tuple[float, float, float, float]  # base, trust, dossier, refused
    service: tuple[float, float, float]  # target, gain, ahead
    frequency: tuple[float, float, float, int]
    basket: tuple[float, float, float, int, float, int, float]
    loyalty: tuple[tuple[float, ...], float]
    dossier: float
    complaint: tuple[float, float, float]  # new, after an order, trust when settled
    promises: tuple[float, float, float, float]  # ahead, known, unknown, trust when broken
    churn: tuple[float, float, float, float, float]
    idle_trust: float
    overdue: float

    @staticmethod
    @lru_cache(maxsize=16)
    def of(scenario: Scenario) -> Numbers:
        """The numbers of a scenario, made once."""
        a = scenario.accounts
        o, c, p, g = a.orders, a.care, a.promises, a.ageing
        return Numbers(
            minutes=dict(a.minutes.model_dump()),
            order=(o.base, o.trust, o.dossier, o.refused_trust),
            service=(c.service_target, c.service_gain, c.ahead_trust),
            frequency=(c.frequency_dossier, c.frequency_base, c.frequency_trust, c.frequency_gain),
            basket=(
                c.basket_dossier,
                c.basket_base,
                c.basket_trust,
                c.basket_most,
                c.basket_early,
                c.basket_early_rounds,
                c.basket_gain / 1000,
            ),
            loyalty=(c.loyalty_churn, c.loyalty_trust),
            dossier=c.dossier_gain,
            complaint=(g.complaint, g.complaint_order, c.complaint_trust),
            promises=(p.ahead.base, p.known.base, p.unknown.base, p.broken_trust),
            churn=(g.churn, g.trust_bad, g.churn_bad, g.trust_weak, g.churn_weak),
            idle_trust=g.idle_trust,
            overdue=o.overdue,
        )
