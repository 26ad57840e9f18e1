"""The server costs at most three times what a bare echo costs, per act. The long tier runs this."""

from __future__ import annotations

import pytest

from tests.benchmarks.socket_load import compare


@pytest.mark.full
def test_an_act_costs_at_most_three_echoes() -> None:
    result = compare(clients=200, seconds=6)
    print(result)
    assert result["baton_acknowledged"] == 1200
    assert result["baton_unanswered"] == result["baton_refused"] == 0
    assert result["cpu_ratio"] <= 3
