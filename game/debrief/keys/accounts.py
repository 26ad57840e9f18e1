"""Key moments after the signature: clients nobody passed on, promises nobody heard of, clients that left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.chronicle.cases import Case
from game.debrief.keys.found import Found, Part
from game.state.records import ACCOUNT, SALES

if TYPE_CHECKING:
    from game.debrief.chronicle import Step
    from game.state.records import Promise
SOON = 1
"""Rounds after a broken promise within which a client that leaves is told with it."""


def not_passed(case: Case) -> Found | None:
    """Signed, and nobody passed the client on; what it cost."""
    if not case.won_round or case.signed is None or (case.account is not None and case.account.accept_round):
        return None
    broken = [p for p in case.promises("broken") if p.kind != "price" and case.bell(p)]
    signed: Part = ("signed_when", {"when": case.won_round})
    later = [_broke(p) for p in broken[:1]] + _gone(case)
    if not later:
        return None
    step = case.bell(broken[0]) if broken else case.end
    return Found("not_passed", step or case.signed, [signed, ("not_passed", {}), *later], 1.2, "broken", SALES)


def promise_lost(case: Case) -> Found | None:
    """Signed and handed over, but not the promise: it broke."""
    handoff = case.account
    broken = [p for p in case.promises("broken") if p.kind != "price" and p.by == SALES and case.bell(p)]
    if handoff is None or not handoff.accept_round or not broken:
        return None
    promise = broken[0]
    knew = bool(promise.known >> ACCOUNT & 1)
    signed: Part = ("signed_when", {"when": case.won_round})
    word: Part = (f"keeper_{'knew' if knew else 'blind'}_{promise.kind}", {})
    way: Part = (f"account_{handoff.mode}", {})
    parts = [signed, way, word, _broke(promise), *_gone(case)]
    return Found("promise_lost", case.bell(promise) or case.steps[-1], parts, 0.5 if knew else 1.0, "broken", SALES)


def left(case: Case) -> Found | None:
    """A client left: how long nobody had called, what was open, what had been broken."""
    end = case.end
    if end is None or not any(key == "churned" for key, _ in end.news):
        return None
    idle = _idle(case, end)
    ill = _complaint(case, end)
    broken = len(case.promises("broken"))
    parts: list[Part] = []
    if case.heard("dossier.repeated", ACCOUNT):
        parts.append(("said_again", {}))
    if broken:
        parts.append(("broken_promises", {"n": broken}))
    if idle >= 2:
        parts.append(("untouched", {"n": idle}))
    if ill:
        parts.append(("complaint_open", {"n": ill}))
    if not parts:
        return None
    return Found("left", end, [*parts, ("left_us", {"when": end.round})], 0.8 + 0.2 * len(parts), "lost", ACCOUNT)


def _broke(promise: Promise) -> Part:
    return f"broke_{promise.kind}", {"when": promise.settled}


def _gone(case: Case) -> list[Part]:
    """That the client left, if it was soon enough after the broken promise to belong to the same story."""
    settled = [p.settled for p in case.promises("broken")]
    soon = case.ended == "churned" and settled and case.track.ended_round - max(settled) <= SOON
    return [("left_us", {"when": case.track.ended_round})] if soon else []


def _idle(case: Case, end: Step) -> int:
    """Rounds before the end without any contact by the account manager."""
    worked = [step.round for step in case.acts(ACCOUNT, "task", "accept") if step.seq < end.seq]
    first = case.account.accept_round if case.account is not None else 1
    return end.round - max([first - 1, *worked])


def _complaint(case: Case, end: Step) -> int:
    """Bells for which a complaint had been open, 0 if none was."""
    opened = 0
    for step in case.steps:
        if step.seq >= end.seq:
            break
        if any(key == "complaint" for key, _ in step.news):
            opened = opened or step.round
        if step.entry.command.verb == "task" and step.entry.command.args["task"] == "complaint":
            opened = 0
    return end.round - opened if opened else 0
