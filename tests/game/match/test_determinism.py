"""The same log, the same game: on every run, in every order, in every number of teams, from any snapshot."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

import pytest

from game.bots import policies
from game.debrief.verify import verify
from game.match import Match
from game.play import PlayedSession, play
from game.state.records import ROLES
from game.views.seat import seat_view
from tests.game import playing
from tests.game.playing import ROOT, SEATS, Walk, folded, log_of, moments, rerun, scenario

MIXES: list[dict[str, str]] = [{}, {"lead_gen": "told_cold", "sales": "told_cold"}, {"lead_gen": "padder"}]
MIXES += [{role: name} for role in ROLES for name in policies(role) if name not in ("reference", "padder")]
MIXES += [dict.fromkeys(ROLES, name) for name in ("careless", "noisy", "random_legal")]

Case = tuple[int, tuple[tuple[str, str], ...], int, bool]


def _case(seed: int, mix: dict[str, str], rounds: int, *, forward: bool) -> Case:
    return seed, tuple(mix.items()), rounds, forward


QUICK = [_case(seed, MIXES[seed % len(MIXES)], 4 if seed == 1 else 2, forward=False) for seed in range(20)]
LONG = [_case(seed, MIXES[seed % len(MIXES)], 4, forward=True) for seed in range(200)]
CASES = [*QUICK, *(pytest.param(case, marks=pytest.mark.full) for case in LONG)]


@cache
def played(case: Case) -> PlayedSession:
    seed, mix, rounds, forward = case
    return play(scenario(), seed, 1, rounds, dict(mix), forward=forward)


@pytest.mark.parametrize("case", CASES)
def test_a_log_leads_to_the_state_it_was_written_in(case: Case) -> None:
    """Folded event by event or decided anew, after a way through JSON text, and never refused on the way."""
    match = played(case).match
    again = rerun(match)

    assert played(case).refused == 0
    assert folded(match).digest() == match.digest()
    assert again.digest() == match.digest()
    assert log_of(again) == log_of(match)


@pytest.mark.parametrize("case", [*QUICK[:3], *(pytest.param(case, marks=pytest.mark.full) for case in LONG[:60])])
def test_the_same_seed_gives_the_same_game_with_mesa_and_without(case: Case) -> None:
    seed, mix, rounds, forward = case
    again = play(scenario(), seed, 1, rounds, dict(mix), forward=forward, mesa=True).match

    assert again.digest() == played(case).match.digest()
    assert log_of(again) == log_of(played(case).match)
    again.close()


def test_another_seed_gives_another_game() -> None:
    assert played(QUICK[0]).match.digest() != play(scenario(), 77, 1, 2, {}, forward=False).match.digest()


SCRIPT = """
import json, sys
from tests.game.playing import Walk, new_match, scenario
from game.play import play
walked = Walk(new_match(seed=3, teams=2), 3, acts_a_round=15).play()
bots = play(scenario(), 3, 2, 3, {"lead_gen": "noisy"}, forward=False).match
print(json.dumps([walked.digest(), bots.digest()]))
"""


def test_the_order_of_hashes_decides_nothing() -> None:
    found = [_in_a_process_of_its_own(seed) for seed in ("1", "4242")]

    assert found[0] == found[1]


def _in_a_process_of_its_own(hash_seed: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    digests: list[str] = json.loads(done.stdout)
    return digests


def test_two_sessions_side_by_side_do_not_touch_each_other() -> None:
    apart = [_bells(Walk(playing.new_match(seed=seed), seed, acts_a_round=15).play()) for seed in (8, 9)]

    walks = [Walk(playing.new_match(seed=seed), seed, acts_a_round=15) for seed in (8, 9)]
    second = iter(_in_steps(walks[1]))
    walks[0].on_act = lambda *_: next(second, None)
    walks[0].play()
    for _ in second:
        pass

    assert [_bells(walk.match) for walk in walks] == apart


def _in_steps(walk: Walk) -> Any:
    """A session command by command, so that another can be played in between: its written log, re-run."""
    source = Walk(playing.new_match(seed=walk.match.header["seed"]), 9, acts_a_round=15).play()
    for entry in source.entries:
        walk.match.submit(entry.command)
        yield


def _bells(match: Match) -> list[str]:
    return [e["data"]["digest"] for entry in match.entries for e in entry.events if e["kind"] == "round_closed"]


@pytest.mark.parametrize(("acts", "rounds"), [("open", 2), ("scenario", 4)])
def test_other_teams_change_nothing_for_a_team(acts: str, rounds: int) -> None:
    few, many = (play(scenario(), 11, n, rounds, {"sales": "noisy"}, acts, forward=False).match for n in (2, 3))

    for team in (0, 1):
        mine, same = (match.state.teams[team] for match in (few, many))
        assert mine.columns.digest() == same.columns.digest()
        assert playing.plain(mine.to_json()) == playing.plain(same.to_json())


def test_a_team_alone_plays_the_market_that_many_teams_play() -> None:
    alone, many = (play(scenario(), 12, n, 2, acts="open", forward=False).match for n in (1, 3))

    assert alone.state.teams[0].columns.digest() == many.state.teams[0].columns.digest()
    for name in ("key", "pains", "budget", "gates"):
        assert getattr(alone.state.teams[0].static, name).tolist() == getattr(many.state.teams[2].static, name).tolist()


def test_a_session_goes_on_from_every_snapshot_as_if_nothing_had_been() -> None:
    whole = moments()[-1]

    for moment in moments()[::2]:
        taken = Match.from_snapshot(whole.scenario, whole.header, moment.snapshot())
        assert taken.seq == moment.seq
        assert taken.digest() == moment.digest()
        assert taken.snapshot() == moment.snapshot()
    for moment in moments()[3::9]:
        taken = Match.from_snapshot(whole.scenario, whole.header, moment.snapshot())
        for entry in whole.entries[moment.seq :]:
            taken.apply_entry(entry)
        assert taken.digest() == whole.digest()


def test_a_folded_session_shows_every_seat_the_same() -> None:
    """What a view remembers between two looks may not outlive what it was made from."""
    whole = moments()[-1]
    header, entries = playing.as_file(whole)
    live = playing.new_match(seed=header["seed"], teams=whole.team_count)
    for entry in entries:
        live.apply_entry(entry)
        if entry.seq % 15 == 0:
            fresh = playing.copied(live)
            for seat in SEATS:
                assert seat_view(live, 0, seat, "ru") == seat_view(fresh, 0, seat, "ru"), entry.seq


def test_people_and_bots_write_logs_that_hold() -> None:
    """The house's own verification agrees on sessions of people with all their odd acts."""
    match = moments()[-1]
    header, entries = playing.as_file(match)

    found = verify(match.scenario, header, entries)

    assert (found.difference, found.entries, found.digest) == ("", len(match.entries), match.digest())


@pytest.mark.full
@pytest.mark.parametrize("seed", range(60))
def test_many_sessions_of_people_write_logs_that_hold(seed: int) -> None:
    match = Walk(playing.new_match(seed=seed, teams=1 + seed % 3), seed, acts_a_round=100).play()

    assert folded(match).digest() == match.digest()
    assert log_of(rerun(match)) == log_of(match)


def test_a_log_with_a_changed_event_is_found_out_at_the_next_bell() -> None:
    match = played(QUICK[0]).match
    header, entries = playing.as_file(match)
    bell = next(i for i, entry in enumerate(entries) if entry.command.verb == "close_round")
    last = entries[bell - 1]  # a later event would write over it
    last.events[0]["set"][f"seat/{last.command.actor.seat}"]["spent"] += 1

    with pytest.raises(ValueError, match="digest"):
        Match.from_log(match.scenario, header, entries)
