"""The agenda of a meeting: what may be on it with this client now, and which moment it puts to the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.errors import Rejected
from game.state.records import GUESS, JUDGED, SALES, UNKNOWN

if TYPE_CHECKING:
    from game.actions.commands import Meet, MeetTopic
    from game.state.draft import Draft

GATES = {"demo": 0, "proposal": 1, "close": 2}
"""Topic -> the moment of the deal that it puts to the test."""


def check_agenda(draft: Draft, row: int, args: Meet, *, visit: bool) -> int:
    """Whether the agenda is possible; returns the moment of the deal that it decides, -1 for none.

    Raises:
        Rejected: the first reason why not.
    """
    sales, company = draft.scenario.sales, draft.company(row)
    topics = [item.topic for item in args.agenda]
    if not topics:
        raise Rejected("no_topics")
    if len(topics) > sales.max_topics:
        raise Rejected("too_many_topics")
    wanted = {GATES[t] for t in topics if t in GATES and not (t == "demo" and company.gate > 0)}
    if len(wanted) > 1:
        raise Rejected("one_gate")
    seen: set[tuple[str, str, str]] = set()
    for item in args.agenda:
        key = (
            item.topic,
            item.pain if item.topic == "demo" else "",
            item.field if item.topic == "ask" else "",
        )
        if key in seen:
            raise Rejected("already_done")
        seen.add(key)
        if item.topic in ("proposal", "terms"):
            percent(item.discount, sales.discount_most)  # here, where no draw has been made yet
        reason = topic_blocked(draft, row, item, visit=visit)
        if reason:
            raise Rejected(reason)
    return wanted.pop() if wanted else -1


def topic_blocked(draft: Draft, row: int, item: MeetTopic, *, visit: bool) -> str:
    """The code why a topic is not possible with this client now, "" if it is."""
    company, track = draft.company(row), draft.track(row)
    dossier = draft.dossier(SALES, row)
    done = {"measure": company.measured, "compare": company.compared, "trial": company.trial}
    if done.get(item.topic):
        return "already_done"
    match item.topic:
        case "ask":
            return "" if item.field in JUDGED else "malformed"
        case "recap":
            return "" if any(c.status == GUESS for c in dossier.cells.values()) else "no_guesses"
        case "demo":
            known = dossier.cell("pain")
            if known.status == UNKNOWN or item.pain not in known.value.split("+"):
                return "needs_pain"
            return "already_done" if item.pain in track.demos else ""
        case "measure":
            return "" if visit else "needs_visit"
        case "proposal":
            if not company.measured:
                return "needs_measure"
            if company.gate >= 2:
                return "already_done"
            if item.product not in [p.id for p in draft.scenario.products]:
                return "needs_product"
            return "" if company.gate == 1 else "needs_gate1"
        case "terms":
            return "" if company.gate >= 1 and company.product >= 0 else "needs_gate2"
        case "close":
            return "" if company.gate == 2 else "needs_gate2"
        case "push":
            return "" if company.gate == 2 else "needs_gate2"
        case "objections":
            return "already_done" if company.objections else ""
    return ""


def percent(discount: int | str, most: int) -> int:
    """A discount in per cent; choices of a view come as text.

    Raises:
        Rejected: `malformed` if it is none, or more than `most`.
    """
    try:
        value = int(discount or 0)
    except ValueError:
        raise Rejected("malformed", "discount") from None
    if not 0 <= value <= most:
        raise Rejected("malformed", "discount")
    return value
