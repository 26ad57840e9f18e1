"""Ways in: tickets and codes are exchanged for tokens. Wrong tries are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, request

from web.access import tokens
from web.access.codes import readings, shown
from web.access.names import BadNameError
from web.access.tokens import HOST_TICKETS, Purpose
from web.http.errors import ApiError
from web.http.guard import address, asker, body, maybe_asker, secret, server, session_of
from web.http.keeping import browser
from web.http.titles import title_in
from web.live import joining
from web.live.clock import monotonic_ms
from web.live.joining import JoinError, Wish
from web.socket import contract
from web.store import people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from web.live.envelope import Language
    from web.live.room import Room
    from web.live.rules import Rules
    from web.live.session import LiveSession
    from web.store.people import Person
    from web.store.tokens import TokenRow

doors = Blueprint("doors", __name__, url_prefix="/api")


@doors.post("/host")
def host() -> dict[str, Any]:
    """A one-time ticket becomes a facilitator's token; one for the only facilitator signs out the others."""
    ticket = body(contract.HostRequest).ticket

    def exchange(connection: Any) -> tuple[str, str, frozenset[str]] | None:
        row = tokens.redeem(connection, ticket, *HOST_TICKETS)
        if row is None:
            return None
        token = tokens.issue(connection, Purpose.FACILITATOR, row.session or "")
        alone = row.purpose == Purpose.SOLE_TICKET
        ended = tokens.end_other_hosts(connection, tokens.hashed(token)) if alone else frozenset[str]()
        return token, row.session or "", ended

    found = server().store.run(exchange)
    if found is None:
        raise _wrong("wrong_ticket", [tokens.hashed(ticket)])
    token, session, ended = found
    server().hang_up(ended)
    return contract.HostAnswer(token=token, session=session).model_dump()


@doors.post("/code")
def code() -> dict[str, Any]:
    """Whether a join code is right, and which teams and seats are behind it; nobody is seated."""
    live = _by_code(body(contract.CodeRequest).code)
    mine = _own(live)
    rules = server().rules
    return live.call(lambda room: before_joining(rules, room, mine)).model_dump()


@doors.post("/join")
def join() -> dict[str, Any]:
    """A code and a name become a seat; a browser that holds one gets it back."""
    asked = body(contract.JoinRequest)
    live = _by_code(asked.code)
    mine = _own(live)
    if mine is not None and not asked.another:
        return _seat(secret(), mine)
    if not server().joins.passes(f"{live.room.id} {address()}"):
        raise ApiError("too_many_joins")
    beside = mine.id if mine is not None else ""
    known = tokens.mark(browser()), tokens.hashed(secret()) if secret() else ""
    wish = Wish(asked.team, asked.seat, asked.observe, beside, *known)
    try:
        token, person = server().live.join(live, asked.name, asked.language, wish)
    except BadNameError:
        raise ApiError("bad_name") from None
    except JoinError as error:
        raise ApiError(error.code) from None
    return _seat(token, person)


@doors.post("/leave")
def leave() -> dict[str, Any]:
    """Somebody gives up their seat: it is free at once, and the token has ended."""
    who = asker()
    server().live.leave(session_of(who.session), who.participant)
    if server().handlers is not None:
        server().handlers.revoke(who.participant, "")
    return contract.LeaveAnswer(left=True).model_dump()


@doors.post("/screen")
def screen() -> dict[str, Any]:
    """A code becomes a projector's token: public data only. Of a closed session its id does, while it is shown."""
    text = body(contract.CodeRequest).code
    codes = readings(text)
    live = server().live.by_code(codes) or server().live.shown(text)
    if live is None:
        raise _wrong("wrong_code", codes)
    token = server().screens.token(server().store, live.room.id, server().connected())
    return contract.ScreenAnswer(token=token).model_dump()


@doors.post("/seat/claim")
def claim() -> dict[str, Any]:
    """The ticket of a re-issued seat link becomes a token; the seat's earlier tokens end."""
    ticket, here = body(contract.ClaimRequest).ticket, tokens.mark(browser())

    def exchange(connection: Any) -> tuple[str, TokenRow] | None:
        row = tokens.redeem(connection, ticket, Purpose.SEAT_TICKET)
        if row is None:
            return None
        token = tokens.issue(connection, Purpose.SEAT, row.session or "", row.participant or "")
        tokens.end_others(connection, row.participant or "", token)
        people.set_browser(connection, row.participant or "", here)
        return token, row

    found = server().store.run(exchange)
    if found is None:
        raise _wrong("wrong_ticket", [tokens.hashed(ticket)])
    token, row = found
    if server().handlers is not None:
        server().handlers.revoke(row.participant, tokens.hashed(token))
    live, participant = server().live.get(row.session or ""), row.participant or ""
    person = live.call(lambda room: joining.move_in(room, participant, here)) if live is not None else None
    if person is None:
        raise ApiError("not_found")
    return _seat(token, person)


@doors.get("/phone-check")
def phone_check() -> dict[str, Any]:
    """A join page says that it runs on a device; the console shows a check mark at this address."""
    server().links.came_through(request.host, address())
    return {"ok": True}


@doors.get("/contract.json")
def contract_json() -> dict[str, Any]:
    """The JSON Schema of every message."""
    return contract.schema()


def before_joining(rules: Rules, room: Room, mine: Person | None) -> contract.CodeAnswer:
    """What somebody with the code may know before they join: teams, seats, who sits there, what is allowed."""
    seating, names = room.seating, room.match.header["teams"]
    place = seating.next_free()
    teams = [
        contract.JoinTeam(
            team=team,
            name=names[team],
            seats=[
                contract.JoinSeat(seat=seat, role=role, name=person.name if person else "")
                for seat, role in enumerate(room.match.seats(team))
                for person in (seating.person_at((team, seat)),)
            ],
        )
        for team in range(room.match.team_count)
    ]
    return contract.CodeAnswer(
        code=shown(room.row.code),
        title=title_in(rules, room.row, "en"),
        title_ru=title_in(rules, room.row, "ru"),
        language=cast("Language", room.row.language),
        free=len(seating.free()) + len(room.ghosts(monotonic_ms())),
        teams=teams,
        choosing=room.allowed.choosing,
        observers=max(0, room.allowed.observers - len(seating.observers())),
        next=None if place is None else contract.JoinPlace(team=place[0], seat=place[1], name=""),
        mine=None if mine is None else contract.JoinPlace(team=mine.team, seat=mine.seat, name=mine.name),
    )


def _own(live: LiveSession) -> Person | None:
    """Whoever holds a seat of this session in the browser that asks, or looks on there."""
    who = maybe_asker()
    if who is None or who.session != live.room.id:
        return None
    return live.room.seating.people.get(who.participant)


def _seat(token: str, person: Person) -> dict[str, Any]:
    seat = None if person.is_observer else person.seat
    return contract.JoinAnswer(token=token, team=person.team, seat=seat).model_dump()


def _by_code(text: str) -> LiveSession:
    """The open session of a code; a wrong and a dead one are the same."""
    codes = readings(text)
    live = server().live.by_code(codes)
    if live is None:
        raise _wrong("wrong_code", codes)
    return live


def _wrong(code: str, tries: Sequence[str]) -> ApiError:
    return ApiError(code if server().guesses.wrong(address(), tries) else "rate_limited")
