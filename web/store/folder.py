"""The data folder: one server at a time works on it, and says in it where it can be reached.

The lock belongs to the process and ends with it, however it ends. What the folder says of a server is believed
only while somebody holds the lock.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import tempfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from web.store.trouble import StoreError, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = "server.lock"
NOTE = "server.json"
PATIENCE_S = 2.0  # whoever only looks whether the lock is held has it for a moment
PROBE = b"\0" * 65536  # an empty file can be made on a full disk
OTHERS = 0o077  # what the other accounts of this machine may do: nothing


@dataclass(frozen=True, slots=True)
class Note:
    """Where a running server can be reached: from the network, and from this machine."""

    base: str
    local: str


class InUseError(StoreError):
    """Another process works on the folder."""


class Folder:
    """A data folder that is held by this process."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self.path = path
        self._lock = lock

    def tell(self, note: Note) -> None:
        """Say where the server of this folder can be reached."""
        (self.path / NOTE).write_text(json.dumps(asdict(note)), encoding="utf-8")

    def release(self) -> None:
        """Let others have it."""
        with contextlib.suppress(OSError):
            (self.path / NOTE).unlink(missing_ok=True)
        self._lock.release()


def option(data: Path) -> str:
    """The folder as one gives it to a command."""
    return f"--data {shlex.quote(str(data))}"


def keep_private() -> None:
    """Files that this process makes are for its own account alone: they hold names and what people said."""
    os.umask(OTHERS)


def make(data: Path) -> None:
    """Make sure that the folder is there and can be written in; what earlier versions left open in it is closed.

    Raises:
        StoreError: it cannot; the message names it.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        for file in [*data.glob("*.db*"), *data.glob("baton.log*"), *data.glob("backups"), *data.glob("backups/*.db")]:
            with contextlib.suppress(OSError):  # of another account; its owner closes it
                file.chmod(file.stat().st_mode & ~OTHERS)
    except (OSError, ValueError) as error:
        raise StoreError(told(error, data)) from None
    probe(data)


def probe(data: Path) -> None:
    """See whether a folder can be written in.

    Raises:
        StoreError: it cannot; the message names it.
    """
    try:
        with tempfile.TemporaryFile(dir=data) as file:
            file.write(PROBE)
            file.flush()
    except (OSError, ValueError) as error:
        raise StoreError(told(error, data)) from None


def hold(data: Path) -> Folder:
    """Take a folder that is there for this process alone.

    Raises:
        InUseError: another has it; the message names the address of its server.
        StoreError: it cannot be locked.
    """
    lock = _lock(data)
    try:
        lock.acquire(timeout=PATIENCE_S, poll_interval=0.05)
    except Timeout:
        raise InUseError(_in_use(data)) from None
    except OSError as error:
        raise StoreError(told(error, data)) from None
    with contextlib.suppress(OSError):
        (data / NOTE).unlink(missing_ok=True)  # of a server that was killed
    return Folder(data, lock)


@contextlib.contextmanager
def alone(data: Path) -> Iterator[None]:
    """Work on a folder while no server does.

    Raises:
        InUseError: a server runs on it.
    """
    folder = hold(data)
    try:
        yield
    finally:
        folder.release()


def is_held(data: Path) -> bool:
    """Whether some process works on the folder."""
    if not (data / LOCK).is_file():
        return False
    lock = _lock(data)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False  # where no lock can be taken, no server runs
    lock.release()
    return False


def running(data: Path) -> Note | None:
    """Where the server that works on a folder can be reached; None if there is none."""
    return _note(data) if is_held(data) else None


def _lock(data: Path) -> FileLock:
    return FileLock(data / LOCK, thread_local=False)


def _note(data: Path) -> Note | None:
    try:
        kept = json.loads((data / NOTE).read_text(encoding="utf-8"))
        return Note(str(kept["base"]), str(kept["local"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _in_use(data: Path) -> str:
    note = _note(data)
    if note is None:
        return f"The data folder {data} is in use by another Baton command, or a server is just starting on it."
    return (
        f"The data folder {data} is in use by the server at {note.local}. "
        f"Work there (baton host-link {option(data)} prints a new link), stop it, or choose another folder with --data."
    )
