"""The log of a session as the walk counts in it: straight from entries and records, by no code of the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.market.columns import Source
from game.state.records import LEAD_GEN, SALES, Handoff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match import Entry, Match
    from game.state.team import Team

    Counts = dict[str, int]

HOUR = 60
OWN = (Source.OUTBOUND, Source.BOOK_SALES, Source.BOOK_ACCOUNTS)


# --- The log ------------------------------------------------------------------------------------------------------------


def acts(match: Match, team: int, seat: int, *verbs: str, finish: bool = False) -> Iterator[tuple[Entry, int]]:
    """What a seat did with clients in the session's rounds, or with the finish: the entry, and the client's row."""
    rounds = match.scenario.frame.rounds + finish
    for entry in match.entries:
        actor, data = entry.command.actor, entry.events[0]["data"] if entry.events else {}
        own = (actor.team, actor.seat) == (team, seat) and entry.command.round <= rounds
        if own and data.get("company", -1) >= 0 and (not verbs or entry.command.verb in verbs):
            yield entry, data["company"]


def minutes(match: Match, team: int, seat: int, rows: set[int] | None = None) -> int:
    """Minutes that a seat spent on clients, on all or on those in these rows."""
    found = acts(match, team, seat)
    return sum(int(e.events[0]["data"].get("minutes", 0)) for e, row in found if rows is None or row in rows)


def signed(crew: Team, row: int) -> int:
    """The round in which a client signed, 0 if never."""
    return max(0, int(crew.columns.won_round[row]))


def came(crew: Team, row: int) -> bool:
    """Whether a client came by itself or by recommendation."""
    return int(crew.static.source[row]) not in OWN


def called(match: Match, team: int) -> set[int]:
    """Clients that lead generation called."""
    return {row for _, row in acts(match, team, LEAD_GEN, "call")}


def briefs(crew: Team) -> list[Handoff]:
    """Handoffs that sales accepted."""
    return [h for h in crew.handoffs if h.receiver == SALES and h.accept_round]


def talks(match: Match, team: int, seat: int) -> Iterator[tuple[int, list[Any]]]:
    """What clients said to a seat, in the finish too: the client's row, and the lines of a conversation."""
    for entry, row in acts(match, team, seat, finish=True):
        talk = entry.events[0]["set"].get(f"dossier/{seat}/{row}", {}).get("talk")
        if talk:
            yield row, talk["lines"]


# --- The room -----------------------------------------------------------------------------------------------------------


def pooled_won(match: Match) -> int:
    """Leads handed over in closed rounds that have signed."""
    last = len([one for one in match.state.teams[0].tallies if one][: match.scenario.frame.rounds])
    found = 0
    for crew in match.state.teams:
        first = {h.company: h.round for h in reversed(crew.handoffs) if h.sender == LEAD_GEN}
        rounds = match.scenario.frame.rounds
        found += sum(at <= last and 0 < signed(crew, row) <= rounds for row, at in first.items())
    return found


def decided(match: Match, team: int = -1) -> int:
    """Leads accepted by sales that were signed or lost, of a team or of the room."""
    crews = match.state.teams if team < 0 else [match.state.teams[team]]
    return sum(h.outcome in ("won", "lost") and h.sender == LEAD_GEN for crew in crews for h in briefs(crew))


def waited(match: Match, role: str, low: int, high: int) -> tuple[int, int]:
    """Clients whose wait for a seat's first contact lay in a span (-1 = open): those who signed, and all."""
    found = []
    for crew in match.state.teams:
        for row, track in crew.tracks.items():
            wait = track.touch_wait if role == "sales" else track.first_wait if came(crew, row) else -1
            if wait >= low and (high < 0 or wait < high):
                found.append(signed(crew, row) > 0)
    return sum(found), len(found)


def within_the_hour(match: Match, role: str) -> tuple[int, ...]:
    """Signed and all of those met within the hour, then of those who waited longer."""
    return (*waited(match, role, 0, HOUR), *waited(match, role, HOUR, -1))
