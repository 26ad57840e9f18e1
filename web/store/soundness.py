"""Whether a database can be trusted, before a server opens it.

Looks only, changes nothing, and takes no longer than it is told to; what it could not look at in that time counts as
sound.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from web.store import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAGIC = b"SQLite format 3\0"
OURS = {"alembic_version", "sessions", "entries"}
REVISIONS = tuple(sorted(path.stem[1:5] for path in (Path(__file__).parent / "migrations/versions").glob("m*_*.py")))
STEPS = 20_000  # of SQLite's machine between two looks at the time


@dataclass(slots=True)
class Soundness:
    """What was found. `fault` is "" where nothing is wrong; a server does not open a store with a fault."""

    fault: str = ""
    is_damaged: bool = False  # else the file is of another program, or of a newer Baton
    warning: str = ""
    revision: str = ""  # of the schema; "" in a new store
    readable: list[str] = field(default_factory=list)  # sessions, newest first
    unreadable: list[str] = field(default_factory=list)
    newest_ms: int = 0  # the newest entry of the log
    is_whole: bool = True  # everything was looked at

    def damage(self, what: str) -> None:
        """Note damage; the first that is found is told."""
        self.fault, self.is_damaged = self.fault or what, True


def look(file: Path, seconds: float, *, in_use: bool = False) -> Soundness:
    """Look at a database. `in_use`: a server has it open, and its journal grows."""
    found = Soundness()
    try:
        size = file.stat().st_size
        with file.open("rb") as begin:
            magic = begin.read(len(MAGIC))
    except FileNotFoundError:
        return found
    except OSError as error:
        found.damage(f"cannot be read ({error.strerror})")
        return found
    wal = file.with_name(file.name + "-wal")
    if not size:
        if wal.is_file() and wal.stat().st_size:
            found.damage("is empty, though its journal is not")
        elif any((file.parent / "backups").glob("*.db")):
            found.damage("is empty, though there are backups of it")
        return found
    if magic != MAGIC:
        found.damage("is not a database, or its beginning is damaged")
        return found
    if not in_use:
        _journal(wal, found)
    try:
        with contextlib.closing(read_only(file)) as connection:
            _look(connection, found, seconds)
    except (sqlite3.Error, OSError) as error:
        found.damage(f"cannot be read ({error})")
    return found


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that changes nothing, also not by tidying up when it is closed."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)


def _journal(wal: Path, found: Soundness) -> None:
    try:
        lost = journal.lost_commits(wal)
    except OSError as error:
        found.damage(f"has a journal that cannot be read ({error.strerror})")
        return
    if lost > 1:
        found.damage(f"has a damaged journal ({wal.name}): {lost} or so of the newest writes would be lost")
    elif lost:
        found.warning = "what was being written when this machine stopped is not in the store"


def _look(connection: sqlite3.Connection, found: Soundness, seconds: float) -> None:
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return
        if not tables >= OURS:
            found.fault = found.fault or "is the database of another program"
            return
        found.revision = str((connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",))[0])
    except (sqlite3.Error, UnicodeDecodeError) as error:
        found.damage(f"is damaged ({error})")
        return
    if found.revision not in REVISIONS:
        newer = found.revision > REVISIONS[-1]
        found.fault = found.fault or ("was made by a newer Baton" if newer else "has tables of no known Baton")
        return
    with _bounded(connection, seconds):
        try:
            said = [str(row[0]) for row in connection.execute("PRAGMA quick_check(1)")]
            if said != ["ok"]:
                found.damage(f"is damaged ({' '.join(said[-1].split())})")
        except sqlite3.Error as error:
            _note(error, found)
    with _bounded(connection, seconds) as is_over:
        _sessions(connection, found, is_over)


def _sessions(connection: sqlite3.Connection, found: Soundness, is_over: Callable[[], bool]) -> None:
    """Read every session as a server would, the newest first."""
    ids: list[str] = []
    try:
        for (session,) in connection.execute("SELECT id FROM sessions ORDER BY created_ms DESC"):
            ids.append(str(session))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        _note(error, found)
    with contextlib.suppress(sqlite3.Error):
        ids += [str(session) for (session,) in connection.execute("SELECT DISTINCT session FROM entries")]
    for session in dict.fromkeys(ids):
        if is_over():
            found.is_whole = False
            return
        try:
            found.newest_ms = max(found.newest_ms, _read(connection, session))
            found.readable.append(session)
        except (sqlite3.Error, ValueError) as error:
            _note(error, found, f"holds session {session}, which cannot be read")
            found.unreadable += [session] if found.is_whole else []


def _read(connection: sqlite3.Connection, session: str) -> int:
    """Read one session; the time of its newest entry.

    Raises:
        ValueError: what is kept makes no sense.
        sqlite3.Error: it cannot be read.
    """
    row = connection.execute("SELECT header, sources FROM sessions WHERE id = ?", (session,)).fetchone()
    if row is None:
        raise ValueError(session)
    for text in row:
        if not isinstance(json.loads(text), dict):
            raise ValueError(session)  # noqa: TRY004 - bad data, not a bad call
    newest, expected = 0, 1
    query = "SELECT seq, at_ms, body FROM entries WHERE session = ? ORDER BY seq"
    for seq, at_ms, body in connection.execute(query, (session,)):
        if seq != expected or not isinstance(json.loads(body), dict):
            raise ValueError(session)
        newest, expected = max(newest, at_ms), expected + 1
    return newest


def _note(error: Exception, found: Soundness, what: str = "") -> None:
    """Damage, unless it was only the time that ran out."""
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
        found.is_whole = False
    else:
        found.damage(what or f"is damaged ({error})")


@contextlib.contextmanager
def _bounded(connection: sqlite3.Connection, seconds: float) -> Iterator[Callable[[], bool]]:
    """Interrupt what takes longer; gives what tells whether the time is over."""
    until = time.monotonic() + seconds

    def is_over() -> bool:
        return time.monotonic() > until

    connection.set_progress_handler(is_over, STEPS)
    try:
        yield is_over
    finally:
        connection.set_progress_handler(None, 0)
