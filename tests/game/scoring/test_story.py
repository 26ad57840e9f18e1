"""The story of a break is chosen by the rule that it states, from what everybody may be told."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from game.market.columns import Stage
from game.match import Actor, Command, Match
from game.play import play
from game.scoring.story import Story, story
from game.state.records import CONFIRMED, GUESS, JUDGED, ROLES, SALES, Cell, Dossier
from game.views.screen import screen_view
from game.views.seat import seat_view
from tests.game.playing import SEATS, Walk, copied, new_match, plain, scenario, texts


@cache
def breaks() -> tuple[Match, ...]:
    """The match at every break of some sessions of two teams."""
    kept: list[Match] = []

    def keep(match: Match) -> None:
        if match.phase == "result":
            kept.append(copied(match))

    for seed in (31, 32):
        Walk(new_match(seed=seed, teams=2, acts="open"), seed, acts_a_round=90, on_phase=keep).play()
    return tuple(kept)


def told(match: Match) -> list[Story]:
    """Each handoff accepted in the round, told alone."""
    found = []
    for team in range(match.team_count):
        for handoff in match.state.teams[team].handoffs:
            if handoff.state == "accepted" and handoff.accept_round == match.round:
                alone = copied(match)
                for crew in alone.state.teams:
                    for other in crew.handoffs:
                        if (crew.index, other.id) != (team, handoff.id):
                            other.accept_round = 0
                one = story(alone, match.round)
                assert one is not None
                found.append(one)
    return found


def test_the_break_tells_the_handoff_that_lost_most() -> None:
    lost = []
    for match in breaks():
        chosen, all_ = story(match, match.round), told(match)
        if chosen is None:
            assert all_ == []
            continue
        lost.append(chosen.known - chosen.arrived)
        assert lost[-1] == max(one.known - one.arrived for one in all_)
        equals = [one.known for one in all_ if one.known - one.arrived == lost[-1]]
        assert chosen.known == max(equals)

    assert max(lost) >= 2


def test_a_team_is_told_of_its_own_handoffs_only() -> None:
    for match in breaks():
        for team in range(match.team_count):
            own = story(match, match.round, team)
            accepted = [h for h in match.state.teams[team].handoffs if h.accept_round == match.round]
            assert (own is None) == (not [h for h in accepted if h.state == "accepted"])
            assert own is None or own.team == team


def test_what_is_typed_in_before_the_first_meeting_has_arrived() -> None:
    match = handed("told")
    before = story(match, 1)
    assert before is not None
    assert (before.known, before.arrived, before.mood) == (2, 0, "")

    number = match.state.teams[0].numbers[before.handoff.company]
    args = {"company": number, "field": "budget", "value": "ok", "status": "guess"}
    match.submit(Command("typed", Actor.seat_of(0, SALES), 1, "mark", args))

    after = story(match, 1)
    assert after is not None
    assert after.arrived == 1


def test_nothing_fell_out_of_a_card() -> None:
    found = story(handed("card"), 1)

    assert found is not None
    assert (found.known, found.arrived) == (2, 2)


def handed(mode: str) -> Match:
    """A lead of which two fields are known, passed to sales and accepted, by people."""
    match = new_match(seed=3, acts="open")
    match.submit(Command("open", Actor.facilitator(), 0, "open_round"))
    crew = match.state.teams[0]
    row = next(row for row, track in crew.tracks.items() if track.here and crew.columns.stage[row] == Stage.LEAD)
    number = crew.numbers[row]
    crew.columns.contacted[row] = 1
    cells = {"pain": Cell(CONFIRMED, "look", "you", 1), "budget": Cell(GUESS, "ok", "you", 1)}
    crew.dossiers[0].setdefault(row, Dossier()).cells = cells
    over = {"company": number, "mode": mode, "warm": False}
    match.submit(Command("over", Actor.seat_of(0, 0), 1, "hand_over", over))
    waiting = next(h for h in crew.handoffs if h.state == "waiting")
    match.submit(Command("taken", Actor.seat_of(0, SALES), 1, "accept", {"handoff": waiting.id}))
    return match


# --- What the room and the seats are shown --------------------------------------------------------------


def test_a_break_without_a_handoff_has_no_story() -> None:
    match = new_match(seed=2)
    for verb in ("open_round", "close_round"):
        match.submit(Command(verb, Actor.facilitator(), 0, verb))

    assert screen_view(match, "en")["story"] is None
    assert [seat_view(match, 0, seat, "en")["story"] for seat in SEATS] == [None] * 3


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_projector_names_no_client_no_team_and_no_value(lang: str) -> None:
    seen = 0
    for match in breaks():
        shown: Any = screen_view(match, lang)["story"]
        if shown is None:
            continue
        seen += 1
        assert set(shown) == {
            "sender", "receiver", "fields", "known", "arrived", "mood", "company_name", "mode", "warm",
        }  # fmt: skip
        assert (shown["company_name"], shown["mode"], shown["warm"]) == ("", "", False)
        assert all(set(one) == {"field", "label", "sent", "held"} for one in shown["fields"])
        words = {one["label"] for one in shown["fields"]}
        assert words <= {texts().words(f"field.{field}", lang) for field in (*JUDGED, "expectation", "next_step")}
    assert seen > 4


def test_the_story_is_the_same_in_a_world_where_every_value_and_client_is_another() -> None:
    seen = 0
    for match in breaks():
        other = copied(match)
        for crew in other.state.teams:
            rows = sorted(crew.numbers)
            turned = [crew.numbers[row] for row in rows][::-1]
            crew.numbers = dict(zip(rows, turned, strict=True))
            crew.rows = {number: row for row, number in crew.numbers.items()}
            for handoff in crew.handoffs:
                for name in ("sent", "received"):
                    cells = {f: Cell(*c)._replace(value="x", source="y") for f, c in getattr(handoff, name).items()}
                    setattr(handoff, name, cells)
                handoff.right, handoff.mode, handoff.notes = 0, "notes", "other"
            crew.columns.trust[...] = 0.123
        other.state.teams[0].static.pains[...] = 0
        here, there = screen_view(match, "en")["story"], screen_view(other, "en")["story"]
        seen += here is not None
        assert plain(here) == plain(there)
    assert seen > 4


def test_a_seat_reads_the_clients_name_only_if_it_has_seen_the_client() -> None:
    names = 0
    for match in breaks():
        for team in range(match.team_count):
            for seat in SEATS:
                view = seat_view(match, team, seat, "en")
                shown, known = view["story"], story(match, match.round, team)
                if shown is None or known is None:
                    continue
                row = known.handoff.company
                desk = row in match.state.teams[team].dossiers[seat]
                party = ROLES[seat] in (shown["sender"], shown["receiver"])
                names += bool(shown["company_name"])
                assert desk or party or not shown["company_name"] or seat == 0
                assert bool(shown["mode"]) == party
    assert names > 4


def test_bots_alone_have_a_story_too() -> None:
    match = play(scenario(), seed=5, teams=1, forward=False).match
    stories = [story(match, round_) for round_ in range(1, match.scenario.frame.rounds + 1)]

    assert any(one is not None and one.known for one in stories)
