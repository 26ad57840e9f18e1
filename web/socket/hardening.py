"""Socket.IO made fit for strangers: every request is answered once, whatever is wrong with it."""

from __future__ import annotations

import contextlib
import logging
import re
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import engineio.base_socket
import engineio.socket
from engineio.exceptions import SocketIsClosedError
from socketio import packet

from web.live.answers import refusal
from web.socket.websocket import MAX_FRAME, CappedWebSocket

BROKEN = "\0broken"  # event name of a request that could not be read
TOO_LARGE = "\0too large"  # and of one that was not read
HEAD = re.compile(r"[25](?:\d{1,3}-)?(?:(?P<namespace>/[^,]{0,100}),)?(?P<id>\d{0,9})")  # of a request, before its body


class CarefulPacket(packet.Packet):  # type: ignore[misc]  # has no types
    """A packet whose unreadable body becomes an event of its own, so that it can be answered.

    Binary requests count as unreadable: nothing here takes bytes.
    """

    data: Any
    packet_type: int
    namespace: str | None
    id: int | None

    def decode(self, encoded_packet: str) -> int:
        """Read a packet; a request with an id but a broken body is kept as BROKEN, a large one as TOO_LARGE."""
        if len(encoded_packet.encode("utf-8", "surrogatepass")) > MAX_FRAME:
            return self._pass_over(encoded_packet)
        try:
            count = int(super().decode(encoded_packet) or 0)
            if self.packet_type == packet.BINARY_EVENT:
                self.packet_type, count = packet.EVENT, 0
                self.data = [BROKEN]
            if self.packet_type == packet.EVENT and not _is_event(self.data):
                self.data = [BROKEN]
        except (ValueError, RecursionError):
            if self.packet_type not in (packet.EVENT, packet.BINARY_EVENT) or self.id is None:
                raise
            self.packet_type = packet.EVENT
            self.data = [BROKEN]
            return 0
        return count

    def _pass_over(self, encoded_packet: str) -> int:
        """Read no more than it takes to answer."""
        head = HEAD.match(encoded_packet)
        if head is None:
            raise ValueError("packet is too large")
        self.packet_type, self.namespace = packet.EVENT, head["namespace"]
        self.id = int(head["id"]) if head["id"] else None
        self.data = [TOO_LARGE]
        return 0


def _is_event(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str)


Answered = Callable[[dict[str, Any]], None]
"""Sends the acknowledgement of a request; does nothing if none was asked for."""


def harden(server: Any, hear: Callable[[str, str, tuple[Any, ...], Answered], None]) -> None:
    """Close the measured gaps of a `socketio.Server`.

    `hear` takes every event instead of the library's own dispatch, which knows names that mean something to it (`*`)
    and acknowledges when a handler returns: a handler that waits for its answer would keep the socket's reader from
    its pongs, and the socket would be given up. It gets the connection ("" if there is none), the event's name, its
    arguments, and how to acknowledge: once, now or later.
    """
    # The driver's table is shared by all servers of the process: ours gets a copy.
    server.eio._async = {**server.eio._async, "websocket": CappedWebSocket}  # noqa: SLF001
    server.packet_class = CarefulPacket

    def take(eio_sid: str, namespace: str | None, number: int | None, data: list[Any]) -> None:
        def answered(body: dict[str, Any]) -> None:
            if number is not None:
                with contextlib.suppress(SocketIsClosedError):
                    ack = CarefulPacket(packet.ACK, namespace=namespace, id=number, data=[body])
                    server._send_packet(eio_sid, ack)  # noqa: SLF001

        sid = server.manager.sid_from_eio_sid(eio_sid, namespace or "/")
        name, *args = data
        if name == BROKEN:
            answered(refusal("malformed", "the request is not an event with JSON arguments"))
        elif name == TOO_LARGE:
            answered(refusal("too_large"))
        else:
            hear(sid or "", name, tuple(args), answered)

    server._handle_event = take  # noqa: SLF001
    for module in (engineio.base_socket, engineio.socket):
        module.time = MONOTONIC


MONOTONIC = SimpleNamespace(time=time.monotonic)
"""In place of `time` for Engine.IO, which counts its ping timeout by the clock on the wall: a clock that is set forward
must not close every socket of the room."""


class Sparse(logging.Filter):
    """Lets through one record a second of libraries that log whatever strangers send, without tracebacks."""

    def __init__(self) -> None:
        super().__init__()
        self._then = 0.0
        self._left_out = 0

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this record is written."""
        now = time.monotonic()
        if now - self._then < 1.0:
            self._left_out += 1
            return False
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        text = record.getMessage()[:120]
        record.msg = " ".join(f"{text} {kind}".split()) + (f" (+{self._left_out})" if self._left_out else "")
        record.args = ()
        record.exc_info = record.exc_text = None
        self._then, self._left_out = now, 0
        return True


def quiet_libraries() -> None:
    """Filter the logs of engineio and socketio."""
    for name in ("engineio.server", "socketio.server"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.ERROR)
        if not any(isinstance(found, Sparse) for found in logger.filters):
            logger.addFilter(Sparse())
