"""Typing into a dossier: what a colleague said aloud, or what nobody has asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.actions.context import charge, require_here, spare_wait, values_of
from game.actions.errors import Rejected
from game.actions.promising import PRICE, open_slots, tell
from game.market.rules import FIELDS
from game.state.records import CONFIRMED, GUESS, LEAD_GEN, Cell

if TYPE_CHECKING:
    from game.actions.commands import Mark
    from game.state.draft import Draft


def mark(draft: Draft, seat: int, args: Mark, inputs: dict[str, Any]) -> str:
    """Type a field in: a guess that a colleague told, or marked as confirmed without having been asked."""
    row = args.company
    if args.field not in FIELDS or args.value not in values_of(draft.state, args.field):
        raise Rejected("malformed", "field or value")
    require_here(draft, seat, row)
    dossier = draft.dossier(seat, row)
    confirmed = args.status == "confirmed"
    old = dossier.cell(args.field)
    if old.status == CONFIRMED and (not confirmed or old.value == args.value):
        raise Rejected("already_done")
    typing = draft.scenario.lead.mark if seat == LEAD_GEN else draft.scenario.handing.typing
    minutes = 0 if confirmed else typing
    charge(draft, seat, minutes, inputs.get("released"))
    spare_wait(draft, row, seat, minutes)
    source = "marked" if confirmed else "told"
    dossier.cells[args.field] = Cell(CONFIRMED if confirmed else GUESS, args.value, source, draft.round, True)
    if args.field == "expectation" and seat != LEAD_GEN:
        for slot in open_slots(draft, row, PRICE):
            tell(draft, row, slot, seat)
    record = draft.seat(seat)
    record.decisions -= 1  # typing belongs to the talk that it records
    record.decided -= 1
    return "marked"
