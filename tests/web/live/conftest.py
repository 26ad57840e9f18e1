"""Sessions in this process, with real threads and the small game: for what can be seen best from inside."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import PATIENCE_S, Patience
from tests.web.fake_rules import FakeRules
from tests.web.wire import settled
from web.access import tokens
from web.access.tokens import Principal, Purpose
from web.live.asks import Ask
from web.live.founding import chosen
from web.live.readers import Reader
from web.live.registry import Live
from web.store.engine import open_engine, sqlite_url
from web.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from web.live.keeper import Keeper


class Desk:
    """A connection without a wire: keeps the envelopes it is sent."""

    def __init__(self, hall: Hall, principal: Principal) -> None:
        self.hall = hall
        self.envelopes: list[dict[str, Any]] = []
        self.news = threading.Condition()
        self.pending = 0  # pretended backlog
        self.hung_up = False
        self.reader = Reader(uuid.uuid4().hex, self, principal, "en")
        hall.session.attach(self.reader)
        self.see(lambda _: True)

    def send(self, envelope: dict[str, Any]) -> None:
        with self.news:
            self.envelopes.append(envelope)
            self.news.notify_all()

    def backlog(self) -> tuple[int, int]:
        return self.pending, self.pending * 1000

    def close(self) -> None:
        with self.news:
            self.hung_up = True
            self.news.notify_all()
        self.hall.session.detach(self.reader)

    def is_hung_up(self, timeout: float = 40) -> bool:
        """Whether the server hangs up."""
        with self.news:
            return self.news.wait_for(lambda: self.hung_up, timeout)

    def see(self, holds: Callable[[dict[str, Any]], Any], timeout: float = PATIENCE_S) -> dict[str, Any]:
        patience = Patience("a view", timeout)
        with self.news:
            while not (self.envelopes and holds(self.envelopes[-1])):
                self.news.wait(patience.left())
            return self.envelopes[-1]

    def act(self, verb: str, args: Any = None, round_: int | None = None, act_id: str = "") -> dict[str, Any]:
        seen = self.envelopes[-1]["view"]["session"]["round"] if round_ is None else round_
        name = act_id or uuid.uuid4().hex
        return settled(lambda: self._ask(Ask(name, seen, verb, args or {}, reader=self.reader)))

    def _ask(self, ask: Ask) -> dict[str, Any]:
        self.hall.session.ask(ask)
        assert ask.done.wait(30)
        assert ask.answer is not None
        return ask.answer.to_json()


class Hall:
    """One session and the desks in it."""

    def __init__(self, live: Live, **how: Any) -> None:
        self.live = live
        self.row = live.create(chosen(live.rules, "fake", how.pop("teams", 2), language="en", **how))
        session = live.get(self.row.id)
        assert session is not None
        self.session = session
        self.host = Desk(self, Principal(Purpose.FACILITATOR, "", "", "host"))

    def sit(self, name: str) -> Desk:
        """Join and connect."""
        token, _ = self.live.join(self.session, name, "en")
        return self.connect(token)

    def connect(self, token: str) -> Desk:
        """Connect with a token."""
        who = tokens.principal(self.live.store, token)
        assert who is not None
        return Desk(self, who)

    def open_round(self) -> None:
        """Let the next round begin."""
        before = self.host.envelopes[-1]["view"]["session"]["round"]
        assert self.host.act("open_round")["ok"]
        self.host.see(lambda e: e["view"]["session"]["round"] == before + 1)


@pytest.fixture
def make_hall(tmp_path: Path) -> Iterator[Callable[..., Hall]]:
    """Makes a session; `round_seconds` sets the length of its rounds."""
    made: list[Live] = []

    def make(round_seconds: float = 360, keeper: Keeper | None = None, **how: Any) -> Hall:
        store = Store(open_engine(sqlite_url(tmp_path)))
        live = Live(store, FakeRules(round_seconds), lambda _: [], keeper=keeper)
        live.start()
        made.append(live)
        return Hall(live, **how)

    yield make
    for live in made:
        live.stop()
        live.store.close()
