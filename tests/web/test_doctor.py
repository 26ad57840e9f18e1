"""`baton doctor` and the checks at a server's start: each says what is wrong and what to do."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.running import ROOT
from tests.web.store import kept
from tests.web.store.kept import PAGE, garble
from tests.web.test_cli import baton
from web import doctor
from web.store import backups, folder
from web.store.folder import Note
from web.store.soundness import Soundness

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    kept.fill(tmp_path / "data").close()
    return tmp_path / "data"


def checks(data: Path, *words: str) -> tuple[int, dict[str, dict[str, Any]]]:
    done = baton("doctor", "--data", data, "--json", *words)
    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert said["ok"] == (done.returncode == 0)
    return done.returncode, {check["check"]: check for check in said["checks"]}


def serve(data: Path) -> str:
    """What a server says that does not start."""
    command = [sys.executable, "-m", "web", "serve", "--data", str(data), "--port", "0", "--no-browser"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (2, ""), done
    assert done.stderr.count("\n") == 1
    return done.stderr


def break_a_session(data: Path) -> None:
    """Garble a page of the log of the second session."""
    content = (data / "baton.db").read_bytes()
    with closing(sqlite3.connect(data / "baton.db")) as store:
        (body,) = store.execute("SELECT body FROM entries WHERE session = 's1' AND seq = 20").fetchone()
    at = content.index(body.encode())
    garble(data / "baton.db", at // PAGE * PAGE)


def test_all_is_well(data: Path) -> None:
    code, found = checks(data, "--port", "0")
    assert code == 0
    assert list(found) == [
        "folder",
        "lock",
        "disk",
        "database",
        "backup",
        "port",
        "network",
        "clock",
        "client",
        "connections",
    ]
    assert "3 sessions" in found["database"]["text"]
    assert found["backup"]["state"] == "warning"
    baton("backup", "make", "--data", data, check=True)
    assert checks(data)[1]["backup"]["state"] == "ok"
    lines = baton("doctor", "--data", data, "--port", "0", check=True).stdout.splitlines()
    assert len(lines) == len(found)


def test_a_folder_that_is_not_there_yet_is_no_problem(tmp_path: Path) -> None:
    code, found = checks(tmp_path / "none", "--port", "0")
    assert code == 0
    assert not (tmp_path / "none").exists()
    assert "does not exist yet" in found["folder"]["text"]


def test_a_damaged_store_is_told_with_the_way_back_and_what_can_still_be_read(data: Path, tmp_path: Path) -> None:
    name = baton("backup", "make", "--data", data, check=True).stdout.strip()
    break_a_session(data)
    line = serve(data)
    assert "damaged" in line
    assert f"baton backup restore {name} --data {data}" in line
    assert "s0" in line
    assert "s1" not in line
    code, found = checks(data, "--port", "0")
    assert code == 2
    assert name in found["database"]["advice"]
    assert {json.loads(text)["session"] for text in _lines(data)} >= {"s0", "s2"}
    for session in ("s0", "s2"):
        file = tmp_path / f"{session}.jsonl"
        baton("session", "export", session, file, "--data", data, check=True)
        assert file.read_text(encoding="utf-8").count("\n") == 40
    lost = baton("session", "export", "s1", tmp_path / "s1.jsonl", "--data", data)
    assert (lost.returncode, lost.stderr.count("\n")) == (2, 1)
    for words in (("host-link",), ("session", "forget", "s0"), ("session", "import", "README.md")):
        refused = baton(*words, "--data", data)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused


def _lines(data: Path) -> list[str]:
    done = baton("session", "list", "--data", data, "--json", check=True)
    return [json.dumps(line) for line in json.loads(done.stdout)]


def test_no_server_starts_on_what_is_no_store_of_ours(data: Path) -> None:
    with closing(sqlite3.connect(data / "baton.db")) as store, store:
        store.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer Baton" in doctor.first_problem(doctor.before_serving(data, data))
    (data / "baton.db").write_bytes(b"\0" * 5000)
    line = doctor.first_problem(doctor.before_serving(data, data))
    assert "not a database" in line
    assert "restore" not in line  # there is no backup


def test_a_running_server_is_named_and_its_port_is_not_taken_for_somebody_elses(data: Path) -> None:
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        code, found = checks(data, "--host", "127.0.0.1", "--port", port)
        assert code == 2
        assert "is in use" in found["port"]["text"]
        held = folder.hold(data)
        held.tell(Note("http://192.0.2.9:1", f"http://127.0.0.1:{port}"))
        code, found = checks(data, "--host", "127.0.0.1", "--port", port)
        held.release()
    assert code == 0
    assert found["lock"]["text"] == f"The server at http://127.0.0.1:{port} works on this folder."


def test_a_full_disk_is_told_before_it_is_full(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 30 * 2**20})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage)
    assert checks(data, "--port", "0")[1]["disk"]["state"] == "warning"


def test_phones_that_cannot_come_in_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for host in ("127.0.0.1", "localhost", "::1"):
        assert doctor.network(host).state == "warning"
    for found, state in (([], "warning"), ([("w", "169.254.3.4")], "warning"), ([("w", "192.0.2.4")], "ok")):
        monkeypatch.setattr(doctor, "interfaces", lambda found=found: found)
        assert doctor.network("0.0.0.0").state == state


def test_a_clock_before_the_newest_act_is_told() -> None:
    now = time.time_ns() // 1_000_000
    assert doctor.clock(Soundness(newest_ms=now - 5000)).state == "ok"
    assert doctor.clock(Soundness(newest_ms=now + 3_600_000)).state == "warning"


def test_a_client_that_is_not_built_is_told(tmp_path: Path) -> None:
    assert "dev.py setup" in doctor.bundle(tmp_path).line


def test_every_problem_and_warning_says_what_to_do(data: Path) -> None:
    break_a_session(data)
    for check in doctor.everything(data, "127.0.0.1", 0):
        assert check.state == "ok" or check.advice, check
    assert backups.every(data) == []
