"""gevent's server and the handler of a connection, with an end to everything that could last for ever."""

from __future__ import annotations

import contextlib
import errno
import io
import json
import socket
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import gevent
from gevent import pywsgi

from web.http.errors import BY_STATUS, CODES
from web.http.gate import SOCKET_PATH
from web.serving import head
from web.serving.head import BadRequest

if TYPE_CHECKING:
    from web.serving.lines import Line, Lines

WATCH_S = 0.25  # how often overdue connections are looked for
BREATH_S = 0.1  # before accepting again, when there are no descriptors left
MOST_LINGER = 1024 * 1024  # bytes that are read and dropped, so that a refusal arrives
EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)

# gevent's types leave out what its own manual tells handlers to override.
_Server: Any = pywsgi.WSGIServer
_Handler: Any = pywsgi.WSGIHandler
_BadInput: Any = vars(pywsgi)["_InvalidClientInput"]


class Listening(_Server):  # type: ignore[misc]  # see above
    """Accepts connections, keeps an eye on them, and goes on when descriptors run out."""

    def __init__(self, listener: socket.socket, application: Any, lines: Lines, error_log: Any) -> None:
        # What was cut needs a moment to end: the pool is larger than what may be open.
        pool = lines.most + lines.most // 4 + 16
        super().__init__(listener, application, handler_class=Handler, log=None, error_log=error_log, spawn=pool)
        self.lines = lines

    def start(self) -> None:
        """Begin to accept, and to watch."""
        super().start()
        gevent.spawn(self._watch)

    def do_read(self) -> Any:
        """The next connection, if there is one and it can be taken."""
        try:
            return super().do_read()
        except OSError as error:
            if error.errno == errno.ECONNABORTED:
                return None
            if error.errno not in EXHAUSTED:
                raise
            self.lines.make_room()
            self.stop_accepting()
            gevent.spawn_later(BREATH_S, self._start_accepting_if_started)
            return None

    def _watch(self) -> None:
        while self.started:
            gevent.sleep(WATCH_S)
            self.lines.cut_overdue()


class Handler(_Handler):  # type: ignore[misc]  # see above
    """A connection. A request is complete before the application sees it; no address is logged."""

    line: Line | None
    rfile: Any

    def __init__(self, sock: Any, address: Any, server: Listening) -> None:
        super().__init__(sock, address, server)
        host = str(address[0]) if isinstance(address, tuple) else ""
        self.line = server.lines.enter(host, self._cut(sock))
        self.asked = False

    @staticmethod
    def _cut(sock: Any) -> Any:
        def cut() -> None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)

        return cut

    def handle(self) -> None:
        """Serve the connection; that it ended is no news."""
        if self.line is None:
            self.socket.close()
            return
        try:
            with contextlib.suppress(OSError):
                super().handle()
        finally:
            self.server.lines.leave(self.line)

    def handle_one_request(self) -> Any:
        """Wait for a request; its time begins with its first byte."""
        assert self.line is not None
        if self.asked:
            self.line.rest()
        if self.rfile.closed or not self.rfile.peek(1):
            return None
        self.asked = True
        self.line.ask()
        return super().handle_one_request()

    def read_requestline(self) -> str:
        """The request line, as far as it is read."""
        return str(self.rfile.readline(head.LONGEST_TARGET).decode("latin-1"))

    def read_request(self, raw_requestline: str) -> bool:
        """Read the head, strictly, and let gevent take it apart."""
        wire = self.rfile
        lines = head.read_head(raw_requestline.encode("latin-1"), wire.readline)
        self.rfile = io.BytesIO(b"".join(lines) + b"\r\n")
        try:
            return bool(super().read_request(raw_requestline))
        finally:
            self.rfile = wire

    def _connection_upgrade_requested(self) -> bool:
        """Whether this becomes a WebSocket: nothing else reads from the wire itself."""
        wanted = self.command == "GET" and self.path.startswith(SOCKET_PATH)
        return wanted and bool(super()._connection_upgrade_requested())

    def handle_one_response(self) -> None:
        """Take the body in, then answer."""
        assert self.line is not None
        try:
            self._take_body()
        except BadRequest as error:
            self._refuse(error.status)
        except _BadInput:
            self._refuse(400)
        except OSError:
            self.close_connection = True
        else:
            super().handle_one_response()

    def _take_body(self) -> None:
        assert self.line is not None
        if self._connection_upgrade_requested():
            self.line.upgrade()
            self.environ["baton.prove"] = self.line.prove
            return
        if (self.content_length or 0) > head.MOST_BODY:
            raise BadRequest(413)
        body = self.wsgi_input.read(head.MOST_BODY + 1)
        if len(body) > head.MOST_BODY:
            raise BadRequest(413)
        self.environ["wsgi.input"] = io.BytesIO(body)
        if self.environ.pop("HTTP_TRANSFER_ENCODING", "") or body:
            self.environ["CONTENT_LENGTH"] = str(len(body))
        self.line.answer()

    def run_application(self) -> None:
        """Answer; what was a WebSocket is never read as HTTP again."""
        super().run_application()
        if self.status is None:
            self.close_connection = True

    def _sendall(self, data: bytes) -> None:
        if self.line is not None:
            self.line.send(self.response_length + len(data))
        try:
            super()._sendall(data)
        except OSError as error:  # gone, cut or out of time: gevent is quiet about one kind alone
            raise ConnectionResetError(errno.ECONNRESET, str(error)) from None

    def _handle_client_error(self, error: Exception) -> None:
        self._refuse(error.status if isinstance(error, BadRequest) else 400)

    def _send_error_response_if_possible(self, error_code: int) -> None:
        if not self.response_length:
            self._refuse(error_code)
        self.close_connection = True

    def _refuse(self, status: int) -> None:
        """Say why, as every error is said, and end the connection."""
        self.close_connection = True
        if self.line is not None:
            self.line.ask()  # what is still dropped below has its time as well
        code = BY_STATUS.get(status, "server_error" if status >= 500 else "malformed")
        body = json.dumps({"code": code, "message": CODES[code][1]}).encode()
        reason = HTTPStatus(status).phrase
        lines = [f"HTTP/1.1 {status} {reason}", "Content-Type: application/json", f"Content-Length: {len(body)}"]
        lines += ["Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Connection: close", "", ""]
        with contextlib.suppress(OSError):
            self.socket.sendall("\r\n".join(lines).encode() + body)
            self.socket.shutdown(socket.SHUT_WR)
            dropped = 0
            while dropped < MOST_LINGER and (data := self.socket.recv(65536)):
                dropped += len(data)

    def log_request(self) -> None:
        """Nothing: addresses of people are not kept."""


def descriptors() -> int:
    """How many files and connections this process may have open, once it has asked for all it may have."""
    try:
        import resource  # noqa: PLC0415 - not on Windows, which has no such limit
    except ImportError:
        return 16_384
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return wanted if soft == resource.RLIM_INFINITY else soft
