"""Pictures of the group: flows that add up, figures that can be counted again, sentences that claim no more."""

from __future__ import annotations

from math import isclose
from random import Random

import numpy as np
import pytest

from game.debrief.pictures.flows import NODES, funnel
from game.debrief.pictures.trend import LEAST, T_975, by_luck, fit, t_quantile
from game.debrief.pictures.view import pictures_view
from game.market.columns import Source, Stage
from game.match import Match
from game.match.bell import quality
from game.scoring.measures import is_accounts
from game.scoring.money import months, session_profit
from game.scoring.result import team_scores
from game.state.records import ROLES
from game.views.shape import PicturesView
from tests.game.debrief.sessions import NAMES, session, twin
from tests.game.floor import Floor, kitchen
from tests.golden.playthrough import PADDER, against
from web.socket.contract import checker

stats = pytest.importorskip("scipy.stats")


def pictures(name: str, lang: str = "en") -> PicturesView:
    return pictures_view(session(name), lang)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_pictures_have_exactly_the_declared_shape(name: str, lang: str) -> None:
    view = pictures(name, lang)
    checker("PicturesView").validate_python(view)
    for key in ("kpi_sentence", "handoffs_sentence", "waits_sentence", "promises_sentence", "after_sentence"):
        assert view[key]  # type: ignore[literal-required]


def test_pictures_can_be_made_at_any_moment() -> None:
    floor = Floor(teams=2)
    for step in ("", "open_round", "close_round"):
        if step:
            floor.step(step)
        checker("PicturesView").validate_python(pictures_view(floor.match, "en"))
    view = pictures_view(floor.match, "en")
    assert view["regression"] is None
    assert view["handoffs_sentence"].startswith("Handoffs decided by the end of the finish: 0. Too few")
    assert view["promises_sentence"] == "No promise has fallen due."


# --- The funnel -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_what_flows_into_a_box_flows_out_of_it(name: str) -> None:
    match = session(name)
    for team in range(match.team_count):
        picture = funnel(match, team, "en")
        counts = {node["id"]: node["count"] for node in picture["nodes"]}
        into = {node: sum(x["count"] for x in picture["links"] if x["target"] == node) for node in counts}
        out = {node: sum(x["count"] for x in picture["links"] if x["source"] == node) for node in counts}
        for node, count in counts.items():
            assert count == max(into[node], out[node])
            if into[node] and out[node]:
                assert into[node] == out[node]
        assert [node["id"] for node in picture["nodes"]] == [node for node in NODES if node in counts]
        assert all(node["label"] for node in picture["nodes"])


@pytest.mark.parametrize("name", NAMES)
def test_the_funnel_counts_what_the_results_count(name: str) -> None:
    match = session(name)
    for team, crew in enumerate(match.state.teams):
        counts = {node["id"]: node["count"] for node in funnel(match, team, "en")["nodes"]}
        signed = crew.columns.won_round > 0
        inherited = crew.static.source == Source.BOOK_SALES
        assert counts.get("won", 0) == int((signed & ~inherited).sum())
        assert counts.get("before_won", 0) == int((signed & inherited).sum())
        assert counts["handed"] == len({h.company for h in crew.handoffs if h.sender == 0})
        assert counts["came"] == sum(tally.inbound for tally in crew.tallies)
        assert counts.get("churned", 0) == int((crew.columns.stage == Stage.CHURNED).sum())
        assert counts["before"] == int((crew.static.source == Source.BOOK_SALES).sum())
        sentence = funnel(match, team, "en")["sentence"]
        assert f"{counts['handed']} handed over; of those {counts.get('won', 0)} signed" in sentence


# --- Scores and handoffs --------------------------------------------------------------------------------


def test_every_seat_stands_at_its_score_and_its_teams_profit() -> None:
    match = session("padder")
    scores = team_scores(match)
    for point in pictures("padder")["kpi"]:
        assert point["kpi"] == scores[point["team"]][point["role"]]
        assert point["profit"] == session_profit(match.state, match.state.teams[point["team"]])


def test_a_score_that_stands_apart_from_the_profit_is_named_with_its_place() -> None:
    view = pictures_view(against(14, {"sales": "careless"}, PADDER), "en")
    best = max((p for p in view["kpi"] if p["role"] == "lead_gen"), key=lambda p: p["kpi"])
    place = 1 + sum(p["profit"] > best["profit"] for p in view["kpi"] if p["role"] == "lead_gen")
    assert place > 1
    assert f"{best['team_name']}, {best['kpi']} of 100" in view["kpi_sentence"]
    assert f"number {place} of 2" in view["kpi_sentence"]


def test_teams_that_earned_the_same_are_not_compared() -> None:
    view = pictures("told")
    assert len({point["profit"] for point in view["kpi"]}) == 1
    assert "explain nothing" in view["kpi_sentence"]


@pytest.mark.parametrize("name", NAMES)
def test_every_accepted_brief_is_a_point_and_the_line_is_that_of_the_textbook(name: str) -> None:
    match = session(name)
    view = pictures(name)
    accepted = [(t.index, h) for t in match.state.teams for h in t.handoffs if h.sender == 0 and h.accept_round]
    assert [(p["team"], p["id"]) for p in view["handoffs"]] == [(team, h.id) for team, h in accepted]
    assert [p["quality"] for p in view["handoffs"]] == [quality(match.state, h) for _, h in accepted]
    decided = [(p["quality"] / 100, float(p["won"])) for p in view["handoffs"] if p["decided"]]
    x, y = np.array(decided).T
    found = stats.linregress(x, y)
    reach = stats.t.ppf(0.975, len(decided) - 2) * found.stderr
    line = view["regression"]
    assert line is not None
    assert line["n"] == len(decided)
    assert isclose(line["slope"], found.slope, abs_tol=1e-3)
    assert isclose(line["low"], found.slope - reach, abs_tol=0.03 * reach)
    assert isclose(line["high"], found.slope + reach, abs_tol=0.03 * reach)
    assert all(0 <= low <= mean <= high <= 1 for _, mean, low, high in line["line"])
    settled = line["low"] > 0 or line["high"] < 0
    assert ("do not settle" in line["sentence"]) != settled
    assert f"Over {len(decided)} handoffs decided" in line["sentence"]


