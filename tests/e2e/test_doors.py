"""The doors: links and codes that work, and what people are told when one does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Room
    from tests.e2e.people import Visitor

HOSTILE = "<img src=x onerror=alert(1)>"
NOTES = "<script>alert(2)</script><b>bold</b> \"quoted\" & 'so'"


def test_a_wrong_code_a_full_room_and_a_name_that_is_taken(room: Room) -> None:
    room.watch.expect(r"status of (404|409|400)")
    workshop = room.house.workshop(teams=1, minutes=0)
    guest = room.trainee()
    guest.page.goto(guest.base + "/")
    guest.tap("submit")
    alert = guest.page.get_by_role("alert").filter(has=guest.page.locator("svg"))
    expect(alert).to_be_visible()  # nothing was typed
    guest.part("code").fill("ABCD EFGH")
    guest.part("name").fill("Dana")
    guest.reads(re.compile("ABCD EFGH"))
    guest.tap("submit")
    expect(alert).to_contain_text("ABCD EFGH")

    workshop.join("dana")
    guest.page.goto("about:blank")
    guest.page.goto(f"{guest.base}/#{workshop.code.replace(' ', '')}")  # as a QR has it
    expect(guest.part("code")).to_have_value(workshop.code)
    guest.reads("2 seats")
    guest.part("name").fill("  DANA ")
    guest.tap("submit")
    expect(alert).to_contain_text(re.compile("taken|name", re.IGNORECASE))
    assert guest.part("code").input_value() == workshop.code

    workshop.join("Vera")
    workshop.join("Timur")
    guest.part("name").fill("Ivan")
    guest.tap("submit")
    expect(alert).to_contain_text(re.compile("full|taken|free", re.IGNORECASE))
    guest.part("name").fill(" \u200b\u2066 ")
    guest.tap("submit")
    expect(alert).to_be_visible()
    assert room.house.call("/api/code", {"code": workshop.code})[1]["free"] == 0


def test_a_code_is_understood_as_it_is_pasted_or_typed_on_another_keyboard(room: Room) -> None:
    room.watch.expect(r"status of (404|429)")
    workshop = room.house.workshop(teams=1, minutes=0)
    bare = workshop.code.replace(" ", "")
    looks = bare.translate(str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")).lower()
    guest = room.trainee()
    guest.page.goto(guest.base + "/")
    for typed in (
        f"https://somewhere.example/#{bare}?x=1",
        f"Code: {workshop.code}.",
        looks,
        bare[:4] + "_" + bare[4:],
    ):
        guest.part("code").fill(typed)
        expect(guest.part("code")).to_have_value(workshop.code)
        guest.reads("3 seats")
        guest.part("code").fill("")
    guest.page.goto(guest.base + f"/#{bare}")  # a link opened where the page is open already
    expect(guest.part("code")).to_have_value(workshop.code)
    guest.part("code").fill("")
    guest.part("code").fill(f"«{bare}»")  # and at once, before it was looked up
    guest.part("name").fill("Dana")
    guest.tap("submit")
    guest.sees("lobby")


def test_links_that_do_not_work_say_so(room: Room) -> None:
    room.watch.expect(r"status of (400|401|403|404)")
    guest = room.trainee()
    guest.page.goto(guest.base + "/seat#a-ticket-of-long-ago")
    expect(guest.page.get_by_role("heading", level=1)).to_be_visible()
    guest.tap("primary")
    expect(guest.part("code")).to_be_visible()
    for path in ("/host", "/host#a-ticket-of-long-ago", "/debrief/nothing"):
        guest.page.goto("about:blank")
        guest.page.goto(guest.base + path)
        expect(guest.page.get_by_role("heading", level=1)).to_be_visible()
    screen = room.screen()
    screen.page.goto(screen.base + "/screen/ABCDEFGH")
    expect(screen.page.get_by_role("heading", level=1)).to_contain_text("ABCD")


def test_a_link_to_the_console_works_once(room: Room) -> None:
    room.watch.expect(r"status of (401|404|400|403)")
    link = room.house.host_link()
    first = room.visitor_of("laptop")
    first.page.goto(link)
    first.sees("new-session")
    assert "#" not in first.page.url  # the ticket leaves the address
    first.page.reload()
    first.sees("new-session")
    second = room.visitor_of("laptop")
    second.page.goto(link)
    expect(second.page.get_by_role("heading", level=1)).to_be_visible()
    expect(second.part("new-session")).to_have_count(0)


def test_what_people_type_is_text(room: Room) -> None:
    """A name and notes full of markup are shown letter by letter, everywhere."""
    workshop = room.house.workshop(teams=1, minutes=0)
    screen = room.screen()
    screen.show(workshop.code)
    host = room.facilitator(workshop)
    everybody: list[Visitor] = [screen, host]
    lead = room.trainee("laptop")
    lead.join(workshop.code, HOSTILE)
    seller = room.seated(workshop, "Timur")
    everybody += [lead, seller]
    for person in everybody:
        person.reads(HOSTILE)
    workshop.open_round()
    for person in (lead, seller):
        person.starts_work()
    found = lead.finds()
    lead.hand_over(found, mode="notes", notes=NOTES)
    brief = seller.arriving()
    seller.open(brief, "briefs")
    seller.reads(NOTES)
    seller.reads(HOSTILE)
    for person in everybody:
        assert person.page.locator("img, script:not([src]), blockquote b").count() == 0
    assert not room.watch.dialogs


@pytest.mark.parametrize("size", ["small", "notebook"])
def test_the_button_stays_under_the_finger_when_the_answer_to_a_code_comes(room: Room, size: str) -> None:
    workshop = room.house.workshop(teams=2, minutes=0)
    guest = room.trainee(size)
    guest.page.goto(guest.base + "/")
    guest.part("name").fill("Dana")
    before = guest.part("submit").bounding_box()
    guest.part("code").fill(workshop.code)
    guest.sees("next-team")
    assert guest.part("submit").bounding_box() == before
    expect(guest.part("submit")).to_be_in_viewport(ratio=1)
