"""Every answer that is not a success: `{code, message}` with the right status."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from flask import jsonify
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from web.live.rules import OtherRulesError
from web.live.session import SessionEndedError
from web.store.errands import BusyError, PendingError
from web.store.trouble import NO_STORE, code_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

log = logging.getLogger("baton.http")

UNAVAILABLE = 503
AGAIN_S = 1  # whoever was told so may ask again after this

CODES: dict[str, tuple[int, str]] = {
    "malformed": (400, "the request has the wrong shape"),
    "bad_name": (400, "a name needs at least one letter or number"),
    "no_token": (401, "a token is needed"),
    "not_allowed": (403, "this token may not do that"),
    "wrong_code": (404, "no open session has this code"),
    "wrong_ticket": (404, "this link was used already, or has run out"),
    "not_found": (404, "there is nothing here"),
    "wrong_method": (405, "not with this method"),
    "removed": (403, "the facilitator took this browser's person out of the session, and can let them back in"),
    "session_full": (409, "every seat is taken"),
    "name_taken": (409, "somebody in this session has this name"),
    "no_such_seat": (404, "the session has no such team or seat"),
    "choosing_off": (409, "in this session the facilitator says who sits where"),
    "seat_taken": (409, "somebody holds that seat"),
    "team_full": (409, "every seat of that team is taken"),
    "browser_full": (409, "enough people have joined in this browser; the facilitator can give a link to a seat"),
    "observers_off": (409, "nobody may look on at this session"),
    "observers_full": (409, "no more people may look on"),
    "nobody_there": (409, "nobody holds that seat"),
    "not_yet": (409, "not before the debrief"),
    "other_rules": (409, "this session was played by other rules; this server cannot open it"),
    "too_large": (413, "the request is too large"),
    "too_many_joins": (429, "many people have joined from here just now; wait a moment"),
    "rate_limited": (429, "too many requests; wait a little"),
    "busy": (503, "the server is slow just now; this was not done and will not be: ask again"),
    "pending": (503, "it is not known yet whether this is done; ask the same again to hear of it"),
    "too_slow": (503, "this takes longer than expected; ask again"),
    **{code: (503, message) for code, message in NO_STORE.items()},
    "server_error": (500, "the server made a mistake; nothing was changed"),
}
BY_STATUS = {
    400: "malformed",
    404: "not_found",
    405: "wrong_method",
    413: "too_large",
    414: "too_large",
    415: "malformed",
    431: "too_large",
}


class ApiError(Exception):
    """A request that is refused with one of CODES."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message or CODES[code][1]


def register(app: Flask) -> None:
    """Answer every error in the same form."""
    app.register_error_handler(ApiError, _refused)
    app.register_error_handler(SessionEndedError, _gone)
    app.register_error_handler(OtherRulesError, _of_other_rules)
    app.register_error_handler(BusyError, lambda _: _refused(ApiError("busy")))
    app.register_error_handler(PendingError, lambda _: _refused(ApiError("pending")))
    app.register_error_handler(ValidationError, _malformed)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _refused(error: ApiError) -> ResponseReturnValue:
    status = CODES[error.code][0]
    again = {"Retry-After": str(AGAIN_S)} if status == UNAVAILABLE else {}
    return jsonify(code=error.code, message=error.message), status, again


def _gone(_error: SessionEndedError) -> ResponseReturnValue:
    return _refused(ApiError("not_found"))


def _of_other_rules(error: OtherRulesError) -> ResponseReturnValue:
    log.warning("a session cannot be opened: %s", error)
    return _refused(ApiError("other_rules"))


def _malformed(error: ValidationError) -> ResponseReturnValue:
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part)[:40] for part in first["loc"][:4]) or "body"
    return jsonify(code="malformed", message=f"{where}: {first['type']}"), 400


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    code = BY_STATUS.get(status, "server_error" if status >= 500 else "malformed")
    return jsonify(code=code, message=CODES[code][1]), status


def _broken(error: Exception) -> ResponseReturnValue:
    if (code := code_of(error)) in NO_STORE:
        return _refused(ApiError(code))
    log.error("a request broke", exc_info=error)
    return jsonify(code="server_error", message=CODES["server_error"][1]), 500
