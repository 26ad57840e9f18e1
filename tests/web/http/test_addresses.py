"""Links work wherever the server listens, and who comes under a wrong name is sent to the right one."""

from __future__ import annotations

import logging
import socket
from contextlib import closing
from typing import Any, cast

import pytest

from tests.web.test_cli import baton
from web.access.tokens import Principal, Purpose
from web.addresses import BadAddressError, authority, public_address
from web.http.gate import Gate, own_names
from web.http.links import Links
from web.listening import PortTakenError, listen
from web.socket.handlers import Handlers

WAYS = ["http://192.0.2.7:8105", "http://[2001:db8::7]:8105"]
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://game.example", "https://game.example"),
        ("https://game.example/", "https://game.example"),
        ("HTTPS://Game.Example:443/", "https://game.example"),
        ("http://game.example:80", "http://game.example"),
        ("http://game.example.:8105", "http://game.example:8105"),
        ("http://name.lan:8105", "http://name.lan:8105"),
        ("https://игра.пример", "https://xn--80afo7a.xn--e1afmkfd"),
        ("http://[2001:DB8:0::7]:8105", "http://[2001:db8::7]:8105"),
        ("http://192.0.2.7", "http://192.0.2.7"),
    ],
)
def test_a_public_address_is_kept_as_browsers_write_it(given: str, kept: str) -> None:
    assert public_address(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "game.example", "//game.example", "ftp://game.example", "https://", "https:///path", "https://:8000",
        "https://game.example/baton", "https://game.example/baton/", "https://game.example//x",
        "https://game.example?x=1", "https://game.example/?", "https://game.example/#code", "https://game.example#",
        "https://me:secret@game.example", "https://me@game.example", "https://game.example:", "https://game.example:0",
        "https://game.example:99999", "https://game.example:port", "https://[::1", "https://[fe80::1%25eth0]",
        "https://a..b", "https://-a.example", "https://a b", "https://a\\b", "https://a\nb", "https://300.1.1.1",
        "https://" + "a" * 70 + ".example", "https://ga*me.example", "mailto:me@game.example",
    ],
)  # fmt: skip
def test_what_no_phone_could_open_is_refused_in_one_line(given: str) -> None:
    with pytest.raises(BadAddressError) as caught:
        public_address(given)
    assert "\n" not in str(caught.value)
    done = baton("serve", "--public-url", given)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "--public-url" in done.stderr


@pytest.mark.parametrize(
    ("host", "written"),
    [
        ("192.0.2.7", "192.0.2.7:8105"),
        ("::1", "[::1]:8105"),
        ("[::1]", "[::1]:8105"),
        ("2001:db8::7", "[2001:db8::7]:8105"),
        ("fe80::1%eth0", "[fe80::1%25eth0]:8105"),
        ("name.lan", "name.lan:8105"),
    ],
)
def test_an_ipv6_address_stands_in_brackets(host: str, written: str) -> None:
    assert authority(host, 8105) == written
    links = Links(host, 8105)
    assert links.local() == f"http://{written}"
    assert links.base() == f"http://{written}"
    assert links.for_code("ABC")[0]["url"] == f"http://{written}/#ABC"


def test_a_phone_that_came_by_ipv6_is_seen() -> None:
    links = Links("2001:db8::7", 8105)
    links.came_through("[2001:db8::7]:8105", "2001:db8::99")
    assert links.for_code("ABC")[0]["checked"]


def _comes(links: Links, kind: Purpose, host: str, address: str) -> None:
    """Somebody's socket is let in."""
    way = {"HTTP_HOST": host, "REMOTE_ADDR": address}
    Handlers(None, cast("Any", None), {}, links)._note_way(Principal(kind, "s", "p", "h"), way)


