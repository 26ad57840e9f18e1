"""The last conversation with a company, in words."""

from __future__ import annotations

from game.actions.commands import CALL_TOPICS, MEET_TOPICS
from game.market.rules import FIELDS
from game.state.records import Cell
from game.views import shape
from game.views.sight import Sight

KNOWN_TOPICS = frozenset({*CALL_TOPICS, *MEET_TOPICS})
TITLES = {
    "call": "verb.call",
    "no_answer": "verb.call",
    "visit": "verb.meet_visit",
    "phone": "verb.meet_phone",
    "follow_up": "verb.follow_up",
}


def last_talk(sight: Sight, row: int) -> shape.Talk | None:
    """The last conversation, in words."""
    talk, speak = sight.dossier(row).talk, sight.speak
    if not talk or speak.texts is None:  # bots have no ears: what was learned stands in the cells
        return None
    lines: list[shape.Line] = []
    for topic, key, draw, params, tone, learned in talk["lines"]:
        lines.append(
            {
                "topic": topic,
                "topic_label": speak.words(f"topic.{topic}") if topic in KNOWN_TOPICS else speak.words("topic.answer"),
                "said": speak.says(key, row, draw, **params),
                "tone": tone,
                "learned": [
                    speak.cell(field, Cell(status, value, "you", talk["round"]))
                    for field, status, value in learned
                    if field in FIELDS
                ],
            }
        )
    key, params = talk["outcome"]
    return {
        "round": talk["round"],
        "minutes": talk["minutes"],
        "title": speak.words(TITLES.get(talk["title"], f"task.{talk['title']}")),
        "lines": lines,
        "outcome": speak.words(f"outcome.{key}", **params) if key else "",
    }
