"""Clients think, may be followed up once, and never think beyond the bell."""

from __future__ import annotations

import pytest

from game.market.chance import Kind
from game.market.columns import Profile
from game.state.records import ACCOUNT, SALES
from tests.builders import (
    JUDGED,
    Floor,
    Luck,
    a_match,
    a_thinking_client,
    an_opportunity,
    demo,
    propose,
)

# --- Thinking -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "draw", "minutes"),
    [
        (Profile.CAT, 0.0, 0),
        (Profile.CAT, 0.25, 20),
        (Profile.CAT, 0.65, 120),
        (Profile.CAT, 0.75, -1),
        (Profile.EAGLE, 0.0, 0),
        (Profile.EAGLE, 0.75, 120),
        (Profile.WOLF, 0.0, 20),
        (Profile.WOLF, 0.55, -1),
        (Profile.WOLF, 0.95, -1),
        (Profile.SHARK, 0.45, 60),
    ],
)
def test_a_client_thinks_as_long_as_its_character(
    floor: Floor, luck: Luck, profile: Profile, draw: float, minutes: int
) -> None:
    luck.set(Kind.THINK, draw)
    row = an_opportunity(floor, profile=profile)
    floor.meet(row, demo())
    track, clock = floor.track(row), floor.seat(SALES).clock
    if minutes < 0:
        assert (track.ready_round, track.ready_clock) == (2, 0)
    else:
        assert (track.ready_round, track.ready_clock) == (1, clock + minutes)


def test_nobody_thinks_longer_than_to_the_bell(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.THINK, 0.65)  # two hours
    row = an_opportunity(floor)
    floor.idle(SALES, 400)
    floor.meet(row, demo())
    assert (floor.track(row).ready_round, floor.track(row).ready_clock) == (2, 0)
    floor.bell()
    floor.meet(row, "compare")


def test_a_thinking_client_may_only_get_a_follow_up_and_one(floor: Floor) -> None:
    row = a_thinking_client(floor, 100)
    assert floor.refused(SALES, "meet", row, agenda=[propose()]) == "thinking"
    before = floor.now(row).trust
    floor.act(SALES, "follow_up", row)
    assert floor.seat(SALES).spent == 9
    assert floor.track(row).ready_clock == 40
    assert floor.now(row).trust == pytest.approx(before + 0.015)
    assert floor.refused(SALES, "follow_up", row) == "already_done"
    floor.idle(SALES, 31)
    floor.meet(row, propose())


def test_a_wolf_dislikes_being_followed_up(floor: Floor) -> None:
    row = a_thinking_client(floor, 100, profile=Profile.WOLF)
    before = floor.now(row).trust
    floor.act(SALES, "follow_up", row)
    assert floor.now(row).trust == pytest.approx(before - 0.02)


def test_a_follow_up_needs_more_than_an_hour_of_thinking(floor: Floor) -> None:
    assert floor.refused(SALES, "follow_up", a_thinking_client(floor, 60)) == "limit_reached"
    assert floor.refused(SALES, "follow_up", an_opportunity(floor, 1)) == "already_done"


def test_every_step_of_a_deal_may_be_followed_up_once(floor: Floor, luck: Luck) -> None:
    luck.set(Kind.THINK, 0.65)
    row = a_thinking_client(floor, 100)
    floor.act(SALES, "follow_up", row)
    floor.idle(SALES, 40)
    floor.meet(row, propose())
    floor.act(SALES, "follow_up", row)
    assert floor.seat(SALES).decisions == 3


def test_an_answer_due_in_two_weeks_comes_sooner_but_not_at_once(luck: Luck) -> None:
    floor = a_match()
    row = a_thinking_client(floor, 0)
    floor.team.assign(f"track/{row}", {"ready_round": 3, "ready_clock": 0})
    floor.idle(SALES, 80)
    floor.act(SALES, "follow_up", row)  # 400 of this round and 480 of the next remain: 352 with a follow-up
    assert (floor.track(row).ready_round, floor.track(row).ready_clock) == (1, 80 + 352)
    other = a_thinking_client(floor, 0)
    floor.team.assign(f"track/{other}", {"ready_round": 3, "ready_clock": 0})
    floor.idle(SALES, 200)
    floor.act(SALES, "follow_up", other)  # the clock shows 289: 191 + 480 remain
    assert (floor.track(other).ready_round, floor.track(other).ready_clock) == (2, 289 + 268 - 480)


def test_known_fields_of_the_brief_do_not_change_what_thinking_costs(floor: Floor) -> None:
    for known in (JUDGED, ()):
        row = a_thinking_client(floor, 100, known=known)
        floor.act(SALES, "follow_up", row)
    assert floor.seat(ACCOUNT).spent == 0
    assert floor.seat(SALES).spent == 18
