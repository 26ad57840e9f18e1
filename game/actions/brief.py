"""The brief: what of a dossier arrives with a handoff, what reading it back mends, and what it breaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.context import is_right, values_of
from game.actions.promising import is_known, open_slots, tell
from game.market.chance import Kind, crossing
from game.market.rules import FIELDS
from game.state.records import (
    CONFIRMED,
    FIELD_INDEX,
    GUESS,
    JUDGED,
    LEAD_GEN,
    SALES,
    UNKNOWN,
    Cell,
    Handoff,
)

if TYPE_CHECKING:
    from game.state.draft import Draft

CARRIED = FIELDS[:6]
"""Fields whose arrival is drawn one by one; expectation and next step follow the promises."""
SHOWN = 3
"""Lines of a read-back that are shown, what changed first."""


def is_drawn(draft: Draft, handoff: Handoff) -> bool:
    """Whether retention draws fill the dossier: they stand in for people who forget, where a bot has a part."""
    return handoff.by_bot or bool(draft.seat(handoff.receiver).bot)


def most_typing(draft: Draft, handoff: Handoff) -> int:
    """Minutes that typing in may take at most: as if all had been known, for the price may not tell what was."""
    types_in = handoff.mode != "card" and is_drawn(draft, handoff)
    return draft.scenario.handing.typing * len(CARRIED) if types_in else 0


def carried(handoff: Handoff) -> list[str]:
    """The fields of the brief of which the sender knew something."""
    return [f for f in CARRIED if f in handoff.sent and Cell(*handoff.sent[f]).status]


LINK = {LEAD_GEN: 0, SALES: 3}
"""The crossing that a sender's handoff makes: after how many of the functions of a client's way, qualify being 0."""


def passing(draft: Draft, handoff: Handoff) -> int:
    """The ordinal of the handoff's draws: its link, and how often the company has crossed it before.

    So structures that share a link share its luck, and what another link draws moves nothing here.
    """
    before = sum(
        h.company == handoff.company and h.sender == handoff.sender and h.id < handoff.id for h in draft.team.handoffs
    )
    return crossing(LINK[handoff.sender], before)


def arrive(draft: Draft, handoff: Handoff) -> list[str]:
    """Fill the receiver's dossier with what arrives; return the fields that did."""
    row, seat = handoff.company, handoff.receiver
    dossier = draft.dossier(seat, row)
    dossier.since = draft.round
    sender = draft.dossier(handoff.sender, row)
    arrived: list[str] = []
    card = handoff.mode == "card"
    drawn = card or is_drawn(draft, handoff)
    known = carried(handoff) if drawn else []
    nth = passing(draft, handoff)
    for place, field in enumerate(known):
        cell = Cell(*handoff.sent[field])
        if card:
            value, status = cell.value, cell.status
        else:
            value = _remember(draft, handoff, field, nth, last=place * 3 >= len(known) * 2)
            status = GUESS
        if value and dossier.cell(field).status <= status:
            dossier.cells[field] = Cell(status, value, handoff.mode, draft.round, handoff.mode != "told")
            arrived.append(field)
    if drawn:
        if sender.wants and (card or arrived):
            dossier.wants = sender.wants
        _pass_promises(draft, handoff, nth)
    handoff.received = {f: dossier.cells[f] for f in FIELDS if f in dossier.cells}
    return arrived


def _remember(draft: Draft, handoff: Handoff, field: str, nth: int, *, last: bool) -> str:
    """The value that arrives by word of mouth or in notes: itself, a wrong one, or "" for nothing."""
    row, index, value = handoff.company, FIELD_INDEX[field], Cell(*handoff.sent[field]).value
    mode = draft.scenario.handing.modes[handoff.mode]
    chance = mode.arrives * (mode.last_third if last else 1.0)
    if draft.unit(row, Kind.ARRIVES.of(index), nth) < chance:
        return value
    if draft.unit(row, Kind.GARBLED.of(index), nth) >= mode.garbled:
        return ""
    wrong = [v for v in values_of(draft.state, field) if v not in value.split("+")]
    return wrong[int(draft.unit(row, Kind.GARBLED_VALUE.of(index), nth) * len(wrong))] if wrong else ""


def _pass_promises(draft: Draft, handoff: Handoff, nth: int) -> None:
    """Promises and the next step reach the receiver with the mode's chance."""
    row, seat, chance = handoff.company, handoff.receiver, draft.scenario.handing.modes[handoff.mode].promise
    dossier = draft.dossier(seat, row)
    status, written = (CONFIRMED if handoff.mode == "card" else GUESS), handoff.mode != "told"
    for slot in open_slots(draft, row):
        if not is_known(draft, row, slot, handoff.sender):
            continue
        if draft.unit(row, Kind.PROMISE_ARRIVES.of(slot), nth) < chance:
            tell(draft, row, slot, seat)
            if seat == SALES:
                dossier.cells["expectation"] = Cell(status, "price", handoff.mode, draft.round, written)
    agreed = "next_step" in handoff.sent and draft.company(row).next_step == 1
    if seat == SALES and agreed and draft.unit(row, Kind.NEXT_STEP_ARRIVES, nth) < chance:
        dossier.cells["next_step"] = Cell(status, "agreed", handoff.mode, draft.round, written)


