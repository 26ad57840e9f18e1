"""The facilitator's routes: sessions, links, the log."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response

from web.access import tokens
from web.access.codes import shown
from web.access.names import BadNameError, clean_name
from web.access.tokens import Purpose
from web.http.errors import ApiError
from web.http.guard import asker, body, in_the_name_of_asker, server, session_of
from web.http.links import qr_svg
from web.http.titles import title_in
from web.live import joining
from web.live.founding import chosen
from web.live.joining import JoinError
from web.socket import contract
from web.store import entries, sessions
from web.store.sessions import Allowed

console = Blueprint("console", __name__, url_prefix="/api")


@console.get("/scenarios")
def scenarios() -> Any:
    """What can be played."""
    return [
        contract.ScenarioLine(
            id=info.id,
            title=info.title["en"],
            summary=info.summary["en"],
            title_ru=info.title["ru"],
            summary_ru=info.summary["ru"],
            teams_min=info.teams_min,
            teams_max=info.teams_max,
            rounds=info.rounds,
            minutes_per_round=round(info.round_seconds / 60),
        ).model_dump()
        for info in server().rules.scenarios()
    ]


@console.post("/sessions")
def create() -> dict[str, Any]:
    """A new session in its lobby."""
    asked = body(contract.NewSession)
    _whole_server()
    names = [_team_name(name) for name in asked.team_names or []]
    if len(names) > asked.teams:
        raise ApiError("malformed", "team_names: more than teams")
    try:
        set_up = chosen(
            server().rules,
            asked.scenario,
            asked.teams,
            language=asked.language,
            minutes=asked.minutes_per_round,
            team_names=names,
            acts=asked.acts,
            allowed=Allowed(asked.choosing, asked.observers, asked.chat, asked.chat_told),
        )
        row = server().live.create(set_up)
    except KeyError:
        raise ApiError("malformed", "scenario: unknown") from None
    except ValueError as error:
        raise ApiError("malformed", str(error).splitlines()[0][:200]) from None
    return contract.SessionAnswer(session=row.id, code=shown(row.code)).model_dump()


@console.get("/sessions")
def archive() -> Any:
    """Every session of the store, newest first."""
    mine = asker().session
    return [
        contract.SessionLine(
            session=row.id,
            code=shown(row.code) if row.closed_ms is None else "",
            scenario=row.scenario,
            title=title_in(server().rules, row, "en"),
            title_ru=title_in(server().rules, row, "ru"),
            created=datetime.fromtimestamp(row.created_ms / 1000, UTC).isoformat(timespec="seconds"),
            phase=row.phase,
            round=row.round,
            rounds=row.rounds,
            teams=row.teams,
            people=people,
        ).model_dump()
        for row, people in server().store.look(sessions.every)
        if mine in ("", row.id)
    ]


@console.post("/sessions/<session>/duplicate")
def duplicate(session: str) -> dict[str, Any]:
    """A new lobby set up like this session: without its people, and with a seed of its own."""
    _whole_server()
    row = server().live.duplicate(session)
    if row is None:
        raise ApiError("not_found")
    return contract.SessionAnswer(session=row.id, code=shown(row.code)).model_dump()


@console.post("/sessions/<session>/reissue")
def reissue(session: str) -> dict[str, Any]:
    """A new one-time link for the person on a seat."""
    asked = body(contract.ReissueRequest)
    live, mine = session_of(session), asker().token_hash
    try:
        ticket = live.call(lambda room: joining.reissue(room, (asked.team, asked.seat), mine))
    except JoinError as error:
        raise ApiError(error.code) from None
    return _link(f"{server().links.base()}/seat#{ticket}")


@console.post("/sessions/<session>/cohost")
def cohost(session: str) -> dict[str, Any]:
    """A one-time link for a second facilitator, or for the phone as a remote."""
    live = session_of(session)
    ticket = in_the_name_of_asker(lambda connection: tokens.issue(connection, Purpose.HOST_TICKET, live.room.id))
    return _link(f"{server().links.base()}/host#{ticket}")


@console.get("/hosts")
def hosts() -> dict[str, Any]:
    """How many facilitators are signed in beside the one who asks, and how many of them are here now."""
    mine = _whole_server()
    others = server().store.look(lambda connection: tokens.other_hosts(connection, mine))
    here = len(others & server().connected())
    return contract.HostsAnswer(others=len(others), here=here).model_dump()


@console.post("/hosts/end")
def end_hosts() -> dict[str, Any]:
    """Sign out every other facilitator, at once; links that nobody has opened yet end too."""
    mine = _whole_server()
    ended = in_the_name_of_asker(lambda connection: tokens.end_other_hosts(connection, mine))
    server().hang_up(ended)
    return contract.EndedAnswer(ended=len(ended)).model_dump()


@console.post("/sessions/<session>/screen")
def screen(session: str) -> dict[str, Any]:
    """A projector's token for the facilitator's own browser, also of a session that is closed and has no code."""
    live = session_of(session)
    token = server().screens.token(server().store, live.room.id, server().connected())
    return contract.ScreenAnswer(token=token).model_dump()


@console.delete("/sessions/<session>")
def remove(session: str) -> dict[str, Any]:
    """Remove a session with its log and all that people said; it cannot be brought back."""
    _whole_server()
    known = server().live.remove(session)
    server().office.forget(session)
    server().screens.forget(session)
    if not known:
        raise ApiError("not_found")
    return {"session": session}


@console.get("/debrief/<session>/log")
def log(session: str) -> Response:
    """The session's log as JSON lines, also of one that cannot be opened any more; it holds every secret."""
    store = server().store
    row = store.look(lambda connection: sessions.get(connection, session)) if asker().may_enter(session) else None
    if row is None:
        raise ApiError("not_found")
    kept = store.look(lambda connection: entries.every(connection, session))
    lines = [json.dumps(row.header, ensure_ascii=False)]
    lines += [json.dumps(entry.body, ensure_ascii=False) for entry in kept]
    response = Response("\n".join(lines) + "\n", mimetype="application/x-ndjson")
    response.headers["Content-Disposition"] = f'attachment; filename="baton-{session}.jsonl"'
    return response


def _whole_server() -> str:
    """The hash of the asker's token, if it is good for every session.

    Raises:
        ApiError: not_allowed, to a co-host, who has one session.
    """
    if asker().session:
        raise ApiError("not_allowed", "this token is for one session")
    return asker().token_hash


def _link(url: str) -> dict[str, Any]:
    return contract.LinkAnswer(url=url, qr_svg=qr_svg(url)).model_dump()


def _team_name(name: str) -> str:
    """The name as it is shown, "" for none."""
    try:
        return clean_name(name)
    except BadNameError:
        return ""
