"""Tables as sheets of a workbook: text is always written as text, so that no cell can turn into a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from web.exports.tables import Column, Filled, Value

NARROW, WIDE = 8, 60
"""Least and greatest width of a column, in letters."""
INK, SOFT, LINE = "#131822", "#ebedf1", "#dde0e5"
FONT = "Calibri"
MONEY = '#,##0" €";[Red]\u2212#,##0" €"'


@dataclass(frozen=True)
class Formats:
    """The looks of cells."""

    title: Any
    heading: Any
    text: Any
    wrapped: Any
    label: Any
    by_unit: dict[str, Any]

    @classmethod
    def of(cls, book: Any) -> Formats:
        """Make them for a workbook."""
        plain = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}

        def made(**more: Any) -> Any:
            return book.add_format(plain | more)

        return cls(
            title=made(font_size=16, bold=True),
            heading=made(
                bold=True, bg_color=SOFT, bottom=1, bottom_color=LINE, text_wrap=True, valign="vcenter", indent=1
            ),
            text=made(indent=1),
            wrapped=made(text_wrap=True, indent=1),
            label=made(bold=True),
            by_unit={
                "count": made(num_format="#,##0"),
                "money": made(num_format=MONEY),
                "percent": made(num_format="0%"),
                "minutes": made(num_format="#,##0"),
                "flag": made(num_format="0"),
            },
        )


def write_table(book: Any, formats: Formats, table: Filled) -> Any:
    """A sheet with one table: headings that stay in sight, a filter, widths that fit, ready to be printed."""
    sheet = book.add_worksheet(table.title)
    for place, (column, heading) in enumerate(zip(table.columns, table.headings, strict=True)):
        sheet.write_string(0, place, heading, formats.heading)
        values = [row[place] for row in table.rows]
        width = _width(heading, values)
        sheet.set_column(place, place, width)
        for number, value in enumerate(values, start=1):
            write_value(sheet, number, place, value, column, formats, wrapped=width == WIDE)
    sheet.set_row(0, 30)
    sheet.freeze_panes(1, 2 if table.columns[0].key == "team_no" else 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    print_well(sheet)
    return sheet


def write_value(
    sheet: Any, row: int, place: int, value: Value, column: Column, formats: Formats, *, wrapped: bool = False
) -> None:
    """One cell; money leaves as euros with their cents, per cent as a share."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, place, value, formats.wrapped if wrapped else formats.text)
        return
    scale = 100 if column.unit in ("money", "percent") else 1
    sheet.write_number(row, place, value / scale, formats.by_unit[column.unit])


def print_well(sheet: Any) -> None:
    """A4 across, all columns on one page, headings on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C&A &P / &N")


def _width(heading: str, values: Sequence[Value]) -> int:
    """Letters that the longest cell takes, within reason; a heading may break between its words."""
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    word = max(map(len, heading.split()), default=0) + 4  # room for the filter's button
    return max(NARROW, min(WIDE, max(longest + 3, word)))
