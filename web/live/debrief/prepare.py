"""What the back office works out before anybody asks, so that the debrief opens without a wait."""

from __future__ import annotations

import json
import logging
import threading
from itertools import product
from typing import TYPE_CHECKING, get_args

from web.live.debrief.questions import Point, Question, Record
from web.live.envelope import Language
from web.store import entries
from web.store.errands import patience

if TYPE_CHECKING:
    from web.live.debrief.office import Office
    from web.live.room import Room

log = logging.getLogger("baton.live")


def record_of(room: Room, point: Point) -> Record:
    """A session up to a point, as the back office takes it. Asks the store, so not for the writer."""
    with patience():  # many may wait for this answer, and hear at once that the store does not give it
        texts = room.store.look(lambda connection: entries.texts(connection, room.id, point.seq))
    return Record(room.row.sources, json.dumps(room.row.header), texts)


class Preparation:
    """Looks at sessions as they go on; what it starts runs beside them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._seen: dict[str, str] = {}

    def look(self, room: Room) -> None:
        """In the writer: start what the session's new phase calls for."""
        phase = room.match.phase
        if phase == "fast_forward" and room.rules.forward_seats(room.match) is None:
            phase = "forwarded"
        if self._seen.get(room.id) == phase:
            return
        self._seen[room.id] = phase
        if phase in ("result", "forwarded", "debrief"):
            threading.Thread(target=self._work, args=(room, phase, room.point), daemon=True).start()

    def drop(self, session: str) -> None:
        """The session is gone."""
        self._seen.pop(session, None)

    def _work(self, room: Room, phase: str, point: Point) -> None:
        """After a round the clerks come in; after the last month par, then each team's waterfall."""
        try:
            if phase == "result":
                self._office.warm()
                return
            self._office.par(point, lambda: record_of(room, point))
            for lang in sorted(get_args(Language), key=lambda lang: lang != room.row.language):
                for team, reveal in product(range(room.match.team_count), (False, True)):
                    asked = Question("leaks", team, lang, reveal)
                    self._office.ask(point, asked, lambda: record_of(room, point))
        except Exception as error:
            # Nothing is lost: whoever asks gets the answer, or its reason, then.
            log.warning("session %s: not prepared: %s", room.id, type(error).__name__)
