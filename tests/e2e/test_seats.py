"""Seats are kept: on another device, in another tab, by a bot for a while, for somebody who comes late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Room

STILL = ("companies", "handoffs", "promises")


def test_another_device(room: Room) -> None:
    """The facilitator's link brings the seat to a new device; the old one has it no more."""
    workshop = room.house.workshop(teams=1, minutes=0)
    host = room.facilitator(workshop)
    old = room.seated(workshop, "Dana")
    workshop.open_round()
    old.starts_work()
    old.finds()
    desk = {key: old.view[key] for key in STILL}
    host.until(lambda view: view["session"]["phase"] == "round")
    link = host.link_for(0, 0)
    new = room.trainee("laptop")
    new.page.goto(link)
    new.until(lambda view: view["kind"] == "seat")
    new.starts_work()
    assert "#" not in new.page.url.split("/", 3)[3].replace("#/", "")
    assert {key: new.view[key] for key in STILL} == desk
    expect(old.part("code")).to_be_visible()  # and is told why
    expect(old.page.locator(".note.warn")).to_be_visible()
    new.finds()
    room.watch.expect("status of (400|401|404)")
    third = room.trainee()
    third.page.goto(link)  # a link works once
    expect(third.page.get_by_role("heading", level=1)).to_be_visible()
    expect(third.part("lobby")).to_have_count(0)


def test_a_second_tab(room: Room) -> None:
    """The newest tab drives; the other can take the seat back."""
    workshop = room.house.workshop(teams=1, minutes=0)
    first = room.seated(workshop, "Dana")
    workshop.open_round()
    first.starts_work()
    first.sees("tab-inbound")
    second = room.beside(first)
    second.page.goto(second.base + "/")
    second.sees("act-sheet")
    first.sees("taken")
    first.page.bring_to_front()
    first.tap("take-back")
    first.sees("tab-inbound")
    second.sees("taken")
    first.finds()
    assert first.view["minutes"]["spent"] > 0
    second.page.bring_to_front()
    second.tap("take-back")
    second.starts_work()
    assert second.view["minutes"]["spent"] == first.view["minutes"]["spent"]


def test_a_bot_minds_the_seat_and_gives_it_back(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=6)
    host = room.facilitator(workshop)
    dana = room.seated(workshop, "Dana")
    workshop.open_round()
    dana.starts_work()
    dana.page.goto("about:blank")
    host.until(lambda _: host.ear.envelope["presence"][0]["state"] == "away", "away")
    host.seat(0, 0).click()
    host.tap("remedy-bot")
    host.until(lambda _: host.ear.envelope["presence"][0]["state"] == "bot", "a bot")
    host.page.keyboard.press("Escape")
    host.until(lambda view: view["teams"][0]["seats"][0]["decisions"] >= 1, "the bot works")
    dana.page.goto(dana.base + "/")
    dana.sees("taken")
    dana.tap("take-back")
    dana.sees("tab-inbound")
    host.until(lambda _: host.ear.envelope["presence"][0]["state"] == "here", "a person")
    dana.finds()


def test_somebody_comes_late(room: Room) -> None:
    """Bots take what is empty at the bell; whoever comes late takes a seat from its bot."""
    workshop = room.house.workshop(teams=1, minutes=6)
    host = room.facilitator(workshop)
    workshop.open_round()
    host.until(lambda view: view["teams"][0]["seats"][0]["bot"], "bots sit")
    host.until(lambda view: sum(seat["decisions"] for seat in view["teams"][0]["seats"]) >= 2, "bots work")
    late = room.trainee()
    late.join(workshop.code, "Ivan", late=True)
    late.reads("Ivan")
    host.until(lambda _: host.ear.envelope["presence"][0]["state"] == "here", "a person")
    host.reads("Ivan")
    late.tap("takeover-go")
    late.starts_work()
    late.finds()
    assert late.ear.answers[-1]["ok"]


def test_a_seller_who_changed_chairs_reads_whose_debrief_it_is(room: Room) -> None:
    workshop = room.house.workshop(teams=2, minutes=0)
    people = [room.seated(workshop, name) for name in ("Dana", "Marek", "Timur")]  # two lead generators, a seller
    caller, _, seller = people
    old = seller.view["team_name"]
    workshop.open_round()
    assert workshop.host.act("play_card", {"card": "chair_swap"})["ok"]
    new = seller.until(lambda view: view["team_name"] != old and view["team_name"], "another team")
    seller.starts_work()
    expect(seller.part("came-here")).to_have_count(0)  # in the round the event says so
    for verb in ("close_round", "open_debrief"):
        assert workshop.host.act(verb)["ok"]
    seller.sees("debrief-phase")
    expect(seller.part("came-here")).to_contain_text(f"with {new} since the chair swap in round 1")
    caller.sees("debrief-phase")
    expect(caller.part("came-here")).to_have_count(0)
    seller.tap("open-debrief")
    seller.sees("debrief")
    expect(seller.part("came-here")).to_contain_text(new)
