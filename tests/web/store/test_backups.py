"""Backups: made beside a running server, kept for a while, gone back to, and no hiding place for a name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.web.store import kept
from tests.web.store.kept import garble
from tests.web.test_cli import baton, document
from web.store import backups, entries, folder, people, sessions, soundness
from web.store.engine import open_engine, sqlite_url
from web.store.trouble import StoreError
from web.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data of the workshop"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """A store that is open, as under a server: what was written lies in the journal still."""
    made = kept.fill(data)
    yield made
    made.close()


def test_a_backup_holds_the_moment_while_the_store_goes_on(store: Store, data: Path) -> None:
    made = backups.make(data, "bell-1-s0")
    store.run(lambda connection: sessions.note_phase(connection, "s0", "closed", 4, 99))
    with closing(sqlite3.connect(made.file)) as copy:
        assert copy.execute("SELECT phase FROM sessions WHERE id = 's0'").fetchone() == ("lobby",)
        assert copy.execute("SELECT count(*) FROM entries").fetchone() == (3 * 39,)
    assert soundness.look(made.file, 60).fault == ""
    assert [file.name for file in made.file.parent.iterdir()] == [made.file.name]
    assert made.why == "bell-1-s0"


def test_the_newest_are_kept_and_what_was_made_by_hand(store: Store, data: Path) -> None:
    by_hand = backups.make(data, backups.BY_HAND)
    made = [backups.make(data, f"bell-{number}-s0") for number in range(backups.KEPT + 3)]
    assert len({backup.name for backup in made}) == len(made)
    assert backups.every(data) == [*reversed(made[3:]), by_hand]


def test_a_full_disk_stops_a_backup_before_it_stops_the_game(
    store: Store, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": backups.SPARE_BYTES})
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match="is full") as caught:
        backups.make(data, "bell-1-s0")
    assert str(data) in str(caught.value)
    assert list((data / "backups").iterdir()) == []


def test_one_goes_back_to_a_backup_and_the_replaced_store_stays(store: Store, data: Path) -> None:
    before = baton("backup", "make", "--data", data, check=True).stdout.strip()
    store.run(lambda connection: sessions.remove(connection, "s1"))
    store.run(lambda connection: sessions.started(connection, "s0"))
    store.close()
    done = document("backup", "restore", before, "--data", data)
    again = Store(open_engine(sqlite_url(data)))
    assert len(again.run(lambda connection: entries.every(connection, "s1"))) == 39
    # No browser has seen a version as high as the next.
    assert again.run(lambda connection: sessions.started(connection, "s0")) > 1000
    again.close()
    with closing(sqlite3.connect(done["replaced"])) as old:
        assert old.execute("SELECT count(*) FROM sessions").fetchone() == (2,)
    assert [line["backup"] for line in document("backup", "list", "--data", data)] == [before]


def test_one_goes_back_from_a_store_that_is_no_store_any_more(store: Store, data: Path) -> None:
    name = backups.make(data, "bell-1-s0").name
    store.close()
    (data / "baton.db").write_bytes(b"noise")
    baton("backup", "restore", name, "--data", data, check=True)
    assert soundness.look(data / "baton.db", 60).fault == ""
    (data / "baton.db").unlink()
    baton("backup", "restore", name, "--data", data, check=True)
    assert len(document("session", "list", "--data", data)) == 3


def test_nobody_goes_back_beside_a_running_server_or_to_a_damaged_backup(store: Store, data: Path) -> None:
    made = backups.make(data, "bell-1-s0")
    with folder.alone(data):
        refused = baton("backup", "restore", made.name, "--data", data)
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "in use" in refused.stderr
    store.close()
    garble(made.file, 8192)
    for name in (made.name, "none", "../baton"):
        refused = baton("backup", "restore", name, "--data", data)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert soundness.look(data / "baton.db", 60).fault == ""


def test_a_link_that_was_used_does_not_work_again_after_going_back(store: Store, data: Path) -> None:
    from web.access import tokens
    from web.access.tokens import Purpose

    ticket = store.run(lambda connection: tokens.issue(connection, Purpose.HOST_TICKET))
    token = store.run(lambda connection: tokens.issue(connection, Purpose.SEAT, "s0", "p-s0"))
    made = backups.make(data, "bell-1-s0")
    store.close()
    backups.restore(data, made)
    again = Store(open_engine(sqlite_url(data)))
    assert again.run(lambda connection: tokens.redeem(connection, ticket, Purpose.HOST_TICKET)) is None
    assert tokens.principal(again, token) is not None
    again.close()


def test_who_is_forgotten_is_forgotten_in_every_copy(store: Store, data: Path) -> None:
    backups.make(data, "bell-1-s0")
    damaged = backups.make(data, "bell-2-s0")
    garble(damaged.file, 8192)
    replaced = backups.make(data, "bell-3-s0").file.rename(data / "replaced-2026-01-01_00-00-00+0000.db")
    store.close()
    for session in kept.SESSIONS:
        baton("session", "forget", session, "--data", data, check=True)
    files = [file for file in data.rglob("*") if file.is_file()]
    assert replaced in files
    assert damaged.file not in files
    assert len(backups.every(data)) == 1
    for file in files:
        assert b"Canary" not in file.read_bytes(), file
    with closing(sqlite3.connect(backups.every(data)[0].file)) as copy:
        assert copy.execute("SELECT count(*) FROM entries").fetchone() == (3 * 39,)  # the log stays


def test_a_session_that_only_a_backup_knows_is_forgotten_there(store: Store, data: Path) -> None:
    backups.make(data, "bell-1-s0")
    store.run(lambda connection: sessions.remove(connection, "s0"))
    store.close()
    baton("session", "forget", "s0", "--data", data, check=True)
    copy = Store(open_engine(f"sqlite:///{backups.every(data)[0].file}"))
    assert [person.name for person in copy.run(lambda connection: people.every(connection, "s0"))] == [""]
    copy.close()
    assert baton("session", "forget", "nobody", "--data", data).returncode == 2
