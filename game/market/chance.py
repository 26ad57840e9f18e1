"""Keyed chance: every random outcome is a pure function of (company key, kind of draw, ordinal).

A draw never depends on the order of other events, on the team or on anything else in the scenario file.
The hash is splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014),
in plain integers; `units` is its NumPy twin and gives the same bits.
"""

from __future__ import annotations

import hashlib
from enum import Enum, IntEnum
from typing import NewType

import numpy as np
from numpy.typing import NDArray

from game.market.columns import PROMISE_SLOTS

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15
_M1 = 0xBF58476D1CE4E5B9
_M2 = 0x94D049BB133111EB
_SCALE = 1.0 / (1 << 53)


Code = NewType("Code", int)
"""The number under which a draw is hashed: made by `Kind.of` and `Kind.each` alone, so that nobody reckons one."""


class By(Enum):
    """What the ordinal of a draw counts."""

    COUNT = "how many of its kind the company has had"
    ONCE = "nothing: it is drawn once"
    MOMENT = "the moment of the deal, 0-2"
    ROUND = "the round"
    CROSSING = "the link, and how often the company has crossed it (`crossing`)"
    PLACE = "the place in a list"
    TEAM = "the team, 0-based"


class Kind(IntEnum):
    """The registry of draws: what each decides. Numbers are part of the rules: append, never renumber.

    One kind decides one thing and is drawn in one place of the code; a test finds a second use. A kind with a
    width is a family: one draw for each field, slot or product, named by `of`.
    """

    width: int
    by: By

    def __new__(cls, number: int, by: By = By.COUNT, width: int = 1) -> Kind:
        """A draw under `number`, or `width` of them from there on, whose ordinal counts `by`."""
        made = int.__new__(cls, number)
        made._value_ = number
        made.by, made.width = by, width
        return made

    def of(self, index: int) -> Code:
        """The draw for the `index`-th member of the family.

        Raises:
            IndexError: the family is smaller.
        """
        if not 0 <= index < self.width:
            raise IndexError(f"{self.name} has {self.width} draws, not one at {index}")
        return Code(self + index)

    def each(self, indices: NDArray[np.int64]) -> NDArray[np.int64]:
        """`of` for many members at once."""
        return int(self) + indices

    # Calls and meetings
    REACH = 1
    GONE = 2
    CONNECT = 3
    SITUATION = 4
    ANSWER = 10, By.COUNT, 8  # by field: is the answer confirmed?
    NEXT_STEP = 18  # does the client commit to a date?
    GUESS = 20, By.COUNT, 8  # by field: is the guess right?
    GUESS_VALUE = 30, By.COUNT, 8  # by field: which value, when the guess is random
    PRICE_PROMISE = 40
    # A handoff
    ARRIVES = 50, By.CROSSING, 8  # by field: does it arrive when told or written in notes?
    GARBLED = 60, By.CROSSING, 8  # by field: does a lost one arrive wrong?
    GARBLED_VALUE = 70, By.CROSSING, 8  # by field
    PROMISE_ARRIVES = 80, By.CROSSING, PROMISE_SLOTS  # by slot
    NEXT_STEP_ARRIVES = 86, By.CROSSING
    READ_BACK = 90, By.CROSSING, 8  # by field
    READ_BACK_PROMISE = 100, By.CROSSING, PROMISE_SLOTS  # by slot
    READ_BACK_NEXT_STEP = 106, By.CROSSING
    EXPOSED = 110, By.CROSSING, 8  # by field: is an invented field exposed?
    # A deal
    COLD = 120
    WAIT = 121, By.MOMENT
    THINK = 122, By.MOMENT
    RECAP = 130, By.COUNT, 8  # by field
    CONTRADICT = 140
    SPECIFICATION = 141  # terms of the next order promised at the win
    # Accounts
    ORDER = 150
    SELF_ORDER = 151, By.ROUND
    OVERDUE = 153, By.ROUND
    COMPLAINT = 154, By.ROUND
    PROMISE_BREAKS = 155, By.ROUND, PROMISE_SLOTS  # by slot
    CHURN = 161, By.ROUND
    FREQUENCY = 162
    BASKET = 163
    REFERRAL = 164
    # What the predecessor left
    BOOK_KNOWN = 170, By.ONCE, 8  # by field
    BOOK_COMPLAINT = 180, By.ONCE
    BOOK_OVERDUE = 181, By.ONCE
    LIVED_IN = 185, By.PLACE  # a market for benchmarks, in the middle of its life: one draw a column
    # Words, and what a team sees without asking
    TEXT = 190  # which wording is said
    NUMBER = 200, By.TEAM  # by which number, and so by which name, a team knows a company
    CONTACT = 201, By.TEAM  # whom one talks to there
    TIE = 202, By.ONCE  # whom a bot takes first among equals
    # Arrival
    JITTER = 205, By.ONCE  # how far from its even place in the round a lead arrives
    FLOOD_MINUTE = 206, By.ONCE
    # Traits: single draws ...
    PAINS = 210, By.ONCE
    FURTHER = 211, By.PLACE  # how much less severe a further pain is
    DECIDES = 213, By.ONCE
    RIVAL = 214, By.ONCE
    PROFILE = 215, By.ONCE
    PATIENCE_LEAD = 216, By.ONCE
    PATIENCE_SALES = 217, By.ONCE
    PAIN_ORDER = 220, By.PLACE
    # ... axes of the Latin hypercube ...
    CARD = 230, By.ONCE  # which card of the deck
    CLIENT = 231, By.ONCE  # which kind of client
    SEVERITY = 232, By.ONCE
    BUDGET = 233, By.ONCE
    SIZE = 234, By.ONCE
    PERIOD = 235, By.ONCE
    OPENS = 236, By.ONCE
    TRUST = 237, By.ONCE
    DOSSIER = 238, By.ONCE
    DUE = 239, By.ONCE
    GATE = 240, By.ONCE, 3  # by moment of the deal
    # ... and how the decks are cut, keyed by the market and not by a company
    CUT = 250, By.PLACE  # of the decks of inbound leads, by pair of blocks
    CUT_LIST = 251, By.PLACE  # of a deck of one source, by source
    # Studies, outside the rules: many copies of one company
    COPY_KEY = 901, By.PLACE
    COPY_GATE = 902, By.PLACE, 3  # by moment of the deal


