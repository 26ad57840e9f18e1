"""Complaints of pages: script errors, messages on the console, breaches of the content security policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Error, Page

LISTEN = """addEventListener("securitypolicyviolation", (event) =>
  console.error("CSP: " + event.violatedDirective + " " + event.blockedURI + " " + event.sample));"""


CROSSED = re.compile("WebSocket is already in CLOSING or CLOSED state")
"""What the browser remarks when something is sent while the server hangs up: a crossing on the line, no fault."""


class Watch:
    """Collects what pages complain about; a test fails on what it did not expect."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.dialogs: list[str] = []  # nothing of ours opens one
        self._expected: list[re.Pattern[str]] = [CROSSED]

    def look_at(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.add_init_script(LISTEN)
        context.on("page", self._page)

    def expect(self, pattern: str) -> None:
        """A complaint that this test provokes."""
        self._expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        """What nobody provoked."""
        return [text for text in self.complaints if not any(one.search(text) for one in self._expected)]

    def _page(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", self._broke)
        page.on("dialog", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _asked(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _broke(self, error: Error) -> None:
        self.complaints.append(f"uncaught: {error.message}")
