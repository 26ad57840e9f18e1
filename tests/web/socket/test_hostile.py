"""Strangers: huge frames, floods, readers that do not read. Others must not notice, and memory must not grow."""

from __future__ import annotations

import contextlib
import os
import random
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.running import Running
from tests.web.wire import Wire, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.running import Workshop

linux = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("own"))
    yield running
    running.stop()


def memory_mb(server: Running) -> float:
    """Resident memory of the server."""
    assert server.process is not None
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def raw_socket(server: Running) -> socket.socket:
    """A WebSocket after its handshake, as a plain TCP connection."""
    plain = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    plain.sendall(
        b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
    assert b"101" in plain.recv(4096)
    return plain


@linux
def test_a_huge_frame_before_connecting_is_not_kept(own: Running) -> None:
    before = memory_mb(own)
    plain = raw_socket(own)
    size = 100 * 2**20
    with plain, contextlib.suppress(OSError):
        plain.sendall(b"\x82\xff" + size.to_bytes(8, "big") + b"\0\0\0\0")
        for _ in range(size // 2**20):
            plain.sendall(b"x" * 2**20)
    assert memory_mb(own) - before < 30
    assert own.call("/healthz")[0] == 200


@linux
def test_a_reader_that_does_not_read_is_cut_off_and_fills_no_memory(own: Running) -> None:
    host = own.call("/api/host", {"ticket": own.ticket})[1]["token"]
    from tests.web.running import Workshop as Room

    room = Room(own, host, teams=1)
    token = room.join("Deaf")["token"]
    anna = room.sit("Anna")
    room.open_round()
    plain = raw_socket(own)
    body = b'40{"token":"' + token.encode() + b'"}'
    plain.sendall(b"\x81" + bytes([0x80 | len(body)]) + b"\0\0\0\0" + body)
    before = memory_mb(own)
    for _ in range(60):
        assert anna.act("mark", mark(100), round_=1)["ok"]
        time.sleep(0.05)
    assert memory_mb(own) - before < 30
    # It answers no ping either: after a while its seat shows as away.
    room.host.see(lambda e: e["presence"][0]["state"] == "away")
    plain.close()


def test_random_frames_harm_nobody_else(server: Running, workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    room.open_round()
    anna = room.sit("Anna")
    chance = random.Random(7)
    pieces = [
        "42",
        "40",
        "3",
        "1",
        "{",
        "}",
        "[",
        "]",
        '"act"',
        ":",
        ",",
        "0",
        "9" * 40,
        "\u0000",
        "é",
        "null",
        '"id"',
        "-",
        "/x,",
    ]
    sent = 0
    while sent < 1000:
        token = server.call("/api/screen", {"code": room.code})[1]["token"]
        line = Wire(server.base)
        with contextlib.suppress(Exception):
            if chance.random() < 0.7:
                line.connect(token)
            while not line.closed:
                line.raw("".join(chance.choice(pieces) for _ in range(chance.randint(1, 30))))
                sent += 1
                if sent % 50 == 0:
                    break
        sent += 1
        line.close()
    assert anna.act("mark", mark(100), round_=1)["ok"]
    assert len(server.log()) < 1_000_000


def test_many_connections_come_and_go(server: Running, workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    token = room.join("Anna")["token"]
    for _ in range(60):
        line = Wire(server.base)
        line.connect(token)
        line.close()
    anna = server.enter(token)
    assert anna.view["me"]["superseded"] is False
    room.open_round()
    assert anna.act("mark", mark(100), round_=1)["ok"]
