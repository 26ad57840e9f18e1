"""Where the session stands: the part that the views of seats, facilitator and projector share."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views.shape import Phase, SessionInfo

ACT_WORDS = {"as_usual": "usual", "by_our_rules": "ours", "under_shock": "shock"}
"""Act of a scenario -> its words; an act that is not named here has words under its own name."""
CARD_WORDS = {"leaver": "account_leaver", "flood": "inbound_flood"}
"""Event card of the rules -> its words, where the two are called differently."""
SENTENCES = ("1", "2", "3")


def session_info(match: Match, lang: str) -> SessionInfo:
    """Phase, round, act and event card in the reader's words; without words for a reader that needs none.

    Before a round opens (lobby, charter) the act is that of the round to come.
    """
    course, frame = match.state.course, match.scenario.frame
    speaker = Speaker(match, -1, lang)
    known = speaker.texts.has if speaker.texts is not None else _nothing
    act = f"act.{_act(match)}"
    card = card_words(course.shock)
    return {
        "scenario": match.scenario.id,
        "title": speaker.words("title") if known("title") else match.scenario.id,
        "phase": cast("Phase", course.phase),
        "round": min(course.round, frame.rounds),
        "rounds": frame.rounds,
        "act_title": speaker.words(f"{act}.title") if known(f"{act}.title") else "",
        "act_rules": [speaker.words(f"{act}.{n}") for n in SENTENCES if known(f"{act}.{n}")],
        "shock_card": course.shock,
        "shock": (speaker.words(f"card.{card}") or card) if card else "",
        "shock_text": speaker.words(f"card_shock.{card}") if card else "",
    }


def card_words(card: str) -> str:
    """The name under which an event card's words stand; "" for no card."""
    return CARD_WORDS.get(card, card)


def _nothing(key: str) -> bool:
    """There are no words at any key."""
    return not key


def _act(match: Match) -> str:
    """The running or coming act, by the name of its words."""
    if match.state.acts == "open":
        return "open"
    course, rounds = match.state.course, match.scenario.frame.rounds
    coming = course.round + (course.phase in ("lobby", "charter"))
    act = match.scenario.act_of(max(1, min(coming, rounds))).id
    return ACT_WORDS.get(act, act)
