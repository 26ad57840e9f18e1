"""What can be wrong with a store, and how it is said: one line that names the place and what to do."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class StoreError(Exception):
    """A store that cannot be used; the message is one line that says what to do."""


class Trouble(StrEnum):
    """Kinds of failure of a disk or a database."""

    FULL = "full"
    READ_ONLY = "read_only"
    NOT_A_FOLDER = "not_a_folder"
    DAMAGED = "damaged"
    BUSY = "busy"
    OTHER = "other"


_BY_ERRNO = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.ENOTDIR: Trouble.NOT_A_FOLDER,
    errno.EEXIST: Trouble.NOT_A_FOLDER,
    errno.EISDIR: Trouble.NOT_A_FOLDER,
}
_BY_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_IOERR_SHMSIZE: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.READ_ONLY,
    sqlite3.SQLITE_PERM: Trouble.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: Trouble.DAMAGED,
    sqlite3.SQLITE_NOTADB: Trouble.DAMAGED,
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
}
_CODES = {
    Trouble.FULL: "disk_full",
    Trouble.READ_ONLY: "store_broken",
    Trouble.DAMAGED: "store_broken",
}
NO_STORE = {
    "disk_full": "the disk of the server is full; nothing was changed",
    "store_broken": "the store of the server cannot be used; nothing was changed",
}
_SAID = {
    Trouble.FULL: "The disk of {data} is full. Make room there, or choose another folder with --data.",
    Trouble.READ_ONLY: "Nothing can be written in {data}{why}. Allow it, or choose another folder with --data.",
    Trouble.NOT_A_FOLDER: "{data} is not a folder, or lies below something that is none. Choose one with --data.",
    Trouble.BUSY: "Another program holds the database in {data}. Close it and try again.",
}


def trouble_of(error: BaseException) -> Trouble:
    """What kind of failure an error of the disk or the database is, also when SQLAlchemy has wrapped it."""
    error = getattr(error, "orig", None) or error
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _BY_SQLITE.get(code) or _BY_SQLITE.get(code & 0xFF, Trouble.OTHER)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0, Trouble.OTHER)
    return Trouble.DAMAGED if isinstance(error, UnicodeDecodeError) else Trouble.OTHER


def code_of(error: BaseException) -> str:
    """The code that an act or a request is refused with because of an error: one of NO_STORE, or "server_error"."""
    return _CODES.get(trouble_of(error), "server_error")


def told(error: BaseException, data: Path) -> str:
    """One line for whoever runs the server: what failed, in which folder, and what to do."""
    trouble = trouble_of(error)
    inner = getattr(error, "orig", None) or error
    reason = " ".join(str(getattr(inner, "strerror", None) or inner).split())
    if trouble in _SAID:
        return _SAID[trouble].format(data=data, why=f" ({reason})" if reason else "")
    return f"The store in {data} cannot be opened: {reason}."
