"""One word for one thing: rules that hold for every dictionary, the game's, the exports' and the client's."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest

from game.actions.errors import CODES
from tests.web.wire import NOT_FINAL
from web.live.answers import SERVER_CODES

LANGUAGES = ("en", "ru")
ROOT = Path(__file__).parents[2]
CLIENT = ROOT / "web" / "client" / "src" / "i18n"
SERVER = (
    "game/scenario/words.toml",
    "game/scenario/debrief.toml",
    "game/scenario/leaks.toml",
    "scenarios/kitchen.texts.toml",
    "web/exports/words.toml",
    "game/scenario/refusals.json",
)
MODES = ("told", "notes", "card")
# A key names one place; its forms (one, few, other) are texts of their own.
Texts = dict[str, dict[str, str]]

# Words that were tried and that nobody says: a clumsy turn, or a second word for a thing that has one.
RETIRED = {
    "ru": (
        r"ведени[еяюи] клиент|на ведение|[Мм]енеджер\w* клиентов",  # сопровождение
        r"\b[Сс]есси[яиюей]",  # игра
        r"[Лл]обби",
        r"знакомств",  # представить коллегу
        r"повтор\w* сут|суть брифа",  # уточнить при приёме
        r"[Пп]ока бот\b",
        r"не ладится у них|у них \w* ?не ладится",
        r"\bровно\b|\bтише\b",  # стабильно, реже на связи
        r"досье слишком бедн",
        r"Вернули: \{name\}|Словами: \{",
        r"стало суше|^это задело",
        r"[Сс]лучай и остаток|тот же случай|отнесено к случаю",
        r"[Уу]шла ценность|[Цц]енность",
        r"[Чч]истая передача|передаёт чисто",
        r"[Вв]ыпало",
        r"и потерян\b",
        r"мин позже|\} позже$",
        r"искажённ",
        r"назрел",
        r"на когда\b",
        r"[Пп]ройден[аоы]?\b|предложение прошло",
        r"К столу$",
        r"концовк",  # финал
        r"[Рр]итм заказов|[Лл]ояльность и барьеры|[Сс]овместная группа|корзина шире",
        r"\bПод ударом\b|^Как обычно$",
    ),
    "en": (
        r"more to come",
        r"^(Aloud|By notes|By card)$",
        r"^As usual$|^Under shock$",
        r"[Jj]oint group|[Oo]rder rhythm|[Ll]oyalty and barriers|[Ww]iden the basket",
        r"[Ww]here the value went",
        r"look(s|ing)? on\b",
        r"[Hh]anded off\b",
    ),
}

# Groups whose texts are sentences: they are read one after the other.
SENTENCES = re.compile(
    r"^(briefing|role_card|act\.\w+|act_rule|mode_hint|warm_hint|task_hint|verb_hint|product_hint|reason_hint|step_hint"
    r"|card_hint|card_shock|happened|outcome|leak_limit|truth|facts|verdict|means|table_note|whatif_led)\.(?!.*title$)"
)


def _leaves(value: object, lang: str, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        if set(LANGUAGES) <= set(value):
            yield path, value[lang]
            return
        for key, inner in value.items():
            yield from _leaves(inner, lang, f"{path}.{key}".strip("."))


def _entries(lang: str) -> Iterator[tuple[str, object]]:
    """Every entry of every dictionary: where it stands, and a text or its plural forms."""
    for name in SERVER:
        parsed = (json if name.endswith(".json") else tomllib).loads((ROOT / name).read_text(encoding="utf-8"))
        yield from ((f"{Path(name).name} {key}", text) for key, text in _leaves(parsed, lang))
    client = json.loads((CLIENT / f"{lang}.json").read_text(encoding="utf-8"))
    yield from ((f"{lang}.json {key}", text) for key, text in client.items())


def _texts(lang: str) -> list[tuple[str, str]]:
    return list(chain.from_iterable(_forms(key, entry) for key, entry in _entries(lang)))


def _forms(key: str, entry: object) -> list[tuple[str, str]]:
    return [(key, str(form)) for form in (entry.values() if isinstance(entry, Mapping) else [entry])]


def _group(name: str, group: str, lang: str) -> dict[str, str]:
    """The texts of one group: of the server's file `name`, or of the client for "client"."""
    start = f"{lang}.json {group}." if name == "client" else f"{name} {group}."
    return {key.removeprefix(start): str(text) for key, text in _entries(lang) if key.startswith(start)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_retired_word_stays_away(lang: str) -> None:
    retired = re.compile("|".join(RETIRED[lang]))
    clients_say = "kitchen.texts.toml says."
    assert [(key, text) for key, text in _texts(lang) if retired.search(text) and not key.startswith(clients_say)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_three_ways_of_handing_over_have_one_set_of_words(lang: str) -> None:
    words = {mode: _group("words.toml", "mode", lang)[mode] for mode in MODES}
    assert {mode: _group("words.toml", "charter_mode", lang)[mode] for mode in MODES} == words
    client = _group("client", "mode", lang)
    assert {mode: client[mode] for mode in MODES} == words
    way = _group("client", "way.mode", lang)
    assert {mode: way[f"{mode}.cold"] for mode in MODES} == {mode: word.lower() for mode, word in words.items()}
    assert all(way[f"{mode}.warm"].startswith(words[mode].lower()) for mode in MODES)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("client", "server"),
    [
        ("role", "role"),
        ("mode", "mode"),
        ("reason", "reason"),
        ("phase", "phase"),
        ("step", "deal_step"),
        ("wait", "wait_band"),
    ],
)
def test_server_and_client_call_a_thing_the_same(client: str, server: str, lang: str) -> None:
    here, there = _group("client", client, lang), _group("words.toml", server, lang)
    both = sorted(here.keys() & there.keys())
    assert both
    assert {code: here[code] for code in both if code != "none"} == {
        code: there[code] for code in both if code != "none"
    }


def test_one_refusal_has_one_wording_on_a_button_and_in_a_note() -> None:
    """Game and browser read one file; a code that is asked again until it is final is told to nobody."""
    codes = {*CODES, *SERVER_CODES, "needs_round"} - {*NOT_FINAL}
    for lang in LANGUAGES:
        assert set(_group("refusals.json", "blocked", lang)) == codes
        assert set(_group("client", "refused", lang)) == {"other", "unspent"}
        assert _group("words.toml", "blocked", lang) == {}
        # A note puts the stop, a button has none.
        assert [text for text in _group("refusals.json", "blocked", lang).values() if text.endswith(".")] == []


def test_a_noun_after_a_number_agrees_with_it() -> None:
    """«из 21 места», «из 5 мест»: a noun right after a number has plural forms, or stands before it."""
    after_of = re.compile(r"\bиз \{\w+(?::number)?\} [а-яё]{3,}")
    forms = [
        (key, text)
        for key, entry in _entries("ru")
        for _, text in _forms(key, entry)
        if after_of.search(text.replace("из {n} ", "") if isinstance(entry, Mapping) else text)
    ]
    assert forms == []
    counted = re.compile(r"(?<!Раунд )(?<!раунд )\{[nk](?::number)?\} (?!из|или|поздно|заработ)[а-яё]{3,}")
    plain = [(key, entry) for key, entry in _entries("ru") if isinstance(entry, str)]
    assert [(key, text) for key, text in plain if counted.search(text)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_read_as_a_list_of_sentences_ends_each_with_a_stop(lang: str) -> None:
    said = [(key, text) for key, text in _texts(lang) if ".json" not in key and SENTENCES.search(key.split(" ", 1)[1])]
    assert len(said) > 200
    assert [(key, text) for key, text in said if not re.search(r"[.?…}]$", text)] == []


def test_a_client_is_one_person_in_the_rules_words() -> None:
    """Of one client the game says «у клиента», never «у них»."""
    plural = re.compile(r"\b(?:[Уу] них|[Сс] ними|[Дд]о них|[Ии]м нужн|подходит им|им подходит)", re.IGNORECASE)
    files = ("words.toml", "ru.json", "leaks.toml")
    assert [(key, text) for key, text in _texts("ru") if key.split(" ")[0] in files and plural.search(text)] == []
