"""What the people of a session said beside its log, as it leaves the house: by seat, never by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

from web.exports.after import After, Reflection

MOST_PEOPLE = 200
MOST_VOTES = 500
LONGEST_RULE, LONGEST_WORD = 300, 60
CHOICES = ("lead_gen", "handoff", "sales", "nobody")


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody on a seat: their rule, their knowledge tests, their votes on disputed leads."""

    team: int  # 0-based
    seat: int
    rule: str = ""
    checks: str = ""  # letters of SMART that were ticked
    tests: dict[str, dict[str, str]] = field(default_factory=dict)  # before, after -> item -> value
    votes: tuple[tuple[int, int, str], ...] = ()  # (team, company, choice)

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "team": self.team,
            "seat": self.seat,
            "rule": self.rule,
            "checks": self.checks,
            "tests": self.tests,
            "votes": [list(vote) for vote in self.votes],
        }


def read_voices(data: Any) -> tuple[Voice, ...]:
    """What a file says that people said.

    Raises:
        ValueError: it is something else, or more than a workshop has.
    """
    return tuple(_voice(item) for item in _list(data, MOST_PEOPLE))


def after_of(voices: tuple[Voice, ...]) -> After:
    """The part of it that exports tell."""
    rules = [Reflection(voice.team, voice.seat, voice.rule, voice.checks) for voice in voices if voice.rule]
    return After(
        tuple(sorted(rules, key=lambda rule: (rule.team, rule.seat, rule.rule))),
        tuple(voice.tests["before"] for voice in voices if "before" in voice.tests),
        tuple(voice.tests["after"] for voice in voices if "after" in voice.tests),
    )


def _voice(item: Any) -> Voice:
    if not isinstance(item, dict) or set(item) != {"team", "seat", "rule", "checks", "tests", "votes"}:
        _refuse()
    tests = item["tests"]
    if not isinstance(tests, dict) or not set(tests) <= {"before", "after"}:
        _refuse()
    return Voice(
        _number(item["team"], 99),
        _number(item["seat"], 99),
        _text(item["rule"], LONGEST_RULE),
        _text(item["checks"], 5),
        {moment: _answers(answers) for moment, answers in tests.items()},
        tuple(_vote(vote) for vote in _list(item["votes"], MOST_VOTES)),
    )


def _vote(vote: Any) -> tuple[int, int, str]:
    parts = _list(vote, 3)
    if len(parts) != 3 or parts[2] not in CHOICES:
        _refuse()
    return _number(parts[0], 99), _number(parts[1], 10_000_000), parts[2]


def _answers(answers: Any) -> dict[str, str]:
    if not isinstance(answers, dict) or len(answers) > LONGEST_WORD:
        _refuse()
    return {_text(key, LONGEST_WORD): _text(value, LONGEST_WORD) for key, value in answers.items()}


def _number(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        _refuse()
    return int(value)


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or any(letter < " " for letter in value):
        _refuse()
    return str(value)


def _list(value: Any, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        _refuse()
    return list(value)


def _refuse() -> NoReturn:
    raise ValueError("what people said beside the log cannot be read")
