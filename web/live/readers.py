"""Connections that watch a session, as the writer sees them.

A reader is never queued up with old views: it gets the newest one as soon as it has taken the one before. One
that does not read at all is cut off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from web.access.tokens import Principal
    from web.live.envelope import Language

MOST_PENDING = 256  # acknowledgements of one burst are among them
MOST_BYTES = 256 * 1024
PATIENCE_MS = 15_000  # a reader that took nothing for so long is cut off
# Between two views that the reader did not cause.
PACE_MS = {"seat": 150, "facilitator": 500, "screen": 500, "observer": 500}
FORWARD_MS = 1_500  # the same for seats while the fast-forward runs: phones only watch


class Line(Protocol):
    """The wire to one browser."""

    def send(self, envelope: dict[str, Any]) -> None:
        """Put a view on the wire; never waits."""
        ...

    def backlog(self) -> tuple[int, int]:
        """Messages and bytes that are put but not yet taken."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


@dataclass(slots=True, eq=False)
class Reader:
    """One connection. `order` rises with each connection: the newest of a participant drives."""

    sid: str
    line: Line
    principal: Principal
    language: Language
    order: int = 0
    sent_version: int = 0
    sent_ms: int = -1_000_000  # monotonic time of the last view
    dirty: bool = True
    urgent: bool = True  # send at once, without the pace
    stuck_since: int = -1  # monotonic time since when it takes nothing, -1 it takes
    gone: bool = field(default=False)

    @property
    def kind(self) -> str:
        """seat, observer, facilitator or screen."""
        return str(self.principal.kind)

    def touch(self, *, urgent: bool = False) -> None:
        """Something changed for this reader."""
        self.dirty = True
        self.urgent = self.urgent or urgent

    def is_ready(self, now: int, phase: str) -> bool:
        """Whether a view should go out now."""
        pace = FORWARD_MS if phase == "fast_forward" and self.kind == "seat" else PACE_MS[self.kind]
        return self.dirty and not self.gone and (self.urgent or now - self.sent_ms >= pace)

    def takes(self, now: int) -> bool:
        """Whether the wire is free; cuts off whoever has not read for too long."""
        messages, size = self.line.backlog()
        if messages == 0:
            self.stuck_since = -1
            return True
        if self.stuck_since < 0:
            self.stuck_since = now
        if messages > MOST_PENDING or size > MOST_BYTES or now - self.stuck_since > PATIENCE_MS:
            self.gone = True
            self.line.close()
        return False
