"""What the routes of one server work with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from web.access.limits import Buckets, Guesses
from web.http.screens import Screens

if TYPE_CHECKING:
    from pathlib import Path

    from web.http.links import Links
    from web.live.debrief.office import Office
    from web.live.envelope import Language
    from web.live.registry import Live
    from web.live.rules import Rules
    from web.store.writer import Store


@dataclass
class Server:
    """The parts of a running server, put together by `web.app`."""

    store: Store
    live: Live
    rules: Rules
    links: Links
    office: Office
    client: Path  # the built client
    languages: dict[str, Language] = field(default_factory=dict)
    screens: Screens = field(default_factory=Screens)
    guesses: Guesses = field(default_factory=Guesses)
    asks: Buckets = field(default_factory=lambda: Buckets(rate=15, burst=60))  # of the debrief, by token
    joins: Buckets = field(default_factory=lambda: Buckets(rate=0.5, burst=60))  # by session and address
    waiting: Counter[str] = field(default_factory=Counter)  # answers of the debrief that a token waits for
    warnings: list[str] = field(default_factory=list)  # of the checks at the start, for whoever reads the terminal
    handlers: Any = None  # web.socket.handlers.Handlers

    def hang_up(self, ended: frozenset[str]) -> None:
        """Close the sockets of tokens that were ended, by their hashes."""
        for token_hash in ended:
            self.languages.pop(token_hash, None)
        if self.handlers is not None:
            self.handlers.end(ended)

    def connected(self) -> frozenset[str]:
        """The hashes of the tokens whose sockets are open."""
        return self.handlers.held() if self.handlers is not None else frozenset()
