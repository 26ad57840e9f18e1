"""The part of the `baton` command that looks after what a server keeps: sessions, backups, and the server's health."""

from __future__ import annotations

from pathlib import Path

import click

from web.options import FILE, as_json, data


@click.group()
def session() -> None:
    """Sessions that a server keeps."""


@session.command("list")
@data
@as_json
def session_list(data: Path, as_json: bool) -> None:
    """List them, newest first."""
    from web.commands import sessions

    sessions.show_list(data, as_json=as_json)


@session.command("export")
@click.argument("session_id", metavar="ID")
@click.argument("file", type=FILE)
@data
def session_export(session_id: str, file: Path, data: Path) -> None:
    """Write a session to a file that another machine can import; FILE.jsonl takes the bare log."""
    from web.commands import sessions

    sessions.export(data, session_id, file)


@session.command("import")
@click.argument("file", type=FILE)
@data
def session_import(file: Path, data: Path) -> None:
    """Keep a session file, or a log, as a closed session; its log is re-run first."""
    from web.commands import sessions

    sessions.take_in(data, file)


@session.command("forget")
@click.argument("session_id", metavar="ID")
@data
def session_forget(session_id: str, data: Path) -> None:
    """Remove the names of a session's people and what they wrote."""
    from web.commands import sessions

    sessions.forget(data, session_id)


@click.group()
def backup() -> None:
    """Backups of the sessions that a server keeps; it makes one before a session and at every bell."""


@backup.command("list")
@data
@as_json
def backup_list(data: Path, as_json: bool) -> None:
    """List them, newest first."""
    from web.commands import backing

    backing.show_list(data, as_json=as_json)


@backup.command("make")
@data
@as_json
def backup_make(data: Path, as_json: bool) -> None:
    """Make one now, also while the server runs; it is kept until you remove it."""
    from web.commands import backing

    backing.make(data, as_json=as_json)


@backup.command("restore")
@click.argument("name")
@data
@as_json
def backup_restore(name: str, data: Path, as_json: bool) -> None:
    """Go back to a backup, while no server runs; the database it replaces is kept beside it."""
    from web.commands import backing

    backing.restore(data, name, as_json=as_json)


@click.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Address the server is to listen on.")  # noqa: S104
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@data
@as_json
def doctor(host: str, port: int, data: Path, as_json: bool) -> None:
    """Check what a workshop needs: folder, store, disk, backups, port, network, clock; say what to do."""
    from web.commands import doctoring

    doctoring.doctor(data, host, port, as_json=as_json)
