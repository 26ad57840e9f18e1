"""Texts in which every number stands as a mark: one letter that says which words put it there, and its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.scenario.texts import Template, Texts, plural_category
from web.exports.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIRST = 0xF0000
"""The first of the letters that no language uses; a mark keeps the width of one letter, so that lines still break."""
NUMBER = re.compile(r"\d[\d\s.,]*")
MARK = re.compile(r"[\U000F0000-\U000FFFFD]")


@dataclass(frozen=True)
class Mark:
    """A number in a text: the key of the words and the placeholder that it fills, or "literal" where they say it."""

    name: str
    value: Any
    text: str


class Marks:
    """The marks of one session, by the letter that stands for each."""

    def __init__(self, names: frozenset[str]) -> None:
        """`names`: of teams and clients; their digits are no numbers."""
        self.names = frozenset(name for name in names if re.search(r"\d", name))
        self._found: dict[Mark, str] = {}
        self._by_letter: dict[str, Mark] = {}

    def put(self, name: str, value: Any, text: str) -> str:
        """The letter for a number; the text itself where there is no digit in it. A bare number gets its words' name."""
        if len(text) == 1 and text in self._by_letter and self._by_letter[text].name == "bare":
            value, text = self._by_letter[text].value, self._by_letter[text].text
        if not re.search(r"\d", text) or text in self.names:
            return text
        mark = Mark(name, value if isinstance(value, int) else text, text)
        if mark not in self._found:
            self._found[mark] = letter = chr(FIRST + len(self._found))
            self._by_letter[letter] = mark
        return self._found[mark]

    def of(self, text: str) -> Iterator[Mark]:
        """The marks in a text."""
        for letter in MARK.findall(text):
            yield self._by_letter[letter]

    def changed(self, text: str, name: str, value: Any) -> str:
        """A text that says another number under the same name and value."""
        for letter in MARK.findall(text):
            mark = self._by_letter[letter]
            if (mark.name, mark.value) == (name, value):
                return text.replace(letter, self.put(name, value + 7, f"{value + 7}"), 1)
        raise LookupError(name)

    def plain(self, text: str) -> str:
        """A text as people read it."""
        return MARK.sub(lambda found: self._by_letter[found[0]].text, text)


class MarkedTexts(Texts):
    """A dictionary that says of every number where it comes from."""

    __slots__ = ("marks",)
    marks: Marks

    @classmethod
    def over(cls, texts: Texts, marks: Marks) -> MarkedTexts:
        """The same words as `texts`, with marks."""
        made = cls.__new__(cls)
        for name in Texts.__slots__:
            setattr(made, name, getattr(texts, name))
        made.marks = marks
        return made

    def fixed(self, lang: str) -> Mapping[str, str]:
        """Those that say no number by themselves; the others are looked up, and marked."""
        return {key: text for key, text in super().fixed(lang).items() if not re.search(r"\d", text)}

    def words(self, key: str, lang: str, **params: object) -> str:
        """The words at a key."""
        found = self._words[lang][key]
        if not isinstance(found, Template):
            found = found.get(plural_category(int(str(params["n"])), lang)) or found["other"]
        return self._fill(key, found, lang, params)

    def says(self, key: str, kind: str, lang: str, draw: float, **params: object) -> str:
        """What a client says."""
        fitting = self._fitting(key, kind)
        template = fitting[min(int(draw * len(fitting)), len(fitting) - 1)].phrases[lang]
        return self._fill(f"says.{key}", template, lang, params)

    def _fill(self, key: str, template: Template, lang: str, params: Mapping[str, object]) -> str:
        out = []
        for literal, name, spec, lower in template.parts:
            out.append(NUMBER.sub(lambda said: self.marks.put(f"{key}.literal", said[0], said[0]), literal))
            if name:
                text = self._plain(params[name], spec, lang)
                text = text[:1].lower() + text[1:] if lower and not text[1:2].isupper() else text
                out.append(self.marks.put(f"{key}.{name}", params[name], text))
        return "".join(out)

    def _plain(self, value: object, spec: str, lang: str) -> str:
        """A placeholder's text; a counted noun inside it is marked as a whole, by whoever asked for it."""
        return self.marks.plain(self._format(value, spec, lang)) if spec else str(value)


class MarkedWords(Words):
    """The words of exports with marks; what is written as a bare number is marked as that."""

    def __init__(self, lang: str, texts: MarkedTexts) -> None:
        super().__init__(lang)
        self.texts = texts

    def __call__(self, key: str, **params: object) -> str:
        """The words at a key."""
        return self.texts.words(key, self.lang, **params)

    def _bare(self, value: int, text: str) -> str:
        return self.texts.marks.put("bare", value, text)

    def money(self, cents: int) -> str:
        """Whole euros."""
        return self._bare(cents, super().money(cents))

    def signed(self, cents: int) -> str:
        """Whole euros with their sign."""
        return self._bare(cents, self.texts.marks.plain(super().signed(cents)))

    def exact(self, cents: int) -> str:
        """Euros with their cents."""
        return self._bare(cents, self.texts.marks.plain(super().exact(cents)))

    def minutes(self, value: int) -> str:
        """Work time."""
        return self._bare(value, super().minutes(value))

    def percent(self, value: int) -> str:
        """A whole percentage."""
        return self._bare(value, super().percent(value))

    def number(self, value: int) -> str:
        """A count."""
        return self._bare(value, super().number(value))
