"""`baton backup list|make|restore`: the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from web.commands.common import BadInputError, alone, show_json

if TYPE_CHECKING:
    from pathlib import Path

    from web.store.backups import Backup


SURE = "Whoever was removed or signed out since stays so."
UNSURE = (
    "Nobody can tell any more who was removed since: look who sits where before you go on. "
    "Every facilitator has to sign in anew (baton host-link)."
)


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
            done = backups.restore(data, chosen)
        except StoreError as error:
            raise BadInputError(str(error)) from None
    if as_json:
        replaced = None if done.old is None else str(done.old)
        show_json({**_line(chosen), "replaced": replaced, "sure": done.is_sure, "back": done.back})
        return
    click.echo(f"The store is as it was: {chosen.name}.")
    if done.old is not None:
        click.echo(f"The database it replaces is kept as {done.old}.")
    if done.back:
        click.echo(f"Sessions that it did not have are back: {', '.join(done.back)}.")
    click.echo(SURE if done.is_sure else UNSURE)


def _line(backup: Backup) -> dict[str, Any]:
    return {
        "backup": backup.name,
        "made": backup.at.astimezone().isoformat(timespec="seconds"),
        "why": backup.why,
        "bytes": backup.file.stat().st_size,
    }
