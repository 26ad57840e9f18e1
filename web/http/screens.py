"""Tokens of projectors. Everybody in the room has the code, so anybody may ask for one, and as often as they like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.access import tokens
from web.access.limits import Buckets

if TYPE_CHECKING:
    from web.store.writer import Store

RATE, BURST = 0.2, 10  # new tokens of one session, a second and at once


class Screens:
    """Hands out projectors' tokens. Who asks too often gets the newest again: nothing is refused, nothing stored."""

    def __init__(self) -> None:
        self._buckets = Buckets(RATE, BURST)
        self._newest: dict[str, str] = {}

    def token(self, store: Store, session: str, held: frozenset[str]) -> str:
        """A token of this session; those whose hashes are `held` are in use and stay good."""
        newest = self._newest.get(session)
        fresh = self._buckets.passes(session)
        if newest is not None and not fresh:
            return newest
        made = store.run(lambda connection: tokens.issue_screen(connection, session, held))
        self._newest[session] = made
        return made

    def forget(self, session: str) -> None:
        """The session is gone."""
        self._newest.pop(session, None)
