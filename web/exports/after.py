"""What people added to a session outside its log, as exports tell it: rules, and the knowledge test. No names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reflection:
    """The rule that somebody on a seat takes along."""

    team: int  # 0-based
    seat: int
    rule: str
    checks: str  # letters of SMART that were ticked


@dataclass(frozen=True, slots=True)
class After:
    """Everything that is kept beside the log and may leave with it."""

    reflections: tuple[Reflection, ...] = ()
    before: tuple[dict[str, str], ...] = ()  # answers to the test, one dictionary a person, in no telling order
    after: tuple[dict[str, str], ...] = ()
