"""The events: connect, act, sync. Each is checked, passed on, and answered exactly once."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Any, cast

from pydantic import ValidationError
from socketio.exceptions import ConnectionRefusedError as Refuse

from web.access.limits import Bucket
from web.access.permissions import VERBS, may_act
from web.access.tokens import Principal, Purpose, fate, principal
from web.live.answers import refusal
from web.live.asks import Ask
from web.live.readers import Reader
from web.live.rules import OtherRulesError
from web.socket.contract import Act, ConnectAuth, Sync
from web.socket.hardening import harden
from web.socket.wire import SocketLine
from web.store.errands import BusyError, PendingError, patience
from web.store.trouble import NO_STORE, code_of

if TYPE_CHECKING:
    from web.http.links import Links
    from web.live.envelope import Language
    from web.live.registry import Live
    from web.live.session import LiveSession
    from web.socket.hardening import Answered

log = logging.getLogger("baton.socket")
SILENT_S = 10.0  # a socket that has not connected after this is closed
MOST_SOCKETS = 2000
MOST_OF_A_TOKEN = 20
MOST_REFUSALS = 200  # of one socket in a row: it is not a person


class Connection:
    """What is kept of one socket."""

    def __init__(self, live: LiveSession, reader: Reader) -> None:
        self.live = live
        self.reader = reader
        self.acts = Bucket(rate=10, burst=40)
        self.syncs = Bucket(rate=1, burst=6)
        self.refusals = 0

    def passes(self, bucket: Bucket) -> bool:
        """Whether one more request is let through; whoever never stops is cut off."""
        if bucket.take(time.monotonic()):
            self.refusals = 0
            return True
        self.refusals += 1
        if self.refusals > MOST_REFUSALS:
            self.reader.line.close()
        return False


class Handlers:
    """The events of one server."""

    def __init__(self, server: Any, live: Live, languages: dict[str, Language], links: Links) -> None:
        """`languages` remembers what facilitators and projectors chose, by token."""
        self._server = server
        self._live = live
        self._languages = languages
        self._links = links
        self._connections: dict[str, Connection] = {}
        self._ended: set[str] = set()  # hashes of tokens that ended while their sockets were open or just opening

    def register(self) -> None:
        """Hook into the server."""
        self._server.on("connect", self.connect)
        self._server.on("disconnect", self.disconnect)
        harden(self._server, self.hear)

    def connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """Let a token in; the first view follows."""
        try:
            asked = ConnectAuth.model_validate(auth)
        except (ValidationError, RecursionError):
            raise Refuse("not_allowed") from None
        try:
            with patience():
                who, live = self._enter(asked)
        except (BusyError, PendingError):
            raise Refuse("busy") from None
        environ.get("baton.prove", lambda: None)()  # web.serving: cut for nobody's sake from here on
        if who.token_hash in self._ended:
            raise Refuse("not_allowed")
        self._make_room(who.token_hash)
        self._note_way(who, environ)
        reader = Reader(sid, SocketLine(self._server, sid), who, self._language(who, live))
        self._connections[sid] = Connection(live, reader)
        # Only after this returns is the browser told that it is connected; its view must come later.
        self._server.start_background_task(live.attach, reader)

    def _note_way(self, who: Principal, environ: dict[str, Any]) -> None:
        """Remember that people get through where this one came, unless it is the facilitator looking at their own."""
        address = str(environ.get("REMOTE_ADDR", ""))
        if who.kind is Purpose.FACILITATOR:
            self._links.runs_from(address)
        else:
            self._links.came_through(str(environ.get("HTTP_HOST", "")), address)

    def _make_room(self, token_hash: str) -> None:
        """Close the oldest sockets of a token that has too many: nobody needs them, and all have to share."""
        mine = [found for found in self._connections.values() if found.reader.principal.token_hash == token_hash]
        for connection in mine[: max(0, len(mine) + 1 - MOST_OF_A_TOKEN)]:
            connection.reader.line.close()

    def disconnect(self, sid: str, _reason: str = "") -> None:
        """A line is gone; the seat is not."""
        connection = self._connections.pop(sid, None)
        if connection is not None:
            connection.reader.gone = True
            connection.live.detach(connection.reader)

    def hear(self, sid: str, name: str, args: tuple[Any, ...], answered: Answered) -> None:
        """An event of whatever name: acknowledged once. What waits for a commit is acknowledged after it."""
        connection = self._connections.get(sid)
        try:
            if connection is None or connection.reader.principal.token_hash in self._ended:
                answered(refusal("not_allowed"))
            elif name == "act":
                self._act(connection, args, answered)
            elif name == "sync":
                answered(self._sync(connection, args))
            else:
                answered(refusal("unknown_verb", "no such event"))
        except Exception:
            log.exception("an event broke")
            answered(refusal("server_error"))

    def _sync(self, connection: Connection, args: tuple[Any, ...]) -> dict[str, Any]:
        """A view is asked for."""
        if not connection.passes(connection.syncs):
            return refusal("rate_limited")
        try:
            Sync.model_validate(args[0] if len(args) == 1 else None)
        except (ValidationError, RecursionError) as error:
            return refusal("malformed", _first(error))
        connection.live.sync(connection.reader)
        return {"ok": True, "seq": connection.live.room.last_seq, "version": connection.live.room.version}

    def reap(self) -> None:
        """Close sockets that never connected, for as long as the server runs."""
        seen: dict[str, float] = {}
        while True:
            self._server.sleep(1)
            now = time.monotonic()
            taken = {self._server.manager.eio_sid_from_sid(sid, "/") for sid in list(self._connections)}
            silent = [eio_sid for eio_sid in list(self._server.eio.sockets) if eio_sid not in taken]
            seen = {eio_sid: seen.get(eio_sid, now) for eio_sid in silent}
            for eio_sid in [found for found, since in seen.items() if now - since > SILENT_S]:
                self._hang_up(eio_sid)

    def revoke(self, participant: str, keep: str) -> None:
        """A participant's other tokens have ended."""
        who = [connection.reader.principal for connection in list(self._connections.values())]
        self.end(frozenset(one.token_hash for one in who if one.participant == participant) - {keep})

    def end(self, hashes: frozenset[str]) -> None:
        """These tokens are good for nothing any more: nothing more is heard from them or told to them."""
        self._ended |= hashes
        for connection in list(self._connections.values()):
            if connection.reader.principal.token_hash in hashes:
                connection.reader.gone = True
                connection.reader.line.close()

    def held(self) -> frozenset[str]:
        """The hashes of the tokens that are connected."""
        return frozenset(found.reader.principal.token_hash for found in self._connections.values())

    def choose_language(self, who: Principal, language: Language) -> None:
        """A facilitator or a projector reads in another language."""
        self._languages[who.token_hash] = language
        for connection in list(self._connections.values()):
            if connection.reader.principal.token_hash == who.token_hash:
                connection.reader.language = language
                connection.live.sync(connection.reader)

    def _hang_up(self, eio_sid: str) -> None:
        found = self._server.eio.sockets.get(eio_sid)
        if found is not None:
            try:
                found.close(wait=False, abort=True)
            except Exception:
                log.info("a silent socket could not be closed")

    def _enter(self, asked: ConnectAuth) -> tuple[Principal, LiveSession]:
        """Who comes, and where to."""
        who = principal(self._live.store, asked.token)
        if who is None:
            raise Refuse(fate(self._live.store, asked.token))
        if len(self._connections) >= MOST_SOCKETS:
            raise Refuse("full")
        return who, self._find(who, asked.session)

    def _find(self, who: Principal, asked: str) -> LiveSession:
        session = asked or who.session
        if session and not who.may_enter(session):
            raise Refuse("not_allowed")
        try:
            live = self._live.get(session) if session else self._live.newest()
        except OtherRulesError:
            raise Refuse("other_rules") from None
        except Exception as error:
            if (code := code_of(error)) in NO_STORE:
                raise Refuse(code) from None
            raise
        if live is None:
            raise Refuse("no_session")
        return live

    def _language(self, who: Principal, live: LiveSession) -> Language:
        person = live.room.seating.people.get(who.participant)
        if person is not None:
            return cast("Language", person.language)
        return self._languages.get(who.token_hash, cast("Language", live.room.row.language))

    def _act(self, connection: Connection, args: tuple[Any, ...], answered: Answered) -> None:
        """One act: refused at once, or passed on."""
        if not connection.passes(connection.acts):
            return answered(refusal("rate_limited"))
        if len(args) != 1:
            return answered(refusal("malformed", "one argument is expected"))
        try:
            act = Act.model_validate(args[0])
        except (ValidationError, RecursionError) as error:
            return answered(refusal("malformed", _first(error)))
        if act.verb not in VERBS:
            return answered(refusal("unknown_verb"))
        if not may_act(Purpose(connection.reader.kind), act.verb):
            return answered(refusal("not_allowed"))
        heard = lambda answer: answered(answer.to_json())  # noqa: E731
        connection.live.ask(Ask(act.id, act.round, act.verb, act.args, reader=connection.reader, heard=heard))
        return None


def _first(error: Exception) -> str:
    """Which field is wrong and how; never its value."""
    if not isinstance(error, ValidationError):
        return "nested too deeply"
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part)[:40] for part in first["loc"][:4]) or "request"
    return f"{where}: {first['type']}"
