"""A key moment as a rule finds it: parts of a sentence, a weight, a place; and what the rules share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from game.debrief.chronicle.cases import Case
from game.state.records import Handoff

if TYPE_CHECKING:
    from game.debrief.chronicle import Step

Part = tuple[str, dict[str, Any]]
GATES = ("lost_meeting", "lost_proposal", "lost_close")


@dataclass(slots=True)
class Found:
    """A key moment before it is put into words."""

    rule: str
    step: Step | None  # where to jump to; None = the last bell
    parts: list[Part]
    weight: float  # in usual deals
    mark: str
    seat: int = -1
    row: int = -1
    good: bool = False
    more: list[Part] = field(default_factory=list)

    @property
    def all(self) -> list[Part]:
        """Cause, effects, outcome."""
        return self.parts + self.more


def outcome(case: Case) -> tuple[list[Part], str, float]:
    """What came of a lead: its part of the sentence, the mark, and how much it weighs."""
    if case.signed is not None:
        return [("signed_anyway", {"revenue": case.track.revenue})], "won", 0.35
    if case.ended in GATES:
        enough = case.heard("patience_over")
        early: list[Part] = [("enough", {})] if enough is not None and enough is case.end else []
        return [*early, (case.ended, {})], "lost", 1.0
    if case.ended in ("waited", "cold"):
        return [(case.ended, {})], "lost", 1.0
    return ([("still_open", {})] if not case.ended else [("lost", {})]), "", 0.3


def by_words(case: Case) -> bool:
    """Whether the lead was decided in talks, not by a wait or by a client that never talked."""
    return case.ended not in ("waited", "cold")


def again(handoff: Handoff) -> list[Part]:
    """That sales had to ask again."""
    return [("again", {"n": handoff.repeated})] if handoff.repeated else []


def last(case: Case, step: Step | None) -> Step:
    """Where to jump to: the end of the story, or the step itself."""
    found = case.end or case.signed or step
    return found if found is not None else case.steps[-1]
