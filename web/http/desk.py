"""Routes of whoever holds a token of a session: the language, the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, get_args

from flask import Blueprint, request

from web.access.tokens import Purpose
from web.http.errors import ApiError
from web.http.guard import asker, body, server, session_of
from web.live import joining
from web.live.envelope import Language
from web.socket import contract

if TYPE_CHECKING:
    from web.live.room import Room

desk = Blueprint("desk", __name__, url_prefix="/api")


@desk.post("/language")
def language() -> dict[str, Any]:
    """Read in another language from now on."""
    chosen = body(contract.LanguageRequest).language
    who = asker()
    if who.kind == Purpose.SEAT:
        live = session_of(who.session)
        live.call(lambda room: joining.change_language(room, who.participant, chosen))
    elif server().handlers is not None:
        server().handlers.choose_language(who, chosen)
    return {"language": chosen}


@desk.get("/debrief/<session>")
def debrief(session: str) -> dict[str, Any]:
    """The debrief of one team: a seat sees its own once it is open, the facilitator any at any time."""
    who = asker()
    live = session_of(session)

    asked, unmask = _asked_team(), request.args.get("reveal") == "1"
    chosen = _asked_language(live.room)

    def show(room: Room) -> dict[str, Any]:
        team, reveal = asked, unmask
        if who.kind == Purpose.SEAT:
            person = room.seating.people.get(who.participant)
            if person is None or room.match.phase not in ("debrief", "closed"):
                raise ApiError("not_yet")
            team, reveal = person.team, reveal and room.reveal
        if not 0 <= team < room.match.team_count:
            raise ApiError("not_found")
        return _debrief(room, team, chosen, reveal=reveal)

    return live.call(show)


def _debrief(room: Room, team: int, language: Language, *, reveal: bool) -> dict[str, Any]:
    """The view, made once for all who ask after the same entry: a whole class asks at the same moment."""
    key = (team, language, reveal)
    seq, view = room.debriefs.get(key, (-1, {}))
    if seq != room.last_seq:
        view = room.rules.debrief_view(room.match, team, language, reveal=reveal)
        room.debriefs[key] = (room.last_seq, view)
    return view


def _asked_team() -> int:
    text = request.args.get("team", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1


def _asked_language(room: Room) -> Language:
    text = request.args.get("lang", room.row.language)
    return cast("Language", text if text in get_args(Language) else room.row.language)
