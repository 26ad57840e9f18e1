"""What happened between the seats in a round: which of its figures mattered most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.scoring.figures import figures
from game.scoring.money import tally_of

if TYPE_CHECKING:
    from game.match.match import Match

MOST = 5
"""Facts told of one round; the last place is kept for something that went well."""
LONG_WAIT = 60
"""Minutes from which a wait between two seats is worth telling."""

BAD = {
    "contradicted": 10,
    "promises_broken": 9,
    "waited_out": 9,
    "churned": 8,
    "broken_unknown": 6,
    "cold_refused": 6,
    "dates_missed": 5,
    "repeated": 4,
    "leads_returned": 3,
    "fields_changed": 3,
    "not_passed": 3,
    "fields_left_out": 1,
}
"""Figure -> how much one of it matters, about in hundreds of euros; the order breaks ties."""
GOOD = {"clean_briefs": 3, "called_ahead": 3, "mended": 2, "promises_kept": 1}
WAIT = "brief_wait"
PASSED = ("leads_handed", "accounts_handed")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a round: a figure with its value; the words `happened.*` tell it."""

    key: str
    n: int


def happened(match: Match, team: int, round_: int) -> list[Fact]:
    """Up to five facts of a closed round (1-based), those that mattered most first; never empty."""
    counts = _counts(match, team, round_)
    if counts["promises_broken"] == counts["contradicted"]:  # prices all of them: the other sentence says it
        counts["promises_broken"] = 0
    bad = sorted((k for k in BAD if counts[k]), key=lambda k: -BAD[k] * counts[k])
    good = sorted((k for k in GOOD if counts[k]), key=lambda k: -GOOD[k] * counts[k])
    if counts[WAIT] >= LONG_WAIT:
        bad.insert(min(2, len(bad)), WAIT)
    chosen = [*bad[: MOST - 1 if good else MOST], *good][:MOST] or [key for key in PASSED if counts[key]]
    return [Fact(key, counts[key]) for key in chosen] or [Fact("nothing", 0)]


def _counts(match: Match, team: int, round_: int) -> dict[str, int]:
    """Every count of a round, whether it is told or not."""
    names = (*BAD, *GOOD, WAIT, *PASSED)
    if tally_of(match.state.teams[team], round_) is None:
        return dict.fromkeys(names, 0)
    found = figures(match, team, [(name, "round") for name in names], round_)
    return {name: value or 0 for (name, _), value in found.items()}
