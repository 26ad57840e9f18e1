"""What a request of the debrief asks for: numbers, words, a language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast, get_args

from flask import request

from web.days import FARTHEST, east_of_here
from web.http.errors import ApiError
from web.http.guard import asker, server
from web.live.envelope import Language

if TYPE_CHECKING:
    from web.live.room import Room

NUMBER = re.compile(r"-1|\d{1,7}", re.ASCII)
OFFSET = re.compile(r"-?\d{1,3}", re.ASCII)
WORD = re.compile(r"[A-Za-z0-9_]{0,40}", re.ASCII)


def number(name: str, default: int | None = None) -> int:
    """A whole number of the query, -1 or more.

    Raises:
        ApiError: malformed, when it is none, or missing without a default.
    """
    text = request.args.get(name)
    if text is None and default is not None:
        return default
    if text is None or not NUMBER.fullmatch(text):
        raise ApiError("malformed", f"{name}: a number is expected")
    return int(text)


def east(at_ms: int) -> int:
    """Where the asker is at a moment, minutes east of Greenwich; where this machine is if they do not say.

    Raises:
        ApiError: malformed, when no place on Earth is there.
    """
    text = request.args.get("east")
    if text is None:
        return east_of_here(at_ms)
    least, most = FARTHEST
    if not OFFSET.fullmatch(text) or not least <= int(text) <= most:
        raise ApiError("malformed", "east: minutes east of Greenwich are expected")
    return int(text)


def offered(name: str, default: str = "") -> str:
    """A code of the query.

    Raises:
        ApiError: malformed, when it cannot be one.
    """
    text = request.args.get(name, default)
    if not WORD.fullmatch(text):
        raise ApiError("malformed", f"{name}: no code")
    return text


def language(room: Room) -> Language:
    """The language that is asked for, or the asker's own."""
    who = asker()
    person = room.seating.people.get(who.participant)
    own = person.language if person is not None else server().languages.get(who.token_hash, room.row.language)
    text = request.args.get("lang", own)
    return cast("Language", text if text in get_args(Language) else own)