Draw = Kind | Code
"""A kind that is one draw, or one draw of a family."""


def mix(z: int) -> int:
    """Scramble 64 bits (splitmix64 finaliser)."""
    z &= _MASK
    z = ((z ^ (z >> 30)) * _M1) & _MASK
    z = ((z ^ (z >> 27)) * _M2) & _MASK
    return z ^ (z >> 31)


def market_key(scenario_key: str, seed: int) -> int:
    """The 64-bit key of a market: a function of the scenario's `market_key` and the session's seed only."""
    digest = hashlib.blake2b(f"{scenario_key}:{seed}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def company_key(market: int, row: int) -> int:
    """The 64-bit key of the company at `row` (0-based)."""
    return mix(market + (row + 1) * _GAMMA)


def unit(key: int, draw: Draw, ordinal: int = 0) -> float:
    """A uniform number in [0, 1) for the `ordinal`-th `draw` at the company (or market) with `key`."""
    return (mix(key + ((draw << 32) | ordinal) * _GAMMA) >> 11) * _SCALE


def units(keys: NDArray[np.uint64], draw: Draw, ordinal: int = 0) -> NDArray[np.float64]:
    """`unit` for many companies at once, bit for bit the same."""
    return _uniform(keys + np.uint64((((draw << 32) | ordinal) * _GAMMA) & _MASK))


def units_mixed(keys: NDArray[np.uint64], draws: NDArray[np.int64], ordinal: int = 0) -> NDArray[np.float64]:
    """`unit` for many companies at once, each with its own draw (`Kind.each`)."""
    return _uniform(keys + ((draws.astype(np.uint64) << _32) | np.uint64(ordinal)) * _GAMMA_N)


def crossing(link: int, number: int) -> int:
    """The ordinal of a handoff's draws: the `number`-th time (0-based) that a company crosses `link`."""
    return (link << 8) | number


def company_keys(market: int, n: int) -> NDArray[np.uint64]:
    """`company_key` of the first `n` rows at once."""
    return _mixed(np.uint64(market) + np.arange(1, n + 1, dtype=np.uint64) * _GAMMA_N)


_30, _27, _31, _11, _32 = (np.uint64(bits) for bits in (30, 27, 31, 11, 32))
_GAMMA_N, _M1_N, _M2_N = np.uint64(_GAMMA), np.uint64(_M1), np.uint64(_M2)


def _mixed(z: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """`mix`, in place on a fresh array."""
    z ^= z >> _30
    z *= _M1_N
    z ^= z >> _27
    z *= _M2_N
    z ^= z >> _31
    return z


def _uniform(z: NDArray[np.uint64]) -> NDArray[np.float64]:
    z = _mixed(z)
    z >>= _11
    result = z.astype(np.float64)
    result *= _SCALE
    return result
