"""A disk that is full or cannot be written: nothing is acknowledged that is not stored, and play goes on when it can.

The database is given no page more (`max_page_count`), which SQLite reports like a full disk.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from web.store import entries
from web.store.trouble import NO_STORE, Trouble, code_of, told, trouble_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.live.conftest import Hall

MARK = {"company": 1, "field": "pain", "value": "x"}


def pages(hall: Hall, most: str) -> None:
    """Let the database have so many pages; the pool has one connection, so it holds for what follows."""

    def job(connection: sa.Connection) -> None:
        count = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most.format(count=count)}")

    hall.live.store.run(job)


def test_a_full_disk_refuses_what_is_done_and_play_goes_on_when_there_is_room(
    make_hall: Callable[..., Hall], caplog: pytest.LogCaptureFixture
) -> None:
    hall = make_hall(minutes=0)  # no clock, which would be noted meanwhile: that takes no new page and is stored
    anna = hall.sit("Anna")
    hall.open_round()
    pages(hall, "{count}")
    acknowledged, refused = 0, {"ok": True}
    for number in range(500):
        refused = anna.act("mark", MARK, round_=1, act_id=f"act-{number}")
        if not refused["ok"]:
            break
        acknowledged += 1
    assert refused["code"] == "disk_full"
    assert hall.live.store.trouble == "disk_full"
    assert anna.act("mark", MARK, round_=1, act_id=f"act-{acknowledged}")["code"] == "disk_full"  # still
    assert caplog.text.count("Nothing can be stored") == 1
    assert "Traceback" not in caplog.text
    pages(hall, "1000000")
    assert anna.act("mark", MARK, round_=1, act_id=f"act-{acknowledged}")["ok"]
    assert hall.live.store.trouble == ""
    log = hall.live.store.run(lambda connection: entries.every(connection, hall.row.id))
    ids = [entry.id for entry in log if entry.id.startswith("act-")]
    assert ids == [f"act-{number}" for number in range(acknowledged + 1)]
    assert "can be stored again" in caplog.text


def _sqlite(code: int) -> Exception:
    error = sqlite3.OperationalError("said")
    error.sqlite_errorcode = code
    return sa.exc.OperationalError("sql", {}, error)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (_sqlite(sqlite3.SQLITE_FULL), Trouble.FULL),
        (_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), Trouble.READ_ONLY),
        (_sqlite(sqlite3.SQLITE_CORRUPT_INDEX), Trouble.DAMAGED),
        (_sqlite(sqlite3.SQLITE_NOTADB), Trouble.DAMAGED),
        (_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Trouble.BUSY),
        (OSError(28, "No space left on device"), Trouble.FULL),
        (OSError(30, "Read-only file system"), Trouble.READ_ONLY),
        (ValueError("a mistake of ours"), Trouble.OTHER),
    ],
)
def test_every_failure_of_the_disk_is_told_in_one_line_that_names_the_folder(
    error: Exception, trouble: Trouble, tmp_path: Path
) -> None:
    assert trouble_of(error) == trouble
    assert str(tmp_path) in told(error, tmp_path)
    assert "\n" not in told(error, tmp_path)
    assert (code_of(error) in NO_STORE) == (trouble in (Trouble.FULL, Trouble.READ_ONLY, Trouble.DAMAGED))


def test_a_request_that_cannot_be_stored_is_answered_with_the_reason() -> None:
    from flask import Flask

    from web.http import errors

    app = Flask(__name__)
    errors.register(app)

    @app.get("/")
    def route() -> Any:
        raise _sqlite(sqlite3.SQLITE_FULL)

    answer = app.test_client().get("/")
    assert (answer.status_code, answer.json["code"]) == (503, "disk_full")  # type: ignore[index]
