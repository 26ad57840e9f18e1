"""Runs the server with a watch on its event loop: `python -m tests.benchmarks.gap_server DATA [PORT]`.

A greenlet wakes every millisecond and notes how late it was; how much of that the loop's thread was ready but the
machine busy with others; and how long it worked itself. The list is written to DATA/gaps.json at the end.
"""

from web import serve  # isort: skip - patches first

import json
import sys
import time
from pathlib import Path

import gevent

from tests.web.serve_fake import ready
from web.app import Settings
from web.http.server import Server

WAKE_S = 0.001
NOTED_S = 0.003

gaps: list[tuple[float, float, float, float]] = []  # monotonic time at its end; seconds late, queued, at work
SCHEDULED = Path("/proc/thread-self/schedstat")


def queued() -> float:
    """Seconds that this thread has waited for a processor so far; 0 where the system does not tell."""
    return int(SCHEDULED.read_text().split()[1]) / 1e9 if SCHEDULED.exists() else 0.0


def watch() -> None:
    """Nap and note how long it really was."""
    then, waited, worked = time.monotonic(), queued(), time.thread_time()
    while True:
        gevent.sleep(WAKE_S)
        now, wait, work = time.monotonic(), queued(), time.thread_time()
        if now - then - WAKE_S > NOTED_S:
            gaps.append((now, now - then - WAKE_S, wait - waited, work - worked))
        then, waited, worked = now, wait, work


def watched(parts: Server, ticket: str) -> None:
    gevent.spawn(watch)
    ready(parts, ticket)


if __name__ == "__main__":
    data = Path(sys.argv[1])
    serve.serve(Settings(data=data, port=int(sys.argv[2]) if len(sys.argv) > 2 else 0), ready=watched)
    (data / "gaps.json").write_text(json.dumps(gaps), encoding="utf-8")
