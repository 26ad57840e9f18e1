"""All running sessions of a server: opened from the store when needed, with their clocks ticking."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from typing import TYPE_CHECKING, Any

from web.live import after, joining
from web.live.asks import Ask, Call
from web.live.clock import monotonic_ms
from web.live.founding import found, like
from web.live.health import Health
from web.live.loading import load_room
from web.live.pulse import NOTE_MS, Pulse
from web.live.rules import OtherRulesError
from web.live.session import LiveSession
from web.store import calendar, clocks, forgetting, sessions
from web.store.calendar import CALENDAR
from web.store.errands import BusyError, anew, time_left
from web.store.writer import inline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import sqlalchemy as sa

    from game.actions.commands import Command
    from web.live.debrief.prepare import Preparation
    from web.live.founding import SetUp
    from web.live.joining import Wish
    from web.live.keeper import Keeper
    from web.live.room import Room
    from web.live.rules import Rules
    from web.store.people import Person
    from web.store.sessions import SessionRow
    from web.store.writer import Runner, Store

log = logging.getLogger("baton.live")
TICK_S = 0.1
WATCH_S = 0.1
LOAD_S = 60.0
REST_S = 900.0  # a session that nobody watches and whose clock stands is put away after this


class Live:
    """The sessions of a server."""

    def __init__(
        self,
        store: Store,
        rules: Rules,
        links: Callable[[str], list[Any]],
        preparation: Preparation | None = None,
        runner: Runner = inline,
        keeper: Keeper | None = None,
    ) -> None:
        """`runner` loads the rules."""
        self.store = store
        self.rules = rules
        self._links = links
        self._preparation = preparation
        self._runner = runner
        self._loader: threading.Thread | None = None
        self._loaded = threading.Event()
        self.keeper = keeper
        self._open: dict[str, LiveSession] = {}
        self._lock = threading.RLock()  # while a session is opened, removed or put away
        self._pulses: dict[str, Pulse] = {}
        self._last_watched: dict[str, float] = {}
        self._stopping = threading.Event()
        self.health = Health(WATCH_S)
        self.health.clock_jumped(store.run(calendar.resume))
        self._ticker = threading.Thread(target=self._tick, name="ticker", daemon=True)
        self._watcher = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Load the rules and arm the clocks that ran when the last server ended (may take seconds), and tick.

        From the first moment on it is watched that everybody is answered in time.
        """
        self._watcher.start()
        self.load()
        for session in self.store.look(clocks.running):
            try:
                self.get(session)
            except Exception:
                log.exception("session %s cannot be opened", session)
        self._ticker.start()

    def stop(self) -> None:
        """End every session's writer; what is queued is finished."""
        self._stopping.set()
        with self._lock:
            running = list(self._open.values())
            self._open.clear()
        for live in running:
            live.stop()
        if self.keeper is not None:
            self.keeper.stop()

    def create(self, set_up: SetUp) -> SessionRow:
        """A new session in its lobby. ValueError or KeyError if the rules cannot play its scenario."""
        self.load()  # here and not when its first socket comes, which may not wait so long
        row = found(self.rules, set_up)
        self.store.run(lambda connection: sessions.add(connection, row))
        if self.keeper is not None:
            self.keeper.ask(f"new-{row.id}")
        return row

    def duplicate(self, session: str) -> SessionRow | None:
        """A new lobby set up like an earlier session, with another seed; None if there is no such session.

        Raises:
            OtherRulesError: its scenario cannot be played by these rules.
        """
        row = self.store.run(lambda connection: sessions.get(connection, session))
        if row is None:
            return None
        try:
            return self.create(like(row))
        except (ValueError, KeyError) as error:
            raise OtherRulesError(str(error)) from None

    def get(self, session: str) -> LiveSession | None:
        """The running session with this id, opened from the store if it is not running yet.

        Raises:
            OtherRulesError: it was played by rules that this server does not have.
            BusyError, PendingError: patience ran out while it was opened.
        """
        live = self._open.get(session)
        if live is not None:
            self._last_watched[session] = time.monotonic()
            return live
        self.load()
        if not self._lock.acquire(timeout=time_left()):
            raise BusyError
        try:
            live = self._open.get(session)
            if live is None:
                room = load_room(self.store, self.rules, session)
                if room is None:
                    return None
                live = self._open[session] = LiveSession(room, self._links, self.health.alerts)
                self._pulses[session] = Pulse(live, self._preparation, self.keeper)
            self._last_watched[session] = time.monotonic()
            return live
        finally:
            self._lock.release()

    def load(self) -> None:
        """Load the rules, once, beside whoever waits for them: a server that has only just started is not slow."""
        if self.is_loaded:
            return
        with self._lock:
            if self._loader is None:
                self._loader = threading.Thread(target=self._work_loader, name="loader", daemon=True)
                self._loader.start()
        if not self._loaded.wait(LOAD_S):
            raise BusyError
        anew()

    @property
    def is_loaded(self) -> bool:
        """Whether the rules are there."""
        return self._loaded.is_set()

    def _work_loader(self) -> None:
        try:
            self._runner(self.rules.load)
            self._loaded.set()
        except Exception:
            log.exception("the rules cannot be loaded")
            self._loader = None  # whoever comes next tries again

    def by_code(self, codes: Sequence[str]) -> LiveSession | None:
        """The open session with one of these join codes."""

        def first(connection: sa.Connection) -> SessionRow | None:
            found = (sessions.by_code(connection, code) for code in codes)
            return next((row for row in found if row is not None), None)

        row = self.store.look(first) if codes else None
        return self.get(row.id) if row is not None else None

    def shown(self, session: str) -> LiveSession | None:
        """The closed session with this id, while the facilitator shows its debrief on a big screen."""
        row = self.store.look(lambda connection: sessions.get(connection, session))
        if row is None or row.closed_ms is None:
            return None
        with contextlib.suppress(OtherRulesError):
            live = self.get(session)
            if live is not None and live.room.debrief.stage.screen:
                return live
        return None

    def remove(self, session: str) -> bool:
        """End a session and remove all that is kept of it; False if there is none of this id."""
        with self._lock:
            live = self._open.pop(session, None)
            if live is not None:
                for reader in list(live.room.readers.values()):
                    reader.line.close()
                live.stop(for_good=True)
            for kept in (self._pulses, self._last_watched):
                kept.pop(session, None)
            if self._preparation is not None:
                self._preparation.drop(session)
            known = self.store.look(lambda connection: sessions.get(connection, session)) is not None
            self.store.run(lambda connection: forgetting.remove(connection, session))
        if self.keeper is not None:
            self.keeper.drop(session)
            self.keeper.scrub(lambda connection: forgetting.remove(connection, session))
        return known

    def newest(self) -> LiveSession | None:
        """The newest session that is not closed and can be opened."""
        for row, _ in self.store.look(sessions.every):
            if row.closed_ms is None:
                with contextlib.suppress(OtherRulesError):
                    return self.get(row.id)
        return None

    def join(self, live: LiveSession, name: str, language: str, wish: Wish = joining.ANY) -> tuple[str, Person]:
        """Let somebody in; a bot on their seat leaves it between two of its acts."""

        def enter(room: Room) -> tuple[str, Person]:
            token, person = joining.join(room, name, language, wish)
            if not person.is_observer:
                _enter(live, joining.sit_down(room, (person.team, person.seat)))
            return token, person

        return live.call(enter)

    def leave(self, live: LiveSession, participant: str) -> None:
        """Let somebody go; a bot takes their seat if a round runs."""

        def go(room: Room) -> None:
            place = joining.leave(room, participant)
            if place is not None:
                _enter(live, after.vacated(room, place))

        live.call(go)

    # --- ticking -------------------------------------------------------------------------------------

    def _tick(self) -> None:
        """Let every session look at its clock and its bots, ten times a second."""
        while not self._stopping.wait(TICK_S):
            running = list(self._open.items())
            for session, _ in running:
                pulse = self._pulses.get(session)
                if pulse is not None:
                    pulse.beat()
            self._put_away(running)

    def _watch(self) -> None:
        """Depends on no lock, no store and no writer."""
        then = noted = monotonic_ms()
        while not self._stopping.wait(WATCH_S):
            now, running = monotonic_ms(), list(self._open.values())
            lines = [live.waiting for live in running]
            for line in lines:
                line.look(now)
            self.health.note(now, now - then, self.store.strain(), lines)
            then = now
            if self.health.clock_jumped(CALENDAR.jumped_ms()):
                for live in running:
                    live.post(Call(live.room.touch_watchers))
            if now - noted >= NOTE_MS:
                noted = now
                self.store.post(calendar.note)

    def _put_away(self, running: list[tuple[str, LiveSession]]) -> None:
        now = time.monotonic()
        for session, live in running:
            if live.room.readers or live.room.clock.state == "running":
                self._last_watched[session] = now
            elif now - self._last_watched.get(session, now) > REST_S:
                with self._lock:
                    self._open.pop(session, None)
                    self._pulses.pop(session, None)
                live.stop()


def _enter(live: LiveSession, commands: Iterable[Command]) -> None:
    """Queue entries that the server makes by itself."""
    for command in commands:
        live.post(Ask(command.id, command.round, command.verb, command.args, actor=command.actor))
