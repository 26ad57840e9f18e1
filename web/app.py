"""The composition root: store, live sessions, socket and pages become one application.

The only place that chooses which rules are played; everything else is handed what it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, Response

from web.exports.style import style_hash
from web.http import errors, gate, guard, keeping
from web.http.console import console
from web.http.debrief import debrief
from web.http.desk import desk
from web.http.doors import doors
from web.http.exports import exports
from web.http.links import Links
from web.http.pages import pages
from web.http.server import Server
from web.live.debrief.clerk import Clerk
from web.live.debrief.office import Office
from web.live.debrief.prepare import Preparation
from web.live.keeper import Keeper
from web.live.registry import Live
from web.paths import CLIENT, SCENARIOS
from web.serving.head import MOST_BODY
from web.socket import server as socket_server
from web.store.engine import open_engine, sqlite_url
from web.store.errands import patience
from web.store.writer import Store, inline

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from web.live.rules import Rules
    from web.store.writer import Runner


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' {style}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self' {sockets}; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is set up."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    store_url: str = ""  # "" = SQLite in the data directory
    scenarios: Path = SCENARIOS
    client: Path = CLIENT
    async_mode: str = "gevent"
    behind_proxy: bool = False  # believe the X-Forwarded headers of one proxy


def game_rules(settings: Settings) -> Rules:
    """The rules that are played."""
    from web.live.game_rules import GameRules  # noqa: PLC0415 - a test may play others without loading these

    return GameRules(settings.scenarios, mesa=True)


def create_app(
    settings: Settings,
    rules: Rules | None = None,
    runners: Callable[[], Runner] = lambda: inline,
    hire: Callable[[int], Executor] = lambda nice: Clerk(nice=nice),
) -> Flask:
    """A ready application; its clocks tick once `app.extensions["baton"].live.start()` is called.

    `runners` makes what runs what would hold up others (disk, loading), `hire` the processes for what takes long.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    rules = rules or game_rules(settings)
    store = Store(open_engine(settings.store_url or sqlite_url(settings.data)), runners(), runners())
    links = Links(settings.host, settings.port, settings.public_url)
    office = Office(rules, hire)
    # A database server has backups of its own.
    keeper = None if settings.store_url else Keeper(settings.data, runners())
    live = Live(store, rules, links.for_code, Preparation(office), runners(), keeper)
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MOST_BODY, TRUSTED_HOSTS=None, PROVIDE_AUTOMATIC_OPTIONS=False)
    # No route redirects: an answer is a page, a file or JSON.
    app.url_map.merge_slashes = app.url_map.strict_slashes = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    parts = Server(store, live, rules, links, office, settings.client)
    app.extensions["baton"] = parts
    for blueprint in (pages, doors, desk, console, debrief, exports):
        app.register_blueprint(blueprint)
    errors.register(app)
    guard.guard(app)
    keeping.keep(app)
    app.after_request(_secure)
    app.wsgi_app = _in_time(app.wsgi_app)  # type: ignore[method-assign]
    parts.handlers = socket_server.attach(app, live, parts.languages, links, settings.async_mode)
    names = gate.own_names(settings.public_url, settings.host)
    app.wsgi_app = gate.Gate(app.wsgi_app, names, settings.public_url, links.addresses)  # type: ignore[method-assign]
    if settings.behind_proxy:
        from werkzeug.middleware.proxy_fix import ProxyFix  # noqa: PLC0415

        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _in_time(pages: Callable[..., Any]) -> Callable[..., Any]:
    """Let no request wait for store or session longer than an answer may take."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        with patience():
            return pages(environ, start_response)

    return answer


def _secure(response: Response) -> Response:
    """Headers that keep other sites and injected text out."""
    from flask import request  # noqa: PLC0415

    headers: Any = response.headers
    headers.setdefault("Cache-Control", "no-store")
    host = request.host
    headers["Content-Security-Policy"] = POLICY.format(sockets=f"ws://{host} wss://{host}", style=style_hash())
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["X-Frame-Options"] = "DENY"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    return response