def test_no_line_is_drawn_through_too_little() -> None:
    chance = Random(3)
    few = [(chance.random(), float(chance.random() < 0.5)) for _ in range(LEAST - 1)]
    assert fit(few) is None
    assert fit([(0.5, float(i % 2)) for i in range(20)]) is None
    assert fit([(i / 20, 0.0) for i in range(20)]) is None


def test_quantiles_are_those_of_the_tables_or_a_little_wider() -> None:
    for degrees in (*range(1, 60), 80, 119, 120, 200, 999, 5000):
        exact = float(stats.t.ppf(0.975, degrees))
        assert exact - 0.0015 <= t_quantile(degrees) <= exact * 1.03
    assert len(T_975) == 30


def test_luck_is_judged_as_fishers_test_judges_it() -> None:
    chance = Random(4)
    for _ in range(60):
        of, other = chance.randrange(1, 30), chance.randrange(1, 30)
        won, lost = chance.randrange(of + 1), chance.randrange(other + 1)
        exact = stats.fisher_exact([[won, of - won], [lost, other - lost]])[1]
        assert isclose(by_luck(won, of, lost, other), float(exact), abs_tol=1e-9)
    assert by_luck(0, 0, 3, 9) == 1.0


# --- Waits, promises, after the signature ---------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_lead_that_was_contacted_is_in_one_bin_of_waits(name: str) -> None:
    match = session(name)
    view = pictures(name)
    touched = [t for crew in match.state.teams for t in crew.tracks.values() if t.touch_wait >= 0]
    called = [
        t
        for crew in match.state.teams
        for row, t in crew.tracks.items()
        if t.first_wait >= 0 and crew.static.source[row] != Source.OUTBOUND
    ]
    for role, tracks, waits in (
        ("sales", touched, [t.touch_wait for t in touched]),
        ("lead_gen", called, [t.first_wait for t in called]),
    ):
        bins = [one for one in view["waits"] if one["role"] == role]
        assert sum(one["count"] for one in bins) == len(tracks)
        for one in bins:
            inside = [w for w in waits if w >= one["low"] and (one["high"] < 0 or w < one["high"])]
            assert one["count"] == len(inside)
            assert 0 <= one["won"] <= one["count"]
        first = bins[0]
        assert f"{first['won']} of {first['count']} signed" in view["waits_sentence"]


@pytest.mark.parametrize("name", NAMES)
def test_the_ledger_holds_every_promise_of_the_teams_own(name: str) -> None:
    match = session(name)
    for line, crew in zip(pictures(name)["promises"], match.state.teams, strict=True):
        last = kitchen().frame.rounds
        own = [p for p in crew.promises if p.by >= 0 and p.made <= last]
        for state in ("kept", "broken"):
            settled = [p for p in own if p.state == state and p.settled <= last]
            assert line[f"{state}_known"] + line[f"{state}_unknown"] == len(settled)  # type: ignore[literal-required]
        blind = 0
        for p in own:
            account = p.kind != "price" and is_accounts(crew, p.company, p.settled)
            blind += p.state == "broken" and p.settled <= last and not p.known >> (2 if account else 1) & 1
        assert line["broken_unknown"] == blind
        assert line["open"] == sum(p.state == "open" or (p.state != "lapsed" and p.settled > last) for p in own)


@pytest.mark.parametrize("name", NAMES)
def test_margins_before_and_after_the_signature_are_those_of_the_ledger(name: str) -> None:
    match = session(name)
    view = pictures(name)
    for line, crew in zip(view["after"], match.state.teams, strict=True):
        costs = sum(t.wages + t.overhead + t.ads + t.bad_debt + t.compensation for t in crew.tallies)
        earned = line["contract"] + line["after_session"] + line["after_year"]
        assert earned - costs == months(match.state, crew)[-1].profit == line["months"][-1]
        assert len(line["months"]) == 12
    repeat = sum(line["after_session"] + line["after_year"] for line in view["after"])
    whole = repeat + sum(line["contract"] for line in view["after"])
    assert f"with the twelve months, {round(100 * repeat / whole)}%" in view["after_sentence"]


def test_a_sentence_names_luck_where_luck_could_have_done_it() -> None:
    for name in NAMES:
        lines = pictures(name)["promises"]
        kept, blind = sum(x["kept_known"] for x in lines), sum(x["kept_unknown"] for x in lines)
        known, unknown = kept + sum(x["broken_known"] for x in lines), blind + sum(x["broken_unknown"] for x in lines)
        exact = float(stats.fisher_exact([[kept, known - kept], [blind, unknown - blind]])[1])
        assert ("could make this difference" in pictures(name)["promises_sentence"]) == (exact >= 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_flows_waits_and_promises_need_nothing_hidden(name: str) -> None:
    before, after = pictures(name), pictures_view(twin(name), "en")
    for key in ("funnels", "waits", "waits_sentence", "promises", "promises_sentence", "after", "after_sentence"):
        assert before[key] == after[key]  # type: ignore[literal-required]
    assert set(ROLES) == {point["role"] for point in before["kpi"]}


def test_a_match_of_one_team_compares_nothing() -> None:
    match: Match = Floor().match
    assert "nothing to compare" in pictures_view(match, "en")["kpi_sentence"]
