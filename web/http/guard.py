"""Before each route: who asks, and may they? What the permission table does not list is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from flask import Flask, current_app, g, request

from game.reading import UnreadableError, read_json
from web.access import tokens
from web.access.permissions import ANYONE, ROUTES, may_call
from web.access.tokens import Principal, principal
from web.http.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable

    import sqlalchemy as sa
    from pydantic import BaseModel

    from web.http.server import Server
    from web.live.session import LiveSession

Body = TypeVar("Body", bound="BaseModel")
Found = TypeVar("Found")


def server() -> Server:
    """What the routes work with."""
    return cast("Server", current_app.extensions["baton"])


def guard(app: Flask) -> None:
    """Check every request against the table of permissions."""
    app.before_request(_check)


def asker() -> Principal:
    """Who asks; only behind a rule that needs a token."""
    return cast("Principal", g.principal)


def in_the_name_of_asker(job: Callable[[sa.Connection], Found]) -> Found:
    """Do something in the store that outlasts the asker's token: nothing, if it has ended while the request waited.

    Raises:
        ApiError: no_token.
    """
    token_hash = asker().token_hash

    def go(connection: sa.Connection) -> Found:
        if not tokens.is_good(connection, token_hash):
            raise ApiError("no_token")
        return job(connection)

    return server().store.run(go)


def maybe_asker() -> Principal | None:
    """Who asks at an open door, if they come with a good token."""
    return _bearer()


def secret() -> str:
    """The token that a request comes with, "" without one."""
    scheme, _, found = request.headers.get("Authorization", "").partition(" ")
    return found.strip() if scheme.lower() == "bearer" else ""


def body(shape: type[Body]) -> Body:
    """The request's JSON body, checked."""
    try:
        said = read_json(request.get_data()) if request.is_json else None
    except UnreadableError as error:
        raise ApiError("malformed", f"body: {error}") from None
    return shape.model_validate(said)


def session_of(session: str) -> LiveSession:
    """The session of a route, if the asker may enter it; else as if it did not exist."""
    live = server().live.get(session) if asker().may_enter(session) else None
    if live is None:
        raise ApiError("not_found")
    return live


def address() -> str:
    """Where the request comes from."""
    return request.remote_addr or ""


def _check() -> None:
    endpoint = request.endpoint
    if endpoint is None:
        return  # no such route: Flask answers 404 or 405
    if ROUTES.get(endpoint) is ANYONE:
        return
    who = _bearer()
    if who is None:
        raise ApiError("no_token")
    if not may_call(who.kind, endpoint):
        raise ApiError("not_allowed")
    g.principal = who


def _bearer() -> Principal | None:
    found = secret()
    return principal(server().store, found) if found else None
