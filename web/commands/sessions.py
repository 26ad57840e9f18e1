"""`baton session list|export|import|forget`: the sessions that a server keeps."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from web.commands.common import BadInputError, open_store, read_log, scenario_named, show_json

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from game.match import Entry
    from web.store.sessions import SessionRow


def show_list(data: Path, *, as_json: bool) -> None:
    """Every session, newest first."""
    from web.store import sessions  # noqa: PLC0415

    store = open_store(data)
    found = store.run(sessions.every)
    store.close()
    lines = [
        {
            "session": row.id,
            "scenario": row.scenario,
            "created": datetime.fromtimestamp(row.created_ms / 1000, UTC).isoformat(timespec="seconds"),
            "phase": row.phase,
            "round": row.round,
            "teams": row.teams,
            "people": people,
        }
        for row, people in found
    ]
    if as_json:
        show_json(lines)
        return
    for line in lines:
        click.echo(
            f"{line['session']}  {line['created']}  {line['scenario']}  {line['phase']} {line['round']}  "
            f"{line['teams']} teams, {line['people']} people"
        )


def export(data: Path, session: str, target: Path) -> None:
    """Write a session's log; names of people are not in it."""
    from web.store import entries, sessions  # noqa: PLC0415

    store = open_store(data)
    row = store.run(lambda connection: sessions.get(connection, session))
    log = store.run(lambda connection: entries.every(connection, session))
    store.close()
    if row is None:
        raise BadInputError(f"There is no session {session!r}.")
    try:
        with target.open("w", encoding="utf-8") as file:
            for document in (row.header, *(entry.body for entry in log)):
                file.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")
    except OSError as error:
        raise BadInputError(f"{target}: {error.strerror}") from None
    click.echo(f"{len(log)} entries written to {target}. The file holds every secret of the session.")


def take_in(data: Path, source: Path) -> None:
    """Keep a log as a closed session, to be looked at in the console."""
    from web.store import entries, sessions  # noqa: PLC0415
    from web.store.entries import EntryRow  # noqa: PLC0415

    header, log = read_log(source)
    row = _row(source, header, log)
    rows = [EntryRow(entry.seq, entry.command.id[:64], "", 0, row.created_ms, entry.to_json()) for entry in log]

    def keep(connection: sa.Connection) -> None:
        sessions.add(connection, row)
        entries.append(connection, row.id, rows)

    store = open_store(data)
    try:
        store.run(keep)
    except Exception:
        raise BadInputError(f"{source}: the log cannot be kept; does an id occur twice?") from None
    finally:
        store.close()
    click.echo(row.id)


def forget(data: Path, session: str) -> None:
    """Remove the names of a session's people and the words of their reflections; the log stays."""
    from web.store import debriefs, people, sessions  # noqa: PLC0415

    store = open_store(data)
    known = store.run(lambda connection: sessions.get(connection, session))
    count = store.run(lambda connection: people.forget(connection, session)) if known else 0
    rules = store.run(lambda connection: debriefs.forget(connection, session)) if known else 0
    store.close()
    if known is None:
        raise BadInputError(f"There is no session {session!r}.")
    click.echo(f"{count} names and {rules} reflections removed. The log of the session stays.")


def _row(source: Path, header: dict[str, object], log: list[Entry]) -> SessionRow:
    """The session that a log becomes."""
    from web.access.codes import new_code  # noqa: PLC0415
    from web.live.clock import wall_ms  # noqa: PLC0415
    from web.live.game_rules import GameRules  # noqa: PLC0415
    from web.store.sessions import SessionRow  # noqa: PLC0415

    _, path = scenario_named(str(header["scenario"]))
    rules = GameRules(path.parent)
    sources = rules.sources(path.stem)
    try:
        match = rules.fold(sources, header, [entry.to_json() for entry in log])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadInputError(f"{source}: {' '.join(str(error).split())}") from None
    info, now = rules.info(sources), wall_ms()
    row = SessionRow(
        id=secrets.token_hex(6),
        created_ms=now,
        closed_ms=now,
        code=new_code(),
        language="en",
        scenario=info.id,
        title=info.title["en"],
        sources=sources,
        header=header,
        round_ms=0,
        charter_ms=0,
        starts=0,
        reveal=True,
        phase=match.phase,
        round=match.round,
        rounds=info.rounds,
        teams=match.team_count,
    )
    rules.close(match)
    return row
