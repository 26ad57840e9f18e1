"""How a conversation ended is told as it was: with a tone, in words, and with all that the client confirmed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from game.actions.lead_gen import STOPS
from game.match import Command, Match
from game.scenario.texts import LANGUAGES
from game.views.seat import seat_view
from game.views.talk import CLOSES, DEAL_STANDS, HEARD, OUTCOMES, TRY_AGAIN, outcome_of
from tests.game.playing import Walk, new_match, texts

ACTIONS = Path(__file__).parents[3] / "game" / "actions"
REFUSED = re.compile(r"no_answer|gone|given_up|cold_failed|patience_over|lost|refused|_no$|badly|repeated")
LOST = ("lost_meeting", "lost_proposal", "lost_close")


def rules_outcomes() -> set[str]:
    """Every outcome that the rules write."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ACTIONS.glob("*.py")))
    found = [code for line in re.findall(r"outcome = (.+)", source) for code in re.findall(r'\["(\w+)"', line)]
    stops = {f"stopped_{field}" for field in STOPS}
    return {*found} | stops


def test_every_way_a_conversation_can_end_has_a_tone_and_words_in_both_languages() -> None:
    ends = {*rules_outcomes(), *HEARD.values(), *LOST, "wants_proposal", "talked", "nothing_learned", "no_decision"}

    assert len(rules_outcomes()) > 15
    assert ends == set(OUTCOMES)
    figures: dict[str, Any] = {"n": 2, "price": 100}
    assert all(texts().words(f"outcome.{key}", lang, **figures) for key in OUTCOMES for lang in LANGUAGES)


def test_a_refusal_is_never_good_news() -> None:
    refused = {key: tone for key, tone in OUTCOMES.items() if REFUSED.search(key)}

    assert len(refused) > 12
    assert set(refused.values()) == {"bad"}
    assert OUTCOMES["no_referral"] == "neutral"


# --- Over whole sessions ---------------------------------------------------------------------------------


class Listener:
    """Hears every conversation of a session as whoever led it was told of it."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.heard: list[tuple[str, Any, Any]] = []  # what the rules keep of a talk, and the view of it
        self.stands: list[tuple[Any, Any]] = []  # the same talk, and the view of its company

    def on_act(self, match: Match, command: Command, code: str) -> None:
        if code or command.verb not in ("call", "meet", "task", "follow_up"):
            return
        team, seat = command.actor.team, command.actor.seat
        row = match.state.teams[team].rows[command.args["company"]]
        kept = match.state.teams[team].dossiers[seat][row].talk
        view = seat_view(match, team, seat, self.lang)
        seen = next((one for one in view["companies"] if one["id"] == command.args["company"]), None)
        if match.phase == "round":  # in the twelve months nobody reads a desk
            self.heard.append((command.verb, kept, seen and seen["talk"]))
            if seen is not None:
                self.stands.append((kept, seen))


@cache
def listened(lang: str) -> Listener:
    """Somebody who was there in some sessions."""
    listener = Listener(lang)
    for seed in (5, 6):
        Walk(new_match(seed=seed, teams=1, acts="open"), seed, acts_a_round=60, on_act=listener.on_act).play()
    return listener


def heard(lang: str = "en") -> list[tuple[str, Any, Any]]:
    """All conversations of those sessions."""
    return listened(lang).heard


def test_whoever_talked_is_told_how_it_ended() -> None:
    verbs = {verb for verb, _, _ in heard()}

    assert verbs == {"call", "meet", "task", "follow_up"}
    assert [verb for verb, _, told in heard() if told is None or not told["outcome"]] == []


def test_what_a_talk_led_to_and_how_the_deal_stands_are_one_wording() -> None:
    several = set()
    for kept, seen in listened("en").stands:
        key, _ = outcome_of(kept, "")
        told = seen["talk"]["outcome"]
        if key in DEAL_STANDS and seen["place"] in ("pipeline", "won"):
            assert told == seen["status_text"]
            several.add(told)
        if key in TRY_AGAIN and seen["waits_for"] == seen["status_text"]:
            assert told == seen["waits_for"]
            several.add(told)
        if key in CLOSES and seen["place"] == "closed":
            assert told == seen["closed_text"]
            several.add(told)

    assert len(several) > 8


def test_a_client_who_asks_for_an_offer_is_not_said_to_think_it_over() -> None:
    asked = [
        seen["status_text"]
        for kept, seen in listened("en").stands
        if kept["lines"] and kept["lines"][-1][1] == "gate1.passed" and seen["place"] == "pipeline"
    ]

    assert len(set(asked)) > 1
    assert [text for text in asked if "proposal" not in text or "hinks" in text] == []


def test_what_the_client_refused_is_told_as_bad_news() -> None:
    refusals = ("order.refused", "frequency.no", "basket.no", "gone", "no_answer", "cold_failed", "patience_over")
    last = [(kept["lines"][-1][1], told["outcome_tone"]) for _, kept, told in heard() if kept["lines"]]
    refused = [(key, tone) for key, tone in last if key in refusals or key.startswith("close.lost")]

    assert len({key for key, _ in refused}) >= 6
    assert [key for key, tone in refused if tone != "bad"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_quote_names_every_pain_that_it_confirms(lang: str) -> None:
    several, missing = 0, []
    for _, kept, told in heard(lang):
        for (_, key, _, _, _, learned), line in zip(kept["lines"], told["lines"], strict=True):
            pains = next((value.split("+") for field, status, value in learned if (field, status) == ("pain", 2)), [])
            several += len(pains) > 1
            missing += [(key, pain, line["said"]) for pain in pains if not _says(line["said"], pain, lang)]

    assert several > 5
    assert missing == []


def test_what_a_recap_puts_right_is_said_aloud() -> None:
    right = [
        (field, value, line["said"])
        for _, kept, told in heard()
        for (_, key, _, _, _, learned), line in zip(kept["lines"], told["lines"], strict=True)
        for field, _, value in learned
        if key.startswith("recap.") and field != "pain"
    ]
    unsaid = [one for one in right if not any(said in one[2] for said in _wordings(f"{one[0]}.{one[1] or 'none'}"))]

    assert len(right) > 3
    assert unsaid == []


@cache
def _wordings(situation: str, lang: str = "en") -> frozenset[str]:
    kinds = sorted(texts().kinds())
    return frozenset(texts().says(situation, kind, lang, draw / 20) for kind in kinds for draw in range(20))


def _says(said: str, pain: str, lang: str) -> bool:
    """Whether some wording of a pain occurs in what was said."""
    return any(one in said for key in ("pain", "pain.also") for one in _wordings(f"{key}.{pain}", lang))
