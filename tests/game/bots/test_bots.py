"""Bots are players: they see a view, they send what a person could send, and nobody has to refuse them."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.actions.commands import SEAT_VERBS
from game.bots import BY_ROLE, Bot, UnknownPolicy, policies
from game.market.chance import Draw, Kind, unit
from game.play import play
from game.state.records import ROLES
from game.views.seat import seat_view
from tests.game import playing
from tests.game.playing import ROOT, SCENARIOS, SEATS, moments, scenario

POLICIES = [(role, name) for role in ROLES for name in policies(role)]
MAY_IMPORT = ("game.bots", "game.views.shape", "game.market.chance")
"""A bot knows the shape of a view and a hash for its whims. No state, no match, no truth."""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", sorted((ROOT / "game" / "bots").glob("*.py")), ids=lambda path: path.stem)
def test_a_bot_can_know_nothing_but_a_view(path: Path) -> None:
    strange = [name for name in _imports(path) if name.startswith("game") and not name.startswith(MAY_IMPORT)]
    hash_only = [name for name in _imports(path) if name.startswith("game.market")]

    assert strange == []
    assert set(hash_only) <= {"game.market.chance.mix"}


@pytest.mark.parametrize(("role", "name"), POLICIES)
def test_a_bot_decides_by_the_view_alone_and_leaves_it_as_it_was(role: str, name: str) -> None:
    """What it gets may come from the wire: plain JSON gives the same command, twice."""
    bot, seat = Bot.make(name, role), ROLES.index(role)
    acts = []
    for match in moments()[::3]:
        view = seat_view(match, 0, seat, "")
        wired: Any = json.loads(json.dumps(view))
        act = bot.decide(wired)
        assert playing.plain(wired) == playing.plain(view)
        assert bot.decide(wired) == act == Bot.make(name, role).decide(view)
        acts.append(act)
    for verb, args in filter(None, acts):
        assert role in [ROLES[number] for number in SEAT_VERBS[verb][1]]
        json.dumps(args)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_bot_reads_no_words(lang: str) -> None:
    """Reference bots do the same whichever language their seat is shown in."""
    for match in moments()[::5]:
        for seat, role in zip(SEATS, ROLES, strict=True):
            bot = Bot.make("reference", role)
            assert bot.decide(seat_view(match, 0, seat, lang)) == bot.decide(seat_view(match, 0, seat, ""))


@pytest.mark.parametrize("role", ROLES)
def test_an_unknown_policy_is_told_with_those_there_are(role: str) -> None:
    with pytest.raises(UnknownPolicy, match="reference"):
        Bot.make("clever", role)


LONG = [pytest.param(seed, True, marks=pytest.mark.full) for seed in range(2, 20)]


@pytest.mark.parametrize(("seed", "forward"), [(0, True), (1, False), *LONG])
def test_the_reference_team_is_never_refused(seed: int, forward: bool) -> None:
    for acts in ("scenario", "open"):
        played = play(scenario(), seed, 1 + seed % 2, acts=acts, forward=forward and acts == "scenario")

        assert played.refused == 0
        assert played.commands == len(played.match.entries)


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize(("role", "policy"), POLICIES)
def test_every_policy_plays_a_round_of_every_scenario_without_being_refused(name: str, role: str, policy: str) -> None:
    match = play(scenario(name), 5, 1, 1, {role: policy})

    assert match.refused == 0
    assert match.match.phase == "result"


@pytest.mark.full
@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize(("role", "policy"), POLICIES)
def test_every_policy_plays_every_scenario_to_its_end(name: str, role: str, policy: str) -> None:
    for seed in range(6):
        for acts in ("scenario", "open"):
            played = play(scenario(name), seed, 1 + seed % 3, None, {role: policy}, acts)

            assert played.refused == 0
            assert played.match.phase == "fast_forward"
            assert len(played.match.state.teams[0].tallies) >= scenario(name).frame.rounds + 1


def test_every_role_has_its_reference_and_its_fools() -> None:
    for role in ROLES:
        assert {"reference", "careless", "noisy", "random_legal"} <= set(BY_ROLE[role])


# --- Numbers move nothing -------------------------------------------------------------------------------

EVERY_KIND = {"lead_gen": "reference", "sales": "noisy", "account": "neglect"}


def test_bots_play_the_same_game_under_any_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = play(scenario(), 31, policies=EVERY_KIND, rounds=2).match

    def backwards(key: int, draw: Draw, ordinal: int = 0) -> float:
        return 1.0 - unit(key, draw, ordinal) if draw == Kind.NUMBER else unit(key, draw, ordinal)

    monkeypatch.setattr("game.state.team.unit", backwards)
    other = play(scenario(), 31, policies=EVERY_KIND, rounds=2).match

    assert other.state.teams[0].numbers != usual.state.teams[0].numbers
    assert other.digest() == usual.digest()


def test_teams_of_the_same_bots_fare_the_same() -> None:
    match = play(scenario(), 32, teams=3, rounds=2).match
    first, *others = (team.to_json() for team in match.state.teams)
    assert all(other == first for other in others)
