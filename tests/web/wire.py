"""A plain Socket.IO client over a WebSocket, for tests: one thread reads, every byte is kept."""

from __future__ import annotations

import contextlib
import itertools
import json
import threading
import uuid
from typing import TYPE_CHECKING, Any

import websocket

from tests.patience import PATIENCE_S, Patience

if TYPE_CHECKING:
    from collections.abc import Callable


NOT_FINAL = ("busy", "pending")  # a slow server says so, on a machine that has much to do
NOT_NOW = (*NOT_FINAL, "rate_limited")  # and so does one that is asked faster than a person can


def settled(ask: Callable[[], dict[str, Any]], codes: tuple[str, ...] = NOT_FINAL) -> dict[str, Any]:
    """Ask until the answer is none of these."""
    patience = Patience("a final answer")
    while (answer := ask()).get("code") in codes:
        patience.rest(0.2)
    return answer


class Refused(Exception):
    """The server did not let us in."""


class Wire:
    """One connection. `heard` holds every text frame, `views` every view, `acks` every acknowledgement."""

    def __init__(self, base: str, *, origin: str | None = None, host: str | None = None) -> None:
        url = base.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self.ws = websocket.WebSocket(enable_multithread=True)
        self.ws.settimeout(20)
        try:
            self.ws.connect(url, origin=origin, host=host, suppress_origin=origin is None)
        except BaseException:
            self.ws.shutdown()
            raise
        self.heard: list[str] = []
        self.views: list[dict[str, Any]] = []
        self.acks: dict[int, list[Any]] = {}
        self.sent_view = threading.Condition()
        self.connected: dict[str, Any] | None = None
        self.refused: dict[str, Any] | None = None
        self.closed = False
        self.silent = False  # stop answering pings
        self._ids = itertools.count(1)
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while True:
            try:
                frame = self.ws.recv()
            except Exception:
                frame = ""
            if not frame:
                self.ws.shutdown()
                with self.sent_view:
                    self.closed = True
                    self.sent_view.notify_all()
                return
            text = frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
            self.heard.append(text)
            if text == "2":
                if not self.silent:
                    self.raw("3")
                continue
            with self.sent_view:
                self._take(text)
                self.sent_view.notify_all()

    def _take(self, text: str) -> None:
        if text[2:3] == "/":
            return  # another namespace
        if text.startswith("40"):
            self.connected = json.loads(text[2:])
        elif text.startswith("44"):
            self.refused = json.loads(text[2:])
        elif text.startswith("42"):
            name, body = json.loads(text[2:])
            assert name == "view"
            self.views.append(body)
        elif text.startswith("43"):
            digits = "".join(itertools.takewhile(str.isdigit, text[2:]))
            self.acks.setdefault(int(digits), []).extend(json.loads(text[2 + len(digits) :]))

    def raw(self, text: str | bytes) -> None:
        """Send a frame as it is."""
        if isinstance(text, bytes):
            self.ws.send_binary(text)
        else:
            self.ws.send(text)

    def until(self, ready: Callable[[], Any], timeout: float = PATIENCE_S) -> Any:
        """Wait until something is so."""
        patience = Patience("what a socket waits for", timeout)
        with self.sent_view:
            while not (found := ready()):
                assert not self.closed or ready(), "the connection was closed"
                self.sent_view.wait(patience.left())
        return found

    def connect(self, token: Any, **more: Any) -> dict[str, Any]:
        """Connect with a token; the first view."""
        auth = token if isinstance(token, dict) else {"token": token, **more}
        self.raw("40" + json.dumps(auth))
        self.until(lambda: self.connected or self.refused)
        if self.refused:
            raise Refused(self.refused.get("message"))
        return self.until(lambda: self.views)[0]

    def send(self, event: str, *args: Any) -> int:
        """Send an event with an acknowledgement asked for; its number."""
        number = next(self._ids)
        self.raw(f"42{number}" + json.dumps([event, *args]))
        return number

    def ack(self, number: int) -> dict[str, Any]:
        """The acknowledgement of a request: exactly one value."""
        found = self.until(lambda: self.acks.get(number))
        assert len(found) == 1
        return found[0]

    def act(
        self, verb: str, args: Any = None, *, round_: int | None = None, act_id: str | None = None
    ) -> dict[str, Any]:
        """Send an act and wait for its answer; a server that cannot now is asked again, by the same id."""
        seen = self.views[-1]["view"]["session"]["round"] if round_ is None else round_
        body = {"id": act_id or uuid.uuid4().hex, "round": seen, "verb": verb, "args": args or {}}
        return settled(lambda: self.ack(self.send("act", body)), NOT_NOW)

    @property
    def view(self) -> dict[str, Any]:
        """The newest envelope."""
        return self.views[-1]

    def see(self, holds: Callable[[dict[str, Any]], Any], timeout: float = PATIENCE_S) -> dict[str, Any]:
        """Wait for a view of which something holds."""
        self.until(lambda: self.views and holds(self.views[-1]), timeout)
        return self.views[-1]

    def close(self) -> None:
        """Hang up."""
        with contextlib.suppress(Exception):
            self.ws.close(timeout=1)
        self._thread.join(timeout=5)


def mark(company: int = 1) -> dict[str, Any]:
    """Arguments of the one act of the small game."""
    return {"company": company, "field": "pain", "value": "storage"}
