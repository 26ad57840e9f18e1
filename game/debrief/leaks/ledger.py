"""The ledger of worth: what every act and every bell of one team's session changed, and by whose step.

All amounts are whole cents and each belongs to one step, so that the sums are exact.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from game.scoring.worth import standard

STEPS = ("found", "handoff", "sales", "account_handoff", "care", "luck")
FOUND, HANDOFF, SOLD, OVER, CARE, LUCK = STEPS
CAUSES: dict[str, tuple[str, ...]] = {
    FOUND: ("never", "late", "dropped", "passed", "asked"),
    HANDOFF: ("missing", "wrong", "promise", "cold", "waiting", "taking"),
    SOLD: ("meetings", "waiting", "dropped", "idle", "chair"),
    OVER: ("missing", "cold", "waiting", "taking"),
    CARE: ("tasks", "neglect", "chair"),
    LUCK: ("draws", "arrivals", "idle", "after"),
}
"""Bars and their parts, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One change of worth that belongs to a step: cents, and where in the log."""

    seq: int
    round: int
    step: str
    cause: str
    row: int  # -1 = no company
    amount: int


@dataclass(frozen=True, slots=True)
class Passed:
    """What one handoff was worth, in cents of expected margin, with the wait that it really had."""

    handoff: int  # id
    seq: int
    step: str
    as_was: int
    complete: int  # by card, with everything that the sender knew
    warm: int  # complete and introduced
    at_once: int  # complete, introduced, and taken up without a wait


@dataclass(slots=True)
class Ledger:
    """One team's session as changes of worth."""

    start: int = 0  # worth of everything on the desks before the first round
    end: int = 0  # worth of what is still open at the end of what was played
    cash: int = 0  # margins less compensation and bad debt, in what was played
    costs: int = 0  # wages, overhead and advertising, in what was played
    seller_minutes: int = 0  # of the rounds of the session, used or not
    shifts: list[Shift] = field(default_factory=list)
    passes: list[Passed] = field(default_factory=list)

    @property
    def earned(self) -> int:
        """Profit in cents, with what is still to be expected."""
        return self.cash - self.costs + self.end

    def sums(self) -> dict[tuple[str, str], int]:
        """Cents by step and cause."""
        found: Counter[tuple[str, str]] = Counter()
        for shift in self.shifts:
            found[shift.step, shift.cause] += shift.amount
        return dict(found)

    def balance(self) -> int:
        """What the shifts leave unexplained: always 0.

        Worth at the start and all shifts lead to cash and the worth at the end, less the seller's minutes.
        """
        total = self.start + sum(shift.amount for shift in self.shifts)
        return self.cash + self.end - self.seller_minutes * standard.MINUTE_PRICE - total
