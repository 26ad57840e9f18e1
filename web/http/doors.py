"""Ways in: tickets and codes are exchanged for tokens. Wrong tries are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from web.access import tokens
from web.access.codes import readings, shown
from web.access.names import BadNameError
from web.access.tokens import Purpose
from web.http.errors import ApiError
from web.http.guard import address, body, server
from web.live.joining import JoinError
from web.socket import contract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from web.live.session import LiveSession
    from web.store.tokens import TokenRow

doors = Blueprint("doors", __name__, url_prefix="/api")


@doors.post("/host")
def host() -> dict[str, Any]:
    """A one-time ticket becomes a facilitator's token."""
    ticket = body(contract.HostRequest).ticket

    def exchange(connection: Any) -> tuple[str, str] | None:
        row = tokens.redeem(connection, ticket, Purpose.HOST_TICKET)
        if row is None:
            return None
        return tokens.issue(connection, Purpose.FACILITATOR, row.session or ""), row.session or ""

    found = server().store.run(exchange)
    if found is None:
        raise _wrong("wrong_ticket", [tokens.hashed(ticket)])
    return contract.HostAnswer(token=found[0], session=found[1]).model_dump()


@doors.post("/code")
def code() -> dict[str, Any]:
    """Whether a join code is right; nobody is seated."""
    live = _by_code(body(contract.CodeRequest).code)
    room = live.room
    free = len(room.seating.free())
    mine = shown(room.row.code)
    return contract.CodeAnswer(code=mine, title=room.row.title, language=_language(live), free=free).model_dump()


@doors.post("/join")
def join() -> dict[str, Any]:
    """A code and a name become a seat."""
    asked = body(contract.JoinRequest)
    live = _by_code(asked.code)
    try:
        token, place = server().live.join(live, asked.name, asked.language)
    except BadNameError:
        raise ApiError("bad_name") from None
    except JoinError as error:
        raise ApiError(error.code) from None
    return contract.JoinAnswer(token=token, team=place[0], seat=place[1]).model_dump()


@doors.post("/screen")
def screen() -> dict[str, Any]:
    """A code becomes a projector's token: public data only."""
    live = _by_code(body(contract.CodeRequest).code)
    token = server().store.run(lambda connection: tokens.issue(connection, Purpose.SCREEN, live.room.id))
    return contract.ScreenAnswer(token=token).model_dump()


@doors.post("/seat/claim")
def claim() -> dict[str, Any]:
    """The ticket of a re-issued seat link becomes a token; the seat's earlier tokens end."""
    ticket = body(contract.ClaimRequest).ticket

    def exchange(connection: Any) -> tuple[str, TokenRow] | None:
        row = tokens.redeem(connection, ticket, Purpose.SEAT_TICKET)
        if row is None:
            return None
        token = tokens.issue(connection, Purpose.SEAT, row.session or "", row.participant or "")
        tokens.end_others(connection, row.participant or "", token)
        return token, row

    found = server().store.run(exchange)
    if found is None:
        raise _wrong("wrong_ticket", [tokens.hashed(ticket)])
    token, row = found
    if server().handlers is not None:
        server().handlers.revoke(row.participant, tokens.hashed(token))
    live = server().live.get(row.session or "")
    person = live.room.seating.people.get(row.participant or "") if live is not None else None
    if person is None:
        raise ApiError("not_found")
    return contract.JoinAnswer(token=token, team=person.team, seat=person.seat).model_dump()


@doors.get("/phone-check")
def phone_check() -> dict[str, Any]:
    """A phone says that it came through; the console shows a check mark at this address."""
    server().links.came_through(request.host, address())
    return {"ok": True}


@doors.get("/contract.json")
def contract_json() -> dict[str, Any]:
    """The JSON Schema of every message."""
    return contract.schema()


def _by_code(text: str) -> LiveSession:
    """The open session of a code; a wrong and a dead one are the same."""
    codes = readings(text)
    live = server().live.by_code(codes)
    if live is None:
        raise _wrong("wrong_code", codes)
    return live


def _wrong(code: str, tries: Sequence[str]) -> ApiError:
    return ApiError(code if server().guesses.wrong(address(), tries) else "rate_limited")


def _language(live: LiveSession) -> Any:
    return live.room.row.language
