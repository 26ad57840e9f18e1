"""Every word a person reads, in the reader's language.

Two kinds of text are kept apart. *Words* are what the game says: labels, hints, status lines, sentences of
the inbox. Those that fit any scenario stand in `words.toml` and `debrief.toml` beside this file; a scenario
adds its own (products, pains, kinds of client) and may replace any of them. *Speech* is what a client says: a situation
has several variants, some only for certain kinds of client, and a draw picks one, so that the same client
always says the same thing. Texts hold placeholders; what fills them are codes and numbers, never ready words,
so an event can store a key with its parameters and be read in either language.

Placeholders::

    {name}                as it is
    {price:money}         integer cents: "€12,400" / «12 400 €»
    {wait:minutes}        "1 h 20 min" / «1 ч 20 мин»
    {share:percent}       "65%" / «65 %»
    {jobs:number}         thousands separated
    {plan:tenths}         integer tenths, the decimal only where there is one: "2.5" / «2,5», "10"
    {n:count.lead}        a counted noun by the language's plural rules, from the words `count.*`
    {pain:value.pain}     the words at `value.pain.<pain>`
    {pain:value.pain|lower}   the same, first letter in lower case
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from string import Formatter
from types import MappingProxyType
from typing import Final

from babel import Locale
from babel.numbers import format_currency, format_decimal, format_percent

from game.reading import UnreadableError, read_json, read_toml

LANGUAGES: Final[tuple[str, ...]] = ("en", "ru")

# What a scenario's file holds beside plain words.
_SPEECH: Final = "says"
_POOLS: Final = ("names", "contacts")
_PRACTICE: Final = "practice"

_MONEY_PATTERNS: Final[Mapping[str, str]] = {"en": "¤#,##0", "ru": "#,##0\u00a0¤"}
_LOCALES: Final[Mapping[str, Locale]] = {language: Locale(language) for language in LANGUAGES}

LARGEST: Final = 4_000_000
"""Most characters of a file of texts."""

PluralForms = Mapping[str, "Template"]


class TextsError(ValueError):
    """A file of texts that cannot be used; the message names the key."""


# --- Formats -------------------------------------------------------------------------------------------


@lru_cache(maxsize=16384)
def money(cents: int, language: str, currency: str = "EUR") -> str:
    """Whole units of money from integer cents."""
    text = format_currency(
        round(cents / 100),
        currency,
        format=_MONEY_PATTERNS[language],
        locale=_LOCALES[language],
        currency_digits=False,
    )
    return text.replace("-", "\u2212")


@lru_cache(maxsize=4096)
def number(value: int, language: str) -> str:
    """A number with its thousands separated."""
    return format_decimal(value, locale=_LOCALES[language]).replace("-", "\u2212")


@lru_cache(maxsize=512)
def tenths(value: int, language: str) -> str:
    """A count from its tenths, with one decimal where it has one."""
    return format_decimal(value / 10, format="#,##0.#", locale=_LOCALES[language]).replace("-", "\u2212")


@lru_cache(maxsize=512)
def percent(value: int, language: str) -> str:
    """A whole percentage: 65 is 65 per cent."""
    return format_percent(value / 100, locale=_LOCALES[language]).replace("-", "\u2212")


@lru_cache(maxsize=4096)
def minutes(value: int, language: str) -> str:
    """Work time as hours and minutes, kept on one line."""
    hour, minute = ("h", "min") if language == "en" else ("ч", "мин")
    hours, rest = divmod(max(0, value), 60)
    parts = [f"{hours}\u00a0{hour}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest}\u00a0{minute}")
    return "\u00a0".join(parts)


@lru_cache(maxsize=4096)
def plural_category(value: int, language: str) -> str:
    """The plural form that a count takes: one, few, many or other."""
    return _LOCALES[language].plural_form(value)


_FORMATS: Final = {"money": money, "number": number, "tenths": tenths, "percent": percent, "minutes": minutes}


def _lower(text: str) -> str:
    """The first letter in lower case, unless the word is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


# --- Templates -----------------------------------------------------------------------------------------


