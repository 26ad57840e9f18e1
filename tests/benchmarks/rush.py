"""A whole day's load on one server: `python -m tests.benchmarks.rush [SEATS]`.

People of several 36-seat sessions act once a second on the whole game; then ten times as much is asked for a while;
then they go on as before. What is bearable is done in time; what is too much is refused early, and is soon forgotten.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.socket_load import run_spans, seats_of
from tests.web.running import Running

CALM_S, RUSH_S, AFTER_S = 60.0, 20.0, 15.0
TIMES = 10


def measure(seats: int = 200, scenario: str = "kitchen") -> dict[str, Any]:
    """The three spans, and the server's share of a core in each of the calm ones (Linux).

    `restless_s` of the span after the rush is how long it took until every act was taken at once again.
    """
    with tempfile.TemporaryDirectory() as name:
        server = Running(Path(name), "tests.web.serve_game")
        try:
            plan = seats_of(server, seats, scenario)
            assert server.process is not None
            calm = run_spans(server.base, plan, [(CALM_S, 1.0)], server.process.pid)[0]
            _, rush, after = run_spans(server.base, plan, [(5.0, 1.0), (RUSH_S, float(TIMES)), (AFTER_S, 1.0)])
            health = server.call_once("/healthz")[1]
        finally:
            server.stop()
    share = calm["cpu_ms_per_act"] * calm["acknowledged"] / 1000 / CALM_S
    return {"calm": {**calm, "core_share": round(share, 2)}, "rush": rush, "after": after, "health": health}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200), indent=2))
