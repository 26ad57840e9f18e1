"""The last conversation with a company, in words, and how it ended: the outcome with its tone."""

from __future__ import annotations

from typing import Any

from game.actions.commands import CALL_TOPICS, MEET_TOPICS
from game.market.rules import FIELDS
from game.state.records import GUESS, Cell
from game.views import shape
from game.views.shape.basics import Tone
from game.views.sight import Sight
from game.views.words import Speaker

KNOWN_TOPICS = frozenset({*CALL_TOPICS, *MEET_TOPICS})
TITLES = {
    "call": "talk.call",
    "no_answer": "talk.call",
    "visit": "talk.visit",
    "phone": "talk.phone",
    "follow_up": "talk.follow_up",
}
"""What a conversation is called once it is over; tasks keep their own names."""
DECISIONS = ("gate1.", "proposal.thinks", "close.")
OUTCOMES: dict[str, Tone] = {
    # nobody was reached, or nobody stayed
    "no_answer": "bad",
    "no_answer_round": "bad",
    "gone": "bad",
    "given_up": "bad",
    "gone_waiting": "bad",
    "gone_cold": "bad",
    "cold_failed": "bad",
    # a call
    "talked": "good",
    "nothing_learned": "neutral",
    "patience_over": "bad",
    "disqualified_by_itself": "neutral",
    "stopped_severity": "neutral",
    "stopped_budget": "neutral",
    "stopped_timing": "neutral",
    # a deal
    "no_decision": "neutral",
    "wants_proposal": "good",
    "thinking": "neutral",
    "thinking_bell": "neutral",
    "ready": "good",
    "won": "good",
    "lost": "bad",
    "lost_meeting": "bad",
    "lost_proposal": "bad",
    "lost_close": "bad",
    "followed_up": "neutral",
    "followed_up_badly": "bad",
    # an account
    "order_placed": "good",
    "order_refused": "bad",
    "served": "good",
    "called_ahead": "good",
    "frequency_yes": "good",
    "frequency_no": "bad",
    "basket_yes": "good",
    "basket_no": "bad",
    "referral": "good",
    "no_referral": "neutral",
    "dossier": "good",
    "dossier_repeated": "bad",
    "paid": "good",
    "complaint_closed": "good",
    "joint_group": "good",
}
"""Every way in which a conversation ends: the key of its words and its tone. A refusal is never good."""
DEAL_STANDS = frozenset({"wants_proposal", "thinking", "thinking_bell", "ready", "won"})
"""Outcomes that say where the deal stands: while they are news, in the words of its status."""
CLOSES = frozenset(
    {"gone", "given_up", "gone_waiting", "gone_cold", "disqualified_by_itself", "stopped_severity", "stopped_budget"}
    | {"lost", "lost_meeting", "lost_proposal", "lost_close"}
)
"""Outcomes that close the company."""
TRY_AGAIN = frozenset({"no_answer", "no_answer_round", "cold_failed"})
"""Outcomes that say when to try again, as long as it is too early."""
HEARD = {
    "service": "served",
    "service.called_ahead": "called_ahead",
    "frequency.yes": "frequency_yes",
    "frequency.no": "frequency_no",
    "basket.yes": "basket_yes",
    "basket.no": "basket_no",
    "loyalty": "no_referral",
    "referral": "referral",
    "dossier": "dossier",
    "dossier.repeated": "dossier_repeated",
    "receivable": "paid",
    "complaint.closed": "complaint_closed",
    "joint_group": "joint_group",
    "follow_up": "followed_up",
    "follow_up.annoyed": "followed_up_badly",
    "patience_over": "patience_over",
}
"""What the client said last -> the outcome, where the rules name none."""


def outcome_of(talk: dict[str, Any], ended: str) -> tuple[str, dict[str, Any]]:
    """Key and figures of how a conversation ended; `ended` is why the company is closed, "" while it is open."""
    key, figures = talk["outcome"]
    if key in ("thinking", "thinking_bell", "ready") and talk["lines"] and talk["lines"][-1][1] == "gate1.passed":
        return "wants_proposal", {}  # "make us an offer" is no "we think it over"
    if key:
        return (ended if key == "lost" and ended in OUTCOMES else key), figures
    lines = talk["lines"]
    if lines and lines[-1][1] in HEARD:
        return HEARD[lines[-1][1]], {}
    learned = {fact[0] for line in lines for fact in line[5]}
    if learned:
        return "talked", {"n": len(learned)}
    return ("nothing_learned" if talk["title"] == "call" else "no_decision"), {}


def last_talk(sight: Sight, row: int) -> shape.Talk | None:
    """The last conversation, in words."""
    talk, speak = sight.dossier(row).talk, sight.speak
    if not talk or speak.texts is None:  # bots have no ears: what was learned stands in the cells
        return None
    lines: list[shape.Line] = []
    for topic, key, draw, params, tone, learned in talk["lines"]:
        decides = key.startswith(DECISIONS) and any(line["topic"] == topic for line in lines)
        head = topic if topic in KNOWN_TOPICS and not decides else "answer"
        lines.append(
            {
                "topic": topic,
                "topic_label": speak.words(f"topic.{head}"),
                "said": spoken(speak, row, (key, draw, params, learned)),
                "tone": tone,
                "learned": [
                    speak.cell(field, Cell(status, value, "you", talk["round"]))
                    for field, status, value in learned
                    if field in FIELDS
                ],
            }
        )
    key, figures = outcome_of(talk, sight.track(row).ended)
    return {
        "round": talk["round"],
        "minutes": talk["minutes"],
        "title": speak.words(TITLES.get(talk["title"], f"task.{talk['title']}")),
        "lines": lines,
        "outcome": speak.words(f"outcome.{key}", **figures),
        "outcome_tone": OUTCOMES[key],
    }


def spoken(speak: Speaker, row: int, line: tuple[str, float, dict[str, Any], list[list[Any]]]) -> str:
    """What the client says in one line (key, draw, parameters, learned): never less than the line confirms."""
    key, draw, params, learned = line
    also = [name for fact in learned for name in _confirmed(key, *fact)]
    said = [speak.says(key, row, draw, **params)]
    for name in also:
        wide = name.replace(".also.", ".")
        said.append(speak.says(name if speak.can_say(name, row) else wide, row, draw))
    return " ".join(said)


def _confirmed(key: str, field: str, status: int, value: str) -> list[str]:
    """Situations that put into words what a line confirms and its own words do not."""
    if status == GUESS or not (field == "pain" or key.startswith("recap.")):
        return []
    if field != "pain":
        return [f"{field}.{value or 'none'}"]
    first, *others = value.split("+")
    return (
        [f"pain.also.{pain}" for pain in others]
        if key == f"pain.{first}"
        else [f"pain.{first}", *(f"pain.also.{pain}" for pain in others)]
    )
