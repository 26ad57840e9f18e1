"""The drawings of the report as numbers: where bars and cells lie. The template makes SVG of them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.views import shape
    from web.exports.words import Words

WIDTH, ROW, BAR = 1000, 44, 28
LEFT, RIGHT = 330, 850
"""Where bars may lie; labels stand left of them, amounts right."""
LINE_LETTERS = 27
CUT_FROM = 0.6
"""A drawing whose least sum is more than this part of its largest does not begin at zero."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the waterfall. Places are in units of the drawing's width, 0-1000."""

    kind: str  # total, gain, loss, zero
    lines: tuple[str, ...]
    amount: str
    roles: tuple[str, ...]
    own: bool
    x: float
    width: float
    y: int
    link: float | None  # where the line to the next bar runs


@dataclass(frozen=True, slots=True)
class Scale:
    """Which sums the drawing spans, in cents; `cut`: it does not begin at zero, and says so."""

    low: int
    high: int
    cut: bool

    @classmethod
    def of(cls, view: shape.LeaksView) -> Scale:
        """From zero, unless every sum is so far from it that the steps between them could not be seen."""
        stops = [*running(view["par"], [bar["amount"] for bar in view["bars"]]), view["earned"]]
        low, high = min(stops), max(stops)
        if high > low > CUT_FROM * high:
            return cls(low - max(1, (high - low) // 2), high + 1, cut=True)
        return cls(min(0, low), max(1, high), cut=False)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The whole drawing."""

    bars: tuple[Bar, ...]
    height: int
    zero: float  # where the axis stands
    cut: bool  # whether the axis is not at zero
    label: str  # for those who cannot see it


def waterfall(view: shape.LeaksView, say: Words, own_role: str = "") -> Waterfall:
    """From par to earned. Sums are rounded so that they add up as they are read."""
    amounts = [bar["amount"] for bar in view["bars"]]
    stops = running(view["par"], amounts)
    scale = Scale.of(view)
    per_cent = (RIGHT - LEFT) / (scale.high - scale.low)

    def at(cents: int) -> float:
        return round(LEFT + max(0, cents - scale.low) * per_cent, 2)

    def bar(row: int, span: tuple[int, int], kind: str, label: str, amount: str, roles: Sequence[str]) -> Bar:
        start, end = min(span), max(span)
        lines = tuple(textwrap.wrap(label, LINE_LETTERS)) or ("",)
        link = at(span[1]) if row <= len(amounts) else None
        width = max(2.0, round(at(end) - at(start), 2)) if kind != "zero" else 0.0
        return Bar(kind, lines, amount, tuple(roles), own_role in roles, at(start), width, row * ROW, link)

    made = [bar(0, (0, view["par"]), "total", say("say.par_short"), say.money(view["par"]), ())]
    for row, each in enumerate(view["bars"], start=1):
        before, after = stops[row - 1], stops[row]
        shown = shown_steps(view)[row - 1]
        kind = "zero" if each["amount"] == 0 else "gain" if each["amount"] > 0 else "loss"
        made.append(bar(row, (before, after), kind, each["label"], say.signed(shown * 100), each["roles"]))
    last = len(amounts) + 1
    made.append(bar(last, (0, view["earned"]), "total", say("say.earned"), say.money(view["earned"]), ()))
    label = say("report.waterfall_label", par=view["par"], earned=view["earned"])
    return Waterfall(tuple(made), (last + 1) * ROW, at(0), scale.cut, label)


def running(par: int, amounts: Sequence[int]) -> list[int]:
    """Par, and the sum after each step."""
    stops = [par]
    for amount in amounts:
        stops.append(stops[-1] + amount)
    return stops


def shown_steps(view: shape.LeaksView) -> list[int]:
    """Whole euros of each step, such that par and the steps as they are read add up to what was earned."""
    stops = [_euros(stop) for stop in running(view["par"], [bar["amount"] for bar in view["bars"]])]
    return [after - before for before, after in pairwise(stops)]


def shown_parts(total: int, amounts: Sequence[int]) -> list[int]:
    """Whole euros of amounts in cents that add up to `total` euros; those nearest to the next euro are rounded up."""
    euros = [amount // 100 for amount in amounts]
    rest = sorted(range(len(amounts)), key=lambda place: (-(amounts[place] % 100), place))
    for place in rest[: max(0, total - sum(euros))]:
        euros[place] += 1
    return euros


def _euros(cents: int) -> int:
    """Whole euros, rounded as `Words.money` does."""
    return round(cents / 100)


def sent_cells(story: shape.HandoffStory) -> list[tuple[str, str]]:
    """(look, words) of the eight cells that the sender held: c confirmed, g guess, u unknown."""
    return [(cell["status"][0], f"{cell['label']}: {cell['text']}") for cell in story["known"]]


def arrived_cells(story: shape.HandoffStory) -> list[tuple[str, str]]:
    """The same of what the receiver held; x = known and not arrived, w = arrived changed."""
    return [
        (look_of(known, cell), f"{cell['label']}: {cell['text']}")
        for known, cell in zip(story["known"], story["received"], strict=True)
    ]


def look_of(known: shape.Cell, cell: shape.Cell) -> str:
    """How a cell is drawn that was `known` to the sender and came to be `cell`."""
    if known["status"] != "unknown" and cell["status"] == "unknown":
        return "x"
    if known["status"] != "unknown" and cell["value"] != known["value"]:
        return "w"
    return cell["status"][0]


def fallen(story: shape.HandoffStory) -> int:
    """How many of the sender's fields did not arrive as they were."""
    return sum(look in "xw" for look, _ in arrived_cells(story))
