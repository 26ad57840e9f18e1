"""Native charts: a spreadsheet program draws them from cells that everybody can see on the sheet of chart data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.scoring.figures import figure
from game.scoring.reach import STAGES, reach
from web.exports.drawing import Scale
from web.exports.rows_told import quality_of
from web.exports.sheets import print_well

if TYPE_CHECKING:
    from collections.abc import Sequence

    from web.exports.gathered import Gathered, TeamPart
    from web.exports.sheets import Formats

Ref = list[Any]  # [sheet, first row, column, last row, column]
INK, LEAD, SALES, ACCOUNT, BAD, SOFT = "#131822", "#2d4aa9", "#cf6b19", "#0f9693", "#bf3150", "#7b808a"
TEAM_COLOURS = (LEAD, SALES, ACCOUNT, "#6c2585", "#c18510", BAD, "#424853", "#698dec")
DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot")
SIZE = {"width": 760, "height": 380}
GRID = {"major_gridlines": {"visible": True, "line": {"color": "#dde0e5"}}}
NO_GRID = {"major_gridlines": {"visible": False}}
PAGE = 3  # charts on one printed page
ROWS_EACH = 20
"""Rows of the sheet that one chart covers."""


@dataclass
class Data:
    """The sheet of chart data: blocks side by side, a blank column between them."""

    sheet: Any
    name: str
    formats: Formats
    column: int = 0

    def put(self, heading: str, values: Sequence[str | float | None]) -> Ref:
        """Write a column; returns where its values are."""
        self.sheet.write_string(0, self.column, heading, self.formats.heading)
        for row, value in enumerate(values, start=1):
            if isinstance(value, str):
                self.sheet.write_string(row, self.column, value, self.formats.text)
            elif value is not None:
                self.sheet.write_number(row, self.column, value, self.formats.text)
        self.sheet.set_column(self.column, self.column, 16)
        place = [self.name, 1, self.column, max(1, len(values)), self.column]
        self.column += 1
        return place

    def gap(self) -> None:
        """Leave a blank column after a block."""
        self.column += 1


def heading_of(ref: Ref) -> Ref:
    """The cell above a column: names of teams reach a chart as references, never as text that could be a formula."""
    return [ref[0], 0, ref[2]]


class Charts:
    """Puts charts one below the other."""

    def __init__(self, book: Any, sheet: Any, data: Data, gathered: Gathered) -> None:
        self.book = book
        self.sheet = sheet
        self.data = data
        self.gathered = gathered
        self.say = gathered.words
        self.placed = 0

    def new(self, kind: str, subtype: str = "") -> Any:
        """A chart of a kind."""
        return self.book.add_chart({"type": kind, "subtype": subtype} if subtype else {"type": kind})

    def place(
        self, chart: Any, title: str | Ref, x: dict[str, Any] | None = None, y: dict[str, Any] | None = None
    ) -> None:
        """Give a chart its title and axes and its place on the sheet."""
        chart.set_title({"name": title, "name_font": {"size": 14, "color": INK}, "overlay": False})
        chart.set_x_axis({"num_font": {"color": INK}} | (x or {}))
        chart.set_y_axis({"num_font": {"color": INK}, "line": {"none": True}} | GRID | (y or {}))
        chart.set_size(SIZE)
        self.sheet.insert_chart(
            ROWS_EACH * self.placed, 0, chart, {"description": title if isinstance(title, str) else ""}
        )
        self.placed += 1

    def profit(self) -> None:
        """Plan and profit of each team."""
        parts = self.gathered.teams
        names = self.data.put(self.say("column.team"), [part.name for part in parts])
        gathered, chart = self.gathered, self.new("column")
        for name, colour in (("plan", "#bcc1c9"), ("profit", LEAD)):
            cents = [figure(gathered.match, part.team, name, "session") for part in parts]
            heading = gathered.figure_label(name, "session")
            ref = self.data.put(heading, [None if value is None else value / 100 for value in cents])
            chart.add_series(
                {"name": heading_of(ref), "categories": names, "values": ref, "fill": {"color": colour}, "gap": 80}
            )
        self.data.gap()
        chart.set_legend({"position": "bottom"})
        self.place(chart, self.say("chart.profit"), y={"num_format": '#,##0" €"'}, x={"label_position": "low"})

    def funnel(self) -> None:
        """How far the companies of each team came."""
        stages = self.data.put(self.say("chart.stage"), [self.gathered.stage_label(stage) for stage in STAGES])
        chart = self.new("bar")
        for index, part in enumerate(self.gathered.teams):
            ref = self.data.put(part.name, reach(self.gathered.match, part.team))
            chart.add_series(_coloured(index, {"name": heading_of(ref), "categories": stages, "values": ref}))
        self.data.gap()
        chart.set_legend({"position": "bottom"})
        self.place(
            chart,
            self.say("chart.funnel"),
            x={"name": self.say("chart.funnel_axis"), "num_format": "0"} | GRID,
            y={"reverse": True} | NO_GRID,
        )

    def scatter(self) -> None:
        """Quality of each decided handoff against what came of it, with the fitted line if there is one."""
        points = [point for part in self.gathered.teams for point in _points(self.gathered, part)]
        if not points or not self.gathered.reveal:  # the quality of one brief tells what was right in it
            return
        chart = self.new("scatter")
        for won, word, colour, mark in ((True, "signed", ACCOUNT, "circle"), (False, "lost", BAD, "x")):
            own = [point for point in points if point[1] == won]
            xs = self.data.put(self.say("column.quality"), [float(quality) for quality, _, _ in own])
            ys = self.data.put(self.say(f"chart.{word}"), [won + apart for _, _, apart in own])
            if own:
                marker = {"type": mark, "size": 8, "border": {"color": colour}, "fill": {"color": colour}}
                chart.add_series({"name": heading_of(ys), "categories": xs, "values": ys, "marker": marker})
        self._fitted(chart)
        self.data.gap()
        chart.set_legend({"position": "bottom"})
        self.place(
            chart,
            self.say("chart.scatter"),
            x={"name": self.say("chart.scatter_x"), "min": 0, "max": 100} | NO_GRID,
            y={"name": self.say("chart.scatter_y"), "min": -0.2, "max": 1.2, "num_format": ";;", "crossing": -0.2}
            | NO_GRID,
        )

    def _fitted(self, chart: Any) -> None:
        """The line of signed on quality, with its interval."""
        pictures = self.gathered.pictures
        line = pictures["regression"]["line"] if pictures and pictures["regression"] else []
        if not line:
            return
        xs = self.data.put(self.say("column.quality"), [float(point[0]) for point in line])
        for place, (word, dash) in enumerate((("line", "solid"), ("low", "dash"), ("high", "dash")), start=1):
            ref = self.data.put(self.say(f"chart.{word}"), [float(point[place]) for point in line])
            look = {"color": INK if place == 1 else SOFT, "width": 2 if place == 1 else 1, "dash_type": dash}
            chart.add_series(
                {"name": heading_of(ref), "categories": xs, "values": ref, "line": look, "marker": {"type": "none"}}
            )

    def months(self) -> None:
        """The twelve months of every team."""
        lines = [line for part in self.gathered.teams for line in part.debrief["forward"] if line["team"] == part.team]
        if not any(line["months"] for line in lines):
            return
        longest = max(len(line["months"]) for line in lines)
        numbers = self.data.put(self.say("column.month"), [float(number) for number in range(longest + 1)])
        chart = self.new("line")
        for index, line in enumerate(lines):
            sums = [line["start"], *(month["profit"] for month in line["months"])]
            ref = self.data.put(line["name"], [cents / 100 for cents in sums])
            chart.add_series(
                _coloured(index, {"name": heading_of(ref), "categories": numbers, "values": ref}, line=True)
            )
        self.data.gap()
        chart.set_legend({"position": "bottom"})
        self.place(
            chart,
            self.say("chart.months"),
            x={"name": self.say("chart.months_x"), "label_position": "low"},
            y={"num_format": '#,##0" €"'},
        )

    def waterfall(self, part: TeamPart) -> None:
        """From par to earned, as stacked columns on an unseen base."""
        view = part.leaks
        if view is None:
            return
        say = self.say
        amounts = [view["par"], *(bar["amount"] for bar in view["bars"]), view["earned"]]
        spans = _spans(amounts)
        told = [say.money(view["par"]), *map(say.signed, amounts[1:-1]), say.money(view["earned"])]
        names = [say("say.par_short"), *(bar["label"] for bar in view["bars"]), say("say.earned")]
        scale = Scale.of(view)
        title = say("chart.waterfall", team=part.name) + (f". {say('report.cut')}" if scale.cut else "")
        labels = self.data.put(title, [f"{name}\n{sum_}" for name, sum_ in zip(names, told, strict=True)])
        chart = self.new("column", "stacked")
        for word, colour in (("base", ""), ("total", INK), ("gain", ACCOUNT), ("loss", BAD)):
            for sign in (1, -1):
                values = [_piece(span, word, sign) for span in spans]
                if not any(values):
                    continue
                ref = self.data.put(say(f"chart.{word}"), [value / 100 for value in values])
                look = {"fill": {"color": colour}} if colour else {"fill": {"none": True}}
                chart.add_series(
                    {"name": heading_of(ref), "categories": labels, "values": ref, "gap": 40, "overlap": 100} | look
                )
        self.data.gap()
        chart.set_legend({"none": True})
        self.place(
            chart,
            heading_of(labels),
            x={"label_position": "low"},
            y={"num_format": '#,##0" €"'} | ({"min": scale.low // 100_000 * 1000} if scale.cut else {}),
        )


def add_charts(book: Any, sheet: Any, formats: Formats, gathered: Gathered) -> None:
    """All charts on `sheet`, their cells on a sheet of their own at the end of the book."""
    name = gathered.words("table.data")
    made = Charts(book, sheet, Data(book.add_worksheet(name), name, formats), gathered)
    sheet.hide_gridlines(2)
    made.profit()
    made.funnel()
    made.scatter()
    for part in gathered.teams:
        made.waterfall(part)
    made.months()
    print_well(made.data.sheet)
    sheet.set_paper(9)
    sheet.set_print_scale(68)
    sheet.set_h_pagebreaks([ROWS_EACH * number for number in range(PAGE, made.placed, PAGE)])


def _coloured(index: int, series: dict[str, Any], *, line: bool = False) -> dict[str, Any]:
    """A series in its team's colour; beyond the colours the dashes tell lines apart."""
    colour = TEAM_COLOURS[index % len(TEAM_COLOURS)]
    if not line:
        return series | {"fill": {"color": colour}, "gap": 60}
    dash = DASHES[(index // len(TEAM_COLOURS)) % len(DASHES)]
    return series | {"line": {"color": colour, "width": 2.5, "dash_type": dash}}


def _points(gathered: Gathered, part: TeamPart) -> list[tuple[int, bool, float]]:
    """(quality, signed, how far the dot is moved) of a team's decided lead handoffs."""
    found = []
    for handoff in gathered.match.state.teams[part.team].handoffs:
        quality = quality_of(gathered.match, handoff)
        if quality is not None and handoff.outcome in ("won", "lost"):
            found.append((quality, handoff.outcome == "won", (handoff.id * 7 % 11 - 5) / 50))
    return found


def _spans(amounts: list[int]) -> list[tuple[int, int, str]]:
    """(from, to, kind) of every column: first and last stand on zero, the others hang where the last one ended."""
    spans, at = [(0, amounts[0], "total")], amounts[0]
    for amount in amounts[1:-1]:
        spans.append((at, at + amount, "gain" if amount >= 0 else "loss"))
        at += amount
    return [*spans, (0, amounts[-1], "total")]


def _piece(span: tuple[int, int, str], word: str, sign: int) -> int:
    """How much of a column lies above (1) or below (-1) zero: of its unseen base, or of what is seen of it."""
    start, end, kind = span
    low, high = min(start, end), max(start, end)
    if sign > 0:
        base, top = max(low, 0), max(high, 0)
    else:
        base, top = min(high, 0), min(low, 0)
    if word == "base":
        return base
    return top - base if word == kind else 0
