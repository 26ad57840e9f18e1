"""What a team calls a company: its public number, its name and its contact, dealt anew for every team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.market.chance import Kind, unit

if TYPE_CHECKING:
    from game.match import Match


def public_number(match: Match, team: int, row: int) -> int:
    """The number by which this team knows the company, 1-based."""
    return match.state.teams[team].numbers[row]


def _place(match: Match, team: int, row: int) -> int:
    """Place of the company among those of its kind, in the order of the team's own numbers."""
    places: dict[int, int] | None = match.memo.get(("places", team))
    if places is None:
        crew = match.state.teams[team]
        kinds, count = crew.static.kind.tolist(), dict[int, int]()
        places = match.memo["places", team] = {}
        for _, other in sorted(crew.rows.items()):
            kind = kinds[other]
            places[other] = count.get(kind, 0)
            count[kind] = places[other] + 1
    return places[row]


def company_name(match: Match, team: int, row: int, lang: str) -> str:
    """The company's name for this team; "" without texts or language."""
    if match.texts is None or not lang:
        return ""
    key = ("name", team, row, lang)
    found: str | None = match.memo.get(key)
    if found is None:
        crew = match.state.teams[team]
        pool = match.texts.names(match.scenario.kinds[crew.static.kind[row]].id)
        place = _place(match, team, row)
        name = pool[place % len(pool)][lang]
        found = name if place < len(pool) else f"{name} {place // len(pool) + 1}"
        match.memo[key] = found
    return found


def contact_name(match: Match, team: int, row: int, lang: str) -> str:
    """Whom one talks to there; "" without texts or language."""
    if match.texts is None or not lang:
        return ""
    key = ("contact", team, row, lang)
    found: str | None = match.memo.get(key)
    if found is None:
        crew = match.state.teams[team]
        pool = match.texts.contacts(match.scenario.kinds[crew.static.kind[row]].id)
        place = int(unit(int(crew.static.key[row]), Kind.CONTACT, team) * len(pool))
        found = pool[place][lang]
        match.memo[key] = found
    return found
