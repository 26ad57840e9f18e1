"""The facilitator's console and the projector."""

from __future__ import annotations

import pytest

from game.views.facilitator import facilitator_view, next_steps
from game.views.screen import screen_view
from game.views.seat import seat_view
from game.views.session import session_info
from tests.game.floor import LEAD_GEN, Floor, kitchen, played
from web.socket.contract import checker


def play_through(floor: Floor) -> list[list[str]]:
    """Take the first step offered until none is left; what was offered each time."""
    offered = []
    while steps := facilitator_view(floor.match, "en")["steps"]:
        offered.append([step["verb"] for step in steps])
        assert [step["primary"] for step in steps] == [True] + [False] * (len(steps) - 1)
        assert all(step["label"] and step["hint"] for step in steps)
        floor.step(steps[0]["verb"], **steps[0]["args"])
        if floor.match.phase == "fast_forward":
            for _ in range(1 + kitchen().fast_forward.rounds):
                assert facilitator_view(floor.match, "en")["steps"] == []
                floor.step("close_round")
    return offered


def test_whoever_takes_the_marked_step_comes_from_the_lobby_to_the_end() -> None:
    floor = Floor(acts="scenario", teams=2)
    first = [offered[0] for offered in play_through(floor)]
    rounds = ["open_round", "close_round"]
    assert first == [
        *rounds,
        *rounds,
        "open_charter",
        *rounds,
        *rounds,
        "finish",
        "open_debrief",
        "close_session",
    ]
    assert floor.match.phase == "closed"


def test_every_step_on_offer_is_accepted() -> None:
    floor = Floor(acts="scenario")
    for path in (["open_round", "close_round"], ["open_round", "close_round"], ["open_charter"]):
        for verb in path:
            assert verb in next_steps(floor.match)
            floor.step(verb)
    assert next_steps(floor.match) == ["open_round"]


def test_the_steps_name_the_round_they_lead_to() -> None:
    floor = Floor()
    assert facilitator_view(floor.match, "en")["steps"][0]["label"] == "Open round 1"
    floor.step("open_round")
    assert facilitator_view(floor.match, "en")["steps"][0]["label"] == "Close round 1"
    floor.step("close_round")
    assert facilitator_view(floor.match, "en")["steps"][0]["label"] == "Open round 2"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_console_and_projector_have_exactly_the_declared_shape(lang: str) -> None:
    floor = Floor(acts="scenario", teams=2)
    for verb in ("", "open_round", "close_round", "open_round", "close_round", "open_charter", "open_round"):
        if verb:
            floor.step(verb)
        checker("FacilitatorView").validate_python(facilitator_view(floor.match, lang))
        checker("ScreenView").validate_python(screen_view(floor.match, lang, "Back at ten"))
    checker("FacilitatorView").validate_python(facilitator_view(played().match, lang))
    checker("ScreenView").validate_python(screen_view(played().match, lang))


def test_the_console_shows_what_each_seat_does() -> None:
    floor = Floor(teams=2)
    floor.step("open_round")
    floor.act(LEAD_GEN, "call", floor.leads(1)[0], team=1, agenda=[{"topic": "situation"}])
    mine, theirs = facilitator_view(floor.match, "en")["teams"]
    assert (mine["seats"][0]["doing"], mine["seats"][0]["decisions"]) == ("not started", 0)
    cell = theirs["seats"][0]
    assert (cell["doing"], cell["decisions"]) == ("on a call", 1)
    assert cell["left"] == cell["total"] - floor.match.state.teams[1].seats[0].spent < 480


def test_the_console_counts_what_waits_between_the_seats() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.hand_over(floor.talked_to())
    row = facilitator_view(floor.match, "en")["teams"][0]
    assert (row["waiting"], row["handed"]) == (1, 1)


def test_a_card_can_be_played_once_and_only_in_a_round() -> None:
    floor = Floor(teams=2)
    cards = facilitator_view(floor.match, "en")["cards"]
    assert [card["blocked_text"] for card in cards] == ["Possible while a round is open"] * 3
    floor.step("open_round")
    assert [card["blocked"] for card in facilitator_view(floor.match, "en")["cards"]] == ["", "", ""]
    floor.step("play_card", card="flood")
    flood = facilitator_view(floor.match, "en")["cards"][2]
    assert (flood["played_round"], flood["blocked_text"]) == (1, "Played already")
    assert session_info(floor.match, "en")["shock"] == "Inbound flood"


def test_one_team_alone_cannot_swap_chairs() -> None:
    floor = Floor()
    floor.step("open_round")
    cards = {card["id"]: card for card in facilitator_view(floor.match, "en")["cards"]}
    assert cards["chair_swap"]["blocked_text"] == "Needs at least two teams"
    assert cards["leaver"]["blocked"] == ""


