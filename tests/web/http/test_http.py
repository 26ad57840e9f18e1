"""The ways in, the pages and the headers."""

from __future__ import annotations

import gzip
import json
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.patience import until
from tests.web.leaks import Ears, disguises
from tests.web.running import Running, Workshop
from tests.web.wire import Refused, mark
from web.access import codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def test_the_host_ticket_works_once(server: Running, host_token: str) -> None:
    assert host_token
    assert server.call("/api/host", {"ticket": server.ticket}) == (
        404,
        {"code": "wrong_ticket", "message": "this link was used already, or has run out"},
    )
    assert server.call("/api/host", {"ticket": host_token})[0] == 404


@pytest.mark.parametrize("path", ["/", "/host", "/seat", "/screen/ABCDEFGH", "/debrief/xyz"])
def test_pages_are_one_shell_with_strict_headers(server: Running, path: str) -> None:
    with urllib.request.urlopen(server.base + path) as answer:
        text, headers = answer.read().decode(), answer.headers
    assert '<div id="app">' in text
    assert "<script>" not in text
    assert headers["Cache-Control"] == "no-store"
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_assets_are_kept_for_ever_and_nothing_else_is_served(server: Running) -> None:
    with urllib.request.urlopen(server.base + "/") as answer:
        page = answer.read().decode()
    script = "/assets/" + page.split('src="/assets/')[1].split('"')[0]
    with urllib.request.urlopen(server.base + script) as answer:
        assert "immutable" in answer.headers["Cache-Control"]
        plain = answer.read()
    packed = urllib.request.Request(server.base + script, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(packed) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.read()) == plain
    for path in (
        "/assets/../index.html",
        "/assets/..%2f..%2fcli.py",
        "/index.html",
        "/nothing",
        "/api/nothing",
        "/assets/",
    ):
        assert server.call(path)[0] == 404, path
    assert server.call("/api/join")[0] == 405


def test_errors_have_a_code_and_a_message(server: Running) -> None:
    for path, body in (
        ("/api/join", b"{"),
        ("/api/join", b"[]"),
        ("/api/join", {}),
        ("/api/join", {"code": 1, "name": "x"}),
        ("/api/join", {"code": "x", "name": "x", "desk": 3}),
        ("/api/join", {"code": "x", "name": "x", "team": "3"}),
        ("/api/host", {"ticket": "x"}),
        ("/api/host", b"[" * 60000),
        ("/api/host", b'{"ticket":' + b"9" * 5000 + b"}"),
        ("/api/host", b'{"ticket": NaN}'),
        ("/api/host", b'{"ticket": "aaaaaaaa", "ticket": "bbbbbbbb"}'),
        ("/api/join", b'{"code": "ABCDEFGH", "name": "\\ud800x"}'),
        ("/api/join", b'{"code": "ABCDEFGH", "name": "\xff"}'),
        ("/api/join", '{"code": "ABCDEFGH", "name": "x"}'.encode("utf-16")),
    ):
        status, answer = server.call(path, body)
        assert status == 400, body
        assert set(answer) == {"code", "message"}
    assert server.call("/api/join", b'{"code":"' + b"x" * 70_000)[0] == 413
    # Other sessions of this server may have acts on their way still.
    until(lambda: server.call("/healthz")[1]["acts"] == {"waiting": 0, "oldest_ms": 0})
    assert server.call("/healthz")[0] == 200


def test_joining_fills_the_emptiest_team_and_names_are_unique(workshop: Callable[..., Workshop]) -> None:
    room = workshop(teams=2)
    server = room.server
    assert server.call("/api/code", {"code": room.code.lower()})[1]["free"] == 6
    places = [(found["team"], found["seat"]) for found in (room.join(name) for name in "ABCD")]
    assert places == [(0, 0), (1, 0), (0, 1), (1, 1)]
    for name, code in (("a", "name_taken"), (" A ", "name_taken"), ("\u200b", "bad_name"), ("", "bad_name")):
        assert server.call("/api/join", {"code": room.code, "name": name})[1]["code"] == code
    room.join("E"), room.join("F")
    assert server.call("/api/join", {"code": room.code, "name": "G"}) == (
        409,
        {"code": "session_full", "message": "every seat is taken"},
    )


