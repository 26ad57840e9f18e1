"""Promises a seat may see: those its role made or was handed, read from the company's slots."""

from __future__ import annotations

from game.state.records import ROLES, Promise
from game.views import shape
from game.views.sight import Sight


def is_visible(sight: Sight, promise: Promise) -> bool:
    """Whether this seat knows of a promise: it made it, or somebody passed it on."""
    known = promise.known
    if promise.state == "open":
        known = int(sight.team.columns.promise_known[promise.company, promise.slot])
    return bool(known >> sight.seat & 1)


def promise_view(sight: Sight, promise: Promise) -> shape.PromiseView:
    """One promise in words."""
    words = sight.speak.words
    state = promise.state
    if state == "open" and bool(sight.team.columns.promise_ahead[promise.company, promise.slot]):
        state = "called_ahead"
    due = words("promise_due.round", round=promise.due) if promise.due else words("promise_due.proposal")
    text = words(f"promise.{promise.kind}")
    return {
        "company": sight.team.numbers[promise.company],
        "company_name": sight.speak.company(promise.company),
        "kind": promise.kind,  # type: ignore[typeddict-item]
        "text": f"{text}, {due}" if text and state == "open" else text,
        "by": ROLES[max(0, promise.by)] if promise.by >= 0 else "account",  # type: ignore[typeddict-item]
        "due_round": promise.due,
        "state": state,  # type: ignore[typeddict-item]
    }


def promises_of(sight: Sight, row: int) -> list[shape.PromiseView]:
    """The open promises to one company that this seat knows of."""
    return [
        promise_view(sight, p)
        for p in sight.team.promises
        if p.company == row and p.state == "open" and is_visible(sight, p)
    ]


def all_promises(sight: Sight) -> list[shape.PromiseView]:
    """Every promise this seat knows of: open ones by due round, then the settled ones, newest first."""
    seen = [p for p in sight.team.promises if p.state != "lapsed" and is_visible(sight, p)]
    open_ = sorted((p for p in seen if p.state == "open"), key=lambda p: (p.due, p.id))
    done = sorted((p for p in seen if p.state != "open"), key=lambda p: -p.id)[:12]
    return [promise_view(sight, p) for p in (*open_, *done)]
