"""Detectors of beliefs about passing on: card, word of mouth, introductions, returns, what is written, what is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.chronicle.cases import Case
from game.debrief.chronicle.look import Look
from game.debrief.questions.loud import Loud
from game.state.records import SALES

if TYPE_CHECKING:
    from game.debrief.chronicle import Step


def paper(look: Look) -> Loud | None:
    """4: the card is bureaucracy."""
    loose, briefs = look.repeats("told", "notes")
    again, cards = look.repeats("card")
    minutes = cards * look.match.scenario.handing.modes.card.minutes
    if briefs + cards < 3 or not (loose or cards):
        return None
    worst = max((pair for pair in look.briefs), key=lambda pair: pair[1].repeated)
    params = {"cards": cards, "m": minutes, "loose": loose, "briefs": briefs, "again": again}
    gap = (loose / briefs if briefs else 0) - (again / cards if cards else 0)
    return Loud(4, max(0.0, min(90, 40 * gap + 5 * min(cards, 4))), params, "journey", look.number(worst[0]))


def telling(look: Look) -> Loud | None:
    """5: telling it is enough."""
    got, known = look.arrived("told")
    if known < 6:
        return None
    told = [(case, h) for case, h in look.briefs if h.mode == "told"]
    worst = max(told, key=lambda pair: len(pair[0].lost_at(pair[1])))
    weight = 100 * (known - got) / known * min(1.0, known / 24)
    return Loud(5, weight, {"got": got, "known": known, "n": len(told)}, "journey", look.number(worst[0]))


def transfers(look: Look) -> Loud | None:
    """6: clients hate being transferred."""
    refused = {case.row for case in look.cases if case.heard("cold_failed") or case.ended == "cold"}
    cold = [case for case, h in look.briefs if not h.warm and case.track.touch_wait >= 0]
    warm = [case for case, h in look.briefs if h.warm and case.track.touch_wait >= 0]
    shut = [case for case in cold if case.row in refused]
    if len(cold) + len(warm) < 3:
        return None
    params = {"cold": len(cold), "shut": len(shut), "warm": len(warm), "open": sum(c.row in refused for c in warm)}
    weight = min(85, 18 * len(shut) + 4 * min(len(warm), 4))
    return Loud(6, weight, params, "journey", look.number(shut[0] if shut else warm[0] if warm else None))


def returns(look: Look) -> Loud | None:
    """19: returned leads are an attack."""
    back = [(case, h) for case in look.cases for h in case.leads if h.state == "returned"]
    if not back:
        return None
    reasons = [h.reason for _, h in back]
    most = max(sorted(set(reasons)), key=reasons.count)
    won = len({case.row for case, _ in back if case.won_round})
    params = {"n": len(back), "reason": most, "k": reasons.count(most), "won": won}
    return Loud(19, min(80, 30 + 12 * len(back)), params, "journey", look.number(back[0][0]))


def crm(look: Look) -> Loud | None:
    """21: a CRM is for management."""
    swapped = [
        (case, step)
        for case in look.cases
        for step in case.steps
        if step.event["data"].get("card") in ("chair_swap", "leaver")
        and step.kind == "step"
        and f"dossier/{SALES}/{case.row}" in step.event["set"]
    ]
    gone = [(case, n) for case, step in swapped if (n := _unwritten(case, step))]
    if not gone:
        return None
    fields = sum(n for _, n in gone)
    worst = max(gone, key=lambda pair: pair[1])[0]
    return Loud(
        21, min(90, 20 + 12 * fields), {"n": fields, "k": len(gone), "of": len(swapped)}, "machine", look.number(worst)
    )


def _unwritten(case: Case, step: Step) -> int:
    cells = step.event["set"].get(f"dossier/{SALES}/{case.row}", {}).get("cells", {})
    return sum(cell is None for cell in cells.values())


def certainty(look: Look) -> Loud | None:
    """28: I knew what the client wanted."""
    asked, wrong = look.checked()
    if asked < 3:
        return None
    return Loud(28, min(85, 100 * wrong / asked + 3 * wrong), {"n": asked, "k": wrong}, "machine")
