"""Many seats that act once a second: `python -m tests.benchmarks.load BASE SECONDS RATE < TOKENS`.

Reads one JSON document {"tokens": [...], "round": n, "args": [per seat]} and prints one with counts and latencies.
"""

import web.patched  # noqa: F401 # isort: skip - before everything else

import json
import sys
import time
import uuid
from typing import Any

import gevent
import websocket


class Seat:
    """One connection; acts are sent at a steady pace, whatever becomes of the answers."""

    def __init__(self, base: str, token: str, args: dict[str, Any], round_: int) -> None:
        url = base.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self.ws = websocket.create_connection(url, timeout=60, suppress_origin=True)
        self.args, self.round = args, round_
        self.sent: dict[int, float] = {}
        self.latencies: list[float] = []
        self.refused = 0
        self.codes: set[str] = set()
        self.views = 0
        self.bytes = 0
        self.number = 0
        self.ws.send("40" + json.dumps({"token": token}))
        self.reader = gevent.spawn(self._read)

    def _read(self) -> None:
        while True:
            try:
                frame = self.ws.recv()
            except (OSError, websocket.WebSocketException):
                return
            if frame == "2":
                self.ws.send("3")
            elif frame.startswith("43"):
                head = frame.index("[")
                self.latencies.append(time.monotonic() - self.sent.pop(int(frame[2:head])))
                answer = json.loads(frame[head:])[0]
                if not answer["ok"]:
                    self.refused += 1
                    self.codes.add(answer["code"])
            elif frame.startswith("42"):
                self.views += 1
                self.bytes += len(frame)

    def act(self) -> None:
        self.number += 1
        body = {
            "id": uuid.uuid4().hex,
            "round": self.round,
            "verb": "mark",
            "args": self.args,
        }
        self.sent[self.number] = time.monotonic()
        self.ws.send(f"42{self.number}" + json.dumps(["act", body]))

    def play(self, start: float, end: float, rate: float) -> None:
        due = start
        while due < end:
            gevent.sleep(max(0.0, due - time.monotonic()))
            self.act()
            due += 1 / rate


def main() -> None:
    base, seconds, rate = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
    plan = json.load(sys.stdin)
    seats = [Seat(base, token, args, plan["round"]) for token, args in zip(plan["tokens"], plan["args"], strict=True)]
    gevent.sleep(2)
    print("GO", flush=True)
    now = time.monotonic()
    players = [
        gevent.spawn(seat.play, now + number / len(seats) / rate, now + seconds, rate)
        for number, seat in enumerate(seats)
    ]
    gevent.joinall(players)
    deadline = time.monotonic() + 20
    while any(seat.sent for seat in seats) and time.monotonic() < deadline:
        gevent.sleep(0.05)
    latencies = sorted(latency for seat in seats for latency in seat.latencies)
    print(
        json.dumps(
            {
                "acknowledged": len(latencies),
                "unanswered": sum(len(seat.sent) for seat in seats),
                "refused": sum(seat.refused for seat in seats),
                "answers": sorted({answer for seat in seats for answer in seat.codes})[:5],
                "views": sum(seat.views for seat in seats),
                "bytes": sum(seat.bytes for seat in seats),
                "p50_ms": round(latencies[len(latencies) // 2] * 1000, 1) if latencies else -1,
                "p95_ms": round(latencies[int(len(latencies) * 0.95)] * 1000, 1) if latencies else -1,
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main()
