"""People beside 300 slow senders from the same address: how long acts take with and without them, in turns.

`python -m tests.benchmarks.slow_senders` prints the figures. With an address as argument it is the slow senders.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gevent
from gevent import socket

from tests.benchmarks.socket_load import run_load, seats_of
from tests.web.running import ROOT, Running

PEOPLE = 60
SLOW = 300
BYTE_S = 1.0
HEAD = b"Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
BEGINNINGS = (
    b"GET / HTTP/1.1\r\n" + HEAD + b"X-Slow: ",
    b"POST /api/join HTTP/1.1\r\n" + HEAD + b"Content-Length: 60000\r\n\r\n",
    b"POST /api/join HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\nea60\r\n",
    b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n" + HEAD + b"Upgrade: websocket\r\nX-Slow: ",
    b"",
)


def send_slowly(host: str, port: int, number: int) -> None:
    """Send a request byte by byte, for ever; begin again when cut off."""
    while True:
        with contextlib.suppress(OSError), socket.create_connection((host, port)) as connection:
            connection.sendall(BEGINNINGS[number % len(BEGINNINGS)])
            while True:
                gevent.sleep(BYTE_S)
                connection.sendall(b"x")
        gevent.sleep(BYTE_S / 10)


def attack(base: str) -> None:
    """Be the slow senders."""
    url = urlsplit(base)
    crowd = [gevent.spawn_later(number / SLOW, send_slowly, url.hostname, url.port, number) for number in range(SLOW)]
    gevent.spawn_later(2, print, "GO", flush=True)
    gevent.joinall(crowd)


def beside_slow_senders(server: Running, load: Any) -> dict[str, Any]:
    """A load while the slow senders are at work."""
    command = [sys.executable, "-m", "tests.benchmarks.slow_senders", server.base]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as crowd:
        try:
            assert crowd.stdout is not None
            assert crowd.stdout.readline().strip() == "GO"
            found: dict[str, Any] = load()
        finally:
            crowd.kill()
    return found


def compare(seconds: float = 15, rate: float = 0.5, turns: int = 2) -> dict[str, Any]:
    """Acts of sixty people, alone and beside the slow senders; the ratio of the better 95th percentiles."""
    with tempfile.TemporaryDirectory() as folder:
        server = Running(Path(folder))
        try:
            plan = seats_of(server, PEOPLE, "fake")
            process = server.process
            assert process is not None

            def load() -> dict[str, Any]:
                return run_load(server.base, process.pid, plan, seconds, rate)

            alone, beside = [], []
            for _ in range(turns):
                alone.append(load())
                beside.append(beside_slow_senders(server, load))
        finally:
            server.stop()
    runs = {"alone": alone, "beside": beside}
    best = {name: min(found, key=lambda run: run["p95_ms"]) for name, found in runs.items()}
    return {
        "people": PEOPLE,
        "slow_senders": SLOW,
        "p95_ratio": round(best["beside"]["p95_ms"] / best["alone"]["p95_ms"], 2),
        "unanswered": sum(run["unanswered"] for run in (*alone, *beside)),
        **{f"{name}_{key}": value for name, run in best.items() for key, value in run.items()},
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        attack(sys.argv[1])
    print(json.dumps(compare(), indent=2))
