"""Views to readers: one envelope each, built from what is committed."""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from web.access.codes import shown
from web.live.clock import monotonic_ms
from web.live.debrief.stage import mine_of, stage_of

if TYPE_CHECKING:
    from web.live.envelope import Envelope, Language, Link, Me, Notice, Observer, Permitted, Posted, Presence, TakenOut
    from web.live.readers import Reader
    from web.live.room import Room
    from web.live.seating import Place
    from web.store.people import Person

log = logging.getLogger("baton.live")


class Broadcast:
    """Sends the newest view to whoever lacks it. Lives in the session's writer."""

    def __init__(self, room: Room, links: Any, alerts: Any) -> None:
        """`links(code)` gives the list of addresses, `alerts()` what the facilitator should know of the server."""
        self._room = room
        self._links = links
        self._alerts = alerts

    def flush(self) -> None:
        """Send to every reader that is due and whose wire is free."""
        now = monotonic_ms()
        views: dict[tuple[Any, ...], dict[str, Any]] = {}
        phase = self._room.match.phase
        readers = list(self._room.readers.values())
        for reader in readers:
            if self._room.is_gone(reader):
                reader.line.close()  # the next try of the browser is told why
        for reader in readers:
            if not self._room.is_gone(reader) and reader.is_ready(now, phase) and reader.takes(now):
                self._send(reader, now, views)
                time.sleep(0)  # others read and answer meanwhile; the room is ours alone

    def _send(self, reader: Reader, now: int, views: dict[tuple[Any, ...], dict[str, Any]]) -> None:
        room = self._room
        try:
            if reader.sent_version >= room.version:
                room.version += 1
            envelope = self.envelope(reader, now, views)
            reader.line.send(cast("dict[str, Any]", envelope))
        except Exception:
            log.exception("a view of session %s could not be built", room.id)
            reader.sent_ms = now
            reader.urgent = False
            return
        reader.sent_version = room.version
        reader.sent_ms = now
        reader.dirty = reader.urgent = False

    def envelope(self, reader: Reader, now: int, views: dict[tuple[Any, ...], dict[str, Any]]) -> Envelope:
        """The complete message for one reader."""
        room = self._room
        place = room.place_of(reader)
        person = room.seating.people.get(reader.principal.participant)
        notice = self._notice(reader, place)
        key = (reader.kind, place, reader.language)
        if key not in views:
            views[key] = self._view(reader.kind, place, reader.language, notice["text"] if notice else "", now)
        return {
            "version": room.version,
            "session": room.id,
            "language": reader.language,
            "code": "" if room.closed else shown(room.row.code),
            "clock": room.clock.message(now),
            "year_ms": room.year_ms(now),
            "presence": self._presence(None if person is None else person.team, now),
            "observers": self._observers() if reader.kind == "facilitator" else [],
            "removed": self._removed() if reader.kind == "facilitator" else [],
            "allowed": cast("Permitted", asdict(room.allowed)),
            "chat": room.chat.stamp(place[0]) if place is not None and room.allowed.chat else 0,
            "me": self._me(reader, person),
            "notice": notice,
            "posted": self._posted(reader.language, now) if reader.kind == "facilitator" else [],
            "screens": self._screens() if reader.kind == "facilitator" else 0,
            "reveal": room.reveal,
            "stage": stage_of(room, reader.kind),
            "mine": mine_of(room, reader.principal.participant),
            "links": self._ways(reader.kind),
            "alerts": self._alerts() if reader.kind == "facilitator" else [],
            "view": views[key],
        }

    def _view(self, kind: str, place: Place | None, language: Language, message: str, now: int) -> dict[str, Any]:
        room = self._room
        if kind == "facilitator":
            return room.rules.facilitator_view(room.match, language)
        if place is None:
            return room.rules.screen_view(room.match, language, message)
        return room.rules.seat_view(room.match, *place, language, room.released(now))

    def _me(self, reader: Reader, person: Person | None) -> Me:
        room = self._room
        plays = person is not None and not person.is_observer
        superseded = person is not None and plays and room.driver(person.id) is not reader
        by_bot = person is not None and plays and bool(room.bot_at((person.team, person.seat)))
        kind = "watcher" if superseded or by_bot else reader.kind
        return {
            "participant": person.id if person else "",
            "name": person.name if person else "",
            "team": person.team if person else -1,
            "seat": person.seat if person else -1,
            "kind": cast("Any", kind),
            "superseded": superseded,
        }

    def _ways(self, kind: str) -> list[Link]:
        """How phones get in; a closed session has no way in, and its code is dead."""
        room = self._room
        shows = kind in ("facilitator", "screen") and not room.closed
        return cast("list[Link]", self._links(room.row.code)) if shows else []

    def _observers(self) -> list[Observer]:
        room = self._room
        return [
            {"participant": one.id, "name": one.name, "team": one.team, "here": room.driver(one.id) is not None}
            for one in room.seating.observers()
        ]

    def _removed(self) -> list[TakenOut]:
        room = self._room
        return [] if room.closed else [{"participant": one.participant, "name": one.name} for one in room.removed]

    def _presence(self, team: int | None, now: int) -> list[Presence]:
        room = self._room
        places = [place for place in room.seating.places() if team is None or place[0] == team]
        return [self._seat_presence(place, now) for place in places]

    def _seat_presence(self, place: Place, now: int) -> Presence:
        room = self._room
        person = room.seating.person_at(place)
        here = person is not None and room.driver(person.id) is not None
        if room.bot_at(place):
            state = "bot"
        elif person is None:
            state = "free"
        else:
            state = "here" if here else "away"
        # Whoever never came, or not since the server started, is missed from the first look on.
        away = now - room.seen_ms.setdefault(person.id, now) if person is not None and not here else 0
        idle = room.idle_ms(person.id) if person is not None and here else 0
        return {
            "team": place[0],
            "seat": place[1],
            "participant": person.id if person else "",
            "name": person.name if person else "",
            "state": cast("Any", state),
            "away_s": away // 1000,
            "idle_s": idle // 1000,
            "driver": here,
        }

    def _notice(self, reader: Reader, place: Place | None) -> Notice | None:
        room = self._room
        names = {"all"}
        if reader.kind == "facilitator":
            return None
        if place is not None:
            role = room.match.seats(place[0])[place[1]]
            names |= {f"team:{place[0]}", f"role:{role}", f"person:{reader.principal.participant}"}
        for message in reversed(room.messages):
            if message.to in names:
                return {"id": message.id, "text": message.text[reader.language]}
        return None

    def _posted(self, language: Language, now: int) -> list[Posted]:
        return [
            {
                "id": message.id,
                "to": message.to,
                "text": message.text[language],
                "left_s": -1 if message.until is None else max(0, message.until - now) // 1000,
            }
            for message in reversed(self._room.messages)
        ]

    def _screens(self) -> int:
        return sum(reader.kind == "screen" for reader in self._room.readers.values())