# --- Read-back ------------------------------------------------------------------------------------------


def read_back(draft: Draft, handoff: Handoff) -> None:
    """Say the brief back to its sender: what he knew is put right, what he made up may come out."""
    row, rule = handoff.company, draft.scenario.handing.read_back
    dossier = draft.dossier(handoff.receiver, row)
    nth = passing(draft, handoff)
    lines: list[list[str]] = []
    for field in CARRIED:
        index = FIELD_INDEX[field]
        sent = Cell(*handoff.sent.get(field, ()))
        held = dossier.cell(field)
        if sent.source == "marked" and draft.unit(row, Kind.EXPOSED.of(index), nth) < rule.exposes:
            dossier.cells.pop(field, None)
            lines.append([field, "withdrawn", held.value, ""])
            continue
        if sent.status == UNKNOWN or (held.status == CONFIRMED and held.value == sent.value):
            continue
        status = sent.status if handoff.mode == "card" else GUESS
        same = held.value == sent.value and held.status == status
        if not same and draft.unit(row, Kind.READ_BACK.of(index), nth) < rule.mends:
            dossier.cells[field] = Cell(status, sent.value, handoff.mode, draft.round, True)
            lines.append([field, "mended" if held.value != sent.value else "right", held.value, sent.value])
        else:
            lines.append([field, "right" if same else "still_missing", held.value, held.value])
    lines += _promises_read_back(draft, handoff, nth)
    order = {"mended": 0, "withdrawn": 1, "still_missing": 2, "right": 3}
    fill = [f for f in CARRIED if f in dossier.cells and all(f != line[0] for line in lines)]
    lines += [[f, "right", dossier.cells[f].value, dossier.cells[f].value] for f in fill]
    handoff.read_back = sorted(lines, key=lambda line: order[line[1]])[:SHOWN]
    handoff.received = {f: dossier.cells[f] for f in FIELDS if f in dossier.cells}


def _promises_read_back(draft: Draft, handoff: Handoff, nth: int) -> list[list[str]]:
    """Promises and the next step become known with an even chance."""
    row, seat, rule = handoff.company, handoff.receiver, draft.scenario.handing.read_back
    dossier = draft.dossier(seat, row)
    lines: list[list[str]] = []
    for slot in open_slots(draft, row):
        knows = is_known(draft, row, slot, seat) or not is_known(draft, row, slot, handoff.sender)
        if not knows and draft.unit(row, Kind.READ_BACK_PROMISE.of(slot), nth) < rule.promise:
            tell(draft, row, slot, seat)
            dossier.cells["expectation"] = Cell(GUESS, "price", handoff.mode, draft.round, True)
            lines.append(["expectation", "mended", "", "price"])
    agreed = "next_step" in handoff.sent and draft.company(row).next_step == 1
    missing = agreed and not dossier.cell("next_step").status
    if missing and draft.unit(row, Kind.READ_BACK_NEXT_STEP, nth) < rule.promise:
        dossier.cells["next_step"] = Cell(GUESS, "agreed", handoff.mode, draft.round, True)
        lines.append(["next_step", "mended", "", "agreed"])
    return lines


# --- What a brief is worth ------------------------------------------------------------------------------


def is_made_up(draft: Draft, row: int, field: str) -> bool:
    """Whether the client never confirmed what the seller holds: he, or the brief's sender, only marked it so."""
    cell = draft.dossier(SALES, row).cell(field)
    return cell.source == "marked" or (cell.source == "card" and _sent(draft, row, field).source == "marked")


def is_hearsay(draft: Draft, row: int, field: str) -> bool:
    """Whether the seller typed in, as told, what the brief's sender did not hold."""
    cell = draft.dossier(SALES, row).cell(field)
    return cell.source == "told" and _sent(draft, row, field).value != cell.value


def _sent(draft: Draft, row: int, field: str) -> Cell:
    """What the sender of the company's last handoff held of a field."""
    number = draft.track(row).handoff
    return Cell(*draft.team.handoffs[number].sent.get(field, ())) if number >= 0 else Cell()


def measure_quality(draft: Draft, handoff: Handoff) -> None:
    """Count what the brief was worth at acceptance: judged fields confirmed and right, said and right."""
    row = handoff.company
    dossier = draft.dossier(SALES, row)
    right = said = told = 0
    for field in JUDGED:
        sent, cell = Cell(*handoff.sent.get(field, ())), dossier.cell(field)
        if cell.status == CONFIRMED and not is_made_up(draft, row, field):
            right += is_right(draft.state, draft.team, row, field, cell.value)
        if sent.status == CONFIRMED:
            told += 1
            said += is_right(draft.state, draft.team, row, field, sent.value)
    handoff.right = right
    tally = draft.tally()
    tally.accepted += 1
    tally.accepted_first += handoff.first_time
    tally.cells_said += told
    tally.cells_right += said


def breaches(draft: Draft, handoff: Handoff) -> list[str]:
    """Reasons for which a brief may be returned, from the charter and what the receiver can see of the brief."""
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
