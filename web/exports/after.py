"""What people added to a session outside its log: rules they noted, the knowledge test. By seat, never by name."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MOST = 500
"""Most reflections and most answers that one session can hold: more is not from a workshop."""


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

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "reflections": [asdict(reflection) for reflection in self.reflections],
            "before": list(self.before),
            "after": list(self.after),
        }

    @classmethod
    def from_json(cls, data: Any) -> After:
        """What `to_json` wrote.

        Raises:
            ValueError: it is something else, or more than a workshop has.
        """
        try:
            made = cls(
                tuple(_reflection(item) for item in _few(data["reflections"])),
                tuple(_answers(item) for item in _few(data["before"])),
                tuple(_answers(item) for item in _few(data["after"])),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"what was noted beside the log cannot be read: {error}") from None
        return made


def _few(items: Any) -> list[Any]:
    if not isinstance(items, list) or len(items) > MOST:
        raise ValueError(f"what was noted beside the log is no list of at most {MOST}")
    return items


def _reflection(item: Any) -> Reflection:
    team, seat = item["team"], item["seat"]
    if type(team) is not int or type(seat) is not int or not (0 <= team < 100 and 0 <= seat < 100):
        raise ValueError("a rule belongs to no seat")
    return Reflection(team, seat, _text(item["rule"], 300), _text(item["checks"], 10))


def _answers(item: Any) -> dict[str, str]:
    if not isinstance(item, dict) or len(item) > 50:
        raise ValueError("an answer to the test is no short table")
    return {_text(key, 60): _text(value, 60) for key, value in item.items()}


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError(f"a text beside the log is longer than {most} letters")
    return value
