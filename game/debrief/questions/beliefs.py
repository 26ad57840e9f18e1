"""Beliefs that a session's data speak to: each detector says how loudly, with which numbers, and where to look.

The numbers are those of the table of misconceptions in the domain research. A detector sees only what the session
showed. Its weight is 0-100: 0 when there is nothing to say, 100 when hardly anything else need be said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.chronicle.look import Look
from game.debrief.questions.handoffs import (
    certainty,
    crm,
    paper,
    returns,
    telling,
    transfers,
)
from game.debrief.questions.leads import (
    bad_leads,
    dialling,
    fast_answer,
    inbound_gift,
    more_leads,
    must_work,
    too_fast,
)
from game.debrief.questions.loud import Loud
from game.debrief.questions.results import (
    after_signature,
    at_contract,
    discounts,
    eighty,
    new_rules,
    order_taker,
    own_score,
    pilot,
    promising,
    pushing,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DETECTORS: tuple[Callable[[Look], Loud | None], ...] = (
    more_leads,
    bad_leads,
    own_score,
    paper,
    telling,
    transfers,
    fast_answer,
    too_fast,
    after_signature,
    eighty,
    at_contract,
    promising,
    pushing,
    discounts,
    returns,
    must_work,
    crm,
    inbound_gift,
    dialling,
    pilot,
    new_rules,
    certainty,
    order_taker,
)


def heard(look: Look) -> list[Loud]:
    """Everything that the data speak to, loudest first."""
    found = [loud for detect in DETECTORS if (loud := detect(look)) is not None and loud.weight >= 1]
    return sorted(found, key=lambda loud: (-loud.weight, loud.belief))
