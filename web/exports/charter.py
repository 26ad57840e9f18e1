"""A team's charter as lines to read: what each line is about, and what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.views.charter import charter_view
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match import Match
    from game.views import shape

MANY = ("required", "criteria", "stop")
SWITCHES = ("warm", "returns", "write_up")
ORDER = (
    "required", "criteria", "mode_lead", "warm", "read_back", "returns", "write_up", "mode_account", "trigger", "stop",
)  # fmt: skip


def charter_lines(match: Match, team: int, lang: str) -> list[tuple[str, list[str]]]:
    """(line, choices) of a team's charter in words; empty if the team never met for one."""
    if not any(step[0] == "open_charter" for step in match.state.course.history):
        return []
    speak = Speaker(match, team, lang)
    view = charter_view(match, team, speak)
    lines = [(speak.words(f"charter.{key}"), _chosen(view, key)) for key in ORDER]
    for role, weights in view["weights"].items():
        parts = {choice["value"]: choice["label"] for choice in view["options"][f"weights.{role}"]}
        told = [speak.words("charter.weighed", part=parts[part], weight=of) for part, of in weights.items() if of]
        lines.append((f"{speak.words('charter.weights')}: {speak.words(f'role.{role}')}", listed(told)))
    return [(line, choices) for line, choices in lines if choices]


def _chosen(view: shape.CharterView, key: str) -> list[str]:
    """The labels of what a line holds."""
    labels = {choice["value"]: choice["label"] for choice in view["options"][key]}
    held = dict(view)[key]
    if key in MANY:
        assert isinstance(held, list)
        found = [labels[value] for value in held if value in labels]
        return listed(found) if key == "required" else found
    value = ("true" if held else "false") if key in SWITCHES else str(held)
    return [labels[value]] if value in labels else []


def listed(items: list[str]) -> list[str]:
    """Short items in one line: the first keeps its capital letter."""
    return [", ".join([items[0], *(item[:1].lower() + item[1:] for item in items[1:])])] if items else []
