"""Mistakes planted into what a session shows, place by place: what the walk must find."""

from __future__ import annotations

import copy
import io
import zipfile
from typing import TYPE_CHECKING, Any, Literal

import openpyxl

from tests.web.figures.judge import entry_of
from tests.web.figures.register import Fact, Fig, Made
from tests.web.figures.walk import Showing

if TYPE_CHECKING:
    from tests.web.figures.leaves import Leaf

Kind = Literal["wrong", "nameless", "double"]
"""Another value than the name has; a number that no words or field name; a second value under a name that is there."""
SAID = "17 of 23"


def planted(showing: Showing, kind: Kind) -> Showing:
    """The same showing with a mistake in it.

    Raises:
        LookupError: there is no number in it that the mistake could be made with.
    """
    plant = {"workbook": _in_workbook, "csv": _in_csv, "terminal": _in_terminal}.get(showing.place)
    if plant is None:
        plant = _in_report if showing.place.startswith("report") else _in_view
    return Showing(showing.place, plant(showing, kind), showing.read, showing.marks)


def has(showing: Showing, kind: Kind) -> bool:
    """Whether there is a number that the mistake could be made with."""
    return kind == "nameless" or bool(_chosen(showing, kind))


def _chosen(showing: Showing, kind: Kind) -> list[Leaf]:
    """The numbers that a mistake can be made with."""
    wanted = (Fact,) if kind == "double" else (Fig, Made)
    found = [leaf for leaf in showing.leaves if isinstance(entry_of(leaf.name), wanted)]
    return [leaf for leaf in found if leaf.way and isinstance(leaf.value, int)] if _is_view(showing) else found


def _is_view(showing: Showing) -> bool:
    return not isinstance(showing.raw, (bytes, str)) and showing.place != "terminal"


def _in_view(showing: Showing, kind: Kind) -> Any:
    raw = copy.deepcopy(showing.raw)
    if kind == "nameless":
        owner = raw[0] if isinstance(raw, list) else raw
        owner["kind"] = SAID  # every view has one, and nobody reads a number there
        return raw
    leaf = _chosen(showing, kind)[0 if kind == "double" else -1]
    *above, last = leaf.way
    owner = raw
    for key in above:
        owner = owner[key]
    if isinstance(owner[last], str):
        owner[last] = showing.marks.changed(owner[last], leaf.name, leaf.value)
        return raw
    if isinstance(owner, tuple):
        return _in_tuple(raw, above, last, leaf.value)
    owner[last] = leaf.value + 7
    return raw


def _in_tuple(raw: Any, above: list[Any], last: Any, value: int) -> Any:
    """A pair cannot be written to: another takes its place."""
    owner = raw
    for key in above[:-1]:
        owner = owner[key]
    pair = list(owner[above[-1]])
    pair[last] = value + 7
    owner[above[-1]] = tuple(pair)
    return raw


def _in_workbook(showing: Showing, kind: Kind) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(showing.raw))
    sheet = book["Teams" if kind == "wrong" else "Handoffs"]
    heads = [str(cell.value) for cell in sheet[1]]
    if kind == "nameless":
        sheet.cell(row=1, column=len(heads) + 1, value="Strength")
        sheet.cell(row=2, column=len(heads) + 1, value=17)
    else:
        name = "Handed leads signed, whole session" if kind == "wrong" else "Arrived"
        cell = sheet.cell(row=2, column=heads.index(name) + 1)
        cell.value = cell.value + 7
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _in_csv(showing: Showing, kind: Kind) -> bytes:
    out = io.BytesIO()
    wanted = "teams" if kind == "wrong" else "handoffs"
    with zipfile.ZipFile(io.BytesIO(showing.raw)) as files, zipfile.ZipFile(out, "w") as made:
        for name in files.namelist():
            text = files.read(name).decode("utf-8-sig")
            if wanted in name:
                text = _in_table(text, kind)
            made.writestr(name, "\ufeff" + text)
    return out.getvalue()


def _in_table(text: str, kind: Kind) -> str:
    heads, first, *rest = text.split("\r\n")
    if kind == "nameless":
        return "\r\n".join([f"{heads},Strength", f"{first},17", *(f"{row}," if row else "" for row in rest)])
    import csv

    name = "Handed leads signed, whole session" if kind == "wrong" else "Arrived"
    at = next(csv.reader([heads])).index(name)
    cells = next(csv.reader([first]))
    cells[at] = str(int(cells[at]) + 7)
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return "\r\n".join([heads, line.getvalue(), *rest])


def _in_report(showing: Showing, kind: Kind) -> str:
    text = str(showing.raw)
    if kind == "nameless":
        return text.replace("</article>", f"<p>{SAID}</p></article>", 1)
    if kind == "wrong":
        head, mark, rest = text.partition('data-figure="leads_won.session" data-value="')
        value, _, rest = rest.partition('"')
        return f'{head}{mark}{int(value) + 7}"{rest}'
    head, mark, rest = text.partition(
        'data-name="seat.score">' if "of a seat" in showing.place else 'data-name="kpis.value">'
    )
    value, _, rest = rest.partition("<")
    return f"{head}{mark}{int(value) + 7}<{rest}"


def _in_terminal(showing: Showing, kind: Kind) -> list[str]:
    lines = list(showing.raw)
    if kind == "nameless":
        return [*lines, f"    {SAID}"]
    places = [n for n, line in enumerate(lines) if line.startswith("  Leads handed over")]
    profits = [n for n, line in enumerate(lines) if line.startswith("  Team profit, whole session")]
    if kind == "wrong":  # one figure of the head gets the value of another
        lines[places[0]] = lines[places[0]][:-1] + lines[profits[0]][-1]
        return lines
    falls = [n for n, line in enumerate(lines) if line.strip().startswith("Par ")]
    return [*lines[: falls[0]], lines[falls[0]][:-1] + lines[falls[0] + 1].rstrip()[-1], *lines[falls[0] + 1 :]]


__all__ = ["Kind", "has", "planted"]
