"""The workbook, read back with another library: numbers, charts, no formula, nothing hidden."""

from __future__ import annotations

import io
import warnings
from functools import cache
from itertools import pairwise
from typing import Any

import openpyxl
import pytest

from game.scenario.texts import LANGUAGES
from tests.game.debrief.sessions import session
from tests.web.exports.made import fall, gathered, hostile, opened
from web.exports.book import workbook
from web.exports.charts import _piece, _spans
from web.exports.gathered import Gathered
from web.exports.tables import filled

HELD_MS = 1_795_000_000_000


def read(data: bytes) -> Any:
    """A workbook as another program reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the library itself
        return openpyxl.load_workbook(io.BytesIO(data))


@cache
def told(lang: str = "en") -> Gathered:
    return gathered(session("told"), lang, held_ms=HELD_MS)


@cache
def book_of(lang: str = "en") -> Any:
    return read(workbook(told(lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_stands_on_its_sheet_as_it_was_defined(lang: str) -> None:
    book = book_of(lang)
    for table in filled(told(lang)):
        sheet = book[table.title]
        assert [cell.value for cell in sheet[1]] == list(table.headings)
        assert sheet.max_row == len(table.rows) + 1
        for row, cells in zip(table.rows, sheet.iter_rows(min_row=2), strict=True):
            for value, cell, column in zip(row, cells, table.columns, strict=True):
                if isinstance(value, int):
                    scale = 100 if column.unit in ("money", "percent") else 1
                    assert cell.value == pytest.approx(value / scale), (table.key, column.key)
                else:
                    assert cell.value == (value or None), (table.key, column.key)


def test_money_is_shown_in_euros_and_shares_in_per_cent() -> None:
    sheet = book_of()["Teams"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert "€" in sheet.cell(2, heads["Team profit, whole session"]).number_format
    assert sheet.cell(2, heads["Profit against plan, whole session"]).number_format == "0%"


def test_the_charts_are_the_programs_own_and_read_cells_that_everybody_sees() -> None:
    charts = book_of()["Charts"]._charts
    assert len(charts) == 3 + session("told").team_count + 1  # profit, funnel, scatter, a waterfall each, months
    data = book_of()["Chart data"]
    assert data.sheet_state == "visible"
    for chart in charts:
        for series in chart.series:
            reference = series.val or series.yVal
            assert reference.numRef.f.startswith("'Chart data'!")


def test_nothing_in_the_workbook_is_hidden() -> None:
    book = book_of()
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    for sheet in book.worksheets:
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
    assert not book.defined_names
    assert book.properties.creator in (None, "")


def test_no_cell_is_a_formula_whatever_teams_are_called_and_notes_say() -> None:
    match = hostile()
    data = workbook(gathered(match))
    book = read(data)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert match.state.teams[0].name in {cell.value for cell in cells}
    assert b"<f>" not in opened(data).replace(b"<c:f>", b"")
    assert b"externalLink" not in data


def test_a_chart_names_its_teams_by_reference() -> None:
    match = hostile()
    match.state.teams[0].name = "=cmd|' /C calc'!A0"
    for chart in read(workbook(gathered(match)))["Charts"]._charts:
        for series in chart.series:
            assert series.tx is None or series.tx.strRef.f.startswith("'Chart data'!")


def test_the_same_session_gives_the_same_bytes() -> None:
    assert workbook(told()) == workbook(told())


def test_an_unknown_date_is_not_the_clock_of_this_machine() -> None:
    assert read(workbook(gathered(session("told")))).properties.created.year == 2000
    assert book_of().properties.created.year == 2026


@pytest.mark.parametrize("amounts", [(-5, 3, 0, 7, -9, 1), (-900_000_000, 5, 6, 7, 8, 9), (1, 2, 3, 4, 5, 6)])
def test_the_pieces_of_a_waterfall_reach_from_where_the_last_one_ended(amounts: tuple[int, ...]) -> None:
    view = fall(session("told"), 0, amounts)
    spans = _spans([view["par"], *amounts, view["earned"]])
    for before, after in pairwise(spans[:-1]):
        assert after[0] == before[1]
    assert spans[-2][1] == view["earned"]
    for start, end, kind in spans:
        seen = sum(abs(_piece((start, end, kind), kind, sign)) for sign in (1, -1))
        assert seen == abs(end - start)
        for sign in (1, -1):  # what is unseen below lies between zero and the piece
            base = _piece((start, end, kind), "base", sign)
            assert base * sign >= 0
            assert abs(base) <= max(abs(start), abs(end))
