"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from web.paths import DATA


def _privately(_context: click.Context, _option: click.Parameter, folder: Path) -> Path:
    """What a command makes of the sessions of a folder is for this account alone."""
    from web.store.folder import keep_private  # noqa: PLC0415

    keep_private()
    return folder


FILE = click.Path(dir_okay=False, path_type=Path)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
data = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=DATA,
    show_default="data",
    callback=_privately,
    help="Where sessions are kept.",
)
