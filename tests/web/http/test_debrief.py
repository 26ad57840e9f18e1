"""The debrief's routes: who may look at what, and that nothing gets past the stage."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import PATIENCE_S, until
from tests.web.leaks import Ears
from tests.web.running import Running, Workshop
from tests.web.wire import Refused, mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")
OF_A_TEAM = (
    "",
    "/timeline",
    "/journeys",
    "/journey?company=3",
    "/leaks",
    "/whatifs",
    "/disputed",
    "/questions",
    "/smart",
)
HOSTS_OWN = ("/machine?seat=1&seq=1", "/pictures", "/results")
EVERY = (*OF_A_TEAM, *HOSTS_OWN, "/quiz", "/whatif?kind=warm&target=1", "/stage")


class Debrief:
    """A session of two teams in its debrief, and everybody who may look at it."""

    def __init__(self, room: Workshop) -> None:
        self.room, self.server = room, room.server
        self.seat, self.other = room.join("Anna")["token"], room.join("Boris")["token"]
        self.screen = room.server.call("/api/screen", {"code": room.code})[1]["token"]
        self.host = room.host_token

    def open(self) -> Debrief:
        self.room.open_round()
        for verb in ("close_round", "open_debrief"):
            assert self.room.host.act(verb, round_=1)["ok"]
        return self

    def show(self, panel: str, **more: Any) -> None:
        team, reveal = more.pop("team", 0), more.pop("reveal", None)
        follow = {"screen": more.pop("screen", True), "people": more.pop("people", True)}
        assert self.room.host.act("show", {"panel": panel, "team": team, "args": more, **follow})["ok"]
        if reveal is not None:
            assert self.room.host.act("reveal", {"on": reveal})["ok"]

    def get(self, token: str, part: str, query: str = "") -> tuple[int, Any]:
        sign = "&" if "?" in part else "?"
        return self.server.call(f"/api/debrief/{self.room.session}{part}{sign}{query}", token=token)


@pytest.fixture
def debrief(workshop: Callable[..., Workshop]) -> Debrief:
    return Debrief(workshop())


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("own"))
    yield running
    running.stop()


def secrets_of(debrief: Debrief) -> list[str]:
    """The truth of each team, as the facilitator may see it."""
    return [debrief.get(debrief.host, "", f"team={team}&reveal=1")[1]["truth"] for team in (0, 1)]


def test_nobody_looks_back_before_there_is_anything_to_see(debrief: Debrief) -> None:
    for part in (*OF_A_TEAM, *HOSTS_OWN, "/whatif?kind=warm&target=1", "/stage"):
        assert debrief.get(debrief.host, part)[1]["code"] == "not_yet", part
        assert debrief.get(debrief.seat, part)[1]["code"] in ("not_yet", "not_allowed"), part
        assert debrief.get(debrief.screen, part)[1]["code"] in ("not_yet", "not_allowed"), part
    # But the knowledge test is asked before the play.
    assert debrief.get(debrief.seat, "/quiz")[1]["items"]
    debrief.room.open_round()
    assert debrief.get(debrief.host, "/leaks")[1]["code"] == "not_yet"
    assert debrief.room.host.act("close_round", round_=1)["ok"]
    assert debrief.get(debrief.host, "/leaks", "team=1")[1]["team"] == 1
    for part in (*OF_A_TEAM, "/stage"):
        assert debrief.get(debrief.seat, part)[1]["code"] == "not_yet", part


def test_a_seat_sees_its_own_team_and_the_truth_only_unmasked(debrief: Debrief) -> None:
    debrief.open()
    one, two = secrets_of(debrief)
    for part in (*OF_A_TEAM, "/quiz"):
        status, shown = debrief.get(debrief.seat, part, "team=1&reveal=1")
        assert status == 200, part
        if isinstance(shown, dict):
            assert (shown["team"], shown["truth"]) == (0, ""), part
    assert debrief.get(debrief.seat, "/whatif?kind=warm&target=1")[1]["code"] == "not_yet"
    assert debrief.room.host.act("reveal", {"on": True})["ok"]
    assert debrief.get(debrief.seat, "", "team=1&reveal=1")[1]["truth"] == one
    assert debrief.get(debrief.seat, "", "team=1&reveal=0")[1]["truth"] == ""
    assert debrief.get(debrief.seat, "/whatif?kind=warm&target=1", "team=1")[1]["team"] == 0
    assert debrief.get(debrief.other, "", "team=0&reveal=1")[1]["truth"] == two
    for part in HOSTS_OWN:
        assert debrief.get(debrief.seat, part)[0] == 403, part


def test_a_projector_sees_the_stage_and_nothing_else(debrief: Debrief) -> None:
    debrief.open()
    for part in (*OF_A_TEAM, *HOSTS_OWN, "/quiz", "/log"):
        assert debrief.get(debrief.screen, part)[0] == 403, part
    assert debrief.get(debrief.screen, "/stage")[1]["code"] == "not_yet"
    debrief.show("leaks", team=1, people=False)
    shown = debrief.get(debrief.screen, "/stage", "lang=ru&team=0&reveal=1")[1]
    assert {key: shown[key] for key in ("panel", "team", "args", "reveal")} == {
        "panel": "leaks", "team": 1, "args": {}, "reveal": False,
    }  # fmt: skip
    assert (shown["view"]["kind"], shown["view"]["team"], shown["view"]["lang"]) == ("leaks", 1, "ru")
    assert debrief.get(debrief.seat, "/stage")[1]["code"] == "not_yet"
    assert debrief.get(debrief.host, "/stage")[1]["view"]["team"] == 1
    debrief.show("machine", team=0, screen=False, seat=2, seq=1)
    assert debrief.get(debrief.screen, "/stage")[1]["code"] == "not_yet"
    followed = debrief.get(debrief.other, "/stage")[1]
    assert (followed["view"]["kind"], followed["view"]["args"]) == ("machine", {"seat": 2, "seq": 1})


def test_the_stage_tells_the_truth_only_while_it_is_unmasked(debrief: Debrief) -> None:
    debrief.open()
    secret = secrets_of(debrief)[0]
    for panel in ("overview", "journey", "leaks", "disputed"):
        debrief.show(panel, company=3, reveal=False)
        for token in (debrief.screen, debrief.seat, debrief.host):
            assert debrief.get(token, "/stage", "reveal=1")[1]["view"]["truth"] == "", panel
        debrief.show(panel, company=3, reveal=True)
        for token in (debrief.screen, debrief.other):
            assert debrief.get(token, "/stage", "reveal=0")[1]["view"]["truth"] == secret, panel
    debrief.show("journey", company=5000)
    assert debrief.get(debrief.screen, "/stage")[0] == 404


def test_no_route_and_no_verb_tells_a_seat_or_a_projector_what_is_not_shown(debrief: Debrief) -> None:
    """Everything is asked in every way with the mask on; then all that was heard is searched."""
    debrief.open()
    secrets = secrets_of(debrief)
    seed = debrief.server.call(f"/api/debrief/{debrief.room.session}/log", token=debrief.host)[1].split('"seed": ')[1]
    secrets.append(seed.split(",")[0].rstrip("}"))
    anna, screen = Ears("Anna"), Ears("projector")
    wires = {debrief.seat: anna, debrief.screen: screen}
    lines = {token: ears.listen(debrief.server.enter(token)) for token, ears in wires.items()}
    path = f"/api/debrief/{debrief.room.session}"
    for panel in ("overview", "machine", "journey", "leaks", "whatif", "disputed", "pictures", "questions", "rules"):
        debrief.show(panel, team=1, seat=0, seq=1, company=3)
        for token, ears in wires.items():
            ears.ask(debrief.server, f"{path}/stage?reveal=1&team=1", token=token)
    for token, ears in wires.items():
        for part in EVERY:
            time.sleep(0.05)
            ears.ask(debrief.server, f"{path}{part}{'&' if '?' in part else '?'}reveal=1&team=1", token=token)
        for verb, args in (
            ("show", {"panel": "machine", "team": 1, "args": {"seat": 0, "seq": 1}}),
            ("reveal", {"on": True}),
            ("vote", {"team": 1, "company": 3, "choice": "sales"}),
            ("answer_quiz", {"when": "after", "answers": {"q1": "a"}}),
            ("reflect", {"rule": "x"}),
        ):
            lines[token].act(verb, args)
    assert not [secret for secret in secrets for ears in wires.values() if ears.hears(secret)]
    assert debrief.room.host.view["reveal"] is False
    # The ears do hear: unmasked, the same questions bring it.
    debrief.show("disputed", team=1, reveal=True)
    screen.ask(debrief.server, f"{path}/stage", token=debrief.screen)
    assert screen.hears(secrets[1])


def test_another_session_does_not_exist(debrief: Debrief, workshop: Callable[..., Workshop]) -> None:
    debrief.open()
    stranger = Debrief(workshop()).open()
    stranger.show("leaks")
    link = debrief.server.call(f"/api/sessions/{stranger.room.session}/cohost", {}, token=debrief.host)[1]["url"]
    cohost = debrief.server.call("/api/host", {"ticket": link.split("#")[1]})[1]["token"]
    for part in EVERY:
        time.sleep(0.05)
        for token in (stranger.seat, stranger.screen, cohost):
            assert debrief.get(token, part)[0] in (403, 404), part
        assert debrief.server.call(f"/api/debrief/nothing{part}", token=debrief.host)[0] == 404, part


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("/machine", 400),
        ("/machine?seat=0", 400),
        ("/machine?seat=x&seq=1", 400),
        ("/journey", 400),
        ("/journey?company=5000", 404),
        ("/journey?company=" + "9" * 400, 400),
        ("/journey?company=%D9%A3", 400),  # an Arabic digit
        ("/whatif?kind=a%20b&target=1", 400),
        ("/whatif?kind=warm&target=1&value=" + "x" * 41, 400),
        ("/leaks?team=99", 404),
        ("/leaks?team=-1", 404),
        ("/leaks?team=x", 400),
        ("/leaks?team=1e9", 400),
        ("/leaks?lang=de", 200),
        ("/leaks?lang=../../etc", 200),
        ("/nothing", 404),
    ],
)
def test_odd_questions_get_a_plain_answer(debrief: Debrief, part: str, status: int) -> None:
    debrief.open()
    found, body = debrief.get(debrief.host, part)
    assert found == status, body
    if status != 200:
        assert set(body) == {"code", "message"}


def test_whoever_asks_without_end_is_slowed_down(debrief: Debrief) -> None:
    debrief.open()
    codes = [debrief.get(debrief.seat, "/timeline")[0] for _ in range(90)]
    assert set(codes) == {200, 429}
    assert debrief.get(debrief.host, "/timeline")[0] == 200


def test_nobody_fills_the_line_of_the_office_alone(debrief: Debrief) -> None:
    debrief.open()
    assert debrief.room.host.act("reveal", {"on": True})["ok"]

    def ask(target: int) -> int:
        return debrief.get(debrief.seat, f"/whatif?kind=warm&target={target}&value=slow")[0]

    with ThreadPoolExecutor(12) as people:
        asked = [people.submit(ask, target) for target in range(12)]
        time.sleep(0.5)
        assert debrief.get(debrief.host, "/timeline")[0] == 200
        assert debrief.get(debrief.other, "/timeline")[0] == 200
        statuses = [one.result() for one in asked]
    assert set(statuses) == {200, 429}
    assert statuses.count(200) >= 4
    assert ask(20) == 200


def test_the_knowledge_test_is_worked_out_once_for_all_of_the_play(debrief: Debrief) -> None:
    anna = debrief.server.enter(debrief.seat)
    before = debrief.get(debrief.seat, "/quiz")[1]
    debrief.room.open_round()
    assert anna.act("mark", mark(5), round_=1)["ok"]
    assert debrief.get(debrief.other, "/quiz", "team=0")[1]["items"] == before["items"]
    again = debrief.get(debrief.seat, "/quiz")[1]
    assert again == before


def test_what_people_said_is_gathered_and_shown_without_names(debrief: Debrief) -> None:
    anna, boris = debrief.server.enter(debrief.seat), debrief.server.enter(debrief.other)
    assert anna.act("answer_quiz", {"when": "before", "answers": {"q1": "b"}})["ok"]
    assert boris.act("answer_quiz", {"when": "before", "answers": {"q1": "a"}})["ok"]
    debrief.open()
    assert anna.act("answer_quiz", {"when": "after", "answers": {"q1": "a"}})["ok"]
    assert anna.act("reflect", {"rule": "=SUM(A1) first", "checks": ["S"]})["ok"]
    results = debrief.get(debrief.host, "/results")[1]
    assert results == {
        "kind": "results",
        "reflections": [
            {
                "team": 0, "team_name": "Team 1", "seat": 0, "role": "lead_gen", "name": "Anna",
                "rule": "=SUM(A1) first", "checks": ["S"],
            }
        ],
        "quiz": [{"id": "q1", "right": "a", "before": 1, "before_of": 2, "after": 1}],
        "answered_before": 2,
        "answered_after": 1,
        "of": 2,
    }  # fmt: skip
    debrief.show("rules")
    shown = debrief.get(debrief.screen, "/stage")[1]["view"]
    assert shown["rules"] == [
        {"team": 0, "team_name": "Team 1", "role": "lead_gen", "rule": "=SUM(A1) first", "checks": ["S"]}
    ]
    assert shown["checks"][0]["letter"] == "S"
    assert "Anna" not in json.dumps(shown)
    debrief.show("quiz", reveal=False)
    assert debrief.get(debrief.screen, "/stage")[1]["view"]["kind"] == "quiz"
    debrief.show("quiz", reveal=True)
    marked = debrief.get(debrief.screen, "/stage")[1]["view"]
    assert (marked["kind"], marked["results"][0]["right"]) == ("quiz_results", "a")


def test_three_clicks_lead_from_the_last_round_to_the_projector(workshop: Callable[..., Workshop]) -> None:
    room = workshop()
    token = room.server.call("/api/screen", {"code": room.code})[1]["token"]
    screen = room.server.enter(token)
    room.open_round()
    assert room.host.act("close_round", round_=1)["ok"]
    clicks = [("finish", {}), ("open_debrief", {}), ("show", {"panel": "leaks", "team": 0, "screen": True})]
    for verb, args in clicks:
        assert room.host.act(verb, args, round_=1)["ok"]
    stage = screen.see(lambda e: e["stage"])["stage"]
    assert (stage["panel"], stage["team"]) == ("leaks", 0)
    assert room.server.call(f"/api/debrief/{room.session}/stage", token=token)[1]["view"]["kind"] == "leaks"


def test_a_session_can_be_removed_by_the_facilitator_of_the_server(workshop: Callable[..., Workshop]) -> None:
    room, other = workshop(), workshop()
    server, path = room.server, f"/api/sessions/{room.session}"
    seat = room.join("Anna")["token"]
    wire = server.enter(seat)
    link = server.call(f"{path}/cohost", {}, token=room.host_token)[1]["url"]
    cohost = server.call("/api/host", {"ticket": link.split("#")[1]})[1]["token"]
    for token, status in ((seat, 403), (cohost, 403), ("", 401), ("x" * 22, 401)):
        assert server.call(path, token=token, method="DELETE")[0] == status
    assert server.call(path, token=room.host_token, method="DELETE") == (200, {"session": room.session})
    assert server.call(path, token=room.host_token, method="DELETE")[0] == 404
    wire.until(lambda: wire.closed)
    for token in (seat, cohost):
        assert server.call(f"/api/debrief/{room.session}", token=token)[0] == 401
    assert server.call("/api/code", {"code": room.code})[0] == 404
    left = {line["session"] for line in server.call("/api/sessions", token=room.host_token)[1]}
    assert other.session in left
    assert room.session not in left


def test_a_session_of_other_rules_can_be_taken_along_and_removed_but_not_opened(own: Running) -> None:
    host = own.call("/api/host", {"ticket": own.ticket})[1]["token"]
    new, old = Workshop(own, host), Debrief(Workshop(own, host))  # the newest is the one that cannot be opened
    own.stop()
    with contextlib.closing(sqlite3.connect(next(own.data.glob("*.db")))) as store:
        header = json.dumps({"rules_version": 2, "teams": ["A", "B"]})
        store.execute("update sessions set header = ? where id = ?", (header, old.room.session))
        store.commit()
    own.start()
    for token, part in (
        (host, ""),
        (host, "/leaks"),
        (host, "/session-file"),
        (old.seat, "/stage"),
        (old.screen, "/stage"),
    ):
        assert _coded(old.get(token, part)) == (409, "other_rules"), part
    assert _coded(own.call("/api/join", {"code": old.room.code, "name": "Clara"})) == (409, "other_rules")
    with pytest.raises(Refused, match="other_rules"):
        own.enter(old.seat)
    assert own.enter(host).view["code"].replace(" ", "") == new.code.replace(" ", "")
    assert old.get(host, "/log")[0] == 200
    assert old.get(old.seat, "/log")[0] == 403
    assert own.call(f"/api/sessions/{old.room.session}", token=host, method="DELETE")[0] == 200
    assert "Traceback" not in own.log()


def _coded(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["code"]


# --- Servers of their own: processes ---------------------------------------------------------------------


def in_debrief(own: Running) -> Debrief:
    host = own.call("/api/host", {"ticket": own.ticket})[1]["token"]
    return Debrief(Workshop(own, host)).open()


def clerk_of(debrief: Debrief, part: str = "/timeline") -> int:
    """The process that answers."""
    return int(debrief.get(debrief.host, part)[1]["process"])


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def gone(pid: int) -> bool:
    return until(lambda: not alive(pid), "the end of a clerk")


@linux
def test_clerks_inherit_no_socket_and_are_not_patched(own: Running) -> None:
    debrief = in_debrief(own)
    pids = {clerk_of(debrief), clerk_of(debrief, "/leaks")}
    assert len(pids) == 2
    for pid in pids:
        open_files = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
        assert not [name for name in open_files if name.startswith("socket:") or name.endswith(".db")]
        maps = Path(f"/proc/{pid}/maps").read_text()
        assert "gevent" not in maps


@linux
def test_clerks_go_when_the_server_is_killed_even_in_the_middle_of_their_work(own: Running) -> None:
    debrief = in_debrief(own)
    pids = {clerk_of(debrief), clerk_of(debrief, "/leaks")}
    path = f"/api/debrief/{debrief.room.session}/whatif?kind=warm&target=1&value=busy"

    def ask() -> None:
        with contextlib.suppress(OSError):
            own.call(path, token=debrief.host)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.3)
    own.kill()
    assert all(gone(pid) for pid in pids)
    asking.join()
    own.start()


@linux
def test_clerks_go_when_the_server_stops_and_the_server_does_not_wait_for_them(own: Running) -> None:
    debrief = in_debrief(own)
    pids = {clerk_of(debrief), clerk_of(debrief, "/leaks")}
    answers: list[Any] = []

    def ask() -> None:
        with contextlib.suppress(OSError):
            answers.append(debrief.get(debrief.host, "/whatif?kind=warm&target=1&value=endless"))

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.3)
    assert own.process is not None
    own.process.send_signal(signal.SIGTERM)
    own.process.wait(PATIENCE_S)
    asking.join()
    assert 200 not in [status for status, _ in answers]  # it was broken off, not waited for
    assert all(gone(pid) for pid in pids)
    assert "Traceback" not in own.log()


@linux
def test_a_clerk_that_dies_is_replaced_and_the_room_does_not_notice(own: Running) -> None:
    debrief = in_debrief(own)
    anna = own.enter(debrief.seat)
    pid = clerk_of(debrief)
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert debrief.get(debrief.host, "/journey?company=4")[1]["process"] != pid
    broken = debrief.get(debrief.host, "/whatif?kind=warm&target=1&value=break")
    assert broken == (500, {"code": "server_error", "message": "the server made a mistake; nothing was changed"})
    assert debrief.get(debrief.host, "/whatif?kind=warm&target=1&value=print")[0] == 200
    assert anna.act("reflect", {"rule": "x"})["ok"]


def test_the_debrief_goes_on_after_the_server_was_killed(own: Running) -> None:
    debrief = in_debrief(own)
    anna = own.enter(debrief.seat)
    lead = {"panel": "disputed", "team": 0, "args": {"company": 3}, "screen": True, "people": True}
    assert debrief.room.host.act("show", lead)["ok"]
    assert anna.act("vote", {"team": 0, "company": 3, "choice": "handoff"})["ok"]
    assert anna.act("reflect", {"rule": "Write the budget down", "checks": ["M"]})["ok"]
    assert anna.act("answer_quiz", {"when": "after", "answers": {"q1": "a"}})["ok"]
    own.kill()
    own.start()
    again = own.enter(debrief.seat).view
    assert again["mine"] == {
        "vote": "handoff", "answered": ["after"], "rule": "Write the budget down", "checks": ["M"],
    }  # fmt: skip
    assert again["stage"]["votes"] == [{"team": 0, "company": 3, "counts": {}, "voted": 1, "of": 2}]
    assert debrief.get(debrief.screen, "/stage")[1]["view"]["kind"] == "disputed"
    assert debrief.get(debrief.host, "/results")[1]["reflections"][0]["rule"] == "Write the budget down"
