"""The `baton` command: documents on stdout, one line on stderr for bad input, never a traceback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import urllib.request
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from web.cli import main

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Done:
    """What a run of the command left."""

    returncode: int
    stdout: str
    stderr: str


def baton(*words: str | Path, check: bool = False) -> Done:
    """Run the command, in this process: loading everything anew each time takes longer than the tests."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["baton", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    done = Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())
    assert done.returncode == 0 or not check, done
    return done


def document(*words: str | Path) -> Any:
    """Run it with --json and read the document."""
    done = baton(*words, "--json", check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """One round of the kitchen, played by bots, with its log."""
    log = tmp_path_factory.mktemp("cli") / "played.jsonl"
    return document("play", "kitchen", "--seed", "11", "--teams", "2", "--rounds", "1", "--log", log), log


def test_play_prints_what_its_contract_says(played: tuple[Any, Path]) -> None:
    result, _ = played
    assert len(result["digest"]) == 64
    assert len(result["result"]) == 2
    for team in result["result"]:
        assert {"plan", "revenue", "profit", "leads_handed", "leads_won"} <= set(team)
        assert all(isinstance(team[key], int) for key in ("plan", "revenue", "profit"))
    assert result["scores"]


def test_the_same_seed_gives_the_same_digest(played: tuple[Any, Path]) -> None:
    again = document("play", "kitchen", "--seed", "11", "--teams", "2", "--rounds", "1")
    assert again["digest"] == played[0]["digest"]


def test_replay_verifies_and_shows_a_moment(played: tuple[Any, Path]) -> None:
    result, log = played
    report = document("replay", log)
    assert report["digest"] == result["digest"]
    shown = document("replay", log, "--at", "20", "--as", "1:sales")
    assert (shown["at"]["seq"], shown["view"]["role"]) == (20, "sales")


def test_a_changed_log_is_found_out(played: tuple[Any, Path], tmp_path: Path) -> None:
    lines = played[1].read_text().splitlines()
    entry = json.loads(lines[20])
    entry["events"][0]["draws"] = [[1, 2, 3]]
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text("\n".join([*lines[:20], json.dumps(entry), *lines[21:]]))
    done = baton("replay", wrong)
    assert done.returncode == 2
    assert "entry 20" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("play", "nothing"),
        ("play", "kitchen", "--policy", "sales"),
        ("play", "kitchen", "--policy", "sales=nobody", "--rounds", "1"),
        ("play", "kitchen", "--teams", "0"),
        ("play", "kitchen", "--structure", "star"),
        ("play",),
        ("frobnicate",),
        ("replay", "/nowhere.jsonl"),
        ("replay", "pyproject.toml"),
        ("replay", "README.md", "--at", "-1"),
        ("scenario", "check", "pyproject.toml"),
        ("scenario", "check", "/nowhere.toml"),
        ("scenario", "new", "../evil"),
        ("scenario", "new", "kitchen"),
        ("session", "list", "--data", "/nowhere"),
        ("study", "nothing"),
        ("serve", "--port", "99999"),
        ("serve", "--public-url", "game.example"),
    ],
)
def test_bad_input_is_one_clear_line(words: tuple[str, ...]) -> None:
    done = baton(*words)
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert done.stderr.startswith("baton: ")
    assert done.stderr.count("\n") == 1


def test_scenarios_are_listed_and_checked() -> None:
    assert [line["id"] for line in document("scenario", "list")] == ["kitchen"]
    assert document("scenario", "check", "scenarios/kitchen.toml")["ok"] is True
    schema = json.loads(baton("scenario", "schema", check=True).stdout)
    assert schema["type"] == "object"


def test_a_server_starts_prints_its_link_and_keeps_sessions(played: tuple[Any, Path], tmp_path: Path) -> None:
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "web",
            "serve",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-browser",
            "--data",
            str(tmp_path),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        link = ""
        while "/host#" not in link:
            link = server.stdout.readline()
            assert link or server.poll() is None
        base, ticket = link.strip().split("/host#")
        port = base.rsplit(":", 1)[1]
        again = [sys.executable, "-m", "web", "serve", "--host", "127.0.0.1", "--port", port, "--no-browser"]
        taken = subprocess.run([*again, "--data", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
        assert taken.returncode == 2
        assert taken.stderr.count("\n") == 1
        assert "in use" in taken.stderr
        second = document("host-link", "--data", tmp_path)["link"]
        assert second.startswith(base)
        for secret in (ticket, second.split("#")[1]):
            request = urllib.request.Request(base + "/api/host", json.dumps({"ticket": secret}).encode())
            request.add_header("Content-Type", "application/json")
            with urllib.request.urlopen(request) as answer:
                assert json.load(answer)["token"]
        kept = baton("session", "import", played[1], "--data", tmp_path, check=True).stdout.strip()
    finally:
        server.terminate()
        _, err = server.communicate(timeout=30)
    assert server.returncode == 0, err
    assert err == ""
    assert [line["session"] for line in document("session", "list", "--data", tmp_path)] == [kept]
    out_file = tmp_path / "out.jsonl"
    baton("session", "export", kept, out_file, "--data", tmp_path, check=True)
    assert document("replay", out_file)["digest"] == played[0]["digest"]
    assert "0 names" in baton("session", "forget", kept, "--data", tmp_path, check=True).stdout
    assert baton("session", "forget", "nobody", "--data", tmp_path).returncode == 2
