"""Join codes: eight letters and digits that nobody confuses, shown as XXXX XXXX."""

from __future__ import annotations

import secrets

# No 0 and O, no 1, I and L: 31 characters, 8.5e11 codes.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as people read it: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def typed(text: str) -> str:
    """The code that somebody typed: case, spaces and dashes do not matter. "" if it cannot be one."""
    code = "".join(letter for letter in text.upper() if letter not in " -\t\u00a0\u2009\u2013")
    fits = len(code) == LENGTH and all(letter in ALPHABET for letter in code)
    return code if fits else ""
