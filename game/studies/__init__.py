"""Studies: many games, and what they show with intervals.

Owns the experiments over seeds and policies. Each study is a function of (scenario, seeds) and runs on any
executor of `concurrent.futures`; results do not depend on the number of workers.
May not change a rule, nor read a file or a clock.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import product
from typing import Any

from game.scenario.schema import Scenario
from game.studies import lesson

FIRST_SEED = 1001
"""Seeds below were looked at while the bots were written; studies begin here."""
Progress = Callable[[int, int], None]
STUDIES: dict[str, str] = {
    "lesson": "does a clean handoff pay, and do the sources' claims emerge?",
}


def run(
    name: str,
    scenario: Scenario,
    games: int | None = None,
    workers: int | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Run a study.

    Args:
        name: one of STUDIES.
        scenario: rules and numbers.
        games: seeds, 100 when None.
        workers: processes, one a core when None; 1 plays in this process.
        executor: where to play instead.
        progress: called with (games done, games in all).

    Raises:
        KeyError: there is no such study.
    """
    if name not in STUDIES:
        raise KeyError(name)
    seeds = range(FIRST_SEED, FIRST_SEED + (games or 100))
    tasks = list(product(seeds, lesson.TEAMS))
    outcomes: list[lesson.Outcome] = []
    for outcome in _play(scenario, tasks, workers, executor):
        outcomes.append(outcome)
        if progress is not None:
            progress(len(outcomes), len(tasks))
    return lesson.report(outcomes)


def _play(
    scenario: Scenario, tasks: list[tuple[int, str]], workers: int | None, executor: Executor | None
) -> Iterable[lesson.Outcome]:
    seeds, teams = [t[0] for t in tasks], [t[1] for t in tasks]
    every = [scenario] * len(tasks)
    if executor is not None:
        return executor.map(lesson.one_game, every, seeds, teams)
    if workers == 1:
        return map(lesson.one_game, every, seeds, teams)
    return _in_processes(every, seeds, teams, workers)


def _in_processes(
    every: list[Scenario], seeds: list[int], teams: list[str], workers: int | None
) -> Iterable[lesson.Outcome]:
    kind = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(kind)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(lesson.one_game, every, seeds, teams, chunksize=2)