class Template:
    """One text with its placeholders, taken apart once."""

    __slots__ = ("fixed", "parts", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        parts: list[tuple[str, str, str, bool]] = []
        for literal, name, spec, _ in Formatter().parse(source):
            kind, _, modifier = (spec or "").partition("|")
            parts.append((literal, name or "", kind, modifier == "lower"))
        self.parts = tuple(parts)
        # Braces doubled in the source come out single, also when nothing is filled in.
        self.fixed = "".join(part[0] for part in parts) if all(not part[1] for part in parts) else None

    def placeholders(self) -> frozenset[str]:
        """Names and formats of what is filled in, for comparing languages."""
        return frozenset(f"{name}:{kind}" for _, name, kind, _ in self.parts if name)


class Variant:
    """One way a client may put it, in every language, and the kinds of client it suits."""

    __slots__ = ("kinds", "phrases")

    def __init__(self, phrases: Mapping[str, Template], kinds: frozenset[str]) -> None:
        self.phrases = phrases
        self.kinds = kinds


# --- Texts ---------------------------------------------------------------------------------------------


class Texts:
    """All texts of one scenario in all languages. Built once, never changed, shared by every session."""

    __slots__ = ("_contacts", "_kinds", "_names", "_practice", "_says", "_strict", "_words")

    def __init__(
        self,
        words: Mapping[str, Mapping[str, Template | PluralForms]],
        says: Mapping[str, tuple[Variant, ...]],
        pools: Mapping[str, Mapping[str, tuple[Mapping[str, str], ...]]],
        practice: Mapping[str, object],
        *,
        strict: bool,
    ) -> None:
        self._words = words
        self._names = pools.get("names", {})
        self._contacts = pools.get("contacts", {})
        self._kinds = frozenset(self._names) | {kind for vs in says.values() for v in vs for kind in v.kinds}
        self._says = {
            (key, kind): tuple(v for v in variants if not v.kinds or kind in v.kinds)
            for key, variants in says.items()
            for kind in (*self._kinds, "")
        }
        self._practice = practice
        self._strict = strict

    @classmethod
    def read(cls, text: str, *, strict: bool = False) -> Texts:
        """Texts from the TOML text of a scenario's own words; "" for none. As a rule a missing word stops nobody.

        Raises:
            TextsError: it cannot be used; the message is one line.
        """
        try:
            return cls.build(read_toml(text, LARGEST), strict=strict)
        except UnreadableError as error:
            raise TextsError(str(error)) from None

    @classmethod
    def build(
        cls,
        scenario: Mapping[str, object] | None = None,
        words: Mapping[str, object] | None = None,
        *,
        strict: bool = True,
    ) -> Texts:
        """Texts from parsed TOML: the scenario's own over the game's words.

        With `strict` an unknown key is a `KeyError`; without it the key itself is shown, so that a missing
        word never stops a workshop.
        """
        flat = dict(_flatten(game_words() if words is None else words))
        own = dict(scenario or {})
        says = _speech(own.pop(_SPEECH, {}))
        pools = {pool: _pool(pool, own.pop(pool, {})) for pool in _POOLS}
        practice = own.pop(_PRACTICE, {})
        flat.update(_flatten(own))
        compiled = {
            language: MappingProxyType({key: _compile(key, leaf[language]) for key, leaf in flat.items()})
            for language in LANGUAGES
        }
        return cls(compiled, says, pools, _table("practice", practice), strict=strict)

    # What the game says

    def words(self, key: str, lang: str, **params: object) -> str:
        """The words at a key. A text with plural forms takes its count from the parameter `n`."""
        found = self._words[lang].get(key)
        if found is None:
            if self._strict:
                raise KeyError(key)
            return key
        if not isinstance(found, Template):
            found = found.get(plural_category(_count(key, params), lang)) or found["other"]
        return found.fixed if found.fixed is not None else self._fill(key, found, lang, params)

    def fixed(self, lang: str) -> Mapping[str, str]:
        """The words that nothing is filled into, by key: for readers that look up very many."""
        found = self._words[lang]
        return {k: t.fixed for k, t in found.items() if isinstance(t, Template) and t.fixed is not None}

    def has(self, key: str) -> bool:
        """Whether there are words at this key."""
        return key in self._words["en"]

    def keys(self) -> frozenset[str]:
        """Every key that `words` knows."""
        return frozenset(self._words["en"])

    # What a client says

    def says(self, key: str, kind: str, lang: str, draw: float, **params: object) -> str:
        """What a client of this kind says in a situation; the draw, 0 <= draw < 1, picks the variant.

        A situation without texts of its own uses those of the wider one: `demo.right.look` falls back to
        `demo.right`.
        """
        fitting = self._fitting(key, kind)
        if not fitting:
            if self._strict:
                raise KeyError(f"{key} for {kind}")
            return key
        template = fitting[min(int(draw * len(fitting)), len(fitting) - 1)].phrases[lang]
        return template.fixed if template.fixed is not None else self._fill(key, template, lang, params)

    def variants(self, key: str, kind: str) -> int:
        """How many ways a client of this kind has to put it; 0 when there is none."""
        return len(self._fitting(key, kind))

    def situations(self) -> frozenset[str]:
        """Every key that `says` knows."""
        return frozenset(key for key, _ in self._says)

    def _fitting(self, key: str, kind: str) -> tuple[Variant, ...]:
        kind = kind if kind in self._kinds else ""
        while key:
            if found := self._says.get((key, kind)):
                return found
            key = key.rpartition(".")[0]
        return ()

    # Who the clients are

    def kinds(self) -> frozenset[str]:
        """The kinds of client that have names."""
        return frozenset(self._names)

    def names(self, kind: str) -> Sequence[Mapping[str, str]]:
        """Names of companies of a kind, each in every language."""
        return self._names[kind]

    def contacts(self, kind: str) -> Sequence[Mapping[str, str]]:
        """People to talk to at companies of a kind: first name and role, each in every language."""
        return self._contacts[kind]

    def team_names(self) -> list[dict[str, str]]:
        """Names for teams, in the order in which they are given out."""
        names: list[dict[str, str]] = []
        while self.has(key := f"team_name.{len(names) + 1}"):
            names.append({language: self.words(key, language) for language in LANGUAGES})
        return names

    def practice(self, lang: str) -> dict[str, object]:
        """The practice call of the lobby, unscored and made up.

        Keys: `company`, `contact`, `opening`, `closing`, `topics` (ids in the order offered), `answers`
        (topic -> what the client says) and `learned` (topic -> `field`, `value`, `status`, `text`).
        """
        spoken = _in_language(self._practice, lang)
        return spoken if isinstance(spoken, dict) else {}

    def _fill(self, key: str, template: Template, lang: str, params: Mapping[str, object]) -> str:
        out: list[str] = []
        for literal, name, spec, lower in template.parts:
            out.append(literal)
            if not name:
                continue
            if name not in params:
                if self._strict:
                    raise KeyError(f"{key} needs {name}")
                continue
            text = self._format(params[name], spec, lang)
            out.append(_lower(text) if lower else text)
        return "".join(out)

    def _format(self, value: object, spec: str, lang: str) -> str:
        if not spec:
            return str(value)
        if spec in _FORMATS:
            return _FORMATS[spec](_integer(spec, value), lang)
        if spec.startswith("count."):
            return self.words(spec, lang, n=value)
        return self.words(f"{spec}.{value}", lang)

    # Checks

    def problems(self) -> list[str]:
        """What a translator still has to mend, one line each; empty when all is well."""
        found = [line for key in sorted(self.keys()) for line in self._word_problems(key)]
        for (key, kind), variants in sorted(self._says.items()):
            if kind and not variants:
                found.append(f"says.{key}: nothing for a client of the kind {kind}")
            if kind:
                continue
            for index, variant in enumerate(variants, start=1):
                en, ru = (variant.phrases[language] for language in LANGUAGES)
                found.extend(_pair_problems(f"says.{key}.{index}", en, ru))
        return found

    def _word_problems(self, key: str) -> Iterator[str]:
        en, ru = (self._words[language][key] for language in LANGUAGES)
        for language, phrase in (("en", en), ("ru", ru)):
            if isinstance(phrase, Template):
                continue
            needed = _LOCALES[language].plural_form.tags | {"other"}
            if missing := needed - set(phrase):
                yield f"{key}.{language}: lacks the plural forms {', '.join(sorted(missing))}"
        en_one = en if isinstance(en, Template) else en["other"]
        ru_one = ru if isinstance(ru, Template) else ru["other"]
        yield from _pair_problems(key, en_one, ru_one)


def _pair_problems(key: str, en: Template, ru: Template) -> Iterator[str]:
    for language, template in (("en", en), ("ru", ru)):
        if not template.source.strip():
            yield f"{key}.{language}: empty"
    if en.placeholders() - {"n:"} != ru.placeholders() - {"n:"}:
        odd = ", ".join(sorted(en.placeholders() ^ ru.placeholders()))
        yield f"{key}: the languages fill in different things ({odd})"


# --- Reading -------------------------------------------------------------------------------------------


@cache
def game_words() -> Mapping[str, object]:
    """The words that belong to no scenario: `words.toml`, and beside it those of debrief, figures and refusals.

    The words of figures and refusals are JSON because the browser's client reads the same files.
    """
    folder, found = resources.files(__package__), dict[str, object]()
    for name in ("words.toml", "debrief.toml", "leaks.toml"):
        found |= read_toml(folder.joinpath(name).read_text(encoding="utf-8"), LARGEST)
    for name in ("figures.json", "refusals.json"):
        found |= read_json(folder.joinpath(name).read_text(encoding="utf-8"))
    return MappingProxyType(found)


def _flatten(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, Mapping[str, object]]]:
    """Dotted keys with their languages: `role.sales` -> {en, ru}."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if not isinstance(value, Mapping):
            raise TextsError(f"{key}: expected a table with {' and '.join(LANGUAGES)}")
        if any(language in value for language in LANGUAGES):
            yield key, _leaf(key, value)
        else:
            yield from _flatten(value, f"{key}.")


def _leaf(key: str, value: Mapping[str, object]) -> Mapping[str, object]:
    for language in LANGUAGES:
        if language not in value:
            raise TextsError(f"{key}: has no {language}")
    if odd := set(value) - set(LANGUAGES):
        raise TextsError(f"{key}: unknown language {', '.join(sorted(odd))}")
    return value


def _template(key: str, source: object) -> Template:
    if not isinstance(source, str):
        raise TextsError(f"{key}: expected a text")
    try:
        return Template(source)
    except ValueError as error:
        raise TextsError(f"{key}: {error}") from error


def _compile(key: str, value: object) -> Template | PluralForms:
    if isinstance(value, Mapping):
        if "other" not in value:
            raise TextsError(f"{key}: plural forms need at least `other`")
        return {form: _template(f"{key}.{form}", text) for form, text in value.items()}
    return _template(key, value)


def _speech(table: object) -> dict[str, tuple[Variant, ...]]:
    """Situations with their numbered variants: `[says."pain.look"]`, `1.en`, `1.ru`, `1.kinds`."""
    says: dict[str, tuple[Variant, ...]] = {}
    for key, entries in _table(_SPEECH, table).items():
        variants = []
        for index, entry in _table(f"says.{key}", entries).items():
            where = f"says.{key}.{index}"
            fields = dict(_table(where, entry))
            kinds = fields.pop("kinds", [])
            if not isinstance(kinds, list):
                raise TextsError(f"{where}.kinds: expected a list")
            texts = _leaf(where, fields)
            phrases = {language: _template(where, texts[language]) for language in LANGUAGES}
            variants.append(Variant(phrases, frozenset(str(kind) for kind in kinds)))
        says[key] = tuple(variants)
    return says


def _pool(pool: str, table: object) -> Mapping[str, tuple[Mapping[str, str], ...]]:
    out: dict[str, tuple[Mapping[str, str], ...]] = {}
    for kind, entries in _table(pool, table).items():
        if not isinstance(entries, list):
            raise TextsError(f"{pool}.{kind}: expected a list")
        rows = [_leaf(f"{pool}.{kind}", _table(f"{pool}.{kind}", entry)) for entry in entries]
        out[kind] = tuple({language: str(row[language]) for language in LANGUAGES} for row in rows)
    return out


def _table(where: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TextsError(f"{where}: expected a table")
    return value


def _in_language(value: object, lang: str) -> object:
    """A nested structure with every {en, ru} replaced by one of the two."""
    if isinstance(value, Mapping):
        if set(value) == set(LANGUAGES):
            return value[lang]
        return {key: _in_language(inner, lang) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_language(inner, lang) for inner in value]
    return value


def _count(key: str, params: Mapping[str, object]) -> int:
    if "n" not in params:
        raise KeyError(f"{key} needs n")
    return _integer("n", params["n"])


def _integer(what: str, value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"{what} takes a whole number, not {value!r}")
    return value
