"""What worth is told in, and a handoff as it might have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.market.columns import Stage
from game.scoring.worth import standard

if TYPE_CHECKING:
    from game.scoring.worth.deal import Expected

AT_WORK = (Stage.LEAD, Stage.NURTURED, Stage.HANDED, Stage.OPPORTUNITY, Stage.ACCOUNT)
"""Stages at which a company is worth something."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Cents of margin, and minutes of the seller that they still take."""

    gross: int = 0
    minutes: float = 0.0
    meeting: float = 0.0  # of those minutes, the next conversation's
    catching_up: float = 0.0  # minutes of the account manager that its thin dossier takes from the other accounts
    may_drop: bool = False  # a lead that costs more than it brings would not be handed over

    @property
    def net(self) -> int:
        """Cents of margin less the price of the minutes that it takes from other clients."""
        price = self.minutes * standard.MINUTE_PRICE + self.catching_up * standard.CARE_PRICE
        value = self.gross - int(price + 0.5)
        return max(0, value) if self.may_drop else value


NOTHING = Worth()


@dataclass(frozen=True, slots=True)
class Variant:
    """A handoff as it might have been; None leaves it as it is."""

    mode: str | None = None
    warm: bool | None = None
    garbles: bool = True
    promises: bool = False  # every promise and the next step arrive
    waited: int | None = None  # minutes
    saved: int = 0  # an account's: minutes of its manager left from before


AS_IT_IS = Variant()


def whole(found: Expected) -> Worth:
    """What was expected, in whole cents: halves away from zero."""
    gross = int(found.margin + 0.5) if found.margin >= 0 else -int(0.5 - found.margin)
    return Worth(gross, found.minutes, found.meeting)
