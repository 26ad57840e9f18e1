"""Mesa, and the pandas, networkx and scipy that it brings, are loaded for live sessions alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from web.cli import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("mesa", "pandas", "networkx", "scipy")
LIVE = {"serve", "bench"}  # the one plays on Mesa, the other measures against Mesa's own way

COMMANDS: dict[str, list[str]] = {
    "play": ["kitchen", "--seed", "7", "--rounds", "1", "--log", "{dir}/a.jsonl"],
    "replay": ["{dir}/a.jsonl", "--as", "1:sales"],
    "debrief": ["{dir}/a.jsonl", "--xlsx", "{dir}/a.xlsx", "--html", "{dir}/a.html"],
    "scenario list": [],
    "scenario check": ["{root}/scenarios/kitchen.toml"],
    "scenario schema": [],
    "scenario new": ["another"],
    "study": ["lesson", "--games", "1", "--workers", "1"],
    "session import": ["{dir}/a.jsonl", "--data", "{dir}"],
    "backup make": ["--data", "{dir}"],
    "backup list": ["--data", "{dir}"],
    "backup restore": ["{backup}", "--data", "{dir}"],
    "doctor": ["--data", "{dir}", "--host", "127.0.0.1", "--port", "0"],
    "session list": ["--data", "{dir}"],
    "session export": ["{session}", "{dir}/b.baton", "--data", "{dir}"],
    "session forget": ["{session}", "--data", "{dir}"],
    "host-link": ["--data", "{dir}"],
}
"""Every command with arguments that make it do its work; in an order in which each finds what it needs."""

WITHOUT_MESA = """
import contextlib, io, json, pathlib, sys
folder, root, heavy, commands = json.loads(sys.argv[1])
for name in heavy:
    sys.modules[name] = None  # whoever imports it fails
from web.cli import main
from web.commands import scenarios
from web.store.engine import open_engine, sqlite_url
from web.store.folder import Note, hold
data = pathlib.Path(folder)
open_engine(sqlite_url(data)).dispose()
(data / "kitchen.toml").write_text((pathlib.Path(root) / "scenarios/kitchen.toml").read_text())
(data / "kitchen.texts.toml").write_text("")
printed = {"session import": "", "backup make": ""}
for name, words in commands.items():
    if name == "scenario new":
        scenarios.SCENARIOS = data
    if name == "host-link":
        held = hold(data)  # as a running server does
        held.tell(Note("http://localhost", "http://localhost"))
    made = {"session": printed["session import"], "backup": printed["backup make"]}
    sys.argv = ["baton", *name.split(), *(word.format(dir=folder, root=root, **made) for word in words)]
    told = io.StringIO()
    try:
        with contextlib.redirect_stdout(told):
            main()
    except SystemExit as ended:
        if ended.code and name != "doctor":  # it may find something on this machine
            sys.exit(f"{name}: exit {ended.code}")
    printed[name] = told.getvalue().strip()
from web.live.debrief import jobs
from web.live.game_rules import GameRules
jobs.warm(GameRules(scenarios.SCENARIOS, mesa=True))  # what a clerk does before its first question
"""

GREETING = """
from web import serve
import json, sys
from pathlib import Path
import gevent
from web.app import Settings
from web.live.founding import chosen
def loaded():
    return [name for name in json.loads(sys.argv[2]) if name in sys.modules]
def ready(parts, ticket):
    print(json.dumps(loaded()), flush=True)
    gevent.spawn(later, parts)
def later(parts):
    session = parts.live.create(chosen(parts.live.rules, "kitchen", 1, language="en")).id
    room = parts.live.get(session).room
    print(json.dumps([*loaded(), type(room.match.state.teams[0].market).__name__]), flush=True)
serve.serve(Settings(data=Path(sys.argv[1]), port=0), ready=ready)
"""


def names(group: click.Group, before: str = "") -> Iterator[str]:
    """Every command below a group, as it is typed."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from names(command, f"{before}{name} ")
        else:
            yield before + name


def test_commands_and_clerks_work_where_mesa_cannot_be_loaded(tmp_path: Path) -> None:
    assert set(names(cli)) == set(COMMANDS) | LIVE, "a new command must show here that it needs no Mesa"
    told = json.dumps([str(tmp_path), str(ROOT), HEAVY, COMMANDS])
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MESA, told], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_server_greets_without_mesa_and_its_first_session_plays_on_it(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", GREETING, str(tmp_path), json.dumps(HEAVY)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    try:
        greeting, session = (json.loads(server.stdout.readline() or "null") for _ in range(2))
    finally:
        server.terminate()
        _, errors = server.communicate(timeout=60)
    assert greeting == [], errors
    assert session == [*HEAVY, "Market"], errors
