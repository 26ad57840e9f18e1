"""One server per data folder: a second one is told where the first is, and the dead are not believed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.web.running import ROOT, Running
from tests.web.test_cli import baton
from web.store import folder
from web.store.engine import open_engine, sqlite_url
from web.store.folder import Note
from web.store.trouble import StoreError

if TYPE_CHECKING:
    from pathlib import Path

HOLDER = """
import sys, pathlib
from web.store import folder
from web.store.folder import Note
held = folder.hold(pathlib.Path(sys.argv[1]))
held.tell(Note("http://192.0.2.7:8105", "http://127.0.0.1:8105"))
print("held", flush=True)
sys.stdin.read()
"""


def somebody(data: Path) -> subprocess.Popen[str]:
    """Another process that holds the folder."""
    command = [sys.executable, "-c", HOLDER, str(data)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()  # -9
    process.communicate()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A folder with a store that nobody works on."""
    open_engine(sqlite_url(tmp_path)).dispose()
    return tmp_path


def test_a_second_one_is_told_where_the_first_can_be_reached(tmp_path: Path) -> None:
    first = somebody(tmp_path)
    try:
        assert folder.running(tmp_path) == Note("http://192.0.2.7:8105", "http://127.0.0.1:8105")
        with pytest.raises(folder.InUseError, match=r"http://127\.0\.0\.1:8105") as caught:
            folder.hold(tmp_path)
        assert "\n" not in str(caught.value)
    finally:
        end(first)


def test_the_lock_ends_with_its_process_and_what_a_killed_server_said_is_not_believed(store: Path) -> None:
    end(somebody(store))
    assert json.loads((store / folder.NOTE).read_text())["local"] == "http://127.0.0.1:8105"
    assert folder.running(store) is None
    done = baton("host-link", "--data", store)
    assert (done.returncode, done.stdout) == (2, "")
    assert "No server runs" in done.stderr
    held = folder.hold(store)
    assert not (store / folder.NOTE).exists()
    held.release()
    assert not folder.is_held(store)


def test_beside_a_server_sessions_are_listed_but_nobody_is_forgotten(store: Path) -> None:
    server = somebody(store)
    try:
        assert json.loads(baton("session", "list", "--data", store, "--json", check=True).stdout) == []
        done = baton("session", "forget", "any", "--data", store)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert "http://127.0.0.1:8105" in done.stderr
    finally:
        end(server)
    assert "There is no session" in baton("session", "forget", "any", "--data", store).stderr


def test_a_second_server_ends_with_one_line_and_the_first_goes_on(tmp_path: Path) -> None:
    first = Running(tmp_path)
    try:
        command = [sys.executable, "-m", "web", "serve", "--host", "127.0.0.1", "--port", "0", "--no-browser"]
        command += ["--data", str(tmp_path)]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
        assert (second.returncode, second.stdout) == (2, "")
        assert second.stderr.count("\n") == 1
        assert first.base in second.stderr
        assert baton("host-link", "--data", tmp_path, check=True).stdout.startswith(first.base + "/host#")
        assert first.call("/healthz")[0] == 200
        first.kill()
        first.start()  # the lock went with the process
        assert folder.running(tmp_path) == Note(first.base, first.base)
    finally:
        first.stop()
    assert folder.running(tmp_path) is None


@pytest.mark.parametrize(
    "name", ["with space", "100%", "q?mode=ro", "a#b", "Данные", "üñí", "file:x", "~tilde", "'quoted'"]
)
def test_a_folder_may_have_any_name(name: str, tmp_path: Path) -> None:
    data = tmp_path / name
    folder.make(data)
    with folder.alone(data):
        open_engine(sqlite_url(data)).dispose()
    assert (data / "baton.db").is_file()


@pytest.mark.parametrize("where", ["file", "file/below", "no\0name", "x" * 300])
def test_what_cannot_be_a_folder_is_named_in_one_line(where: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(StoreError) as caught:
        folder.make(tmp_path / where)
    assert where in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_cannot_be_written_in_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match=str(tmp_path)):
            folder.make(tmp_path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a user's folders from others by itself")
def test_other_accounts_of_the_machine_read_nothing_of_a_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "backups").mkdir(parents=True)
    left_open = [data / "baton.log.1", data / "replaced-2026-01-01_00-00-00+0000.db", data / "backups" / "old.db"]
    for file in left_open:
        file.touch()
        file.chmod(0o644)
    before = os.umask(0o022)
    try:
        server = Running(data)
        server.stop()
        assert baton("backup", "make", "--data", str(data)).returncode == 0
    finally:
        os.umask(before)
    ours = {path for path in data.rglob("*") if path.name not in ("stderr.txt",)}
    assert {"baton.db", "baton.log", "server.lock", "backups", *(file.name for file in left_open)} <= {
        path.name for path in ours
    }
    assert [path.name for path in ours if path.stat().st_mode & 0o077] == []
