"""The bare echo: Flask-SocketIO as in its manual, on the same set-up as Baton, with none of Baton's work.

`python -m tests.benchmarks.echo_server PAYLOAD_FILE`. An act is acknowledged, and the payload goes to the room of
three that the sender is in.
"""

import web.patched  # noqa: F401 # isort: skip - before everything else

import json
import socket
import sys
from pathlib import Path
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO, join_room
from gevent import pywsgi


def main() -> None:
    payload = json.loads(Path(sys.argv[1]).read_text())
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="gevent", async_handlers=False, ping_interval=10, ping_timeout=8)
    rooms: dict[str, str] = {}

    @socketio.on("connect")
    def connect(auth: Any) -> None:
        rooms[request.sid] = auth["token"]  # type: ignore[attr-defined]
        join_room(auth["token"])

    @socketio.on("act")
    def act(body: Any) -> dict[str, Any]:
        socketio.emit("view", payload, to=rooms[request.sid])  # type: ignore[attr-defined]
        return {"ok": True, "seq": 1, "version": 1}

    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(1024)
    print(f"READY http://127.0.0.1:{listener.getsockname()[1]} none", flush=True)
    pywsgi.WSGIServer(listener, app, log=None).serve_forever()


if __name__ == "__main__":
    main()
