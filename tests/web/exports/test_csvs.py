"""CSV files that a spreadsheet program opens in English and in Russian, and computes nothing of."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.scenario.texts import LANGUAGES
from tests.game.debrief.sessions import session
from tests.web.exports.made import HOSTILE, gathered, hostile
from web.exports.csvs import harmless, tables_zip
from web.exports.tables import filled

COMPUTED = re.compile(r"[\s\u00a0]*[=+@\-＝＋－＠\t\r]")
NUMBER = re.compile(r"-?\d+([.,]\d\d)?")


def files(data: bytes) -> dict[str, str]:
    """The files of the zip by name, without their mark of UTF-8."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_is_a_file_with_a_mark_that_excel_reads(lang: str) -> None:
    told = gathered(session("told"), lang)
    data = tables_zip(told)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.testzip() is None
        assert all(packed.read(name).startswith(b"\xef\xbb\xbf") for name in packed.namelist())
    found = list(files(data).values())
    for table, text in zip(filled(told), found[:-1], strict=True):
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if lang == "ru" else ","))
        assert rows[0] == list(table.headings)
        assert len(rows) == len(table.rows) + 1
        assert {len(row) for row in rows} == {len(table.columns)}
    assert "columns" in list(files(data))[-1]


def test_money_has_its_cents_and_the_comma_of_the_language() -> None:
    for lang, comma in (("en", "."), ("ru", ",")):
        told = gathered(session("told"), lang)
        text = next(text for name, text in files(tables_zip(told)).items() if "leaks" in name)
        assert f"-3100{comma}55" in text


def test_no_field_can_be_taken_for_a_formula() -> None:
    match = hostile()
    for lang in LANGUAGES:
        for name, text in files(tables_zip(gathered(match, lang))).items():
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=";" if lang == "ru" else ","):
                for field in row:
                    assert not COMPUTED.match(field) or NUMBER.fullmatch(field), (name, field)


def test_a_file_of_the_other_language_computes_nothing_either() -> None:
    """A program that expects semicolons splits an English file at those, quotes or not; and the other way round."""
    match = hostile()
    for lang in LANGUAGES:
        for name, text in files(tables_zip(gathered(match, lang))).items():
            for part in re.split(r"[,\r\n]" if lang == "ru" else r"[;\r\n]", text):
                field = part.lstrip('"')
                assert not COMPUTED.match(field) or re.match(r"-\d", field), (name, field)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_kept_readable(text: str) -> None:
    safe = harmless(text)
    assert not COMPUTED.match(safe)
    assert safe.lstrip("'").endswith(text.replace("\x00", "").replace("\x07", "").lstrip("'")[-3:])


@given(st.text(max_size=20))
def test_no_text_at_all_begins_like_a_formula(text: str) -> None:
    assert not COMPUTED.match(harmless(text))


def test_plain_words_are_left_as_they_are() -> None:
    assert harmless("Otters") == "Otters"
    assert harmless("Called – and called again") == "Called – and called again"
    assert harmless("Won 2, lost −3; half-hearted") == "Won 2, lost −3; half-hearted"