@pytest.mark.parametrize("kind", [Purpose.SEAT, Purpose.OBSERVER, Purpose.SCREEN])
@pytest.mark.parametrize(
    ("host", "address", "proves"),
    [
        ("192.0.2.7:8105", "192.0.2.50", True),
        ("192.0.2.7:8105", "127.0.0.1", False),  # a tab on the machine that serves
        ("192.0.2.7:8105", "192.0.2.9", False),  # a tab on the trainer's own laptop
        ("192.0.2.8:8105", "192.0.2.50", False),  # under an address that nobody was told
    ],
)
def test_only_a_seat_or_screen_on_another_device_shows_that_phones_get_through(
    kind: Purpose, host: str, address: str, proves: bool
) -> None:
    links = Links("192.0.2.7", 8105)
    _comes(links, Purpose.FACILITATOR, "192.0.2.7:8105", "192.0.2.9")
    assert not links.for_code("ABC")[0]["checked"]
    _comes(links, kind, host, address)
    assert links.for_code("ABC")[0]["checked"] is proves


def _has_ipv6() -> bool:
    try:
        with closing(socket.socket(socket.AF_INET6)) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="this machine speaks no IPv6")
def test_a_server_on_every_address_speaks_both() -> None:
    for host, through in (("::", "127.0.0.1"), ("::", "::1"), ("::1", "::1")):
        with closing(listen(host, 0)) as server:
            socket.create_connection((through, server.getsockname()[1]), timeout=5).close()


def test_a_server_on_every_address_shows_those_of_ipv6_only_where_it_speaks_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("web.http.links._v6_addresses", lambda: ["2001:db8::7"])
    shown = {host: "http://[2001:db8::7]:8105" in Links(host, 8105).addresses() for host in ("::", "0.0.0.0")}
    assert shown == {"::": True, "0.0.0.0": False}


@pytest.mark.parametrize("host", ["a..b", "nowhere.invalid", "999.1.1.1", "fe80::1%nothing", "::zz"])
def test_a_host_that_cannot_be_listened_on_is_named(host: str) -> None:
    with pytest.raises(PortTakenError) as caught:
        listen(host, 0)
    assert host in str(caught.value)


def ask(host: str, path: str = "/", *, accept: str = BROWSER, method: str = "GET", **how: Any) -> tuple[str, str, str]:
    """Status, kind and body of a request under a name."""
    told: list[Any] = []

    def app(_environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html")])
        return [b"the game"]

    gate = how.get("gate") or Gate(app, own_names("", "mybox.lan"), "", lambda: WAYS)
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": host, "HTTP_ACCEPT": accept}
    body = b"".join(gate(environ, lambda status, headers: told.append((status, dict(headers)))))
    status, headers = told[0]
    return status, headers["Content-Type"], body.decode()


def test_somebody_under_a_foreign_name_is_sent_to_the_right_address_in_both_languages() -> None:
    status, kind, body = ask("name.lan:8105")
    assert status.startswith("421")
    assert kind.startswith("text/html")
    for address in WAYS:
        assert f'href="{address}/"' in body
    assert "Open this address" in body
    assert "Откройте этот адрес" in body
    for never in ("<script", "<form", "name.lan", "the game"):
        assert never not in body


def test_programs_get_a_code_and_our_own_names_the_game() -> None:
    for path, how in (("/api/join", {}), ("/socket.io/", {}), ("/", {"accept": "*/*"}), ("/", {"method": "POST"})):
        status, kind, body = ask("name.lan", path, **how)  # type: ignore[arg-type]
        assert (status[:3], kind) == ("421", "application/json")
        assert "wrong_host" in body
    for host in ("192.0.2.7:8105", "[::1]:8105", "localhost", "mybox.lan:8105"):
        assert ask(host)[2] == "the game"


def test_the_trainer_is_told_of_the_public_address_once_per_name(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate(lambda *_: [], own_names(), "", lambda: WAYS)
    for host in ("name.lan:8105", "name.lan:8105", "game.trycloud.example", "<b>evil</b>", "x\r\ny", "a" * 200):
        ask(host, gate=gate)
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 2
    assert "--public-url http://name.lan:8105" in said[0]
    assert "--public-url https://game.trycloud.example" in said[1]
    for number in range(50):
        ask(f"name{number}.lan", gate=gate)
    assert len(caplog.records) == 5
