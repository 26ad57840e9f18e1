"""Is the closed form of worth right? It is set against the reference policy played out on the same company.

Companies of all stages are picked from sessions in which briefs were told, noted and carded, sold well and badly.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.market.chance import mix
from game.market.columns import Stage
from game.match.match import Match
from game.play import play
from game.scoring.worth import worth
from game.state.records import LEAD_GEN
from game.studies.lone import play_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.scenario.schema import Scenario
    from game.state.team import Team

FIRST_SEED = 4501
SESSIONS: tuple[dict[str, str], ...] = (
    {},
    {"lead_gen": "notes_cold", "sales": "notes_cold"},
    {"lead_gen": "told_cold", "sales": "told"},
    {"account": "orders_only"},
    {"lead_gen": "padder"},
    {"lead_gen": "card_cold", "sales": "skimper"},
)
"""Policies of the sessions from which companies are picked."""
STAGES = ("inbound", "lead", "handed", "before_demo", "after_demo", "after_proposal", "account")
PICKED = 6
"""Companies of each stage that are picked from a session: 252 in all with six sessions."""
COPIES = 200
"""Times that each is played out."""


@dataclass(frozen=True)
class Case:
    """One company: what the closed form says and what playing out gave, in cents."""

    stage: str
    closed: int
    brute: float
    error: float  # standard error of `brute`


Task = tuple[int, int, int, int]  # seed, number of the session, companies a stage, copies


def tasks(games: int | None, copies: int = COPIES) -> Iterable[Task]:
    """One session of each kind; `games` is how many companies of each stage are picked from it."""
    return [(FIRST_SEED + number, number, games or PICKED, copies) for number in range(len(SESSIONS))]


def one(scenario: Scenario, task: Task) -> list[Case]:
    """The cases of one session."""
    seed, number, each, copies = task
    played = play(scenario, seed, policies=SESSIONS[number], acts="open", forward=False).match
    wanted: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for stage, seq, row in _picked(scenario, played, each, seed):
        wanted[seq].append((stage, row))
    match = Match(scenario, played.header)
    cases = []
    for entry in played.entries:
        match.apply_entry(entry)
        team = match.state.teams[0]
        for stage, row in wanted[entry.seq]:
            lot = play_out(match.state, team, row, copies, salt=entry.seq)
            spread = sum((margin - lot.mean()) ** 2 for margin in lot.margin) / copies
            closed = worth(match.state, team, row).gross
            cases.append(Case(stage, closed, lot.mean(), math.sqrt(spread / copies)))
    return cases


def _picked(scenario: Scenario, played: Match, each: int, seed: int) -> list[tuple[str, int, int]]:
    """Companies by stage, an even choice of all moments at which one was at work."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    match = Match(scenario, played.header)
    for entry in played.entries:
        match.apply_entry(entry)
        if match.phase != "round":
            continue
        team = match.state.teams[0]
        rows = {entry.events[0]["data"].get("company", -1), *_fresh(team)} - {-1}
        for row in sorted(rows):
            stage = stage_of(team, row)
            if stage:
                found[stage].append((entry.seq, row))
    picked = []
    for stage in STAGES:
        moments = sorted(found[stage], key=lambda at: mix(seed * 1_000_003 + at[0] * 997 + at[1]))
        picked += [(stage, *at) for at in moments[:each]]
    return picked


def _fresh(team: Team) -> list[int]:
    """The inbound lead that has waited longest, if any."""
    rows = [row for row in team.tracks if stage_of(team, row) == "inbound"]
    return rows[:1]


def stage_of(team: Team, row: int) -> str:
    """Where a company stands, as the table of the study names it; "" where it has no worth."""
    stage, columns = int(team.columns.stage[row]), team.columns
    if stage == Stage.LEAD:
        return "lead" if columns.contacted[row] >> LEAD_GEN & 1 else "inbound"
    if stage == Stage.OPPORTUNITY:
        return STAGES[3 + int(columns.gate[row])]
    return {int(Stage.HANDED): "handed", int(Stage.ACCOUNT): "account"}.get(stage, "")


def report(results: Sequence[Sequence[Case]]) -> dict[str, Any]:
    """Mean of both, mean absolute error and correlation, in thousands, for each stage and for all."""
    cases = [case for result in results for case in result]
    table = {stage: _line([case for case in cases if case.stage == stage]) for stage in STAGES}
    return {"all": _line(cases), **{stage: line for stage, line in table.items() if line["n"]}}


def _line(cases: Sequence[Case]) -> dict[str, float]:
    n = len(cases)
    if not n:
        return {"n": 0}
    brute = math.fsum(case.brute for case in cases) / n
    closed = math.fsum(case.closed for case in cases) / n
    off = math.fsum(abs(case.closed - case.brute) for case in cases) / n
    noise = math.fsum(case.error for case in cases) / n
    return {
        "n": n,
        "brute": brute / 100_000,
        "closed": closed / 100_000,
        "error": off / 100_000,
        "error_of_mean": off / brute if brute else 0.0,
        "standard_error": noise / 100_000,
        "correlation": _correlation(cases, brute, closed),
    }


def _correlation(cases: Sequence[Case], brute: float, closed: float) -> float:
    both = math.fsum((case.brute - brute) * (case.closed - closed) for case in cases)
    one_ = math.fsum((case.brute - brute) ** 2 for case in cases)
    other = math.fsum((case.closed - closed) ** 2 for case in cases)
    return both / math.sqrt(one_ * other) if one_ and other else 0.0
