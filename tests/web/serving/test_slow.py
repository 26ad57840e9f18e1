"""Slow senders, slow readers and odd requests against a running server. Its times are short; no test has any.

Every read here ends because the server hangs up; the time-outs only end a test that hangs.
"""

from __future__ import annotations

import json
import re
import resource
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.running import Running, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 120.0
PAUSE_S = 0.2


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("short"), "tests.web.serving.serve_short")
    yield running
    running.stop()


def dial(server: Running, data: bytes = b"") -> socket.socket:
    """A bare connection."""
    made = socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE_S)
    made.sendall(data)
    return made


def hear(connection: socket.socket) -> bytes:
    """All that comes until the server hangs up."""
    heard = b""
    try:
        while data := connection.recv(65536):
            heard += data
    except ConnectionError:
        pass
    connection.close()
    return heard


def trickle(connection: socket.socket, data: bytes) -> bool:
    """Send byte by byte until the server hangs up; whether it did."""
    over = threading.Event()
    try:
        for byte in data:
            connection.sendall(bytes([byte]))
            over.wait(PAUSE_S)
    except OSError:
        return True
    finally:
        connection.close()
    return False


def request(method: str, path: str, *more: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *more, "", ""]).encode() + body


LONG = b"x" * 2000
UPGRADE = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==",
)
SOCKET = "/socket.io/?EIO=4&transport=websocket"
JSON = "Content-Type: application/json"
SLOW: dict[str, tuple[bytes, bytes]] = {
    "a request line": (b"", b"GET /" + LONG),
    "a field": (request("GET", "/")[:-2] + b"X-Slow: ", LONG),
    "the head of an upgrade": (request("GET", SOCKET, *UPGRADE)[:-2] + b"X-Slow: ", LONG),
    "a body": (request("POST", "/api/join", JSON, "Content-Length: 2000"), LONG),
    "a body beside an upgrade": (request("POST", "/api/join", JSON, *UPGRADE[:2], "Content-Length: 2000"), LONG),
    "a chunk": (request("POST", "/api/join", JSON, "Transfer-Encoding: chunked") + b"7d0\r\n", LONG),
    "many chunks": (request("POST", "/api/join", JSON, "Transfer-Encoding: chunked"), b"1\r\nx\r\n" * 400),
    "the length of a chunk": (request("POST", "/api/join", JSON, "Transfer-Encoding: chunked") + b"1;", LONG),
    "a trailer": (request("POST", "/api/join", JSON, "Transfer-Encoding: chunked") + b"0\r\nX-Slow: ", LONG),
    "a body that waits to be asked for": (request("POST", "/api/join", "Expect: 100-continue", "Content-Length: 2000"), LONG),
    "a message of a poll": (request("POST", "/socket.io/?EIO=4&transport=polling", "Content-Length: 2000"), LONG),
    "a second request": (request("GET", "/healthz"), b"GET /" + LONG),
    "the frame of a socket without a token": (request("GET", SOCKET, *UPGRADE), b"\x81\xfe\x07\xd0" + LONG),
}  # fmt: skip


@pytest.mark.parametrize("how", SLOW)
def test_whoever_sends_byte_by_byte_is_cut_off(short: Running, how: str) -> None:
    at_once, slowly = SLOW[how]
    assert trickle(dial(short, at_once), slowly)
    assert short.call("/healthz")[0] == 200


def test_whoever_says_nothing_is_cut_off_before_and_after_a_request(short: Running) -> None:
    assert hear(dial(short)) == b""
    assert hear(dial(short, request("GET", "/healthz"))).startswith(b"HTTP/1.1 200")
    assert b"101" in hear(dial(short, request("GET", SOCKET, *UPGRADE)))


def test_whoever_does_not_read_is_cut_off(short: Running) -> None:
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(PATIENCE_S)
    connection.connect(("127.0.0.1", short.port))
    pages = b"".join(request("GET", "/api/contract.json") for _ in range(200))
    assert _pushes_until_cut(connection, pages)
    assert short.call("/healthz")[0] == 200


