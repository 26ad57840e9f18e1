"""Headless sessions: the order in which seats act, and a whole game from the first bell to the last month."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from game.bots import Bot
from game.match import Actor, Command, Match
from game.play import Driver, PlayedSession, play
from game.state.records import LEAD_GEN, ROLES
from game.views.seat import seat_view
from tests.builders import kitchen


@cache
def whole() -> PlayedSession:
    """The flagship's own course, played to its last month; nobody may change it."""
    return play(kitchen(), 5, teams=2)


def test_the_seat_with_the_least_clock_acts_first_and_ties_go_by_seat() -> None:
    match = Match.new(kitchen(), 5, acts="open")
    driver = Driver(match, {})
    driver.take_seats()
    driver.facilitate("open_round")
    clocks: list[tuple[int, int, int]] = []
    asked: list[int] = []

    class Watched(dict[str, Bot]):
        """Notes whose turn it is, and what the clocks show."""

        def __getitem__(self, role: str) -> Bot:
            crew = match.state.teams[0].seats
            clocks.append((crew[0].clock, crew[1].clock, crew[2].clock))
            asked.append(ROLES.index(role))
            return super().__getitem__(role)

    driver.work(0, Watched(driver.bots))
    assert asked[:3] == [0, 1, 2]
    out: set[int] = set()
    for (seat, now), (_, later) in pairwise(zip(asked, clocks, strict=True)):
        assert all(now[seat] <= now[other] for other in range(3) if other not in out)
        if later == now:
            out.add(seat)  # it had nothing to do


def test_nobody_spends_more_than_a_round_and_its_overrun() -> None:
    match = Match.new(kitchen(), 3, acts="open")
    driver = Driver(match, {"lead_gen": "padder", "account": "noisy"})
    driver.take_seats()

    def watch(now: Match) -> None:
        for seat in now.state.teams[0].seats:
            assert 0 <= seat.spent <= seat.total + now.scenario.frame.overrun

    for _ in range(2):
        driver.play_round(watch)


def test_a_session_goes_through_charter_finish_and_twelve_months() -> None:
    history = [step[0] for step in whole().match.state.course.history]
    rounds = ["open_round", "close_round"]
    assert history == [*rounds * 2, "open_charter", *rounds * 2, "finish"]
    assert whole().match.round == 4 + 1 + 24 + 1
    assert whole().refused == 0


def test_in_the_first_two_rounds_bots_use_no_card_and_afterwards_the_clean_one() -> None:
    for team in whole().match.state.teams:
        modes = {(h.round > 2, h.mode, h.warm) for h in team.handoffs if h.round <= 4}
        assert {m for m in modes if not m[0]} == {(False, "told", False)}
        assert {m for m in modes if m[0]} <= {(True, "card", True)}


def test_teams_share_what_clients_are_but_not_their_numbers() -> None:
    first, second = whole().match.state.teams
    assert first.static is second.static
    assert first.numbers != second.numbers
    assert sorted(first.numbers.values()) == sorted(second.numbers.values())


def test_a_session_may_stop_early_and_then_has_no_months() -> None:
    played = play(kitchen(), 5, rounds=2)
    assert (played.match.round, played.match.phase) == (2, "result")
    assert len(played.match.state.teams[0].tallies) == 2


def test_progress_is_told_round_by_round() -> None:
    told: list[tuple[int, int]] = []
    play(kitchen(), 5, rounds=3, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_orders_jobs_and_money_of_a_whole_game_fit_together() -> None:
    team = whole().match.state.teams[0]
    for tally in team.tallies:
        assert tally.orders >= 0
        assert tally.handed <= tally.handoffs
        assert tally.accepted_first <= tally.accepted
        assert tally.touched <= tally.accounts
    session = team.tallies[:4]
    assert sum(t.inbound for t in session) <= 28 + 11 + 30
    assert all(t.wages == 470_000 for t in session)
    assert all(t.wages == 180_000 for t in team.tallies[5:29])
    handed = [h.company for h in team.handoffs if h.sender == LEAD_GEN]
    assert sum(t.handed for t in session) == len(set(handed))
    assert sum(t.won for t in team.tallies) == sum(w > 0 for w in team.columns.won_round.tolist())


def test_bells_are_the_only_events_of_both_teams_at_once() -> None:
    rounds = [e.events[0]["data"]["round"] for e in whole().match.entries if e.command.verb == "close_round"]
    assert all(b - a == 1 for a, b in pairwise(rounds))
    assert rounds[-1] == 29


def test_while_forty_per_cent_are_released_nobody_spends_more() -> None:
    match = Match.new(kitchen(), 4, acts="open")
    driver = Driver(match, {})
    driver.take_seats()
    driver.facilitate("open_round")
    released = 480 * 2 // 5
    for seat, role in enumerate(ROLES):
        for number in range(60):
            act = driver.bots[role].decide(seat_view(match, 0, seat, "", released))
            if act is None:
                break
            actor = Actor.seat_of(0, seat, "bot")
            match.submit(Command(f"{seat}-{number}", actor, 1, *act, {"released": released}))
    spent = [seat.spent for seat in match.state.teams[0].seats]
    assert all(0 < minutes <= released for minutes in spent)
    driver.work(0, driver.bots)
    assert max(seat.spent for seat in match.state.teams[0].seats) > released
