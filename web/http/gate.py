"""The gate before everything: foreign hosts, foreign origins and floods of sockets stop here.

A page of another site may make a browser send requests here; it cannot hide its origin. A name that somebody
points at this machine (DNS rebinding) is not one of our names. Plain addresses are always ours.
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from web.http.misdirected import Names, headers, page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

SOCKET_PATH = "/socket.io"
MOST_PORT = 65_535
_HOST = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[A-Za-z0-9.-]{1,253}))(?::(?P<port>[0-9]{1,5}))?")


def own_names(public_url: str = "", listens_on: str = "") -> frozenset[str]:
    """The host names under which this machine is known, one that it was told to listen on among them."""
    name = socket.gethostname().lower()
    names = {"localhost", name, name.split(".")[0] + ".local", listens_on.lower().rstrip(".")}
    if public_url:
        names.add((urlsplit(public_url).hostname or "").lower())
    return frozenset(names - {""})


def is_ours(host: str, names: frozenset[str]) -> bool:
    """Whether a Host header names this server."""
    found = _HOST.fullmatch(host)
    if found is None or not 0 < int(found["port"] or 80) <= MOST_PORT:
        return False
    name = (found["name"] or "").lower().removesuffix(".")
    if name in names:
        return True
    try:
        _ = ipaddress.IPv6Address(found["v6"]) if found["v6"] else ipaddress.IPv4Address(name)
    except ValueError:
        return False
    return True


def same_origin(origin: str, host: str, public_url: str) -> bool:
    """Whether a request comes from one of our own pages."""
    try:
        found = urlsplit(origin)
        public = urlsplit(public_url)
    except ValueError:
        return False
    if found.scheme not in ("http", "https"):
        return False
    return found.netloc.lower() == host.lower() or (
        bool(public_url) and (found.scheme, found.netloc.lower()) == (public.scheme, public.netloc.lower())
    )


class Gate:
    """WSGI middleware around the whole application. `ways` gives the addresses that people should use."""

    def __init__(
        self, app: Wsgi, names: frozenset[str], public_url: str = "", ways: Callable[[], list[str]] = list
    ) -> None:
        self._app = app
        self._names = names
        self._public_url = public_url
        self._ways = ways
        self._strangers = Names(lambda: bool(public_url))

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let a request through, or say why not."""
        host = environ.get("HTTP_HOST", "")
        if not is_ours(host, self._names):
            return self._send_on(environ, start_response, host)
        origin = environ.get("HTTP_ORIGIN", "")
        guarded = environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ["PATH_INFO"].startswith(SOCKET_PATH)
        if origin and guarded and not same_origin(origin, host, self._public_url):
            return _refuse(start_response, "403 Forbidden", "wrong_origin", "requests of other sites are refused")
        return self._app(environ, start_response)

    def _send_on(self, environ: dict[str, Any], start_response: Callable[..., Any], host: str) -> Iterable[bytes]:
        """A person gets a page with the right address, a program a code."""
        status = "421 Misdirected Request"
        looks = environ["REQUEST_METHOD"] in ("GET", "HEAD") and "text/html" in environ.get("HTTP_ACCEPT", "")
        if not looks or environ["PATH_INFO"].startswith((SOCKET_PATH, "/api/")):
            return _refuse(start_response, status, "wrong_host", "this server has another name")
        self._strangers.tell(host)
        body = page(self._ways())
        start_response(status, [*headers(), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")])
        return [body if environ["REQUEST_METHOD"] == "GET" else b""]


def _refuse(start_response: Callable[..., Any], status: str, code: str, message: str) -> Iterable[bytes]:
    body = json.dumps({"code": code, "message": message}).encode()
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    start_response(status, headers)
    return [body]
