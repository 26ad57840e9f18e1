"""People do not feel those who send slowly from their address. The long tier runs this."""

from __future__ import annotations

import pytest

from tests.benchmarks.slow_senders import compare


@pytest.mark.full
def test_acts_take_at_most_twice_as_long_beside_300_slow_senders() -> None:
    result = compare()
    print(result)
    assert result["unanswered"] == 0
    assert result["p95_ratio"] <= 2
