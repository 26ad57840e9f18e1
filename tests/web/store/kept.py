"""A store with some sessions in it, and ways to harm it."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

from tests.web.running import ROOT
from tests.web.store.test_store import a_session
from web.store import entries, people, sessions
from web.store.engine import open_engine, sqlite_url
from web.store.entries import EntryRow
from web.store.people import Person
from web.store.writer import Store

PAGE = 4096
SESSIONS = ("s0", "s1", "s2")


def fill(data: Path, *, acts: int = 40) -> Store:
    """A store of three sessions, each with a person and a log."""
    data.mkdir(parents=True, exist_ok=True)
    store = Store(open_engine(sqlite_url(data)))
    for number, session in enumerate(SESSIONS):
        row = a_session(session, f"CODE{number}")
        row.sources["text"] = "y" * 3 * PAGE  # longer than a page
        rows = [
            EntryRow(seq, f"id{seq}", "h", 7, 1000 + seq, {"seq": seq, "text": session * 200}) for seq in range(1, acts)
        ]

        def keep(connection, session=session, row=row, rows=rows):  # type: ignore[no-untyped-def]
            sessions.add(connection, row)
            people.add(connection, Person(f"p-{session}", session, "Canary", "canary", "en", 0, 0, 1))
            entries.append(connection, session, rows[:-1])

        store.run(keep)
        store.run(lambda connection, session=session, rows=rows: entries.append(connection, session, rows[-1:]))
    return store


def killed(data: Path) -> Path:
    """The same, left by a process that was killed: everything is in the journal still."""
    code = (
        "import sys, os, pathlib; from tests.web.store import kept; kept.fill(pathlib.Path(sys.argv[1])); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, str(data)], cwd=ROOT, check=True)
    assert (data / "baton.db-wal").stat().st_size > 10 * PAGE
    return data


def garble(file: Path, at: int, size: int = PAGE) -> None:
    """Overwrite a part of a file with noise that is the same each time."""
    content = bytearray(file.read_bytes())
    content[at : at + size] = random.Random(at).randbytes(size)
    file.write_bytes(content)


def copied(data: Path, to: Path) -> Path:
    """A copy of a folder to do harm to."""
    shutil.copytree(data, to)
    return to
