"""Many seats that act at a steady pace: `python -m tests.benchmarks.load BASE SECONDS RATE [SECONDS RATE]... < TOKENS`.

Reads one JSON document {"tokens": [...], "round": n, "args": [per seat]}, plays the spans one after the other, and
prints one with counts and latencies per span. An act that a slow server does not take at once is sent again by its
id, as the browser does; its latency counts from its first sending. In a rush (RATE over RUSH) it is let go.
"""

import web.patched  # noqa: F401 # isort: skip - before everything else

import json
import sys
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import gevent
import websocket

from tests.web.wire import NOT_FINAL

RUSH = 2  # acts a second from one seat that no person sends
LATE_S = 2.0  # nobody waits longer for a word of the server
AGAIN_S = 0.7
OLD_S = 20.0  # answers that come later than this after the last span are not waited for


@dataclass
class Span:
    """A time at one pace, and what came of the acts that were sent in it."""

    seconds: float
    rate: float
    start: float = 0.0
    latencies: list[float] = field(default_factory=list)  # of acts with a final answer, from the first sending
    words: list[float] = field(default_factory=list)  # of every answer, final or not, from its own sending
    codes: Counter[str] = field(default_factory=Counter)
    restless: float = 0.0  # when the last act was sent that was not taken at once, seconds after the start

    def result(self, seats: "list[Seat]") -> dict[str, Any]:
        """What is printed."""
        mine = [sent for seat in seats for sent in seat.sent.values() if sent[0] is self]
        return {
            "acts_per_second": round(self.rate * len(seats)),
            "acknowledged": len(self.latencies),
            "unanswered": len(mine),
            "refused": sum(count for code, count in self.codes.items() if code not in ("ok", *NOT_FINAL)),
            "not_now": sum(self.codes[code] for code in NOT_FINAL),
            "answers": dict(self.codes.most_common(6)),
            "dropped_sockets": sum(seat.dropped for seat in seats),
            "p50_ms": _part(self.latencies, 0.5),
            "p95_ms": _part(self.latencies, 0.95),
            "longest_word_ms": _part(self.words, 1.0),
            "restless_s": round(self.restless, 1),
        }


def _part(seconds: list[float], share: float) -> float:
    """A quantile in milliseconds, -1 of nothing."""
    ordered = sorted(seconds)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1) if ordered else -1


class Seat:
    """One connection; acts are sent at a steady pace, whatever becomes of the answers."""

    def __init__(self, base: str, token: str, args: dict[str, Any], round_: int) -> None:
        url = base.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        # Checking each letter of every view in Python would cost this process more than the server.
        self.ws = websocket.create_connection(url, timeout=60, suppress_origin=True, skip_utf8_validation=True)
        self.args, self.round = args, round_
        self.sent: dict[int, tuple[Span, str, float, float]] = {}  # span, id, first sent, sent
        self.views = 0
        self.bytes = 0
        self.number = 0
        self.dropped = False
        self.ws.send("40" + json.dumps({"token": token}))
        self.reader = gevent.spawn(self._read)

    def _read(self) -> None:
        while True:
            try:
                frame = self.ws.recv()
            except (OSError, websocket.WebSocketException):
                frame = ""
            if not frame:
                self.dropped = True
                return
            if frame == "2":
                self.ws.send("3")
            elif frame.startswith("43"):
                head = frame.index("[")
                self._hear(int(frame[2:head]), json.loads(frame[head:])[0])
            elif frame.startswith("42"):
                self.views += 1
                self.bytes += len(frame)

    def _hear(self, number: int, answer: dict[str, Any]) -> None:
        span, name, first, sent = self.sent.pop(number)
        now, code = time.monotonic(), answer.get("code", "ok")
        span.words.append(now - sent)
        span.codes[code] += 1
        if code in NOT_FINAL or now - sent > LATE_S:
            span.restless = max(span.restless, sent - span.start)
        if code not in NOT_FINAL:
            span.latencies.append(now - first)
        elif span.rate <= RUSH:
            gevent.spawn_later(AGAIN_S, self.act, span, name, first)

    def act(self, span: Span, name: str = "", first: float = 0.0) -> None:
        self.number += 1
        name, now = name or uuid.uuid4().hex, time.monotonic()
        body = {"id": name, "round": self.round, "verb": "mark", "args": self.args}
        self.sent[self.number] = (span, name, first or now, now)
        self.ws.send(f"42{self.number}" + json.dumps(["act", body]))

    def play(self, span: Span, due: float) -> None:
        end = span.start + span.seconds
        while due < end and not self.dropped:
            gevent.sleep(max(0.0, due - time.monotonic()))
            self.act(span)
            due += 1 / span.rate


def main() -> None:
    base, paces = sys.argv[1], [float(text) for text in sys.argv[2:]]
    spans = [Span(*pair) for pair in zip(paces[::2], paces[1::2], strict=True)]
    plan = json.load(sys.stdin)
    seats = [Seat(base, token, args, plan["round"]) for token, args in zip(plan["tokens"], plan["args"], strict=True)]
    gevent.sleep(2)
    print("GO", flush=True)
    for span in spans:
        span.start = time.monotonic()
        firsts = [span.start + number / len(seats) / span.rate for number in range(len(seats))]
        gevent.joinall([gevent.spawn(seat.play, span, due) for seat, due in zip(seats, firsts, strict=True)])
    deadline = time.monotonic() + OLD_S
    while any(seat.sent for seat in seats) and time.monotonic() < deadline:
        gevent.sleep(0.05)
    seen = {"views": sum(seat.views for seat in seats), "bytes": sum(seat.bytes for seat in seats)}
    print(json.dumps([{**span.result(seats), **seen} for span in spans]), flush=True)


if __name__ == "__main__":
    main()
