"""Handing over, accepting, reading back, returning: what is passed on, what is lost, what it costs the company."""

from __future__ import annotations

from typing import Any

from game.actions.context import (
    charge,
    is_right,
    require_here,
    spend,
    start_wait,
    values_of,
    waiting,
)
from game.actions.commands import Accept, HandOver, Mark, ReturnHandoff
from game.actions.errors import Rejected
from game.actions.promising import PRICE, is_known, open_slots, tell
from game.market.chance import Kind
from game.market.columns import Stage
from game.market.rules import clip, new_dossier
from game.state.draft import Draft
from game.state.records import (
    ACCOUNT,
    CONFIRMED,
    FIELD_INDEX,
    FIELDS,
    GUESS,
    JUDGED,
    LEAD_GEN,
    SALES,
    UNKNOWN,
    Cell,
    Handoff,
)

CARRIED = FIELDS[:6]
"""Fields whose arrival is drawn one by one; expectation and next step follow the promises."""


def hand_over(draft: Draft, seat: int, args: HandOver, inputs: dict[str, Any], *, by_bot: bool = False) -> str:
    """Pass a company on: it lands at once and begins to wait for the receiver."""
    row, scenario = args.company, draft.scenario
    company = require_here(draft, seat, row)
    receiver = seat + 1
    levers = draft.levers
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
    handoff = draft.new_handoff()
    handoff.company, handoff.sender, handoff.receiver = row, seat, receiver
    handoff.mode, handoff.warm, handoff.round = args.mode, args.warm, draft.round
    handoff.notes = args.notes.strip() if args.mode != "told" else ""
    handoff.by_bot = by_bot or bool(draft.seat(receiver).bot)
    handoff.sent = dict(sender.cells)
    handoff.promises = [_ledger(draft, row, s) for s in open_slots(draft, row) if is_known(draft, row, s, seat)]
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


def _ledger(draft: Draft, row: int, slot: int) -> int:
    from game.actions.promising import ledger_id

    return ledger_id(draft, row, slot)


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
    arrived = _arrive(draft, handoff)
    typed = len(arrived) if handoff.mode != "card" and _drawn(draft, handoff) else 0
    warm = (handing.warm_lead if seat == SALES else handing.warm_account) if handoff.warm else 0
    minutes = handing.accept + handing.typing * typed + warm
    if args.read_back:
        minutes += handing.read_back.receiver
    charge(draft, seat, minutes, inputs.get("released"))
    if args.read_back:
        spend(draft, handoff.sender, handing.read_back.sender)
        _read_back(draft, handoff)
    handoff.state, handoff.accept_round = "accepted", draft.round
    company = draft.company(row)
    if handoff.warm:
        company.trust = clip(company.trust + handing.warm_trust)
    if seat == SALES:
        company.stage = int(Stage.OPPORTUNITY)
        _measure_quality(draft, handoff)
        draft.say(handoff.sender, "accepted", {}, row, "warm")
    else:
        take_account(draft, handoff)
    return "accepted"


def _drawn(draft: Draft, handoff: Handoff) -> bool:
    """Whether retention draws fill the dossier: they stand in for people who forget, where a bot has a part."""
    return handoff.by_bot or bool(draft.seat(handoff.receiver).bot)


def _arrive(draft: Draft, handoff: Handoff) -> list[str]:
    """Fill the receiver's dossier with what arrives; return the fields that did."""
    row, seat = handoff.company, handoff.receiver
    mode = draft.scenario.handing.modes[handoff.mode]
    dossier = draft.dossier(seat, row)
    sender = draft.dossier(handoff.sender, row)
    arrived: list[str] = []
    drawn = handoff.mode == "card" or _drawn(draft, handoff)
    known = [f for f in CARRIED if f in handoff.sent and Cell(*handoff.sent[f]).status]
    for place, field in enumerate(known):
        cell = Cell(*handoff.sent[field])
        if handoff.mode == "card":
            value, status = cell.value, cell.status
        elif not drawn:
            continue
        else:
            value, status = _remember(draft, row, field, cell, mode, last=place * 3 >= len(known) * 2), GUESS
        if value and dossier.cell(field).status <= status:
            written = handoff.mode != "told"
            dossier.cells[field] = Cell(status, value, handoff.mode, draft.round, written)
            arrived.append(field)
    if drawn:
        if sender.wants and (handoff.mode == "card" or arrived):
            dossier.wants = sender.wants
        _pass_promises(draft, handoff, mode.promise)
    handoff.received = {f: dossier.cells[f] for f in FIELDS if f in dossier.cells}
    return arrived


