"""The shape of what people said in the debrief, and of what stands on the stage."""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

from game.views.shape.basics import Role
from game.views.shape.lessons import QuizItem, QuizResult, SmartCheck
from web.live.envelope import Panel


class Reflection(TypedDict):
    """The rule that one participant takes home."""

    team: int
    team_name: str
    seat: int
    role: Role
    name: str  # "" once forgotten
    rule: str  # "" once forgotten
    checks: list[str]  # letters of the SMART check that were ticked


class ResultsView(TypedDict):
    """What people said, for the facilitator alone."""

    kind: Literal["results"]
    reflections: list[Reflection]
    quiz: list[QuizResult]
    answered_before: int
    answered_after: int
    of: int  # participants


class QuizResultsView(TypedDict):
    """The knowledge test with what is right, on the stage once it is unmasked."""

    kind: Literal["quiz_results"]
    items: list[QuizItem]
    results: list[QuizResult]
    answered_before: int
    answered_after: int


class RuleLine(TypedDict):
    """A rule on the stage: whose it is stays with the team."""

    team: int
    team_name: str
    role: Role
    rule: str
    checks: list[str]


class RulesView(TypedDict):
    """The rules that people take home, on the stage."""

    kind: Literal["rules"]
    checks: list[SmartCheck]
    rules: list[RuleLine]


class StageAnswer(TypedDict):
    """What the stage shows now, in the asker's language."""

    panel: Panel
    team: int
    args: dict[str, int | str | bool]
    reveal: bool
    view: dict[str, Any]  # the view of that panel
