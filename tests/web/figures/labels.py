"""What a reader sees beside a number: two numbers of one team under one label are one thing, or the label says more."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.scoring.figures import FIGURES, ROUND, SESSION
from tests.web.figures import reckoned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from game.match import Match
    from tests.web.figures.leaves import Leaf

    Labelled = tuple[int, int, str, str]

WORDS = Path(__file__).parents[3] / "game/scenario/figures.json"
BOXES = {
    "handed": "leads_handed",
    "lost": "leads_lost",
    "won": "leads_won",
    "before_lost": "inherited_lost",
    "before_won": "inherited_won",
    "churned": "churned",
}
"""Boxes of the funnel that count what the table counts too."""


def faults(match: Match, leaves: Iterable[Leaf]) -> Iterator[str]:
    """What is wrong with the labels, a line each: two values under one, or a figure that does not say how far it reaches."""
    seen: dict[tuple[int, int, str], dict[Any, set[str]]] = defaultdict(lambda: defaultdict(set))
    bare = set()
    for leaf in leaves:
        found = labelled(match, leaf)
        if found is None:
            continue
        team, round_, label, figure = found
        seen[team, round_, label][leaf.value].add(leaf.place)
        if figure and len(FIGURES[figure].horizons) > 1 and not any(one in label for one in horizons()):
            bare.add(f"{leaf.place}: “{label}” does not say how far {figure} reaches")
    yield from sorted(bare)
    for what, values in seen.items():
        if len(values) > 1:
            yield f"two values under one label {what}: {dict(values)}"


def labelled(match: Match, leaf: Leaf) -> Labelled | None:
    """Team, round (0: no single one), label and figure of the table of a number that stands beside its label."""
    about, (shape, _, field) = leaf.about, leaf.name.partition(".")
    if leaf.name == "FlowNode.count":
        return about["team"], 0, about["label"], BOXES.get(about["id"], "")
    if leaf.name == "chart.team" and isinstance(about["line"], str):
        return reckoned.team_called(match, about["head"]), 0, about["line"], _stage(match, about)
    if leaf.name == "chart.figure":
        return reckoned.team_called(match, about["line"]), 0, about["head"], "profit"
    heads = "sentence" not in about and not str(about.get("before", "")).isdecimal()
    if leaf.name == "report.figure" and "figure" in about and heads:
        return about["team"], 0, about["before"], about["figure"].partition(".")[0]
    if shape in ("teams", "rounds") and "heading" in about:
        place = SESSION if shape == "teams" else ROUND
        return about["team"], about.get("round", 0), about["heading"], place[field][0] if field in place else ""
    return None


def _stage(match: Match, about: Mapping[str, Any]) -> str:
    """The figure that a stage of the chart is, "" for one that the table has not."""
    stage = reckoned.stage_of(match, about)
    return stage if stage in FIGURES else ""


@cache
def horizons() -> frozenset[str]:
    """All horizons in all languages."""
    words = json.loads(WORDS.read_text(encoding="utf-8"))["horizon"]
    return frozenset(said for word in words.values() for said in word.values())
