"""The acts a seat could take now: label, price, and why not where one is blocked."""

from __future__ import annotations

from typing import Any

from game.actions.account import task_blocked
from game.actions.brief import breaches, most_typing
from game.actions.commands import TASKS
from game.actions.thinking import remaining_thought
from game.actions.waiting import next_moment, nothing_ready
from game.market.columns import Stage
from game.state.draft import Draft
from game.state.records import ACCOUNT, CONFIRMED, GUESS, JUDGED, LEAD_GEN, MODES, SALES, Handoff
from game.views import shape
from game.views.desk import sight_thinks
from game.views.sight import Sight
from game.views.status import is_passed_on


def offer(
    sight: Sight,
    verb: str,
    args: dict[str, Any],
    minutes: int,
    code: str = "",
    *,
    caption: str = "",
    hint: str = "",
    most: int = 0,
    primary: bool = False,
) -> shape.Offer:
    """One act with its price; blocked between rounds, by `code`, or by the minutes."""
    why = sight.refuse(sight.closed() or code or sight.short(max(minutes, most)))
    return {
        "verb": verb,
        "args": args,
        "caption": sight.caption(caption or f"verb.{verb}"),
        "hint": hint,
        "minutes": minutes,
        "minutes_max": max(minutes, most),
        "blocked": why,
        "primary": primary and not why,
    }


def company_offers(sight: Sight, row: int, draft: Draft) -> list[shape.Offer]:
    """Acts about one company that is on this seat's desk, except conversations (see `agenda`)."""
    number = sight.team.numbers[row]
    stage = int(sight.team.columns.stage[row])
    if sight.seat == LEAD_GEN:
        return _lead_offers(sight, row, number, stage)
    if sight.seat == SALES:
        return _sales_offers(sight, row, number, stage, draft)
    return _account_offers(sight, row, number)


def _lead_offers(sight: Sight, row: int, number: int, stage: int) -> list[shape.Offer]:
    lead = sight.scenario.lead
    met = bool(int(sight.team.columns.contacted[row]) & 1)
    found = []
    if stage == Stage.LEAD and met:
        found += _hand_over(sight, row, number, sight.scenario.handing.warm_lead)
        found.append(offer(sight, "nurture", {"company": number}, lead.drop))
        found += _mark(sight, number, lead.mark)
    if stage in (Stage.LEAD, Stage.SUSPECT, Stage.NURTURED):
        found.append(offer(sight, "disqualify", {"company": number}, lead.drop))
    return found


def _sales_offers(sight: Sight, row: int, number: int, stage: int, draft: Draft) -> list[shape.Offer]:
    scenario = sight.scenario
    if stage == Stage.ACCOUNT:
        if is_passed_on(sight, row):
            return []
        return _hand_over(sight, row, number, scenario.handing.warm_account)
    found = []
    if _can_be_hurried(sight, row, draft):
        found.append(offer(sight, "follow_up", {"company": number}, scenario.sales.follow_up))
    found += _mark(sight, number, scenario.handing.typing)
    found.append(offer(sight, "disqualify", {"company": number}, scenario.lead.drop))
    return found


def _can_be_hurried(sight: Sight, row: int, draft: Draft) -> bool:
    """Whether the client thinks, has not been followed up yet, and would not answer soon anyway."""
    track = sight.track(row)
    if track.ready_clock < 0 or track.followed_up or not sight_thinks(sight, row):
        return False
    return remaining_thought(draft, row) > sight.scenario.sales.follow_up_least


def _account_offers(sight: Sight, row: int, number: int) -> list[shape.Offer]:
    scenario, track = sight.scenario, sight.track(row)
    minutes = scenario.accounts.minutes
    company = sight.team.market.company(row)
    traits = company.traits()
    return [
        offer(
            sight,
            "task",
            {"company": number, "task": name},
            minutes[name],
            task_blocked(scenario, company, traits, track, name),
            caption=f"task.{name}",
        )
        for name in TASKS
    ]


