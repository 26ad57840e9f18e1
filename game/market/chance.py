"""Keyed chance: every random outcome is a pure function of (company key, kind of draw, ordinal).

A draw never depends on the order of other events, on the team or on anything else in the scenario file.
The hash is splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014),
in plain integers; `units` is its NumPy twin and gives the same bits.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

_MASK = (1 << 64) - 1
_GAMMA = 0x9E3779B97F4A7C15
_M1 = 0xBF58476D1CE4E5B9
_M2 = 0x94D049BB133111EB
_SCALE = 1.0 / (1 << 53)


class Kind(IntEnum):
    """What a draw decides. Numbers are part of the rules: append, never renumber."""

    REACH = 1
    GONE = 2
    CONNECT = 3
    SITUATION = 4
    ANSWER = 10  # + field index: is the answer confirmed?
    GUESS = 20  # + field index: is the guess right?
    GUESS_VALUE = 30  # + field index: which value, when the guess is random
    PRICE_PROMISE = 40
    ARRIVES = 50  # + field index: does the field arrive in a told or notes handoff?
    GARBLED = 60  # + field index: does a lost field arrive wrong?
    GARBLED_VALUE = 70  # + field index
    PROMISE_ARRIVES = 80
    NEXT_STEP_ARRIVES = 81
    READ_BACK = 90  # + field index
    READ_BACK_PROMISE = 100
    READ_BACK_NEXT_STEP = 101
    EXPOSED = 110  # + field index: is an invented field exposed?
    COLD = 120
    WAIT = 121
    THINK = 122
    RECAP = 130  # + field index
    CONTRADICT = 140
    SPECIFICATION = 141  # terms of the next order promised at the win
    ORDER = 150
    SELF_ORDER = 151
    SELF_PROMISE = 152
    OVERDUE = 153
    COMPLAINT = 154
    PROMISE_BREAKS = 155  # + promise slot (0-5)
    CHURN = 161
    FREQUENCY = 162
    BASKET = 163
    REFERRAL = 164
    BOOK = 170  # + index: what the predecessor left
    TEXT = 190  # which wording is said
    JITTER = 191
    NOTICE = 192
    PERMUTE = 200
    TRAIT = 210  # + index: traits made at the market's creation


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


def unit(key: int, kind: int, ordinal: int = 0) -> float:
    """A uniform number in [0, 1) for the `ordinal`-th draw of `kind` at the company with `key`."""
    return (mix(key + ((kind << 32) | ordinal) * _GAMMA) >> 11) * _SCALE


def units(keys: NDArray[np.uint64], kind: int, ordinal: int = 0) -> NDArray[np.float64]:
    """`unit` for many companies at once, bit for bit the same."""
    return _uniform(keys + np.uint64((((kind << 32) | ordinal) * _GAMMA) & _MASK))


def units_mixed(keys: NDArray[np.uint64], kinds: NDArray[np.int64], ordinal: int = 0) -> NDArray[np.float64]:
    """`unit` for many companies at once, each with its own kind of draw."""
    return _uniform(keys + ((kinds.astype(np.uint64) << _32) | np.uint64(ordinal)) * _GAMMA_N)


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