def test_the_newest_step_stands_first_in_the_history() -> None:
    floor = Floor(teams=2)
    floor.step("open_round")
    floor.step("play_card", card="leaver")
    floor.step("close_round")
    assert facilitator_view(floor.match, "en")["history"] == [
        "Round 1 closed",
        "Card played: An account manager leaves",
        "Round 1 opened",
    ]


def test_charters_are_shown_while_they_are_written_and_while_they_hold() -> None:
    floor = Floor(acts="scenario", teams=2)
    seen = []
    for verb in ("open_round", "close_round", "open_round", "close_round", "open_charter", "open_round"):
        floor.step(verb)
        charters = facilitator_view(floor.match, "en")["charters"]
        assert all(not charter["editable"] for charter in charters)
        seen.append(len(charters))
    assert seen == [0, 0, 0, 0, 2, 2]


# --- The projector --------------------------------------------------------------------------------------


def test_the_projector_shows_won_of_handed_pooled_over_the_room() -> None:
    match = played().match
    view = screen_view(match, "en")
    assert view["pooled_handed"] == sum(handed for handed, _ in view["pooled_by_round"])
    assert view["pooled_won"] == sum(won for _, won in view["pooled_by_round"])
    assert view["pooled_handed"] == sum(line["handed"] for line in view["teams"])
    assert 0 < view["pooled_won"] <= view["pooled_handed"]


def test_the_projector_repeats_what_the_facilitator_writes() -> None:
    assert screen_view(Floor().match, "en", "Five more minutes")["message"] == "Five more minutes"


def test_console_and_projector_tell_nothing_of_a_client() -> None:
    match = played(seed=987_654_321_012_345).match
    crew = match.state.teams[0]
    names = {crew.static.key[row] for row in range(crew.static.n)}
    for view in (facilitator_view(match, "en"), screen_view(match, "en")):
        text = str(view)
        assert "987654321012345" not in text
        assert not any(str(name) in text for name in names)
        for word in ("trust", "truth", "archetype", "gates", "company_name"):
            assert f"'{word}'" not in text


# --- Where the session stands ---------------------------------------------------------------------------


def test_before_a_round_the_act_is_the_one_to_come() -> None:
    floor = Floor(acts="scenario")
    assert session_info(floor.match, "en")["act_title"] == "Business as usual"
    for verb in ("open_round", "close_round", "open_round", "close_round"):
        floor.step(verb)
        assert session_info(floor.match, "en")["act_title"] == "Business as usual"
    floor.step("open_charter")
    info = session_info(floor.match, "en")
    assert (info["phase"], info["round"], info["act_title"]) == ("charter", 2, "By our rules")
    assert info["act_rules"][0] == "Your charter holds."


def test_with_open_acts_everything_is_open() -> None:
    assert session_info(Floor().match, "en")["act_title"] == "Everything open"


def test_the_shock_of_the_last_act_is_on_every_screen() -> None:
    floor = Floor(acts="scenario", teams=2)
    for _ in range(3):
        floor.step("open_round")
        floor.step("close_round")
    floor.step("open_round")
    info = session_info(floor.match, "ru")
    assert (info["act_title"], info["shock"]) == ("Неожиданный поворот", "Пересадка")
    assert info["shock_text"]


def test_a_second_card_of_a_round_is_another_card_in_every_language() -> None:
    floor = Floor(acts="scenario", teams=2)
    floor.step("open_round")
    assert session_info(floor.match, "en")["shock_card"] == ""
    shown = []
    for card in ("chair_swap", "leaver"):
        floor.step("play_card", card=card)
        shown.append([session_info(floor.match, lang)["shock_card"] for lang in ("en", "ru")])
    assert shown == [["chair_swap"] * 2, ["leaver"] * 2]


def test_after_the_finish_the_rounds_stay_counted_to_the_last() -> None:
    info = session_info(played().match, "en")
    assert (info["phase"], info["round"], info["rounds"]) == ("fast_forward", 4, 4)


def test_whoever_changed_chairs_is_told_since_when_for_as_long_as_the_session_lasts() -> None:
    floor = Floor(teams=2)
    floor.step("open_round")
    floor.step("close_round")
    floor.step("open_round")
    before = [seat_view(floor.match, team, seat, "en")["came_round"] for team in (0, 1) for seat in range(3)]
    floor.step("play_card", card="chair_swap")
    floor.step("close_round")
    floor.step("open_debrief")
    after = [seat_view(floor.match, team, seat, "en")["came_round"] for team in (0, 1) for seat in range(3)]
    assert before == [0] * 6
    assert after == [0, 2, 0, 0, 2, 0]  # the sellers alone
