"""Two sessions that differ only in what nobody has asked: everybody is told the same, byte for byte."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import pytest

from game.market.build import build
from game.state.records import LEAD_GEN
from tests.game.playing import new_match, scenario
from tests.web.running import Running, Workshop
from tests.web.worlds import HIDDEN, SEED, Worlds, asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.wire import Wire

NAMES = ("Anna", "Boris", "Clara")
OF_THE_ENVELOPE = ("session", "code", "links")
OF_PEOPLE_AND_CLOCK = ("participant", "server_ms", "left_ms", "away_s", "idle_s")


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("worlds"), "tests.web.serve_worlds")
    yield running
    running.stop()
    assert "Traceback" not in running.log()


class World:
    """One of the two sessions: three seats, the console, the projector."""

    def __init__(self, server: Running, host: str) -> None:
        self.server, self.host = server, host
        self.room = Workshop(server, host, scenario="kitchen", teams=1)
        self.tokens = [self.room.join(name)["token"] for name in NAMES]
        self.seats = [server.enter(token) for token in self.tokens]
        screen = server.call("/api/screen", {"code": self.room.code})[1]["token"]
        self.wires: list[Wire] = [*self.seats, self.room.host, server.enter(screen)]
        for wire in self.wires:
            wire.see(lambda e: sum(p["state"] == "here" for p in e["presence"]) == len(NAMES))
        self.told: list[str] = []

    def step(self, wire: Wire, verb: str, args: dict[str, Any]) -> None:
        """Send an act, wait until everybody has seen what came of it, and keep what each was told."""
        answer = wire.act(verb, args)
        for reader in self.wires:
            if answer["ok"]:
                reader.see(lambda e, v=answer["version"]: e["version"] >= v)
        self.told.append(plain({"verb": verb, **answer}))
        self.told += [plain(reader.view) for reader in self.wires]

    def ask(self, path: str, token: str) -> None:
        """An HTTP request."""
        self.told.append(plain(list(self.server.call(path.replace("SESSION", self.room.session), token=token))))


def plain(told: Any) -> str:
    """What was told as text, without the session's own names and the room's clock."""
    return json.dumps(_masked(told), ensure_ascii=False)


def _masked(told: Any) -> Any:
    if isinstance(told, dict):
        hidden = (*OF_PEOPLE_AND_CLOCK, *(OF_THE_ENVELOPE if "presence" in told else ()))
        return {key: None if key in hidden else _masked(value) for key, value in told.items()}
    return [_masked(one) for one in told] if isinstance(told, list) else told


def script(world: World) -> None:
    """Everybody works on the companies that are the same in both worlds."""
    crew = new_match(seed=SEED).state.teams[0]
    waiting, listed, deal, account = (crew.numbers[row] for row in asked(crew.static))
    lead, sales, manager = world.seats
    world.step(world.room.host, "open_round", {})
    call = [{"topic": topic} for topic in ("situation", "pain", "severity", "budget")]
    for company in (waiting, listed):
        world.step(lead, "call", {"company": company, "agenda": call})
    world.step(sales, "meet", {"company": deal, "agenda": [{"topic": "ask", "field": "pain"}], "visit": True})
    for task in ("service", "dossier"):
        world.step(manager, "task", {"company": account, "task": task})
    world.step(lead, "hand_over", {"company": waiting, "mode": "told", "warm": False, "notes": ""})
    world.step(sales, "pass_time", {})
    world.step(lead, "call", {"company": 9_999, "agenda": call})  # a refusal tells nothing either
    for path in ("/api/scenarios", "/api/debrief/SESSION", "/api/debrief/SESSION/quiz"):
        world.ask(path, world.tokens[LEAD_GEN])
    world.ask("/api/debrief/SESSION", world.host)


def test_nobody_can_tell_two_worlds_apart_by_what_nobody_asked(worlds: Running) -> None:
    host = worlds.call("/api/host", {"ticket": worlds.ticket})[1]["token"]
    one = World(worlds, host)
    script(one)
    other = World(worlds, host)
    script(other)

    done = [json.loads(told) for told in one.told if told.startswith('{"verb"')]
    assert sum(act["ok"] for act in done) >= 6, "most of the script is played"
    assert len(one.told) == len(other.told)
    for mine, theirs in zip(one.told, other.told, strict=True):
        at = next(
            (i for i, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
        )
        assert mine == theirs, f"they part at: {mine[max(0, at - 200) : at + 60]} | {theirs[at : at + 60]}"
    # Values are compared above; that a message holds nothing beside its values is what its length must not tell.
    frames = [frame for world in (one, other) for wire in world.wires for frame in wire.heard if frame[:3] == "42["]
    assert all(frame == "42" + orjson.dumps(orjson.loads(frame[2:])).decode() for frame in frames)


def test_the_twin_differs_in_every_hidden_trait() -> None:
    rules = Worlds()
    sources = rules.sources("kitchen")
    header: Any = rules.new(sources, 0, 1, "scenario", ["A"]).header  # type: ignore[attr-defined]
    one, other = (rules.fold(sources, header, []) for _ in range(2))
    static, _ = build(scenario(), SEED, scenario().frame.rounds)
    mine, theirs = (match.state.teams[0].static for match in (one, other))  # type: ignore[attr-defined]
    kept = asked(static)
    for name in HIDDEN:
        assert np.array_equal(getattr(mine, name), getattr(static, name))
        assert not np.array_equal(getattr(theirs, name), getattr(static, name))
        assert np.array_equal(getattr(theirs, name)[kept], getattr(static, name)[kept])
