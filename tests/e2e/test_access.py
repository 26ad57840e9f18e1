"""Who may come in, and who may come in again: the facilitator's own say about it, at the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Room


def test_every_other_facilitator_is_signed_out_at_the_console(room: Room) -> None:
    workshop = room.house.workshop(teams=1)
    host = room.facilitator(workshop)
    host.tap("cohost")
    link = host.part("cohost-sheet").get_by_text("/host#").inner_text()
    second = room.facilitator(size="phone", store={"host": "", "host-session": ""})
    second.reads("The console needs its link")  # the page stands already: a link opened there is followed
    second.page.goto(link)
    second.until(lambda view: view["kind"] == "facilitator")
    host.page.keyboard.press("Escape")
    host.tap("cohost")
    expect(host.part("hosts")).to_contain_text("1 other facilitator is signed in")
    room.watch.expect("status of (400|401|403|404)")
    host.tap("end-hosts")
    host.tap("end-hosts-sure")
    second.reads("Another facilitator has signed everybody else out")
    expect(host.part("hosts")).to_have_text("No other facilitator is signed in.")
    fresh = host.part("cohost-sheet").get_by_text("/host#")
    expect(fresh).not_to_have_text(link)  # the one before works no more


def test_a_phone_that_was_taken_out_joins_again_only_when_it_is_let_back_in(room: Room) -> None:
    workshop = room.house.workshop(teams=1)
    host = room.facilitator(workshop)
    phone = room.trainee()
    phone.join(workshop.code, "Vandal")
    host.seat(0, 0).click()
    host.tap("remove")
    host.tap("remove-free")
    phone.reads("The facilitator freed this seat")
    phone.tap("primary")
    room.watch.expect("status of 403")
    phone.part("code").fill(workshop.code)
    phone.part("name").fill("Angel")
    phone.tap("submit")
    phone.reads("The facilitator has taken you out of this session.")
    other = room.trainee()
    other.join(workshop.code, "Anna")  # another phone is another phone
    expect(host.part("removed")).to_contain_text("Vandal")
    host.tap("let-back-Vandal")
    expect(host.part("removed")).to_have_count(0)
    phone.tap("submit")
    phone.sees("lobby")


def test_a_big_screen_outlives_the_code_of_its_session(room: Room) -> None:
    """The code ends with the session; what the facilitator shows is found again by the page's own address."""
    workshop = room.house.workshop(teams=1)
    wall = room.screen()
    wall.show(workshop.code)
    workshop.press("close_session")
    expect(wall.page).to_have_url(f"{wall.base}/screen/{workshop.session}")
    room.watch.expect("status of 404")
    wall.page.reload()
    wall.reads("The facilitator is not showing this session just now.")
    stage = {"panel": "overview", "team": 0, "args": {}, "screen": True, "people": False}
    assert workshop.host.act("show", stage)["ok"]
    wall.sees("wall-stage")
