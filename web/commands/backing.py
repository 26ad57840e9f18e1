"""`baton backup list|make|restore`: the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from web.commands.common import BadInputError, alone, show_json

if TYPE_CHECKING:
    from pathlib import Path

    from web.store.backups import Backup


def show_list(data: Path, *, as_json: bool) -> None:
    """Every backup, newest first."""
    from web.store import backups  # noqa: PLC0415

    lines = [_line(backup) for backup in backups.every(data)]
    if as_json:
        show_json(lines)
        return
    for line in lines:
        click.echo(f"{line['backup']}  {line['bytes'] / 2**20:.1f} MB")
    if not lines:
        click.echo(f"There are no backups in {data}.")


def make(data: Path, *, as_json: bool) -> None:
    """Make one by hand."""
    from web.store import backups  # noqa: PLC0415
    from web.store.engine import DATABASE  # noqa: PLC0415
    from web.store.trouble import StoreError  # noqa: PLC0415

    if not (data / DATABASE).is_file():
        raise BadInputError(f"There is no store in {data}. Start a server first, or give --data.")
    try:
        made = backups.make(data, backups.BY_HAND)
    except StoreError as error:
        raise BadInputError(str(error)) from None
    if as_json:
        show_json(_line(made))
    else:
        click.echo(made.name)


def restore(data: Path, name: str, *, as_json: bool) -> None:
    """Go back to one; not beside a running server."""
    from web.store import backups, folder  # noqa: PLC0415
    from web.store.trouble import StoreError  # noqa: PLC0415

    chosen = next((backup for backup in backups.every(data) if name in (backup.name, backup.file.name)), None)
    if chosen is None:
        raise BadInputError(
            f"There is no backup {name!r} in {data}. baton backup list {folder.option(data)} names them."
        )
    with alone(data):
        try:
            old = backups.restore(data, chosen)
        except StoreError as error:
            raise BadInputError(str(error)) from None
    if as_json:
        show_json({**_line(chosen), "replaced": None if old is None else str(old)})
        return
    click.echo(f"The store is as it was: {chosen.name}.")
    if old is not None:
        click.echo(f"The database it replaces is kept as {old}.")


def _line(backup: Backup) -> dict[str, Any]:
    return {
        "backup": backup.name,
        "made": backup.at.astimezone().isoformat(timespec="seconds"),
        "why": backup.why,
        "bytes": backup.file.stat().st_size,
    }
