"""Promises: how they arise, who knows them, how they are settled. A company holds the open ones in slots."""

from __future__ import annotations

from typing import TypeVar

from game.market.columns import PROMISE_SLOTS
from game.market.rules import DATE, PRICE, TERMS
from game.state.draft import Draft

T = TypeVar("T")
__all__ = ["DATE", "KINDS", "PRICE", "TERMS"]

KINDS = ("", "price", "date", "terms")


def make(draft: Draft, row: int, kind: int, by: int, due: int, known: int) -> None:
    """A promise to a company: `by` a role, falling due at the bell of round `due`, known to the roles' bits.

    Nothing happens when every slot is taken: the company has been promised enough.
    """
    company = draft.company(row)
    free = [slot for slot in range(PROMISE_SLOTS) if company.promise_kind[slot] == 0]
    if not free:
        return
    slot = free[0]
    company.promise_kind = _set(company.promise_kind, slot, kind)
    company.promise_due = _set(company.promise_due, slot, due)
    company.promise_known = _set(company.promise_known, slot, known)
    company.promise_ahead = _set(company.promise_ahead, slot, False)
    record = draft.new_promise(row)
    record.slot, record.kind, record.by = slot, KINDS[kind], by
    record.made, record.due = draft.round, due


def open_slots(draft: Draft, row: int, kind: int = 0) -> list[int]:
    """Slots of the company's open promises, of one kind or of all."""
    kinds = draft.company(row).promise_kind
    return [slot for slot in range(PROMISE_SLOTS) if kinds[slot] and (not kind or kinds[slot] == kind)]


def tell(draft: Draft, row: int, slot: int, role: int) -> None:
    """The role now knows of the promise."""
    company = draft.company(row)
    company.promise_known = _set(company.promise_known, slot, company.promise_known[slot] | 1 << role)


def forget(draft: Draft, row: int, slot: int, role: int) -> None:
    """The role no longer knows of the promise."""
    company = draft.company(row)
    company.promise_known = _set(company.promise_known, slot, company.promise_known[slot] & ~(1 << role))


def is_known(draft: Draft, row: int, slot: int, role: int) -> bool:
    """Whether the role knows of the promise."""
    return bool(draft.company(row).promise_known[slot] >> role & 1)


def call_ahead(draft: Draft, row: int, slot: int) -> None:
    """The company was told in time how the promise stands."""
    company = draft.company(row)
    company.promise_ahead = _set(company.promise_ahead, slot, True)


def settle(draft: Draft, row: int, slot: int, state: str) -> None:
    """The promise is kept or broken; its slot becomes free and the ledger keeps it."""
    company = draft.company(row)
    record = draft.promise(ledger_id(draft, row, slot))
    record.state, record.settled, record.known = state, draft.round, company.promise_known[slot]
    company.promise_kind = _set(company.promise_kind, slot, 0)
    company.promise_known = _set(company.promise_known, slot, 0)
    tally = draft.tally()
    if state == "broken":
        tally.broken += 1
    else:
        tally.kept += 1


def lapse(draft: Draft, row: int) -> None:
    """The company has gone: its open promises are neither kept nor broken."""
    company = draft.company(row)
    for slot in open_slots(draft, row):
        record = draft.promise(ledger_id(draft, row, slot))
        record.state, record.settled, record.known = "lapsed", draft.round, company.promise_known[slot]
        company.promise_kind = _set(company.promise_kind, slot, 0)
        company.promise_known = _set(company.promise_known, slot, 0)


def ledger_id(draft: Draft, row: int, slot: int) -> int:
    """The id of the open promise in a slot.

    Raises:
        LookupError: the slot is free.
    """
    for number in reversed(range(draft.promises_made())):
        record = draft.promise(number)
        if record.company == row and record.slot == slot and record.state == "open":
            return number
    raise LookupError(row, slot)


def _set(values: list[T], index: int, value: T) -> list[T]:
    out = list(values)
    out[index] = value
    return out
