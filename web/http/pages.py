"""The pages: one shell for all of them, its assets, and the sign of life."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Blueprint, Response, jsonify, request, send_from_directory

from web.http.errors import ApiError
from web.http.guard import server

pages = Blueprint("pages", __name__)
FOREVER = 365 * 24 * 3600
MISSING = "The client is not built. Run: python3 dev.py setup\n"


@pages.get("/")
@pages.get("/host")
@pages.get("/seat")
@pages.get("/screen/<code>")
@pages.get("/debrief/<session>")
def shell(code: str = "", session: str = "") -> Response:
    """The client; which page it shows is its own business. Looking takes no seat."""
    del code, session
    if not (server().client / "index.html").is_file():
        return Response(MISSING, status=503, mimetype="text/plain")
    response = send_from_directory(server().client, "index.html", etag=False, last_modified=None)
    response.headers["Cache-Control"] = "no-store"
    return response


@pages.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """A file whose name holds the hash of its content: kept for ever."""
    response = send_from_directory(server().client / "assets", name, max_age=FOREVER, etag=False)
    if request.accept_encodings["gzip"] and name.endswith((".js", ".css", ".svg")):
        response.direct_passthrough = False
        response.set_data(_packed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = f"public, max-age={FOREVER}, immutable"
    return response


@lru_cache(maxsize=64)
def _packed(content: bytes) -> bytes:
    """Packed once: forty phones ask for the same script at the same moment."""
    return gzip.compress(content, mtime=0)


@pages.get("/<name>")
def file(name: str) -> Response:
    """A file beside the shell, such as the icon."""
    if not (server().client / name).is_file() or name == "index.html":
        raise ApiError("not_found")
    return send_from_directory(server().client, name, max_age=3600)


@pages.get("/healthz")
def healthz() -> Response:
    """How the server is. Answers at once whatever is slow, and with 200 as long as it lives."""
    live = server().live
    return jsonify(live.health.report() | {"backups": live.keeper.state if live.keeper is not None else "none"})
