"""A market without Mesa: what replays, what-ifs and studies use by the thousand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.market.row import Row
from game.market.step import StepReport, step

if TYPE_CHECKING:
    from game.market.columns import Columns, Static
    from game.scenario.schema import Scenario


@dataclass(slots=True)
class Fork:
    """One team's market as plain columns; `Market` has the same members and is a Mesa model besides."""

    case: Scenario
    static: Static
    columns: Columns
    round_number: int = 1
    report: StepReport | None = None

    def company(self, row: int) -> Row:
        """A handle on the company at `row`."""
        return Row.at(self.static, self.columns, row)

    def close_round(self, slip: float = 0.0) -> StepReport:
        """Close the round; `slip` is the share of the workshop's jobs that slip."""
        self.report = step(self.case, self.static, self.columns, self.round_number, slip)
        self.round_number += 1
        return self.report

    def fork(self) -> Fork:
        """An independent copy; traits are shared."""
        return Fork(self.case, self.static, self.columns.copy(), self.round_number)

    def close(self) -> None:
        """Nothing to let go of; a Mesa model has."""
