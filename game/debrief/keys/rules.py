"""All rules by which key moments are found, in the order in which equals are preferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.chronicle.cases import Case
from game.debrief.keys.accounts import left, not_passed, promise_lost
from game.debrief.keys.found import Found, Part
from game.debrief.keys.good import clean, mended, returned
from game.debrief.keys.leads import (
    fell_out,
    lapsed,
    newcomer,
    nobody_took,
    pushed,
    strangers,
    thin,
    ticked,
    two_prices,
    unfit,
    waited,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RULES: tuple[Callable[[Case], Found | None], ...] = (
    fell_out,
    thin,
    ticked,
    unfit,
    two_prices,
    lapsed,
    strangers,
    waited,
    nobody_took,
    newcomer,
    pushed,
    returned,
    mended,
    clean,
    not_passed,
    promise_lost,
    left,
)


def found_in(case: Case) -> Iterator[Found]:
    """Every moment that the rules find in one company's case."""
    for rule in RULES:
        moment = rule(case)
        if moment is not None:
            moment.row = case.row
            yield moment


__all__ = ["RULES", "Found", "Part", "found_in"]
