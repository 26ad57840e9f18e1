"""Damage is found before a server opens its store, whatever is damaged, and what can still be read is named."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest

from tests.web.store import kept
from tests.web.store.kept import PAGE, SESSIONS, copied, garble
from web.store.journal import lost_commits
from web.store.soundness import look

if TYPE_CHECKING:
    from pathlib import Path

PATIENT = 60.0


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("whole")
    kept.fill(data).close()
    return data


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept.killed(tmp_path_factory.mktemp("killed"))


def test_a_sound_store_is_sound_also_after_a_kill(whole: Path, killed: Path) -> None:
    for data in (whole, killed):
        found = look(data / "baton.db", PATIENT)
        assert (found.fault, found.warning, found.is_whole) == ("", "", True)
        assert sorted(found.readable) == list(SESSIONS)
        assert found.newest_ms == 1039


def test_a_garbled_page_is_found_wherever_it_lies(whole: Path, tmp_path: Path) -> None:
    pages = (whole / "baton.db").stat().st_size // PAGE
    lost: set[str] = set()
    for page in range(pages):
        data = copied(whole, tmp_path / str(page))
        garble(data / "baton.db", page * PAGE)
        found = look(data / "baton.db", PATIENT)
        assert found.fault, page
        assert found.is_damaged
        lost |= set(found.unreadable)
        shutil.rmtree(data)
    assert lost == set(SESSIONS)  # each has pages of its own


@pytest.mark.parametrize("share", [0.001, 0.3, 0.6, 0.95])
def test_a_truncated_store_is_found(share: float, whole: Path, tmp_path: Path) -> None:
    file = copied(whole, tmp_path / "data") / "baton.db"
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
    assert look(file, PATIENT).is_damaged


def test_an_entry_that_makes_no_sense_is_found_and_the_other_sessions_can_be_read(whole: Path, tmp_path: Path) -> None:
    file = copied(whole, tmp_path / "data") / "baton.db"
    with contextlib.closing(sqlite3.connect(file)) as store, store:
        store.execute("UPDATE entries SET body = '{\"seq\": 7' WHERE session = 's1' AND seq = 7")
    found = look(file, PATIENT)
    assert "s1" in found.fault
    assert (sorted(found.readable), found.unreadable) == (["s0", "s2"], ["s1"])


@pytest.mark.parametrize("share", [0.0, 0.0001, 0.3, 0.7])
def test_a_garbled_journal_would_lose_what_was_acknowledged(share: float, killed: Path, tmp_path: Path) -> None:
    data = copied(killed, tmp_path / "data")
    wal = data / "baton.db-wal"
    garble(wal, int(wal.stat().st_size * share), 64)
    found = look(data / "baton.db", PATIENT)
    assert "journal" in found.fault
    assert found.is_damaged


def test_what_was_being_written_when_the_power_went_is_no_damage(killed: Path, tmp_path: Path) -> None:
    data = copied(killed, tmp_path / "data")
    wal = data / "baton.db-wal"
    garble(wal, wal.stat().st_size - 100, 100)  # in the last page of the last commit
    assert lost_commits(wal) == 1
    found = look(data / "baton.db", PATIENT)
    assert found.fault == ""
    assert "being written" in found.warning
    wal.write_bytes(wal.read_bytes()[:-PAGE])  # or not there at all
    assert lost_commits(wal) == 0


def test_other_files_are_not_taken_for_a_store(tmp_path: Path) -> None:
    file = tmp_path / "baton.db"
    assert look(file, PATIENT).fault == ""  # none yet
    file.write_bytes(b"")
    assert look(file, PATIENT).fault == ""  # just made
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "any.db").touch()
    assert "is empty" in look(file, PATIENT).fault
    file.write_bytes(b"Dear diary, " * 1000)
    assert "not a database" in look(file, PATIENT).fault
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE recipes (name)")
    found = look(file, PATIENT)
    assert (found.fault, found.is_damaged) == ("is the database of another program", False)


def test_a_store_of_a_newer_baton_is_named_so(whole: Path, tmp_path: Path) -> None:
    file = copied(whole, tmp_path / "data") / "baton.db"
    with contextlib.closing(sqlite3.connect(file)) as store, store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
    found = look(file, PATIENT)
    assert (found.fault, found.is_damaged) == ("was made by a newer Baton", False)
