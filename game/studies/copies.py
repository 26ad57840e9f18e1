"""Many copies of one company, each with draws and unpassed thresholds of its own."""

from __future__ import annotations

from game.market.chance import Kind, unit
from game.market.columns import STATIC, Static

PRIMES = (1, 37, 71)
"""Steps through the strata of the three thresholds: each is spread evenly, none with another."""


def copied(static: Static, row: int, copies: int, gate: int, salt: int) -> Static:
    """The company `copies` times: traits the same, keys and thresholds not passed of each copy's own."""
    twin = Static(copies)
    for name in STATIC:
        getattr(twin, name)[:] = getattr(static, name)[row]
    base = int(static.key[row])
    for copy in range(copies):
        twin.key[copy] = int(unit(base, Kind.COPY_KEY, salt * 100_000 + copy) * (1 << 53)) * 2_047 + copy
        for moment in range(gate, 3):
            shift = unit(base, Kind.COPY_GATE.of(moment), salt)
            lot = (copy * PRIMES[moment] % copies + shift) / copies
            twin.gates[copy, moment] = lot
    return twin
