"""Browser tests: every test here is marked `browser` and runs in the Chromium that `browser.py` finds.

`house` is a real server, one per test process; `room` opens browsers in it and fails a test whose pages complain.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import NoBrowserError, browser
from tests.e2e.fault import FaultyLine
from tests.e2e.people import PATIENCE_S, Facilitator, Screen, Trainee, Visitor
from tests.e2e.watch import Watch
from tests.web.running import ROOT, Running, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

expect.set_options(timeout=PATIENCE_S * 1000)
HERE = Path(__file__).parent
SIZES = {
    "small": (360, 640),
    "phone": (390, 844),
    "notebook": (1366, 768),
    "laptop": (1440, 900),
    "projector": (1920, 1080),
}
PHONES = ("small", "phone")
Kind = TypeVar("Kind", bound=Visitor)
FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Tell pytest-playwright which browser to start."""
    try:
        return {**browser_type_launch_args, "executable_path": str(browser())}
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)


class House(Running):
    """A server with the real game."""

    def __init__(self, data: Path) -> None:
        super().__init__(data, module="tests.e2e.serve")
        status, body = self.call("/api/host", {"ticket": self.ticket})
        assert status == 200
        self.host_token = str(body["token"])

    def host_link(self) -> str:
        """A new one-time link to the console, as `baton host-link` prints it."""
        command = [sys.executable, "-m", "web", "host-link", "--data", str(self.data), "--json"]
        made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
        return str(json.loads(made.stdout)["link"])

    def workshop(self, **how: Any) -> Workshop:
        """A session made without a browser, for tests that begin later."""
        return Workshop(self, self.host_token, scenario="kitchen", **how)


class Room:
    """Browsers side by side; each visitor has one of their own, as on a device of their own."""

    def __init__(self, house: House, chromium: Browser) -> None:
        self.house = house
        self.watch = Watch()
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []
        self._lines: list[FaultyLine] = []

    def device(self, size: str, *, store: dict[str, str] | None = None, **how: Any) -> BrowserContext:
        """A device, with what its browser remembers."""
        width, height = SIZES[size]
        touch = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2} if size in PHONES else {}
        context = self._chromium.new_context(
            viewport={"width": width, "height": height},
            **{"locale": "en-GB", "reduced_motion": "reduce", **touch, **how},
        )
        context.set_default_timeout(PATIENCE_S * 1000)
        self._contexts.append(context)
        self.watch.look_at(context)
        if store:
            kept = {f"baton.{key}": value for key, value in store.items()}
            origin = how.get("base", self.house.base)
            context.add_init_script(
                f"if (location.origin === {json.dumps(origin)} && !localStorage.getItem('baton.e2e')) {{"
                f"localStorage.setItem('baton.e2e', '1');"
                f"for (const [key, value] of Object.entries({json.dumps(kept)})) localStorage.setItem(key, value); }}"
            )
        return context

    def visitor(self, kind: type[Kind], size: str, *, base: str = "", **how: Any) -> Kind:
        """Somebody with a device of their own."""
        return kind(self.device(size, **how).new_page(), base or self.house.base)

    def visitor_of(self, size: str, **how: Any) -> Visitor:
        """Somebody whose part is not known yet."""
        return self.visitor(Visitor, size, **how)

    def beside(self, other: Trainee) -> Trainee:
        """A second tab on the device of a trainee."""
        return Trainee(other.page.context.new_page(), other.base)

    def trainee(self, size: str = "phone", **how: Any) -> Trainee:
        """A trainee to be."""
        return self.visitor(Trainee, size, **how)

    def seated(self, workshop: Workshop, name: str, size: str = "phone", language: str = "en", **how: Any) -> Trainee:
        """A trainee who has joined."""
        token = workshop.join(name, language)["token"]
        seated = self.trainee(size, store={"seat": token, "language": language, "name": name}, **how)
        seated.page.goto(seated.base + "/")
        seated.until(lambda view: view["kind"] == "seat")
        return seated

    def facilitator(self, workshop: Workshop | None = None, size: str = "laptop", **how: Any) -> Facilitator:
        """A facilitator; at the console of a session, if one is given."""
        store = {"host": self.house.host_token, "host-session": workshop.session if workshop else "", "language": "en"}
        store |= how.pop("store", {})
        came = self.visitor(Facilitator, size, store=store, **how)
        came.page.goto(came.base + "/host")
        if workshop is not None:
            came.until(lambda view: view["kind"] == "facilitator")
        return came

    def screen(self, **how: Any) -> Screen:
        """A projector."""
        return self.visitor(Screen, "projector", **how)

    def line(self) -> FaultyLine:
        """A line to the server that can fail."""
        line = FaultyLine(self.house.base)
        self._lines.append(line)
        return line

    def photograph(self, folder: Path) -> None:
        """Take a picture of every page."""
        for number, context in enumerate(self._contexts):
            for page in context.pages:
                page.screenshot(path=folder / f"{number}.png")

    def close(self) -> None:
        """Everybody leaves."""
        for context in self._contexts:
            context.close()
        for line in self._lines:
            line.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server for the browser tests of this process."""
    running = House(tmp_path_factory.mktemp("house"))
    yield running
    running.stop()
    assert "Traceback" not in running.log(), running.log()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know that a test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or bool(getattr(report, "failed", False))
    return report


@pytest.fixture
def room(house: House, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Room]:
    """Browsers in the house; their complaints fail the test. A failed test leaves a picture of every page."""
    made = Room(house, browser)
    yield made
    if request.node.stash.get(FAILED, False):
        made.photograph(Path(request.config.getoption("--output")) / request.node.name)
    made.close()
    house.hang_up()
    assert not made.watch.unexpected(), "\n".join(made.watch.unexpected())


@pytest.fixture
def shots() -> Path | None:
    """Where to put pictures of the screens: the folder named by BATON_SHOTS, if there is one."""
    folder = os.environ.get("BATON_SHOTS")
    return Path(folder) if folder else None
