"""A desk tells what came of an act, its notes cover nothing, and a round opens at what waits first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.colleagues import Team

if TYPE_CHECKING:
    from tests.e2e.conftest import Room
    from tests.e2e.people import Trainee

STAY = """const wait = window.setTimeout;
window.setTimeout = (done, ms, ...more) => wait(done, ms >= 6000 ? 1e8 : ms, ...more);"""
"""Notes stay until they are dismissed, so that a slow machine still finds them."""
COVERED = """() => {
  const found = [];
  for (const note of document.querySelectorAll('.toast')) {
    const box = note.getBoundingClientRect();
    for (let x = box.left + 2; x < box.right; x += 12)
      for (let y = box.top + 2; y < box.bottom; y += 8)
        for (const under of document.elementsFromPoint(x, y))
          if (!note.contains(under) && !under.contains(note) && under.textContent.trim() !== '')
            found.push(under.textContent.trim().slice(0, 60));
  }
  return [...new Set(found)];
}"""


def takes(room: Room, team: Team, seat: int, size: str) -> Trainee:
    """A trainee who takes the seat of a colleague, on a device of this size."""
    colleague = team.people[seat]
    colleague.leaves()
    store = {"language": "en", "seat": colleague.token, "name": colleague.name}
    trainee = room.trainee(size, store=store)
    trainee.page.add_init_script(STAY)
    trainee.page.goto(trainee.base + "/")
    trainee.until(lambda view: view["kind"] == "seat")
    return trainee


def seats_note(who: Trainee, text: str) -> None:
    """A note has come, and nothing that can be read lies under it."""
    expect(who.part("toasts")).to_contain_text(text)
    assert who.page.evaluate(COVERED) == []
    wide = who.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.parametrize("size", ["small", "phone", "notebook"])
def test_notes_say_what_came_of_an_act_and_cover_nothing(room: Room, size: str) -> None:
    team = Team(room.house.workshop(teams=1, minutes=6))
    team.plays(1)
    team.steps("open_round")
    team.people[0].hands_over(mode="told")
    manager = takes(room, team, 2, size)
    manager.starts_work()
    account = next(one for one in manager.view["companies"] if one["place"] == "accounts")
    before = manager.company(account["id"])["talk"]  # of the round before
    manager.care(account)
    talk = manager.until(
        lambda _: (now := manager.company(account["id"])["talk"]) != before and now, "what came of the task"
    )
    seats_note(manager, talk["outcome"])
    kind = {"good": "done", "neutral": "info", "bad": "bad"}[talk["outcome_tone"]]
    manager.sees(f"toast-{kind}")
    expect(manager.part(f"ended-{talk['outcome_tone']}").first).to_contain_text(talk["outcome"])
    manager.tap("dismiss")
    expect(manager.part("toasts")).to_have_count(0)

    seller = takes(room, team, 1, size)
    seller.starts_work()
    brief = seller.arriving(mode="told")
    seller.accept(brief)
    seats_note(seller, brief["name"])
    heard = seller.part("heard").first
    fields = heard.locator("fieldset")
    order = [one.get_attribute("data-testid") for one in fields.all()]
    for field in ("budget", "severity"):
        heard.locator(f"[data-testid=heard-{field}] button").first.click()
        expect(seller.part("send-heard").first).to_be_in_viewport(ratio=1)  # without scrolling to an end
    before = seller.view["minutes"]["spent"]
    seller.part("send-heard").first.click()
    seller.until(lambda view: view["minutes"]["spent"] == before + 4, "two fields are typed in, two minutes each")
    cells = {cell["field"]: cell["status"] for cell in seller.company(brief["id"])["cells"]}
    assert (cells["severity"], cells["budget"]) == ("guess", "guess")
    typed = next(one for one in seller.company(brief["id"])["cells"] if one["field"] == "budget")
    expect(heard.locator("[data-testid=heard-budget]")).to_contain_text(typed["text"])
    assert [one.get_attribute("data-testid") for one in fields.all()] == order  # what is filled keeps its place
    team.leave()


@pytest.mark.parametrize("size", ["small", "notebook"])
def test_what_a_meeting_led_to_stands_once_on_the_page_in_the_words_of_the_note(room: Room, size: str) -> None:
    team = Team(room.house.workshop(teams=1, minutes=6))
    team.steps("open_round")
    seller = takes(room, team, 1, size)
    seller.starts_work()
    deal = next(one for one in seller.view["companies"] if one["place"] == "pipeline" and one["agenda"])
    before = deal["talk"]
    seller.meet(deal)
    told = seller.until(lambda _: (now := seller.company(deal["id"]))["talk"] != before and now, "a talk")
    outcome = told["talk"]["outcome"]
    seats_note(seller, outcome)
    page = seller.page.locator("aside.col.white" if seller.is_wide else "main")
    expect(page.get_by_text(outcome)).to_have_count(1)
    if told["place"] in ("pipeline", "won"):
        assert told["status_text"] == outcome
    team.leave()


@pytest.mark.parametrize("size", ["small", "notebook"])
def test_a_round_opens_at_what_waits_first(room: Room, size: str) -> None:
    team = Team(room.house.workshop(teams=1, minutes=6))
    team.steps("open_round")
    seller = takes(room, team, 1, size)
    seller.starts_work()
    deal = next(one for one in seller.view["companies"] if one["place"] == "pipeline")
    seller.open(deal, "pipeline")
    seller.page.mouse.wheel(0, 400)
    team.steps("close_round", "open_round")
    seller.until(lambda view: view["session"]["round"] == 2)
    seller.starts_work()

    assert seller.page.evaluate("window.scrollY") == 0
    assert not re.search(r"\d", seller.page.evaluate("location.hash")), "a tab is open, and no client"
    open_ = [one for one in seller.view["companies"] if one["place"] in ("to_accept", "pipeline", "won")]
    needing = [one["id"] for one in open_ if not one["waits_for"]]
    first = seller.page.locator("[data-row]").first
    expect(first).to_be_in_viewport()
    if needing and not seller.is_wide:
        assert (first.get_attribute("data-testid") or "").removeprefix("company-") in map(str, needing)
    team.leave()
