"""How long the event loop stands still while the debrief of a large session is worked out.

A session is played by bots, kept in a store, and opened on a real server with people connected. Then every view is
asked for, with the timeline dragged meanwhile; the server notes each moment at which its loop was late.
"""

from __future__ import annotations

import json
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.web.played import Kept, keep_played, scenario_text
from tests.web.running import Running

if TYPE_CHECKING:
    from collections.abc import Iterable

REPORTS = ("leaks?team={team}&lang={lang}", "report?team={team}&lang={lang}")
GROUP = ("pictures", "export.xlsx", "results")


def measure(teams: int = 4, companies: int = 18, rounds: int = 4) -> dict[str, Any]:
    """Longest gap of the loop, time of the reports, and how quick the timeline answers meanwhile."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        kept = keep_played(data, teams, scenario_text(companies, rounds))
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
        "longest_gap_ms": _longest(late for _, late, _, _ in noted),
        "longest_gap_of_ours_ms": _longest(late - queued for _, late, queued, _ in noted),  # others' load left out
        "longest_work_ms": _longest(work for _, _, _, work in noted),
        "gaps_over_10_ms": sum(late > 0.010 for _, late, _, _ in noted),
        **told,
    }


def _longest(seconds: Iterable[float]) -> float:
    return round(max(seconds, default=0.0) * 1000, 1)


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
