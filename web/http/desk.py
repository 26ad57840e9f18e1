"""Routes of whoever holds a token of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint

from web.http.guard import asker, body, server, session_of
from web.live import chat, joining
from web.socket import contract

if TYPE_CHECKING:
    from web.live.envelope import ChatLine
    from web.live.room import Room

desk = Blueprint("desk", __name__, url_prefix="/api")


@desk.get("/chat", endpoint="chat")
def read_chat() -> dict[str, Any]:
    """What the own team has written to each other."""
    who = asker()

    def lines(room: Room) -> list[ChatLine]:
        person = room.seating.people.get(who.participant)
        return chat.read(room, person) if person is not None else []

    return {"lines": session_of(who.session).call(lines)}


@desk.post("/language")
def language() -> dict[str, Any]:
    """Read in another language from now on."""
    chosen = body(contract.LanguageRequest).language
    who = asker()
    if who.participant:
        live = session_of(who.session)
        live.call(lambda room: joining.change_language(room, who.participant, chosen))
    elif server().handlers is not None:
        server().handlers.choose_language(who, chosen)
    return {"language": chosen}
