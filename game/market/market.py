"""The market as a Mesa model: `Market` owns the columns, `Company` is the handle on a row.

    >>> market = Market(case, 7)
    >>> market.step()                                     # closes a round
    >>> mesa.batch_run(Market, {"case": [case], "market_seed": range(20)})

Mesa counts steps and collects data; no outcome depends on its random numbers. Forks, replays and what-ifs use
`Fork`, which builds no Mesa objects.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa
import numpy as np

from game.market import build
from game.market.columns import Columns, Stage, Static
from game.market.fork import Fork
from game.market.row import Row
from game.market.step import StepReport, step

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.scenario.schema import Scenario


class Company(Row, mesa.Agent):
    """A client company: goes on if our score beats its threshold, stays while trust lasts.

    Its identity is `row`; Mesa's `unique_id` starts anew in copies and is not used.
    """

    model: Market

    def __init__(self, model: Market, row: int) -> None:
        """A handle on row `row` of `model`."""
        super().__init__(model)
        self.row = row
        self.static = model.static
        self.columns = model.columns


class Market(mesa.Model):
    """One team's market.

    Args:
        case: the scenario (Mesa reserves the name `scenario`).
        market_seed: the session's seed; with the scenario it decides every trait and draw (`batch_run` of
            Mesa 3.5 takes the name `seed` for itself).
        rounds: rounds in which leads arrive, the scenario's own if None.
        companies: if positive, a large market of that many companies in the middle of their lives instead.
        slip: share of the workshop's jobs that slip, until `close_round` says otherwise, 0-1.
        static: traits to share with other teams; needs `columns`.
        columns: the state to start from.
        handles: whether to make a `Company` for every row at once; else `company(i)` makes them on demand.
        rng: what `batch_run` of Mesa 3.5 passes to every model; unused, since no outcome depends on it.
    """

    def __init__(
        self,
        case: Scenario,
        market_seed: int = 0,
        rounds: int | None = None,
        companies: int = 0,
        *,
        slip: float = 0.0,
        static: Static | None = None,
        columns: Columns | None = None,
        handles: bool = True,
        rng: object = None,
    ) -> None:
        """Deal the market, or take over the columns given."""
        del rng
        super().__init__(rng=0)
        self.case = case
        self.rounds = case.frame.rounds if rounds is None else rounds
        if static is None or columns is None:
            make = build.scaled if companies else build.build
            static, columns = make(case, market_seed, companies or self.rounds)
        self.static: Static = static
        self.columns: Columns = columns
        self.slip = slip
        self.round_number = 1
        self.report: StepReport | None = None
        self._handles: dict[int, Company] = {}
        if handles:
            for row in range(static.n):
                self.company(row)
        self.datacollector = mesa.DataCollector(model_reporters=REPORTERS)

    @classmethod
    def scaled(cls, case: Scenario, n: int, seed: int = 0, *, handles: bool = True) -> Market:
        """A large market of `n` companies in the middle of their lives."""
        return cls(case, seed, companies=n, handles=handles)

    def company(self, row: int) -> Company:
        """The handle on row `row`, always the same object."""
        found = self._handles.get(row)
        if found is None:
            if not 0 <= row < self.static.n:
                raise IndexError(row)
            found = self._handles[row] = Company(self, row)
        return found

    def step(self) -> None:
        """Close a round with the present `slip`; `report` says what happened."""
        self.report = step(self.case, self.static, self.columns, self.round_number, self.slip)
        self.round_number += 1
        self.running = self.round_number <= self.rounds
        self.datacollector.collect(self)

    def close_round(self, slip: float = 0.0) -> StepReport:
        """Close a round with the workshop's slip (0-1) and return what happened."""
        self.slip = slip
        self.step()
        assert self.report is not None
        return self.report

    def fork(self) -> Fork:
        """An independent copy without Mesa; traits are shared."""
        return Fork(self.case, self.static, self.columns.copy(), self.round_number)

    def close(self) -> None:
        """Let go of all handles; Mesa up to 3.3 keeps every model that ever had an agent alive otherwise."""
        self._handles.clear()
        self.remove_all_agents()
        registry = getattr(mesa.Agent, "_ids", None)
        if registry is not None:
            registry.pop(self, None)


def _count(stage: Stage) -> Callable[[Market], int]:
    def count(market: Market) -> int:
        return int(np.count_nonzero(market.columns.stage == stage))

    return count


def _money(name: str) -> Callable[[Market], int]:
    def money(market: Market) -> int:
        return 0 if market.report is None else int(getattr(market.report, name).sum())

    return money


def _trust(market: Market) -> float:
    """Mean trust of the accounts, 0 if there is none; summed exactly, so in any order the same."""
    trust = market.columns.trust[market.columns.stage == Stage.ACCOUNT]
    return math.fsum(trust.tolist()) / len(trust) if len(trust) else 0.0


REPORTERS: dict[str, Callable[[Market], object]] = {
    "round": lambda market: market.round_number - 1,
    "accounts": _count(Stage.ACCOUNT),
    "churned": _count(Stage.CHURNED),
    "trust": _trust,
    "complaints": lambda market: int(np.count_nonzero(market.columns.complaint)),
    "margin": _money("margin"),
    "bad_debt": _money("bad_debt"),
    "compensation": _money("compensation"),
}
"""What Mesa's DataCollector keeps of every round, read from the columns; money in cents."""
