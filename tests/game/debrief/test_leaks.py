"""Value lost: the bars add up, the reference loses nothing against itself, a planted fault shows where it was planted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.debrief.leaks import leaks_view, ledger_of, par_of
from game.debrief.leaks.ledger import CAUSES, STEPS
from game.match import Actor, Command
from game.play import Driver, play
from game.scoring.money import profit_12m
from game.studies import faults
from web.socket.contract import checker

if TYPE_CHECKING:
    from game.debrief.leaks import Par
    from game.match import Match
    from game.scenario.schema import Scenario
    from game.scenario.texts import Texts

LSA = {"lead_gen": "rusher", "sales": "skimper", "account": "orders_only"}


@pytest.fixture(scope="module")
def session(scenario: Scenario, texts: Texts) -> Match:
    """Two teams under the scenario's own acts, with the twelve months."""
    match = play(scenario, 31, teams=2, policies=LSA).match
    match.texts = texts
    return match


@pytest.fixture(scope="module")
def par(session: Match) -> Par:
    """The reference team on the same market."""
    return par_of(session.scenario, session.header, session.entries)


def test_the_bars_lead_from_par_to_what_was_earned_to_the_cent(session: Match, par: Par) -> None:
    for team in range(2):
        view = leaks_view(session, team, "en", par)
        assert view["earned"] == profit_12m(session.state, session.state.teams[team])
        assert view["par"] + sum(bar["amount"] for bar in view["bars"]) == view["earned"]
        assert [bar["step"] for bar in view["bars"]] == list(STEPS)
        for bar in view["bars"]:
            assert sum(cause["amount"] for cause in bar["causes"]) == bar["amount"]


def test_every_change_of_worth_has_one_owner_and_none_is_missing(session: Match) -> None:
    for team in range(2):
        ledger = ledger_of(session.scenario, session.header, session.entries, team)
        assert ledger.balance() == 0
        assert {(shift.step, shift.cause) for shift in ledger.shifts} <= {
            (step, cause) for step, causes in CAUSES.items() for cause in causes
        }


@pytest.mark.parametrize(
    ("acts", "teams"),
    [
        pytest.param("scenario", 1, marks=pytest.mark.full),
        ("scenario", 2),
        pytest.param("open", 1, marks=pytest.mark.full),
    ],
)
def test_the_reference_loses_nothing_against_itself(scenario: Scenario, texts: Texts, acts: str, teams: int) -> None:
    match = play(scenario, 32, teams=teams, acts=acts).match
    match.texts = texts
    view = leaks_view(match, 0, "en")
    assert view["par"] == view["earned"]
    assert not any(bar["amount"] or bar["causes"] for bar in view["bars"])


def test_a_session_that_stops_early_counts_what_is_still_open(scenario: Scenario, texts: Texts) -> None:
    match = play(scenario, 33, rounds=2, policies=LSA).match
    match.texts = texts
    view = leaks_view(match, 0, "en")
    assert view["horizon"] == "session"
    assert view["still_open"] > 0
    assert view["earned"] - view["still_open"] == profit_12m(match.state, match.state.teams[0])
    assert view["par"] + sum(bar["amount"] for bar in view["bars"]) == view["earned"]


def test_par_meets_the_cards_that_the_facilitator_played(scenario: Scenario, texts: Texts) -> None:
    from game.match import Match

    match = Match.new(scenario, 34)
    match.texts = texts
    driver = Driver(match, {})
    driver.take_seats()
    driver.facilitate("open_round")
    match.submit(Command("card", Actor.facilitator(), 1, "play_card", {"card": "flood"}))
    driver.work(0, driver.bots)
    driver.facilitate("close_round")
    view = leaks_view(match, 0, "en")
    assert view["par"] == view["earned"]
    assert not any(bar["causes"] for bar in view["bars"])


def test_the_report_says_only_what_its_shape_allows_in_both_languages(session: Match, par: Par) -> None:
    for lang in ("en", "ru"):
        view = leaks_view(session, 1, lang, par)
        checker("LeaksView").validate_python(view)
        told = [view["headline"], *view["limits"], *(item["sentence"] for bar in view["bars"] for item in bar["items"])]
        assert all(told)
        assert not any("leak_" in sentence for sentence in told)


def test_making_the_report_leaves_the_log_alone(session: Match, par: Par) -> None:
    before = session.digest(), [entry.to_json() for entry in session.entries]
    leaks_view(session, 0, "en", par)
    assert (session.digest(), [entry.to_json() for entry in session.entries]) == before


def test_the_same_log_gives_the_same_report(session: Match, par: Par) -> None:
    assert leaks_view(session, 0, "en", par) == leaks_view(session, 0, "en", par)


def test_a_better_handoff_is_never_worth_less(session: Match, par: Par) -> None:
    """But for briefs with made-up cells: on a card nobody questions them, hearsay is at least said back."""
    view = leaks_view(session, 0, "en", par)
    padded = {h.id for h in session.state.teams[0].handoffs if any(cell[2] == "marked" for cell in h.sent.values())}
    honest = [passed for passed in view["handoffs"] if passed["id"] not in padded]
    assert honest
    for passed in honest:
        if passed["at_once"] > 0:
            assert passed["as_was"] <= passed["warm_worth"] + 1
            assert passed["complete"] <= passed["warm_worth"] <= passed["at_once"]


def test_a_planted_fault_shows_at_its_step(scenario: Scenario) -> None:
    planted = ("padder", "told_cold", "told_account", "neglect")
    table = faults.report([faults.one(scenario, 6901, planted)])
    assert table["balanced"]
    assert table["reference_zero"]
    for name in planted:
        assert table[name]["first_in_mean"], (name, table[name])


@pytest.mark.full
def test_planted_faults_show_at_their_step_in_nine_games_of_ten(scenario: Scenario) -> None:
    table = faults.report([faults.one(scenario, seed) for seed in faults.tasks(None)])
    assert table["balanced"]
    assert table["reference_zero"]
    for name in ("padder", "told_cold", "told_account", "neglect"):
        assert table[name]["first"] >= 0.9, (name, table[name])
    for name in ("skimper", "pusher", "discounter"):
        assert table[name]["first_in_mean"], (name, table[name])
