"""Does the lesson emerge? Paired games of several teams on the same seeds, and what the sources claim, measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from game.market.chance import mix
from game.play import play
from game.scenario.schema import Scenario

OPEN_TEAMS: dict[str, dict[str, str]] = {
    "reference": {},
    "told_cold": {"lead_gen": "told_cold", "sales": "told_cold"},
    "padder": {"lead_gen": "padder"},
    "told_account": {"sales": "told"},
}
"""Teams compared with every lever open: name -> policy per role, the reference where none is named."""
SESSION_ONLY = ("padder",)
"""Teams whose twelve months nothing is claimed about; they are not played."""
ARC = "arc"
"""The reference team under the scenario's own acts."""
TEAMS = (*OPEN_TEAMS, ARC)
FIRST_SEED = 1001
"""Seeds below were looked at while the bots were written; studies begin here."""


@dataclass(frozen=True)
class Outcome:
    """What one team made of one seed. Money in cents."""

    seed: int
    team: str
    profit: int
    profit_12m: int
    handed: int
    won_handed: int
    inbound: int
    won_inbound: int
    quality_before: float  # mean handoff quality of rounds 1-2, per cent; -1 none
    quality_after: float  # of round 3
    decided: tuple[int, int]  # leads handed in rounds 1-3, of those decided by the end of the next
    loads: tuple[tuple[float, ...], ...]  # per seat and round: share of the minutes spent
    decisions: tuple[tuple[float, ...], ...]  # per seat and round; dropping and returning count half


def tasks(games: int | None) -> Iterable[tuple[int, str]]:
    """Every team on every seed; 100 seeds when None."""
    return product(range(FIRST_SEED, FIRST_SEED + (games or 100)), TEAMS)


def one(scenario: Scenario, task: tuple[int, str]) -> Outcome:
    """Play one team on one seed, twelve months included."""
    seed, team = task
    acts = "scenario" if team == ARC else "open"
    loads: list[tuple[float, ...]] = []
    decisions: list[tuple[float, ...]] = []

    def watch(match: Any) -> None:
        seats = match.state.teams[0].seats
        loads.append(tuple(s.spent / s.total for s in seats))
        decisions.append(tuple(s.decisions - s.light / 2 for s in seats))

    policies = OPEN_TEAMS.get(team, {})
    played = play(scenario, seed, policies=policies, acts=acts, before_bell=watch, forward=team not in SESSION_ONLY)
    crew = played.match.state.teams[0]
    rounds = scenario.frame.rounds
    session = crew.tallies[:rounds]
    before = [q for t in session[: scenario.frame.charter_after] for q in t.quality]
    after = [q for t in session[scenario.frame.charter_after : scenario.frame.charter_after + 1] for q in t.quality]
    leads = [h for h in crew.handoffs if h.sender == 0 and h.round <= rounds and h.state != "returned"]
    early = [h for h in leads if h.round < rounds]
    won_rows = {h.company for h in leads if h.outcome == "won" and 0 < int(crew.columns.won_round[h.company]) <= rounds}
    return Outcome(
        seed=seed,
        team=team,
        profit=sum(t.profit for t in session),
        profit_12m=sum(t.profit for t in crew.tallies),
        handed=sum(t.handed for t in session),
        won_handed=len(won_rows),
        inbound=sum(t.inbound for t in session),
        won_inbound=sum(t.won_inbound for t in session),
        quality_before=_mean(before),
        quality_after=_mean(after),
        decided=(len(early), sum(_decided(crew, h) for h in early)),
        loads=tuple(loads),
        decisions=tuple(decisions),
    )


def _decided(crew: Any, handoff: Any) -> bool:
    """Whether a handed lead was won or lost by the end of the round after its handoff."""
    track = crew.tracks[handoff.company]
    end = track.ended_round if track.ended else int(crew.columns.won_round[handoff.company])
    return bool(0 < end <= handoff.round + 1)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else -1.0


def bootstrap(pairs: Sequence[tuple[float, ...]], statistic: Callable[[Sequence[Any]], float]) -> tuple[float, float]:
    """95 % bootstrap interval of a statistic over seeds (2,000 keyed resamples)."""
    n = len(pairs)
    found = []
    for draw in range(2_000):
        sample = [pairs[mix(draw * 1_000_003 + i + 1) % n] for i in range(n)]
        found.append(statistic(sample))
    found.sort()
    return found[49], found[1949]


