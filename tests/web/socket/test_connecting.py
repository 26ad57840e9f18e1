"""Who comes in, who drives a seat, and who is sent away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.patience import until
from tests.web.wire import Refused, mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.running import Running, Workshop


def test_the_newest_connection_drives_and_the_older_may_take_the_seat_back(
    workshop: Callable[..., Workshop], server: Running
) -> None:
    room = workshop()
    token = room.join("Anna")["token"]
    room.open_round()
    old = server.enter(token)
    new = server.enter(token)
    assert old.see(lambda e: e["me"]["superseded"])["me"]["kind"] == "watcher"
    assert new.view["me"]["kind"] == "seat"
    assert old.act("mark", mark())["code"] == "seat_taken_over"
    assert new.act("mark", mark())["ok"]
    assert old.see(lambda e: e["view"]["counter"] == 1)
    assert old.act("take_back")["ok"]
    new.see(lambda e: e["me"]["superseded"])
    assert old.act("mark", mark())["ok"]
    old.close()
    assert new.see(lambda e: not e["me"]["superseded"])
    assert new.act("mark", mark())["ok"]


def test_without_a_good_token_nobody_comes_in(server: Running, workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    for auth in (
        {},
        {"token": ""},
        {"token": "x" * 22},
        {"token": 7},
        {"token": None},
        [],
        "x",
        {"token": room.code},
    ):
        with pytest.raises(Refused, match="not_allowed"):
            server.wire().connect(auth)
    wire = server.wire()
    wire.raw("40")
    assert wire.until(lambda: wire.refused)
    other = workshop()
    anna = room.join("Anna")["token"]
    with pytest.raises(Refused, match="not_allowed"):
        server.wire().connect(anna, session=other.session)


def test_a_socket_that_never_connects_is_closed(server: Running) -> None:
    silent = server.wire()
    silent.until(lambda: True)
    until(lambda: silent.closed)


def test_foreign_origins_and_hosts_are_refused(server: Running) -> None:
    import websocket

    for how in ({"origin": "http://evil.example"}, {"origin": "null"}, {"host": "evil.example"}):
        with pytest.raises(websocket.WebSocketBadStatusException):
            server.wire(**how)
    server.wire(origin=server.base).close()
    assert server.call("/api/host", {"ticket": "x" * 20}, headers={"Origin": "http://evil.example"})[0] == 403
    assert server.call("/healthz", headers={"Host": "evil.example"})[0] == 421
