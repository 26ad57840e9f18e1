"""Scenario files become `Scenario` values, or one line that says what is wrong and where."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from game.reading import UnreadableError, read_file, read_toml
from game.scenario.schema import Scenario

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1_000_000
"""Most characters of a scenario file."""


class BadScenario(ValueError):
    """A scenario that cannot be used; the message is one line: file, field, what is wrong."""


def load_text(text: str, name: str = "scenario") -> Scenario:
    """Read a scenario from its TOML text; `name` is what error messages call it.

    Raises:
        BadScenario: it is not TOML, a field is missing, unknown, of the wrong type, or absurd.
    """
    try:
        data = read_toml(text, LARGEST)
    except UnreadableError as error:
        message = f"{name}: {error}"
        raise BadScenario(message) from None
    try:
        return Scenario.model_validate(_frozen(data))
    except ValidationError as error:
        message = f"{name}: {_first(error)}"
        raise BadScenario(message) from None


def load(path: Path) -> Scenario:
    """Read a scenario file handed in by the command line or the server.

    Raises:
        BadScenario: it cannot be read or used.
    """
    try:
        text = read_file(path, LARGEST)
    except UnreadableError as error:
        message = f"{path}: {error}"
        raise BadScenario(message) from None
    return load_text(text, path.name)


def catalogue(folder: Path) -> dict[str, Path]:
    """The scenario files of a folder by id (the file's name), in order; text files are left out."""
    files = sorted(folder.glob("*.toml"))
    return {path.stem: path for path in files if "." not in path.stem}


def digest(scenario: Scenario) -> str:
    """SHA-256 over everything the rules read: the same for files that differ only in layout and comments."""
    plain = json.dumps(scenario.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _frozen(value: Any) -> Any:
    """The same value with lists as tuples."""
    if isinstance(value, dict):
        return {key: _frozen(part) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    return value


def _line(error: Exception) -> str:
    return " ".join(str(error).split())


def _first(error: ValidationError) -> str:
    """The most telling of the errors, in one line."""
    errors = error.errors(include_url=False, include_context=False)
    found = min(errors, key=lambda each: (each["type"] == "missing", len(each["loc"])))
    where = ".".join(str(part) for part in found["loc"])
    what = str(found["msg"]).removeprefix("Value error, ")
    kind = found["type"]
    if kind == "missing":
        what = "is missing"
    elif kind == "extra_forbidden":
        what = "is not a known field"
    elif kind != "value_error":
        what = f"{what[:1].lower()}{what[1:]}, found {_short(found['input'])}"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return _line(ValueError(f"{where}: {what}{more}" if where else f"{what}{more}"))


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
