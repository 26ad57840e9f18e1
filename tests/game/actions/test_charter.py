"""The charter: one shared draft that any seat edits and agrees to, between the rounds."""

from __future__ import annotations

import pytest

from game.state.records import ACCOUNT, LEAD_GEN, SALES
from tests.builders import Floor, Luck, a_match, kitchen


@pytest.fixture
def table(luck: Luck) -> Floor:
    """The team sits together after the second round."""
    floor = a_match(acts="scenario", round_=2)
    floor.step("close_round")
    floor.step("open_charter")
    return floor


def test_every_seat_edits_the_same_draft(table: Floor) -> None:
    table.act(LEAD_GEN, "edit_charter", changes={"required": ["pain", "budget"], "warm": True})
    table.act(ACCOUNT, "edit_charter", changes={"mode_account": "card", "trigger": "T2"})
    charter = table.team.charter
    assert (charter.required, charter.warm, charter.mode_account) == (["pain", "budget"], True, "card")
    assert charter.edited_by == ACCOUNT


def test_a_change_asks_everybody_to_agree_anew(table: Floor) -> None:
    table.act(LEAD_GEN, "agree_charter")
    table.act(SALES, "agree_charter")
    assert table.team.charter.agreed == [LEAD_GEN, SALES]
    assert table.refused(SALES, "agree_charter") == "already_done"
    table.act(ACCOUNT, "edit_charter", changes={"returns": True})
    assert table.team.charter.agreed == []


def test_fields_are_kept_in_the_order_of_the_baton(table: Floor) -> None:
    table.act(SALES, "edit_charter", changes={"required": ["timing", "pain"]})
    assert table.team.charter.required == ["pain", "timing"]


@pytest.mark.parametrize(
    "changes",
    [
        {"required": ["expectation"]},
        {"required": "pain"},
        {"criteria": ["rich"]},
        {"mode_lead": "smoke"},
        {"warm": "yes"},
        {"read_back": True},
        {"holiday": True},
        {"agreed": [0, 1, 2]},
        {"weights": {"lead_gen": {"count": 100}}},
        {"weights": {"lead_gen": {"count": 50, "accepted": 50, "right": 1, "quick": 0, "won": 0}}},
        {"weights": {"boss": {}}},
    ],
)
def test_what_no_charter_knows_is_malformed(table: Floor, changes: dict[str, object]) -> None:
    assert table.refused(LEAD_GEN, "edit_charter", changes=changes) == "malformed"


def test_weights_of_a_role_add_up_to_a_hundred(table: Floor) -> None:
    weights = {"lead_gen": {"count": 0, "accepted": 40, "right": 30, "quick": 10, "won": 20}}
    table.act(LEAD_GEN, "edit_charter", changes={"weights": weights})
    assert table.team.charter.weights["lead_gen"] == weights["lead_gen"]
    assert table.team.charter.weights["sales"] == kitchen().kpi.sales.model_dump()


def test_at_the_deadline_the_draft_stands(table: Floor) -> None:
    table.act(LEAD_GEN, "edit_charter", changes={"stop": ["budget"]})
    table.step("open_round")
    assert table.team.charter.stop == ["budget"]
    assert table.refused(LEAD_GEN, "edit_charter", changes={"stop": []}) == "wrong_phase"
    assert table.refused(LEAD_GEN, "agree_charter") == "wrong_phase"


def test_between_the_rounds_nobody_works(table: Floor) -> None:
    assert table.refused(LEAD_GEN, "pass_time") == "wrong_phase"
    table.step("open_round")
    table.step("close_round")
    assert table.refused(LEAD_GEN, "pass_time") == "round_over"


def test_with_open_acts_the_charter_is_agreed_in_the_lobby() -> None:
    floor = a_match(round_=0)
    floor.act(SALES, "edit_charter", changes={"returns": True})
    assert floor.team.charter.returns
    usual = a_match(acts="scenario", round_=0)
    assert usual.refused(SALES, "edit_charter", changes={"returns": True}) == "wrong_phase"
