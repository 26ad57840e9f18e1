"""The little statistics that a debrief may honestly show: a line with its interval, and whether two shares differ."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

T_975 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Quantiles of Student's t at 97.5 %, for 1 to 30 degrees of freedom."""
T_MORE = ((40, 2.021), (60, 2.000), (120, 1.980))
"""The same further on: up to so many degrees the quantile of the row before holds, to be on the safe side."""
T_LAST = 1.960
LEAST = 8
"""Points under which no line is drawn."""
DOUBT = 0.05
"""Chance of a difference as large by luck alone, above which it is not called one."""


def t_quantile(degrees: int) -> float:
    """The 97.5 % quantile of Student's t, rounded up between the rows of the table."""
    if degrees <= len(T_975):
        return T_975[max(1, degrees) - 1]
    found = T_975[-1]
    for least, quantile in T_MORE:
        if degrees < least:
            return found
        found = quantile
    return found if degrees < 1000 else T_LAST


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line by ordinary least squares, with 95 % intervals."""

    n: int
    slope: float
    error: float  # standard error of the slope
    middle: tuple[float, float]  # means of x and y
    spread: float  # sum of squares of x about its mean
    noise: float  # standard deviation of what is left over

    @property
    def interval(self) -> tuple[float, float]:
        """The slope's interval."""
        reach = t_quantile(self.n - 2) * self.error
        return self.slope - reach, self.slope + reach

    def at(self, x: float) -> tuple[float, float, float]:
        """The mean at x with its interval, held within 0-1 since it is a share."""
        mean = self.middle[1] + self.slope * (x - self.middle[0])
        reach = t_quantile(self.n - 2) * self.noise * sqrt(1 / self.n + (x - self.middle[0]) ** 2 / self.spread)
        return _share(mean), _share(mean - reach), _share(mean + reach)


def fit(points: Sequence[tuple[float, float]]) -> Line | None:
    """The line through points (x, y); None with fewer than eight, or when all have one x or one y."""
    n = len(points)
    if n < LEAST or len({x for x, _ in points}) < 2 or len({y for _, y in points}) < 2:
        return None
    mean_x, mean_y = sum(x for x, _ in points) / n, sum(y for _, y in points) / n
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    left = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in points)
    noise = sqrt(left / (n - 2))
    return Line(n, slope, noise / sqrt(spread), (mean_x, mean_y), spread, noise)


def by_luck(won: int, of: int, other_won: int, other_of: int) -> float:
    """Fisher's exact test, two-sided: how often luck alone makes two shares differ at least as much."""
    total, wins = of + other_of, won + other_won
    if not of or not other_of:
        return 1.0
    ways = comb(total, of)

    def chance(k: int) -> float:
        return comb(wins, k) * comb(total - wins, of - k) / ways

    seen = chance(won)
    likely = range(max(0, of - (total - wins)), min(of, wins) + 1)
    return min(1.0, sum(p for k in likely if (p := chance(k)) <= seen * (1 + 1e-9)))


def _share(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
