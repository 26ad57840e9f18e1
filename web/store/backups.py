"""Backups of a store: whole databases in the folder `backups` beside it, made by SQLite itself while a server runs.

A backup is named after its moment (in the time of this machine) and its reason. The newest are kept. What somebody
wants forgotten is forgotten in them too, and in databases that a backup has replaced.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from web.store import lasting, soundness
from web.store.engine import DATABASE, file_url, open_engine
from web.store.trouble import StoreError, told

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")
FOLDER = "backups"
KEPT = 10  # of those that the server makes; what somebody made by hand stays
BY_HAND = "by-hand"
REPLACED = "replaced-"  # begins the name of a database that a backup has replaced
SPARE_BYTES = 32 * 2**20  # of the disk, which a backup leaves to the game
STAMP = "%Y-%m-%d_%H-%M-%S%z"
NAME = re.compile(r"(?P<stamp>\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d[+-]\d{4})_(?P<why>[\w-]+)\.db")
SIDES = ("-wal", "-shm")
LATER = 1000  # openings of a session by a server that lie between a backup and going back to it, at most
PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its file, when it was made, and why."""

    file: Path
    at: datetime
    why: str

    @property
    def name(self) -> str:
        """As one names it on the command line."""
        return self.file.stem


def every(data: Path) -> list[Backup]:
    """The backups of a data folder, newest first."""
    found = [backup for file in (data / FOLDER).glob("*.db") if (backup := _read(file)) is not None]
    return sorted(found, key=lambda backup: (backup.at, backup.name), reverse=True)


def make(data: Path, why: str) -> Backup:
    """Copy the store as it is at this moment, also while a server writes to it; the oldest backups go.

    Raises:
        StoreError: it cannot be copied; the game goes on without.
    """
    source = data / DATABASE
    target = data / FOLDER / _name(data, why)
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(exist_ok=True)
        _leave_room(source, SPARE_BYTES)
        with (
            contextlib.closing(soundness.read_only(source)) as connection,
            contextlib.closing(sqlite3.connect(part)) as copy,
        ):
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, that can be carried away
        _to_disk(part)
        part.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(told(error, data)) from None
    finally:
        for file in _with_sides(part):
            file.unlink(missing_ok=True)
    _thin(data)
    made = _read(target)
    assert made is not None
    return made


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of the store.

    Attributes:
        old: where the database that was replaced is kept, None if there was none.
        is_sure: it was sound, so that nobody who was removed or signed out since is back.
        back: sessions that it did not have.
    """

    old: Path | None
    is_sure: bool
    back: list[str]


def restore(data: Path, backup: Backup) -> Restored:
    """Put a backup in the place of the store, which nobody may have open. The replaced one, if any, is kept beside.

    What was removed, revoked or forgotten since is so afterwards, as far as the replaced one and those before it can
    tell.

    Raises:
        StoreError: the backup is not sound, or cannot be copied; nothing has changed then.
    """
    found = soundness.look(backup.file, PATIENCE_S)
    if found.fault:
        raise StoreError(f"The backup {backup.name} {found.fault}; nothing was changed. Choose another.")
    store, fresh = data / DATABASE, data / f"{DATABASE}.part"
    try:
        _leave_room(backup.file, 0)
        shutil.copyfile(backup.file, fresh)
        last = lasting.read(store, PATIENCE_S)
        earlier = [lasting.read(file, PATIENCE_S) for file in sorted(data.glob(f"{REPLACED}*.db"), reverse=True)]

        def carry(connection: sa.Connection) -> list[str]:
            lasting.carry(connection, last)
            known = last.sessions
            for one in earlier:
                lasting.let_go(connection, one, known)
                known |= one.sessions
            return lasting.only_here(connection, last)

        back = _in_copy(fresh, carry)
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as connection:
            _renew(connection)
        _to_disk(fresh)
        old = _put_aside(store)
        fresh.replace(store)
    except (sqlite3.Error, sa.exc.SQLAlchemyError, OSError) as error:
        raise StoreError(told(error, data)) from None
    finally:
        for part in _with_sides(fresh):
            part.unlink(missing_ok=True)
    return Restored(old, last.is_sure, back)


def scrub(data: Path, job: Callable[[sa.Connection], object]) -> int:
    """Do in every copy of the store what was done in the store, and leave no trace of it in any file.

    A copy in which that cannot be done is removed. Returns how many were removed.
    """
    sweep(data)
    removed = 0
    for file in _copies(data):
        try:
            _in_copy(file, job)
        except Exception:
            removed += 1
            for part in _with_sides(file):
                part.unlink(missing_ok=True)
    return removed


def sweep(data: Path) -> None:
    """Remove what is left of copies that were interrupted: nobody goes back to them, and they hold names."""
    for part in [*(data / FOLDER).glob("*.part*"), *data.glob(f"{DATABASE}.part*")]:
        part.unlink(missing_ok=True)


def holds(data: Path, session: str) -> bool:
    """Whether a copy of the store knows a session, or cannot be asked."""
    for file in _copies(data):
        try:
            with contextlib.closing(soundness.read_only(file)) as connection:
                if connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone():
                    return True
        except sqlite3.Error:
            return True
    return False


def _copies(data: Path) -> list[Path]:
    """Backups, and databases that a backup has replaced."""
    return sorted([*(data / FOLDER).glob("*.db"), *data.glob(f"{REPLACED}*.db")])


def _in_copy(file: Path, job: Callable[[sa.Connection], T]) -> T:
    """Do something in a copy of the store, of whatever version; afterwards it is one file, without traces."""
    engine = open_engine(file_url(file))
    try:
        with engine.begin() as connection:
            done = job(connection)
    finally:
        engine.dispose()
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as plain:
        plain.execute("VACUUM")
        plain.execute("PRAGMA journal_mode=DELETE")
    return done


def _read(file: Path) -> Backup | None:
    """What a file's name says; None if it is no backup."""
    match = NAME.fullmatch(file.name)
    if match is None:
        return None
    try:
        return Backup(file, datetime.strptime(match["stamp"], STAMP).astimezone(), match["why"])
    except (ValueError, OverflowError):
        return None


