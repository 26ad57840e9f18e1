"""Answers to acts, and the codes that the server adds to those of the rules."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from game.actions.errors import CODES
from web.store.trouble import NO_STORE

SERVER_CODES: dict[str, str] = {
    "id_conflict": "this id was used for another act",
    "not_allowed": "this token may not do that",
    "rate_limited": "too many requests; wait a moment",
    "too_large": "the request is too large",
    "seat_taken_over": "the seat is driven from elsewhere now",
    "paused": "the facilitator has paused the round",
    "no_clock": "no clock runs that this could change",
    "chat_off": "the facilitator has switched the chat off",
    "bad_name": "a name needs at least one letter or number",
    "name_taken": "somebody in this session has this name",
    "nobody_there": "nobody holds that seat",
    "not_shown": "that is not shown now",
    "votes_closed": "this lead has been unmasked; nobody votes on it any more",
    **NO_STORE,
    "busy": "the server is slow just now; this was not done and will not be: send the same act again",
    "pending": "it is not known yet whether this is done; send the same act again to hear of it",
    "server_error": "the server could not store this; nothing was changed",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an act: done with its place in the log, or refused with a code."""

    code: str = ""  # "" when done
    detail: str = ""
    seq: int = 0
    version: int = 0

    def to_json(self) -> dict[str, Any]:
        """As the acknowledgement says it."""
        if not self.code:
            return {"ok": True, "seq": self.seq, "version": self.version}
        return refusal(self.code, self.detail)


def refusal(code: str, detail: str = "") -> dict[str, Any]:
    """The acknowledgement of an act that changed nothing."""
    message = detail or SERVER_CODES.get(code) or CODES.get(code) or code
    return {"ok": False, "code": code, "message": message}


@dataclass(frozen=True, slots=True)
class Done:
    """What is remembered of an act that was done: a repetition gets the same answer."""

    body_hash: str
    answer: Answer


def body_hash(who: str, round_: int, verb: str, args: dict[str, Any]) -> str:
    """What makes two acts the same.

    Raises:
        ValueError: the arguments hold what JSON or UTF-8 cannot.
    """
    body = json.dumps(
        [who, round_, verb, args], sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return hashlib.sha256(body.encode()).hexdigest()
