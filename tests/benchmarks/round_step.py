"""How much faster the round step is than the plain Mesa model.

Run as `python -m tests.benchmarks.round_step`.
"""

from __future__ import annotations

import json
import statistics
import time
from pathlib import Path

from game.market.build import scaled
from game.market.step import step
from game.scenario.loader import load
from tests.oracle.plain_market import PlainMarket

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "kitchen.toml"
SLIP = 0.3
FORKS = 5  # the fast one is timed over several forks, their copies included: one alone is too short


def measure(n: int = 5000, repetitions: int = 7, rounds: int = 6) -> dict[str, float | int | bool]:
    """Time both over the same rounds of the same market, taking turns in one process.

    The ratio is the median of paired ratios; making the models is outside of the time. `equal` says whether
    both came to the same digests.
    """
    case = load(SCENARIO)
    static, columns = scaled(case, 1, n)
    step(case, static, columns.copy(), 1, SLIP)  # what is made once is made here
    plain_times, fast_times, equal = [], [], True
    for _ in range(repetitions):
        plain = PlainMarket(case, static, columns)
        plain.slip = SLIP
        begin = time.process_time_ns()
        for _round in range(rounds):
            plain.step()
        plain_times.append((time.process_time_ns() - begin) / rounds)
        begin = time.process_time_ns()
        for _fork in range(FORKS):
            fork = columns.copy()
            for round_ in range(1, rounds + 1):
                step(case, static, fork, round_, SLIP)
        fast_times.append((time.process_time_ns() - begin) / (rounds * FORKS))
        equal = equal and plain.columns().digest() == fork.digest()
        plain.close()
    ratios = [plain / fast for plain, fast in zip(plain_times, fast_times, strict=True)]
    return {
        "companies": n,
        "plain_us": round(statistics.median(plain_times) / 1000, 1),
        "step_us": round(statistics.median(fast_times) / 1000, 1),
        "ratio": round(statistics.median(ratios), 1),
        "equal": equal,
    }


if __name__ == "__main__":
    for size in (100, 2000, 5000, 50_000):
        print(json.dumps(measure(size)))
