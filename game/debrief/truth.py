"""What was hidden, in words: only for a debrief whose facilitator has revealed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.context import truth
from game.market.columns import Archetype
from game.market.rules import FIELDS
from game.state.records import BLANK, CONFIRMED, JUDGED, SALES, Cell, Dossier

if TYPE_CHECKING:
    from game.match.match import Match
    from game.views.words import Speaker

ARCHETYPES = {
    Archetype.MODULAR: "out_of_scope",
    Archetype.LOW_BUDGET: "low_budget",
    Archetype.TRIVIAL: "trivial",
    Archetype.GOOD: "good",
}


def true_value(match: Match, team: int, row: int, field: str, round_: int) -> str:
    """The true value of one of the judged fields, as it was in a round (1-based)."""
    crew = match.state.teams[team]
    if field == "timing":
        return "now" if int(crew.static.opens_round[row]) <= max(round_, 1) else "later"
    return truth(match.state, crew, row, field)


def true_cells(match: Match, team: int, row: int, round_: int) -> dict[str, Cell]:
    """The eight cells as a complete and correct brief would have held them in a round (1-based)."""
    crew = match.state.teams[team]
    cells = {f: Cell(CONFIRMED, true_value(match, team, row, f, round_)) for f in JUDGED}
    priced = any(p.company == row and p.kind == "price" and p.made <= round_ for p in crew.promises)
    cells["expectation"] = Cell(CONFIRMED, "price" if priced else "none")
    agreed = int(crew.columns.next_step[row]) > 0
    cells["next_step"] = Cell(CONFIRMED, "agreed") if agreed else BLANK
    return {field: cells[field] for field in FIELDS}


def is_wrong(match: Match, team: int, row: int, field: str, value: str, round_: int) -> bool:
    """Whether a value that a dossier held was not true; of the pains the first one counts."""
    if field not in JUDGED:
        return False
    true = true_value(match, team, row, field, round_)
    return value.split("+", maxsplit=1)[0] != true.split("+")[0]


def what_it_was(match: Match, team: int, row: int, speak: Speaker) -> str:
    """One sentence: what the client truly was."""
    static = match.state.teams[team].static
    archetype = Archetype(int(static.archetype[row]))
    if archetype is Archetype.LOW_BUDGET and true_value(match, team, row, "budget", 1) == "tight":
        return speak.words("truth.tight")
    if archetype is not Archetype.LATER:
        return speak.words(f"truth.{ARCHETYPES[archetype]}")
    opens = int(static.opens_round[row])
    if opens > match.scenario.frame.rounds:
        return speak.words("truth.later_far")
    return speak.words("truth.later", round=opens)


def why_lost(match: Match, team: int, row: int, speak: Speaker) -> str:
    """One sentence: what a lost client had that sales may not have seen."""
    crew = match.state.teams[team]
    if Archetype(int(crew.static.archetype[row])) is not Archetype.GOOD:
        return what_it_was(match, team, row, speak)
    seller = crew.dossiers[SALES].get(row, Dossier())
    if not crew.static.decides[row] and seller.cell("decision_maker").value != "other":
        return speak.words("truth.decision_maker")
    if crew.static.competitor[row] > 0 and not crew.columns.compared[row]:
        return speak.words("truth.competitor")
    return what_it_was(match, team, row, speak)


def how_it_buys(match: Match, team: int, row: int, speak: Speaker) -> str:
    """One sentence: how often an account orders."""
    period = int(match.state.teams[team].static.period[row])
    return speak.words("truth.period", n=period) if period else speak.words("truth.once")
