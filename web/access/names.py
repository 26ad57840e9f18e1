"""What people type (names, sentences), made fit to be shown and compared."""

from __future__ import annotations

import unicodedata

LONGEST = 40
# Controls, direction marks, surrogates, unassigned: in a name they do nothing but mischief.
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_BLANKS = frozenset({"\u115f", "\u1160", "\u3164", "\uffa0", "\u2800"})  # letters that look like nothing
_MOST_MARKS = 2  # accents on one letter


class BadNameError(ValueError):
    """A name of which nothing readable is left."""


def clean_name(text: str) -> str:
    """The name as it is shown: a clean line of at most 40 characters.

    Raises:
        BadNameError: nothing readable is left.
    """
    name = clean_line(text, LONGEST)
    if not name:
        raise BadNameError("A name needs at least one letter or number.")
    return name


def clean_line(text: str, longest: int) -> str:
    """A line as it is shown: NFKC, no controls, no direction marks, single spaces, at most `longest` characters.

    "" if nothing readable is left.
    """
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFKC", text[: 10 * longest]):
        category = unicodedata.category(letter)
        if category == "Zs" or letter in "\t\r\n":
            kept.append(" ")
            continue
        if category in _REFUSED or letter in _BLANKS:
            continue
        marks = marks + 1 if category.startswith("M") else 0
        if marks <= _MOST_MARKS:
            kept.append(letter)
    line = " ".join("".join(kept).split())[:longest].rstrip()
    return line if any(unicodedata.category(letter)[0] in "LNS" for letter in line) else ""


def clean_text(text: str, longest: int) -> str:
    """Text of several lines as it is shown: each line as `clean_line` makes it, at most `longest` characters in all."""
    lines = (clean_line(line, longest) for line in text.splitlines())
    return "\n".join(lines).strip("\n")[:longest].rstrip()


def name_key(name: str) -> str:
    """What two names are compared by: they must differ in more than case."""
    return unicodedata.normalize("NFKC", name.casefold())[:80]
