"""No command fails because of letters: what an encoding cannot say is replaced, and a closed pipe is no error."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.running import ROOT
from tests.web.store import kept
from tests.web.test_cli import baton
from web.cli import main

ENCODINGS = ("cp1252", "cp1251", "cp866", "ascii", "latin-1", "utf-16-le")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store below a folder with letters of three alphabets, and a log."""
    made = tmp_path_factory.mktemp("данные 数据 é")
    kept.fill(made / "data").close()
    baton("play", "kitchen", "--rounds", "1", "--seed", "3", "--log", made / "log.jsonl", check=True)
    return made


def run(encoding: str, *words: str | Path) -> tuple[int, bytes, bytes]:
    """Run a command in this process with streams of that encoding, as strict as a shell may set them."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["baton", *map(str, words)])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ended:
            main()
        for stream in (out, err):
            stream.flush()
    return int(ended.value.code or 0), out.buffer.getvalue(), err.buffer.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_command_fails_because_of_letters(encoding: str, folder: Path) -> None:
    data, log = folder / "data", folder / "log.jsonl"
    commands: list[tuple[int, tuple[str | Path, ...]]] = [
        (0, ("--help",)),
        (0, ("scenario", "list")),
        (0, ("replay", log, "--at", "9", "--as", "1:sales", "--language", "ru")),
        (0, ("debrief", log, "--lang", "ru")),
        (0, ("debrief", log, "--html", folder / "отчёт.html", "--xlsx", folder / "книга.xlsx")),
        (0, ("session", "list", "--data", data)),
        (0, ("session", "export", "s0", folder / "сессия.jsonl", "--data", data)),
        (0, ("doctor", "--data", data, "--port", "0")),
        (0, ("backup", "list", "--data", data)),
        (2, ("host-link", "--data", data)),
        (2, ("session", "forget", "нет такой", "--data", data)),
        (2, ("backup", "restore", "нет такого", "--data", data)),
        (2, ("play", "кухня")),
        (2, ("scenario", "check", folder / "нет.toml")),
        (2, ("serve", "--public-url", "где-то")),
    ]
    for expected, words in commands:
        code, _, err = run(encoding, *words)
        assert code == expected, (words, err)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_json_document_loses_nothing(encoding: str, folder: Path) -> None:
    code, out, _ = run(encoding, "doctor", "--data", folder / "data", "--port", "0", "--json")
    assert code == 0
    text = out.decode("utf-8" if encoding == "ascii" else encoding)  # Click writes UTF-8 where a shell says ASCII
    assert str(folder) in json.loads(text)["checks"][0]["text"]


def shell(line: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "BATON": f"{sys.executable} -m web"}
    return subprocess.run(["sh", "-c", line], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_an_output_that_nobody_reads_or_that_cannot_be_written_is_no_mistake_of_ours() -> None:
    closed = shell("{ $BATON scenario schema; echo $? >&2; } | true")
    assert closed.stderr == "0\n"
    assert shell("$BATON scenario list >&-").returncode == 0
    if Path("/dev/full").exists():
        full = shell("$BATON scenario list >/dev/full")
        assert (full.returncode, full.stderr.count("\n")) == (2, 1)
