"""The table itself: every figure with its unit, its horizons and how it is counted.

Its words stand in `game/scenario/figures.json`.

`None` is "nothing to measure yet": no round closed, nothing handed over, nobody called. It is never a nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING, Literal

from game.scoring.doings import doings
from game.scoring.figures import between
from game.scoring.figures.scope import WHOLE_TEAM, Horizon, Scope
from game.scoring.kpi import seat_score, team_score
from game.scoring.measures import is_accounts
from game.scoring.money import has_finished, plan_to
from game.state.records import ACCOUNT, SALES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from game.match.match import Match
    from game.state.records import Promise

Unit = Literal["count", "money", "percent", "minutes", "score"]
"""Whole numbers: counts, cents, per cent, minutes of work, points of 100."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; `reckon` counts it over a scope, None where there is nothing to measure yet."""

    id: str
    unit: Unit
    horizons: tuple[Horizon, ...]
    reckon: Callable[[Scope], int | None]


PLAYED: tuple[Horizon, ...] = ("round", "so_far", "bell", "session")
LATER: tuple[Horizon, ...] = (*PLAYED, "finish", "year")
CLOSED: tuple[Horizon, ...] = ("round", "bell", "session")


# --- Money ----------------------------------------------------------------------------------------------


def _profit(scope: Scope) -> int | None:
    return sum(tally.profit for tally in scope.tallies) if scope.last else None


def _plan(scope: Scope) -> int | None:
    """What the reference team has earned by then; an even part of the session's plan at each bell."""
    scenario = scope.match.scenario
    if not scope.last:
        return None
    if scope.last > scenario.frame.rounds:
        return scenario.plan.twelve_months
    return plan_to(scenario, scope.last) - plan_to(scenario, scope.first - 1)


def _of_plan(scope: Scope) -> int | None:
    profit, plan = _profit(scope), _plan(scope)
    return percent(profit, plan) if profit is not None and plan is not None and plan > 0 else None


def _order_share(scope: Scope) -> int | None:
    new, again = scope.total("margin_new"), scope.total("margin_repeat")
    return percent(again, new + again) if new + again > 0 else None


# --- Handoffs -------------------------------------------------------------------------------------------


def _conversion(scope: Scope) -> int | None:
    decided = len(scope.won) + len(scope.lost)
    return percent(len(scope.won), decided) if decided else None


def _inherited_lost(scope: Scope) -> int:
    tracks = scope.crew.tracks
    return sum(not scope.signed_in(row) and scope.holds(tracks[row].ended_round) for row in scope.inherited)


def _not_passed(scope: Scope) -> int:
    """Clients signed by the end of the scope that were still with sales then."""
    signed = (*scope.leads, *scope.inherited)
    return sum(0 < scope.signed_in(row) <= scope.last and row not in scope.passed for row in signed)


def _quality(scope: Scope) -> int | None:
    return mean([quality for tally in scope.tallies for quality in tally.quality])


def _reaction(scope: Scope) -> int | None:
    waits = [wait for tally in scope.tallies for wait in tally.reaction]
    return median_low(waits) if waits else None


def _brief_wait(scope: Scope) -> int | None:
    waits = [h.accept_wait for h in scope.crew.handoffs if h.state == "accepted" and scope.holds(h.accept_round)]
    return max(waits, default=None)


# --- Promises -------------------------------------------------------------------------------------------


def keeper(scope: Scope, promise: Promise) -> int:
    """The seat that had to keep a promise when it fell due."""
    held = promise.kind != "price" and is_accounts(scope.crew, promise.company, promise.settled)
    return ACCOUNT if held else SALES


def _promises(scope: Scope, state: str, *, known: bool) -> int:
    """Promises of the team's own people, by whether whoever had to keep them knew of them."""
    own = (p for p in scope.settled(state) if p.by >= 0)
    return sum(bool(p.known >> keeper(scope, p) & 1) == known for p in own)


def _inherited(promises: Iterable[Promise]) -> int:
    return sum(promise.by < 0 for promise in promises)


def _open_promises(scope: Scope) -> int:
    """Own promises that were given by the end of the scope and had not fallen due then."""
    own = (p for p in scope.crew.promises if p.by >= 0 and p.made <= scope.last and p.state != "lapsed")
    return sum(p.state == "open" or p.settled > scope.last for p in own)


# --- Seats ----------------------------------------------------------------------------------------------


def _score(scope: Scope) -> int | None:
    if not scope.last:
        return None
    state, crew = scope.match.state, scope.crew
    if scope.seat == WHOLE_TEAM:
        return team_score(state, crew, scope.first, scope.last).value
    return seat_score(state, crew, scope.seat, scope.first, scope.last).value


def _bots_share(scope: Scope) -> int | None:
    rounds = [doings(scope.match, scope.team, round_) for round_ in range(scope.first, scope.last + 1)]
    decisions = sum(doing.decisions for doing in rounds)
    return percent(sum(doing.by_bots for doing in rounds), decisions) if decisions else None


# --- The table ------------------------------------------------------------------------------------------

