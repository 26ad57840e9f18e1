"""What a seat sees of companies it has asked nothing, in many games, and one statistic that says whether it tells.

A sight is any number that a seat can read off without having asked: the number, the place of the name and of the
contact in their lists, the place on the desk, the minute of arrival, every leaf of the company's view, its size.
A secret is any static column, a category as one yes-or-no column each.

The statistic. Companies that a seat cannot tell apart by what it may know (the same game, source, kind of client and
round of arrival) are one group. Within each group ranks of a sight and of a secret are centred; z is the sum of
their products over the groups, divided by the root of its variance under all permutations within the groups
(sum x^2 * sum y^2 / (n - 1) a group). Where the two are independent z is nearly normal. Each sight is tested a second
time by its distance from its group's middle. The price is not part of the groups: that is stricter than the seat's
knowledge of its band.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.market.columns import STATIC, Source, Stage, Static
from game.market.fork import Fork
from game.match import Actor, Command, Match
from game.state.records import ROLES
from game.state.team import Team
from game.views.names import company_name, contact_name
from game.views.seat import seat_view
from tests.game.playing import plain, scenario, texts

TEAMS = 12
LOOKED_AT = (0, 1, 2, 11)
"""Teams whose views are read, in turn; numbers, names and contacts are read for all twelve."""
KNOWN = ("key", "kind", "source", "arrival_round", "arrival_minute")
CATEGORIES = ("archetype", "best", "pains", "profile")
BOOK = (Source.BOOK_SALES, Source.BOOK_ACCOUNTS)
WHO = ("id", "name", "contact", "opening", "kind", "source", "(place)")
"""What a view tells of a client of the predecessor without asking; the rest of it the predecessor had asked."""
THRESHOLD = 6.0
"""Of |z|, for all pairs together: among 30,000 pairs of independent columns one reaches it in 16,000 test runs."""

Numbers = NDArray[np.float64]


@dataclass
class Sights:
    """A table with one line a company and game: its group, its secrets, and by name what was seen of it."""

    group: list[tuple[int, ...]] = field(default_factory=list)
    secret: list[list[float]] = field(default_factory=list)
    seen: list[dict[str, Any]] = field(default_factory=list)


def game(seed: int) -> Match:
    """A game in its first round; its last team has on its desk every company that may ever call."""
    match = Match.new(scenario(), seed, LOOKED_AT[seed % len(LOOKED_AT)] + 1, "scenario", mesa=False)
    match.texts = texts()
    match.submit(Command("open", Actor.facilitator(), 0, "open_round", {}))
    team = match.state.teams[-1]
    for row in np.flatnonzero(team.columns.stage == Stage.FUTURE).tolist():
        team.columns.stage[row] = Stage.LEAD
        team.assign(f"track/{row}", {"here": True})
    return match


def crews(match: Match) -> list[Team]:
    """The teams of the game, and those that it would have with twelve."""
    there = match.state.teams
    fork = Fork(match.scenario, there[0].static, there[0].columns)
    return [*there, *(Team(index, "", fork, []) for index in range(len(there), TEAMS))]


def secrets(static: Static) -> tuple[list[str], Numbers]:
    """Names and values of all secrets, one line a company."""
    names: list[str] = []
    columns: list[Any] = []
    for name, (_, width) in STATIC.items():
        if name in KNOWN:
            continue
        whole = getattr(static, name).reshape(static.n, width)
        for place in range(width):
            column = whole[:, place].astype(float)
            label = f"{name}[{place}]" if width > 1 else name
            for value in range(6) if name in CATEGORIES else ():
                names.append(f"{label} is {value}")
                columns.append((column == value).astype(float))
            if name not in CATEGORIES:
                names.append(label)
                columns.append(column)
    return names, np.stack(columns, axis=1)


def look(match: Match, seed: int, sights: Sights) -> None:
    """Add a game: for twelve teams what each calls the companies, for the last one all that its seats are shown."""
    static, last = match.state.teams[0].static, len(match.state.teams) - 1
    _, hidden = secrets(static)
    shown = _views(match, last)
    match.state.teams = crews(match)
    for row in range(static.n):
        sights.group.append((seed, int(static.source[row]), int(static.kind[row]), int(static.arrival_round[row])))
        sights.secret.append(hidden[row].tolist())
        seen: dict[str, Any] = {"arrival_minute": int(static.arrival_minute[row])}
        for team in match.state.teams:
            seen[f"number, team {team.index}"] = team.numbers[row]
            seen[f"name, team {team.index}"] = company_name(match, team.index, row, "en")
            seen[f"contact, team {team.index}"] = contact_name(match, team.index, row, "en")
        for path, value in shown.get(row, {}).items():
            seen[f"{path}, team {last}"] = value
            seen[f"{path}, any team"] = value
        sights.seen.append(seen)


def _views(match: Match, team: int) -> dict[int, dict[str, Any]]:
    """Per row, the leaves of what the seats of a team are shown of it, its place among the others and its size."""
    crew, found = match.state.teams[team], dict[int, dict[str, Any]]()
    for seat in range(len(ROLES)):
        for place, company in enumerate(seat_view(match, team, seat, "en")["companies"]):
            row = crew.rows[company["id"]]
            leaves = dict(_leaves(dict(company), ""))
            leaves["(place)"] = place
            if int(crew.static.source[row]) in BOOK:
                leaves = {path: value for path, value in leaves.items() if path in WHO}
            else:
                leaves["(size)"] = len(plain(company))
            found[row] = {f"{ROLES[seat]}: {path}": value for path, value in leaves.items()}
    return found


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        yield f"{path}.(length)", len(value)
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{path}.{place}")
    else:
        yield path, value


# --- The statistic --------------------------------------------------------------------------------------


def tells(sights: Sights, secret_names: list[str]) -> list[tuple[float, str, str]]:
    """|z| of every pair of a sight and a secret that both vary within groups, the largest first."""
    _, group = np.unique(np.array(sights.group), axis=0, return_inverse=True)
    names, columns = _columns(sights)
    x = _centred(np.stack(columns, axis=1), group)
    x = np.concatenate([x, _centred(np.abs(x), group)], axis=1)
    names += [f"{name} (distance from the middle)" for name in names]
    y = _centred(np.array(sights.secret), group)
    size = np.bincount(group).astype(float)
    weight = 1.0 / np.maximum(size - 1.0, 1.0)
    spread_x = np.stack([np.bincount(group, column**2) for column in x.T], axis=1)
    spread_y = np.stack([np.bincount(group, column**2) for column in y.T], axis=1)
    variance = spread_x.T @ (spread_y * weight[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.abs(x.T @ y) / np.sqrt(variance)
    pairs = np.argwhere(variance > 1e-9)
    found = [(float(z[i, j]), names[i], secret_names[j]) for i, j in pairs.tolist()]
    return sorted(found, reverse=True)


def _columns(sights: Sights) -> tuple[list[str], list[Numbers]]:
    """Every sight as a column; words by their place in the alphabet and by their length, nothing as -1."""
    names = sorted({name for seen in sights.seen for name in seen})
    kept: list[str] = []
    columns: list[Numbers] = []
    for name in names:
        values = [seen.get(name) for seen in sights.seen]
        words = {value: place for place, value in enumerate(sorted({v for v in values if isinstance(v, str)}))}
        coded = np.array([_code(value, words) for value in values])
        kept.append(name)
        columns.append(coded)
        if words:
            kept.append(f"length of {name}")
            columns.append(np.array([float(len(v)) if isinstance(v, str) else -1.0 for v in values]))
    return kept, columns


def _code(value: Any, words: dict[str, int]) -> float:
    if value is None:
        return -1.0
    return float(words[value]) if isinstance(value, str) else float(value)


def _centred(values: Numbers, group: NDArray[np.int64]) -> Numbers:
    """Ranks within each group, equals sharing their mean rank, less the group's mean."""
    return np.stack([_centred_ranks(column, group) for column in values.T], axis=1)


def _centred_ranks(column: Numbers, group: NDArray[np.int64]) -> Numbers:
    order = np.lexsort((column, group))
    sorted_group, sorted_value = group[order], column[order]
    new = np.r_[True, (sorted_group[1:] != sorted_group[:-1]) | (sorted_value[1:] != sorted_value[:-1])]
    run = np.cumsum(new) - 1
    place = np.arange(len(column), dtype=float)
    mean = np.bincount(run, place) / np.bincount(run)
    ranks = np.empty(len(column))
    ranks[order] = mean[run]
    return ranks - (np.bincount(group, ranks) / np.bincount(group))[group]
