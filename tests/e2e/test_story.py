"""One workshop from the first link to the debrief, as the people in the room live it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.e2e.people import Debriefer, Facilitator, Screen, Trainee

if TYPE_CHECKING:
    from tests.e2e.conftest import Room
    from tests.e2e.fault import FaultyLine

NOTES = "Wants it before the summer. Ask for Mrs Lind."


def test_a_workshop(room: Room) -> None:
    line = room.line()
    host = room.visitor(Facilitator, "laptop")
    host.page.goto(room.house.host_link())
    host.new_session(teams=1)
    screen = room.screen()
    screen.show(host.code)
    dana, timur, vera = everybody_joins(room, host, screen, line)
    practises(dana)
    first_round(host, screen, dana, timur, vera)
    reloads(dana)
    holds_the_clock(host, screen, timur)
    result_of_the_first(host, screen, dana, timur)
    second_round(room, host, dana, line)
    writes_a_charter(host, screen, dana, timur, vera)
    third_round(host, dana, timur, vera)
    to_the_end(host, screen, dana, timur, vera)


def everybody_joins(
    room: Room, host: Facilitator, screen: Screen, line: FaultyLine
) -> tuple[Trainee, Trainee, Trainee]:
    dana = room.trainee("phone", base=line.base)
    timur = room.trainee("phone", locale="ru-RU")
    vera = room.trainee("laptop")
    dana.join(host.code, "Dana")
    timur.join(host.code.lower().replace(" ", ""), "Тимур", "ru")
    vera.join(host.code, "Vera")
    for person, name in ((dana, "Тимур"), (timur, "Vera"), (vera, "Dana")):
        person.reads(name)
    timur.reads("Продажи")
    for name in ("Dana", "Тимур", "Vera"):
        host.reads(name)
        screen.reads(name)
    screen.reads(host.code)
    return dana, timur, vera


def practises(dana: Trainee) -> None:
    """A call that does not count."""
    dana.tap("practice")
    dana.page.locator("[data-testid^=topic-]").first.click()
    dana.tap("send")
    expect(dana.page.get_by_role("log")).to_be_visible()
    dana.tap("primary")
    dana.sees("lobby")
    assert dana.ear.acts == []


def first_round(host: Facilitator, screen: Screen, dana: Trainee, timur: Trainee, vera: Trainee) -> None:
    host.step("open_round")
    for person in (dana, timur, vera):
        person.starts_work()
    first = dana.finds()
    assert dana.view["minutes"]["spent"] >= first["talk"]["minutes"] > 0
    dana.hand_over(first, mode="notes", notes=NOTES)
    second = dana.finds()
    dana.tap("offer-hand_over")
    dana.tap("choose-handoff")
    expect(dana.part("warm")).to_be_disabled()  # cold only, in the first two rounds
    dana.page.keyboard.press("Escape")
    dana.tap("back")
    dana.hand_over(second, mode="card")

    by_notes = timur.arriving(mode="notes")
    timur.open(by_notes, "briefs")
    timur.reads(NOTES)
    timur.accept(by_notes)
    by_card = timur.arriving(mode="card")
    timur.accept(by_card)
    dana.until(lambda view: [one for one in view["handoffs"] if one["state"] == "accepted"], "accepted")
    deal = next(one for one in timur.view["companies"] if one["place"] == "pipeline" and meets(timur, one))
    timur.spends(lambda: timur.meet(deal))

    account = next(one for one in vera.view["companies"] if one["place"] == "accounts")
    vera.spends(lambda: vera.care(account))
    vera.spends(lambda: vera.care(account, free_task(vera, account)))
    screen.until(lambda view: view["teams"][0]["handed"] == 2 and view["teams"][0]["accepted"] >= 1, "the board")


def waiting(person: Trainee) -> list[dict[str, Any]]:
    """Who asked for us and nobody has called."""
    return [one for one in person.view["companies"] if one["place"] == "inbound" and one["agenda"]]


def meets(person: Trainee, company: dict[str, Any]) -> bool:
    """Whether a meeting can be planned now."""
    agenda = person.view["agendas"].get(company["agenda"])
    return agenda is not None and any(not topic["blocked"] for topic in agenda["topics"])


def free_task(person: Trainee, account: dict[str, Any]) -> str:
    """A task that is possible now."""
    offers = person.company(account["id"])["offers"]
    return str(next(one["args"]["task"] for one in offers if one["verb"] == "task" and not one["blocked"]))


def lasting(person: Trainee) -> dict[str, Any]:
    """What of a view does not change by itself."""
    view = person.view
    return {key: view[key] for key in ("companies", "handoffs", "promises", "inbox")} | {
        "spent": view["minutes"]["spent"]
    }


def reloads(dana: Trainee) -> None:
    """The seat, the desk and the place on it are there again."""
    dana.open(waiting(dana)[0], "inbound")
    before, address = lasting(dana), dana.page.url
    dana.ear.envelope = {}
    dana.page.reload()
    dana.until(lambda view: view["kind"] == "seat")
    expect(dana.part("send")).to_be_visible()
    assert lasting(dana) == before
    assert dana.page.url == address


def second_round(room: Room, host: Facilitator, dana: Trainee, line: FaultyLine) -> None:
    host.step("open_round")
    host.phase("round", 2)
    dana.starts_work()
    loses_the_line(room, host, dana, line)
    host.step("close_round")


def loses_the_line(room: Room, host: Facilitator, dana: Trainee, line: FaultyLine) -> None:
    dana.open(waiting(dana)[0], "inbound")
    room.watch.expect(r"WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET")
    dana.page.locator("[data-testid^=preset-]").first.click()
    planned = dana.page.locator(".agenda .t").all_inner_texts()
    before = lasting(dana)
    expect(dana.part("send")).to_be_enabled()
    line.cut()
    dana.sees("offline")
    expect(dana.part("send")).to_be_disabled()
    assert dana.page.locator(".agenda .t").all_inner_texts() == planned
    line.heal()
    expect(dana.part("offline")).to_have_count(0)
    expect(dana.part("send")).to_be_enabled()
    assert dana.page.locator(".agenda .t").all_inner_texts() == planned
    assert lasting(dana) == before

    # The call arrives, its answer does not; then the line is gone altogether.
    host.until(lambda view: True)
    decisions = host.view["teams"][0]["seats"][0]["decisions"]
    line.mute()
    dana.tap("send")
    host.until(lambda view: view["teams"][0]["seats"][0]["decisions"] == decisions + 1, "the call arrived")
    line.cut()
    dana.sees("offline")
    assert dana.view["minutes"]["spent"] == before["spent"]
    line.heal()
    expect(dana.page.get_by_role("log").first).to_be_visible()
    expect(dana.part("offline")).to_have_count(0)
    ids = [act["id"] for act in dana.ear.acts]
    assert ids.count(ids[-1]) >= 2, "it was sent again"
    host.page.wait_for_timeout(300)
    assert host.view["teams"][0]["seats"][0]["decisions"] == decisions + 1
    talk = dana.company(int(dana.ear.acts[-1]["args"]["company"]))["talk"]
    assert dana.view["minutes"]["spent"] == before["spent"] + talk["minutes"]


def holds_the_clock(host: Facilitator, screen: Screen, timur: Trainee) -> None:
    host.tap("pause")
    timur.sees("paused")
    screen.reads(re.compile("Paused", re.IGNORECASE))
    left = timur.ear.envelope["clock"]["left_ms"]
    total = timur.ear.envelope["clock"]["total_ms"]
    host.tap("extend")
    timur.until(lambda _: timur.ear.envelope["clock"]["total_ms"] == total + 60_000, "a minute more")
    assert timur.ear.envelope["clock"]["left_ms"] == left + 60_000
    host.tap("resume")
    expect(timur.part("paused")).to_have_count(0)
    host.part("message-text").fill("Two minutes <b>left</b>")
    host.tap("message-send")
    timur.sees("notice")
    timur.reads("Two minutes <b>left</b>")
    screen.reads("Two minutes <b>left</b>")


def result_of_the_first(host: Facilitator, screen: Screen, dana: Trainee, timur: Trainee) -> None:
    host.step("close_round")
    dana.sees("result")
    timur.sees("result")
    timur.reads("Раунд 1")
    screen.until(lambda view: view["session"]["phase"] == "result")
    dana.until(lambda view: view["results"][0]["handed"] == 2)


def writes_a_charter(host: Facilitator, screen: Screen, dana: Trainee, timur: Trainee, vera: Trainee) -> None:
    host.phase("result", 2)
    host.step("open_charter")
    for person in (dana, timur, vera):
        person.sees("charter")
    for field in ("pain", "severity", "budget"):
        required = dana.part(f"required-{field}")
        if required.get_attribute("aria-pressed") != "true":
            required.click()
        expect(timur.part(f"required-{field}")).to_have_attribute("aria-pressed", "true")
    timur.part("mode_lead").locator("[data-value=card]").click()
    vera.part("returns").locator("[data-value=yes]").click()
    dana.until(lambda view: view["charter"]["mode_lead"] == "card" and view["charter"]["returns"])
    timur.tap("offer-agree_charter")
    dana.until(lambda view: view["charter"]["agreed"] == [1], "one agrees")
    turns(dana, "charter-warm", timur)  # a change asks everybody again
    if dana.part("charter-warm").get_attribute("aria-checked") != "true":
        turns(dana, "charter-warm", timur)
    for person in (dana, timur, vera):
        expect(person.part("charter-warm")).to_have_attribute("aria-checked", "true")
        expect(person.part("offer-agree_charter")).to_be_enabled()
        person.tap("offer-agree_charter")
    host.until(lambda view: view["charters"][0]["agreed"] == [0, 1, 2], "all agree")


def turns(person: Trainee, switch: str, other: Trainee) -> None:
    """Turn a switch of the shared draft; a colleague sees it turn, and what was agreed is open again."""
    wanted = "false" if person.part(switch).get_attribute("aria-checked") == "true" else "true"
    person.tap(switch)
    for one in (person, other):
        expect(one.part(switch)).to_have_attribute("aria-checked", wanted)
        one.until(lambda view: view["charter"]["agreed"] == [], "asked again")


def third_round(host: Facilitator, dana: Trainee, timur: Trainee, vera: Trainee) -> None:
    host.step("open_round")
    host.phase("round", 3)
    for person in (dana, timur, vera):
        person.starts_work()
    good = dana.finds()
    dana.hand_over(good, mode="card", warm=True)
    came = timur.arriving(mode="card", warm=True)
    timur.accept(came, read_back=True)
    assert timur.company(came["id"])["handoff"] >= 0
    timur.until(lambda view: [one for one in view["handoffs"] if one["read_back"]], "read back")

    thin = dana.finds()
    dana.hand_over(thin, mode="told")
    short = timur.arriving(mode="told")
    timur.give_back(short, "clerical", "No budget & no <i>reason</i>.")
    dana.until(lambda view: [one for one in view["handoffs"] if one["state"] == "returned"], "returned")
    dana.open(thin, "inbound")
    dana.reads("No budget & no <i>reason</i>.")
    host.until(lambda view: "return" in view["teams"][0]["seats"][1]["doing"], "the console shows it")


def to_the_end(host: Facilitator, screen: Screen, dana: Trainee, timur: Trainee, vera: Trainee) -> None:
    host.step("close_round")
    host.phase("result", 3)
    host.step("open_round")
    host.phase("round", 4)
    for person in (dana, timur, vera):
        person.starts_work()
    host.step("close_round")
    host.phase("result", 4)
    host.step("finish")
    host.phase("fast_forward")
    dana.sees("forward")
    host.until(lambda view: [step for step in view["steps"] if step["verb"] == "open_debrief"], "twelve months")
    host.step("open_debrief")
    for person in (dana, timur, vera):
        person.sees("debrief-phase")
    screen.until(lambda view: view["session"]["phase"] == "debrief" and view["forward"], "the big screen follows")
    debriefs(host, screen, dana)
    host.step("close_session")
    timur.sees("closed")
    host.until(lambda view: view["session"]["phase"] == "closed")


def debriefs(host: Facilitator, screen: Screen, dana: Trainee) -> None:
    with host.page.context.expect_page() as opened:
        host.tap("open-debrief")
    leader = Debriefer(opened.value, host.base)
    leader.sees("debrief")
    leader.tab("machine")
    leader.sees("machine")
    leader.tab("journey")
    expect(leader.page.locator("[data-testid^=journey-]").first).to_be_visible()
    leader.reads(re.compile("lost|fell out"))
    assert leader.truths() == 0

    dana.page.bring_to_front()
    dana.tap("open-debrief")
    reader = Debriefer(dana.page, dana.base)
    reader.sees("debrief")
    expect(reader.part("reveal")).to_have_count(0)  # the switch is the facilitator's
    asked = reader.page.evaluate(
        """async (session) => (await fetch(`/api/debrief/${session}?team=0&reveal=1`,
        { headers: { Authorization: `Bearer ${localStorage.getItem("baton.seat")}` } })).json()""",
        host.session,
    )
    assert not asked["revealed"]
    assert not any(moment["truth"] for moment in asked["moments"])
    assert not any(story["truth"] for story in asked["handoffs"])

    leader.page.bring_to_front()
    leader.tap("reveal")
    leader.tap("sure")
    expect(leader.page.locator(".truthlane").first).to_be_visible()
    leader.page.keyboard.press("r")
    expect(leader.page.locator(".truthlane")).to_have_count(0)
    leader.tab("overview")
    leader.reads("Otters")
    assert "truth" not in "".join(screen.ear.heard)