def _name(data: Path, why: str) -> str:
    """A name that sorts behind those before it, also when the clock was set back meanwhile."""
    kept = every(data)
    now = datetime.now().astimezone().replace(microsecond=0)
    if kept and now <= kept[0].at:
        now = (kept[0].at + timedelta(seconds=1)).astimezone()
    return f"{now.strftime(STAMP)}_{why}.db"


def _leave_room(source: Path, spare: int) -> None:
    """OSError (disk full) if a copy would leave less room than that."""
    size = sum(file.stat().st_size for file in _with_sides(source) if file.is_file())
    if shutil.disk_usage(source.parent).free < size + spare:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _thin(data: Path) -> None:
    for backup in [backup for backup in every(data) if backup.why != BY_HAND][KEPT:]:
        with contextlib.suppress(OSError):
            backup.file.unlink()


def _renew(connection: sqlite3.Connection) -> None:
    """What must not come back: versions that browsers have seen, and one-time links that may have been used."""
    connection.execute("UPDATE sessions SET starts = starts + ?", (LATER,))
    connection.execute("DELETE FROM tokens WHERE purpose LIKE '%ticket' AND used_ms IS NULL")


def _put_aside(store: Path) -> Path | None:
    """Rename a database and what belongs to it; its new name."""
    stamp = datetime.now().astimezone().strftime(STAMP)
    aside = store.with_name(f"{REPLACED}{stamp}.db")
    for file, new in zip(_with_sides(store), _with_sides(aside), strict=True):
        if file.exists():
            file.rename(new)
    return aside if aside.exists() else None


def _with_sides(file: Path) -> list[Path]:
    return [file, *(file.with_name(file.name + side) for side in SIDES)]


def _to_disk(file: Path) -> None:
    with file.open("rb+") as handle:
        os.fsync(handle.fileno())
