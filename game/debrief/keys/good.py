"""Key moments in which the team did what a clean handoff takes: returned, read back, passed on whole."""

from __future__ import annotations

from game.debrief.chronicle.cases import Case
from game.debrief.keys.found import Found, Part, last, outcome
from game.state.records import SALES

LONG = 240
"""Minutes from which a brief was not taken up soon."""
SOON = 10
"""Minutes under which it was taken up at once."""
THICK = 5
"""Of the six judged fields, how many make a full brief."""


def returned(case: Case) -> Found | None:
    """Returned, and what came of the second try."""
    if len(case.leads) < 2 or case.leads[-2].state != "returned":
        return None
    before, after = case.leads[-2], case.leads[-1]
    fuller = case.known_at(after) - case.known_at(before)
    second: Part = ("came_fuller", {"n": fuller}) if fuller > 0 else ("came_same", {})
    ended, mark, _ = outcome(case)
    ended = [("signed", {"revenue": case.track.revenue})] if mark == "won" else ended
    first: Part = ("returned", {"reason": before.reason})
    parts = [first, second, *ended]
    return Found("returned", last(case, None), parts, 0.7, mark or "returned", SALES, good=mark == "won")


def mended(case: Case) -> Found | None:
    """Reading the brief back put fields right."""
    handoff = case.lead
    if handoff is None:
        return None
    right = sum(line[1] == "mended" for line in handoff.read_back)
    if not right:
        return None
    ended, mark, _ = outcome(case)
    ended = [("signed", {"revenue": case.track.revenue})] if mark == "won" else ended
    step = case.step_of(handoff, "accept")
    parts: list[Part] = [("read_back", {"n": right}), *ended]
    return Found("read_back", step or last(case, None), parts, 0.4 + 0.1 * right, mark, SALES, good=True)


def clean(case: Case) -> Found | None:
    """A full card, taken up soon, and signed."""
    handoff = case.lead
    if handoff is None or handoff.mode != "card" or case.signed is None or handoff.repeated:
        return None
    known = case.known_at(handoff)
    wait = case.track.touch_wait
    if known < THICK or not 0 <= wait < LONG or case.ticked(handoff):
        return None
    key = "clean_warm" if handoff.warm else "clean"
    soon: Part = ("after", {"m": wait}) if wait >= SOON else ("at_once", {})
    done: list[Part] = [soon, ("no_repeats", {}), ("signed", {"revenue": case.track.revenue})]
    step = case.signed
    parts: list[Part] = [(key, {"known": known}), *done]
    return Found("clean", step, parts, 0.6 + 0.2 * handoff.warm, "won", -1, good=True)
