"""`baton doctor`: is everything ready for a workshop?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from web.commands.common import show_json

if TYPE_CHECKING:
    from pathlib import Path

MARKS = {"ok": "ok      ", "warning": "warning ", "problem": "PROBLEM "}


def doctor(data: Path, host: str, port: int, *, as_json: bool) -> None:
    """Print every check; exit 2 if one found a problem."""
    from web import doctor as checks  # noqa: PLC0415

    found = checks.everything(data, host, port)
    sick = bool(checks.first_problem(found))
    if as_json:
        show_json({"ok": not sick, "checks": [asdict(check) for check in found]})
    else:
        for check in found:
            click.echo(f"{MARKS[check.state]}{check.check:12}{check.line}")
    if sick:
        click.get_current_context().exit(2)
