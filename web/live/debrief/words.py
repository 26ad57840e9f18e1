"""What people said in the debrief, gathered: their rules, and the knowledge test before and after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from web.live.debrief.questions import Question

if TYPE_CHECKING:
    from game.views.shape.lessons import QuizItem, QuizResult, SmartCheck
    from web.live.debrief.shape import QuizResultsView, Reflection, RulesView
    from web.live.room import Room


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said so far."""

    reflections: list[Reflection]
    before: list[dict[str, str]]  # a knowledge test each: item -> value
    after: list[dict[str, str]]
    people: int


def heard(room: Room) -> Heard:
    """Gather it; in the session's writer."""
    reflections: list[Reflection] = []
    before, after = [], []
    for participant, word in sorted(room.debrief.words.items()):
        person = room.seating.people.get(participant)
        before += [word.answers["before"]] if "before" in word.answers else []
        after += [word.answers["after"]] if "after" in word.answers else []
        if person is None or not word.at_ms:
            continue
        reflections.append(
            {
                "team": person.team,
                "team_name": room.match.header["teams"][person.team],
                "seat": person.seat,
                "role": room.match.seats(person.team)[person.seat],  # type: ignore[typeddict-item]
                "name": person.name,
                "rule": word.rule,
                "checks": list(word.checks),
            }
        )
    reflections.sort(key=lambda line: (line["team"], line["seat"]))
    return Heard(reflections, before, after, len(room.seating.at))


def question(said: Heard, lang: str) -> Question:
    """The question that marks the knowledge tests: what is right, and how many knew it."""
    return Question(
        "quiz_results", 0, lang, reveal=True, args=(("before", _text(said.before)), ("after", _text(said.after)))
    )


def results(said: Heard) -> dict[str, Any]:
    """`ResultsView` but for the test's results."""
    return {
        "kind": "results",
        "reflections": said.reflections,
        "answered_before": len(said.before),
        "answered_after": len(said.after),
        "of": said.people,
    }


def quiz_results(said: Heard, items: list[QuizItem], right: list[QuizResult]) -> QuizResultsView:
    """The knowledge test, marked, for the stage."""
    return {
        "kind": "quiz_results",
        "items": items,
        "results": right,
        "answered_before": len(said.before),
        "answered_after": len(said.after),
    }


def rules(said: Heard, checks: list[SmartCheck]) -> RulesView:
    """The rules for the stage: without names, and without those that were forgotten."""
    return {
        "kind": "rules",
        "checks": checks,
        "rules": [
            {
                "team": line["team"],
                "team_name": line["team_name"],
                "role": line["role"],
                "rule": line["rule"],
                "checks": line["checks"],
            }
            for line in said.reflections
            if line["rule"]
        ],
    }


def _text(tests: list[dict[str, str]]) -> str:
    return json.dumps(sorted(tests, key=lambda test: sorted(test.items())), sort_keys=True, ensure_ascii=False)
