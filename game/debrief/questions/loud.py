"""What a detector of a belief heard in a team's data, and how loudly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.debrief.chronicle.cases import Case


@dataclass(slots=True)
class Loud:
    """A belief that the data speak to."""

    belief: int  # number in the table of misconceptions
    weight: float  # 0-100
    params: dict[str, Any]  # numbers and codes of the words `belief.<n>.fact`
    panel: str
    target: int = -1  # company to show, by the team's number


def largest(found: list[Case], size: Callable[[Case], int]) -> Case | None:
    """The case with the most of something; of equals the first."""
    return max(found, key=size, default=None)
