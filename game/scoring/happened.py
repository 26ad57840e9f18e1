"""What happened between the seats in a round: counts, and which of them mattered most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from game.scoring.doings import doings
from game.scoring.measures import is_accounts
from game.scoring.money import tally_of
from game.state.records import ACCOUNT, GUESS, JUDGED, SALES, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match.match import Match
    from game.state.records import Handoff, Promise
    from game.state.team import Team

MOST = 5
"""Facts told of one round; the last place is kept for something that went well."""
LONG_WAIT = 60
"""Minutes from which a wait between two seats is worth telling."""

BAD = {
    "contradicted": 10,
    "broken": 9,
    "waited_out": 9,
    "churned": 8,
    "broken_unknown": 6,
    "cold": 6,
    "lapsed": 5,
    "repeated": 4,
    "returned": 3,
    "garbled": 3,
    "not_handed": 3,
    "lost_fields": 1,
}
"""How much one of each matters, about in hundreds of euros; the order breaks ties."""
GOOD = {"card_clean": 3, "called_ahead": 3, "mended": 2, "kept": 1}
PLAIN = ("waited", "passed")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of a round: a key of the words `happened.*` with its count, for `waited` in minutes."""

    key: str
    n: int


def happened(match: Match, team: int, round_: int) -> list[Fact]:
    """Up to five facts of a closed round (1-based), those that mattered most first; never empty."""
    counts = _counts(match, team, round_)
    bad = sorted((k for k in BAD if counts[k]), key=lambda k: -BAD[k] * counts[k])
    good = sorted((k for k in GOOD if counts[k]), key=lambda k: -GOOD[k] * counts[k])
    wait = counts["waited"]
    if wait >= LONG_WAIT:
        bad.insert(min(2, len(bad)), "waited")
    chosen = [*bad[: MOST - 1 if good else MOST], *good][:MOST]
    plain = "passed" if counts["passed"] else "nothing"
    return [Fact(key, counts[key]) for key in chosen] or [Fact(plain, counts["passed"])]


def _counts(match: Match, team: int, round_: int) -> dict[str, int]:
    """Every count of a round, whether it is told or not."""
    crew = match.state.teams[team]
    tally, doing = tally_of(crew, round_), doings(match, team, round_)
    counts = dict.fromkeys((*BAD, *GOOD, *PLAIN), 0)
    if tally is None:
        return counts
    own = [p for p in crew.promises if p.settled == round_ and p.state == "broken"]
    accepted = [h for h in crew.handoffs if h.accept_round == round_ and h.state == "accepted"]
    counts |= {
        "repeated": tally.repeated,
        "returned": tally.returned,
        "churned": tally.churned,
        "kept": tally.kept,
        "contradicted": sum(p.kind == "price" for p in own),
        "broken": sum(p.kind != "price" for p in own),
        "broken_unknown": sum(p.kind != "price" and p.by >= 0 and not p.known >> _keeper(crew, p) & 1 for p in own),
        "cold": doing.cold,
        "lapsed": doing.lapsed,
        "called_ahead": doing.called_ahead,
        "waited_out": sum(t.ended == "waited" and t.ended_round == round_ for t in crew.tracks.values()),
        "not_handed": _not_handed(crew, round_),
        "passed": sum(h.round == round_ for h in crew.handoffs),
        "waited": max((h.accept_wait for h in accepted), default=0),
        "card_clean": sum(map(_is_clean, accepted)),
        "mended": sum(line[1] == "mended" for h in accepted for line in h.read_back),
    }
    for handoff in accepted:
        for sent, received in _arrivals(handoff):
            counts["garbled"] += received.status > 0 and received.value != sent.value
            counts["lost_fields"] += received.status == 0
    return counts


def _keeper(team: Team, promise: Promise) -> int:
    """The seat that had the company when a promise fell due."""
    return ACCOUNT if is_accounts(team, promise.company, promise.settled) else SALES


def _not_handed(team: Team, round_: int) -> int:
    """Companies signed in this round or before that were still with sales when it closed."""
    passed = {h.company for h in team.handoffs if h.receiver == ACCOUNT and h.round <= round_}
    won = team.columns.won_round
    return sum(row not in passed for row in np.flatnonzero((won > 0) & (won <= round_)).tolist())


def _is_clean(handoff: Handoff) -> bool:
    """Whether a brief for sales was complete and accepted the first time."""
    received = (Cell(*handoff.received.get(field, ())) for field in JUDGED)
    return handoff.receiver == SALES and handoff.first_time and all(cell.status for cell in received)


def _arrivals(handoff: Handoff) -> Iterator[tuple[Cell, Cell]]:
    """What was known of each field and what of it arrived.

    Of a brief that a person tells or notes to a person nothing arrives by itself: it is typed in.
    """
    if handoff.mode != "card" and not handoff.received:
        return
    for field in JUDGED:
        sent = Cell(*handoff.sent.get(field, ()))
        if sent.status >= GUESS:
            yield sent, Cell(*handoff.received.get(field, ()))
