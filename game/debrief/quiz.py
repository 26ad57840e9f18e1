"""A short knowledge test, the same before and after: the rules say what is right, this session shows why.

Each item asks what the game measures. The right answer is worked out from the scenario's numbers, never from the luck
of one session; what this session measured is said beside it, also where it points the other way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.debrief.chronicle.look import Look
from game.market.rules import FIELDS, response
from game.scoring.figures.table import percent
from game.views.words import Speaker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from game.match.match import Match
    from game.scenario.schema import Scenario
    from game.views import shape

SMART = ("S", "M", "A", "R", "T")
MORE, FEWER = 5, 4
"""How many leads one team must have handed over, to how many of another, for their profits to be set side by side."""
OWN_PROMISES = ("kept_known", "kept_unknown", "broken_known", "broken_unknown")
Measured = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its choices, what is right by the rules, and what a session shows of it."""

    id: str
    choices: tuple[str, ...]
    right: Callable[[Scenario], str]
    rule: Callable[[Scenario], dict[str, Any]]  # numbers of the rule, for its sentence
    seen: Callable[[list[Look]], Measured | None]  # words `quiz.<id>.seen*` with this session's numbers


def _nearest(value: float, choices: Sequence[str]) -> str:
    """The choice, a number in text, that lies nearest."""
    return min(choices, key=lambda choice: abs(float(choice) - value))


# --- What is right --------------------------------------------------------------------------------------

TOLD = ("1", "3", "6", "8")
WAIT = ("90", "70", "40", "10")
BREAKS = ("1", "3", "10")
COLD = ("5", "30", "60")


def told_facts(scenario: Scenario) -> float:
    """How many of the eight cells arrive when they are told aloud: six fields, and two that promises carry."""
    mode = scenario.handing.modes.told
    late = len(FIELDS) - 2 - (len(FIELDS) - 2) * 2 // 3
    return mode.arrives * (len(FIELDS) - 2 - late) + mode.arrives * mode.last_third * late + 2 * mode.promise


def answer_after_a_round(scenario: Scenario) -> float:
    """Per cent of the answers to a first call that are left after a wait of a whole round."""
    return 100 * response(scenario.lead, scenario.frame.minutes)


def breaks_more_often(scenario: Scenario) -> float:
    """How many times as often a date breaks that its keeper does not know of."""
    promises = scenario.accounts.promises
    return promises.unknown.base / max(promises.known.base, 0.01)


def minutes_of_a_deal(scenario: Scenario) -> int:
    """Minutes of the seller from acceptance to signature, as a usual deal goes: a visit and two talks."""
    sales, topics = scenario.sales, scenario.sales.topics
    first = sales.visit + topics["recap"] + 2 * topics["demo"] + topics["measure"]
    second = sales.phone + topics["recap"] + topics["trial"] + topics["compare"] + topics["proposal"]
    third = sales.phone + topics["objections"] + topics["close"]
    return int(scenario.handing.accept + first + second + third)


def after_session(scenario: Scenario) -> int:
    """Per cent of the reference team's profit of a year that comes after the session."""
    return percent(scenario.plan.twelve_months - scenario.plan.session, scenario.plan.twelve_months)


# --- What this session measured -------------------------------------------------------------------------


def _told(looks: list[Look]) -> Measured | None:
    found = [look.arrived("told") for look in looks]
    got, known = sum(a for a, _ in found), sum(b for _, b in found)
    return ("seen", {"got": got, "known": known}) if known else None


def _waited(looks: list[Look]) -> Measured | None:
    waits = [(t.first_wait, t.ended) for look in looks for t in look.crew.tracks.values() if t.first_wait >= 0]
    late = [ended for wait, ended in waits if wait > 60]
    return ("seen", {"n": len(late), "gone": late.count("gone"), "of": len(waits)}) if late else None


def _clean(looks: list[Look]) -> Measured | None:
    """The team that handed over most against the one that earned most, where the counts lie far enough apart."""
    many = max(looks, key=lambda look: (len(look.handed), -look.team))
    few = min(len(look.handed) for look in looks)
    rich = max(looks, key=lambda look: (look.figure("profit"), -look.team))
    if len(many.handed) * FEWER < few * MORE or len(many.handed) == few:
        return None
    profit = many.figure("profit"), rich.figure("profit")
    params = {"a": many.crew.name, "handed": len(many.handed), "profit": profit[0]}
    if profit[0] >= profit[1]:
        return "seen_same", params
    return "seen", params | {"b": rich.crew.name, "less": len(rich.handed), "more": profit[1]}


def _promised(looks: list[Look]) -> Measured | None:
    kept, kept_blind, broken, lost = (sum(look.figure(name) for look in looks) for name in OWN_PROMISES)
    known, blind = kept + broken, kept_blind + lost
    return ("seen", {"a": broken, "b": known, "c": lost, "d": blind}) if known + blind else None


def _cold(looks: list[Look]) -> Measured | None:
    touched = [(c, h) for look in looks for c, h in look.briefs if c.track.touch_wait >= 0]
    cold = [case for case, handoff in touched if not handoff.warm]
    refused = sum(bool(case.heard("cold_failed")) or case.ended == "cold" for case in cold)
    warm = sum(handoff.warm for _, handoff in touched)
    return ("seen", {"cold": len(cold), "n": refused, "warm": warm}) if cold else None


