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
        ("debrief", "/nowhere.jsonl"),
        ("debrief", "README.md"),
        ("debrief", "README.md", "--json", "--xlsx", "/tmp/nowhere.xlsx"),
        ("debrief", "README.md", "--team", "0"),
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


DOTTED = "a" + ".a" * 20_000 + " = 1\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"x.toml": DOTTED}, ("scenario", "check", "x.toml")),
        ({"x.toml": DOTTED}, ("play", "x.toml")),
        ({"x.toml": None, "x.texts.toml": DOTTED}, ("scenario", "check", "x.toml")),
        ({"x.toml": None, "x.texts.toml": "a = [" * 3_000}, ("scenario", "check", "x.toml")),
        ({"x.jsonl": '{"format": 1, "scenario": "kitchen", "seed": ' + "[" * 50_000}, ("replay", "x.jsonl")),
        ({"x.jsonl": '{"format": 1, "scenario": "kitchen", "seed": ' + "9" * 50_000 + "}"}, ("debrief", "x.jsonl")),
        ({"x.jsonl": " " * 2_000_000 + "{}"}, ("replay", "x.jsonl")),
    ],
)
def test_a_hostile_file_is_one_clear_line(tmp_path: Path, files: dict[str, str | None], words: tuple[str, ...]) -> None:
    kitchen = (ROOT / "scenarios" / "kitchen.toml").read_text(encoding="utf-8")
    for name, text in files.items():
        (tmp_path / name).write_text(kitchen if text is None else text, encoding="utf-8")
    done = baton(*(str(tmp_path / word) if word in files else word for word in words))
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert done.stderr.startswith("baton: ")
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 400 + len(str(tmp_path))


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


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store."""
    from web.store.engine import open_engine, sqlite_url

    folder = tmp_path_factory.mktemp("store")
    open_engine(sqlite_url(folder)).dispose()
    return folder


def test_a_debrief_is_told_team_by_team_and_adds_up(played: tuple[Any, Path]) -> None:
    lines = baton("debrief", played[1], check=True).stdout
    assert "Team 1" in lines
    assert "Team 2" in lines
    assert "par + steps = earned, to the cent" in lines
    one = baton("debrief", played[1], "--team", "2", "--lang", "ru", check=True).stdout
    assert "Team 1" not in one
    assert "Эталон" in one
    assert baton("debrief", played[1], "--team", "3").returncode == 2


def test_a_debrief_as_json_is_one_document(played: tuple[Any, Path]) -> None:
    told = document("debrief", played[1])
    assert [team["name"] for team in told["teams"]] == ["Team 1", "Team 2"]
    for team in told["teams"]:
        leaks = team["leaks"]
        assert leaks["par"] + sum(bar["amount"] for bar in leaks["bars"]) == leaks["earned"]
        assert {"debrief", "key_moments", "questions", "whatifs", "scores"} <= set(team)
    whole = document("debrief", played[1], "--masked", "--team", "1")
    assert [point["id"] for point in whole["pictures"]["handoffs"]] == list(range(len(whole["pictures"]["handoffs"])))
    masked = whole["teams"][0]
    assert masked["leaks"]["handoffs"] == []
    assert not any(moment["truth"] for moment in masked["debrief"]["moments"])


def test_a_debrief_is_written_to_take_home(played: tuple[Any, Path], tmp_path: Path) -> None:
    book, page = tmp_path / "book.xlsx", tmp_path / "report.html"
    done = baton("debrief", played[1], "--xlsx", book, "--html", page, "--team", "1", check=True)
    assert done.stdout.count(" written.") == 2
    assert book.read_bytes().startswith(b"PK")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    nowhere = baton("debrief", played[1], "--team", "1", "--html", tmp_path / "no" / "report.html")
    assert nowhere.returncode == 2
    assert nowhere.stderr.count("\n") == 1


def test_a_session_travels_with_what_people_said_but_without_names(
    played: tuple[Any, Path], data: Path, tmp_path: Path
) -> None:
    from web.store import debriefs, people
    from web.store.debriefs import AnswersRow, ReflectionRow, VoteRow
    from web.store.engine import open_engine, sqlite_url
    from web.store.people import Person
    from web.store.writer import Store

    first = baton("session", "import", played[1], "--data", data, check=True).stdout.strip()
    store = Store(open_engine(sqlite_url(data)))

    def speak(connection: Any) -> None:
        people.add(connection, Person("anna", first, "Anna Canary", "anna canary", "en", 1, 2, 0))
        debriefs.put_reflection(connection, first, ReflectionRow("anna", "Call ahead.", "SM", 5))
        debriefs.put_answers(connection, first, AnswersRow("anna", "before", {"q1": "a"}))
        debriefs.put_vote(connection, first, VoteRow(1, 7, "anna", "handoff"))

    store.run(speak)
    file = tmp_path / "session.baton"
    baton("session", "export", first, file, "--data", data, check=True)
    assert b"Canary" not in file.read_bytes()
    second = baton("session", "import", file, "--data", data, check=True).stdout.strip()
    said = store.run(lambda connection: debriefs.said(connection, second))
    persons = store.run(lambda connection: people.every(connection, second))
    store.close()
    assert [(person.name, person.team, person.seat) for person in persons] == [("", 1, 2)]
    assert [(row.rule, row.checks) for row in said.reflections] == [("Call ahead.", "SM")]
    assert [(row.moment, row.answers) for row in said.answers] == [("before", {"q1": "a"})]
    assert [(row.team, row.company, row.choice) for row in said.votes] == [(1, 7, "handoff")]
    again = tmp_path / "again.baton"
    baton("session", "export", second, again, "--data", data, check=True)
    assert document("replay", again)["digest"] == document("replay", file)["digest"] == played[0]["digest"]
    assert "Call ahead." not in baton("debrief", file, "--masked", check=True).stdout  # a terminal tells no rules


def test_a_session_file_needs_no_scenario_folder(
    played: tuple[Any, Path], data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = baton("session", "import", played[1], "--data", data, check=True).stdout.strip()
    file = tmp_path / "session.baton"
    baton("session", "export", kept, file, "--data", data, check=True)
    for module in ("web.commands.common", "web.paths"):
        monkeypatch.setattr(f"{module}.SCENARIOS", tmp_path)
    assert baton("replay", played[1]).returncode == 2
    assert document("replay", file)["digest"] == played[0]["digest"]
    assert baton("session", "import", file, "--data", data).returncode == 0


@pytest.mark.parametrize("verb", [("session", "import"), ("replay",), ("debrief",)])
def test_a_broken_session_file_is_one_clear_line(verb: tuple[str, ...], data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.baton"
    broken.write_bytes(b"PK\x03\x04 and no more")
    words = (*verb, broken, "--data", data) if verb[0] == "session" else (*verb, broken)
    done = baton(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"baton: {broken}: the file is broken")
    assert done.stderr.count("\n") == 1


def test_a_log_that_was_tampered_with_is_not_kept(played: tuple[Any, Path], data: Path, tmp_path: Path) -> None:
    lines = played[1].read_text().splitlines()
    entry = json.loads(lines[20])
    entry["events"][0]["draws"] = [[1, 2, 3]]
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text("\n".join([*lines[:20], json.dumps(entry), *lines[21:]]))
    done = baton("session", "import", wrong, "--data", data)
    assert done.returncode == 2
    assert "entry 20" in done.stderr
