"""From insight to rule: disputed leads, questions from the team's own data, the knowledge test, reflections."""

from __future__ import annotations

from typing import Literal, TypedDict

from game.views.shape.basics import Cell, Choice, Mode, Role

Blame = Literal["lead_gen", "handoff", "sales", "nobody"]


class Voice(TypedDict):
    """What one side can say for itself."""

    role: Role
    said: str  # one sentence in the first person, from what its desk showed
    facts: str
    cells: list[Cell]  # the eight as this side held them


class DisputedLead(TypedDict):
    """A lost lead that two sides see differently."""

    company: int
    company_name: str
    handoff: int
    round: int
    mode: Mode
    revenue: int  # cents that were at stake
    voices: list[Voice]  # lead generation first
    truth: list[Cell]  # empty unless unmasked
    truth_text: str  # "" unless unmasked
    verdict: Blame | Literal[""]  # "" unless unmasked
    verdict_text: str
    shares: list[tuple[Blame, int]]  # cents of expected margin lost at each; empty unless unmasked


class DisputedView(TypedDict):
    """The disputed leads of one team. Votes are in the stage, not here."""

    kind: Literal["disputed"]
    team: int
    team_name: str
    choices: list[Choice]  # the four answers
    leads: list[DisputedLead]


class Question(TypedDict):
    """A question to the group, picked because the team's own data speak to it."""

    id: int  # number of the belief in the table of misconceptions
    belief: str
    fact: str  # what happened here, with numbers
    ask: str
    weight: int  # 0-100: how loudly the data speak
    panel: str  # panel that shows it best
    target: int  # company or handoff to show, -1 none


class QuestionsView(TypedDict):
    """The questions worth asking this team, loudest first."""

    kind: Literal["questions"]
    team: int
    team_name: str
    questions: list[Question]


class QuizItem(TypedDict):
    """One item of the knowledge test; what is right comes only with the result."""

    id: str
    text: str
    choices: list[Choice]


class QuizView(TypedDict):
    """The knowledge test, the same before and after."""

    kind: Literal["quiz"]
    items: list[QuizItem]


class QuizResult(TypedDict):
    """One item, unmasked: what is right, and what the game measured for it."""

    id: str
    right: str  # value of the right choice
    why: str  # tied to what this session measured
    before: int  # of those who answered before, how many were right; -1 nobody
    before_of: int
    after: int
    after_of: int


class SmartCheck(TypedDict):
    """One letter of SMART: what to look for in a rule."""

    letter: str
    label: str
    hint: str
