"""The page before and around the game: browsers that keep nothing, are too old, translate, or lose a part of the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.e2e.conftest import Room
    from tests.e2e.people import Visitor

FORBID = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
Object.defineProperty(document, "cookie", { get() { throw new DOMException("denied", "SecurityError"); } });
"""
OLD = "delete HTMLScriptElement.prototype.noModule;"
TRANSLATE = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) if (texts.currentNode.data.trim() !== "") found.push(texts.currentNode);
  for (const text of found) {
    const outer = document.createElement("font");
    const inner = outer.appendChild(document.createElement("font"));
    inner.textContent = text.data;
    text.parentNode.replaceChild(outer, text);
  }
  document.documentElement.classList.add("translated-ltr");
}"""


def forgetful(room: Room, size: str = "laptop") -> Visitor:
    """Somebody whose browser keeps nothing."""
    room.watch.expect(r"status of (401|404|400|403)")
    came = room.visitor_of(size)
    came.page.add_init_script(FORBID)
    return came


def shell_of(page: Page, base: str, path: str = "/") -> None:
    """Open a page that will not be drawn."""
    page.goto(base + path, wait_until="commit")


def test_a_phone_that_keeps_nothing_takes_a_seat_and_says_what_a_reload_costs(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=0)
    guest = forgetful(room, "phone")
    guest.page.goto(guest.base + "/")
    guest.reads("keeps nothing")
    guest.part("language").locator("[data-value=ru]").click()
    guest.reads("Займите место")
    guest.part("language").locator("[data-value=en]").click()
    guest.part("code").fill(workshop.code)
    guest.part("name").fill("Dana")
    guest.tap("submit")
    guest.sees("lobby")
    workshop.open_round()
    guest.tap("understood")
    expect(guest.part("act-sheet")).to_have_count(0)
    guest.page.reload()
    expect(guest.part("code")).to_be_visible()


def test_a_laptop_that_keeps_nothing_runs_a_session_to_its_debrief(room: Room) -> None:
    host = forgetful(room)
    host.page.goto(room.house.host_link().replace(room.house.base, host.base))
    host.sees("forgets")
    host.tap("create-session")
    host.sees("console")
    host.reads("keeps nothing")
    screen = forgetful(room, "projector")
    screen.page.goto(f"{screen.base}/screen/{host.ear.envelope['code'].replace(' ', '')}")
    screen.reads(host.ear.envelope["code"])
    for verb in ("open_round", "close_round", "open_debrief"):
        room.house.enter(room.house.host_token, session=host.ear.envelope["session"]).act(verb)
    host.tap("debrief-page")
    host.sees("debrief")
    assert len(host.page.context.pages) == 1
    host.page.go_back()
    host.sees("console")


@pytest.mark.parametrize("path", ["/", "/host", "/screen/ABCDEFGH", "/debrief/nothing", "/seat"])
def test_no_page_is_blank_in_a_browser_that_keeps_nothing(room: Room, path: str) -> None:
    guest = forgetful(room)
    guest.page.goto(guest.base + path)
    expect(guest.page.get_by_role("heading", level=1).first).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/host", "/screen/ABCDEFGH", "/debrief/nothing"])
def test_a_page_whose_script_does_not_come_says_so_in_both_languages(room: Room, path: str) -> None:
    room.watch.expect("ERR_FAILED")
    room.watch.expect(r"status of (401|404)")  # once the page has come: neither session is there
    guest = room.visitor_of("phone")
    guest.page.route(re.compile(r"/assets/index-.*\.js"), lambda route: route.abort())
    shell_of(guest.page, guest.base, path)
    expect(guest.page.get_by_text("did not load whole")).to_be_visible()
    expect(guest.page.get_by_text("загрузилась не целиком")).to_be_visible()
    expect(guest.page.get_by_text("Chrome and Edge 94")).to_be_visible()
    guest.page.unroute_all()
    guest.page.get_by_text("Try again").click()
    expect(guest.page.locator("#boot")).to_have_count(0)


def test_a_page_without_any_script_still_says_something_in_both_languages(room: Room) -> None:
    room.watch.expect("ERR_FAILED")
    guest = room.visitor_of("phone")
    guest.page.route(re.compile(r"\.js$"), lambda route: route.abort())
    shell_of(guest.page, guest.base)
    expect(guest.page.get_by_text("Loading the page")).to_be_visible()
    expect(guest.page.get_by_text("Страница загружается")).to_be_visible()
    expect(guest.page.get_by_text("Try again")).to_be_visible()
    expect(guest.page.get_by_text("Firefox от 93")).to_be_visible()


def test_scripts_switched_off_are_named(room: Room) -> None:
    guest = room.visitor_of("phone", java_script_enabled=False)
    guest.page.goto(guest.base + "/")
    # The words are in the page; a browser that is told from outside to run no scripts does not draw them.
    words = guest.page.locator("noscript").evaluate("(element) => element.textContent")
    assert "Scripts are switched off" in words
    assert "выключены скрипты" in words
    expect(guest.page.get_by_text("Страница загружается")).to_be_visible()


def test_an_old_browser_is_told_which_one_it_takes(room: Room) -> None:
    guest = room.visitor_of("phone")
    guest.page.add_init_script(OLD)

    def without_modules(route: Route) -> None:
        answer = route.fetch()
        old = answer.text().replace('type="module"', 'type="no-such-type"').replace(" nomodule", "")
        route.fulfill(response=answer, body=old)

    guest.page.route(re.compile(r":\d+/$"), without_modules)
    shell_of(guest.page, guest.base)
    expect(guest.page.get_by_text("Chrome and Edge 94")).to_be_visible()
    expect(guest.page.get_by_text("Safari от 15.4")).to_be_visible()
    expect(guest.page.get_by_text("Loading the page")).to_be_hidden()


def test_a_browser_that_cannot_read_the_script_is_told_which_one_it_takes(room: Room) -> None:
    room.watch.expect("Unexpected token|uncaught")
    guest = room.visitor_of("phone")
    guest.page.route(
        re.compile(r"/assets/index-.*\.js"),
        lambda route: route.fulfill(body="class A { # }", content_type="text/javascript"),
    )
    shell_of(guest.page, guest.base)
    expect(guest.page.get_by_text("Chrome and Edge 94")).to_be_visible()
    expect(guest.page.get_by_text("Loading the page")).to_be_hidden()


def test_a_dictionary_that_comes_late_is_waited_for(room: Room) -> None:
    room.watch.expect("ERR_FAILED")
    guest = room.visitor_of("phone")
    dropped: list[str] = []

    def drop_one(route: Route) -> None:
        if dropped:
            route.continue_()
        else:
            dropped.append(route.request.url)
            route.abort()

    guest.page.route(re.compile(r"/assets/en-.*"), drop_one)
    guest.page.goto(guest.base + "/")
    guest.reads("Take your seat")
    assert dropped


def test_a_dictionary_that_never_comes_gives_way_to_the_other_language(room: Room) -> None:
    room.watch.expect("ERR_FAILED")
    guest = room.visitor_of("phone")
    guest.page.route(re.compile(r"/assets/en-.*"), lambda route: route.abort())
    guest.page.goto(guest.base + "/")
    guest.reads("Займите место")
    guest.sees("language-hint")
    guest.page.unroute_all()
    guest.part("language-hint").locator("[data-value=en]").click()
    guest.reads("Take your seat")
    expect(guest.part("language-hint")).to_have_count(0)


def test_no_dictionary_at_all_is_said_and_can_be_tried_again(room: Room) -> None:
    room.watch.expect("ERR_FAILED")
    guest = room.visitor_of("phone")
    guest.page.route(re.compile(r"/assets/(en|ru)-.*"), lambda route: route.abort())
    shell_of(guest.page, guest.base)
    expect(guest.page.get_by_text("words of the page did not load")).to_be_visible()
    expect(guest.page.get_by_text("Не загрузились тексты")).to_be_visible()
    guest.page.unroute_all()
    guest.page.get_by_text("Try again").click()
    guest.reads("Take your seat")


def test_a_translator_does_not_stop_the_clock(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=6)
    seat = room.seated(workshop, "Dana", "laptop")
    screen = room.screen()
    screen.show(workshop.code)
    workshop.open_round()
    seat.tap("understood")
    for who in (seat, screen):
        ring = who.page.get_by_role("timer").first
        expect(ring).to_be_visible()
        assert who.page.locator("html").get_attribute("translate") == "no"
        who.page.evaluate(TRANSLATE)
        who.sees("language-hint")
        before = ring.inner_text()
        expect(ring).not_to_have_text(before)
        # What is shown is what is said to those who listen.
        shown = who.page.evaluate(
            "() => { const ring = document.querySelector('[role=timer]'); return [ring.innerText, ring.ariaLabel]; }"
        )
        assert shown[0].strip() in shown[1]
