"""The server process. Its first import patches the standard library for gevent; no other module does.

It must be imported before anything that opens sockets; `baton serve` does so first of all.
"""

from __future__ import annotations

import web.patched  # noqa: F401 # isort: skip - before everything else

import contextlib
import logging
import logging.handlers
import signal
import sys
from typing import TYPE_CHECKING

import gevent

from web import doctor
from web.access import tokens
from web.access.tokens import Purpose
from web.app import Settings, create_app
from web.listening import listen
from web.live.debrief.clerk import Clerk
from web.serving.handler import Listening, descriptors
from web.serving.lines import MOST_OF_AN_ADDRESS, Lines
from web.socket.hardening import Sparse
from web.store import folder
from web.store.folder import Note
from web.store.trouble import StoreError
from web.store.writer import native_thread

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from flask import Flask

    from web.http.server import Server
    from web.live.rules import Rules
    from web.store.folder import Folder

MOST_CONNECTIONS = 4000
OTHER_FILES = 128  # descriptors for everything that is no connection: store, clerks, files that are sent
log = logging.getLogger("baton.serve")


# The store's thread and the event loop share one interpreter. At Python's default of 5 ms each of a commit's
# statements would wait that long while the loop is busy.
SWITCH_S = 0.0005


def serve(
    settings: Settings,
    *,
    ready: Callable[[Server, str], None],
    rules: Rules | None = None,
) -> None:
    """Serve until told to stop. `ready` gets the parts and a fresh ticket to the console.

    Raises:
        StoreError: the data folder is in use by another server, or a check found a problem.
        PortTakenError: the address cannot be listened on.
    """
    folder.keep_private()
    folder.make(settings.data)
    held = folder.hold(settings.data)
    try:
        checks = doctor.before_serving(settings.data, settings.client)
        if problem := doctor.first_problem(checks):
            raise StoreError(problem)
        with contextlib.closing(listen(settings.host, settings.port)) as listener:
            _serve(listener, held, settings, ready, rules, doctor.warnings(checks))
    finally:
        held.release()


def _serve(
    listener: socket.socket,
    held: Folder,
    settings: Settings,
    ready: Callable[[Server, str], None],
    rules: Rules | None,
    warnings: list[str],
) -> None:
    sys.setswitchinterval(SWITCH_S)
    port = int(listener.getsockname()[1])
    settings = Settings(**{name: getattr(settings, name) for name in Settings.__slots__} | {"port": port})
    app = create_app(settings, rules, native_thread, lambda nice: Clerk(native_thread(), nice))
    _log_to_file(settings)
    parts: Server = app.extensions["baton"]
    parts.warnings = warnings
    held.tell(Note(parts.links.base(), parts.links.local()))
    wsgi_log = logging.getLogger("baton.wsgi")
    wsgi_log.addFilter(Sparse())
    server = Listening(listener, app, _room(settings), wsgi_log)
    gevent.spawn(parts.handlers.reap)
    server.start()
    ready(parts, parts.store.run(lambda connection: tokens.issue(connection, Purpose.HOST_TICKET)))
    gevent.spawn(parts.live.start)  # after the greeting: it loads what only sessions need
    _wait_for_a_signal()
    _stop(server, app)


def _room(settings: Settings) -> Lines:
    """As many connections as descriptors allow; behind a proxy all come from one address."""
    files = descriptors()
    most = min(MOST_CONNECTIONS, max(files - OTHER_FILES, files // 2))
    return Lines(most, most if settings.behind_proxy else min(MOST_OF_AN_ADDRESS, most * 3 // 4))


def _wait_for_a_signal() -> None:
    done = gevent.event.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, done.set)
    done.wait()


def _stop(server: Listening, app: Flask) -> None:
    """End in order: no new connections, what is queued is stored, then the store is closed."""
    parts: Server = app.extensions["baton"]
    server.stop(timeout=0.5)
    parts.office.close()
    parts.live.stop()
    parts.store.close()


def _log_to_file(settings: Settings) -> None:
    """Warnings go to a file of bounded size in the data directory, errors to the terminal as well."""
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a full disk is told by the store, not by each line that cannot be logged
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    form = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    file = logging.handlers.RotatingFileHandler(
        settings.data / "baton.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8"
    )
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.ERROR)
    for handler in (file, terminal):
        handler.setFormatter(form)
        root.addHandler(handler)
