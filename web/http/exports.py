"""What people take home: workbook, tables, report, session file. Made by a clerk beside the event loop.

The facilitator has them at any time. A file holds the truth of the clients only once the play is over, and only while
it is unmasked (`reveal=0` leaves it out all the same). A seat gets the report of its own place, once the debrief is
open. No file but the session file holds the seed, none a name.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from flask import Blueprint, Response, request

from web.access.tokens import Purpose
from web.days import day
from web.exports.pack import Setting
from web.exports.voices import Voice
from web.http.asked import east, language, number
from web.http.debrief import ask
from web.http.errors import ApiError
from web.http.guard import asker, session_of
from web.live.debrief.questions import Question
from web.live.debrief.stage import is_open
from web.live.room import AFTER_PLAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web.live.debrief.questions import Point
    from web.live.room import Room
    from web.live.seating import Place

exports = Blueprint("exports", __name__, url_prefix="/api/debrief/<session>")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
EVERY = -1  # in place of a team or a seat
UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|;%\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


@exports.get("/export.xlsx")
def book(session: str) -> Response:
    """The workbook of all teams."""
    return _attached(_file(session, "workbook"), session, "xlsx", XLSX)


@exports.get("/export.csv")
def tables(session: str) -> Response:
    """Every table as CSV, in a zip."""
    return _attached(_file(session, "tables"), session, "csv.zip", ZIP)


@exports.get("/report")
def report(session: str) -> Response:
    """The printable report: of a team, of a seat, or of every team (no `team`)."""
    return _attached(_file(session, "report"), session, "html", "text/html", inline=True)


@exports.get("/session-file")
def session_file(session: str) -> Response:
    """The session file: log, scenario and what people said, without names; it holds every secret."""
    live = session_of(session)

    def whole(room: Room) -> tuple[Question, Point]:
        args = (("kept", _kept(room)), ("voices", _json(voices_of(room))))
        return Question("session_file", 0, "en", reveal=True, args=args), replace(room.point, seq=room.last_seq)

    question, point = live.call(whole)
    return _attached(ask(live, question, point), session, "baton", ZIP)


def _file(session: str, kind: Literal["workbook", "tables", "report"]) -> bytes:
    """Have a file made, as far as the asker may have it."""
    who, live = asker(), session_of(session)
    team, seat, unmask = number("team", EVERY), number("seat", EVERY), request.args.get("reveal") != "0"
    lang = language(live.room)
    where = east(live.room.row.created_ms)

    def allow(room: Room) -> Question:
        place = (team, seat) if kind == "report" else (EVERY, EVERY)
        if who.kind == Purpose.SEAT:
            person = room.seating.people.get(who.participant)
            if person is None or not is_open(room):
                raise ApiError("not_yet")
            place = (person.team, person.seat)
        said = [_heard(voice, place) for voice in voices_of(room) if _within(voice, place)]
        args: list[tuple[str, int | str]] = [("every", int(place[0] == EVERY)), ("seat", place[1])]
        args += [("held_ms", room.row.created_ms), ("east", where), ("voices", _json(said))]
        return Question(kind, max(place[0], 0), lang, unmask and _is_unmasked(room), tuple(args))

    return ask(live, live.call(allow))


def _is_unmasked(room: Room) -> bool:
    """Whether a file may hold the truth: never of a session that is still played, whatever was looked at between."""
    return room.reveal and (is_open(room) or room.match.phase in AFTER_PLAY)


def _within(voice: Voice, place: Place) -> bool:
    """Whether a file about a team or seat tells of this voice."""
    team, seat = place
    return team in (EVERY, voice.team) and seat in (EVERY, voice.seat)


def _heard(voice: Voice, place: Place) -> Voice:
    """What a file tells of a voice: no votes, and the knowledge test only for the group as a whole."""
    return replace(voice, votes=(), tests=voice.tests if place == (EVERY, EVERY) else {})


def _json(voices: Iterable[Voice]) -> str:
    return json.dumps([voice.to_json() for voice in voices], sort_keys=True, ensure_ascii=False)


def voices_of(room: Room) -> tuple[Voice, ...]:
    """What the people of a session said, by seat; in the session's writer."""
    made = []
    votes: dict[str, list[tuple[int, int, str]]] = {}
    for (team, company), cast in sorted(room.debrief.votes.items()):
        for participant, choice in cast.items():
            votes.setdefault(participant, []).append((team, company, choice))
    for participant in sorted({*room.debrief.words, *votes}):
        person, word = room.seating.people.get(participant), room.debrief.words.get(participant)
        if person is None:
            continue
        made.append(
            Voice(
                person.team,
                person.seat,
                word.rule if word else "",
                word.checks if word else "",
                dict(word.answers) if word else {},
                tuple(votes.get(participant, ())),
            )
        )
    return tuple(sorted(made, key=lambda voice: (voice.team, voice.seat)))


def _kept(room: Room) -> str:
    """What the store keeps of a session beside its log, as JSON."""
    row, stage = room.row, room.debrief.stage.to_json()
    kept = Setting(row.title, row.language, row.created_ms, row.round_ms, row.charter_ms, room.reveal, stage)
    return json.dumps(asdict(kept), sort_keys=True, ensure_ascii=False)


def _attached(content: bytes, session: str, ending: str, kind: str, *, inline: bool = False) -> Response:
    """A download with a name that every system can store."""
    row = session_of(session).room.row
    held = day(row.created_ms, east(row.created_ms))
    response = Response(content, mimetype=kind)
    title = UNFIT.sub(" ", row.title).strip(" .")[:60] or row.scenario
    response.headers["Content-Disposition"] = disposition(title, f"{held}.{ending}", inline=inline)
    response.headers["Cache-Control"] = "no-store"
    return response


def disposition(title: str, end: str, *, inline: bool) -> str:
    """The header that names a file. It holds ASCII alone: another title stands encoded beside a plain name."""
    name = f"Baton {title} {end}"
    how = "inline" if inline else "attachment"
    if name.isascii():
        return f'{how}; filename="{name}"'
    return f"{how}; filename=\"Baton {end}\"; filename*=UTF-8''{quote(name, safe='')}"
