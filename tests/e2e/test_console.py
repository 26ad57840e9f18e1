"""The console and the big screen: messages that end, alerts in a line, events that are seen, a year in step, archives."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e.people import Debriefer
from tests.web.running import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Room
    from tests.web.running import Workshop

CUT = """() => [...document.querySelectorAll('[data-fit]')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().bottom > innerHeight + 1)
  .map((one) => one.textContent)"""
SMALLEST = "() => Math.min(...[...document.querySelectorAll('[data-fit]')].map((one) => parseFloat(getComputedStyle(one).fontSize)))"
NAMES = ("Alexandra", "Konstantin", "Maximilian", "Christopher", "Elizabeth", "Marguerite")


def fill(room: Room, workshop: Workshop, teams: int, *, connected: bool = True) -> None:
    """People on every seat."""
    for number in range(3 * teams):
        name = NAMES[number % 6] + (f" {chr(65 + number // 6)}" if number >= 6 else "")
        if connected:
            workshop.sit(name)
        else:
            workshop.join(name)


def test_a_message_is_taken_back_and_none_outlives_its_phase(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=6)
    trainee = room.seated(workshop, "Dana")
    host, screen = room.facilitator(workshop), room.screen()
    screen.show(workshop.code)
    workshop.open_round()
    host.phase("round")
    trainee.tap("understood")
    for text in ("All pens down", "Five minutes more"):
        host.part("message-text").fill(text)
        host.tap("message-send")
        expect(trainee.part("notice")).to_contain_text(text)
        expect(screen.part("memo")).to_contain_text(text)
        expect(host.part("posted")).to_contain_text(text)
        if text == "All pens down":
            host.tap("message-end")
            expect(trainee.part("notice")).to_have_count(0)
            expect(screen.part("memo")).to_have_count(0)
    host.step("close_round")
    expect(screen.part("memo")).to_have_count(0)
    expect(trainee.part("notice")).to_have_count(0)
    expect(host.part("posted")).to_have_count(0)


def test_an_event_card_is_asked_about_and_fills_the_wall(room: Room) -> None:
    workshop = room.house.workshop(teams=2, minutes=6)
    host, screen = room.facilitator(workshop), room.screen()
    screen.show(workshop.code)
    workshop.open_round()
    host.phase("round")
    card = next(one for one in host.view["cards"] if not one["blocked"])
    host.tap(f"card-{card['id']}")
    expect(host.part("ask-sheet")).to_contain_text("whole room")
    host.tap("not-sure")
    assert host.view["session"]["shock"] == ""
    host.tap(f"card-{card['id']}")
    host.tap("sure")
    expect(screen.part("event-scene").get_by_role("heading", level=1)).to_have_text(card["label"])
    expect(screen.part("event-scene").get_by_role("timer")).to_be_visible()
    expect(screen.part("event-line")).to_contain_text(card["label"], timeout=60_000)  # then it stands above the board


def test_twelve_teams_are_seen_at_once_and_those_offline_get_one_line_and_one_button(room: Room) -> None:
    workshop = room.house.workshop(teams=12, minutes=6)
    fill(room, workshop, 12, connected=False)
    host = room.facilitator(workshop, size="notebook")
    workshop.open_round()
    expect(host.part("need-away")).to_be_visible(timeout=90_000)
    assert host.page.locator("[data-testid^=need-]").count() == 1
    host.reads("36 seats need you")
    russian = room.facilitator(workshop, size="notebook", store={"language": "ru"})
    for console in (host, russian):
        for team in range(12):
            expect(console.part(f"team-{team}")).to_be_in_viewport(ratio=1)
    expect(host.part("open-screen").get_by_text("Big screen")).to_be_in_viewport()
    host.tap("all-away")
    expect(host.part("need-away")).to_have_count(0)


def test_nothing_reads_as_a_result_before_play_and_two_teams_fill_the_wall(room: Room) -> None:
    workshop = room.house.workshop(teams=2, minutes=6)
    fill(room, workshop, 2)
    host, screen = room.facilitator(workshop), room.screen()
    screen.show(workshop.code)
    screen.reads(NAMES[0])
    expect(host.part("team-0")).to_contain_text(NAMES[0])
    expect(host.part("team-0")).not_to_contain_text("handed")
    expect(host.page.locator(".grid thead th")).to_have_count(4)  # the team and its seats
    expect(host.part("doors")).to_contain_text("Phones cannot come in")  # and people here prove nothing
    rows = screen.page.locator(".seating li:not(.heads)")
    first, second = rows.nth(0).bounding_box(), rows.nth(1).bounding_box()
    assert first
    assert second
    assert abs(second["y"] - first["y"] - first["height"]) < 2  # one right under the other
    assert second["y"] + second["height"] > 0.9 * 1080
    assert screen.page.evaluate(CUT) == []
    workshop.open_round()
    expect(host.part("team-0")).to_contain_text("none handed over yet")
    assert workshop.host.act("close_round")["ok"]
    expect(screen.part("screen-figures")).to_contain_text(
        "none handed over yet"
    )  # and no story, where nothing was handed
    last = screen.page.locator(".publicboard li").last.bounding_box()
    assert last
    assert last["y"] + last["height"] > 0.75 * 1080
    assert screen.page.evaluate(CUT) == []


def test_a_seat_is_freed_without_scrolling_and_after_play_nothing_useless_is_offered(room: Room) -> None:
    workshop = room.house.workshop(teams=2, minutes=6)
    fill(room, workshop, 2)
    host = room.facilitator(workshop, size="notebook")
    workshop.open_round()
    host.phase("round")
    host.seat(0, 0).click()
    host.sees("remedy-bot")
    host.tap("remove")
    for choice in ("remove-bot", "remove-free"):
        expect(host.part(choice)).to_be_in_viewport(ratio=1)
    host.page.keyboard.press("Escape")
    expect(host.part("seat-sheet")).to_have_count(0)
    for verb in ("close_round", "open_debrief"):
        assert workshop.host.act(verb)["ok"]
    host.phase("debrief")
    host.seat(0, 0).click()
    host.sees("remedy-link")
    for nothing in ("remedy-bot", "remedy-nudge", "move-go"):
        expect(host.part(nothing)).to_have_count(0)
    host.tap("remove")
    expect(host.part("remove-bot")).to_have_count(0)
    host.tap("remove-sure")
    expect(host.seat(0, 0)).not_to_contain_text(NAMES[0])


def test_nobody_is_idle_as_the_first_round_begins(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=6)
    workshop.sit("Dana")
    host = room.facilitator(workshop)
    expect(host.part("check-screen")).to_be_visible()
    screen = room.screen()
    screen.show(workshop.code)
    host.reads("big screen is open")
    workshop.open_round()
    host.phase("round")
    assert all(one["idle_s"] < 60 for one in host.ear.envelope["presence"])
    expect(host.part("need-idle")).to_have_count(0)


def test_the_wall_cuts_no_ordinary_name_and_stays_readable(room: Room) -> None:
    for teams in (4, 6, 12):
        workshop = room.house.workshop(teams=teams, minutes=6)
        fill(room, workshop, teams, connected=False)
        screen = room.screen()
        screen.show(workshop.code)
        screen.reads(NAMES[0])
        assert screen.page.evaluate(CUT) == []
        assert screen.page.evaluate(SMALLEST) >= 24
        workshop.open_round()
        screen.until(lambda view: view["session"]["phase"] == "round")
        workshop.host.act("message", {"text": "Two minutes: agree who calls back first.", "to": "all"})
        screen.sees("memo")
        assert screen.page.evaluate(CUT) == []


def test_phones_see_the_year_with_the_wall_and_the_wall_ends_with_places_and_causes(room: Room) -> None:
    workshop = room.house.workshop(teams=2, minutes=0)
    trainee = room.seated(workshop, "Dana")
    screen = room.screen()
    screen.show(workshop.code)
    workshop.open_round()
    for verb in ("close_round", "finish"):
        assert workshop.host.act(verb)["ok"]
    months = "() => +(document.querySelector('[data-months]')?.dataset.months ?? 0)"
    shown = (
        """() => document.querySelectorAll('.forwardboard li:first-child .months i:not(.later):not(.start)').length"""
    )
    screen.page.locator(".forwardboard").wait_for(timeout=90_000)
    apart = [abs(trainee.page.evaluate(months) - screen.page.evaluate(shown)) for _ in range(6)]
    assert max(apart) <= 1 or screen.part("standing").is_visible()
    screen.sees("standing")
    expect(trainee.page.locator("[data-months='12']")).to_be_visible()
    lines = screen.view["forward"]
    order = sorted(lines, key=lambda line: (-line["profit_12m"], line["team"]))
    assert screen.page.locator(".standingboard .team").all_inner_texts() == [line["name"] for line in order]
    assert all(text for text in screen.page.locator(".standingboard .cause").all_inner_texts())
    assert trainee.view["forward"]["cause"] is None  # of other teams a phone hears nothing


def test_a_debrief_without_the_year_is_asked_about_and_nothing_in_it_is_dead(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=0)
    host = room.facilitator(workshop)
    workshop.open_round()
    assert workshop.host.act("close_round")["ok"]
    host.phase("result")
    expect(host.page.get_by_role("heading", name="Event cards")).to_be_visible()
    leader = room.visitor(Debriefer, "laptop", store={"host": room.house.host_token, "language": "en"})
    leader.page.goto(f"{leader.base}/debrief/{workshop.session}")
    leader.sees("stage-closed")  # dead, and it says why
    expect(leader.part("stage-show")).to_be_disabled()
    host.tap("step-open_debrief")
    expect(host.part("ask-sheet")).to_contain_text("cannot be played later")
    host.tap("sure")
    expect(leader.part("stage-closed")).to_have_count(0)
    host.reads("Message")
    expect(host.page.get_by_role("heading", name="Event cards")).to_have_count(0)  # none was played, none can be
    leader.tab("journey")
    leader.tap("stage-show")
    screen = room.screen()
    screen.show(workshop.code)
    screen.sees("wall-stage")


def test_a_log_from_elsewhere_opens_masked_and_can_be_shown_on_a_wall(room: Room, tmp_path: Path) -> None:
    log = tmp_path / "game.jsonl"
    run = [sys.executable, "-m", "web"]
    made = ["play", "kitchen", "--seed", "7", "--teams", "1", "--log", str(log)]
    subprocess.run([*run, *made], cwd=ROOT, check=True, capture_output=True, timeout=300)
    imported = subprocess.run(
        [*run, "session", "import", str(log), "--data", str(room.house.data)],
        cwd=ROOT, check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    session = imported.stdout.split()[-1]
    store = {"host": room.house.host_token, "host-session": session, "language": "en"}
    leader = room.visitor(Debriefer, "laptop", store=store)
    leader.page.goto(f"{leader.base}/host")
    leader.sees("kept")
    assert leader.page.locator("[data-testid^=step-]").count() == 0
    leader.page.goto(f"{leader.base}/debrief/{session}")
    leader.sees("reveal")
    assert leader.ear.envelope["reveal"] is False
    leader.tab("journey")
    assert leader.truths() == 0
    assert room.house.call("/api/screen", {"code": session})[0] == 404  # nothing is shown yet
    wall = Debriefer(leader.page.context.new_page(), leader.base)
    wall.page.set_viewport_size({"width": 1920, "height": 1080})
    wall.page.goto(f"{wall.base}{leader.part('debrief-screen').get_attribute('href')}")
    leader.page.bring_to_front()
    leader.tap("stage-show")
    wall.sees("wall-stage")
    elsewhere = room.screen()
    elsewhere.show(session)
    elsewhere.sees("wall-stage")
    elsewhere.reads(json.loads(log.read_text(encoding="utf-8").splitlines()[0]).get("teams", [""])[0] or "")
