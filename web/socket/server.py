"""Socket.IO on a Flask application: one `SocketIO` per app, WebSocket only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from flask_socketio import SocketIO

from game.reading import read_json
from web.socket.handlers import Handlers
from web.socket.hardening import quiet_libraries
from web.socket.websocket import MOST_FRAME

if TYPE_CHECKING:
    from flask import Flask

    from web.http.links import Links
    from web.live.envelope import Language
    from web.live.registry import Live


class Quick:
    """JSON for Socket.IO: written by orjson, read within limits."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        """The text of a message."""
        return orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        """The value of a message."""
        return read_json(text)


def attach(
    app: Flask, live: Live, languages: dict[str, Language], links: Links, async_mode: str = "gevent"
) -> Handlers:
    """Serve the socket events of an application. The origin is checked by the gate before this."""
    quiet_libraries()
    socketio = SocketIO(
        app,
        json=Quick,
        async_mode=async_mode,
        async_handlers=False,
        transports=["websocket"],
        allow_upgrades=False,
        ping_interval=10,
        ping_timeout=8,
        max_http_buffer_size=MOST_FRAME,
        cors_allowed_origins=_checked_by_the_gate,
        cors_credentials=False,
        manage_session=False,
    )
    server: Any = socketio.server
    handlers = Handlers(server, live, languages, links)
    handlers.register()
    return handlers


def _checked_by_the_gate(_origin: str, _environ: dict[str, Any]) -> bool:
    """`web.http.gate` has refused foreign origins already."""
    return True
