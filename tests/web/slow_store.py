"""A store that another program holds for a while, and people who go on acting."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.patience import Patience
from tests.web.wire import NOT_NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.running import Running
    from tests.web.wire import Wire


@contextlib.contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold SQLite's write lock, as a database tool with an open transaction does."""
    tool = sqlite3.connect(data / "baton.db", isolation_level=None, timeout=30)
    tool.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        tool.execute("ROLLBACK")
        tool.close()


@dataclass
class Actor:
    """A seat that acts again and again, and asks by the same id until its act's fate is known."""

    wire: Wire
    number: int
    codes: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    done: dict[str, dict[str, Any]] = field(default_factory=dict)
    refused: list[dict[str, Any]] = field(default_factory=list)

    def play(self, stop: threading.Event, rest_s: float = 0.3) -> None:
        """Until told to stop, and then until the last act is decided."""
        while not stop.wait(rest_s):
            act_id = uuid.uuid4().hex
            while not self._decided(act_id):
                time.sleep(rest_s)

    def _decided(self, act_id: str) -> bool:
        asked = Patience("an answer")
        args = {"company": 100 + self.number, "field": "pain", "value": "x"}
        answer = self.wire.ack(self.wire.send("act", {"id": act_id, "round": 1, "verb": "mark", "args": args}))
        self.seconds.append(asked.spent())
        self.codes.append(answer.get("code", "ok"))
        if answer["ok"]:
            self.done[act_id] = answer
        elif answer["code"] not in NOT_NOW:
            self.refused.append(answer)
        return answer.get("code") not in NOT_NOW


def log_of(data: Path, session: str) -> dict[str, tuple[int, int]]:
    """Seq and version of each entry by its id; the log has no gap and no id twice."""
    with contextlib.closing(sqlite3.connect(data / "baton.db")) as store:
        query = "SELECT seq, id, version FROM entries WHERE session = ? ORDER BY seq"
        log = store.execute(query, (session,)).fetchall()
    assert [seq for seq, _, _ in log] == list(range(1, len(log) + 1))
    stored = {act_id: (seq, version) for seq, act_id, version in log}
    assert len(stored) == len(log)
    return stored


@contextlib.contextmanager
def playing(actors: list[Actor]) -> Iterator[None]:
    """Let them all act meanwhile; they end when their last act is decided."""
    stop = threading.Event()
    threads = [threading.Thread(target=actor.play, args=(stop,), daemon=True) for actor in actors]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=90)
    assert not any(thread.is_alive() for thread in threads)


def health(server: Running) -> dict[str, Any]:
    """What the sign of life says."""
    status, told = server.call("/healthz")
    assert status == 200
    return told
