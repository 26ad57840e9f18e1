"""Handing over, accepting, returning: who has the company, what it costs the seats and the company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.actions.brief import arrive, breaches, measure_quality, most_typing, read_back
from game.actions.context import charge, require_here, spare_wait, spend, start_wait, waiting
from game.actions.errors import Rejected
from game.actions.promising import is_known, ledger_id, open_slots
from game.market.columns import Stage
from game.market.rules import clip
from game.state.records import ACCOUNT, LEAD_GEN, SALES, Handoff

if TYPE_CHECKING:
    from game.actions.commands import Accept, HandOver, ReturnHandoff
    from game.state.draft import Draft


def hand_over(draft: Draft, seat: int, args: HandOver, inputs: dict[str, Any], *, by_bot: bool = False) -> str:
    """Pass a company on: it lands at once and begins to wait for the receiver."""
    row, scenario = args.company, draft.scenario
    company = require_here(draft, seat, row)
    receiver = seat + 1
    levers = draft.levers
    if draft.state.course.phase != "round":  # the finish passes signed clients on in the team's own way
        raise Rejected("wrong_phase")
    if company.stage not in (Stage.LEAD, Stage.ACCOUNT):
        raise Rejected("not_on_your_desk")
    if not company.contacted & (1 << seat):
        raise Rejected("needs_contact")
    if company.stage == Stage.ACCOUNT and _waits(draft, row):
        raise Rejected("wait_for_answer")
    if args.warm and not levers.warm:
        raise Rejected("not_yet")
    if args.mode == "card" and not (levers.card_bots if by_bot else levers.card):
        raise Rejected("not_yet")
    handing = scenario.handing
    warm = (handing.warm_lead if seat == LEAD_GEN else handing.warm_account) if args.warm else 0
    charge(draft, seat, handing.modes[args.mode].minutes + warm, inputs.get("released"))

    sender = draft.dossier(seat, row)
    handoff = draft.new_handoff(row)
    handoff.sender, handoff.receiver = seat, receiver
    handoff.mode, handoff.warm, handoff.round = args.mode, args.warm, draft.round
    handoff.notes = args.notes.strip() if args.mode != "told" else ""
    handoff.by_bot = by_bot or bool(draft.seat(receiver).bot)
    handoff.sent = dict(sender.cells)
    handoff.promises = [ledger_id(draft, row, s) for s in open_slots(draft, row) if is_known(draft, row, s, seat)]
    track = draft.track(row)
    handoff.first_time = not (track.handoff >= 0 and draft.team.handoffs[track.handoff].state == "returned")
    if seat == LEAD_GEN:
        tally = draft.tally()
        tally.handoffs += 1
        if not track.handed_count:
            tally.handed += 1
        track.handed_count += 1
        company.stage = int(Stage.HANDED)
        track.handoff = handoff.id
    start_wait(draft, row, receiver)
    draft.say(receiver, "handoff_arrived", {"mode": args.mode}, row, "plain")
    return "handed_over"


def _waits(draft: Draft, row: int) -> bool:
    return any(h.company == row and h.state == "waiting" for h in draft.team.handoffs)


def _pending(draft: Draft, seat: int, number: int) -> Handoff:
    if not 0 <= number < len(draft.team.handoffs):
        raise Rejected("unknown_handoff")
    handoff = draft.handoff(number)
    if handoff.receiver != seat:
        raise Rejected("unknown_handoff")
    if handoff.state != "waiting":
        raise Rejected("already_done")
    return handoff


def accept(draft: Draft, seat: int, args: Accept, inputs: dict[str, Any]) -> str:
    """Take a handoff: the dossier fills with what arrives, and a warm one is introduced in a joint call."""
    handoff = _pending(draft, seat, args.handoff)
    handing, levers = draft.scenario.handing, draft.levers
    if args.read_back and not levers.read_back:
        raise Rejected("not_yet")
    if args.read_back and seat != SALES:
        raise Rejected("not_your_seat")
    row = handoff.company
    handoff.accept_wait = max(0, waiting(draft, row, seat))
    arrived = arrive(draft, handoff)
    warm = (handing.warm_lead if seat == SALES else handing.warm_account) if handoff.warm else 0
    minutes = handing.accept + warm + (handing.read_back.receiver if args.read_back else 0)
    most = minutes + most_typing(draft, handoff)
    minutes += handing.typing * len(arrived) if most > minutes else 0
    charge(draft, seat, minutes, inputs.get("released"), most=most)
    spare_wait(draft, row, seat, minutes)
    if args.read_back:
        spend(draft, handoff.sender, handing.read_back.sender)
        read_back(draft, handoff)
    handoff.state, handoff.accept_round = "accepted", draft.round
    if seat == ACCOUNT:
        take_account(draft, handoff)
        return "accepted"
    company = draft.company(row)
    if handoff.warm:
        company.trust = clip(company.trust + handing.warm_trust)
    company.stage = int(Stage.OPPORTUNITY)
    measure_quality(draft, handoff)
    draft.say(handoff.sender, "accepted", {}, row, "warm")
    return "accepted"


def take_account(draft: Draft, handoff: Handoff) -> None:
    """The account manager owns a signed company: dossier and trust by what came across."""
    row, handing = handoff.company, draft.scenario.handing
    company = draft.company(row)
    quality = handing.modes[handoff.mode].quality
    company.dossier = company.dossier * quality
    company.trust = clip(company.trust * (handing.account_trust + handing.account_trust_quality * quality))
    if not handoff.warm:
        company.trust = clip(company.trust * handing.account_cold)
    company.owned = True
    company.idle = 0
    company.contacted |= 1 << ACCOUNT
    draft.track(row).handoff = handoff.id
    draft.track(row).waits_for = -1
    draft.say(handoff.sender, "accepted", {}, row, "warm")


def pass_on(draft: Draft, row: int, mode: str, *, warm: bool, by_bot: bool = True) -> None:
    """A client whom the finishing seller signed goes to the account manager in the team's own way."""
    handoff = draft.new_handoff(row)
    handoff.sender, handoff.receiver = SALES, ACCOUNT
    handoff.mode, handoff.warm, handoff.round, handoff.by_bot = mode, warm, draft.round, by_bot
    handoff.sent = dict(draft.dossier(SALES, row).cells)
    handoff.promises = [ledger_id(draft, row, s) for s in open_slots(draft, row) if is_known(draft, row, s, SALES)]
    land(draft, handoff)


