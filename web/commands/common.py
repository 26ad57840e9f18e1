"""What several commands share: one clear line for bad input, JSON on demand, scenarios and stores by name."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.output import can_say
from web.paths import SCENARIOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match import Entry
    from game.scenario.schema import Scenario
    from game.scenario.texts import Texts
    from web.store.writer import Store

LARGEST_LOG = 64 * 2**20
"""Bytes of a log; twelve teams write 5 MB."""


class BadInputError(click.ClickException):
    """Bad input: exit code 2 and one line."""

    exit_code = 2


def show_json(document: Any) -> None:
    """Print one JSON document and nothing else."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    click.echo(text if can_say(text) else json.dumps(document, indent=2))


def scenario_named(name: str) -> tuple[Scenario, Path]:
    """A scenario by its id in the folder of scenarios, or by the path of its file."""
    from game.scenario.loader import BadScenario, catalogue, load  # noqa: PLC0415

    path = catalogue(SCENARIOS).get(name) or Path(name)
    if not path.is_file():
        known = ", ".join(catalogue(SCENARIOS))
        raise BadInputError(f"There is no scenario {name!r}. Known ones: {known}; or give the path of a file.")
    try:
        return load(path), path
    except BadScenario as error:
        raise BadInputError(str(error)) from None


def texts_beside(path: Path) -> Texts | None:
    """The texts that belong to a scenario's file."""
    source = path.with_name(f"{path.stem}.texts.toml")
    return texts_of(source, strict=False) if source.is_file() else None


def texts_of(source: Path, *, strict: bool) -> Texts:
    """The texts of a file; with `strict` a missing word is an error when it is looked up."""
    from game.reading import UnreadableError, read_file  # noqa: PLC0415
    from game.scenario.texts import LARGEST, Texts, TextsError  # noqa: PLC0415

    try:
        return Texts.read(read_file(source, LARGEST), strict=strict)
    except (TextsError, UnreadableError) as error:
        raise BadInputError(f"{source.name}: {' '.join(str(error).split())}") from None


def read_log(path: Path) -> tuple[dict[str, Any], list[Entry]]:
    """Header and entries of a log file."""
    from game.match.log import BadLog, read  # noqa: PLC0415

    if path.is_file() and path.stat().st_size > LARGEST_LOG:
        raise BadInputError(f"{path}: larger than {LARGEST_LOG // 2**20} MB")
    try:
        with path.open(encoding="utf-8") as lines:
            return read(lines)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    except (BadLog, RecursionError, TypeError, KeyError, ValueError) as error:
        raise BadInputError(f"{path}: {' '.join(str(error).split())}") from None


@contextmanager
def store_in(data: Path, *, to_read: bool = False) -> Iterator[Store]:
    """The store of a data directory, also while its server runs; what is wrong with it is one line.

    `to_read` opens also a damaged store, of which some sessions may still be readable.

    Raises:
        BadInputError: there is none, or it is not sound.
    """
    import sqlalchemy as sa  # noqa: PLC0415

    from web import doctor  # noqa: PLC0415
    from web.store import folder, soundness  # noqa: PLC0415
    from web.store.engine import DATABASE, open_engine, open_to_read, sqlite_url  # noqa: PLC0415
    from web.store.trouble import StoreError, told  # noqa: PLC0415
    from web.store.writer import Store  # noqa: PLC0415

    file = data / DATABASE
    if not file.is_file():
        raise BadInputError(f"There is no store in {data}. Start a server first, or give --data.")
    found = soundness.look(file, doctor.QUICK_S, in_use=folder.is_held(data))
    sick = doctor.database(data, found)
    if sick.state == "problem" and not (to_read and found.readable):
        raise BadInputError(sick.line)
    as_it_is = to_read and (bool(found.fault) or found.revision == soundness.REVISIONS[-1])
    try:
        store = Store(open_to_read(file) if as_it_is else open_engine(sqlite_url(data)), gives_up=True)
    except StoreError as error:
        raise BadInputError(str(error)) from None
    try:
        yield store
    except sa.exc.DBAPIError as error:
        raise BadInputError(told(error, data)) from None
    finally:
        store.close()


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Work on a data directory while no server does.

    Raises:
        BadInputError: a server runs on it, or it cannot be used.
    """
    from web.store import folder  # noqa: PLC0415
    from web.store.trouble import StoreError  # noqa: PLC0415

    if not data.is_dir():
        raise BadInputError(f"There is no folder {data}. Start a server first, or give --data.")
    try:
        with folder.alone(data):
            yield
    except StoreError as error:
        raise BadInputError(str(error)) from None
