"""The debrief's routes: who may look at what, then the back office answers.

The facilitator looks at any team once the first round is over. A seat looks at its own team while the debrief is
open, and at the truth only while the facilitator has unmasked it. A projector sees the stage and nothing else.
"""

from __future__ import annotations

from concurrent.futures import TimeoutError as TooSlowError
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson
from flask import Blueprint, Response, request

from web.access.tokens import Principal, Purpose
from web.http.asked import language, number, offered
from web.http.errors import ApiError
from web.http.guard import asker, server, session_of
from web.live import chat as written
from web.live.debrief import words
from web.live.debrief.office import BusyError
from web.live.debrief.prepare import record_of
from web.live.debrief.questions import NoSuchThingError, Question, staged
from web.live.debrief.stage import follows, has_begun, is_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from web.live.debrief.questions import Kind, Point
    from web.live.debrief.shape import QuizResultsView, RulesView
    from web.live.room import Room
    from web.live.session import LiveSession

debrief = Blueprint("debrief", __name__, url_prefix="/api/debrief/<session>")

ONLY_UNMASKED = frozenset({"whatif"})  # for seats: it plays out what was hidden
ALWAYS_WHOLE = frozenset({"leaks", "whatif", "pictures"})  # for the facilitator, whatever is asked for
MOST_AT_ONCE = {Purpose.FACILITATOR: 30, Purpose.SEAT: 4, Purpose.SCREEN: 4}
"""Answers that one token waits for: nobody fills the office's line alone."""
NOTHING: Mapping[str, int | str] = {}
PLAIN: tuple[Kind, ...] = (
    "timeline", "journeys", "leaks", "whatifs", "disputed", "pictures", "questions", "quiz", "smart",
)  # fmt: skip
"""Questions that need nothing but the team, each with a route of its name."""
AT_ANY_TIME = frozenset({"quiz"})  # the knowledge test is asked before the play as well


@debrief.get("")
def overview(session: str) -> Response:
    """Timeline, handoffs, results of one team."""
    return _tell(session, "overview")


@debrief.get("/machine")
def machine(session: str) -> Response:
    """A seat's desk as it was after an entry."""
    return _tell(session, "machine", {"seat": number("seat"), "seq": number("seq")})


@debrief.get("/journey")
def journey(session: str) -> Response:
    """One company's way through the team."""
    return _tell(session, "journey", {"company": number("company")})


@debrief.get("/whatif")
def whatif(session: str) -> Response:
    """What one edit changes."""
    args: dict[str, int | str] = {"kind": offered("kind"), "target": number("target", -1)}
    return _tell(session, "whatif", {**args, "value": offered("value"), "mode": offered("mode", "held")})


@debrief.get("/results")
def results(session: str) -> Response:
    """What people said: their rules, and the knowledge test before and after."""
    live = session_of(session)
    lang = language(live.room)
    _begun(live)
    heard = live.call(words.heard)
    told = ask(live, words.question(heard, lang))
    return _json({**words.results(heard), "quiz": orjson.loads(told)})


@debrief.get("/chat")
def chat(session: str) -> Response:
    """What a team wrote to each other, as far as it was said that the debrief may show it."""
    live, team = session_of(session), number("team", 0)
    lines = live.call(lambda room: written.told(room, team))
    if lines is None:
        raise ApiError("not_yet")
    return _json({"lines": lines})


@debrief.get("/stage")
def stage(session: str) -> Response:
    """What the facilitator shows, in the asker's language: the only way to a projector."""
    who, live = asker(), session_of(session)
    lang = language(live.room)

    def look(room: Room) -> tuple[dict[str, Any], Question | None, words.Heard]:
        if not follows(room, who.kind):
            raise ApiError("not_yet")
        shown = room.debrief.stage
        head = {"panel": shown.panel, "team": shown.team, "args": shown.args, "reveal": room.reveal}
        return head, staged(shown, lang, reveal=room.reveal), words.heard(room)

    head, asked, heard = live.call(look)
    return _json({**head, "view": _staged_view(live, head, asked, heard, lang)})


def _staged_view(
    live: LiveSession, head: dict[str, Any], asked: Question | None, heard: words.Heard, lang: str
) -> orjson.Fragment | RulesView | QuizResultsView:
    if head["panel"] == "rules":
        return words.rules(heard, orjson.loads(ask(live, Question("smart", 0, lang))))
    assert asked is not None
    view = ask(live, asked)
    if head["panel"] == "quiz" and head["reveal"]:
        right = orjson.loads(ask(live, words.question(heard, lang)))
        return words.quiz_results(heard, orjson.loads(view)["items"], right)
    return orjson.Fragment(view)


def _tell(session: str, kind: Kind, args: Mapping[str, int | str] = NOTHING) -> Response:
    """Answer a question of whoever asks, as far as they may know it."""
    who, live = asker(), session_of(session)
    team, reveal, lang = number("team", 0), request.args.get("reveal") == "1", language(live.room)

    def allow(room: Room) -> Question:
        if who.kind == Purpose.SEAT:
            own, unmasked = _seat_may(room, who, kind)
            return Question(kind, own, lang, reveal and unmasked, tuple(args.items()))
        if not has_begun(room) and kind not in AT_ANY_TIME:
            raise ApiError("not_yet")
        if not 0 <= team < room.match.team_count:
            raise ApiError("not_found")
        # The facilitator has all of these at hand; what the stage shows of it is another matter.
        return Question(kind, team, lang, reveal or kind in ALWAYS_WHOLE, tuple(args.items()))

    # The knowledge test is the same from the first entry on: no act of the play makes it be worked out again.
    point = replace(live.room.point, seq=0, led=0) if kind in AT_ANY_TIME else None
    return Response(ask(live, live.call(allow), point), mimetype="application/json")


for _kind in PLAIN:
    debrief.add_url_rule(f"/{_kind}", _kind, partial(_tell, kind=_kind))


def _seat_may(room: Room, who: Principal, kind: Kind) -> tuple[int, bool]:
    """The team that a seat may ask about, and whether it may know the truth."""
    person = room.seating.people.get(who.participant)
    if person is None or (not is_open(room) and kind not in AT_ANY_TIME):
        raise ApiError("not_yet")
    if kind in ONLY_UNMASKED and not room.reveal:
        raise ApiError("not_yet")
    return person.team, room.reveal


def _begun(live: LiveSession) -> None:
    if not live.call(has_begun):
        raise ApiError("not_yet")


def ask(live: LiveSession, question: Question, point: Point | None = None) -> bytes:
    """The back office's answer about the session up to a point (None: the last that there is something to tell of).

    Whoever asks waits, the others do not.
    """
    upto, who, waiting = point or live.room.point, asker(), server().waiting
    if not server().asks.passes(who.token_hash) or waiting[who.token_hash] >= MOST_AT_ONCE[who.kind]:
        raise ApiError("rate_limited")
    waiting[who.token_hash] += 1
    try:
        return server().office.ask(upto, question, lambda: record_of(live.room, upto))
    except NoSuchThingError:
        raise ApiError("not_found") from None
    except BusyError:
        raise ApiError("rate_limited") from None
    except TooSlowError:
        raise ApiError("too_slow") from None
    finally:
        waiting[who.token_hash] -= 1
        if not waiting[who.token_hash]:
            del waiting[who.token_hash]


def _json(document: Any) -> Response:
    return Response(orjson.dumps(document), mimetype="application/json")
