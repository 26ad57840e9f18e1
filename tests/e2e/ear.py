"""What a page and the server say to each other over the socket, overheard."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.web.wire import NOT_FINAL

if TYPE_CHECKING:
    from playwright.sync_api import Page, WebSocket

EVENT = re.compile(r"^42(\d*)(\[.*)$", re.DOTALL)
ANSWER = re.compile(r"^43(\d+)(\[.*)$", re.DOTALL)


class Ear:
    """The newest envelope of a page, the acts it sent and their answers. Moves only while Playwright waits.

    An act has one answer, however often the page had to send it.
    """

    def __init__(self, page: Page) -> None:
        self.envelope: dict[str, Any] = {}
        self.acts: list[dict[str, Any]] = []
        self.answers: list[dict[str, Any]] = []
        self.heard: list[str] = []  # every view as it came, for leak tests
        self._open: dict[str, list[tuple[WebSocket, str]]] = {}  # act -> where its answers will come
        page.on("websocket", self._listen)

    @property
    def view(self) -> dict[str, Any]:
        """The newest view."""
        return self.envelope["view"] if self.envelope else {}

    def _listen(self, line: WebSocket) -> None:
        line.on("framereceived", partial(self._received, line))
        line.on("framesent", partial(self._sent, line))

    def _received(self, line: WebSocket, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            return
        if found := EVENT.match(frame):
            name, *rest = json.loads(found[2])
            if name == "view":
                self.envelope = rest[0]
                self.heard.append(found[2])
        elif found := ANSWER.match(frame):
            act = next((act for act, places in self._open.items() if (line, found[1]) in places), None)
            answer = json.loads(found[2])[0]
            if act is not None and answer.get("code") not in NOT_FINAL:
                del self._open[act]
                self.answers.append(answer)

    def _sent(self, line: WebSocket, frame: str | bytes) -> None:
        found = EVENT.match(frame) if isinstance(frame, str) else None
        if found:
            name, *rest = json.loads(found[2])
            if name == "act":
                known = {act["id"] for act in self.acts}
                self.acts.append(rest[0])
                if rest[0]["id"] not in known or rest[0]["id"] in self._open:
                    self._open.setdefault(rest[0]["id"], []).append((line, found[1]))