def _remember(draft: Draft, row: int, field: str, cell: Cell, mode: Any, *, last: bool) -> str:
    """The value that arrives by word of mouth or in notes: itself, a wrong one, or "" for nothing."""
    index = FIELD_INDEX[field]
    chance = mode.arrives * (mode.last_third if last else 1.0)
    if draft.unit(row, Kind.ARRIVES + index) < chance:
        return cell.value
    if draft.unit(row, Kind.GARBLED + index) >= mode.garbled:
        return ""
    wrong = [v for v in values_of(draft.state, field) if v not in cell.value.split("+")]
    return wrong[int(draft.unit(row, Kind.GARBLED_VALUE + index) * len(wrong))] if wrong else ""


def _pass_promises(draft: Draft, handoff: Handoff, chance: float) -> None:
    """Promises and the next step reach the receiver with the mode's chance."""
    row, seat = handoff.company, handoff.receiver
    dossier = draft.dossier(seat, row)
    for slot in open_slots(draft, row):
        if not is_known(draft, row, slot, handoff.sender):
            continue
        if draft.unit(row, Kind.PROMISE_ARRIVES) < chance:
            tell(draft, row, slot, seat)
            if seat == SALES:
                dossier.cells["expectation"] = Cell(
                    CONFIRMED if handoff.mode == "card" else GUESS, "price", handoff.mode, draft.round, True
                )
    agreed = "next_step" in handoff.sent and draft.company(row).next_step == 1
    if seat == SALES and agreed and draft.unit(row, Kind.NEXT_STEP_ARRIVES) < chance:
        dossier.cells["next_step"] = Cell(
            CONFIRMED if handoff.mode == "card" else GUESS, "agreed", handoff.mode, draft.round, True
        )


def _read_back(draft: Draft, handoff: Handoff) -> None:
    """Say the brief back to its sender: what he knew is put right, what he made up may come out."""
    row, seat, rule = handoff.company, handoff.receiver, draft.scenario.handing.read_back
    dossier = draft.dossier(seat, row)
    lines: list[list[str]] = []
    for field in CARRIED:
        index = FIELD_INDEX[field]
        sent = Cell(*handoff.sent.get(field, ()))
        held = dossier.cell(field)
        if sent.source == "marked" and draft.unit(row, Kind.EXPOSED + index) < rule.exposes:
            dossier.cells.pop(field, None)
            lines.append([field, "withdrawn", held.value, ""])
            continue
        if sent.status == UNKNOWN or (held.status == CONFIRMED and held.value == sent.value):
            continue
        status = sent.status if handoff.mode == "card" else GUESS
        same = held.value == sent.value and held.status == status
        if not same and draft.unit(row, Kind.READ_BACK + index) < rule.mends:
            dossier.cells[field] = Cell(status, sent.value, handoff.mode, draft.round, True)
            lines.append([field, "mended" if held.value != sent.value else "right", held.value, sent.value])
        else:
            lines.append([field, "right" if same else "still_missing", held.value, held.value])
    for slot in open_slots(draft, row):
        knows = is_known(draft, row, slot, seat) or not is_known(draft, row, slot, handoff.sender)
        if not knows and draft.unit(row, Kind.READ_BACK_PROMISE) < rule.promise:
            tell(draft, row, slot, seat)
            dossier.cells["expectation"] = Cell(GUESS, "price", handoff.mode, draft.round, True)
            lines.append(["expectation", "mended", "", "price"])
    agreed = "next_step" in handoff.sent and draft.company(row).next_step == 1
    if agreed and not dossier.cell("next_step").status and draft.unit(row, Kind.READ_BACK_NEXT_STEP) < rule.promise:
        dossier.cells["next_step"] = Cell(GUESS, "agreed", handoff.mode, draft.round, True)
        lines.append(["next_step", "mended", "", "agreed"])
    order = {"mended": 0, "withdrawn": 1, "still_missing": 2, "right": 3}
    fill = [f for f in CARRIED if f in dossier.cells and all(f != line[0] for line in lines)]
    lines += [[f, "right", dossier.cells[f].value, dossier.cells[f].value] for f in fill]
    handoff.read_back = sorted(lines, key=lambda line: order[line[1]])[:3]
    handoff.received = {f: dossier.cells[f] for f in FIELDS if f in dossier.cells}


