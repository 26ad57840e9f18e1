"""Detectors of beliefs about leads: how many, how fast, from where, and whether every one must be worked."""

from __future__ import annotations

from game.debrief.chronicle.cases import Case
from game.debrief.chronicle.look import Look
from game.debrief.questions.loud import Loud, largest
from game.market.columns import Source
from game.scoring.figures.table import percent
from game.state.records import JUDGED, LEAD_GEN, SALES

HOUR = 60
OWN = (Source.OUTBOUND, Source.BOOK_SALES, Source.BOOK_ACCOUNTS)
"""Companies that did not come to us: our own list, and what the predecessors left."""


def more_leads(look: Look) -> Loud | None:
    """1: more leads, more sales."""
    handed, won = len(look.handed), len(look.won)
    spent, whole = look.minutes(SALES, look.lost), look.minutes(SALES, look.cases)
    if handed < 3 or not whole:
        return None
    share = percent(spent, whole)
    weight = share * min(1.0, handed / 12) + 20 * (won * 4 < handed)
    return Loud(1, weight, {"handed": handed, "won": won, "m": spent, "p": share}, "pictures")


def bad_leads(look: Look) -> Loud | None:
    """2: a bad lead is the seller's problem, or the seller just could not close."""
    if not look.lost:
        return None
    fell = [case for case in look.lost if any(case.lost_at(h) for h in case.leads[-1:])]
    worst = largest(look.lost, lambda case: len(case.lost_at(case.leads[-1])))
    weight = min(90, 12 * len(look.lost))
    return Loud(2, weight, {"n": len(look.lost), "fell": len(fell)}, "disputed", look.number(worst))


def fast_answer(look: Look) -> Loud | None:
    """7: twenty minutes or two hours, no matter."""
    waits = [(case, case.track.first_wait) for case in look.cases if _came(look, case) and case.track.first_wait >= 0]
    late = [case for case, wait in waits if wait > HOUR]
    gone = [case for case in late if case.ended == "gone"]
    if len(waits) < 3 or not late:
        return None
    longest = max(late, key=lambda case: case.track.first_wait)
    params = {"n": len(late), "of": len(waits), "gone": len(gone), "m": longest.track.first_wait}
    weight = min(85, 6 * len(late) + 15 * len(gone))
    return Loud(7, weight, params, "journey", look.number(longest))


def too_fast(look: Look) -> Loud | None:
    """8: fast is always better."""
    thin = [(case, h) for case, h in look.briefs if case.known_at(h) - len(case.ticked(h)) <= 3]
    if not thin:
        return None
    blank = sum(len(JUDGED) - case.known_at(h) + len(case.ticked(h)) for case, h in thin)
    worst = min(thin, key=lambda pair: pair[0].known_at(pair[1]))
    weight = min(90, 14 * len(thin) + 2 * blank)
    return Loud(8, weight, {"n": len(thin), "of": len(look.briefs), "blank": blank}, "journey", look.number(worst[0]))


def must_work(look: Look) -> Loud | None:
    """20: every lead must be worked."""
    against = [case for case, h in look.briefs if case.unfit(h) is not None]
    spent = look.minutes(SALES, against)
    if not against or not spent:
        return None
    won = sum(bool(case.won_round) for case in against)
    worst = largest(against, lambda case: case.minutes(SALES))
    weight = min(85, 15 * len(against) + spent / 12)
    return Loud(20, weight, {"n": len(against), "m": spent, "won": won}, "journey", look.number(worst))


def inbound_gift(look: Look) -> Loud | None:
    """23: inbound is a gift."""
    came = [case for case in look.cases if _came(look, case) and any(True for _ in case.acts(LEAD_GEN, "call"))]
    unheard = sum(
        track.here and row not in look.crew.dossiers[LEAD_GEN] and int(look.crew.static.source[row]) not in OWN
        for row, track in look.crew.tracks.items()
    )
    if len(came) < 5:
        return None
    won, spent = sum(bool(case.won_round) for case in came), look.minutes(LEAD_GEN, came)
    flood = 30 if look.crew.desk.flood else 0
    weight = min(90, 30 * (won * 5 < len(came)) + 6 * unheard + flood)
    return Loud(23, weight, {"n": len(came), "won": won, "m": spent, "unheard": unheard}, "pictures")


def dialling(look: Look) -> Loud | None:
    """25: experienced people must dial too."""
    own = [case for case in look.cases if look.crew.static.source[case.row] == Source.OUTBOUND]
    cold = [case for case in own if any(True for _ in case.acts(LEAD_GEN, "call"))]
    spent = look.minutes(LEAD_GEN, cold)
    if len(cold) < 2:
        return None
    won, handed = sum(bool(case.won_round) for case in cold), sum(bool(case.leads) for case in cold)
    params = {"n": len(cold), "m": spent, "handed": handed, "won": won}
    return Loud(25, min(70, spent / 15 - 15 * won), params, "pictures")


def _came(look: Look, case: Case) -> bool:
    """Whether a company came by itself or by recommendation."""
    return int(look.crew.static.source[case.row]) not in OWN
