"""Language and theme at any time; a call without a mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Room

RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


def test_the_language_changes_everywhere_at_once(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=6)
    dana = room.seated(workshop, "Dana", "laptop")
    host = room.facilitator(workshop)
    workshop.open_round()
    dana.starts_work()
    dana.reads("Inbound")
    english = {one["id"]: one["name"] for one in dana.view["companies"]}
    dana.speak("ru")
    expect(dana.page.locator("html")).to_have_attribute("lang", "ru")
    expect(dana.part("tab-inbound")).to_have_text(RUSSIAN)
    dana.until(lambda view: RUSSIAN.search(view["companies"][0]["name"]), "names in Russian")
    first = dana.view["companies"][0]
    dana.reads(next(one["name"] for one in dana.view["companies"] if one["place"] == "inbound"))
    assert first["name"] != english[first["id"]]
    latin = re.findall(r"[A-Za-z]{4,}", dana.page.locator("#app").inner_text())
    assert set(latin) <= {"Otters", "English", "Baton"}, latin  # the team was named when the session was made
    host.reads("Lead generation")  # everybody reads in their own
    host.speak("ru")
    host.reads("Лидогенерация")
    host.until(lambda view: RUSSIAN.search(view["session"]["act_title"]), "the console's own words")
    dana.page.reload()
    expect(dana.part("tab-inbound")).to_have_text(RUSSIAN)
    dana.speak("en")
    dana.reads("Inbound")
    dana.until(lambda view: {one["id"]: one["name"] for one in view["companies"]} == english)


def test_a_new_device_speaks_the_language_of_its_person(room: Room) -> None:
    """A seat link opens in the language that was chosen on the first device."""
    workshop = room.house.workshop(teams=1, minutes=0)
    token = workshop.join("Тимур", "ru")["token"]
    device = room.trainee("phone", store={"seat": token}, locale="en-GB")
    device.page.goto(device.base + "/")
    device.sees("lobby")
    expect(device.page.locator("html")).to_have_attribute("lang", "ru")
    expect(device.part("practice")).to_have_text(RUSSIAN)


def test_the_projector_changes_language_and_theme_by_key(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=6, language="ru")
    screen = room.screen()
    screen.show(workshop.code)
    screen.page.keyboard.press("l")
    before = screen.page.locator("html").get_attribute("lang")
    screen.page.keyboard.press("l")
    expect(screen.page.locator("html")).not_to_have_attribute("lang", before or "")
    screen.page.keyboard.press("d")
    expect(screen.page.locator("html")).to_have_attribute("data-theme", re.compile("dark|light"))


def test_the_theme_is_chosen_and_kept(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=0)
    dana = room.seated(workshop, "Dana")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = dana.page.evaluate(ground)
    dana.tap("settings")
    dana.part("theme").locator("[data-value=dark]").click()
    dark = dana.page.evaluate(ground)
    assert dark != light
    dana.page.reload()
    dana.sees("lobby")
    assert dana.page.evaluate(ground) == dark
    dana.page.emulate_media(color_scheme="dark")
    dana.tap("settings")
    dana.part("theme").locator("[data-value=light]").click()
    assert dana.page.evaluate(ground) == light


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_a_call_without_a_mouse(room: Room, size: str) -> None:
    """From the desk to the client's answers and the handoff, with keys alone."""
    workshop = room.house.workshop(teams=1, minutes=0)
    dana = room.seated(workshop, "Dana", size)
    workshop.open_round()
    page, keys = dana.page, dana.page.keyboard
    dana.sees("act-sheet")
    keys.press("Tab")  # the sheet has the focus and keeps it
    for _ in range(5):
        keys.press("Tab")
        assert page.evaluate("document.querySelector('[data-testid=act-sheet]').contains(document.activeElement)")
    keys.press("Control+Enter")
    expect(dana.part("act-sheet")).to_have_count(0)

    while not page.evaluate("document.activeElement.matches('[data-testid^=company-]')"):
        keys.press("Tab")  # the reading order leads to the first client
    if size == "laptop":
        keys.press("j")
        keys.press("k")
    focused = page.evaluate("document.activeElement.dataset.testid")
    keys.press("Enter")
    expect(dana.part("send")).to_be_visible()
    chosen = int(focused.removeprefix("company-"))
    for key in ("1", "1", "1"):
        keys.press(key)
    items = page.locator(".agenda > li:not(.slot) .t")
    expect(items).to_have_count(3)
    order = items.all_inner_texts()
    last = page.locator(".agenda > li:not(.slot)").nth(2).get_by_role("button").first
    last.focus()
    keys.press("Alt+ArrowUp")
    assert items.all_inner_texts() == [order[0], order[2], order[1]]
    keys.press("Control+Enter")
    expect(page.get_by_role("log").first).to_be_visible()
    assert [item["topic"] for item in dana.ear.acts[-1]["args"]["agenda"]]
    assert dana.ear.acts[-1]["args"]["company"] == chosen

    keys.press("?")
    expect(dana.part("help")).to_be_visible()
    keys.press("Escape")
    expect(dana.part("help")).to_have_count(0)


def test_a_sheet_gives_the_focus_back(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=0)
    dana = room.seated(workshop, "Dana")
    dana.part("settings").focus()
    dana.page.keyboard.press("Enter")
    dana.sees("settings-sheet")
    dana.page.keyboard.press("Escape")
    expect(dana.part("settings")).to_be_focused()
