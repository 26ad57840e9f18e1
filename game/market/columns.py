"""The columns of a market: one row per company, static traits shared by all teams, and mutable state.

Money is int64 cents, minutes are integers, shares and trust are float64 in [0, 1] changed only by + - * / and
comparisons, so that every platform gives the same bits.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Stage(IntEnum):
    """Where a company stands. Order is the way through the chain; the last four are ends or sleeps."""

    FUTURE = 0  # has not arrived or been released yet
    SUSPECT = 1  # on the outbound list, never spoken to
    LEAD = 2  # inbound or connected, with the lead generator
    HANDED = 3  # waits for the seller to accept or first touch
    OPPORTUNITY = 4  # accepted by the seller
    ACCOUNT = 5  # signed
    LOST = 6
    DISQUALIFIED = 7
    CHURNED = 8
    NURTURED = 9  # comes back at the next bell


class Source(IntEnum):
    """How a company came to us."""

    CALL = 0
    FORM = 1
    AD = 2
    DOWNLOAD = 3
    OUTBOUND = 4
    REFERRAL = 5
    BOOK_SALES = 6
    BOOK_ACCOUNTS = 7
    FLOOD = 8


class Archetype(IntEnum):
    """What a company truly is, as dealt from the deck."""

    MODULAR = 0  # out of scope
    LOW_BUDGET = 1
    TRIVIAL = 2  # pain too small to pay for
    LATER = 3  # need opens in a later round
    GOOD = 4


class Profile(IntEnum):
    """How the buyer behaves."""

    CAT = 0
    EAGLE = 1
    WOLF = 2
    SHARK = 3


PROMISE_SLOTS = 6
"""Most open promises one company can hold; the oldest resolved slot is reused."""

STATIC: dict[str, tuple[str, int]] = {
    # name: (dtype, width); width 1 = one value a row
    "key": ("uint64", 1),  # company_key, the key of all its draws
    "kind": ("int8", 1),  # index into scenario.kinds
    "source": ("int8", 1),  # Source
    "archetype": ("int8", 1),  # Archetype
    "arrival_round": ("int16", 1),  # 1-based; 0 = there from the start; -1 = released by a referral or a card
    "arrival_minute": ("int16", 1),  # of the lead generator's own clock in that round
    "pains": ("int8", 3),  # pain indices, heaviest first, -1 = none
    "weights": ("float64", 3),  # severity v of each pain, 0-1, 0 = none
    "usefulness": ("float64", 3),  # u of each product, 0-1
    "best": ("int8", 1),  # product with the highest u
    "budget": ("float64", 1),  # b, budget over list price of the best product
    "opens_round": ("int16", 1),  # round from which the need is open
    "decides": ("bool", 1),  # decides himself
    "competitor": ("float64", 1),  # 0-1, 0 = none
    "profile": ("int8", 1),  # Profile
    "list_price": ("int64", 1),  # cents, before the product factor
    "patience_lead": ("int8", 1),  # topics in one call
    "patience_sales": ("int8", 1),  # topics in one meeting
    "trust0": ("float64", 1),  # trust at the start, 0-1
    "period": ("int8", 1),  # rounds between orders; 0 = buys once
    "gates": ("float64", 3),  # thresholds z of the three moments of a deal, 0-1
}

MUTABLE: dict[str, tuple[str, int]] = {
    "stage": ("int8", 1),  # Stage
    "trust": ("float64", 1),  # T, 0-1
    "told": ("int16", 1),  # bit per field index: the company has already answered it to somebody of ours
    "tries": ("int8", 1),  # calls nobody answered
    "gate": ("int8", 1),  # gates passed, 0-3
    "demo": ("float64", 1),  # demo score
    "measured": ("bool", 1),
    "compared": ("bool", 1),
    "trial": ("bool", 1),
    "objections": ("bool", 1),
    "product": ("int8", 1),  # product offered, -1 = none
    "discount": ("int8", 1),  # per cent
    "next_step": ("int8", 1),  # 0 none, 1 living, 2 lapsed or used up
    "contacted": ("int8", 1),  # bit per role index: that role has spoken with it
    "won_round": ("int16", 1),  # 0 = not won; the predecessor's accounts have -1
    "dossier": ("float64", 1),  # D of an account, 0-1
    "owned": ("bool", 1),  # handed over to the account manager and accepted
    "touched": ("bool", 1),  # the account manager worked on it this round
    "idle": ("int16", 1),  # bells in a row untouched
    "complaint": ("int16", 1),  # 0 none, else 1 + age in rounds
    "order_open": ("bool", 1),
    "order_due": ("int16", 1),  # round at whose start the next order opens; 0 = none
    "frequency": ("bool", 1),  # period shortened
    "basket": ("int8", 1),
    "loyalty": ("int8", 1),
    "ordered": ("bool", 1),  # an order was taken this round (raises the chance of a complaint)
    "overdue": ("int64", 1),  # cents of an overdue invoice, 0 none
    "overdue_age": ("int8", 1),  # bells it has been overdue
    "promise_kind": ("int8", PROMISE_SLOTS),  # 0 free, 1 price, 2 date, 3 terms
    "promise_due": ("int16", PROMISE_SLOTS),  # round at whose bell it falls due; 0 = at the proposal
    "promise_known": ("int8", PROMISE_SLOTS),  # bit per role index that knows it
    "promise_ahead": ("bool", PROMISE_SLOTS),  # called ahead
    "referred": ("bool", 1),
}

NARROW = tuple(name for name, (_, width) in MUTABLE.items() if width == 1)
WIDE = tuple(name for name, (_, width) in MUTABLE.items() if width > 1)
_narrow = attrgetter(*NARROW)


class Static:
    """The traits of every company: never change, shared by teams, forks and replays."""

    __slots__ = ("_traits", "n", *STATIC)

    # What `STATIC` declares, for type checkers.
    key: NDArray[np.uint64]
    kind: NDArray[np.int8]
    source: NDArray[np.int8]
    archetype: NDArray[np.int8]
    arrival_round: NDArray[np.int16]
    arrival_minute: NDArray[np.int16]
    pains: NDArray[np.int8]
    weights: NDArray[np.float64]
    usefulness: NDArray[np.float64]
    best: NDArray[np.int8]
    budget: NDArray[np.float64]
    opens_round: NDArray[np.int16]
    decides: NDArray[np.bool_]
    competitor: NDArray[np.float64]
    profile: NDArray[np.int8]
    list_price: NDArray[np.int64]
    patience_lead: NDArray[np.int8]
    patience_sales: NDArray[np.int8]
    trust0: NDArray[np.float64]
    period: NDArray[np.int8]
    gates: NDArray[np.float64]

    def __init__(self, n: int) -> None:
        """Allocate `n` rows of zeros."""
        self.n = n
        self._traits: dict[int, SimpleNamespace] = {}
        for name, (dtype, width) in STATIC.items():
            setattr(self, name, np.zeros(n if width == 1 else (n, width), dtype=dtype))

    def rows_from(self, source: Source) -> list[int]:
        """Rows of the companies of one source, in order."""
        return np.flatnonzero(self.source == source).tolist()

    def traits(self, i: int) -> SimpleNamespace:
        """Plain Python values of row `i`, one attribute a column; made once, since traits never change."""
        found = self._traits.get(i)
        if found is None:
            found = SimpleNamespace(row=i, **{name: getattr(self, name)[i].tolist() for name in STATIC})
            self._traits[i] = found
        return found


class Columns:
    """The mutable state of every company of one team."""

    __slots__ = ("n", *MUTABLE)

    # What `MUTABLE` declares, for type checkers.
    stage: NDArray[np.int8]
    trust: NDArray[np.float64]
    told: NDArray[np.int16]
    tries: NDArray[np.int8]
    gate: NDArray[np.int8]
    demo: NDArray[np.float64]
    measured: NDArray[np.bool_]
    compared: NDArray[np.bool_]
    trial: NDArray[np.bool_]
    objections: NDArray[np.bool_]
    product: NDArray[np.int8]
    discount: NDArray[np.int8]
    next_step: NDArray[np.int8]
    contacted: NDArray[np.int8]
    won_round: NDArray[np.int16]
    dossier: NDArray[np.float64]
    owned: NDArray[np.bool_]
    touched: NDArray[np.bool_]
    idle: NDArray[np.int16]
    complaint: NDArray[np.int16]
    order_open: NDArray[np.bool_]
    order_due: NDArray[np.int16]
    frequency: NDArray[np.bool_]
    basket: NDArray[np.int8]
    loyalty: NDArray[np.int8]
    ordered: NDArray[np.bool_]
    overdue: NDArray[np.int64]
    overdue_age: NDArray[np.int8]
    promise_kind: NDArray[np.int8]
    promise_due: NDArray[np.int16]
    promise_known: NDArray[np.int8]
    promise_ahead: NDArray[np.bool_]
    referred: NDArray[np.bool_]

    def __init__(self, n: int) -> None:
        """Allocate `n` rows of zeros."""
        self.n = n
        for name, (dtype, width) in MUTABLE.items():
            setattr(self, name, np.zeros(n if width == 1 else (n, width), dtype=dtype))

    def copy(self) -> Columns:
        """An independent copy (a fork)."""
        twin = Columns.__new__(Columns)
        twin.n = self.n
        for name in MUTABLE:
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def row(self, i: int) -> dict[str, Any]:
        """Plain Python values of row `i`: ints, floats, bools, lists for wide columns."""
        values = {name: column.item(i) for name, column in zip(NARROW, _narrow(self), strict=True)}
        for name in WIDE:
            values[name] = getattr(self, name)[i].tolist()
        return values

    def assign(self, i: int, values: dict[str, Any]) -> None:
        """Write absolute values into row `i`.

        Raises:
            KeyError: a name is not a mutable column.
        """
        for name, value in values.items():
            if name not in MUTABLE:
                raise KeyError(name)
            getattr(self, name)[i] = value

    def digest(self) -> bytes:
        """SHA-256 over all columns in declared order, little endian."""
        h = hashlib.sha256()
        for name in MUTABLE:
            column: NDArray[Any] = getattr(self, name)
            h.update(np.ascontiguousarray(column, dtype=column.dtype.newbyteorder("<")).tobytes())
        return h.digest()
