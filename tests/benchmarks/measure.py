"""What `baton bench` measures: ratios within one run on one machine; absolute times are not compared."""

from __future__ import annotations

import platform
from typing import Any

from tests.benchmarks import debrief_speed, loop_gap, round_step, socket_load


def everything() -> dict[str, Any]:
    """Every figure, by name."""
    return {
        "machine": {"python": platform.python_version(), "system": platform.platform()},
        "round step beside the plain model": round_step.measure(),
        "debrief of a large session": debrief_speed.measure(),
        "server beside the bare echo": socket_load.compare(),
        "event loop while a debrief is worked out": loop_gap.measure(),
        "whole game beside the bare echo": socket_load.compare(36, rate=0.2, scenario="kitchen"),
    }
