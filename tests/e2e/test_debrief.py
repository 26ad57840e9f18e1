"""The debrief as a facilitator gives it: four teams have played, the big screen is on, phones are in the room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.people import Debriefer, Facilitator, Screen, Trainee
from tests.web.played import Kept, keep_played, scenario_text

if TYPE_CHECKING:
    from tests.e2e.conftest import House, Room

CLICKS = 3
WORKED_OUT_MS = 180_000
"""Patience with the back office, which steps behind everything else on a busy machine."""


@pytest.fixture(scope="module")
def kept(house: House) -> Kept:
    """Four teams that told each other everything aloud, at the end of their twelve months."""
    return keep_played(house.data, 4, scenario_text(), 5, code="K7M4QDZZ", policies={"lead_gen": "told_cold"})


def _host(room: Room, kept: Kept) -> Facilitator:
    store = {"host": room.house.host_token, "host-session": kept.session, "language": "en"}
    host = room.visitor(Facilitator, "laptop", store=store)
    host.page.goto(host.base + "/host")
    host.until(lambda view: view["kind"] == "facilitator")
    return host


def _leader(room: Room, kept: Kept) -> Debriefer:
    """The facilitator at the page of the debrief."""
    host = _host(room, kept)
    host.page.goto(f"{host.base}/debrief/{kept.session}")
    return Debriefer(host.page, host.base)


def _phone(room: Room, kept: Kept, seat: int, language: str = "en") -> Trainee:
    phone = room.visitor(Trainee, "phone", store={"seat": kept.seats[seat], "language": language})
    phone.page.goto(phone.base + "/")
    phone.until(lambda view: view["kind"] == "seat")
    return phone


def _wall(room: Room) -> Screen:
    wall = room.screen(store={"language": "en"})
    wall.show("K7M4QDZZ")
    return wall


def test_from_session_over_to_an_insight_on_the_big_screen_and_a_rule_on_a_phone(room: Room, kept: Kept) -> None:
    host, wall = _host(room, kept), _wall(room)
    dana, timur = _phone(room, kept, 0), _phone(room, kept, 1, "ru")
    leader = _first_insight(host, wall)
    _votes(leader, wall, dana, timur)
    _time_machine(leader, wall)
    _rule(leader, wall, dana)
    leader.tap("stage-off")
    expect(wall.part("wall-stage")).to_have_count(0)
    assert "trust0" not in "".join(wall.ear.heard + dana.ear.heard)


def _first_insight(host: Facilitator, wall: Screen) -> Debriefer:
    clicks = 0
    host.step("open_debrief")
    clicks += 1
    with host.page.context.expect_page() as opened:
        host.tap("open-debrief")
    clicks += 1
    leader = Debriefer(opened.value, host.base)
    expect(leader.part("show-insight").first).to_be_visible(timeout=WORKED_OUT_MS)
    leader.tap("show-insight")
    clicks += 1
    wall.sees("wall-stage")
    expect(wall.page.locator(".fall").first).to_be_visible(timeout=WORKED_OUT_MS)
    assert clicks <= CLICKS
    return leader


def _votes(leader: Debriefer, wall: Screen, dana: Trainee, timur: Trainee) -> None:
    """Everybody votes whose miss it was; only then the truth, and only then the tally."""
    leader.tab("disputed")
    leader.sees("stage-phones")
    expect(dana.part("vote")).to_have_count(0)
    leader.part("stage-phones").click()
    leader.until(lambda _: leader.ear.envelope["stage"]["people"], "the phones follow")
    leader.tap("stage-show")
    leader.until(lambda _: leader.ear.envelope["stage"]["panel"] == "disputed", "the disputed lead is shown")
    for phone, choice in ((dana, "handoff"), (timur, "sales")):
        phone.sees("vote")
        phone.part("vote-choices").locator(f"[data-value={choice}]").click()
        phone.tap("vote-send")
    leader.until(lambda _: _voted(leader) == 2)
    votes = (leader.ear.envelope["stage"] or {})["votes"]
    assert all(not line["counts"] for line in votes), "counted before the truth is out"
    assert wall.page.locator(".truthlane, .truths").count() == 0
    leader.unmask()
    expect(wall.page.locator(".truths").first).to_be_visible()
    counts = leader.until(lambda _: [one["counts"] for one in leader.ear.envelope["stage"]["votes"] if one["voted"]])
    assert counts[0]["handoff"] == counts[0]["sales"] == 1
    leader.page.keyboard.press("r")


def _voted(leader: Debriefer) -> int:
    stage = leader.ear.envelope["stage"] or {"votes": []}
    return sum(line["voted"] for line in stage["votes"])


def _time_machine(leader: Debriefer, wall: Screen) -> None:
    """A seat's desk as it was, on the big screen, one event after the other."""
    leader.tab("machine")
    leader.sees("machine")
    leader.tap("stage-show")
    expect(wall.page.locator("[data-testid=machine], .machinestage, .beside").first).to_be_visible()
    knob = leader.part("time-knob")
    knob.focus()
    before = knob.get_attribute("aria-valuenow")
    knob.press("Shift+ArrowRight")
    knob.press("ArrowRight")
    expect(knob).not_to_have_attribute("aria-valuenow", str(before))


def _rule(leader: Debriefer, wall: Screen, dana: Trainee) -> None:
    """A rule for Monday, written on a phone, read by the facilitator; on the wall without a name."""
    leader.tab("rules")
    leader.tap("stage-show")
    dana.part("rule-text").fill("From Monday on, no lead leaves my desk without a date & a <b>budget</b>.")
    dana.tap("smart-S")
    dana.tap("rule-send")
    leader.reads("no lead leaves my desk without a date & a <b>budget</b>")
    wall.reads("no lead leaves my desk")
    expect(wall.page.locator("body")).not_to_contain_text("P(0, 0)")


def test_the_pictures_are_charts_with_a_table_behind_each(room: Room, kept: Kept) -> None:
    leader = _leader(room, kept)
    expect(leader.part("debrief-pictures")).to_be_visible(timeout=WORKED_OUT_MS)
    leader.tab("pictures")
    expect(leader.page.locator("svg").first).to_be_visible(timeout=WORKED_OUT_MS)
    leader.tap("picture-table")
    expect(leader.page.get_by_role("table").first).to_be_visible()


def test_what_if_says_what_changed_and_leaves_the_session_alone(room: Room, kept: Kept) -> None:
    leader = _leader(room, kept)
    expect(leader.part("debrief-whatif")).to_be_visible(timeout=WORKED_OUT_MS)
    leader.tab("whatif")
    edit = leader.page.locator("[data-testid^=edit-]").first
    expect(edit).to_be_visible(timeout=WORKED_OUT_MS)
    edit.click()
    leader.reads(re.compile("€"))
    status, found = host_call(room, f"/api/debrief/{kept.session}")
    assert status == 200
    assert found["kind"] == "debrief"


def host_call(room: Room, path: str) -> tuple[int, dict[str, object]]:
    """Ask as the facilitator."""
    return room.house.call(path, token=room.house.host_token)
