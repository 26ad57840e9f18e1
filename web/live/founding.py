"""How a session is made: a row with its scenario, its seed and what is allowed, before anybody has come."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from web.access.codes import new_code
from web.store.calendar import wall_ms
from web.store.sessions import Allowed, SessionRow

if TYPE_CHECKING:
    from web.live.rules import Rules


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a facilitator chooses. Lengths in milliseconds, 0 without a timer."""

    sources: dict[str, str]
    team_names: list[str]
    acts: str
    language: str
    round_ms: int
    charter_ms: int
    allowed: Allowed


def chosen(
    rules: Rules,
    scenario: str,
    teams: int,
    *,
    language: str,
    minutes: int | None = None,
    team_names: list[str] | None = None,
    acts: str = "scenario",
    allowed: Allowed | None = None,
) -> SetUp:
    """The set-up of a new session; what nobody chose is the scenario's. KeyError if there is no such scenario."""
    sources = rules.sources(scenario)
    info = rules.info(sources)
    given = [*(team_names or []), *[""] * teams][:teams]
    names = [name or rules.team_name(sources, n, language) for n, name in enumerate(given)]
    round_ms = int(info.round_seconds * 1000) if minutes is None else minutes * 60_000
    charter_ms = 0 if minutes == 0 else int(info.charter_seconds * 1000)
    return SetUp(sources, names, acts, language, round_ms, charter_ms, allowed or Allowed())


def like(row: SessionRow) -> SetUp:
    """The set-up of an earlier session: its scenario, teams, lengths and what is allowed."""
    names, acts = list(row.header["teams"]), str(row.header["acts"])
    return SetUp(row.sources, names, acts, row.language, row.round_ms, row.charter_ms, row.allowed)


def found(rules: Rules, set_up: SetUp) -> SessionRow:
    """A lobby of this set-up, with a seed of its own. ValueError or KeyError if these rules cannot play it."""
    info, names = rules.info(set_up.sources), set_up.team_names
    match = rules.new(set_up.sources, secrets.randbits(64), len(names), set_up.acts, names)
    rules.close(match)
    return SessionRow(
        id=secrets.token_hex(6),
        created_ms=wall_ms(),
        closed_ms=None,
        code=new_code(),
        language=set_up.language,
        scenario=info.id,
        title=info.title.get(set_up.language) or info.id,
        sources=set_up.sources,
        header=match.header,
        round_ms=set_up.round_ms,
        charter_ms=set_up.charter_ms,
        starts=0,
        reveal=False,
        phase=match.phase,
        round=match.round,
        rounds=info.rounds,
        teams=len(names),
        allowed=set_up.allowed,
    )
