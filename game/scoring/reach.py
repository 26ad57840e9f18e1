"""How far the companies of a team came: each stage holds those of the stage before that went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.market.columns import Source, Stage
from game.scoring.figures.scope import Scope
from game.state.records import LEAD_GEN, Dossier

if TYPE_CHECKING:
    from game.match.match import Match

STAGES = ("seen", "contacted", "handed", "accepted", "won", "kept")
BOOKS = (Source.BOOK_SALES, Source.BOOK_ACCOUNTS)


def reach(match: Match, team: int) -> list[int]:
    """Counts of companies by `STAGES`, without those that predecessors left; signed with the finish."""
    crew, scope = match.state.teams[team], Scope.of(match, team, "finish")
    source = crew.static.source
    rows = {row for row, track in crew.tracks.items() if track.here and int(source[row]) not in BOOKS}
    talked = {row for row in rows if crew.dossiers[LEAD_GEN].get(row, Dossier()).calls}
    accepted = {h.company for h in crew.handoffs if h.sender == LEAD_GEN and h.state == "accepted"}
    kept = {row for row in scope.won if int(crew.columns.stage[row]) == Stage.ACCOUNT}
    return [len(stage) for stage in (rows, talked, scope.leads, accepted, scope.won, kept)]
