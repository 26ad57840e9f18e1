"""What leaves the house, as the walk reads it back from the files themselves: workbook, CSV, report, terminal."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import openpyxl

from tests.web.figures.leaves import Leaf, texts
from web.exports.tables import TABLES, heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.figures.marks import Marks
    from web.exports.gathered import Gathered
    from web.exports.tables import Column

TEXT = "text"


def of_workbook(data: bytes, material: Gathered, marks: Marks) -> Iterator[Leaf]:
    """Every cell of the workbook."""
    say = material.words
    keys = {marks.plain(say(f"table.{table.key}")): table.key for table in TABLES}
    data_sheet = say("table.data")
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        place = f"workbook, {sheet.title}"
        if sheet.title in keys:
            yield from _table(place, keys[sheet.title], rows, material, marks, cent=1)
        elif sheet.title == data_sheet:
            yield from _charted(place, rows, material, marks)
        else:
            for cell in (cell for row in rows for cell in row):
                yield from _loose(place, "sheet.about", cell, marks)


def of_csv(data: bytes, material: Gathered, marks: Marks) -> Iterator[Leaf]:
    """Every cell of the zip of CSV files."""
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        for file in files.namelist():
            text = files.read(file).decode("utf-8-sig")
            rows: list[list[Any]] = list(csv.reader(io.StringIO(text), delimiter=";" if material.lang == "ru" else ","))
            key = file[3:].removesuffix(".csv")
            if any(table.key == key for table in TABLES):
                yield from _table(f"csv, {key}", key, rows, material, marks, cent=100)
            else:
                for cell in (cell for row in rows for cell in row):
                    yield from _loose(f"csv, {key}", "sheet.columns", cell, marks)


def _loose(place: str, name: str, cell: Any, marks: Marks) -> Iterator[Leaf]:
    if isinstance(cell, str):
        yield from _said(place, name, cell, marks, {})
    elif cell is not None:
        yield Leaf(place, name, cell)


def _table(place: str, key: str, rows: list[list[Any]], material: Gathered, marks: Marks, cent: int) -> Iterator[Leaf]:
    """The cells of a table by the column that its heading says; a heading that no column has is a number's no name."""
    table = next(table for table in TABLES if table.key == key)
    columns = {heading(material, column): column for column in table.columns}
    for row in rows[1:]:
        cells = dict(zip(map(str, rows[0]), row, strict=True))
        about = {
            columns[head].key: _read(marks.plain(cell) if isinstance(cell, str) else cell, columns[head], cent)
            for head, cell in cells.items()
            if head in columns
        }
        about |= {"team": about.get("team_no", 1) - 1, "team_name": about.get("team", "")}
        for head, cell in cells.items():
            column = columns.get(head)
            if column is None:
                yield Leaf(place, "", f"{head}: {cell}", about)
            elif column.unit == TEXT:
                yield from texts(place, str(cell or ""), marks, about)
            elif cell not in (None, "") or column.figure:
                beside = {"heading": marks.plain(head)} if column.figure else {}
                yield Leaf(place, f"{key}.{column.key}", about[column.key], {**about, **beside})


def _read(cell: Any, column: Column, cent: int) -> Any:
    """A cell as the whole number that it was; the workbook holds euros and shares, the CSV euros as text."""
    if cell is None or cell == "":
        return None
    bare = str(cell).replace(",", ".")
    if column.unit == TEXT or not re.fullmatch(r"-?\d+(\.\d+)?", bare):
        return cell
    scaled = column.unit == "money" or (column.unit == "percent" and cent == 1)
    return round(float(bare) * (100 if scaled else 1))


def _charted(place: str, rows: list[list[Any]], material: Gathered, marks: Marks) -> Iterator[Leaf]:
    """The cells that the charts are drawn from: each block begins with the column that says what its rows are."""
    names = _heads(material)
    first = 0
    for column, head in enumerate(rows[0]):
        if head is None:
            continue
        first = column if column == 0 or rows[0][column - 1] is None else first
        for row in rows[1:]:
            line = marks.plain(row[first]) if isinstance(row[first], str) else row[first]
            about = {"head": head, "block": rows[0][first], "line": line, "lang": material.lang}
            if isinstance(row[column], str):
                for leaf in texts(place, row[column], marks, about):
                    yield (
                        leaf
                        if leaf.name.endswith(".literal")
                        else Leaf(place, "chart.label", leaf.value, _step(leaf, marks, material))
                    )
            elif row[column] is not None:
                name, value = names.get(head, ""), row[column]
                yield Leaf(place, name, round(value * 100) if _is_money(name, about, material) else value, about)


