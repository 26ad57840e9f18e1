"""The words of exports in one language; they stand in `words.toml` beside this file."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from babel.dates import format_date

from game.reading import read_toml
from game.scenario import texts
from game.scenario.texts import Texts
from web.days import moment

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def dictionary() -> Texts:
    """The dictionary of exports; a missing word is an error."""
    source = resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return Texts.build(None, words=read_toml(source, texts.LARGEST))


class Words:
    """Looks up words and writes numbers for one reader."""

    def __init__(self, lang: str, east: int | None = None) -> None:
        """`lang`: "en" or "ru"; `east`: minutes east of Greenwich, None where this machine is."""
        self.lang = lang
        self._east = east
        self._fixed: Mapping[str, str] = dictionary().fixed(lang)

    def __call__(self, key: str, **params: object) -> str:
        """The words at a key."""
        found = self._fixed.get(key)
        return found if found is not None else dictionary().words(key, self.lang, **params)

    def money(self, cents: int) -> str:
        """Whole euros."""
        return texts.money(cents, self.lang)

    def signed(self, cents: int) -> str:
        """Whole euros with their sign; nothing is said of zero."""
        return f"+{self.money(cents)}" if cents >= 50 else self.money(cents)

    def exact(self, cents: int) -> str:
        """Euros with their cents, for sums that are to be checked by hand."""
        whole, rest = divmod(abs(cents), 100)
        comma = "," if self.lang == "ru" else "."
        figure = f"{texts.number(whole, self.lang)}{comma}{rest:02d}"
        sign = "\u2212" if cents < 0 else ""
        return f"{sign}{figure}\u00a0€" if self.lang == "ru" else f"{sign}€{figure}"

    def minutes(self, value: int) -> str:
        """Work time in hours and minutes."""
        return texts.minutes(value, self.lang)

    def percent(self, value: int) -> str:
        """A whole percentage."""
        return texts.percent(value, self.lang)

    def number(self, value: int) -> str:
        """A count with its thousands separated."""
        return texts.number(value, self.lang)

    def date(self, at_ms: int) -> str:
        """The reader's day of a moment (milliseconds of the wall clock, UTC); "" for 0."""
        if not at_ms:
            return ""
        text: str = format_date(moment(at_ms, self._east), format="long", locale=self.lang)
        return text
