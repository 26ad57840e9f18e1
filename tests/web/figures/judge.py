"""Judges what is shown: every number is the value of its one name, or is known to be no figure."""

from __future__ import annotations

from collections import defaultdict
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, Any

from game.scoring.figures import figure
from tests.web.figures import labels
from tests.web.figures.made import MADE
from tests.web.figures.no_figure import REASONS
from tests.web.figures.register import FACTS, FIGURES, Fact, Fig, Made, Near, NoFigure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.match import Match
    from tests.web.figures.leaves import Leaf
    from tests.web.figures.register import Entry

EURO = 100
Found = dict[tuple[str, tuple[Any, ...]], dict[Any, set[str]]]


@cache
def entry_of(name: str) -> Entry | None:
    """What a number of this name is, None if nobody has said it."""
    said = {**FIGURES, **FACTS, **MADE}
    if name in said:
        return said[name]
    found = next((entry for pattern, entry in said.items() if "*" in pattern and fnmatchcase(name, pattern)), None)
    why = next((why for why, names in REASONS.items() if any(fnmatchcase(name, one) for one in names)), None)
    return found or (NoFigure(why) if why else None)


def faults(match: Match, record: Mapping[Any, Any], leaves: Iterable[Leaf]) -> list[str]:
    """What is wrong with the numbers of a moment, a line each: no name, another value than its name has, two values.

    Args:
        match: the session at that moment.
        record: what its state says of single things.
        leaves: the numbers that are shown.
    """
    found = list[str]()
    seen: Found = defaultdict(lambda: defaultdict(set))
    near: Found = defaultdict(lambda: defaultdict(set))
    shown = list(leaves)
    for leaf in shown:
        entry = entry_of(leaf.name)
        if entry is None:
            found.append(f"{leaf.place}: a number without a name ({leaf.name or leaf.value})")
        elif isinstance(entry, Fact):
            what = (entry.name, entry.of(match, leaf.about))
            (near if isinstance(entry, Near) else seen)[what][leaf.value].add(leaf.place)
            if what in record:
                seen[what][record[what]].add("the log")
        elif not isinstance(entry, NoFigure):
            right = worth(match, entry, leaf)
            if leaf.value not in right:
                found.append(f"{leaf.place}: {leaf.name} is {leaf.value}, not {right} ({_of(leaf)})")
    found += [
        f"{places}: {value} is not within a euro of {what} ({list(seen[what])})"
        for what, values in near.items()
        for value, places in values.items()
        if not any(abs(value - real) <= EURO for real in seen[what])
    ]
    found += labels.faults(match, shown)
    doubles = {what: dict(values) for what, values in seen.items() if len(values) > 1}
    return found + [f"two values of {what}: {values}" for what, values in doubles.items()]


def worth(match: Match, entry: Entry, leaf: Leaf) -> Any:
    """The values that a number may have."""
    about = leaf.about
    if isinstance(entry, Made):
        made = entry.how(match, about)
        return made if isinstance(made, tuple) else (made,)
    assert isinstance(entry, Fig)
    round_ = about.get("round", 0) if entry.horizon in ("round", "bell", "so_far") else 0
    horizon = "bell" if round_ and entry.horizon == "so_far" else entry.horizon
    seat = about.get("seat_no", about.get("seat", -1) + 1) - 1 if entry.name in ("score", "bots_share") else -1
    if leaf.name.endswith("bots_share") and not leaf.name.startswith("seats"):
        seat = -1
    return (figure(match, about["team"], entry.name, horizon, round_, seat),)


def _of(leaf: Leaf) -> str:
    """What a number is about, in short."""
    wanted = ("team", "seat", "round", "company_name", "sentence")
    return ", ".join(f"{key} {leaf.about[key]}" for key in wanted if key in leaf.about)
