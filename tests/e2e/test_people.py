"""People and seats in real browsers: the story of a name that cannot stand, a wrong chair, and somebody who looks on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Room
    from tests.e2e.people import Visitor


def look(who: Visitor, shots: Path | None, name: str) -> None:
    """Keep a picture, if pictures are wanted."""
    if shots is not None:
        who.page.wait_for_timeout(300)
        who.page.screenshot(path=shots / f"{name}.png")


def test_a_name_that_cannot_stand_and_a_seat_that_is_freed(room: Room, shots: Path | None) -> None:
    workshop = room.house.workshop(teams=2, minutes=0)
    host = room.facilitator(workshop)
    screen = room.screen()
    screen.show(workshop.code)
    rude = room.trainee()
    rude.join(workshop.code, "Rude Word")
    screen.reads("Rude Word")
    host.seat(0, 0).click()
    host.part("rename").fill("Dana")
    look(host, shots, "seat-sheet")
    host.tap("rename-go")
    for who in (rude, screen, host):
        who.reads("Dana")
        expect(who.page.locator("body")).not_to_contain_text("Rude Word")
    # To another team, in exchange for nobody; then off the seat.
    host.part("move-to").select_option("1.2")
    host.tap("move-go")
    rude.reads("Account management")
    host.seat(1, 2).click()
    host.tap("remove")
    look(host, shots, "remove-sure")
    host.tap("remove-free")
    rude.reads("The facilitator freed this seat")
    look(rude, shots, "freed")
    room.watch.expect("401")
    rude.page.reload()  # a phone that slept is told the same way: it comes to the door
    expect(rude.part("code")).to_be_visible()
    expect(host.seat(1, 2)).to_contain_text("free")
    rude.join(workshop.code, "Dana")
    rude.reads("Lead generation")


def test_whoever_leaves_is_no_ghost_and_somebody_else_may_sit_in_the_same_browser(
    room: Room, shots: Path | None
) -> None:
    workshop = room.house.workshop(teams=2, minutes=0)
    host = room.facilitator(workshop)
    anna = room.trainee()
    anna.join(workshop.code, "Anna")
    look(anna, shots, "lobby")
    # The same browser comes back to the same seat, whatever the address says.
    anna.page.goto(f"{anna.base}/#{workshop.code.replace(' ', '')}")
    anna.page.reload()
    anna.sees("lobby")
    # "Not you?": Boris joins beside her; her seat stays hers.
    anna.tap("lobby-not-you")
    look(anna, shots, "join-beside")
    anna.reads("The seat of Anna stays as it is.")
    anna.tap("mine-back")
    anna.sees("lobby")
    anna.tap("settings")
    look(anna, shots, "settings")
    anna.tap("not-you")
    expect(anna.part("next-team")).to_be_visible()
    anna.part("name").fill("Boris")
    anna.tap("submit")
    anna.reads("Boris")
    host.until(lambda _: [one["name"] for one in host.ear.envelope["presence"] if one["name"]] == ["Anna", "Boris"])
    # Boris leaves: his seat is free, Anna's is not.
    anna.tap("leave")
    anna.tap("leave-sure")
    expect(anna.part("code")).to_be_visible()
    host.until(lambda _: [one["state"] for one in host.ear.envelope["presence"]][3] == "free")
    expect(host.seat(1, 0)).to_contain_text("free")
    assert [one["name"] for one in host.ear.envelope["presence"] if one["name"]] == ["Anna"]


def test_a_team_and_a_seat_are_chosen_and_somebody_looks_on(room: Room, shots: Path | None) -> None:
    workshop = room.house.workshop(teams=3, minutes=0, team_names=["Oak", "Elm", "Ash"])
    host = room.facilitator(workshop)
    guest = room.trainee()
    guest.page.goto(f"{guest.base}/#{workshop.code.replace(' ', '')}")
    guest.part("name").fill("Anna")
    expect(guest.part("next-team")).to_contain_text("You will join Oak as Lead generation")
    look(guest, shots, "join-next")
    host.tap("allow-choosing")
    host.part("allow-observers").get_by_role("button", name=re.compile("more", re.I)).click()
    host.until(
        lambda _: host.ear.envelope["allowed"] == {"choosing": True, "observers": 1, "chat": False, "chat_told": False}
    )
    look(host, shots, "console-people")
    guest.page.reload()
    guest.part("name").fill("Anna")
    guest.tap("team-1")
    guest.tap("pick-1-2")
    look(guest, shots, "join-choice")
    guest.tap("submit")
    guest.reads("Account management")
    guest.reads("Team Elm")
    observer = room.trainee()
    observer.page.goto(f"{observer.base}/#{workshop.code.replace(' ', '')}")
    observer.part("name").fill("Olga")
    observer.tap("observe")
    observer.part("observe-team").get_by_role("combobox").select_option("1")
    look(observer, shots, "join-observe")
    observer.tap("submit")
    observer.sees("observing")
    observer.reads("Anna")
    workshop.open_round()
    expect(observer.part("figures")).to_be_visible()
    look(observer, shots, "observing")
    expect(host.part("observers")).to_contain_text("Olga")
    host.tap("send-off-Olga")
    observer.reads("The facilitator freed this seat")
    expect(host.part("observers")).to_have_count(0)