def _hand_over(sight: Sight, row: int, number: int, warm_minutes: int) -> list[shape.Offer]:
    """Three ways, cold and warm."""
    cells = sight.dossier(row).cells
    known = sum(c.status == CONFIRMED for f, c in cells.items() if f in JUDGED)
    guesses = sum(c.status == GUESS for f, c in cells.items() if f in JUDGED)
    promises = sum(
        1
        for slot, kind in enumerate(sight.team.columns.promise_kind[row].tolist())
        if kind and int(sight.team.columns.promise_known[row, slot]) >> sight.seat & 1
    )
    to = "sales" if sight.seat == LEAD_GEN else "account"
    if sight.seat == SALES:
        known = sum(c.status == CONFIRMED for c in cells.values())
    hint = sight.speak.words(f"verb_hint.hand_over_{to}", known=known, guesses=guesses, promises=promises)
    found = []
    bot = bool(sight.record.bot)
    for mode in MODES:
        closed = mode == "card" and not (sight.levers.card_bots if bot else sight.levers.card)
        for warm in (False, True):
            minutes = sight.scenario.handing.modes[mode].minutes + (warm_minutes if warm else 0)
            why = "not_yet" if closed or (warm and not sight.levers.warm) else ""
            if sight.state.course.phase == "fast_forward":
                why = "wrong_phase"
            args = {"company": number, "mode": mode, "warm": warm}
            found.append(offer(sight, "hand_over", args, minutes, why, caption=f"verb.hand_over_{to}", hint=hint))
    return found


def _mark(sight: Sight, number: int, minutes: int) -> list[shape.Offer]:
    """Type in what was told, or tick a field off without having asked: nobody checks that here."""
    ticked = {"company": number, "status": "confirmed"}
    return [
        offer(sight, "mark", {"company": number, "status": "guess"}, minutes),
        offer(sight, "mark", ticked, 0, caption="verb.tick_off"),
    ]


def handoff_offers(sight: Sight, handoff: Handoff, draft: Draft) -> list[shape.Offer]:
    """Acts about a handoff that waits for this seat."""
    handing, levers = sight.scenario.handing, sight.levers
    warm = 0
    if handoff.warm:
        warm = handing.warm_lead if sight.seat == SALES else handing.warm_account
    typing = most_typing(draft, handoff)
    base = handing.accept + warm
    args = {"handoff": handoff.id, "read_back": False}
    verb = "accept" if sight.seat == SALES else "take_over"
    found = [
        offer(
            sight,
            "accept",
            args,
            base,
            most=base + typing,
            primary=True,
            caption=f"verb.{verb}",
        )
    ]
    if sight.seat == ACCOUNT:
        return found
    extra = handing.read_back.receiver
    found.append(
        offer(
            sight,
            "accept",
            args | {"read_back": True},
            base + extra,
            "" if levers.read_back else "not_yet",
            most=base + extra + typing,
            caption="verb.accept_read_back",
        )
    )
    allowed = levers.returns and sight.team.charter.returns
    broken = breaches(draft, handoff)
    for reason in ("procedural", "clerical", "definitional"):
        code = "" if reason in broken else "no_breach"
        if not allowed:
            code = "returns_not_agreed" if levers.returns else "not_yet"
        found.append(
            offer(
                sight,
                "return_handoff",
                {"handoff": handoff.id, "reason": reason},
                handing.return_minutes,
                code,
                caption=f"reason.{reason}",
            )
        )
    return found


def seat_offers(sight: Sight) -> list[shape.Offer]:
    """Acts that concern no company."""
    found = []
    if sight.playing:
        code = "" if nothing_ready(sight.state, sight.team, sight.seat) else "nothing_ready_needed"
        if not code and next_moment(sight.state, sight.team, sight.seat) <= sight.record.clock:
            code = "nothing_to_wait_for"
        found.append(offer(sight, "pass_time", {}, 0, code))
    if sight.state.course.phase == "charter":
        done = sight.seat in sight.team.charter.agreed
        why = sight.refuse("already_done" if done else "")
        found.append(
            {
                "verb": "agree_charter",
                "args": {},
                "caption": sight.caption("verb.agree_charter"),
                "hint": "",
                "minutes": 0,
                "minutes_max": 0,
                "blocked": why,
                "primary": not why,
            }
        )
    return found