def _heads(material: Gathered) -> dict[str, str]:
    """What stands in a column of chart data, by its heading."""
    say, label = material.words, material.figure_label
    found = {label(name, "session"): "chart.figure" for name in ("plan", "profit")}
    found |= {say(f"chart.{key}"): "chart.place" for key in PLACES} | {say("column.month"): "chart.month"}
    found |= {say("column.quality"): "chart.place"}
    return found | {part.name: "chart.team" for part in material.teams}


PLACES = ("base", "total", "gain", "loss", "line", "low", "high", "signed", "lost")


def _is_money(name: str, about: dict[str, Any], material: Gathered) -> bool:
    of_months = about["block"] == material.words("column.month")
    return name == "chart.figure" or (name == "chart.team" and of_months)


def _step(leaf: Leaf, marks: Marks, material: Gathered) -> dict[str, Any]:
    """Which team's step the label of a waterfall's column is: its chart is named after the team."""
    block = str(leaf.about["block"])
    part = next(part for part in material.teams if block.startswith(material.words("chart.waterfall", team=part.name)))
    return {**leaf.about, "team": part.team, "label": marks.plain(str(leaf.about["line"])).partition("\n")[0]}


class _Report(HTMLParser):
    """The texts of a report, each with what its elements say that it is."""

    def __init__(self) -> None:
        super().__init__()
        self.above: list[tuple[str, str, dict[str, str]]] = []
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self.articles = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go down."""
        said = {key.removeprefix("data-"): value or "" for key, value in attrs if key.startswith("data-")}
        own = dict(attrs)
        self.articles += tag == "article"
        if tag not in VOID:
            self.above.append((tag, own.get("class") or "", said))
        if own.get("aria-label"):
            self._keep(str(own["aria-label"]))

    def handle_endtag(self, tag: str) -> None:
        """Go up; an element that holds nothing was never gone down to."""
        while tag not in VOID and self.above and self.above.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Read."""
        if data.strip() and not any(tag == "style" for tag, *_ in self.above):
            self._keep(data.strip())

    def _keep(self, text: str) -> None:
        way = "/".join((cls.split() or [tag])[0] for tag, cls, _ in self.above[-3:])
        said = {"article": str(self.articles - 1)}
        for *_, attrs in self.above:
            said |= attrs
        self.found.append((text, way, said))


VOID = ("meta", "br", "rect", "path", "circle", "i")


NUMBERED = ("round", "seat", "handoff", "entry", "company", "value")


def of_report(text: str, material: Gathered, marks: Marks) -> Iterator[Leaf]:
    """Every text of the printable report, by what its elements say that it is."""
    parser = _Report()
    parser.feed(text)
    before = ""
    for said, way, attrs in parser.found:
        part = material.teams[max(0, min(int(attrs["article"]), len(material.teams) - 1))]
        numbers = {key: int(attrs[key]) for key in NUMBERED if attrs.get(key, "").lstrip("-").isdecimal()}
        plain = {key: marks.plain(value) for key, value in attrs.items()}
        about = {
            **plain,
            **numbers,
            "before": before,
            "id": numbers.get("handoff"),
            "team": part.team,
            "team_name": part.name,
        }
        if "figure" in attrs:
            yield Leaf("report", "report.figure", numbers.get("value"), about)
        before = marks.plain(said)
        yield from _said(
            "report", attrs.get("name", "report.figure" if "figure" in attrs else f"report.{way}"), said, marks, about
        )


def _said(place: str, name: str, text: str, marks: Marks, about: dict[str, Any]) -> Iterator[Leaf]:
    """The numbers of a text; a bare one has the name of where it stands."""
    bare = text
    for own in marks.names:
        bare = bare.replace(own, "")
    for number in re.findall(r"\d+", bare):
        yield Leaf(place, name, int(number), {**about, "sentence": marks.plain(text)})
    bare_ones = 0
    for mark in marks.of(text):
        said = mark.name if mark.name != "bare" else f"{name}.{bare_ones}" if name == "terminal.worth" else name
        bare_ones += mark.name == "bare"
        yield Leaf(place, said, mark.value, {**about, "sentence": marks.plain(text)})


def of_terminal(lines: list[str], material: Gathered, marks: Marks) -> Iterator[Leaf]:
    """Every line of `baton debrief`, under its team."""
    names = {part.name: part.team for part in material.teams}
    team, name, head = -1, "", ""
    for line in lines:
        if line.strip() in names:
            team, name = names[line.strip()], line.strip()
        elif line.startswith("  ") and not line.startswith("   "):
            head = line.strip()
        about = {"team": team, "team_name": name, "line": marks.plain(line.strip()), "head": head}
        yield from _said("terminal", f"terminal.{_under(head, material)}", line, marks, about)


def _under(head: str, material: Gathered) -> str:
    """Under which heading of the terminal a line stands."""
    heads = ("waterfall", "worth", "moments", "questions", "whatifs")
    return next((key for key in heads if material.words(f"terminal.{key}") == head), "head")