def test_a_closed_session_answers_like_a_wrong_code(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    token = room.join("Anna")["token"]
    assert room.host.act("close_session")["ok"]
    room.host.see(lambda e: e["code"] == "")
    closed = room.server.call("/api/join", {"code": room.code, "name": "Boris"})
    wrong = room.server.call("/api/join", {"code": "2345 6789", "name": "Boris"})
    assert closed == wrong == (404, {"code": "wrong_code", "message": "no open session has this code"})
    assert room.server.enter(token).view["view"]["session"]["phase"] == "closed"


def test_the_code_of_a_closed_session_is_dead_and_nowhere_and_its_id_shows_what_the_facilitator_shows(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop()
    server, code = room.server, room.code.replace(" ", "")
    readers = [room.sit("Anna"), room.host, server.enter(server.call("/api/screen", {"code": code})[1]["token"])]
    assert server.call("/api/screen", {"code": room.session})[0] == 404  # of an open session the code alone is a way in
    room.press("open_round", "close_round", "open_debrief", "close_session")
    for reader in readers:
        closed = reader.see(lambda e: e["code"] == "")
        assert (closed["links"], code in json.dumps(closed).replace(" ", "")) == ([], False)
    archive = server.call("/api/sessions", token=room.host_token)[1]
    assert code not in json.dumps(archive).replace(" ", "")
    for shows in (False, True, False):
        stage = {"panel": "overview", "team": 0, "args": {}, "screen": shows, "people": False}
        answer = room.host.act("show", stage)
        assert answer["ok"], answer
        status, told = server.call("/api/screen", {"code": room.session})
        assert (status, "token" in told) == ((200, True) if shows else (404, False))
        assert server.call("/api/screen", {"code": code})[0] == 404
        if shows:
            wall = server.enter(told["token"])
            assert (wall.view["links"], code in "".join(wall.heard).replace(" ", "")) == ([], False)


def test_a_reissued_link_moves_the_seat_and_ends_the_old_token(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    server = room.server
    old_token = room.join("Anna")["token"]
    old = server.enter(old_token)
    path = f"/api/sessions/{room.session}/reissue"
    assert server.call(path, {"team": 1, "seat": 2}, token=room.host_token)[1]["code"] == "nobody_there"
    link = server.call(path, {"team": 0, "seat": 0}, token=room.host_token)[1]
    assert link["qr_svg"].startswith("<svg")
    ticket = link["url"].split("/seat#")[1]
    status, claimed = server.call("/api/seat/claim", {"ticket": ticket})
    assert (status, claimed["team"], claimed["seat"]) == (200, 0, 0)
    until(lambda: old.closed)
    with pytest.raises(Refused):
        server.wire().connect(old_token)
    assert server.call("/api/seat/claim", {"ticket": ticket})[0] == 404
    assert server.enter(claimed["token"]).view["me"]["name"] == "Anna"


def test_the_language_can_be_changed_by_everybody(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    token = room.join("Anna")["token"]
    anna = room.server.enter(token)
    assert room.server.call("/api/language", {"language": "ru"}, token=token)[0] == 200
    assert anna.see(lambda e: e["language"] == "ru")["view"]["word"] == "стол"
    assert room.server.call("/api/language", {"language": "ru"}, token=room.host_token)[0] == 200
    assert room.host.see(lambda e: e["language"] == "ru")
    room.server.call("/api/language", {"language": "en"}, token=room.host_token)
    assert room.server.call("/api/language", {"language": "de"}, token=token)[0] == 400


def test_the_debrief_opens_for_seats_when_it_is_time_and_is_unmasked_by_the_facilitator(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop()
    server, path = room.server, f"/api/debrief/{room.session}"
    token = room.join("Anna")["token"]
    seat = server.enter(token)
    assert server.call(path, token=token)[1]["code"] == "not_yet"
    room.open_round()
    for verb in ("close_round", "open_debrief"):
        assert room.host.act(verb, round_=1)["ok"]
    seat.see(lambda e: e["view"]["session"]["phase"] == "debrief")
    shown = server.call(path + "?team=1&reveal=1", token=token)[1]
    assert (shown["team"], shown["truth"]) == (0, "")
    assert room.host.act("reveal", {"on": True})["ok"]
    assert seat.see(lambda e: e["reveal"])
    assert server.call(path + "?reveal=1", token=token)[1]["truth"]
    assert server.call(path + "?team=1&reveal=1", token=room.host_token)[1]["team"] == 1
    assert server.call(path + "?team=9", token=room.host_token)[0] == 404
    assert server.call(path + "?team=x", token=room.host_token)[0] == 400
    log = server.call(path + "/log", token=room.host_token)[1]
    assert '"seed"' in log
    assert "Anna" not in log


def test_nobody_hears_a_secret_that_is_not_theirs(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    server = room.server
    anna = Ears("Anna")
    token = anna.ask(server, "/api/join", {"code": room.code, "name": "Anna"})[1]["token"]
    wire = anna.listen(server.enter(token))
    room.open_round()
    wire.act("mark", mark(), round_=1)
    wire.act("mark", mark(5000), round_=1)
    for path in (
        f"/api/debrief/{room.session}",
        f"/api/debrief/{room.session}/log",
        "/api/sessions",
        "/api/scenarios",
    ):
        anna.ask(server, path + "?reveal=1", token=token)
    log = server.call(f"/api/debrief/{room.session}/log", token=room.host_token)[1]
    seed = log.split('"seed": ')[1].split(",")[0].rstrip("}")
    assert not anna.hears(seed)
    assert anna.hears("Anna")
    everything = Ears("log", bodies=[log])
    assert everything.hears(seed)
    assert all(Ears("x", bodies=[form]).hears("canary-123") for form in disguises("canary-123"))


def test_logs_hold_no_tokens(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    token = room.join("Anna")["token"]
    wire = room.server.enter(token)
    wire.raw('42["act",{"token":"' + token + '"}]')
    wire.raw("42[" + token)
    room.server.call(f"/nothing/{token}", token=token)
    with pytest.raises(Refused):
        room.server.wire().connect("wrong-" + token)
    assert token not in room.server.log()
    assert room.host_token not in room.server.log()


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("fresh"))
    yield running
    running.stop()


def test_a_guesser_is_told_to_stop_after_ten_codes_and_what_is_right_passes_all_the_same(fresh: Running) -> None:
    host = fresh.call("/api/host", {"ticket": fresh.ticket})[1]["token"]
    room = Workshop(fresh, host)
    for number in range(5):  # five people mistype; each code is looked up, then sent
        typo = room.code[:-1] + codes.ALPHABET[(codes.ALPHABET.index(room.code[-1]) + 1 + number) % 31]
        assert fresh.call("/api/code", {"code": typo})[0] == 404
        assert fresh.call("/api/join", {"code": typo, "name": "x"})[0] == 404
    guesses = [fresh.call("/api/join", {"code": f"AAAA BB{n}2", "name": "x"})[0] for n in range(2, 10)]
    guesses += [fresh.call("/api/screen", {"code": "zzzz"})[0] for _ in range(6)]  # cannot be a code
    assert guesses == [404] * 5 + [429] * 3 + [404] * 6
    assert fresh.call("/api/host", {"ticket": "no such ticket"})[0] == 429
    told = fresh.call("/api/code", {"code": room.code})[1]
    assert (told["code"], told["free"]) == (room.code, 6)
    assert room.join("Anna")["token"]
    assert fresh.call("/api/screen", {"code": room.code})[0] == 200
    assert fresh.call("/api/host", {"ticket": fresh.call_host_link()})[0] == 200


def test_what_a_session_plays_is_told_in_both_languages(workshop: Callable[..., Workshop]) -> None:
    """Whoever reads chooses, whatever language the room was opened in."""
    room = workshop()
    both = ("A small game", "Игра")
    lines = [room.server.call("/api/code", {"code": room.code})[1]]
    lines += room.server.call("/api/sessions", token=room.host_token)[1]
    lines += room.server.call("/api/scenarios", token=room.host_token)[1]
    assert len(lines) >= 3
    assert {(line["title"], line["title_ru"]) for line in lines} == {both}


def test_codes_are_understood_however_they_are_typed_or_pasted(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    bare = room.code.replace(" ", "")
    for text in (
        f"code: {room.code.lower()}.",
        f"{room.server.base}/#{bare}",
        f"Game {room.code}",
        "\u200b".join(bare),
    ):
        assert room.server.call("/api/code", {"code": text})[1]["code"] == room.code
    assert room.server.call("/api/screen", {"code": f"https://other.example/screen/{bare}?x=1"})[0] == 200
    assert room.server.call("/api/join", {"code": f"«{bare}»", "name": "Anna"})[0] == 200
    assert room.server.call("/api/code", {"code": "x" * 1001})[0] == 400


def test_projectors_without_number_get_in_and_few_of_their_tokens_are_kept(fresh: Running) -> None:
    host = fresh.call("/api/host", {"ticket": fresh.ticket})[1]["token"]
    room = Workshop(fresh, host)
    first = fresh.call("/api/screen", {"code": room.code})[1]["token"]
    wall = fresh.enter(first)
    tokens = [fresh.call("/api/screen", {"code": room.code}) for _ in range(60)]
    assert {status for status, _ in tokens} == {200}
    assert len({answer["token"] for _, answer in tokens}) < 30
    assert fresh.enter(tokens[-1][1]["token"]).view["view"]
    wall.close()
    assert fresh.enter(first).view["view"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api", 404),
        ("GET", "/api/", 404),
        ("GET", "/api/nothing/", 404),
        ("POST", "/api/join/", 400),
        ("POST", "/api//join", 404),
        ("POST", "//api/join", 400),
        ("GET", "/api/sessions/", 401),
        ("DELETE", "/api/join", 405),
        ("GET", "/api/join", 405),
        ("OPTIONS", "/api/join", 405),
        ("PROPFIND", "/api/join", 405),
        ("POST", "/healthz", 405),
        ("GET", "/api/%2e%2e/host", 404),
        ("GET", "/api/debrief/x%2Fy", 404),
        ("GET", "/assets//x.js", 404),
        ("GET", "/nothing/", 404),
    ],
)
def test_every_refusal_is_json_and_nothing_redirects(server: Running, method: str, path: str, status: int) -> None:
    found, answer = server.call(path, {} if method == "POST" else None, method=method)
    assert (found, set(answer)) == (status, {"code", "message"}), answer


def test_pages_are_found_with_a_slash_behind_them(server: Running) -> None:
    for path in ("/host/", "/screen/ABCDEFGH/", "/debrief/xyz/"):
        with urllib.request.urlopen(server.base + path) as answer:
            assert '<div id="app">' in answer.read().decode()
            assert answer.url == server.base + path