def _pushes_until_cut(connection: socket.socket, data: bytes) -> bool:
    with connection:
        try:
            while True:
                connection.sendall(data)
        except ConnectionError:
            return True


def test_requests_in_a_row_are_answered_in_their_order(short: Running) -> None:
    body = json.dumps({"code": "ABCD EFGH"}).encode()
    rows = [request("GET", "/healthz"), request("POST", "/api/code", JSON, f"Content-Length: {len(body)}", body=body)]
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    rows += [request("POST", "/api/code", JSON, "Transfer-Encoding: chunked", body=chunks), request("GET", "/nothing")]
    heard = hear(dial(short, b"".join(rows)))
    assert re.findall(rb"HTTP/1\.1 (\d{3})", heard) == [b"200", b"404", b"404", b"404"]
    assert heard.count(b"wrong_code") == 2


def test_a_body_is_asked_for_only_if_it_is_wanted(short: Running) -> None:
    body = json.dumps({"code": "ABCD EFGH"}).encode()
    wanted = request(
        "POST", "/api/code", JSON, "Expect: 100-continue", f"Content-Length: {len(body)}", "Connection: close"
    )
    connection = dial(short, wanted)
    assert connection.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
    connection.sendall(body)
    assert b"wrong_code" in hear(connection)
    refused = hear(dial(short, request("POST", "/api/code", JSON, "Expect: 100-continue", "Content-Length: 9999999")))
    assert refused.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"NONSENSE\r\n\r\n", 400, "malformed"),
        (b"GET http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 400, "malformed"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n", 400, "malformed"),
        (b"GET / HTTP/1.1\r\n\r\n", 400, "malformed"),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\n\r\n", 414, "too_large"),
        (request("GET", "/", "X: " + "y" * 20_000), 431, "too_large"),
        (request("GET", "/", *(f"X-{number}: y" for number in range(200))), 431, "too_large"),
        (request("POST", "/api/join", JSON, "Content-Length: 70000", body=b"x" * 70_000), 413, "too_large"),
        (request("POST", "/api/join", JSON, "Transfer-Encoding: chunked", body=b"11171\r\n" + b"x" * 70_001), 413, "too_large"),
        (request("POST", "/api/join", JSON, "Transfer-Encoding: chunked", body=b"xyz\r\n"), 400, "malformed"),
        (request("POST", "/api/join", "Content-Length: 5", "Transfer-Encoding: chunked", body=b"0\r\n\r\nGET /healthz HTTP/1.1\r\n\r\n"), 400, "malformed"),
    ],
)  # fmt: skip
def test_the_server_itself_refuses_as_every_route_does(short: Running, data: bytes, status: int, code: str) -> None:
    head, _, body = hear(dial(short, data)).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"Content-Type: application/json" in head
    answer: dict[str, Any] = json.loads(body)  # and nothing after it: what follows a refused request is not read
    assert answer["code"] == code
    assert set(answer) == {"code", "message"}


def test_more_connections_than_descriptors_leave_people_in_peace(short: Running) -> None:
    host = short.call("/api/host", {"ticket": short.ticket})[1]["token"]
    room = Workshop(short, host)
    anna = room.sit("Anna")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    slow: list[socket.socket] = []
    try:
        for _ in range(3):
            slow += [dial(short, b"GET /" if number % 2 else b"") for number in range(150)]
            answer = room.host.act("message", {"text": "Hello", "to": "all"})
            assert answer["ok"], answer
            assert short.call("/api/code", {"code": room.code})[0] == 200
        room.join("Boris")
        assert anna.act("nothing")["code"] == "unknown_verb"
        assert not anna.closed
    finally:
        for connection in slow:
            connection.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert "Traceback" not in short.log()
