"""How far the companies of a team came: each stage holds those of the stage before that went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.market.columns import Source, Stage
from game.scoring.figures import Horizon, figure
from game.scoring.figures.scope import Scope
from game.state.records import LEAD_GEN, Dossier

if TYPE_CHECKING:
    from game.match.match import Match

STAGES: dict[str, Horizon] = {
    "seen": "session",
    "contacted": "session",
    "leads_handed": "session",
    "leads_accepted": "finish",
    "leads_won": "finish",
    "kept": "year",
}
"""The stages, and how far each reaches; those that the table of figures has are called as there."""
BOOKS = (Source.BOOK_SALES, Source.BOOK_ACCOUNTS)


def reach(match: Match, team: int) -> list[int]:
    """Counts of companies by `STAGES`, without those that predecessors left."""
    crew, scope = match.state.teams[team], Scope.of(match, team, "finish")
    source = crew.static.source
    rows = {row for row, track in crew.tracks.items() if track.here and int(source[row]) not in BOOKS}
    talked = {row for row in rows if crew.dossiers[LEAD_GEN].get(row, Dossier()).calls}
    kept = {row for row in scope.won if int(crew.columns.stage[row]) == Stage.ACCOUNT}
    own = {"seen": len(rows), "contacted": len(talked), "kept": len(kept)}
    return [
        own[stage] if stage in own else figure(match, team, stage, Scope.reached(match, horizon)) or 0
        for stage, horizon in STAGES.items()
    ]
