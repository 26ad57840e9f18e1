"""The workbook: a sheet about itself, charts, every table, and a sheet that explains every column."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from web.exports.charts import add_charts
from web.exports.rows import of_team
from web.exports.sheets import Formats, print_well, write_table
from web.exports.tables import described, filled

if TYPE_CHECKING:
    from typing import Any

    from web.exports.gathered import Gathered
    from web.exports.tables import Filled

SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the file's properties when nobody knows when the session was held: never the clock of this machine."""


def workbook(gathered: Gathered) -> bytes:
    """The XLSX file of a session."""
    out = io.BytesIO()
    say = gathered.words
    with xlsxwriter.Workbook(out, SAFE) as book:
        held = datetime.fromtimestamp(gathered.held_ms / 1000, UTC) if gathered.held_ms else EPOCH
        title = gathered.debrief_title
        book.set_properties({"title": f"Baton: {title}", "created": held.replace(tzinfo=None)})
        formats = Formats.of(book)
        tables = filled(gathered)
        about = book.add_worksheet(say("table.about"))
        charts = book.add_worksheet(say("table.charts"))
        for table in tables:
            write_table(book, formats, table)
        write_table(book, formats, described(gathered, tables))
        add_charts(book, charts, formats, gathered)
        _about(about, formats, gathered, tables)
    return out.getvalue()


def _about(sheet: Any, formats: Formats, gathered: Gathered, tables: list[Filled]) -> None:
    """The first sheet: what this is, how to read it, what stands where."""
    say, match = gathered.words, gathered.match
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, say("about.title"), formats.title)
    lines = [
        (say("about.scenario"), gathered.debrief_title),
        (say("about.date"), say.date(gathered.held_ms) or say("say.none")),
        (say("about.teams"), ", ".join(str(of_team(part)["team"]) for part in gathered.teams)),
        (say("about.rounds"), str(len(gathered.teams[0].debrief["results"]) if gathered.teams else 0)),
        (say("about.rules"), str(match.header.get("rules_version", ""))),
        (say("about.truth"), say("say.revealed" if gathered.reveal else "say.masked")),
    ]
    for row, (label, text) in enumerate(lines, start=2):
        sheet.write_string(row, 0, label, formats.label)
        sheet.write_string(row, 1, text, formats.wrapped)
    row = len(lines) + 3
    for key in ("money", "minutes", "columns", "names"):
        sheet.write_string(row, 0, say(f"about.{key}"), formats.text)
        row += 1
    row += 1
    sheet.write_string(row, 0, say("about.sheets"), formats.label)
    for table in tables:
        row += 1
        sheet.write_string(row, 0, table.title, formats.text)
        sheet.write_string(row, 1, table.note, formats.wrapped)
    print_well(sheet)
