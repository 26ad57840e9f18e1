"""A tour of all screens, in one size and language. At each stop somebody looks: axe, or a camera."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e import axe
from tests.e2e.colleagues import Colleague, Team
from tests.e2e.people import Facilitator, Screen, Trainee, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.e2e.conftest import Room

BLUR = "document.activeElement && document.activeElement.blur()"

# A text that ends in an ellipsis or behind an edge, and a word that goes on in the next line without a hyphen.
# Names that people gave themselves, addresses and the words of pictures may.
BADLY_SET = """(() => {
  const found = [];
  const shown = (el) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const own = (el) => [...el.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
  for (const el of document.querySelectorAll("#app *")) {
    if (own(el).length === 0 || !shown(el) || el.closest(".hide, .name, .address, .who, .team, svg, textarea, pre") !== null) continue;
    const how = getComputedStyle(el);
    const text = el.innerText.trim().slice(0, 60);
    if (how.textOverflow === "ellipsis" && el.scrollWidth > el.clientWidth + 1) found.push(`cut off: ${text}`);
    if (how.webkitLineClamp !== "none" && el.scrollHeight > el.clientHeight + 2) found.push(`cut off: ${text}`);
    for (const node of own(el))
      for (const word of node.data.matchAll(/\\p{L}{4,}/gu)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].filter((box) => box.width > 0).map((box) => Math.round(box.top)));
        if (lines.size > 1) found.push(`broken inside: ${word[0]}`);
      }
  }
  return [...new Set(found)];
})()"""


class Tour:
    """The stops of a tour. `short` leaves out what differs little from another stop."""

    def __init__(self, room: Room, size: str, language: str, *, short: bool = False, shots: Path | None = None) -> None:
        self.room = room
        self.size = size
        self.language = language
        self.short = short
        self.themes = ("light",) if short and not shots else ("light", "dark")
        self.shots = shots
        self.found: list[str] = []
        self.seen: list[str] = []

    @property
    def is_phone(self) -> bool:
        """Whether the tour is on a phone."""
        return self.size == "phone"

    def look(self, who: Visitor, name: str, *, minor: bool = False) -> None:
        """Look at a screen in both themes."""
        self.seen.append(name)
        if minor and self.short and not self.shots:
            return
        for theme in self.themes:
            who.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            if self.shots:
                file = f"{name}-{self.size if not isinstance(who, Screen) else 'projector'}.{self.language}-{theme}.png"
                who.page.screenshot(path=self.shots / file)
            for words in axe.grave(who.page):
                self.found.append(f"{name}, {theme}: {words}")
        self._overflow(who, name)

    def _overflow(self, who: Visitor, name: str) -> None:
        """Nothing is wider than the page."""
        wide = who.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            self.found.append(f"{name}: {wide} px wider than the page")
        self.found += [f"{name}: {words}" for words in who.page.evaluate(BADLY_SET)]

    def store(self, **more: str) -> dict[str, str]:
        """What the browser of a visitor remembers."""
        return {"language": self.language, **more}

    def team(self, **how: object) -> Team:
        """A team in a session of this language."""
        return Team(self.room.house.workshop(**{"teams": 1, "language": self.language, **how}), self.language)

    def takes(self, team: Team, seat: int) -> Trainee:
        """A trainee who takes the seat of a colleague."""
        colleague = team.people[seat]
        colleague.leaves()
        store = self.store(seat=colleague.token, name=colleague.name)
        trainee = self.room.trainee(self.size, store=store)
        trainee.page.goto(trainee.base + "/")
        trainee.until(lambda view: view["kind"] == "seat")
        return trainee

    # --- sections ------------------------------------------------------------------------------------------

    def doors(self) -> None:
        """Before a seat is taken, and when there is none."""
        guest = self.room.trainee(self.size, store=self.store())
        guest.page.goto(guest.base + "/")
        expect(guest.part("code")).to_be_visible()
        self.look(guest, "join")
        self.room.watch.expect("404|409|401")
        guest.part("code").fill("ABCD EFGH")
        guest.part("name").fill("Dana")
        expect(guest.part("code")).to_have_attribute("aria-invalid", "true")
        guest.tap("submit")
        expect(guest.page.get_by_role("alert").filter(has_text=re.compile("ABCD EFGH"))).to_be_visible()
        self.look(guest, "join-wrong", minor=True)
        workshop = self.room.house.workshop(teams=1, minutes=0, language=self.language)
        guest.page.goto(f"{guest.base}/#{workshop.code.replace(' ', '')}")
        guest.page.reload()
        expect(guest.part("code")).to_have_value(workshop.code)
        guest.part("name").fill("Dana")
        expect(guest.part("submit")).to_be_enabled()
        self.look(guest, "join-found", minor=True)
        guest.page.goto(f"{guest.base}/seat#no-such-ticket")
        guest.sees("primary")
        self.look(guest, "dead-link")
        host = self.room.visitor(Facilitator, self.size, store=self.store())
        host.page.goto(host.base + "/host")
        expect(host.page.get_by_role("heading")).to_be_visible()
        self.look(host, "host-locked")
        host.page.goto(host.base + "/debrief/nothing")
        expect(host.page.locator("body")).not_to_be_empty()
        self.look(host, "debrief-locked", minor=True)

    def lobby(self) -> None:
        """The lobby and the practice call."""
        team = self.team(minutes=6)
        lead = self.takes(team, 0)
        lead.sees("lobby")
        self.look(lead, "lobby")
        lead.tap("practice")
        self.look(lead, "practice-plan", minor=True)
        lead.page.locator("[data-testid^=topic-]").first.click()
        lead.page.locator("[data-testid^=topic-]").first.click()
        lead.tap("send")
        self.look(lead, "practice-talk")
        lead.tap("primary")
        lead.tap("settings")
        self.look(lead, "settings")
        team.leave()

    def lead(self) -> None:
        """The lead generator's desk."""
        team = self.team(minutes=6)
        team.plays(2)
        team.agrees()
        team.steps("open_round")
        team.people[0].works(until=lambda view: view["minutes"]["spent"] > 60, most=3)
        lead = self.takes(team, 0)
        lead.sees("act-sheet")
        self.look(lead, "act-sheet")
        lead.starts_work()
        self.look(lead, "lead-inbound")
        asked = [one for one in lead.view["companies"] if one["place"] == "inbound" and one["agenda"]]
        lead.open(asked[0], "inbound")
        self.look(lead, "lead-plan-empty", minor=True)
        lead.page.locator("[data-testid^=preset-]").first.click()
        expect(lead.part("send").last).to_be_enabled()
        self.look(lead, "lead-plan")
        found = lead.finds()
        self.look(lead, "lead-talk")
        if self.is_phone:
            lead.tap("know")
            self.look(lead, "lead-dossier", minor=True)
        lead.part("heard").last.locator("summary").click()
        lead.part("heard").last.locator("[data-testid^=heard-] button").first.click()
        lead.part("heard").last.get_by_role(
            "button"
        ).last.scroll_into_view_if_needed()  # its dock lies over nothing there
        self.look(lead, "lead-mark", minor=True)
        if self.is_phone:
            lead.page.keyboard.press("Escape")
        if lead.part("more").count():
            lead.part("more").first.click()
            self.look(lead, "lead-more", minor=True)
            lead.page.keyboard.press("Escape")
        lead.tap("offer-hand_over")
        self.look(lead, "lead-brief")
        if self.is_phone:
            lead.tap("choose-handoff")
        lead.part("modes").locator("[data-value=card]").click()
        lead.part("warm").click()
        lead.part("notes").fill("Ask for Mrs Lind." if self.language == "en" else "Спросите госпожу Линд.")
        self.look(lead, "lead-handoff")
        lead.send()
        assert found["id"] >= 0
        for tab in ("sent", "list", "team"):
            lead.tab(tab)
            self.look(lead, f"lead-{tab}", minor=tab == "list")
        if self.is_phone:
            sent = next(one for one in lead.view["companies"] if one["place"] == "sent")
            lead.open(sent, "sent")
            self.look(lead, "lead-sent-one", minor=True)
        team.leave()

    def sales(self) -> None:
        """The seller's desk."""
        team = self.team(minutes=6)
        team.plays(2)
        team.agrees()
        team.steps("open_round")
        team.people[0].hands_over(mode="card", warm=True)
        team.people[0].hands_over(mode="told")
        seller = self.takes(team, 1)
        seller.starts_work()
        self.look(seller, "sales-briefs")
        seller.open(seller.arriving(mode="told"), "briefs")
        self.look(seller, "sales-accept-told", minor=True)
        seller.tap("offer-return_handoff")
        seller.part("reasons").locator("[data-value=clerical]").click()
        seller.part("return-note").fill("No budget." if self.language == "en" else "Нет бюджета.")
        self.look(seller, "sales-return")
        seller.page.keyboard.press("Escape")
        brief = seller.arriving(mode="card")
        seller.open(brief, "briefs")
        seller.part("read-back").click()
        self.look(seller, "sales-accept")
        seller.part("read-back").click()
        seller.accept(brief, read_back=True)
        self.look(seller, "sales-accepted")
        seller.tab("pipeline")
        self.look(seller, "sales-pipeline")
        ready = [one for one in seller.view["companies"] if one["place"] == "pipeline" and one["agenda"]]
        ready.sort(key=lambda one: one["deal"]["step"] != "proposal")
        seller.open(ready[0], "pipeline")
        self.look(seller, "sales-deal", minor=True)
        seller.tap("offer-meet")
        for topic in ("recap", "demo", "proposal"):
            chip = seller.part(f"topic-{topic}")
            if chip.count() and chip.first.is_visible() and chip.first.is_enabled():
                chip.first.click()
        self.look(seller, "sales-meeting")
        if seller.part("trim").count():
            seller.tap("trim")
        seller.send()
        self.look(seller, "sales-talk")
        for tab in ("promises", "team"):
            seller.tab(tab)
            self.look(seller, f"sales-{tab}", minor=True)
        won = [one for one in seller.view["companies"] if any(offer["verb"] == "hand_over" for offer in one["offers"])]
        if won:
            seller.open(won[0], "pipeline")
            seller.tap("offer-hand_over")
            self.look(seller, "sales-account-brief")
        team.leave()

    def account(self) -> None:
        """The account manager's desk."""
        team = self.team(minutes=6)
        team.plays(2)
        team.agrees()
        team.steps("open_round")
        team.people[0].works()
        team.people[1].works()
        manager = self.takes(team, 2)
        manager.starts_work()
        self.look(manager, "account-list")
        account = next(one for one in manager.view["companies"] if one["place"] == "accounts")
        manager.open(account, "accounts")
        manager.page.locator(".tile:not([disabled])").first.click()
        self.look(manager, "account-tasks")
        manager.care(account)
        manager.page.wait_for_timeout(200)
        self.look(manager, "account-done", minor=True)
        manager.tab("briefs")
        self.look(manager, "account-briefs", minor=True)
        coming = [one for one in manager.view["companies"] if one["place"] == "to_accept"]
        if coming:
            manager.open(coming[0], "briefs")
            self.look(manager, "account-accept")
        manager.tab("promises")
        self.look(manager, "account-promises", minor=True)
        team.leave()

    def between(self) -> None:
        """Between the rounds and at the end, with the console beside it."""
        team = self.team(minutes=6)
        team.plays(2)
        seller = self.takes(team, 1)
        host = self.host(team)
        seller.sees("result")
        self.look(seller, "result")
        self.look(host, "host-result", minor=True)
        team.steps("open_charter")
        seller.sees("charter")
        self.look(seller, "charter")
        self.look(host, "host-charter", minor=True)
        seller.page.goto("about:blank")
        team.plays(2)
        team.steps("finish")
        team.people[1].leaves()
        seller.page.goto(seller.base + "/")
        seller.sees("forward")
        self.look(seller, "forward")
        host.until(lambda view: [step for step in view["steps"] if step["verb"] == "open_debrief"], "twelve months")
        host.step("open_debrief")
        seller.sees("debrief-phase")
        self.look(seller, "ended")
        host.step("close_session")
        seller.sees("closed")
        self.look(seller, "closed", minor=True)
        host.tap("leave-session") if not self.is_phone else host.page.goto(host.base + "/host")
        team.leave()

    def host(self, team: Team | None = None) -> Facilitator:
        """A facilitator who reads in the language of the tour."""
        return self.room.facilitator(team.workshop if team else None, self.size, store=self.store())

    def console(self) -> None:
        """The facilitator's pages."""
        home = self.host()
        home.sees("new-session")
        self.look(home, "host-home")
        team = self.team(minutes=6)
        host = self.host(team)
        host.sees("doors")
        self.look(host, "host-lobby")
        team.steps("open_round")
        team.people[0].works(most=4)
        team.people[1].works(most=3)
        team.people[2].leaves()
        host.until(lambda view: view["session"]["phase"] == "round")
        self.look(host, "host-round")
        if self.is_phone:
            host.tap("host-tab-teams")
            self.look(host, "host-teams")
        host.seat(0, 1).click()
        host.sees("seat-sheet")
        self.look(host, "host-seat")
        host.tap("remedy-link")
        host.sees("link-sheet")
        expect(host.part("link-sheet").get_by_text(re.compile("/seat#"))).to_be_visible()
        self.look(host, "host-link", minor=True)
        host.page.keyboard.press("Escape")
        host.page.keyboard.press("Escape")
        if self.is_phone:
            host.tap("host-tab-controls")
            self.look(host, "host-controls")
        host.tap("cohost")
        expect(host.part("cohost-sheet").get_by_text(re.compile("/host#"))).to_be_visible()
        self.look(host, "host-cohost", minor=True)
        host.page.keyboard.press("Escape")
        host.tap("pause")
        expect(host.part("resume")).to_be_enabled()
        host.part("step-close_round").first.click()
        self.look(host, "host-sure", minor=True)
        home.page.reload()
        home.sees("host-home")
        self.look(home, "host-archive")
        team.leave()

    def taken(self) -> None:
        """Seats that are driven from elsewhere, and a line that is gone."""
        team = self.team(minutes=6)
        team.steps("open_round")
        first = self.takes(team, 0)
        first.starts_work()
        second = self.takes(team, 0)
        first.sees("taken")
        self.look(first, "superseded")
        answer = team.workshop.host.act("seat_bot", {"team": 0, "seat": 0, "policy": "reference"})
        assert answer["ok"], answer
        second.sees("taken")
        self.look(second, "bot-drives")
        team.leave()
        line = self.room.line()
        self.room.watch.expect(r"WebSocket connection to .* failed|ERR_CONNECTION")
        workshop = self.room.house.workshop(teams=1, minutes=6, language=self.language)
        late = self.room.trainee(self.size, base=line.base, store=self.store())
        workshop.open_round()
        late.join(workshop.code, "Dana", self.language, late=True)
        self.look(late, "takeover")
        late.tap("takeover-go")
        late.starts_work()
        line.cut()
        late.sees("offline")
        self.look(late, "offline")

    def projector(self) -> None:
        """The big screen, with four teams."""
        team = self.team(minutes=6, teams=4, choosing=True)
        screen = self.room.screen(store=self.store())
        screen.show(team.workshop.code)
        screen.reads(team.people[0].name)
        self.on_screen(screen, "screen-lobby")
        team.steps("open_round")
        for one in team.people:  # the lead generators of three teams
            one.hands_over(mode="card")
        text = "Two minutes: agree who calls back first."
        text = text if self.language == "en" else "Две минуты: решите, кто звонит первым."
        assert team.workshop.host.act("message", {"text": text, "to": "all"})["ok"]
        screen.reads(text)
        screen.until(lambda view: sum(one["handed"] for one in view["teams"]) >= 3)
        Colleague(team.workshop, "Boris", self.language, team=0, seat=1).works(most=4)  # accepts: there is a story
        screen.until(lambda view: view["teams"][0]["accepted"], "a brief is accepted")
        self.on_screen(screen, "screen-round")
        assert team.workshop.host.act("pause")["ok"]
        screen.until(lambda _: screen.ear.envelope["clock"]["state"] == "paused")
        self.on_screen(screen, "screen-paused", minor=True)
        assert team.workshop.host.act("resume")["ok"]
        team.steps("close_round")
        screen.until(lambda view: view["session"]["phase"] == "result")
        screen.sees("screen-story")
        self.on_screen(screen, "screen-story")
        screen.page.keyboard.press("ArrowRight")
        screen.sees("screen-figures")
        self.on_screen(screen, "screen-result")
        team.steps("open_round", "close_round", "open_charter")
        screen.until(lambda view: view["session"]["phase"] == "charter")
        self.on_screen(screen, "screen-charter")
        team.steps("open_round", "close_round", "open_round", "close_round", "finish")
        screen.until(lambda view: view["forward"] and len(view["forward"][0]["months"]) >= 12, "twelve months")
        team.steps("open_debrief")
        screen.page.reload()
        screen.until(lambda view: view["session"]["phase"] == "debrief")
        expect(screen.part("standing")).to_be_visible()
        self.on_screen(screen, "screen-forward")
        self.room.watch.expect("404")
        screen.page.goto(screen.base + "/screen/ABCDEFGH")
        screen.reads("ABCD")
        self.on_screen(screen, "screen-wrong", minor=True)
        team.leave()

    def on_screen(self, screen: Screen, name: str, *, minor: bool = False) -> None:
        """Look at the projector; it never scrolls."""
        self.look(screen, name, minor=minor)
        over = screen.page.evaluate(
            "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('.stage'))"
        )
        if over > 0:
            self.found.append(f"{name}: {over} px are cut off")

    SECTIONS = ("doors", "lobby", "lead", "sales", "account", "between", "console", "taken")


def sections() -> Iterable[str]:
    """The sections that differ by size."""
    return Tour.SECTIONS
