"""Two worlds that differ in what nobody has asked for look the same to whoever looks on."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.game.playing import Walk, copied, new_match
from tests.game.views.worlds import Reader as Eye
from tests.game.views.worlds import twin
from tests.web.live.conftest import Desk
from web.access import tokens
from web.live.clock import monotonic_ms
from web.live.founding import chosen
from web.live.joining import Wish
from web.live.registry import Live
from web.paths import SCENARIOS
from web.store import sessions
from web.store.engine import open_engine, sqlite_url
from web.store.sessions import Allowed
from web.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.match import Command, Match


class Hall:
    """A session of the real game with one observer."""

    def __init__(self, data: Path) -> None:
        from web.live.game_rules import GameRules

        self.store = Store(open_engine(sqlite_url(data)))
        self.live = Live(self.store, GameRules(SCENARIOS), lambda _: [])
        set_up = chosen(self.live.rules, "kitchen", 2, language="en", minutes=0, allowed=Allowed(observers=1))
        row = self.live.create(set_up)
        session = self.live.get(row.id)
        assert session is not None
        self.session = session
        token, _ = self.live.join(session, "Olga", "en", Wish(team=1, observe=True))
        who = tokens.principal(self.store, token)
        assert who is not None
        self.olga = Desk(self, who)  # type: ignore[arg-type]

    def heard(self, match: Match) -> Any:
        """All that the observer is told of a match, but for what the wall declares: a break's handoff, a year's cause."""
        room = self.session.room
        room.match = match  # type: ignore[assignment]
        told: dict[str, Any] = dict(self.session.broadcast.envelope(self.olga.reader, monotonic_ms(), {}))
        del told["clock"]
        year = [{**line, "cause": None} for line in told["view"]["forward"]]
        told["view"] = {**told["view"], "story": None, "forward": year}
        return told


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    yield made
    made.live.stop()
    made.store.close()


def moments(seed: int) -> list[Match]:
    """A session now and then, in all its phases."""
    kept: list[Match] = []

    def keep(match: Match, _command: Command, _code: str) -> None:
        if match.phase == "round" and len(match.entries) % 40 == 0:
            kept.append(copied(match))

    walk = Walk(
        new_match(seed=seed, teams=2), seed, acts_a_round=25, on_act=keep, on_phase=lambda m: kept.append(copied(m))
    )
    walk.play()
    return kept


def test_an_observer_cannot_tell_two_worlds_apart_that_differ_in_what_is_hidden(hall: Hall) -> None:
    chance = Random(5)
    seen = moments(5)
    assert {match.phase for match in seen} >= {"round", "result"}
    for match in seen:
        assert hall.heard(twin(match, Eye("screen"), chance)) == hall.heard(match)


def test_a_planted_leak_is_heard(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    match = moments(5)[2]
    rules = hall.session.room.rules
    shown = rules.screen_view

    def leaking(match: Any, language: Any, message: str) -> dict[str, Any]:
        return {**shown(match, language, message), "trust": match.state.teams[1].columns.trust.tolist()}

    monkeypatch.setattr(rules, "screen_view", leaking)
    assert hall.heard(twin(match, Eye("screen"), Random(1))) != hall.heard(match)


def test_whoever_only_looks_on_is_not_counted_among_the_people_of_a_session(hall: Hall) -> None:
    assert [people for _, people in hall.store.look(sessions.every)] == [0]
    hall.live.join(hall.session, "Anna", "en")
    assert [people for _, people in hall.store.look(sessions.every)] == [1]