def _ratio(sample: Sequence[tuple[float, ...]]) -> float:
    a, b, c, d = (sum(row[i] for row in sample) for i in range(4))
    return float((a / b) / (c / d)) if b and c and d else 0.0


def report(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The figures of the lesson with intervals, from outcomes of all teams on the same seeds."""
    by: dict[str, dict[int, Outcome]] = {}
    for outcome in outcomes:
        by.setdefault(outcome.team, {})[outcome.seed] = outcome
    reference, told, pad = by["reference"], by["told_cold"], by["padder"]
    account, arc = by["told_account"], by[ARC]
    seeds = sorted(reference)
    pairs = [(reference[s].won_handed, reference[s].handed, told[s].won_handed, told[s].handed) for s in seeds]
    low, high = bootstrap(pairs, _ratio)
    funnel = [(reference[s].won_inbound, reference[s].inbound) for s in seeds]
    share = _share_of(funnel)
    f_low, f_high = bootstrap(funnel, _share_of)

    def ahead(other: dict[int, Outcome], what: str) -> float:
        better = [s for s in seeds if getattr(reference[s], what) > getattr(other[s], what)]
        return len(better) / len(seeds)

    arcs = [arc[s] for s in seeds if arc[s].quality_before >= 0 and arc[s].quality_after >= 0]
    mean = {team: sum(o.profit for o in games.values()) / len(games) for team, games in by.items()}
    mean_12 = {team: sum(o.profit_12m for o in games.values()) / len(games) for team, games in by.items()}
    return {
        "seeds": [seeds[0], seeds[-1]],
        "games": len(seeds),
        "profit": mean,
        "profit_12m": mean_12,
        "median_profit": _median([o.profit for o in reference.values()]),
        "median_profit_12m": _median([o.profit_12m for o in reference.values()]),
        "arc_median_profit": _median([o.profit for o in arc.values()]),
        "arc_median_profit_12m": _median([o.profit_12m for o in arc.values()]),
        "wins_per_handed_ratio": {"value": _ratio(pairs), "low": low, "high": high},
        "wins_per_handed": {
            team: sum(o.won_handed for o in games.values()) / max(1, sum(o.handed for o in games.values()))
            for team, games in by.items()
        },
        "ahead_of_told_cold": ahead(told, "profit"),
        "ahead_of_told_cold_12m": ahead(told, "profit_12m"),
        "ahead_of_padder": ahead(pad, "profit"),
        "padder_count_ratio": sum(pad[s].handed for s in seeds) / max(1, sum(reference[s].handed for s in seeds)),
        "padder_count_ratio_least": min(pad[s].handed / max(1, reference[s].handed) for s in seeds),
        "inbound_to_deal": {"value": share, "low": f_low, "high": f_high},
        "bad_account_handoff_visible_12m": ahead(account, "profit_12m"),
        "quality_up": sum(o.quality_after > o.quality_before for o in arcs) / max(1, len(arcs)),
        "quality_before": _mean([o.quality_before for o in arcs]),
        "quality_after": _mean([o.quality_after for o in arcs]),
        "liveliness": _liveliness([*reference.values()]),
        "liveliness_arc": _liveliness([*arc.values()]),
    }


def _share_of(sample: Sequence[tuple[float, ...]]) -> float:
    total = sum(row[1] for row in sample)
    return float(sum(row[0] for row in sample) / total) if total else 0.0


def _liveliness(games: Sequence[Outcome]) -> dict[str, Any]:
    """Medians per seat and round of minutes spent and decisions taken, and how many leads are decided in time."""
    seats = range(len(games[0].loads[0]))
    rounds = range(len(games[0].loads))
    handed = sum(g.decided[0] for g in games)
    return {
        "minutes": [[round(_median([g.loads[r][s] for g in games]), 3) for r in rounds] for s in seats],
        "decisions": [[_median([g.decisions[r][s] for g in games]) for r in rounds] for s in seats],
        "decided_by_next": sum(g.decided[1] for g in games) / max(1, handed),
    }


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
