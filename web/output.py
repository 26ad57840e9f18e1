"""What goes to a terminal, a pipe or a file of the shell: never an error because of its letters."""

from __future__ import annotations

import os
import sys

LENIENT = ("replace", "backslashreplace", "ignore", "namereplace", "xmlcharrefreplace")


def prepare() -> None:
    """Let both streams replace what their encoding cannot say."""
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is not None and stream.errors not in LENIENT:
            change(errors="replace")


def can_say(text: str) -> bool:
    """Whether standard output has all these letters."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeError, LookupError):
        return False
    return True


def finish() -> None:
    """Write out what is still held back; an error of the stream comes here rather than after the end."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def give_up() -> None:
    """Nobody reads us any more: what follows goes nowhere."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the process ends
