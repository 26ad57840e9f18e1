"""Handoffs as stories: known, passed on, received, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.debrief.stories import handoff_stories
from game.market.columns import Source, Stage
from game.market.rules import FIELDS
from tests.game.floor import SALES, Floor, played

if TYPE_CHECKING:
    from game.views.shape import Cell, HandoffStory


@pytest.fixture
def floor() -> Floor:
    made = Floor()
    made.step("open_round")
    return made


def story(floor: Floor, *, reveal: bool = False, lang: str = "en") -> HandoffStory:
    return handoff_stories(floor.match, 0, lang, reveal=reveal)[-1]


def by_field(cells: list[Cell]) -> dict[str, Cell]:
    assert [cell["field"] for cell in cells] == list(FIELDS)
    return {cell["field"]: cell for cell in cells}


def test_a_card_passes_on_all_that_its_sender_knows(floor: Floor) -> None:
    handoff = floor.hand_over(floor.talked_to())
    floor.act(SALES, "accept", handoff=handoff)
    told = story(floor)
    assert told["passed"] == told["known"]
    for known, received in zip(told["known"], told["received"], strict=True):
        assert (known["status"], known["value"]) == (received["status"], received["value"])


def test_what_is_only_told_between_people_does_not_arrive_by_itself(floor: Floor) -> None:
    handoff = floor.hand_over(floor.talked_to(), "told", warm=False)
    floor.act(SALES, "accept", handoff=handoff)
    told = story(floor)
    known, received = by_field(told["known"]), by_field(told["received"])
    assert known["pain"]["status"] == "confirmed"
    assert received["pain"]["status"] == "unknown"
    assert received["pain"]["text"] == "did not arrive"
    assert received["next_step"]["text"] == "not asked"


def test_what_a_colleague_said_and_the_receiver_typed_in_has_arrived(floor: Floor) -> None:
    row = floor.talked_to()
    handoff = floor.hand_over(row, "told", warm=False)
    floor.act(SALES, "accept", handoff=handoff)
    floor.act(SALES, "mark", row, field="severity", value="serious", status="guess")
    received = by_field(story(floor)["received"])
    assert (received["severity"]["status"], received["severity"]["value"]) == ("guess", "serious")


def test_what_the_receiver_learns_later_is_not_part_of_the_handoff(floor: Floor) -> None:
    row = floor.talked_to()
    handoff = floor.hand_over(row, "told", warm=True)
    floor.act(SALES, "accept", handoff=handoff)
    floor.act(SALES, "meet", row, visit=True, agenda=[{"topic": "ask", "field": "pain"}])
    floor.act(SALES, "mark", row, field="budget", value="ok", status="confirmed")
    received = by_field(story(floor)["received"])
    assert received["pain"]["status"] == received["budget"]["status"] == "unknown"


def test_a_brief_that_nobody_has_taken_yet_has_arrived_nowhere(floor: Floor) -> None:
    floor.hand_over(floor.talked_to())
    told = story(floor)
    assert (told["state"], told["outcome"], told["outcome_text"]) == (
        "waiting",
        "never_taken",
        "Nobody took it on",
    )
    assert told["wait"] == -1
    assert all(cell["status"] == "unknown" for cell in told["received"])


def test_a_returned_brief_is_told_as_returned() -> None:
    floor = Floor()
    floor.match.state.teams[0].charter.returns = True
    floor.match.state.teams[0].charter.required = ["decision_maker"]
    floor.step("open_round")
    handoff = floor.hand_over(floor.talked_to())
    floor.act(SALES, "return_handoff", handoff=handoff, reason="clerical", note="Who signs?")
    assert story(floor)["outcome"] == "returned"


def test_the_truth_stays_hidden_until_it_is_revealed(floor: Floor) -> None:
    handoff = floor.hand_over(floor.talked_to())
    floor.act(SALES, "accept", handoff=handoff)
    assert story(floor)["truth"] == []
    truth = by_field(story(floor, reveal=True)["truth"])
    assert all(truth[field]["status"] == "confirmed" for field in FIELDS[:7])


def test_the_truth_about_the_moment_is_that_of_the_round_of_the_handoff() -> None:
    match = played().match
    crew = match.state.teams[0]
    for told in handoff_stories(match, 0, "en", reveal=True):
        row = crew.rows[told["company"]]
        later = int(crew.static.opens_round[row]) > told["round"]
        assert by_field(told["truth"])["timing"]["value"] == ("later" if later else "now")


def test_every_handoff_of_a_session_has_its_outcome_in_words() -> None:
    match = played().match
    crew = match.state.teams[0]
    stories = handoff_stories(match, 0, "ru", reveal=False)
    assert [told["id"] for told in stories] == [handoff.id for handoff in crew.handoffs]
    for told in stories:
        row = crew.rows[told["company"]]
        won = int(crew.columns.won_round[row]) > 0
        assert told["outcome_text"]
        assert told["company_name"]
        if told["receiver"] == "sales":
            assert (told["outcome"] == "won") == won
            assert (told["revenue"] > 0) == won
        else:
            gone = crew.columns.stage[row] == Stage.CHURNED
            assert told["outcome"] == ("churned" if gone else "kept")


def test_a_bots_word_of_mouth_loses_and_changes_things_and_a_card_does_not() -> None:
    match = played().match
    told, card = [], []
    for one in handoff_stories(match, 0, "en", reveal=False):
        same = [k["value"] == r["value"] for k, r in zip(one["known"], one["received"], strict=True)]
        (card if one["mode"] == "card" else told).append(all(same))
    assert card
    assert all(card)
    assert told
    assert not all(told)


def test_the_predecessors_book_has_no_handoffs() -> None:
    match = played().match
    crew = match.state.teams[0]
    for told in handoff_stories(match, 0, "en", reveal=False):
        if told["sender"] == "lead_gen":
            assert crew.static.source[crew.rows[told["company"]]] not in (
                Source.BOOK_SALES,
                Source.BOOK_ACCOUNTS,
            )
