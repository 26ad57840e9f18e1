"""Key moments between lead generation and sales: each rule looks along one company's way, from a cause to its end.

A rule gives parts of a sentence (keys of the words `key.*` with what fills them) and a weight: how much of a usual
deal of that kind of client hung on it. Nothing here asks what a client truly was.
"""

from __future__ import annotations

from game.debrief.chronicle.cases import Case
from game.debrief.keys.found import Found, Part, again, by_words, last, outcome
from game.state.records import JUDGED, LEAD_GEN, SALES, Cell

LATE = 60
"""Minutes from which a request has waited for its first call."""


def fell_out(case: Case) -> Found | None:
    """A brief arrived without what was known; sales asked again; what came of it."""
    handoff = case.lead
    if handoff is None or handoff.state != "accepted" or not by_words(case):
        return None
    fields = case.arrived(handoff)
    gone = fields.known - fields.left
    if gone < 2:
        return None
    ended, mark, share = outcome(case)
    parts: list[Part] = [(f"{handoff.mode}_part", {"left": fields.left, "known": fields.known})]
    weight = share * (0.5 + 0.12 * gone + 0.15 * handoff.repeated)
    return Found("fell_out", last(case, None), [*parts, *again(handoff), *ended], weight, mark, SALES)


def thin(case: Case) -> Found | None:
    """Handed over with core questions never asked."""
    handoff = case.lead
    if handoff is None or handoff.state != "accepted" or not by_words(case):
        return None
    cells = {name: Cell(*cell) for name, cell in handoff.sent.items()}
    blank = [name for name in JUDGED if not cells.get(name, Cell()).status]
    if not blank:
        return None
    asked = [s for s in case.acts(SALES, "meet") if any(t["topic"] == "ask" for t in s.entry.command.args["agenda"])]
    ended, mark, share = outcome(case)
    if mark == "won" and not asked:
        return None
    core = [name for name in blank if name in JUDGED[:4]]
    parts: list[Part] = [("without", {"id": handoff.id + 1, "fields": blank}), *again(handoff), *ended]
    return Found("thin", last(case, None), parts, share * (0.3 + 0.2 * len(core)), mark, LEAD_GEN)


def ticked(case: Case) -> Found | None:
    """Fields ticked without asking; sales built on them."""
    handoff = case.lead
    if handoff is None or handoff.state != "accepted" or not by_words(case):
        return None
    fields = case.ticked(handoff)
    if len(fields) < 2:
        return None
    ended, mark, share = outcome(case)
    spent = case.minutes(SALES)
    cost: list[Part] = [("sales_spent", {"m": spent})] if mark == "lost" and spent >= 60 else []
    parts: list[Part] = [("ticked", {"n": len(fields)}), *again(handoff), *cost, *ended]
    return Found("ticked", last(case, None), parts, share * (0.6 + 0.1 * len(fields)), mark, LEAD_GEN)


def unfit(case: Case) -> Found | None:
    """The sender's own dossier spoke against it; it was handed over all the same."""
    handoff = case.lead
    known = case.unfit(handoff) if handoff is not None and handoff.state == "accepted" else None
    spent = case.minutes(SALES)
    if known is None or case.signed is not None or not spent:
        return None
    ended, mark, _ = outcome(case)
    said: Part = ("dossier_said", {"value": known})
    parts: list[Part] = [said, ("handed_anyway", {}), ("sales_spent", {"m": spent}), *ended]
    return Found("unfit", last(case, None), parts, 0.5 + spent / 300, mark, LEAD_GEN)


def two_prices(case: Case) -> Found | None:
    """A price named by lead generation did not reach sales, and the proposal said another."""
    for promise in case.promises("broken"):
        if promise.kind != "price":
            continue
        step = case.bell(promise)
        named: Part = ("price_named", {"when": promise.made})
        ended, mark, share = outcome(case)
        blind: list[Part] = [] if promise.known >> SALES & 1 else [("price_lost", {})]
        parts = [named, *blind, ("price_other", {}), *ended]
        return Found("two_prices", step or last(case, None), parts, share * 1.3, mark or "broken", SALES)
    return None


