"""Facilitators over the real doors: who is signed in is told, and a trainer can end everybody else's access."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.fake_rules import FakeRules
from tests.web.running import Running, Workshop
from tests.web.test_cli import document
from tests.web.wire import Refused
from web.access import tokens
from web.access.tokens import Purpose
from web.app import Settings, create_app
from web.http import guard
from web.live.founding import chosen
from web.store import tokens as stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.web.wire import Wire
    from web.access.tokens import Principal
    from web.store.writer import Store


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Running]:
    """A server of this test's own: it signs out whoever else would use it."""
    running = Running(tmp_path)
    yield running
    running.stop()


def closes(wire: Wire) -> bool:
    """Whether the server hangs up."""
    with wire.sent_view:
        return wire.sent_view.wait_for(lambda: wire.closed, timeout=20)


def signed_in(server: Running, ticket: str) -> str:
    """The token of whoever opens a link to the console."""
    status, told = server.call("/api/host", {"ticket": ticket})
    assert status == 200, told
    return str(told["token"])


def a_cohost(room: Workshop) -> str:
    """The token of a second facilitator of this session."""
    link = room.server.call(f"/api/sessions/{room.session}/cohost", {}, token=room.host_token)[1]["url"]
    return signed_in(room.server, link.split("#")[1])


def test_a_trainer_sees_how_many_facilitators_there_are_and_signs_out_all_others_at_once(own: Running) -> None:
    trainer = signed_in(own, own.ticket)
    room = Workshop(own, trainer)
    seat = room.sit("Anna")
    assert own.call("/api/hosts", token=trainer) == (200, {"others": 0, "here": 0})
    second, cohost = signed_in(own, own.call_host_link()), a_cohost(room)
    consoles = [own.enter(second, session=room.session), own.enter(cohost)]
    away = a_cohost(room)
    assert own.call("/api/hosts", token=trainer) == (200, {"others": 3, "here": 2})
    unopened = own.call_host_link()
    to_a_seat = own.call(f"/api/sessions/{room.session}/reissue", {"team": 0, "seat": 0}, token=cohost)[1]["url"]

    assert own.call("/api/hosts/end", {}, token=trainer) == (200, {"ended": 3})

    assert all(closes(console) for console in consoles)
    for token in (second, cohost, away):
        assert own.call("/api/sessions", token=token)[0] == 401
        with pytest.raises(Refused, match="signed_out"):
            own.enter(token, session=room.session)
    assert own.call("/api/host", {"ticket": unopened})[1]["code"] == "wrong_ticket"
    assert own.call("/api/seat/claim", {"ticket": to_a_seat.split("#")[1]})[1]["code"] == "wrong_ticket"
    assert own.call("/api/hosts", token=trainer) == (200, {"others": 0, "here": 0})
    room.open_round()  # the trainer and the people go on
    assert seat.see(lambda e: e["view"]["session"]["round"] == 1)


def test_a_link_for_the_only_facilitator_signs_out_the_others_when_it_is_opened(own: Running) -> None:
    trainer = signed_in(own, own.ticket)
    room = Workshop(own, trainer)
    link = document("host-link", "--only", "--data", own.data)["link"]
    assert own.call("/api/hosts", token=trainer)[0] == 200  # a link that nobody opens does nothing
    only = signed_in(own, link.split("#")[1])
    assert closes(room.host)
    assert own.call("/api/hosts", token=trainer)[0] == 401
    assert own.call("/api/hosts", token=only) == (200, {"others": 0, "here": 0})
    assert own.enter(only, session=room.session).act("open_round", round_=0)["ok"]
    assert own.call("/api/host", {"ticket": link.split("#")[1]})[0] == 404


def test_a_cohost_signs_nobody_out_and_is_not_told_who_is_there(
    server: Running, workshop: Callable[..., Workshop]
) -> None:
    room = workshop()
    cohost = a_cohost(room)
    assert server.call("/api/hosts", token=cohost)[0] == 403
    assert server.call("/api/hosts/end", {}, token=cohost)[0] == 403
    assert room.host.act("open_round")["ok"]


@pytest.mark.parametrize("path", ["sessions/SESSION/cohost", "sessions/SESSION/reissue", "hosts/end"])
def test_who_is_signed_out_while_their_request_waits_hands_on_nothing_and_signs_nobody_out(
    tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(data=tmp_path, async_mode="threading"), FakeRules())
    parts = app.extensions["baton"]
    run = parts.store.run
    row = parts.live.create(chosen(parts.live.rules, "fake", 2, language="en"))
    parts.live.join(parts.live.get(row.id), "Anna", "en")
    trainer, other = (run(lambda c: tokens.issue(c, Purpose.FACILITATOR)) for _ in range(2))

    def let_in_and_signed_out(store: Store, secret: str) -> Principal | None:
        who = tokens.principal(store, secret)
        store.run(lambda c: tokens.end_other_hosts(c, tokens.hashed(trainer)))
        return who

    monkeypatch.setattr(guard, "principal", let_in_and_signed_out)
    body = {"team": 0, "seat": 0} if path.endswith("reissue") else {}
    headers = {"Authorization": f"Bearer {other}"}
    told = app.test_client().post(f"/api/{path.replace('SESSION', row.id)}", json=body, headers=headers)
    assert (told.status_code, told.get_json()["code"]) == (401, "no_token")
    assert run(lambda c: stored.good(c, tokens.TICKETS, tokens.now_ms())) == []
    assert tokens.principal(parts.store, trainer) is not None
    parts.live.stop()
    parts.store.close()


def test_how_many_facilitators_there_are_reaches_no_seat_and_no_screen(own: Running) -> None:
    """Before and after a second facilitator comes they are told the same, but for the time."""
    room = Workshop(own, signed_in(own, own.ticket), observers=1)
    screen = own.call("/api/screen", {"code": room.code})[1]["token"]
    readers = [room.sit("Anna"), own.enter(room.join("Olga", observe=True)["token"]), own.enter(screen)]

    def told(reader: Wire) -> dict[str, Any]:
        views = len(reader.views)
        assert reader.ack(reader.send("sync", {"have": 0}))["ok"]
        reader.until(lambda: len(reader.views) > views)
        clock = {key: value for key, value in reader.view["clock"].items() if key != "server_ms"}
        return {**reader.view, "version": 0, "clock": clock}

    for reader in readers:
        reader.see(lambda e: all(one["driver"] == (one["name"] == "Anna") for one in e["presence"]))
    before = [told(reader) for reader in readers]
    own.enter(a_cohost(room)).see(lambda e: e["me"]["kind"] == "facilitator")
    assert [told(reader) for reader in readers] == before
