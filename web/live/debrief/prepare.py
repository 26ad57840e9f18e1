"""What the back office works out before anybody asks, so that the debrief opens without a wait."""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING, get_args

from web.live.debrief.questions import Question, Record
from web.live.envelope import Language
from web.store import entries

if TYPE_CHECKING:
    from web.live.debrief.office import Office
    from web.live.room import Room

log = logging.getLogger("baton.live")


def record_of(room: Room, seq: int) -> Record:
    """A session up to an entry, as the back office takes it. Asks the store, so not for the writer."""
    texts = room.store.run(lambda connection: entries.texts(connection, room.id, seq))
    return Record(room.row.sources, json.dumps(room.row.header), texts)


class Preparation:
    """Looks at sessions as they go on; what it starts runs beside them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._seen: dict[str, str] = {}

    def look(self, room: Room) -> None:
        """In the writer: start what the session's new phase calls for."""
        phase = room.match.phase
        if self._seen.get(room.id) == phase:
            return
        self._seen[room.id] = phase
        if phase in ("result", "fast_forward", "debrief"):
            threading.Thread(target=self._work, args=(room, phase, room.told_seq), daemon=True).start()

    def drop(self, session: str) -> None:
        """The session is gone."""
        self._seen.pop(session, None)

    def _work(self, room: Room, phase: str, seq: int) -> None:
        """After a round the clerks come in; then par, which is the slowest; then each team's waterfall."""
        try:
            if phase == "result":
                self._office.warm()
                return
            self._office.par(room.id, lambda: record_of(room, seq))
            if phase == "debrief":
                for lang in sorted(get_args(Language), key=lambda lang: lang != room.row.language):
                    for team in range(room.match.team_count):
                        asked = Question("leaks", team, lang, reveal=True)
                        self._office.ask(room.id, seq, asked, lambda: record_of(room, seq))
        except Exception as error:
            # Nothing is lost: whoever asks gets the answer, or its reason, then.
            log.warning("session %s: not prepared: %s", room.id, type(error).__name__)
