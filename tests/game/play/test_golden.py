"""Sessions that were written down come out the same, line by line and bit by bit, on every Python."""

from __future__ import annotations

import json
import shutil
import subprocess
from difflib import unified_diff
from itertools import islice

import pytest

from tests.game.playing import ROOT
from tests.golden.playthrough import PLAYTHROUGHS, SESSIONS, digest, told

FOLDER = ROOT / "tests" / "golden"
AGAIN = "if the rules were meant to change: .venv/bin/python -m tests.golden, then read the difference"
DIGESTS = json.loads((FOLDER / "digests.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PLAYTHROUGHS)
def test_a_session_reads_as_it_was_written_down(name: str) -> None:
    written = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()

    played = list(told(PLAYTHROUGHS[name]()))

    difference = "\n".join(islice(unified_diff(written, played, "written", "played", lineterm="", n=1), 30))
    assert played == written, f"{AGAIN}\n{difference}"


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_ends_with_the_digest_that_was_written_down(name: str) -> None:
    assert digest(name) == DIGESTS[name], AGAIN


OTHERS = [found for version in ("3.12", "3.13", "3.14") if (found := shutil.which(f"python{version}"))]
SCRIPT = "import json, sys; from tests.golden.playthrough import *; print(json.dumps({n: digest(n) for n in SESSIONS}))"


@pytest.mark.full
@pytest.mark.parametrize("interpreter", OTHERS)
def test_another_python_on_this_machine_ends_with_the_same_digests(interpreter: str) -> None:
    """Where it has the packages; else the committed digests are its check, wherever the tests run on it."""
    ready = subprocess.run([interpreter, "-c", "import mesa, numpy, pydantic, babel"], capture_output=True, check=False)
    if ready.returncode:
        pytest.skip(f"{interpreter} has no packages")
    done = subprocess.run([interpreter, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == DIGESTS
