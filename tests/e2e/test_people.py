"""People and seats in real browsers: the story of a name that cannot stand, a wrong chair, and somebody who looks on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e import axe
from tests.e2e.people import Debriefer

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Route

    from tests.e2e.conftest import Room
    from tests.e2e.people import Visitor


def look(who: Visitor, shots: Path | None, name: str) -> None:
    """Look at a screen: nothing on it is wider than the page or closed to whoever listens; keep a picture if wanted."""
    assert axe.grave(who.page) == [], name
    wide = who.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, name
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
    host.tap("let-back-Dana")
    expect(host.part("removed")).to_have_count(0)
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


def test_a_team_writes_to_each_other(room: Room, shots: Path | None) -> None:
    workshop = room.house.workshop(teams=2, minutes=0)
    host = room.facilitator(workshop)
    anna = room.trainee()
    anna.join(workshop.code, "Anna")
    boris = room.seated(workshop, "Boris", language="ru")
    clara = room.seated(workshop, "Clara", size="laptop")
    expect(anna.part("chat")).to_have_count(0)
    host.tap("allow-chat")
    workshop.open_round()
    anna.starts_work()
    clara.starts_work()
    anna.tap("chat")
    expect(anna.part("chat-who")).to_have_text("Only your team reads this. It is not shown in the debrief.")
    line = "<img src=x onerror=alert(1)> call the landlord back"
    anna.part("chat-text").fill(line)
    anna.page.keyboard.press("Enter")
    expect(anna.part("chat-log")).to_contain_text(line)
    expect(clara.part("chat").locator(".badge")).to_have_text("1")
    look(clara, shots, "chat-badge-laptop")
    expect(boris.part("chat").locator(".badge")).to_have_count(0)
    clara.tap("chat")
    expect(clara.part("chat-log")).to_contain_text(line)
    assert clara.page.locator("[data-testid=chat-log] img").count() == 0
    clara.part("chat-text").fill("On it")
    clara.tap("chat-send")
    expect(anna.part("chat-log")).to_contain_text("On it")
    look(anna, shots, "chat-phone")
    clara.page.keyboard.press("Escape")
    expect(clara.part("chat").locator(".badge")).to_have_count(0)
    look(clara, shots, "chat-read-laptop")
    # A reload finds it again, and what was read stays read.
    anna.page.reload()
    anna.sees("chat")
    expect(anna.part("chat").locator(".badge")).to_have_count(0)
    look(anna, shots, "desk-with-chat")
    # From now on the facilitator may show it: everybody is told.
    host.tap("allow-chat-told")
    anna.tap("chat")
    anna.reads("the facilitator may show it in the debrief")
    anna.part("chat-text").fill("For the debrief")
    anna.tap("chat-send")
    expect(anna.part("chat-log")).to_contain_text("For the debrief")
    anna.page.keyboard.press("Escape")
    for verb in ("close_round", "open_debrief"):
        assert workshop.host.act(verb, round_=1)["ok"]
    desk = room.visitor(Debriefer, "laptop", store={"host": room.house.host_token, "language": "en"})
    desk.page.goto(f"{desk.base}/debrief/{workshop.session}?panel=machine")
    desk.part("jumps").locator("[data-value=chat]").click()
    expect(desk.part("told-chat")).to_contain_text("For the debrief")
    expect(desk.part("told-chat")).not_to_contain_text("landlord")
    look(desk, shots, "chat-debrief")


def without_the_sheet(route: Route) -> None:
    """Deliver every script but the one that draws the chat."""
    answer = route.fetch()
    if "chat-log" in answer.text():
        route.abort()
    else:
        route.fulfill(response=answer)


def test_a_chat_that_does_not_load_says_so_where_one_looks(room: Room, shots: Path | None) -> None:
    workshop = room.house.workshop(teams=1, minutes=0, chat=True)
    part = room.seated(workshop, "Dana", size="small")
    lines = room.seated(workshop, "Timur", size="notebook")
    workshop.open_round()
    room.watch.expect("Failed to load resource|dynamically imported module")
    part.page.route("**/assets/*.js", without_the_sheet)
    lines.page.route("**/api/chat", lambda route: route.abort())
    for who in (part, lines):
        who.page.reload()
        who.starts_work()
        who.tap("chat")
    expect(part.part("load-again")).to_be_in_viewport(ratio=1)
    expect(part.part("chat-sheet").get_by_role("button", name="Close")).to_be_in_viewport()
    look(part, shots, "chat-no-part")
    expect(lines.part("chat-trouble")).to_be_in_viewport(ratio=1)
    expect(lines.part("chat-sheet")).not_to_contain_text("Nobody has written")
    look(lines, shots, "chat-no-lines")
    lines.page.unroute("**/api/chat")
    expect(lines.part("chat-trouble")).to_have_count(0)  # tried again by itself
    lines.reads("Nobody has written")


STROKES = """
window.strokes = 0;
const Tone = window.OscillatorNode;
window.OscillatorNode = function (...how) { window.strokes += 1; return new Tone(...how); };
"""


def test_files_while_they_play_a_sound_at_the_bell_and_the_same_set_up_again(room: Room, shots: Path | None) -> None:
    workshop = room.house.workshop(teams=2, minutes=0, team_names=["Oak", "Elm"], chat=True)
    host = room.facilitator(workshop)
    host.page.add_init_script(STROKES)
    host.page.reload()
    host.sees("console")
    host.tap("settings")
    expect(host.part("bell")).to_have_attribute("aria-checked", "false")
    host.tap("bell")
    assert host.page.evaluate("window.strokes") == 2  # heard once, as it is switched on
    look(host, shots, "settings-bell")
    host.page.keyboard.press("Escape")
    workshop.open_round()
    host.phase("round", 1)
    with host.page.expect_download() as saved:
        host.tap("take-export.xlsx")
    assert saved.value.suggested_filename.endswith(".xlsx")
    # The session file holds every secret, and says so before it is saved.
    host.tap("take-session-file")
    host.reads("It holds everything hidden")
    look(host, shots, "console-files")
    with host.page.expect_download() as saved:
        host.tap("take-session-file-sure")
    assert saved.value.suggested_filename.endswith(".baton")
    host.step("close_round")
    host.phase("result", 1)
    assert host.page.evaluate("window.strokes") == 4
    # The next group plays the same: one tap in the archive.
    host.tap("leave-session")
    host.sees(f"duplicate-{workshop.session}")
    look(host, shots, "archive")
    host.tap(f"duplicate-{workshop.session}")
    host.until(lambda view: view["session"]["phase"] == "lobby", "a lobby")
    assert host.session != workshop.session
    host.reads("Oak")
    expect(host.part("allow-chat")).to_have_attribute("aria-checked", "true")
