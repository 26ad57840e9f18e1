"""Studies: many games, and what they show with intervals.

Owns the experiments over seeds and policies. A study is a module with `tasks(games)`, `one(scenario, task)` and
`report(results)`; it runs on any executor of `concurrent.futures`, and its result does not depend on the workers.
May not change a rule, nor read a file or a clock.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor
from types import ModuleType
from typing import Any

from game.scenario.schema import Scenario
from game.studies import faults, lesson, worth

Progress = Callable[[int, int], None]
MODULES: dict[str, ModuleType] = {"lesson": lesson, "worth": worth, "faults": faults}
STUDIES: dict[str, str] = {
    "lesson": "does a clean handoff pay, and do the sources' claims emerge?",
    "worth": "how far is the closed form of worth from the reference policy played out?",
    "faults": "does a fault planted at one step show as the largest leak there?",
}
"""Studies by name, with the question each answers."""


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
        games: how many, the study's own number when None.
        workers: processes, one a core when None; 1 plays in this process.
        executor: where to play instead.
        progress: called with (tasks done, tasks in all).

    Raises:
        KeyError: there is no such study.
    """
    study = MODULES[name]
    tasks = list(study.tasks(games))
    results: list[Any] = []
    for result in _play(study, scenario, tasks, workers, executor):
        results.append(result)
        if progress is not None:
            progress(len(results), len(tasks))
    report: dict[str, Any] = study.report(results)
    return report


def _play(
    study: ModuleType, scenario: Scenario, tasks: list[Any], workers: int | None, executor: Executor | None
) -> Iterable[Any]:
    every = [scenario] * len(tasks)
    if executor is not None:
        return executor.map(study.one, every, tasks)
    if workers == 1:
        return map(study.one, every, tasks)
    return _in_processes(study, every, tasks, workers)


def _in_processes(study: ModuleType, every: list[Scenario], tasks: list[Any], workers: int | None) -> Iterable[Any]:
    kind = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(kind)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(study.one, every, tasks, chunksize=2)
