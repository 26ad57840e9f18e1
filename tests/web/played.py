"""A session that bots have played, kept in a store as if people had: for what needs a whole session at once."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.play import play
from game.scenario.loader import load_text
from tests.web.running import ROOT
from web.access import tokens
from web.access.tokens import Purpose
from web.store import entries, people, sessions
from web.store.engine import open_engine, sqlite_url
from web.store.entries import EntryRow
from web.store.people import Person
from web.store.sessions import SessionRow
from web.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Kept:
    """A session in a store, and who may look at it."""

    session: str
    seats: list[str]  # tokens, team by team
    screen: str
    seed: int
    entries: int
    teams: int


def scenario_text(companies: int = 18, rounds: int = 4) -> str:
    """The kitchen with another number of companies and rounds."""
    text = (ROOT / "scenarios" / "kitchen.toml").read_text(encoding="utf-8")
    text = text.replace("\ncompanies = 18\n", f"\ncompanies = {companies}\n", 1)
    return text.replace("\nrounds = 4\n", f"\nrounds = {rounds}\n", 1)


def keep_played(
    data: Path,
    teams: int,
    scenario: str,
    seed: int = 7,
    *,
    code: str = "K7M4QDZZ",
    policies: Mapping[str, str] | None = None,
    language: str = "en",
) -> Kept:
    """Let bots play a session to the end of its twelve months and put it into a store, a person on each seat."""
    texts = (ROOT / "scenarios" / "kitchen.texts.toml").read_text(encoding="utf-8")
    match = play(load_text(scenario), seed, teams=teams, policies=policies).match
    session, now = secrets.token_hex(6), time.time_ns() // 1_000_000
    log = [entry.to_json() for entry in match.entries]
    row = SessionRow(
        session, now, None, code, language, "kitchen", "Kitchens", {"scenario": scenario, "texts": texts},
        match.header, 0, 0, 0, reveal=False, phase=match.phase, round=match.round, rounds=match.round, teams=teams,
    )  # fmt: skip
    rows = [EntryRow(body["seq"], f"e{body['seq']}", "", 1, now, body) for body in log]

    def keep(connection: Any) -> tuple[list[str], str]:
        sessions.add(connection, row)
        entries.append(connection, session, rows)
        made = []
        for place in ((team, seat) for team in range(teams) for seat in range(3)):
            person = Person(secrets.token_hex(8), session, f"P{place}", f"p{place}", language, *place, now)
            people.add(connection, person)
            made.append(tokens.issue(connection, Purpose.SEAT, session, person.id))
        return made, tokens.issue(connection, Purpose.SCREEN, session)

    store = Store(open_engine(sqlite_url(data)))
    seats, screen = store.run(keep)
    store.close()
    return Kept(session, seats, screen, seed, len(rows), teams)
