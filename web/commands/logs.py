"""A session from a file: a log beside its scenario's folder, or a session file that brings its scenario along."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from web.commands.common import BadInputError, read_log, scenario_named, texts_beside

if TYPE_CHECKING:
    from pathlib import Path

    from game.match import Entry, Match
    from game.scenario.schema import Scenario
    from game.scenario.texts import Texts
    from web.exports.pack import Opened
    from web.exports.voices import Voice

ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class LogFile:
    """A session as its file tells it."""

    header: dict[str, Any]
    entries: list[Entry]
    scenario: Scenario
    texts: Texts
    created_ms: int = 0
    voices: tuple[Voice, ...] = field(default=())


def open_log(path: Path) -> LogFile:
    """A log (JSON lines) or a session file (zip).

    Raises:
        BadInputError: it cannot be read.
    """
    from game.scenario.texts import Texts  # noqa: PLC0415

    if is_pack(path):
        opened = open_session(path)
        return LogFile(
            opened.pack.header,
            opened.log,
            opened.scenario,
            Texts.read(opened.pack.sources["texts"]),
            opened.pack.setting.created_ms,
            opened.pack.voices,
        )
    header, entries = read_log(path)
    scenario, source = scenario_named(str(header["scenario"]))
    texts = texts_beside(source)
    return LogFile(header, entries, scenario, texts if texts is not None else Texts.build(None, strict=False))


def match_of(file: LogFile, path: Path) -> Match:
    """The match that a session's file leads to, with its words.

    Raises:
        BadInputError: it leads to none.
    """
    from game.match import Match  # noqa: PLC0415

    try:
        match = Match.from_log(file.scenario, file.header, file.entries)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise BadInputError(f"{path}: {' '.join(str(error).split())}") from None
    match.texts = file.texts
    return match


def is_pack(path: Path) -> bool:
    """Whether a file is a zip rather than a log."""
    try:
        with path.open("rb") as file:
            return file.read(4) == ZIP
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror}") from None


def open_session(path: Path) -> Opened:
    """A session file, its log re-run.

    Raises:
        BadInputError: it cannot be read, or does not lead where it says.
    """
    from web.exports.pack import MOST_PACKED, BadPack, open_pack  # noqa: PLC0415

    try:
        with path.open("rb") as file:
            data = file.read(MOST_PACKED + 1)
        opened = open_pack(data)
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror}") from None
    except (BadPack, ValueError) as error:
        raise BadInputError(f"{path}: {' '.join(str(error).split())}") from None
    return opened
