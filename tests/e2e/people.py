"""People at their browsers. They do what a person could do: look, tap, type; what they read comes from the page.

`view` is the newest view their page got. Tests use it to choose a client by what stands on the desk, and to
compare states; that the words are on the screen is asserted on the screen.
"""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.e2e.ear import Ear
from tests.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 30.0


class Visitor:
    """Somebody with a page open."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.ear = Ear(page)

    @property
    def view(self) -> dict[str, Any]:
        """The newest view of this page."""
        return self.ear.view

    @property
    def is_wide(self) -> bool:
        """Whether the page is laid out for a laptop."""
        size = self.page.viewport_size
        return size is not None and size["width"] >= 1024

    def part(self, testid: str) -> Locator:
        """A part of the page."""
        return self.page.get_by_test_id(testid)

    def tap(self, testid: str) -> None:
        """Tap or click a part of the page."""
        self.part(testid).first.click()

    def sees(self, testid: str) -> None:
        """Wait until a part is on the page."""
        expect(self.part(testid).first).to_be_visible()

    def reads(self, text: str | re.Pattern[str]) -> None:
        """Wait until a text is on the page."""
        expect(self.page.locator("body")).to_contain_text(text)

    def until(self, holds: Callable[[dict[str, Any]], Any], why: str = "") -> Any:
        """Wait until something holds of the view; return what it gave."""
        patience = Patience(why or str(holds), PATIENCE_S)
        while True:
            found = holds(self.view) if self.view else None
            if found:
                return found
            patience.left()
            self.page.wait_for_timeout(40)

    def press(self, button: Locator, since: tuple[int, int] | None = None) -> None:
        """Press a button that does something, and wait for the server's answer; it must be a yes.

        The button locks for as long as the line is down: as a person would, one presses again. What counts are the
        acts and answers beyond those of `since`.
        """
        acts, answers = since or self.done
        patience = Patience("an answer", PATIENCE_S)
        while len(self.ear.answers) == answers:
            patience.left()
            if len(self.ear.acts) == acts:
                with contextlib.suppress(PlaywrightTimeoutError):
                    button.click(timeout=2000)
            self.page.wait_for_timeout(40)
        answer = self.ear.answers[answers]
        assert answer["ok"], answer

    @property
    def done(self) -> tuple[int, int]:
        """How many acts this page has sent, and how many were answered."""
        return len(self.ear.acts), len(self.ear.answers)

    def speak(self, language: str) -> None:
        """Change the language in the settings."""
        self.tap("settings")
        self.part("settings-sheet").locator(f"[data-testid=language] [data-value={language}]").click()
        self.page.keyboard.press("Escape")
        expect(self.part("settings-sheet")).to_have_count(0)


class Trainee(Visitor):
    """Somebody on a seat."""

    def join(self, code: str, name: str, language: str = "en", *, late: bool = False) -> None:
        """Take a seat with the code of the room; late, when a round runs."""
        self.page.goto(self.base + "/")
        self.part("language").locator(f"[data-value={language}]").click()
        self.part("code").fill(code)
        self.part("name").fill(name)
        self.tap("submit")
        self.sees("takeover" if late else "lobby")

    def starts_work(self) -> None:
        """Read what holds in this act, and what has just happened, and begin."""
        self.tap("understood")
        if self.view["session"]["shock"]:
            self.tap("understood")
        expect(self.part("act-sheet")).to_have_count(0)

    def tab(self, name: str) -> None:
        """Go to a tab of the desk."""
        tab, back = self.part(f"tab-{name}"), self.part("back").first
        patience = Patience(f"the tab {name}", PATIENCE_S)
        while not tab.is_visible():
            patience.left()
            if back.is_visible():
                with contextlib.suppress(PlaywrightTimeoutError):  # the desk went home by itself meanwhile
                    back.click(timeout=1000)
            self.page.wait_for_timeout(40)
        tab.click()

    def open(self, company: dict[str, Any], tab: str) -> None:
        """Open a client from the list of a tab."""
        self.tab(tab)
        self.tap(f"company-{company['id']}")

    def company(self, number: int) -> dict[str, Any]:
        """A client as the newest view has it."""
        return next(one for one in self.view["companies"] if one["id"] == number)

    def spends(self, act: Callable[[], None]) -> int:
        """Do something and wait until its minutes are charged; return them."""
        before = self.view["minutes"]["spent"]
        act()
        return int(self.until(lambda view: view["minutes"]["spent"] - before, "minutes charged"))

    def send(self) -> None:
        """Press the filled button and wait until it was answered."""
        self.press(self.part("send").last)

    # --- lead generation -----------------------------------------------------------------------------------

    def call(self, company: dict[str, Any], preset: str = "") -> dict[str, Any]:
        """Call somebody who asked: a ready agenda, or as many topics as there is room for."""
        self.open(company, "inbound")
        if self.company(company["id"])["talk"] is not None:
            self.tap("offer-call")
        expect(self.part("send").last).to_be_visible()
        if preset or self.page.locator("[data-testid^=preset-]").count():
            (self.part(f"preset-{preset}") if preset else self.page.locator("[data-testid^=preset-]").first).click()
        self.send()
        expect(self.page.get_by_role("log").first).to_be_visible()
        return self.company(company["id"])

    def finds(self) -> dict[str, Any]:
        """Call those who asked, one after the other, until one can be handed over."""
        while True:
            asked = [one for one in self.view["companies"] if one["place"] == "inbound" and one["talk"] is None]
            found = self.call(asked[0])
            if any(offer["verb"] == "hand_over" and not offer["blocked"] for offer in found["offers"]):
                return found

    def hand_over(self, company: dict[str, Any], *, mode: str, warm: bool = False, notes: str = "") -> None:
        """Pass a client on, from its page."""
        self.tap("offer-hand_over")
        if not self.is_wide:
            self.tap("choose-handoff")
        self.part("modes").locator(f"[data-value={mode}]").click()
        if notes:
            self.part("notes").fill(notes)
        if warm:
            self.part("warm").click()
        self.send()
        self.until(lambda _: self._handoff(company["id"]) == "waiting", "the handoff waits")

    def _handoff(self, company: int) -> str:
        sent = [one for one in self.view["handoffs"] if one["company"] == company and one["direction"] == "sent"]
        return str(sent[-1]["state"]) if sent else ""

    # --- sales ---------------------------------------------------------------------------------------------

    def arriving(self, **wanted: Any) -> dict[str, Any]:
        """A handoff that waits for this seat; the client it is about."""
        found = self.until(
            lambda view: [
                one
                for one in view["handoffs"]
                if one["direction"] == "received"
                and one["state"] == "waiting"
                and all(one[key] == value for key, value in wanted.items())
            ],
            f"a handoff {wanted}",
        )
        return self.company(found[0]["company"])

    def accept(self, company: dict[str, Any], *, read_back: bool = False) -> None:
        """Take a brief over."""
        self.open(company, "briefs")
        if read_back:
            self.part("read-back").click()
        self.press(self.part("offer-accept").last)
        self.until(lambda _: self.company(company["id"])["place"] != "to_accept", "taken over")

    def give_back(self, company: dict[str, Any], reason: str, note: str) -> None:
        """Return a brief with a reason."""
        self.open(company, "briefs")
        self.tap("offer-return_handoff")
        self.part("reasons").locator(f"[data-value={reason}]").click()
        self.part("return-note").fill(note)
        self.send()

    def meet(self, company: dict[str, Any], topics: tuple[str, ...] = ()) -> dict[str, Any]:
        """Meet a client: a ready agenda, or topics by hand."""
        self.open(company, "pipeline")
        self.tap("offer-meet")
        if topics:
            for topic in topics:
                self.tap(f"topic-{topic}")
        else:
            self.page.locator("[data-testid^=preset-]").first.click()
        self.send()
        expect(self.page.get_by_role("log").first).to_be_visible()
        return self.company(company["id"])

    # --- account management --------------------------------------------------------------------------------

    def care(self, company: dict[str, Any], task: str = "") -> None:
        """Do a task for an account: a chosen one, or the one the desk proposes."""
        self.open(company, "accounts")
        if task:
            self.part(f"task-{task}").click()
        elif not self.page.locator(".tile[aria-checked=true]").count():
            self.page.locator(".tile:not([disabled])").first.click()
        self.send()


class Facilitator(Visitor):
    """Whoever runs the session, at the console."""

    def new_session(self, *, teams: int, minutes: int | None = None) -> None:
        """Make a session in the form."""
        self.sees("new-session")
        for testid, wanted in (("teams", teams), ("minutes", minutes)):
            if wanted is None:
                continue
            less, more = self.part(testid).get_by_role("button").all()
            while (shown := self.part(testid).locator("output").inner_text()) != (str(wanted) if wanted else "–"):
                (less if shown != "–" and int(shown) > wanted else more).click()
        self.tap("create-session")
        self.sees("console")
        self.until(lambda view: view["kind"] == "facilitator")

    @property
    def session(self) -> str:
        """The id of the session on the console."""
        return str(self.ear.envelope["session"])

    @property
    def code(self) -> str:
        """The join code as the console shows it."""
        return str(self.ear.envelope["code"])

    def step(self, verb: str) -> None:
        """Take one of the steps that the console offers, sure if it asks."""
        before, sure = self.done, self.part("sure")
        self.part(f"step-{verb}").click()
        self.until(lambda _: self.done > before or sure.is_visible(), verb)
        self.press(sure, before)

    def phase(self, phase: str, round_: int | None = None) -> None:
        """Wait for a phase of the session."""
        self.until(
            lambda view: view["session"]["phase"] == phase and round_ in (None, view["session"]["round"]),
            f"phase {phase}",
        )

    def seat(self, team: int, seat: int) -> Locator:
        """The cell of a seat on the grid."""
        return self.part(f"seat-{team}-{seat}")

    def link_for(self, team: int, seat: int) -> str:
        """A new link for the person on a seat."""
        self.seat(team, seat).click()
        self.tap("remedy-link")
        address = self.part("link-sheet").get_by_text(re.compile(r"/seat#"))
        expect(address).to_be_visible()
        url = address.inner_text()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Escape")
        return url


class Debriefer(Visitor):
    """Somebody at the debrief page."""

    def tab(self, name: str) -> None:
        """Go to a tab of the page."""
        self.tap(f"debrief-{name}")

    def unmask(self) -> None:
        """Show the truth by the key, sure when asked."""
        self.page.keyboard.press("r")
        self.tap("sure")

    def truths(self) -> int:
        """How many lines of truth are shown."""
        return self.page.locator(".truthline, .truthlane").count()


class Screen(Visitor):
    """The big screen."""

    def show(self, code: str) -> None:
        """Open the page of a session."""
        self.page.goto(f"{self.base}/screen/{code.replace(' ', '')}")
        self.until(lambda view: view["kind"] == "screen")
