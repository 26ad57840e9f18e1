"""A session held at Vladivostok's midnight has Vladivostok's day, wherever a date is written."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.game.debrief.sessions import session
from tests.web.exports.made import gathered
from tests.web.exports.test_book import read
from tests.web.store import kept
from tests.web.test_cli import baton, document
from web.days import day, east_of_here, moment
from web.exports.book import workbook
from web.exports.report import report
from web.store import backups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MIDNIGHT = 1795876200_000  # 28 November 2026, 14:30 in Greenwich: half past midnight on the 29th in Vladivostok
EAST = 10 * 60

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a process cannot be set here")


@pytest.fixture
def vladivostok(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Asia/Vladivostok")
        time.tzset()
        yield
    time.tzset()


def test_a_day_is_the_day_of_whoever_asks(vladivostok: None) -> None:
    assert day(MIDNIGHT) == "2026-11-29"
    assert (day(MIDNIGHT, 0), day(MIDNIGHT, EAST), day(MIDNIGHT, -300)) == ("2026-11-28", "2026-11-29", "2026-11-28")
    assert moment(MIDNIGHT).isoformat() == "2026-11-29T00:30:00+10:00"
    assert east_of_here(MIDNIGHT) == EAST


@pytest.mark.parametrize(("lang", "there", "here"), [("en", "29", "28"), ("ru", "29", "28")])
def test_report_and_workbook_have_the_readers_day(lang: str, there: str, here: str) -> None:
    for east, right, wrong in ((EAST, there, here), (0, here, there)):
        held = gathered(session("told"), lang, held_ms=MIDNIGHT, east=east)
        said = held.words.date(MIDNIGHT)
        assert right in said
        assert wrong not in said
        assert said in report(held)
        about = read(workbook(held)).worksheets[0]
        assert said in [str(cell.value) for row in about.iter_rows() for cell in row]


def test_the_terminal_has_the_day_of_its_machine(vladivostok: None, tmp_path: Path) -> None:
    store = kept.fill(tmp_path)
    store.run(lambda connection: connection.exec_driver_sql("UPDATE sessions SET created_ms = ?", (MIDNIGHT,)))
    store.close()
    assert {line["created"] for line in document("session", "list", "--data", tmp_path)} == {
        "2026-11-29T00:30:00+10:00"
    }
    assert "2026-11-29T00:30" in baton("session", "list", "--data", tmp_path, check=True).stdout
    assert backups.make(tmp_path, "by-hand").name.endswith("+1000_by-hand")
