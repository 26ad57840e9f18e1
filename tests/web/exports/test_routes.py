"""The files as a running server gives them: to whom, under which name, and with nothing too much in them."""

from __future__ import annotations

import io
import json
import sqlite3
import time
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import openpyxl
import pytest

from tests.web.exports.made import opened
from tests.web.played import Kept, keep_played, scenario_text
from tests.web.running import Running
from web.days import day
from web.exports.pack import open_pack
from web.exports.style import style_hash
from web.http.exports import disposition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.wire import Wire

FILES = ("export.xlsx", "export.csv", "report", "session-file")
RULE = "On Monday I read every brief back aloud."
COLLEAGUE = "A rule of somebody else on the team."


@dataclass
class Answer:
    """What a request brought."""

    status: int
    headers: dict[str, str]
    body: bytes


class Room:
    """A played session on a server, its debrief not open yet."""

    def __init__(self, server: Running, kept: Kept) -> None:
        self.server, self.kept = server, kept
        self.host: str = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
        self.wire: Wire = server.enter(self.host, session=kept.session)

    def get(self, part: str, token: str = "") -> Answer:
        request = urllib.request.Request(f"{self.server.base}/api/debrief/{self.kept.session}/{part}")
        request.add_header("Authorization", f"Bearer {token or self.host}")
        try:
            with urllib.request.urlopen(request, timeout=60) as found:
                return Answer(found.status, dict(found.headers), found.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())

    def file(self, part: str, token: str = "") -> Answer:
        """A file, however busy the clerks are."""
        answer = self.get(part, token)
        while answer.status in (429, 503):
            time.sleep(0.5)
            answer = self.get(part, token)
        assert answer.status == 200, (part, answer.body[:200])
        return answer

    def act(self, verb: str, args: dict[str, Any] | None = None) -> None:
        answer = self.wire.act(verb, args)
        assert answer["ok"], answer


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    data = tmp_path_factory.mktemp("exports")
    kept = keep_played(data, 2, scenario_text())
    running = Running(data, "tests.web.serve_game")
    made = Room(running, kept)
    for part in FILES[:3]:
        assert made.get(part, kept.seats[0]).status in (403, 409)
    assert made.get("report", kept.seats[0]).status == 409  # the debrief is not open
    made.act("open_debrief")
    for seat, rule in ((0, RULE), (1, COLLEAGUE)):
        wire = running.enter(kept.seats[seat])
        assert wire.act("reflect", {"rule": rule, "checks": ["S"]})["ok"]
    yield made
    running.stop()
    assert "Traceback" not in running.log(), running.log()


