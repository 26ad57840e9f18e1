"""Routes of whoever holds a token of a session."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from web.http.guard import asker, body, server, session_of
from web.live import joining
from web.socket import contract

desk = Blueprint("desk", __name__, url_prefix="/api")


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
