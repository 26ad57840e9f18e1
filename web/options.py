"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from web.paths import DATA

FILE = click.Path(dir_okay=False, path_type=Path)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")
data = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=DATA,
    show_default="data",
    help="Where sessions are kept.",
)
