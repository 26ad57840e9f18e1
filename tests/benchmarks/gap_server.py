"""Runs the server with a watch on its event loop: `python -m tests.benchmarks.gap_server DATA [PORT]`.

A greenlet wakes every millisecond and notes how late it was, and how long the loop's thread worked meanwhile (which
does not depend on what else the machine does); the list is written to DATA/gaps.json at the end.
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

gaps: list[tuple[float, float, float]] = []  # monotonic time at its end, seconds late, seconds of work


def watch() -> None:
    """Nap and note how long it really was."""
    then, worked = time.monotonic(), time.thread_time()
    while True:
        gevent.sleep(WAKE_S)
        now, work = time.monotonic(), time.thread_time()
        if now - then - WAKE_S > NOTED_S:
            gaps.append((now, now - then - WAKE_S, work - worked))
        then, worked = now, work


def watched(parts: Server, ticket: str) -> None:
    gevent.spawn(watch)
    ready(parts, ticket)


if __name__ == "__main__":
    data = Path(sys.argv[1])
    serve.serve(Settings(data=data, port=int(sys.argv[2]) if len(sys.argv) > 2 else 0), ready=watched)
    (data / "gaps.json").write_text(json.dumps(gaps), encoding="utf-8")