TABLE = (
    Figure("profit", "money", ("round", "bell", "session", "finish", "year"), _profit),
    Figure("plan", "money", ("round", "bell", "session", "year"), _plan),
    Figure("of_plan", "percent", ("bell", "session", "year"), _of_plan),
    Figure("revenue", "money", LATER, lambda s: s.total("revenue")),
    Figure("contract_margin", "money", LATER, lambda s: s.total("margin_new")),
    Figure("order_margin", "money", (*LATER, "months"), lambda s: s.total("margin_repeat")),
    Figure("order_share", "percent", ("session", "year"), _order_share),
    Figure("leads_handed", "count", PLAYED, lambda s: sum(s.holds(h.round) for h in s.leads.values())),
    Figure("leads_accepted", "count", (*PLAYED, "finish"), lambda s: s.total("accepted")),
    Figure("leads_returned", "count", PLAYED, lambda s: s.total("returned")),
    Figure("leads_won", "count", (*PLAYED, "finish"), lambda s: len(s.won)),
    Figure("leads_lost", "count", (*PLAYED, "finish"), lambda s: len(s.lost)),
    Figure("conversion", "percent", ("so_far", "bell", "session", "finish"), _conversion),
    Figure("inherited_won", "count", (*PLAYED, "finish"), lambda s: len(s.inherited_won)),
    Figure("signed", "count", (*PLAYED, "finish"), lambda s: len(s.won) + len(s.inherited_won)),
    Figure("inherited_lost", "count", (*PLAYED, "finish"), _inherited_lost),
    Figure("accounts_handed", "count", (*PLAYED, "finish"), lambda s: sum(s.holds(h.round) for h in s.passed.values())),
    Figure("not_passed", "count", PLAYED, _not_passed),
    Figure("quality", "score", CLOSED, _quality),
    Figure("reaction", "minutes", CLOSED, _reaction),
    Figure("brief_wait", "minutes", CLOSED, _brief_wait),
    Figure("repeated", "count", LATER, lambda s: s.total("repeated")),
    Figure("promises_kept", "count", LATER, lambda s: len(s.settled("kept"))),
    Figure("promises_broken", "count", LATER, lambda s: len(s.settled("broken"))),
    Figure("kept_known", "count", LATER, lambda s: _promises(s, "kept", known=True)),
    Figure("kept_unknown", "count", LATER, lambda s: _promises(s, "kept", known=False)),
    Figure("broken_known", "count", LATER, lambda s: _promises(s, "broken", known=True)),
    Figure("broken_unknown", "count", LATER, lambda s: _promises(s, "broken", known=False)),
    Figure("kept_inherited", "count", LATER, lambda s: _inherited(s.settled("kept"))),
    Figure("broken_inherited", "count", LATER, lambda s: _inherited(s.settled("broken"))),
    Figure("promises_open", "count", ("bell", "session", "finish", "year"), _open_promises),
    Figure("orders", "count", (*LATER, "months"), lambda s: s.total("orders")),
    Figure("churned", "count", (*LATER, "months"), lambda s: s.total("churned")),
    Figure("contradicted", "count", CLOSED, between.contradicted),
    Figure("waited_out", "count", CLOSED, between.waited_out),
    Figure("cold_refused", "count", CLOSED, lambda s: between.heard(s, "cold")),
    Figure("dates_missed", "count", CLOSED, lambda s: between.heard(s, "lapsed")),
    Figure("called_ahead", "count", CLOSED, lambda s: between.heard(s, "called_ahead")),
    Figure("clean_briefs", "count", CLOSED, between.clean),
    Figure("mended", "count", CLOSED, between.mended),
    Figure("fields_changed", "count", CLOSED, between.changed),
    Figure("fields_left_out", "count", CLOSED, between.left_out),
    Figure("score", "score", CLOSED, _score),
    Figure("bots_share", "percent", CLOSED, _bots_share),
)
FIGURES = {each.id: each for each in TABLE}


def figure(match: Match, team: int, name: str, horizon: Horizon, round_: int = 0, seat: int = WHOLE_TEAM) -> int | None:
    """A figure of a team (or of one seat) over a horizon; None where there is nothing to measure yet.

    Raises:
        KeyError: there is no such figure.
        ValueError: it has no such horizon.
    """
    return _over(Scope.of(match, team, horizon, round_, seat), name, horizon)


def figures(
    match: Match, team: int, names: Iterable[tuple[str, Horizon]], round_: int = 0, seat: int = WHOLE_TEAM
) -> dict[tuple[str, Horizon], int | None]:
    """Several figures at once, by name and horizon."""
    scopes: dict[Horizon, Scope] = {}
    found = {}
    for name, horizon in names:
        if horizon not in scopes:
            scopes[horizon] = Scope.of(match, team, horizon, round_, seat)
        found[name, horizon] = _over(scopes[horizon], name, horizon)
    return found


def _over(scope: Scope, name: str, horizon: Horizon) -> int | None:
    entry = FIGURES[name]
    if horizon not in entry.horizons:
        raise ValueError(f"{name} has no horizon {horizon!r}")
    if horizon in ("finish", "year", "months") and not has_finished(scope.match.state):
        return None
    return entry.reckon(scope)


def percent(part: int, whole: int) -> int:
    """Per cent, rounded half up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole > 0 else 0


def mean(values: list[int]) -> int | None:
    """The mean, rounded half up; None of nothing."""
    return (2 * sum(values) + len(values)) // (2 * len(values)) if values else None
