"""What people take home, made by a clerk of the back office: the question names the file, the answer is its bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from web.exports.gathered import gather
from web.exports.pack import Pack, Setting, write_pack
from web.exports.voices import after_of, read_voices
from web.live.debrief.questions import NoSuchThingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.match import Match
    from web.exports.gathered import Gathered
    from web.live.debrief.game_side import Case
    from web.live.debrief.questions import Question


def made(match: Match, asked: Question, leaks: Callable[[int], Any]) -> bytes:
    """A workbook, tables or a report; `leaks` gives the waterfall of a team.

    Raises:
        NoSuchThingError: there is no such seat.
    """
    gathered = gather(
        match,
        asked.lang,
        reveal=asked.reveal,
        teams=None if asked.number("every") else (asked.team,),
        after=after_of(read_voices(json.loads(asked.word("voices")))),
        held_ms=asked.number("held_ms"),
        east=asked.number("east"),
        leaks=leaks,
    )
    return _written(gathered, asked)


def _written(gathered: Gathered, asked: Question) -> bytes:
    if asked.kind == "workbook":
        from web.exports.book import workbook  # noqa: PLC0415 - loaded by the clerk that needs it

        return workbook(gathered)
    if asked.kind == "tables":
        from web.exports.csvs import tables_zip  # noqa: PLC0415

        return tables_zip(gathered)
    from web.exports.report import report  # noqa: PLC0415

    seat = asked.number("seat")
    if any(seat >= len(part.seats) for part in gathered.teams):
        raise NoSuchThingError("seat")
    return report(gathered, seat if seat >= 0 else None).encode()


def session_file(case: Case, asked: Question) -> bytes:
    """The session file: the log with what belongs to it."""
    entries = [entry.to_json() for entry in case.entries]
    setting = Setting(**json.loads(asked.word("kept")))
    voices = read_voices(json.loads(asked.word("voices")))
    return write_pack(Pack(case.header, entries, case.sources, setting, voices), case.match.digest())