def land(draft: Draft, handoff: Handoff) -> None:
    """A handoff to the account manager is taken as it is, without anybody's minutes."""
    arrive(draft, handoff)
    handoff.state, handoff.accept_round, handoff.accept_wait = "accepted", draft.round, 0
    take_account(draft, handoff)


def return_handoff(draft: Draft, seat: int, args: ReturnHandoff, inputs: dict[str, Any]) -> str:
    """Send a brief back before the first contact; only a breach of the charter permits it."""
    handoff = _pending(draft, seat, args.handoff)
    if not draft.levers.returns:
        raise Rejected("not_yet")
    if not draft.team.charter.returns:
        raise Rejected("returns_not_agreed")
    if args.reason not in breaches(draft, handoff):
        raise Rejected("no_breach")
    charge(draft, seat, draft.scenario.handing.return_minutes, inputs.get("released")).light += 1
    send_back(draft, handoff, args.reason, args.note.strip())
    return "returned"


def send_back(draft: Draft, handoff: Handoff, reason: str, note: str = "") -> None:
    """The company lies with lead generation again."""
    row = handoff.company
    handoff.state, handoff.reason, handoff.note = "returned", reason, note
    company, track = draft.company(row), draft.track(row)
    company.stage = int(Stage.LEAD)
    track.waits_for = -1
    tally = draft.tally()
    tally.returned += 1
    tally.fair_returns += 1
    draft.say(LEAD_GEN, "returned", {"reason": reason}, row, "cool")