def lapsed(case: Case) -> Found | None:
    """A date agreed with the client was not in the brief, and passed."""
    step = case.heard("lapsed")
    if step is None:
        return None
    ended, mark, share = outcome(case)
    parts: list[Part] = [("date_agreed", {}), ("date_lost", {}), ("date_passed", {}), *ended]
    return Found("lapsed", step, parts, share * 0.8, mark or "broken", LEAD_GEN)


def strangers(case: Case) -> Found | None:
    """Handed over cold; the client would not talk."""
    step, handoff = case.heard("cold_failed"), case.lead
    if handoff is None or (step is None and case.ended != "cold"):
        return None
    ended, mark, share = outcome(case)
    twice = case.ended == "cold"
    parts: list[Part] = [("cold_handed", {}), *([("stranger_twice", {})] if twice else [("stranger", {}), *ended])]
    return Found("cold", last(case, step), parts, share * (1.2 if twice else 0.45), mark, LEAD_GEN)


def waited(case: Case) -> Found | None:
    """A client that did not wait: at lead generation, for the first contact, or between two meetings."""
    if case.ended == "gone" and case.track.first_wait >= 0:
        call = case.end
        longest = max((s.wait.minutes for s in case.steps if s.wait and s.wait.seat == LEAD_GEN), default=0)
        if longest < LATE:
            return None
        parts: list[Part] = [("request_waited", {"m": longest}), ("client_gone", {})]
        return Found("late_call", call or case.steps[-1], parts, 0.4 + longest / 960, "lost", LEAD_GEN)
    if case.ended != "waited" or case.end is None:
        return None
    wait = case.end.wait.minutes if case.end.wait is not None else 0
    first, handoff = case.contact() is None, case.lead
    if first and handoff is not None:
        parts = [("brief_waited", {"id": handoff.id + 1, "m": wait}), ("waited", {})]
    else:
        parts = [("answer_waited", {"m": wait}), ("waited", {})]
    return Found("waited", case.end, parts, 0.9 + wait / 960, "lost", SALES)


def nobody_took(case: Case) -> Found | None:
    """Handed over, and nobody took it on while the rounds lasted."""
    handoff = case.lead
    if handoff is None or handoff.accept_round or handoff.state == "returned":
        return None
    step = case.step_of(handoff)
    if step is None:
        return None
    parts: list[Part] = [("handed", {"when": handoff.round}), ("nobody_took", {})]
    return Found("never_taken", step, parts, 0.9, "lost" if case.ended else "", SALES)


def newcomer(case: Case) -> Found | None:
    """A newcomer took the seller's chair without what had not been written down."""
    for step in case.steps:
        if step.event["data"].get("card") != "chair_swap":
            continue
        gone = [v for v in step.event["set"].get(f"dossier/{SALES}/{case.row}", {}).get("cells", {}).values() if not v]
        if len(gone) < 2:
            return None
        ended, mark, share = outcome(case)
        parts: list[Part] = [("chair", {}), ("unwritten", {"n": len(gone)}), *ended]
        return Found("newcomer", step, parts, share * (0.5 + 0.15 * len(gone)), mark, SALES)
    return None


def pushed(case: Case) -> Found | None:
    """Pushed for an answer on the day."""
    for step in case.acts(SALES, "meet"):
        if any(item["topic"] == "push" for item in step.entry.command.args["agenda"]):
            ended, mark, _ = outcome(case)
            more = ended if mark == "lost" else [("signed", {"revenue": case.track.revenue})] if mark == "won" else []
            return Found("pushed", step, [("pushed", {}), *more], 0.7 if mark == "lost" else 0.3, mark, SALES)
    return None
