"""The waterfall of one team in words: par, the bars with their causes, what it earned; and every handoff's worth."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, cast

from game.debrief.leaks.keep import ledger_of
from game.debrief.leaks.ledger import CAUSES, FOUND, LUCK, OVER, STEPS, Ledger, Passed, Shift
from game.debrief.leaks.par import Par, par_of
from game.scoring.money import forward_done
from game.scoring.worth import standard
from game.state.records import LEAD_GEN, ROLES
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views import shape
    from game.views.shape.basics import Role
    from game.views.shape.leaks import LeakStep

ITEMS = 6
"""Acts and bells told for each bar, the costliest."""
BLUR = 300_000
"""Cents below which a difference says nothing: about the error of one company's worth, a few times over."""
OWNERS: dict[str, tuple[str, ...]] = {
    "found": ("lead_gen",),
    "handoff": ("lead_gen", "sales"),
    "sales": ("sales",),
    "account_handoff": ("sales", "account"),
    "care": ("account",),
    "luck": (),
}


def leaks_view(match: Match, team: int, lang: str, par: Par | None = None) -> shape.LeaksView:
    """The waterfall of a team; `par` spares playing the reference team again.

    Args:
        match: with its whole log.
        team: 0-based.
        lang: "en" or "ru".
        par: of this very session, made here when None.
    """
    return waterfall(
        match, team, lang, own_ledger(match, team), par or par_of(match.scenario, match.header, match.entries)
    )


def own_ledger(match: Match, team: int) -> Ledger:
    """The ledger of a team of a match that is known to its end: the part of the report that takes long."""
    return ledger_of(match.scenario, match.header, match.entries, team, _waits(match, team))


def waterfall(match: Match, team: int, lang: str, own: Ledger, par: Par) -> shape.LeaksView:
    """The same from a ledger that is there already, such as for another language."""
    speak = Speaker(match, team, lang)
    sums = own.sums()
    bars = [_bar(match, team, step, own, sums, par, speak) for step in STEPS]
    limits = [speak.words(f"leak_limit.{number}", amount=BLUR) for number in range(1, 6)]
    return {
        "kind": "leaks",
        "team": team,
        "team_name": match.state.teams[team].name,
        "horizon": "year" if forward_done(match.state) else "session",
        "par": par.earned,
        "earned": own.earned,
        "still_open": own.end,
        "par_open": par.end,
        "bars": bars,
        "handoffs": [_handoff(match, team, passed, speak) for passed in own.passes],
        "headline": _headline(bars, speak),
        "limits": limits,
    }


def masked(view: shape.LeaksView) -> shape.LeaksView:
    """A waterfall without single acts and handoffs: their worth tells what a client truly was."""
    bars: list[shape.LeakBar] = [{**bar, "items": []} for bar in view["bars"]]
    return {**view, "bars": bars, "handoffs": []}


def _waits(match: Match, team: int) -> dict[int, int]:
    """Minutes that each handoff to sales waited for the first contact in the end, by its id."""
    crew = match.state.teams[team]
    return {h.id: max(0, crew.tracks[h.company].touch_wait) for h in crew.handoffs if h.sender == LEAD_GEN}


def _bar(
    match: Match, team: int, step: str, own: Ledger, sums: dict[tuple[str, str], int], par: Par, speak: Speaker
) -> shape.LeakBar:
    causes: list[shape.LeakCause] = []
    for cause in CAUSES[step]:
        amount = sums.get((step, cause), 0) - par.sums.get((step, cause), 0) + _beside(step, cause, own, par)
        if amount:
            causes.append({"cause": cause, "label": speak.words(f"leak_cause.{cause}"), "amount": amount})
    return {
        "step": cast("LeakStep", step),
        "label": speak.words(f"leak_step.{step}"),
        "roles": [cast("Role", role) for role in OWNERS[step]],
        "amount": sum(cause["amount"] for cause in causes),
        "causes": causes,
        "items": [] if step == LUCK else _items(match, team, step, own.shifts, speak),
    }


def _beside(step: str, cause: str, own: Ledger, par: Par) -> int:
    """What no shift tells: costs that differ from par's (advertising for leads that came), minutes carried over."""
    if (step, cause) == (FOUND, "passed"):
        return par.costs - own.costs
    if (step, cause) == (LUCK, "after"):
        return (own.seller_minutes - par.seller_minutes) * standard.MINUTE_PRICE + own.start - par.start
    return 0


def _items(match: Match, team: int, step: str, shifts: list[Shift], speak: Speaker) -> list[shape.LeakItem]:
    """The acts and bells of a step that cost most; what one company lost at one cause is added up."""
    crew = match.state.teams[team]
    sums: dict[tuple[int, str], int] = defaultdict(int)
    worst: dict[tuple[int, str], Shift] = {}
    for shift in shifts:
        if shift.step != step:
            continue
        key = (shift.row if shift.row >= 0 else -shift.round, shift.cause)
        sums[key] += shift.amount
        if key not in worst or shift.amount < worst[key].amount:
            worst[key] = shift
    costly = sorted((amount, worst[key].seq, key) for key, amount in sums.items() if amount < 0)[:ITEMS]
    found: list[shape.LeakItem] = []
    for amount, _, key in costly:
        shift = worst[key]
        name = speak.company(shift.row) if shift.row >= 0 else ""
        found.append(
            {
                "seq": shift.seq,
                "round": shift.round,
                "cause": shift.cause,
                "sentence": speak.words(f"leak_item.{step}.{shift.cause}", company=name, round=shift.round),
                "role": cast("Role", OWNERS[step][0]),
                "company": crew.numbers[shift.row] if shift.row >= 0 else -1,
                "company_name": name,
                "amount": amount,
            }
        )
    return found


def _handoff(match: Match, team: int, passed: Passed, speak: Speaker) -> shape.HandoffWorth:
    crew = match.state.teams[team]
    handoff = crew.handoffs[passed.handoff]
    return {
        "id": handoff.id,
        "seq": passed.seq,
        "round": handoff.round,
        "company": crew.numbers[handoff.company],
        "company_name": speak.company(handoff.company),
        "sender": cast("Role", ROLES[handoff.sender]),
        "receiver": cast("Role", ROLES[handoff.receiver]),
        "mode": cast("shape.Mode", handoff.mode),
        "warm": handoff.warm,
        "wait": crew.tracks[handoff.company].touch_wait if passed.step != OVER else handoff.accept_wait,
        "as_was": passed.as_was,
        "complete": passed.complete,
        "warm_worth": passed.warm,
        "at_once": passed.at_once,
    }


def _headline(bars: list[shape.LeakBar], speak: Speaker) -> str:
    worst = min((bar for bar in bars if bar["step"] != LUCK), key=lambda bar: bar["amount"])
    if worst["amount"] > -BLUR:
        return speak.words("leak_head.none")
    at = speak.words(f"leak_at.{worst['step']}")
    return speak.words("leak_head.leak", at=at, amount=-worst["amount"])
