"""The texts: both languages say the same things, in the voice of the project."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest

from game.actions.errors import CODES
from game.scenario.texts import LANGUAGES, Texts, TextsError, game_words, minutes, money, number, percent

GAME = Path(__file__).parents[3] / "game"
NBSP = "\u00a0"
MINUS = "\u2212"
KINDS = {"household": 40, "designer": 32, "landlord": 26, "hotel": 26, "developer": 24}
SOURCES = ("call", "form", "ad", "download", "outbound", "referral", "book_sales", "book_accounts", "flood")
FIELDS = (
    "pain",
    "product",
    "severity",
    "budget",
    "timing",
    "decision_maker",
    "expectation",
    "next_step",
)
PAINS = ("storage", "durability", "deadline", "look", "price_certainty", "service")
PRODUCTS = ("line", "contract", "atelier")


def _codes(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# What a view or an act asks for by code.
NEEDED_WORDS = {
    "role": ("lead_gen", "sales", "account", "facilitator"),
    "role_of": ("lead_gen", "sales", "account"),
    "role_to": ("lead_gen", "sales", "account"),
    "field": FIELDS,
    "field_hint": FIELDS,
    "question": FIELDS,
    "value.pain": PAINS,
    "value.product": PRODUCTS,
    "value.severity": ("minor", "serious", "critical"),
    "value.budget": ("low", "tight", "ok"),
    "value.timing": ("now", "later"),
    "value.decision_maker": ("self", "other"),
    "value.expectation": ("none", "price"),
    "value.next_step": ("agreed",),
    "value.wants": ("custom", "modular"),
    "source": ("you", "told", "notes", "card", "predecessor", "marked"),
    "mode": ("told", "notes", "card"),
    "mode_hint": ("told", "notes", "card"),
    "reason": ("procedural", "clerical", "definitional"),
    "reason_hint": ("procedural", "clerical", "definitional"),
    "kind": tuple(KINDS),
    "came_from": SOURCES,
    "promise": ("price", "date", "terms"),
    "promise_state": ("open", "called_ahead", "kept", "broken"),
    "wait_band": ("none", "fresh", "late", "cold"),
    "health": ("steady", "rising", "falling", "at_risk"),
    "deal_step": ("first_meeting", "proposal", "close", "won", "lost"),
    "read_back": ("right", "mended", "still_missing", "withdrawn"),
    "charter_trigger": ("T1", "T2", "T3", "T4", "T5"),
    "charter_criteria": ("in_scope", "pain_confirmed", "severity_serious", "budget_fits", "timing_now"),
    "charter_read_back": ("never", "gaps", "always"),
    "kpi.lead_gen": ("count", "accepted", "accuracy", "speed", "downstream"),
    "kpi.sales": ("conversion", "volume", "first_touch", "promises", "fair_returns"),
    "kpi.account": ("repeat", "promises", "touched", "complaints", "dossier", "churn"),
    "card": ("chair_swap", "account_leaver", "inbound_flood"),
    "card_hint": ("chair_swap", "account_leaver", "inbound_flood"),
    "card_shock": ("chair_swap", "account_leaver", "inbound_flood"),
    "phase": ("lobby", "round", "result", "charter", "fast_forward", "debrief", "closed"),
    "step": ("open_round", "close_round", "open_charter", "finish", "open_debrief", "close_session"),
    "step_hint": ("open_round", "close_round", "open_charter", "finish", "open_debrief", "close_session"),
    "topic": _codes(
        "situation pain severity product budget timing decision_maker expectation next_step ask recap demo"
        " measure compare trial proposal objections terms push close"
    ),
    "task": _codes("service repeat_order frequency basket loyalty dossier receivable complaint joint_group"),
    "blocked": _codes(
        "no_minutes not_released not_yet wrong_phase round_over not_on_your_desk unknown_company thinking"
        " needs_pain needs_measure needs_product needs_gate1 needs_gate2 one_gate too_many_topics no_topics"
        " already_done retry_later handed_over needs_contact dossier_too_thin no_open_order no_complaint"
        " no_overdue no_guesses limit_reached nothing_ready_needed wait_for_answer after_first_contact"
        " not_your_seat malformed unknown_verb unknown_handoff returns_not_agreed"
    ),
}
NEEDED_WORDS["topic_hint"] = NEEDED_WORDS["topic"]
NEEDED_WORDS["task_hint"] = NEEDED_WORDS["task"]

NEEDED_SPEECH = (
    *(f"opening.{source}" for source in SOURCES),
    *(f"pain.{pain}" for pain in PAINS),
    *(f"pain.also.{pain}" for pain in PAINS),
    *(f"demo.right.{pain}" for pain in PAINS),
    *(f"product.{product}" for product in PRODUCTS),
    *(f"unclear.{field}" for field in FIELDS if field != "expectation"),
    *(f"close.lost.{why}" for why in _codes("generic price decider competitor trust not_now modular")),
    *_codes(
        "situation.custom situation.modular severity.minor severity.serious severity.critical budget.low"
        " budget.tight budget.ok budget.too_early budget.asks_back timing.now timing.later"
        " decision_maker.self decision_maker.other expectation.set expectation.price expectation.none"
        " next_step.agreed next_step.none order.early repeated"
        " recap.right recap.wrong patience_over no_answer gone connect_failed called_late lapsed cold_first"
        " cold_failed cold_lost warm_intro demo.wrong measure compare trial objections"
        " terms push.ok push.bad proposal.fits proposal.too_dear proposal.thinks"
        " price_contradicted price_kept close.won gate1.passed gate1.failed gate2.passed"
        " follow_up follow_up.annoyed service service.called_ahead order.placed order.refused"
        " order.with_complaint frequency.yes frequency.no basket.yes basket.no loyalty referral dossier"
        " dossier.repeated receivable complaint complaint.closed joint_group waited wait_lost"
        " newcomer.known newcomer.unknown take_over.card take_over.told promise_broken.date promise_kept.date"
    ),
)

SPOKEN_OFTEN = (
    *(f"opening.{source}" for source in SOURCES),
    *(f"pain.{pain}" for pain in PAINS),
    *_codes("situation.custom situation.modular severity.minor severity.serious severity.critical"),
    *_codes("budget.low budget.tight budget.ok repeated service demo.wrong no_answer"),
)

# What each language writes as a letter.
LATIN = re.compile(r"[A-Za-z]{2,}")
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
# Past forms that say whether a man or a woman speaks.
GENDERED = re.compile(r"\bя (?:\w+ )*\w+(?:л|ла|лся|лась)\b|\b(?:рад|рада|уверена?|согласна?)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def parsed() -> dict[str, object]:
    path = Path(__file__).parents[3] / "scenarios" / "kitchen.texts.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def texts(parsed: dict[str, object]) -> Texts:
    return Texts.build(parsed)


def _all_strings(value: object, lang: str, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of one language in a parsed file, with its key."""
    if isinstance(value, Mapping):
        if set(LANGUAGES) <= set(value):
            inner = value[lang]
            forms = inner.values() if isinstance(inner, Mapping) else [inner]
            yield from ((path, str(form)) for form in forms)
            return
        for key, inner in value.items():
            yield from _all_strings(inner, lang, f"{path}.{key}".strip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _all_strings(inner, lang, f"{path}.{index}")


@pytest.fixture(scope="module")
def strings(parsed: dict[str, object]) -> dict[str, list[tuple[str, str]]]:
    return {lang: [*_all_strings(game_words(), lang), *_all_strings(parsed, lang)] for lang in LANGUAGES}


class TestCompleteness:
    """Whoever translates learns here what is missing."""

    def test_nothing_to_mend(self, texts: Texts) -> None:
        assert texts.problems() == []

    def test_the_games_words_stand_alone(self) -> None:
        assert Texts.build().problems() == []

    @pytest.mark.parametrize("group", NEEDED_WORDS)
    def test_every_code_has_words(self, texts: Texts, group: str) -> None:
        missing = [code for code in NEEDED_WORDS[group] if not texts.has(f"{group}.{code}")]
        assert missing == []

    def test_every_refusal_has_words(self, texts: Texts) -> None:
        assert [code for code in CODES if not texts.has(f"blocked.{code}")] == []

    def test_the_rules_and_views_ask_for_nothing_unknown(self, texts: Texts) -> None:
        source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(GAME.glob("*/*.py")))
        words = re.findall(r'\bwords\(\s*"([\w.]+)"[,)]', source)
        words += [f"closed.{code}" for code in re.findall(r'"closed\.(\w+)"', source)]
        spoken = re.findall(r'\b(?:talk|self)\.say\([^,()]+, "([\w.]+)"', source)
        assert len(words) > 20
        assert len(spoken) > 20
        assert [key for key in words if not texts.has(key)] == []
        assert [key for key in spoken if not texts.variants(key, "hotel")] == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_situation_is_spoken_of(self, texts: Texts, kind: str) -> None:
        known = texts.situations()
        assert [key for key in NEEDED_SPEECH if key not in known] == []
        assert [key for key in NEEDED_SPEECH if texts.variants(key, kind) < 2] == []
        assert [key for key in SPOKEN_OFTEN if texts.variants(key, kind) < 3] == []

    def test_speech_takes_no_parameters(self, texts: Texts) -> None:
        for key in texts.situations():
            for kind in KINDS:
                for index in range(count := texts.variants(key, kind)):
                    for lang in LANGUAGES:
                        assert texts.says(key, kind, lang, (index + 0.5) / count)

    @pytest.mark.parametrize("kind", KINDS)
    def test_pools(self, texts: Texts, kind: str) -> None:
        assert len(texts.names(kind)) >= KINDS[kind]
        assert len(texts.contacts(kind)) >= 20
        for lang in LANGUAGES:
            contacts = [contact[lang] for contact in texts.contacts(kind)]
            assert len(set(contacts)) == len(contacts)

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_no_two_companies_share_a_name(self, texts: Texts, lang: str) -> None:
        names = Counter(name[lang] for kind in KINDS for name in texts.names(kind))
        assert [name for name, count in names.items() if count > 1] == []
        assert [name for name in names if len(name) > 34] == []

    def test_team_names(self, texts: Texts) -> None:
        names = texts.team_names()
        assert len(names) == 24
        for lang in LANGUAGES:
            assert len({name[lang] for name in names}) == 24

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_practice_call(self, texts: Texts, lang: str) -> None:
        practice = texts.practice(lang)
        topics = practice["topics"]
        assert isinstance(topics, list)
        assert len(topics) >= 2
        assert set(practice["answers"]) == set(practice["learned"]) == set(topics)  # type: ignore[call-overload]
        for learned in practice["learned"].values():  # type: ignore[attr-defined]
            assert learned["text"] == texts.words(f"value.{learned['field']}.{learned['value']}", lang)


