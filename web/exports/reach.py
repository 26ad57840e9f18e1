"""How far the companies of a team came: each stage holds those of the stage before that went on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.market.columns import Source, Stage
from game.state.records import LEAD_GEN, SALES, Dossier

if TYPE_CHECKING:
    from game.match import Match

STAGES = ("seen", "contacted", "handed", "accepted", "won", "kept")
BOOKS = (Source.BOOK_SALES, Source.BOOK_ACCOUNTS)


def reach(match: Match, team: int) -> list[int]:
    """Counts of companies by `STAGES`, without those that predecessors left."""
    crew = match.state.teams[team]
    source = crew.static.source
    rows = {row for row, track in crew.tracks.items() if track.here and int(source[row]) not in BOOKS}
    talked = {row for row in rows if crew.dossiers[LEAD_GEN].get(row, Dossier()).calls}
    leads = [h for h in crew.handoffs if h.sender == LEAD_GEN and h.receiver == SALES and h.company in talked]
    handed = {handoff.company for handoff in leads}
    accepted = {handoff.company for handoff in leads if handoff.state == "accepted"}
    won = {row for row in accepted if int(crew.columns.won_round[row]) > 0}
    kept = {row for row in won if int(crew.columns.stage[row]) == Stage.ACCOUNT}
    return [len(stage) for stage in (rows, talked, handed, accepted, won, kept)]
