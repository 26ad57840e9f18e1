"""How long the event loop stands still while the debrief of a large session is worked out.

A session is played by bots, kept in a store, and opened on a real server with people connected. Then every view is
asked for, with the timeline dragged meanwhile; the server notes each moment at which its loop was late.
"""

from __future__ import annotations

import json
import secrets
import tempfile
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game.play import play
from game.scenario.loader import load_text
from tests.web.running import ROOT, Running
from web.access import tokens
from web.access.tokens import Purpose
from web.store import entries, people, sessions
from web.store.engine import open_engine, sqlite_url
from web.store.entries import EntryRow
from web.store.people import Person
from web.store.sessions import SessionRow
from web.store.writer import Store

REPORTS = ("leaks?team={team}&lang={lang}", "report?team={team}&lang={lang}")
GROUP = ("pictures", "export.xlsx", "results")


@dataclass(frozen=True)
class Kept:
    """A session in a store, and who may look at it."""

    session: str
    seats: list[str]  # tokens
    entries: int
    teams: int


def scenario_text(companies: int, rounds: int) -> str:
    """The kitchen with another number of companies and rounds."""
    text = (ROOT / "scenarios" / "kitchen.toml").read_text(encoding="utf-8")
    text = text.replace("\ncompanies = 18\n", f"\ncompanies = {companies}\n", 1)
    return text.replace("\nrounds = 4\n", f"\nrounds = {rounds}\n", 1)


def keep_played(data: Path, teams: int, companies: int, rounds: int) -> Kept:
    """Let bots play a session to its debrief and put it into a store."""
    source = scenario_text(companies, rounds)
    texts = (ROOT / "scenarios" / "kitchen.texts.toml").read_text(encoding="utf-8")
    match = play(load_text(source), 7, teams=teams).match
    session, now = secrets.token_hex(6), time.time_ns() // 1_000_000
    log = [entry.to_json() for entry in match.entries]
    row = SessionRow(
        session, now, None, "K7M4QDZZ", "en", "kitchen", "Kitchens", {"scenario": source, "texts": texts}, match.header,
        0, 0, 0, reveal=False, phase=match.phase, round=match.round, rounds=rounds, teams=teams,
    )  # fmt: skip
    rows = [EntryRow(body["seq"], f"e{body['seq']}", "", 1, now, body) for body in log]
    store = Store(open_engine(sqlite_url(data)))

    def keep(connection: Any) -> list[str]:
        sessions.add(connection, row)
        entries.append(connection, session, rows)
        made = []
        for place in ((team, seat) for team in range(teams) for seat in range(3)):
            person = Person(secrets.token_hex(8), session, f"P{place}", f"p{place}", "en", *place, now)
            people.add(connection, person)
            made.append(tokens.issue(connection, Purpose.SEAT, session, person.id))
        return made

    seats = store.run(keep)
    store.close()
    return Kept(session, seats, len(rows), teams)


def measure(teams: int = 4, companies: int = 18, rounds: int = 4) -> dict[str, Any]:
    """Longest gap of the loop, time of the reports, and how quick the timeline answers meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        kept = keep_played(data, teams, companies, rounds)
        server = Running(data, "tests.benchmarks.gap_server")
        try:
            host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
            wire = server.enter(host, session=kept.session)
            if wire.view["view"]["session"]["phase"] != "debrief":
                assert wire.act("open_debrief")["ok"]
            for token in kept.seats:
                server.enter(token)
            time.sleep(1)
            start = time.monotonic()
            told = _ask_everything(server, kept, host)
            end = time.monotonic()
            assert wire.act("show", {"panel": "leaks", "team": 0, "screen": True, "people": True})["ok"]
        finally:
            server.stop()
        noted = [late for late in json.loads((data / "gaps.json").read_text()) if start <= late[0] <= end]
    return {
        "entries": kept.entries,
        "longest_gap_ms": round(max((late for _, late, _ in noted), default=0.0) * 1000, 1),
        "longest_work_ms": round(max((work for _, _, work in noted), default=0.0) * 1000, 1),
        "gaps_over_10_ms": sum(late > 0.010 for _, late, _ in noted),
        **told,
    }


def _ask_everything(server: Running, kept: Kept, host: str) -> dict[str, Any]:
    base = f"/api/debrief/{kept.session}"
    statuses: dict[str, int] = {}
    drags: list[float] = []
    done = threading.Event()

    def ask(part: str) -> float:
        start = time.monotonic()
        statuses[part] = _status(f"{server.base}{base}/{part}", host)
        return time.monotonic() - start

    def drag() -> None:
        ask("machine?team=0&seat=0&seq=1")  # the clerk comes in and folds the session
        for step in range(1, 100_000):
            if done.is_set():
                return
            drags.append(ask(f"machine?team=0&seat={step % 3}&seq={1 + step * 7 % kept.entries}"))
            time.sleep(0.1)

    dragging = threading.Thread(target=drag)
    dragging.start()
    first = ask(REPORTS[0].format(team=0, lang="en"))
    parts = [
        part.format(team=team, lang=lang) for part in REPORTS for team in range(kept.teams) for lang in ("en", "ru")
    ]
    try:
        rest = sum(ask(part) for part in (*parts, *GROUP))
    finally:
        done.set()
        dragging.join()
    drags.sort()
    return {
        "first_waterfall_s": round(first, 2),
        "all_reports_s": round(rest, 2),
        "drags": len(drags),
        "drag_p95_ms": round(drags[int(0.95 * len(drags))] * 1000, 1) if drags else None,
        "refused": sorted({part.split("?")[0] for part, status in statuses.items() if status != 200}),
    }


def _status(url: str, token: str) -> int:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=180) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