@pytest.mark.parametrize(
    ("part", "kind", "ending"),
    [
        ("export.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
        ("export.csv", "application/zip", ".csv.zip"),
        ("report", "text/html; charset=utf-8", ".html"),
        ("session-file", "application/zip", ".baton"),
    ],
)
def test_a_file_says_what_it_is_and_is_kept_by_nobody(room: Room, part: str, kind: str, ending: str) -> None:
    answer = room.file(part)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    named = answer.headers["Content-Disposition"]
    assert named.startswith("inline; " if part == "report" else "attachment; ")
    assert ending in named
    assert "Baton" in named
    assert style_hash() in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("part", FILES)
def test_the_name_of_a_file_has_the_day_of_whoever_asks(room: Room, part: str) -> None:
    with closing(sqlite3.connect(room.server.data / "baton.db")) as store:
        query = "SELECT created_ms FROM sessions WHERE id = ?"
        (created,) = store.execute(query, (room.kept.session,)).fetchone()
    for east in (-720, 0, 840):
        named = room.file(f"{part}?east={east}").headers["Content-Disposition"]
        assert f"{day(created, east)}." in named
    assert f"{day(created)}." in room.file(part).headers["Content-Disposition"]
    for wrong in ("841", "-721", "x", "1e2", ""):
        assert room.get(f"{part}?east={wrong}").status == 400


def test_a_file_of_a_russian_session_has_a_name_that_a_header_can_hold() -> None:
    named = disposition("Кухни на заказ", "2026-11-22.xlsx", inline=False)
    named.encode("ascii")
    assert named.startswith("attachment; filename=\"Baton 2026-11-22.xlsx\"; filename*=UTF-8''Baton%20")
    assert unquote(named.split("''")[1]) == "Baton Кухни на заказ 2026-11-22.xlsx"
    plain = disposition("Kitchens", "2026-11-22.html", inline=True)
    assert plain == 'inline; filename="Baton Kitchens 2026-11-22.html"'


def test_the_workbook_opens_in_both_languages(room: Room) -> None:
    for lang, sheet in (("en", "Handoffs"), ("ru", "Передачи")):
        book = openpyxl.load_workbook(io.BytesIO(room.file(f"export.xlsx?lang={lang}").body))
        assert sheet in book.sheetnames


def test_the_truth_is_in_a_file_only_while_it_is_unmasked_and_not_if_it_is_to_be_left_out(room: Room) -> None:
    truths = {}
    for on in (False, True):
        room.act("reveal", {"on": on})
        for asked in ("reveal=0", "reveal=1", ""):
            book = openpyxl.load_workbook(io.BytesIO(room.file(f"export.xlsx?{asked}").body))
            truths[on, asked] = "True pain" in [cell.value for cell in book["Companies"][1]]
    room.act("reveal", {"on": False})
    assert {key for key, told in truths.items() if told} == {(True, "reveal=1"), (True, "")}


def test_a_seat_gets_its_own_report_whatever_it_asks_for(room: Room) -> None:
    token = room.kept.seats[0]
    own = room.file("report", token).body.decode()
    assert "Lead generation, team" in own
    assert RULE in own
    assert COLLEAGUE not in own
    assert "Team 2" not in own
    assert room.file("report?team=1&seat=2&reveal=1", token).body.decode() == own
    assert "Sales, team" in room.file("report", room.kept.seats[1]).body.decode()


def test_a_seat_and_a_projector_get_no_other_file(room: Room) -> None:
    for part in ("export.xlsx", "export.csv", "session-file"):
        assert room.get(part, room.kept.seats[0]).status == 403
        assert room.get(part, room.kept.screen).status == 403
    assert room.get("report", room.kept.screen).status == 403
    assert room.get("report", "x" * 22).status == 401


def test_the_facilitator_gets_the_report_of_any_seat_team_or_of_all(room: Room) -> None:
    every = room.file("report").body.decode()
    assert every.count("<article>") == 2
    assert room.file("report?team=1").body.decode().count("<article>") == 1
    assert "Account management, team" in room.file("report?team=1&seat=2").body.decode()
    for odd in ("report?team=2", "report?team=0&seat=3", "report?team=7&seat=-1"):
        assert room.get(odd).status == 404, odd
    assert room.get("report?team=x").status == 400


def test_no_file_holds_a_token_a_name_or_but_for_the_session_file_the_seed(room: Room) -> None:
    header: dict[str, Any] = {}
    for part in FILES:
        text = opened(room.file(part).body).decode(errors="replace")
        for token in (*room.kept.seats, room.kept.screen, room.host):
            assert token not in text, part
        assert "P(0, 0)" not in text, part  # what the first participant is called
        if part == "session-file":
            header = open_pack(room.file(part).body).pack.header
        else:
            assert '"seed"' not in text, part
    assert header["seed"] == room.kept.seed


def test_the_session_file_replays_to_its_digest_with_what_people_said(room: Room) -> None:
    file = open_pack(room.file("session-file").body)
    assert len(file.log) == room.kept.entries + 1  # and the step that opened the debrief
    assert {voice.rule for voice in file.pack.voices} == {RULE, COLLEAGUE}
    assert json.loads(json.dumps(file.pack.setting.stage))["panel"]
