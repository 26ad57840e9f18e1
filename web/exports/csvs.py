"""The tables as a zip of CSV files that a spreadsheet program opens as they are, in English and in Russian.

Text that a spreadsheet program might take for a formula gets an apostrophe in front, as OWASP advises. Numbers
are ours and stay numbers. Russian files have semicolons and decimal commas, as the program expects there.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING

from web.exports.tables import described, filled

if TYPE_CHECKING:
    from web.exports.gathered import Gathered
    from web.exports.tables import Column, Filled, Value

BOM = "\ufeff"
STILL = (1980, 1, 1, 0, 0, 0)
"""The time that files in the zip bear: the clock of this machine is nobody's business."""
DANGEROUS = re.compile(r"[\s\u00a0\u200b\ufeff\"']*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%]|[\t\r\n\x00]")
SPLIT = re.compile(r"([;,\t\r\n][\s\u00a0\u200b\ufeff\"']*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a program that expects the other language's delimiter begins a field of its own, in the middle of a text."""


def tables_zip(gathered: Gathered) -> bytes:
    """Every table as a CSV file, and one that explains the columns."""
    out = io.BytesIO()
    tables = filled(gathered)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, table in enumerate([*tables, described(gathered, tables)], start=1):
            info = zipfile.ZipInfo(f"{number:02d}-{table.key}.csv", STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, (BOM + as_csv(table, gathered.lang)).encode())
    return out.getvalue()


def as_csv(table: Filled, lang: str) -> str:
    """One table; headings first."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "ru" else ",", lineterminator="\r\n")
    writer.writerow(harmless(heading) for heading in table.headings)
    for row in table.rows:
        writer.writerow(_cell(value, column, lang) for value, column in zip(row, table.columns, strict=True))
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet program computes."""
    text = "".join(letter for letter in text if letter >= " " or letter in "\n\t\r")
    text = SPLIT.sub(r"\1'", text)
    return f"'{text}" if DANGEROUS.match(text) else text


def _cell(value: Value, column: Column, lang: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if column.unit != "money":
        return str(value)
    whole, cents = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole}{',' if lang == 'ru' else '.'}{cents:02d}"
