"""Join codes: eight letters and digits that nobody confuses, shown as XXXX XXXX.

The one place that knows how codes are read. People type them on the keyboard that happens to be set, paste the whole
link, or write "code:" before them; the client hands over what was typed as it is.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterator

# No 0 and O, no 1, I and L: 31 characters, 8.5e11 codes.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
LONGEST_TEXT = 1000
"""Characters of a text that may hold a code: a link with all that messengers hang on it."""
MOST_READINGS = 4
"""Each is a guess more for whoever guesses; see `web.access.limits.Guesses`."""

# Letters of other alphabets that look like ours, as capitals: what somebody sees on the wall and finds on the keys.
_LOOKS = str.maketrans("АВЕЁЗКМНРСТУХѴЅЈԚԜԌ" + "ΑΒΕΖΗΚΜΝΡΤΥΧ", "ABEE3KMHPCTYXVSJQWG" + "ABEZHKMNPTYX")
# The keys of the Russian layout (the last one: of the Ukrainian): typed blindly, as if it were the Latin one.
_KEYS = str.maketrans("ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ" + "І", "QWERTYUIOPASDFGHJKLZXCVBNM" + "S")
_OWN = "ЙЁ"  # letters with a key of their own, not a letter with an accent
_WORD = re.compile(r"[^\W_]+")


def new_code() -> str:
    """A fresh code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """The code as people read it: two groups of four."""
    return f"{code[:4]} {code[4:]}"


def readings(text: str) -> tuple[str, ...]:
    """The codes that a text may hold, the likeliest first, at most `MOST_READINGS`; none if it can hold none.

    Case, separators, accents, invisible characters, full-width forms and digits of other scripts do not matter;
    look-alikes of other alphabets are read as what they look like, then as the key they lie on. More than one is
    found where words of four letters stand beside the code, or where a letter can be read both ways.
    """
    if len(text) > LONGEST_TEXT:
        return ()
    plain = _plain(unquote(text))
    found: list[tuple[tuple[bool, int, int], str]] = []
    for order, letters in enumerate(dict.fromkeys((plain.translate(_LOOKS), plain.translate(_KEYS)))):
        # Nearly every code has a digit, few words have.
        found += [((code.isalpha(), order, pieces), code) for pieces, code in _codes(letters)]
    return tuple(dict.fromkeys(code for _, code in sorted(found, key=lambda each: each[0])))[:MOST_READINGS]


def _plain(text: str) -> str:
    """Capitals and digits without accents and without what cannot be seen; everything else stays."""
    made = []
    for letter in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(letter)
        if category == "Nd":
            made.append(str(unicodedata.decimal(letter)))
        elif category not in ("Mn", "Me", "Cf"):
            capital = letter.upper()
            made.append(capital if capital in _OWN else unicodedata.normalize("NFD", capital)[0])
    return "".join(made)


def _codes(text: str) -> Iterator[tuple[int, str]]:
    """Every run of whole words that together make a code, with the number of words."""
    words = _WORD.findall(text)
    for start in range(len(words)):
        code = ""
        for pieces, word in enumerate(words[start : start + LENGTH], start=1):
            code += word
            if len(code) >= LENGTH:
                if len(code) == LENGTH and all(letter in ALPHABET for letter in code):
                    yield pieces, code
                break
