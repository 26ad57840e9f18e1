"""What is put into a session's queue."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from web.live.clock import monotonic_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.actions.commands import Actor
    from web.live.answers import Answer
    from web.live.readers import Reader


@dataclass(slots=True, eq=False)
class Ask:
    """An act on its way: by a reader, or (with `actor`) by the server itself for clock, bots and seats."""

    id: str
    round: int
    verb: str
    args: dict[str, Any]
    reader: Reader | None = None
    actor: Actor | None = None
    received_ms: int = field(default_factory=monotonic_ms)
    answer: Answer | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def reply(self, answer: Answer) -> None:
        """Answer, once."""
        self.answer = answer
        self.done.set()


@dataclass(slots=True, eq=False)
class Call:
    """Something to be done in the writer, between two batches of acts."""

    function: Callable[[], Any]
    result: Any = None
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Do it and keep what came of it."""
        try:
            self.result = self.function()
        except Exception as error:
            self.error = error
        self.done.set()
