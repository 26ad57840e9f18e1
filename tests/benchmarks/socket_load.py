"""Baton beside the bare echo: processor time per act, interleaved on the same machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.web.running import ROOT, Running, Workshop

SEATS_PER_SESSION = 36


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_spans(
    base: str, plan: dict[str, Any], spans: list[tuple[float, float]], pid: int | None = None
) -> list[dict[str, Any]]:
    """Let the seats of a plan act for spans of (seconds, acts a second each); what they saw, span by span.

    With the server's `pid` also what an act cost it.
    """
    paces = [str(number) for span in spans for number in span]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.load", base, *paces],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as load:
        assert load.stdin is not None
        assert load.stdout is not None
        load.stdin.write(json.dumps(plan))
        load.stdin.close()
        assert load.stdout.readline().strip() == "GO"
        before = processor_seconds(pid) if pid else 0.0
        results: list[dict[str, Any]] = json.loads(load.stdout.readline())
        if pid:
            spent = processor_seconds(pid) - before
            answered = sum(result["acknowledged"] for result in results)
            results[0]["cpu_ms_per_act"] = round(spent * 1000 / max(1, answered), 3)
    return results


def run_load(base: str, pid: int, plan: dict[str, Any], seconds: float, rate: float) -> dict[str, Any]:
    """The same for one span."""
    return run_spans(base, plan, [(seconds, rate)], pid)[0]


class Echo:
    """The bare echo, running."""

    def __init__(self, folder: Path, payload: dict[str, Any], clients: int) -> None:
        file = folder / "payload.json"
        file.write_text(json.dumps(payload))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.echo_server", str(file)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.base = self.process.stdout.readline().split()[1]
        tokens = [f"room-{number // 3}" for number in range(clients)]
        self.plan = {"tokens": tokens, "round": 1, "args": [{}] * clients}

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


def seats_of(server: Running, clients: int, scenario: str) -> dict[str, Any]:
    """Fill sessions with people, all in round 1, and note what each can type into the dossier."""
    host = server.call("/api/host", {"ticket": server.ticket})[1]["token"]
    tokens: list[str] = []
    args: list[dict[str, Any]] = []
    while len(tokens) < clients:
        room = Workshop(server, host, teams=12, scenario=scenario)
        many = min(SEATS_PER_SESSION, clients - len(tokens))
        mine = [room.join(f"P{number}")["token"] for number in range(many)]
        room.open_round()
        for token in mine:
            view = server.enter(token).view["view"]
            company = _open(view["companies"]) if "companies" in view else 100
            args.append({"company": company, "field": "severity", "value": "minor", "status": "guess"})
        tokens += mine
        server.hang_up()  # nobody watches at the console: the echo has no console either
    return {"tokens": tokens, "round": 1, "args": args}


def _open(companies: list[dict[str, Any]]) -> int:
    """The first company whose severity the seat has not confirmed: it may be typed again and again."""
    for company in companies:
        cell = next((cell for cell in company["cells"] if cell["field"] == "severity"), {"status": ""})
        if cell["status"] != "confirmed":
            return int(company["id"])
    return int(companies[0]["id"])


def compare(
    clients: int = 200, seconds: float = 8, rate: float = 1, turns: int = 2, scenario: str = "fake"
) -> dict[str, Any]:
    """Both servers in turns; the ratio of processor time per act.

    With the small game ("fake") this measures the server alone; with a real scenario the rules and views as well.
    The echo's payload is a view of the same game.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Running(folder, "tests.web.serve_fake" if scenario == "fake" else "tests.web.serve_game")
        echo = None
        try:
            plan = seats_of(server, clients, scenario)
            sample = server.enter(plan["tokens"][0])
            echo = Echo(folder, sample.view, clients)
            server.hang_up()
            assert server.process is not None
            found: dict[str, list[dict[str, Any]]] = {"echo": [], "baton": []}
            for _ in range(turns):
                found["echo"].append(run_load(echo.base, echo.process.pid, echo.plan, seconds, rate))
                found["baton"].append(run_load(server.base, server.process.pid, plan, seconds, rate))
        finally:
            if echo is not None:
                echo.stop()
            server.stop()
    best = {name: min(runs, key=lambda run: run["cpu_ms_per_act"]) for name, runs in found.items()}
    return {
        "clients": clients,
        "acts_per_second": clients * rate,
        "cpu_ratio": round(best["baton"]["cpu_ms_per_act"] / best["echo"]["cpu_ms_per_act"], 2),
        **{f"{name}_{key}": value for name, run in best.items() for key, value in run.items()},
    }


if __name__ == "__main__":
    print(json.dumps(compare(), indent=2))
    print(json.dumps(compare(36, scenario="kitchen", rate=0.2), indent=2))
