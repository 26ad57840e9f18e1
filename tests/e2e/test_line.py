"""When the network or the server fails: what people see meanwhile, and that nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import House, Room
from tests.web.slow_store import held

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

LOST = r"WebSocket connection to .* failed|ERR_CONNECTION|Failed to load resource"


@pytest.fixture
def own_room(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Room]:
    """Browsers at a server that may be killed."""
    house = House(tmp_path_factory.mktemp("own"))
    room = Room(house, browser)
    room.watch.expect(LOST)
    yield room
    room.close()
    house.stop()
    assert not room.watch.unexpected(), room.watch.unexpected()


@pytest.mark.full
def test_a_line_that_dies_without_a_word(room: Room) -> None:
    """Nothing is refused and nothing arrives, as when a phone leaves the Wi-Fi: the bar comes by itself."""
    room.watch.expect(LOST)
    workshop = room.house.workshop(teams=1, minutes=0)
    line = room.line()
    dana = room.trainee("phone", base=line.base)
    dana.join(workshop.code, "Dana")
    workshop.open_round()
    dana.starts_work()
    asked = next(one for one in dana.view["companies"] if one["place"] == "inbound")
    dana.open(asked, "inbound")
    dana.page.locator("[data-testid^=preset-]").first.click()
    line.swallow()
    dana.tap("send")  # on its way into nothing
    dana.sees("toast-busy")
    dana.sees("offline")
    line.cut()
    line.heal()
    expect(dana.part("offline")).to_have_count(0)
    expect(dana.page.get_by_role("log").first).to_be_visible()
    assert dana.view["minutes"]["spent"] == dana.company(asked["id"])["talk"]["minutes"]


@pytest.mark.full
def test_the_server_is_killed_and_comes_back(own_room: Room) -> None:
    """Everybody finds their desk as it was, and goes on."""
    house = own_room.house
    workshop = house.workshop(teams=1, minutes=6)
    host = own_room.facilitator(workshop)
    screen = own_room.screen()
    screen.show(workshop.code)
    dana = own_room.seated(workshop, "Dana")
    workshop.open_round()
    dana.starts_work()
    found = dana.finds()
    spent = dana.view["minutes"]["spent"]
    house.hang_up()
    house.kill()
    for person in (dana, host):
        person.sees("offline")
    expect(screen.page.locator(".lostline")).to_be_visible()
    house.start()
    for person in (dana, host):
        expect(person.part("offline")).to_have_count(0)
    expect(screen.page.locator(".lostline")).to_have_count(0)
    assert dana.view["minutes"]["spent"] == spent
    assert dana.company(found["id"])["talk"] == found["talk"]
    dana.hand_over(found, mode="card")
    screen.until(lambda view: view["teams"][0]["handed"] == 1, "the board goes on")


@pytest.mark.full
def test_another_program_holds_the_store(own_room: Room) -> None:
    """A slow server is no failure: what was tapped is kept, said so, and goes through by itself."""
    house = own_room.house
    workshop = house.workshop(teams=1, minutes=0)
    dana = own_room.seated(workshop, "Dana")
    workshop.open_round()
    dana.starts_work()
    asked = next(one for one in dana.view["companies"] if one["place"] == "inbound")
    dana.open(asked, "inbound")
    dana.page.locator("[data-testid^=preset-]").first.click()
    with held(house.data):
        dana.tap("send")
        dana.sees("slow")
        expect(dana.part("toast-fail")).to_have_count(0)
    expect(dana.part("slow")).to_have_count(0)
    expect(dana.page.get_by_role("log").first).to_be_visible()
    assert dana.view["minutes"]["spent"] == dana.company(asked["id"])["talk"]["minutes"]
