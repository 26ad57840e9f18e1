"""Planted faults: a team that is the reference but for one step. Does the waterfall point at that step?

The twelve months are not played: all that comes after the last round is luck in the ledger, so the steps' bars are
the same without it. What is still open then counts with its worth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.debrief.leaks.keep import ledger_of
from game.debrief.leaks.ledger import LUCK, STEPS, Ledger
from game.play import play

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.scenario.schema import Scenario

FIRST_SEED = 6001
FAULTS: dict[str, tuple[dict[str, str], str]] = {
    # name: policies that differ from the reference, step they are planted at
    "padder": ({"lead_gen": "padder"}, "found"),
    "told_cold": ({"lead_gen": "told_cold", "sales": "no_read_back"}, "handoff"),
    "told_account": ({"sales": "told"}, "account_handoff"),
    "neglect": ({"account": "neglect"}, "care"),
    "skimper": ({"sales": "skimper"}, "sales"),
    "pusher": ({"sales": "pusher"}, "sales"),
    "discounter": ({"sales": "discounter"}, "sales"),
}


@dataclass(frozen=True)
class Outcome:
    """One fault on one seed: cents by step against the reference, and in all."""

    fault: str
    bars: dict[str, int]
    earned: int
    balanced: bool  # the bars lead from par to what was earned, to the cent


def tasks(games: int | None) -> Iterable[int]:
    """Seeds; 100 when None."""
    return range(FIRST_SEED, FIRST_SEED + (games or 100))


def one(scenario: Scenario, seed: int, faults: Sequence[str] = tuple(FAULTS)) -> list[Outcome]:
    """The reference and these faults on one seed."""
    par = _ledger(scenario, seed, {})
    chosen = [(name, FAULTS[name][0]) for name in faults]
    found = [_against("reference", _ledger(scenario, seed, {}), par)]
    return found + [_against(name, _ledger(scenario, seed, policies), par) for name, policies in chosen]


def _ledger(scenario: Scenario, seed: int, policies: dict[str, str]) -> Ledger:
    match = play(scenario, seed, policies=policies, acts="open", forward=False).match
    return ledger_of(scenario, match.header, match.entries, 0)


def _against(name: str, own: Ledger, par: Ledger) -> Outcome:
    bars = dict.fromkeys(STEPS, 0)
    for (step, _), amount in own.sums().items():
        bars[step] += amount
    for (step, _), amount in par.sums().items():
        bars[step] -= amount
    led = own.earned - par.earned
    return Outcome(name, bars, led, own.balance() == 0 and par.balance() == 0)


def report(results: Sequence[Sequence[Outcome]]) -> dict[str, Any]:
    """For each fault: how often its step has the largest leak, luck aside, and the mean bars in thousands."""
    by: dict[str, list[Outcome]] = {}
    for result in results:
        for outcome in result:
            by.setdefault(outcome.fault, []).append(outcome)
    table: dict[str, Any] = {"games": len(results)}
    reference = by.pop("reference")
    table["reference_zero"] = all(not any(outcome.bars.values()) for outcome in reference)
    table["balanced"] = all(outcome.balanced for found in by.values() for outcome in found)
    for name, found in by.items():
        step = FAULTS[name][1]
        mean = {bar: sum(outcome.bars[bar] for outcome in found) / len(found) / 100_000 for bar in STEPS}
        table[name] = {
            "step": step,
            "first": sum(_largest(outcome.bars) == step for outcome in found) / len(found),
            "first_in_mean": _largest(mean) == step,
            "earned": sum(outcome.earned for outcome in found) / len(found) / 100_000,
            "bars": mean,
        }
    return table


def _largest(bars: dict[str, Any]) -> str:
    """The step that lost most, luck aside; ties by the order of the chain."""
    return min((bar for bar in STEPS if bar != LUCK), key=lambda bar: bars[bar])