class TestVoice:
    """The rules of tone that a machine can hold."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_typography(self, strings: dict[str, list[tuple[str, str]]], lang: str) -> None:
        odd = [(key, text) for key, text in strings[lang] if re.search(r"['\"!]| - |\.\.\.|\s\s|^\s|\s$", text)]
        assert odd == []

    def test_russian_is_russian(self, strings: dict[str, list[tuple[str, str]]]) -> None:
        bare = [(key, re.sub(r"\{[^}]*\}", "", text)) for key, text in strings["ru"]]
        assert [(key, text) for key, text in bare if LATIN.search(text)] == []
        english = Counter(key for key, text in strings["en"] if LATIN.search(re.sub(r"\{[^}]*\}", "", text)))
        assert [key for key, text in bare if not CYRILLIC.search(text) and english[key] and "discount" not in key] == []

    def test_english_is_english(self, strings: dict[str, list[tuple[str, str]]]) -> None:
        assert [(key, text) for key, text in strings["en"] if CYRILLIC.search(text) or "«" in text] == []

    def test_russian_quotes(self, strings: dict[str, list[tuple[str, str]]]) -> None:
        for key, text in strings["ru"]:
            assert not re.search("[“”’]", text.replace("„", "").replace("“", "") if "„" in text else text), key
            assert text.count("«") == text.count("»"), key

    def test_a_client_may_be_a_man_or_a_woman(self, parsed: dict[str, object]) -> None:
        spoken = _all_strings(parsed["says"], "ru")
        assert [(key, text) for key, text in spoken if GENDERED.search(text)] == []

    def test_russian_addresses_with_vy(self, strings: dict[str, list[tuple[str, str]]]) -> None:
        familiar = re.compile(r"\b(?:ты|тебя|тебе|твой|твоя|твоё|твои)\b", re.IGNORECASE)
        assert [(key, text) for key, text in strings["ru"] if familiar.search(text)] == []
        polite = re.compile(r"(?<!^)(?<![.?!…–] )(?<![«:])\b(?:Вы|Вас|Вам|Ваш)\b")
        assert [(key, text) for key, text in strings["ru"] if polite.search(text)] == []

    @pytest.mark.parametrize(("group", "limit"), [("verb", 26), ("topic", 26), ("task", 26), ("preset", 30)])
    def test_buttons_are_short(self, texts: Texts, group: str, limit: int) -> None:
        known = texts.keys()
        labels = [key for key in known if key.startswith(f"{group}.")]
        assert labels
        for lang, key in ((lang, key) for lang in LANGUAGES for key in labels):
            assert len(texts.words(key, lang)) <= limit, key

    def test_clients_are_brief(self, parsed: dict[str, object]) -> None:
        assert [text for _, text in _all_strings(parsed["says"], "en") if len(text) > 150] == []
        assert [text for _, text in _all_strings(parsed["says"], "ru") if len(text) > 150] == []

    def test_an_opening_gives_nothing_away(self, parsed: dict[str, object]) -> None:
        says = parsed["says"]
        assert isinstance(says, dict)
        openings = chain.from_iterable(
            _all_strings(entry, "en") for key, entry in says.items() if key.startswith("opening.")
        )
        telling = re.compile(
            r"modul|ready-made|to measure|custom|budget|cheap|expensive|urgent|soon|later|broken", re.I
        )
        assert [text for _, text in openings if telling.search(text)] == []


class TestWords:
    """How words are filled in."""

    def test_plain(self, texts: Texts) -> None:
        assert texts.words("role.sales", "en") == "Sales"
        assert texts.words("role.sales", "ru") == "Продажи"

    @pytest.mark.parametrize(
        ("n", "ru", "en"),
        [
            (0, "0 брифов", "0 briefs"),
            (1, "1 бриф", "1 brief"),
            (3, "3 брифа", "3 briefs"),
            (5, "5 брифов", "5 briefs"),
            (11, "11 брифов", "11 briefs"),
            (21, "21 бриф", "21 briefs"),
            (112, "112 брифов", "112 briefs"),
        ],
    )
    def test_plural(self, texts: Texts, n: int, ru: str, en: str) -> None:
        assert texts.words("count.brief", "ru", n=n) == ru
        assert texts.words("count.brief", "en", n=n) == en

    def test_codes_become_words(self, texts: Texts) -> None:
        brief = {"mode": "card", "role": "lead_gen"}
        assert texts.words("status.to_accept", "en", **brief) == "From lead generation: card"
        assert texts.words("status.to_accept", "ru", **brief) == "От лидогенерации: карточка"
        assert texts.words("inbox.handoff_arrived", "ru", company="X", mode="told") == "X: новый бриф (на словах)"

    def test_formats(self, texts: Texts) -> None:
        assert texts.words("closed.won", "en", revenue=1_240_000) == "Signed for €12,400"
        assert texts.words("closed.won", "ru", revenue=1_240_000) == f"Договор на 12{NBSP}400{NBSP}€"
        assert texts.words("status.thinking", "en", m=80) == f"Thinks it over, answers in 1{NBSP}h{NBSP}20{NBSP}min"

    def test_unknown_key(self, texts: Texts, parsed: dict[str, object]) -> None:
        with pytest.raises(KeyError, match=r"no\.such"):
            texts.words("no.such", "en")
        with pytest.raises(KeyError, match="unheard"):
            texts.says("unheard", "hotel", "en", 0.5)
        with pytest.raises(KeyError, match="needs m"):
            texts.words("status.thinking", "en")
        patient = Texts.build(parsed, strict=False)
        assert patient.words("no.such", "en") == "no.such"
        assert patient.says("unheard", "hotel", "en", 0.5) == "unheard"
        assert patient.words("wait.minutes", "en") == "waits "

    def test_a_scenario_may_replace_words(self) -> None:
        own = Texts.build({"role": {"sales": {"en": "Closers", "ru": "Закрывающие"}}})
        assert own.words("role.sales", "en") == "Closers"
        assert own.words("role.account", "en") == "Account management"


class TestSpeech:
    """How a variant is picked."""

    def test_the_draw_picks_the_same_variant_in_both_languages(self) -> None:
        lines = {str(i): {"en": f"en {i}", "ru": f"ру {i}"} for i in range(1, 4)}
        texts = Texts.build({"says": {"pain.look": lines}})
        for draw, index in ((0.0, 1), (0.32, 1), (0.34, 2), (0.99, 3), (1.0, 3)):
            assert texts.says("pain.look", "any", "en", draw) == f"en {index}"
            assert texts.says("pain.look", "any", "ru", draw) == f"ру {index}"

    def test_kinds(self) -> None:
        lines = {
            "1": {"en": "all", "ru": "все"},
            "2": {"en": "hotels", "ru": "отели", "kinds": ["hotel"]},
        }
        texts = Texts.build({"says": {"service": lines}})
        assert texts.variants("service", "hotel") == 2
        assert texts.variants("service", "designer") == 1
        assert texts.says("service", "designer", "en", 0.99) == "all"

    def test_a_situation_falls_back_to_the_wider_one(self, texts: Texts) -> None:
        assert texts.variants("service.unheard_of", "hotel") == texts.variants("service", "hotel")
        assert texts.variants("unheard", "hotel") == 0


class TestReading:
    """What a wrong file is told."""

    @pytest.mark.parametrize(
        ("scenario", "match"),
        [
            ({"role": {"x": {"en": "only"}}}, "has no ru"),
            ({"role": {"x": "plain"}}, "expected a table"),
            ({"role": {"x": {"en": "{", "ru": "a"}}}, "role.x"),
            ({"role": {"x": {"en": {"one": "a"}, "ru": "b"}}}, "other"),
            ({"role": {"x": {"en": 3, "ru": "b"}}}, "expected a text"),
            ({"role": {"x": {"en": "a", "ru": "b", "de": "c"}}}, "unknown language de"),
            ({"says": {"pain": {"1": {"en": "a"}}}}, "says.pain.1: has no ru"),
            ({"says": {"pain": {"1": {"en": "a", "ru": "b", "kinds": "hotel"}}}}, "expected a list"),
            ({"says": {"pain": "x"}}, "expected a table"),
            ({"names": {"hotel": "x"}}, "expected a list"),
            ({"practice": 1}, "practice"),
        ],
    )
    def test_named_errors(self, scenario: dict[str, object], match: str) -> None:
        with pytest.raises(TextsError, match=match):
            Texts.build(scenario)

    def test_problems_are_listed(self) -> None:
        texts = Texts.build(
            {
                "a": {"en": "{x}", "ru": "{y}"},
                "b": {"en": " ", "ru": "б"},
                "c": {"en": {"one": "1", "other": "{n}"}, "ru": {"one": "1", "other": "{n}"}},
                "says": {"d": {"1": {"en": "{x}", "ru": "д"}}},
            }
        )
        assert texts.problems() == [
            "a: the languages fill in different things (x:, y:)",
            "b.en: empty",
            "c.ru: lacks the plural forms few, many",
            "says.d.1: the languages fill in different things (x:)",
        ]


def test_money() -> None:
    assert money(1_240_000, "en") == "€12,400"
    assert money(1_240_000, "ru") == f"12{NBSP}400{NBSP}€"
    assert money(-90_000, "en") == f"{MINUS}€900"
    assert money(-90_000, "ru") == f"{MINUS}900{NBSP}€"
    assert money(0, "en") == "€0"
    assert money(99_99, "en") == "€100"


def test_minutes() -> None:
    assert [minutes(m, "en") for m in (0, 5, 60, 80, 480)] == [
        f"0{NBSP}min",
        f"5{NBSP}min",
        f"1{NBSP}h",
        f"1{NBSP}h{NBSP}20{NBSP}min",
        f"8{NBSP}h",
    ]
    assert minutes(80, "ru") == f"1{NBSP}ч{NBSP}20{NBSP}мин"


def test_numbers() -> None:
    assert number(12400, "en") == "12,400"
    assert number(12400, "ru") == f"12{NBSP}400"
    assert percent(65, "en") == "65%"
    assert percent(65, "ru") == f"65{NBSP}%"