def _measure_quality(draft: Draft, handoff: Handoff) -> None:
    """Count what the brief was worth at acceptance: judged fields confirmed and right, said and right."""
    dossier = draft.dossier(SALES, handoff.company)
    right = said = told = 0
    for field in JUDGED:
        sent = Cell(*handoff.sent.get(field, ()))
        cell = dossier.cell(field)
        true = cell.status and is_right(draft.state, draft.team, handoff.company, field, cell.value)
        right += cell.status == CONFIRMED and bool(true)
        if sent.status == CONFIRMED:
            told += 1
            said += is_right(draft.state, draft.team, handoff.company, field, sent.value)
    handoff.right = right
    tally = draft.tally()
    tally.accepted += 1
    tally.accepted_first += handoff.first_time
    tally.cells_said += told
    tally.cells_right += said


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


def return_handoff(draft: Draft, seat: int, args: ReturnHandoff, inputs: dict[str, Any]) -> str:
    """Send a brief back before the first contact; only a breach of the charter permits it."""
    handoff = _pending(draft, seat, args.handoff)
    if not draft.levers.returns:
        raise Rejected("not_yet")
    if not draft.team.charter.returns:
        raise Rejected("returns_not_agreed")
    if args.reason not in breaches(draft, handoff):
        raise Rejected("no_breach")
    charge(draft, seat, draft.scenario.handing.return_minutes, inputs.get("released"))
    row = handoff.company
    handoff.state, handoff.reason, handoff.note = "returned", args.reason, args.note.strip()
    company, track = draft.company(row), draft.track(row)
    company.stage = int(Stage.LEAD)
    track.waits_for = -1
    tally = draft.tally()
    tally.returned += 1
    tally.fair_returns += 1
    draft.say(LEAD_GEN, "returned", {"reason": args.reason}, row, "cool")
    return "returned"


def breaches(draft: Draft, handoff: Handoff) -> list[str]:
    """Reasons for which this brief may be returned, from the charter and what the receiver can see of the brief."""
    charter = draft.team.charter
    sent = {f: Cell(*c) for f, c in handoff.sent.items()} if handoff.mode == "card" else {}
    blank = Cell()
    found = []
    if any(sent.get(f, blank).status == UNKNOWN for f in charter.required):
        found.append("clerical")
    wrong = {
        "pain_confirmed": sent.get("pain", blank).status != CONFIRMED,
        "severity_serious": sent.get("severity", blank)[:2] == (CONFIRMED, "minor"),
        "budget_fits": sent.get("budget", blank).value == "low",
        "timing_now": sent.get("timing", blank).value == "later",
    }
    if any(wrong[c] for c in charter.criteria if c in wrong):
        found.append("definitional")
    if handoff.mode != charter.mode_lead or (charter.warm and not handoff.warm):
        found.append("procedural")
    return found


def mark(draft: Draft, seat: int, args: Mark, inputs: dict[str, Any]) -> str:
    """Type a field in: a guess that a colleague told, or marked as confirmed without having been asked."""
    row = args.company
    if args.field not in FIELDS or args.value not in values_of(draft.state, args.field):
        raise Rejected("malformed", "field or value")
    require_here(draft, seat, row)
    dossier = draft.dossier(seat, row)
    confirmed = args.status == "confirmed"
    typing = draft.scenario.lead.mark if seat == LEAD_GEN else draft.scenario.handing.typing
    charge(draft, seat, 0 if confirmed else typing, inputs.get("released"))
    if dossier.cell(args.field).status == CONFIRMED and not confirmed:
        raise Rejected("already_done")
    source = "marked" if confirmed else "told"
    dossier.cells[args.field] = Cell(CONFIRMED if confirmed else GUESS, args.value, source, draft.round, True)
    if args.field == "expectation" and seat != LEAD_GEN:
        for slot in open_slots(draft, row, PRICE):
            tell(draft, row, slot, seat)
    record = draft.seat(seat)
    record.decisions -= 1  # typing belongs to the talk that it records
    record.decided -= 1
    return "marked"


def win(draft: Draft, row: int) -> int:
    """The account's dossier at the signature, from the confirmed fields of the seller's."""
    confirmed = sum(c.status == CONFIRMED for c in draft.dossier(SALES, row).cells.values())
    draft.company(row).dossier = new_dossier(draft.scenario.deal, confirmed)
    return confirmed
