"""Text from outside: TOML and JSON that nobody vouches for, read within limits. The one place that parses it.

The readers of the standard library have none: 20,000 dotted keys in a row (40 kB) cost `tomllib` 1.6 GB, brackets
nested deeply end any of them in a RecursionError. So a text is looked over first, in one pass and without building
anything, and refused in one line.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, NoReturn

DEEPEST = 32
"""Brackets within brackets, and parts of one dotted key."""
LONGEST_LINE = 10_000
"""Characters of a line of TOML."""
LONGEST_WORD = 200
"""Characters of a number or a bare key."""
MOST_PARTS = 30_000
"""Keys, parts of keys, tables and lists of a TOML file: each costs about a kilobyte. The kitchen's texts have 6,000."""
LONGEST_NUMBER = 20
"""Digits of a whole number in JSON: 64 bits."""


class UnreadableError(ValueError):
    """A text that is not read; the message is one line."""


def read_file(path: Path, most: int) -> str:
    """The text of a file, and of one that is too long a little more than `most` characters.

    Raises:
        UnreadableError: it cannot be opened, or is no UTF-8.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(most + 1)
    except (OSError, UnicodeError) as error:
        raise UnreadableError(f"cannot be read: {getattr(error, 'strerror', '') or _line(error)}") from None


# --- TOML ------------------------------------------------------------------------------------------------

# Strings end where they end for `tomllib`, or with the text; a triple quote may have two more quotes before it.
_TOML = re.compile(
    r'"""(?:\\.|.)*?(?:""""{0,2}|\Z)'
    r"|'''.*?(?:''''{0,2}|\Z)"
    r'|"(?:\\.|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*"
    r"|[\w+-]+|[.=,\[\]{}\n]",
    re.DOTALL,
)


def read_toml(text: str, most: int) -> dict[str, Any]:
    """The tables of a TOML text of at most `most` characters.

    Raises:
        UnreadableError: it is none, or larger, deeper or longer-winded than a person would write it.
    """
    if len(text) > most:
        raise UnreadableError(f"longer than {most} characters")
    _look_over(text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: also dates and numbers that cannot be
        raise UnreadableError(f"not valid TOML: {_line(error)}") from None


def _look_over(text: str) -> None:
    """Refuse what would cost the parser too much."""
    longest = max(map(len, text.split("\n")))
    if longest > LONGEST_LINE:
        raise UnreadableError(f"a line has {longest} characters; {LONGEST_LINE} are read")
    depth = dots = parts = 0
    for found in _TOML.finditer(text):
        sign = found[0]
        if sign == ".":
            dots += 1
        elif sign in "[{":
            depth, dots = depth + 1, 0
        elif sign in "]}":
            depth, dots = depth - 1, 0
        elif sign in "=,\n":
            dots = 0
        elif len(sign) > LONGEST_WORD and sign[0] not in "\"'#":
            raise UnreadableError(f"line {_at(text, found)}: a word or number of {len(sign)} characters")
        parts += sign in ".=[{"
        if max(depth, dots + 1) > DEEPEST:
            raise UnreadableError(f"line {_at(text, found)}: nested more than {DEEPEST} deep")
        if parts > MOST_PARTS:
            raise UnreadableError(f"more than {MOST_PARTS} keys")


def _at(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


# --- JSON ------------------------------------------------------------------------------------------------

_STRING = re.compile(r'"(?:\\.|[^"\\])*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_LONG_NUMBER = re.compile(rf"(?<![\d.])\d{{{LONGEST_NUMBER + 1}}}|[eE]\+?\d{{3}}")


def read_json(text: str | bytes, deepest: int = DEEPEST) -> Any:
    """The value of a JSON text, as the standard has it: no NaN, no key twice, no half of a surrogate pair.

    Raises:
        UnreadableError: it is none, is nested more than `deepest`, or holds a number beyond 64 bits.
    """
    try:
        plain = text if isinstance(text, str) else text.decode()
        _look_into(plain, deepest)
        value = json.loads(plain, object_pairs_hook=_object, parse_constant=_refuse)
        if "\\u" in plain:
            json.dumps(value, ensure_ascii=False).encode()
    except UnreadableError:
        raise
    except UnicodeError:
        raise UnreadableError("not JSON: not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"not JSON: {getattr(error, 'msg', '') or _line(error)}") from None
    return value


def _look_into(text: str, deepest: int) -> None:
    """Refuse what is nested too deeply or counts too far. Most texts are passed by counting alone."""
    flat = text.count("[") + text.count("{") <= deepest
    if flat and not _LONG_NUMBER.search(text):
        return
    bare = _STRING.sub('""', text)
    if _LONG_NUMBER.search(bare):
        raise UnreadableError(f"a number of more than {LONGEST_NUMBER} digits")
    depth = 0
    for found in _BRACKET.finditer(bare):
        depth += 1 if found[0] in "[{" else -1
        if depth > deepest:
            raise UnreadableError(f"nested more than {deepest} deep")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise UnreadableError("not JSON: a key stands twice in one object")
    return made


def _refuse(word: str) -> NoReturn:
    raise UnreadableError(f"not JSON: {word} is no number")


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
