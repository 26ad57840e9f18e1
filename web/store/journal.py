"""What SQLite's write-ahead log says of itself.

SQLite reads it up to the first bad checksum and forgets the rest without a word; what stood behind that was
acknowledged to somebody.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEADER, FRAME = 32, 24  # bytes before the first frame, and before each frame's page
MAGIC = 0x377F0682  # the last bit says in which order the words of a checksum are read
WORD = 0xFFFFFFFF
MOST_BYTES = 64 * 2**20  # a longer journal is looked at up to here


def lost_commits(wal: Path) -> int:
    """How many commits of a write-ahead log lie behind damage, so that SQLite would drop them.

    One may be what was being written when the power went, and was acknowledged to nobody.
    """
    try:
        with wal.open("rb") as file:
            content = file.read(MOST_BYTES)
    except FileNotFoundError:
        return 0
    head = content[:HEADER]
    if len(content) <= HEADER or not any(head):
        return 0
    magic, _, size, _, *salts, first, second = struct.unpack(">8I", head)
    order = ">" if magic & 1 else "<"
    sum_ = _checksum(order, head[:24], (0, 0))
    if magic & ~1 != MAGIC or size < 512 or sum_ != (first, second):
        return max(1, len(content) // (FRAME + 4096)) + 1  # nothing says where a commit ends
    lost, broken = 0, False
    for start in range(HEADER, len(content) - FRAME - size + 1, FRAME + size):
        frame = content[start : start + FRAME]
        _, commits, *salt, first, second = struct.unpack(">6I", frame)
        if not broken:
            page = content[start + FRAME : start + FRAME + size]
            sum_ = _checksum(order, frame[:8] + page, sum_)
            broken = salt != salts or sum_ != (first, second)
        lost += broken and salt == salts and commits != 0
    return lost


def _checksum(order: str, content: bytes, before: tuple[int, int]) -> tuple[int, int]:
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    first, second = before
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & WORD
        second = (second + other + first) & WORD
    return first, second
