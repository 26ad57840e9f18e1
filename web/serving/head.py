"""The head of a request, taken literally: what two readers could understand in two ways is refused."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_HEAD = 16 * 1024
"""Bytes of request line and fields."""
MOST_FIELDS = 64
LONGEST_TARGET = 8_000
MOST_BODY = 64 * 1024

_REQUEST = re.compile(rb"[A-Z]{1,16} /[\x21-\x7e]* HTTP/1\.([01])\r?\n")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):([\t\x20-\x7e\x80-\xff]*)\r?\n")
_ONCE = frozenset(
    [
        b"authorization",
        b"content-length",
        b"content-type",
        b"expect",
        b"host",
        b"origin",
        b"transfer-encoding",
        b"upgrade",
    ]
)


class BadRequest(ValueError):
    """A request that is not read; `status` is what is answered."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def read_head(first: bytes, readline: Callable[[int], bytes]) -> list[bytes]:
    """The lines of the fields of a request whose request line is `first`, without the empty one.

    Raises:
        BadRequest: 414, 431 or 400.
    """
    if not first.endswith(b"\n"):
        raise BadRequest(414 if len(first) >= LONGEST_TARGET else 400)
    request = _REQUEST.fullmatch(first)
    if request is None:  # also a target with a host in it: this is no proxy
        raise BadRequest(400)
    lines: list[bytes] = []
    left = MOST_HEAD - len(first)
    while True:
        line = readline(left + 1)
        left -= len(line)
        if left < 0 or len(lines) > MOST_FIELDS:
            raise BadRequest(431)
        if line in (b"\r\n", b"\n"):
            break
        lines.append(line)
        if not line.endswith(b"\n"):
            raise BadRequest(400)
    _check(lines, new=request[1] == b"1")
    return lines


def _check(lines: list[bytes], *, new: bool) -> None:
    """Refuse odd fields: folded, twice, without a host, or with two lengths of a body."""
    fields = [_FIELD.fullmatch(line) for line in lines]
    found = [(field[1].lower(), field[2].strip()) for field in fields if field is not None]
    names = Counter(name for name, _ in found)
    values = dict(found)
    length, coding = values.get(b"content-length"), values.get(b"transfer-encoding")
    odd = len(found) < len(lines) or any(names[name] > 1 for name in _ONCE) or (new and b"host" not in names)
    odd = odd or (length is not None and re.fullmatch(rb"\d{1,12}", length) is None)
    if odd or (coding is not None and (coding.lower() != b"chunked" or length is not None or not new)):
        raise BadRequest(400)
