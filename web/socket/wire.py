"""The way of a view to one browser."""

from __future__ import annotations

from typing import Any

import orjson


class SocketLine:
    """One Socket.IO connection, written to directly: the view is turned into text once."""

    def __init__(self, server: Any, sid: str) -> None:
        self._server = server
        self._eio_sid: str = server.manager.eio_sid_from_sid(sid, "/")

    def send(self, envelope: dict[str, Any]) -> None:
        """Put the event `view` on the wire."""
        self._server.eio.send(self._eio_sid, "2" + orjson.dumps(["view", envelope]).decode())

    def backlog(self) -> tuple[int, int]:
        """Messages and bytes that are not yet taken by the line's writer."""
        found = self._server.eio.sockets.get(self._eio_sid)
        if found is None or found.queue.qsize() == 0:
            return 0, 0
        waiting = [item for item in list(found.queue.queue) if item is not None]
        return len(waiting), sum(len(item.data or "") for item in waiting if isinstance(item.data, str))

    def close(self) -> None:
        """Hang up without waiting for the other side."""
        found = self._server.eio.sockets.get(self._eio_sid)
        if found is not None:
            self._server.start_background_task(found.close, wait=False, abort=True)
