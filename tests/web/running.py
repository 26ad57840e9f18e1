"""A real server process on a free port of this machine, and what tests do with it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.patience import Patience
from tests.web.wire import NOT_FINAL, Refused, Wire

ROOT = Path(__file__).resolve().parents[2]


class Running:
    """A server process. `call` speaks JSON, `wire` opens a socket."""

    def __init__(self, data: Path, module: str = "tests.web.serve_fake", port: int = 0) -> None:
        self.data = data
        self.module = module
        self.port = port
        self.process: subprocess.Popen[str] | None = None
        self.wires: list[Wire] = []
        self.bodies: list[str] = []  # every HTTP answer, for leak tests
        self.start()

    def start(self) -> None:
        """Start it, on the port it had before."""
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "default"}
        with (self.data / "stderr.txt").open("a") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, str(self.data), str(self.port)],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env=environment,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().split()
        if not line:
            self.kill()
        assert line[:1] == ["READY"], (self.data / "stderr.txt").read_text()
        self.base, self.ticket = line[1], line[2]
        self.port = int(self.base.rsplit(":", 1)[1])

    def call_host_link(self) -> str:
        """A new ticket to the console, as `baton host-link` makes it."""
        from web.access import tokens
        from web.access.tokens import Purpose
        from web.store.engine import open_engine, sqlite_url
        from web.store.writer import Store

        store = Store(open_engine(sqlite_url(self.data)))
        ticket = store.run(lambda connection: tokens.issue(connection, Purpose.HOST_TICKET))
        store.close()
        return ticket

    def kill(self) -> None:
        """Kill -9."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def stop(self) -> None:
        """Ask it to stop."""
        self.hang_up()
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def hang_up(self) -> None:
        """Close every socket that was opened here."""
        for wire in self.wires:
            wire.close()
        self.wires.clear()

    def log(self) -> str:
        """All that it logged."""
        texts = [self.data / "stderr.txt", self.data / "baton.log"]
        return "\n".join(path.read_text(errors="replace") for path in texts if path.exists())

    def call(self, path: str, body: Any = None, **how: Any) -> tuple[int, Any]:
        """An HTTP request; status and parsed body. A slow server is asked again, as the browser does."""
        patience = Patience("a final answer")
        while True:
            status, told = self.call_once(path, body, **how)
            slow = status == 503 and isinstance(told, dict) and told.get("code") in NOT_FINAL
            if not slow:
                return status, told
            patience.rest(0.2)

    def call_once(
        self,
        path: str,
        body: Any = None,
        *,
        token: str = "",
        method: str = "",
        headers: dict[str, str] | None = None,
    ) -> tuple[int, Any]:
        """One HTTP request."""
        data = None if body is None else json.dumps(body).encode() if not isinstance(body, bytes) else body
        request = urllib.request.Request(self.base + path, data=data, method=method or ("POST" if data else "GET"))
        request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        for key, value in (headers or {}).items():
            request.add_header(key, value)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                status, text = error.code, error.read().decode()
        self.bodies.append(text)
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text

    def wire(self, **how: Any) -> Wire:
        """Open a socket."""
        made = Wire(self.base, **how)
        self.wires.append(made)
        return made

    def enter(self, token: str, **more: Any) -> Wire:
        """Open a socket and connect with a token."""
        patience = Patience("a way in")
        while True:
            made = self.wire()
            try:
                made.connect(token, **more)
            except Refused as refused:
                made.close()
                if str(refused) not in NOT_FINAL:
                    raise
                patience.rest(0.2)
            else:
                return made


class Workshop:
    """One session on a running server, with its facilitator."""

    def __init__(
        self, server: Running, host_token: str, *, teams: int = 2, minutes: int | None = 0, **more: Any
    ) -> None:
        self.server = server
        self.host_token = host_token
        body = {
            "scenario": more.pop("scenario", "fake"),
            "teams": teams,
            "minutes_per_round": minutes,
            **more,
        }
        status, made = server.call("/api/sessions", body, token=host_token)
        assert status == 200, made
        self.session: str = made["session"]
        self.code: str = made["code"]
        self.host = server.enter(host_token, session=self.session)

    def join(self, name: str, language: str = "en", **wish: Any) -> dict[str, Any]:
        """Take a seat, or what else is wished for."""
        status, body = self.server.call("/api/join", {"code": self.code, "name": name, "language": language, **wish})
        assert status == 200, body
        return body

    def sit(self, name: str, language: str = "en") -> Wire:
        """Take a seat and connect."""
        return self.server.enter(self.join(name, language)["token"])

    def open_round(self) -> None:
        """Let the next round begin."""
        before = self.host.view["view"]["session"]["round"]
        answer = self.host.act("open_round")
        assert answer["ok"], answer
        self.host.see(lambda e: e["view"]["session"]["round"] == before + 1)

    def press(self, *verbs: str) -> None:
        """The facilitator goes on, step by step, and never on a view that a round has outrun."""
        for verb in verbs:
            if verb == "open_round":
                self.open_round()
            else:
                answer = self.host.act(verb)
                assert answer["ok"], (verb, answer)
