"""The log: a header, and one entry per accepted command with its events, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from game.actions.commands import Actor, Command
from game.reading import UnreadableError, read_json

FORMAT = 1
"""Version of the file's layout."""
LONGEST_LINE = 1_000_000
"""Characters of a line; an entry of twelve teams has 13,000."""


class BadLog(ValueError):
    """A file that is not a log that can be read; the message is one line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted command and what it led to. `seq` counts from 1 without a gap."""

    seq: int
    command: Command
    events: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        c = self.command
        return {
            "seq": self.seq,
            "id": c.id,
            "team": c.actor.team,
            "seat": c.actor.seat,
            "by": c.actor.by,
            "round": c.round,
            "verb": c.verb,
            "args": c.args,
            "inputs": c.inputs,
            "events": self.events,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Entry:
        """The entry that `to_json` wrote.

        Raises:
            BadLog: a key is missing.
        """
        try:
            actor = Actor(data["team"], data["seat"], data["by"])
            command = Command(data["id"], actor, data["round"], data["verb"], data["args"], data["inputs"])
            return cls(data["seq"], command, data["events"])
        except (KeyError, TypeError) as error:
            raise BadLog(f"not a log entry: {error}") from None


def write(header: dict[str, Any], entries: Iterable[Entry]) -> Iterable[str]:
    """The lines of a log file, each ending in a newline."""
    yield json.dumps(header, ensure_ascii=False, separators=(",", ":")) + "\n"
    for entry in entries:
        yield json.dumps(entry.to_json(), ensure_ascii=False, separators=(",", ":")) + "\n"


def read(lines: Iterable[str]) -> tuple[dict[str, Any], list[Entry]]:
    """Header and entries of a log file.

    Raises:
        BadLog: no header, an unknown format, a broken line, or a gap in the numbering.
    """
    header: dict[str, Any] | None = None
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            raise BadLog(f"line {number}: longer than {LONGEST_LINE} characters")
        try:
            data = read_json(line)
        except UnreadableError as error:
            raise BadLog(f"line {number}: {error}") from None
        if not isinstance(data, dict):
            raise BadLog(f"line {number}: not a JSON object")
        if header is None:
            if data.get("format") != FORMAT or "scenario" not in data or "seed" not in data:
                raise BadLog("line 1: no header of a Baton log that this version reads")
            header = data
            continue
        entry = Entry.from_json(data)
        if entry.seq != len(entries) + 1:
            raise BadLog(f"line {number}: entry {entry.seq} where {len(entries) + 1} was expected")
        entries.append(entry)
    if header is None:
        raise BadLog("the file is empty")
    return header, entries