def _after(looks: list[Look]) -> Measured | None:
    orders = sum(look.figure("order_margin", "year") for look in looks)
    whole = orders + sum(look.figure("contract_margin", "year") for look in looks)
    if whole <= 0:
        return None
    return "seen", {"p": percent(orders, whole)}


ITEMS = (
    Item(
        "told",
        TOLD,
        lambda scenario: _nearest(told_facts(scenario), TOLD),
        lambda scenario: {"n": int(told_facts(scenario) + 0.5)},
        _told,
    ),
    Item(
        "wait",
        WAIT,
        lambda scenario: _nearest(answer_after_a_round(scenario), WAIT),
        lambda scenario: {"p": int(answer_after_a_round(scenario) + 0.5), "m": scenario.frame.minutes},
        _waited,
    ),
    Item(
        "clean",
        ("more", "clean", "same"),
        lambda _: "clean",
        lambda scenario: {"m": minutes_of_a_deal(scenario), "round": scenario.frame.minutes},
        _clean,
    ),
    Item(
        "promise",
        BREAKS,
        lambda scenario: _nearest(breaks_more_often(scenario), BREAKS),
        lambda scenario: {
            "a": int(100 * scenario.accounts.promises.known.base + 0.5),
            "b": int(100 * scenario.accounts.promises.unknown.base + 0.5),
        },
        _promised,
    ),
    Item(
        "cold",
        COLD,
        lambda scenario: _nearest(100 * scenario.handing.cold_fails, COLD),
        lambda scenario: {"p": int(100 * scenario.handing.cold_fails + 0.5)},
        _cold,
    ),
    Item(
        "after",
        ("quarter", "half", "most"),
        lambda scenario: (
            "most" if after_session(scenario) > 75 else "half" if after_session(scenario) > 37 else "quarter"
        ),
        lambda scenario: {"p": after_session(scenario)},
        _after,
    ),
)


# --- Views ----------------------------------------------------------------------------------------------


def quiz_view(match: Match, lang: str) -> shape.QuizView:
    """The test's items in "en" or "ru"; what is right is not among them."""
    speak = Speaker(match, -1, lang)
    return {"kind": "quiz", "items": [_shown(item, speak, match.scenario) for item in ITEMS]}


def _shown(item: Item, speak: Speaker, scenario: Scenario) -> shape.QuizItem:
    return {
        "id": item.id,
        "text": speak.words(f"quiz.{item.id}.text", m=scenario.frame.minutes),
        "choices": [
            {"value": choice, "label": speak.words(f"quiz_choice.{item.id}.{choice}")} for choice in item.choices
        ],
    }


def quiz_results(
    match: Match, lang: str, before: Sequence[Mapping[str, str]], after: Sequence[Mapping[str, str]]
) -> list[shape.QuizResult]:
    """The items unmasked: what is right, why, and how many knew.

    Args:
        match: a match with its whole log.
        lang: "en" or "ru".
        before: one dictionary a person, item -> value chosen, given before the first round was closed.
        after: the same, given in the debrief. Unknown items and values count for nothing.
    """
    speak = Speaker(match, -1, lang)
    looks = [Look(match, team) for team in range(match.team_count)]
    return [_result(item, match.scenario, speak, looks, before, after) for item in ITEMS]


def _result(
    item: Item,
    scenario: Scenario,
    speak: Speaker,
    looks: list[Look],
    before: Sequence[Mapping[str, str]],
    after: Sequence[Mapping[str, str]],
) -> shape.QuizResult:
    right = item.right(scenario)
    known, asked = _right_answers(item, right, before)
    learned, answered = _right_answers(item, right, after)
    return {
        "id": item.id,
        "right": right,
        "why": _why(item, scenario, speak, looks),
        "before": known,
        "before_of": asked,
        "after": learned,
        "after_of": answered,
    }


def _why(item: Item, scenario: Scenario, speak: Speaker, looks: list[Look]) -> str:
    """The rule, and what this session measured of it."""
    rule = speak.words(f"quiz.{item.id}.rule", **item.rule(scenario))
    seen = item.seen(looks)
    if seen is None:
        return f"{rule} {speak.words('quiz_not_seen')}"
    return f"{rule} {speak.words(f'quiz.{item.id}.{seen[0]}', **seen[1])}"


def _right_answers(item: Item, right: str, answers: Sequence[Mapping[str, str]]) -> tuple[int, int]:
    """How many chose what is right, of how many who answered; -1 where nobody did."""
    given = [answer[item.id] for answer in answers if answer.get(item.id) in item.choices]
    return (given.count(right) if given else -1), len(given)


def smart_checks(match: Match, lang: str) -> list[shape.SmartCheck]:
    """The five letters that a team's rule is checked by, in "en" or "ru"."""
    speak = Speaker(match, -1, lang)
    return [
        {"letter": letter, "label": speak.words(f"smart.{letter}"), "hint": speak.words(f"smart_hint.{letter}")}
        for letter in SMART
    ]
