"""The WebSocket under Socket.IO, with the gaps of the libraries closed.

Measured in the releases in use: a frame of 200 MB is buffered before anybody has connected; `send` may write
half a frame to a slow reader; a client that only sends fills memory; a stuck line is never given up. Here
frames are capped (one that is a little too large is answered, see `CarefulPacket`), writes are whole and end after
a time, reads stop while too much is unread.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import simple_websocket
from engineio.async_drivers._websocket_wsgi import SimpleWebSocketWSGI

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_FRAME = 32768  # bytes of a request that is read
MOST_FRAME = 4 * MAX_FRAME  # characters of one that is answered all the same: it is too large; beyond, the line is cut
LEFT_BYTES, LEFT_S = 2**20, 1.0  # of what is still coming then, thrown away so that the reason arrives
GIVE_UP_S = 20.0  # a line on which nothing moves for so long is closed; pings come every 10 s
MOST_UNREAD = 64  # messages that wait for their handler before we stop reading


class _Wire:
    """A socket whose writes are whole and do not mix."""

    def __init__(self, sock: socket.socket, unread: Callable[[], int]) -> None:
        self._sock = sock
        self._unread = unread
        self._lock = threading.Lock()
        sock.settimeout(GIVE_UP_S)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes) -> int:
        """Write all of it, or fail."""
        with self._lock:
            self._sock.sendall(data)
        return len(data)

    def recv(self, size: int) -> bytes:
        """Read, but not faster than messages are worked off."""
        while self._unread() > MOST_UNREAD:
            time.sleep(0.02)
        return self._sock.recv(size)

    def say_goodbye(self) -> None:
        """Let the last words arrive: a line that is closed on what is still coming loses them."""
        until, left = time.monotonic() + LEFT_S, LEFT_BYTES
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_WR)
            while left > 0 and (patience := until - time.monotonic()) > 0:
                self._sock.settimeout(patience)
                read = len(self._sock.recv(65536))
                left = left - read if read else 0

    def close(self) -> None:
        """Hang up, also for whoever waits on this socket."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)
        self._sock.close()


class _Server(simple_websocket.Server):  # type: ignore[misc]  # has no types
    """A server end with capped frames."""

    sock: Any

    def handshake(self) -> None:
        """Shake hands on a wire of ours."""
        self.sock = _Wire(self.sock, lambda: sum(1 + len(frame) // MAX_FRAME for frame in list(self.input_buffer)))
        super().handshake()

    def _handle_events(self) -> bool:
        """Take what has come; of a message that is far too large only that it was."""
        goes_on = bool(super()._handle_events())
        if self.incoming_message_len > MOST_FRAME:
            self.sock.say_goodbye()
        return goes_on


class CappedWebSocket(SimpleWebSocketWSGI):  # type: ignore[misc]  # has no types
    """Engine.IO's `websocket` for gevent: what its own driver does, with a cap and without compression."""

    def __init__(self, handler: Callable[..., Any], server: Any) -> None:
        import gevent.event  # noqa: PLC0415 - only under gevent
        import gevent.selectors  # noqa: PLC0415
        from engineio.async_drivers.gevent import Thread  # noqa: PLC0415

        super().__init__(
            handler,
            server,
            thread_class=Thread,
            event_class=gevent.event.Event,
            selector_class=gevent.selectors.DefaultSelector,
            max_message_size=MOST_FRAME,
        )

    def __call__(self, environ: dict[str, Any], _start_response: Callable[..., Any]) -> Any:
        """Take over the connection of a request."""
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)  # compression costs more than it saves here
        self.ws = _Server(environ, **self.server_args)
        return self.app(self)

    def wait(self) -> str | None:
        """The next frame; None, which ends the line, for what no Socket.IO client of ours sends.

        Engine.IO would let such frames break its loop and leave the socket behind. Binary frames belong to
        requests that were refused already (see `CarefulPacket`) and are passed over.
        """
        for _ in range(MOST_UNREAD):
            frame = super().wait()
            if not isinstance(frame, bytes):
                return frame if isinstance(frame, str) and _is_sound(frame) else None
        return None


def _is_sound(frame: str) -> bool:
    """Whether it is a message (4 and a Socket.IO type), an answer to a ping, or a goodbye."""
    return frame in ("1", "2", "3") or (frame[:1] == "4" and frame[1:2] in ("0", "1", "2", "3", "5"))
