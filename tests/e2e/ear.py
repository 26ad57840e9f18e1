"""What a page and the server say to each other over the socket, overheard."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket

EVENT = re.compile(r"^42(\d*)(\[.*)$", re.DOTALL)
ANSWER = re.compile(r"^43(\d+)(\[.*)$", re.DOTALL)


class Ear:
    """The newest envelope of a page, the acts it sent and their answers. Moves only while Playwright waits."""

    def __init__(self, page: Page) -> None:
        self.envelope: dict[str, Any] = {}
        self.acts: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.heard: list[str] = []  # every view as it came, for leak tests
        page.on("websocket", self._listen)

    @property
    def view(self) -> dict[str, Any]:
        """The newest view."""
        return self.envelope["view"] if self.envelope else {}

    def _listen(self, line: WebSocket) -> None:
        line.on("framereceived", self._received)
        line.on("framesent", self._sent)

    def _received(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            return
        if found := EVENT.match(frame):
            name, *rest = json.loads(found[2])
            if name == "view":
                self.envelope = rest[0]
                self.heard.append(found[2])
        elif found := ANSWER.match(frame):
            body = json.loads(found[2])
            if body and isinstance(body[0], dict) and "ok" in body[0]:
                self.answers.append(body[0])

    def _sent(self, frame: str | bytes) -> None:
        found = EVENT.match(frame) if isinstance(frame, str) else None
        if found:
            name, *rest = json.loads(found[2])
            if name == "act":
                self.acts.append(rest[0])
