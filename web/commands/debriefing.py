"""`baton debrief`: what happened in a session, on the terminal or as a file to take home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from web.commands.common import BadInputError, show_json
from web.commands.logs import match_of, open_log

if TYPE_CHECKING:
    from pathlib import Path

    from game.match import Match
    from web.exports.gathered import Gathered


def debrief(
    path: Path,
    team: int | None,
    lang: str,
    *,
    as_json: bool,
    xlsx: Path | None,
    html: Path | None,
    masked: bool,
) -> None:
    """Tell a session's debrief, or write it to a file.

    Args:
        path: a log or a session file.
        team: number of the team from 1, None for all.
        lang: "en" or "ru".
        as_json: print one JSON document.
        xlsx: write a workbook.
        html: write the printable report.
        masked: leave out the truth of the clients.
    """
    from web.exports.gathered import gather  # noqa: PLC0415
    from web.exports.voices import after_of  # noqa: PLC0415

    if as_json and (xlsx or html):
        raise BadInputError("--json prints; --xlsx and --html write a file: choose")
    file = open_log(path)
    match = match_of(file, path)
    if team is not None and not 1 <= team <= match.team_count:
        raise BadInputError(f"--team {team}: the session has teams 1 to {match.team_count}")
    gathered = gather(
        match,
        lang,
        reveal=not masked,
        teams=None if team is None else (team - 1,),
        after=after_of(file.voices),
        held_ms=file.created_ms,
    )
    if as_json:
        show_json(_document(match, gathered))
        return
    for target, content in _files(gathered, xlsx, html):
        _write(target, content)
        click.echo(gathered.words("terminal.written", path=str(target)))
    if not (xlsx or html):
        _tell(match, gathered)


def _files(gathered: Gathered, xlsx: Path | None, html: Path | None) -> list[tuple[Path, bytes]]:
    """What was asked to be written."""
    made = []
    if xlsx:
        from web.exports.book import workbook  # noqa: PLC0415

        made.append((xlsx, workbook(gathered)))
    if html:
        from web.exports.report import report  # noqa: PLC0415

        made.append((html, report(gathered).encode()))
    return made


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise BadInputError(f"{target}: {error.strerror}") from None


def _tell(match: Match, gathered: Gathered) -> None:
    from web.exports.terminal import told  # noqa: PLC0415

    for line in told(gathered, {team: _offers(match, team, gathered.lang) for team in gathered.shown}):
        click.echo(line.rstrip())


def _document(match: Match, gathered: Gathered) -> dict[str, Any]:
    """Everything as one document; money in cents."""
    return {
        "scenario": match.scenario.id,
        "revealed": gathered.reveal,
        "teams": [
            {
                "team": part.team,
                "name": part.name,
                "debrief": part.debrief,
                "scores": {seat.role: seat.score for seat in part.seats},
                "leaks": part.leaks,
                "key_moments": part.keys,
                "questions": part.questions,
                "whatifs": _offers(match, part.team, gathered.lang),
                "charter": [{"line": line, "choices": choices} for line, choices in part.charter],
            }
            for part in gathered.teams
        ],
        "pictures": gathered.pictures,
    }


def _offers(match: Match, team: int, lang: str) -> list[Any]:
    """The what-ifs worth trying."""
    from game.debrief.whatif import whatif_list  # noqa: PLC0415

    return list(whatif_list(match, team, lang)["offers"])
