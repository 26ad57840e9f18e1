"""What is put into a session's queue."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from web.live.clock import monotonic_ms
from web.store.errands import Errand

if TYPE_CHECKING:
    from game.actions.commands import Actor
    from web.live.answers import Answer
    from web.live.readers import Reader

Call = Errand[Any]
"""Something to be done in the writer, between two batches of acts."""


@dataclass(slots=True, eq=False)
class Ask:
    """An act on its way: by a reader, or (with `actor`) by the server itself for clock, bots and seats.

    Whoever asks hears one answer: from the writer, or before it that the act was taken back (`unwanted`) or that it
    was begun and is not decided yet.
    """

    id: str
    round: int
    verb: str
    args: dict[str, Any]
    reader: Reader | None = None
    actor: Actor | None = None
    heard: Callable[[Answer], None] | None = None  # told the answer, once
    received_ms: int = field(default_factory=monotonic_ms)
    begun: bool = False  # in the writer's hands
    unwanted: bool = False  # never to be begun
    answer: Answer | None = None
    done: threading.Event = field(default_factory=threading.Event)
    _once: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def by_server(cls, round_: int, verb: str, args: dict[str, Any], actor: Actor) -> Ask:
        """An act of the server itself. Nobody can guess its id, or they would use it up before the bell rings."""
        return cls(uuid.uuid4().hex, round_, verb, args, actor=actor)

    def begin(self) -> bool:
        """The writer takes it in hand; False if it was taken back. Both first say, then look, as with errands."""
        self.begun = True
        return not self.unwanted

    def take_back(self) -> bool:
        """Have it never done; False if the writer has it in hand."""
        self.unwanted = True
        return not self.begun

    def reply(self, answer: Answer) -> None:
        """Answer; the first answer counts."""
        if not self._once.acquire(blocking=False):
            return
        self.answer = answer
        self.done.set()
        if self.heard is not None:
            self.heard(answer)
