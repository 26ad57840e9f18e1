"""The funnel of one team: where its companies came from, where they went, counted so that every box adds up."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from game.actions.ending import is_inbound
from game.market.columns import Source, Stage
from game.scoring.figures import Horizon, Scope
from game.state.records import ACCOUNT, LEAD_GEN, SALES
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.state.team import Team
    from game.views import shape

NODES = (
    "came", "recommended", "list", "before", "book",
    "never_called", "called",
    "not_reached", "dropped", "with_lead_gen", "handed",
    "returned", "not_taken", "with_sales",
    "lost", "open", "won", "before_lost", "before_open", "before_won",
    "not_passed", "with_account",
    "churned", "kept",
)  # fmt: skip
"""Boxes from left to right; those that no company passed are left out."""
REACHES: dict[str, Horizon] = {
    "handed": "session",
    **dict.fromkeys(("lost", "won", "before_lost", "before_won"), "finish"),
    **dict.fromkeys(("churned", "kept"), "year"),
}  # fmt: skip
"""How far the boxes reach whose count is told elsewhere over another stretch: their labels say it."""


def funnel(match: Match, team: int, lang: str) -> shape.Funnel:
    """The funnel of a team, from the first request to whether the client is still there at the end."""
    crew, speak = match.state.teams[team], Speaker(match, team, lang)
    counts: dict[tuple[str, str], int] = {}
    ways = [way(crew, row) for row in range(crew.static.n)]
    for boxes in ways:
        for pair in pairwise(boxes):
            counts[pair] = counts.get(pair, 0) + 1
    through = {node: sum(node in boxes for boxes in ways) for node in NODES}
    order = {node: place for place, node in enumerate(NODES)}
    return {
        "team": team,
        "team_name": crew.name,
        "nodes": [
            {"id": node, "label": box_label(match, speak, node), "count": through[node]}
            for node in NODES
            if through[node]
        ],
        "links": [
            {"source": source, "target": target, "count": count}
            for (source, target), count in sorted(counts.items(), key=lambda item: [order[n] for n in item[0]])
        ],
        "sentence": speak.words(
            "pictures.funnel",
            called=through["called"],
            handed=through["handed"],
            won=through["won"],
            lost=through["lost"],
            before=through["before_won"],
            unheard=through["never_called"],
        ),
    }


def box_label(match: Match, speak: Speaker, node: str) -> str:
    """What a box is called, with its horizon where it has one."""
    label, horizon = speak.words(f"funnel.{node}"), REACHES.get(node)
    if horizon is None:
        return label
    reached = Scope.reached(match, horizon)
    return speak.words("figure_say.labelled", label=label, horizon=speak.words(f"horizon.{reached}"))


def way(crew: Team, row: int) -> tuple[str, ...]:
    """The boxes that a company went through; none if it never appeared."""
    source = int(crew.static.source[row])
    if source == Source.BOOK_ACCOUNTS:
        return ("book", "with_account", _stays(crew, row)) if row in crew.dossiers[ACCOUNT] else ()
    if source == Source.BOOK_SALES:
        first, *then = _with_sales(crew, row)
        return ("before", f"before_{first}", *then)
    track = crew.tracks.get(row)
    if track is None or not track.here:
        return ()
    first = "came" if is_inbound(source) else "recommended" if source == Source.REFERRAL else "list"
    dossier = crew.dossiers[LEAD_GEN].get(row)
    if dossier is None or not dossier.calls:
        return first, "never_called"
    return first, "called", *_called(crew, row)


def _called(crew: Team, row: int) -> tuple[str, ...]:
    track, stage = crew.tracks[row], int(crew.columns.stage[row])
    if track.handoff >= 0 or any(h.company == row for h in crew.handoffs):
        return "handed", *_handed(crew, row)
    if stage == Stage.LOST:
        return ("not_reached",)
    return ("dropped",) if stage == Stage.DISQUALIFIED else ("with_lead_gen",)


def _handed(crew: Team, row: int) -> tuple[str, ...]:
    """By the last handoff to sales; a company that was returned and handed over again counts where it got to."""
    last = [h for h in crew.handoffs if h.company == row and h.receiver == SALES][-1]
    if last.state == "returned":
        return ("returned",)
    if not last.accept_round:
        return ("not_taken",)
    return "with_sales", *_with_sales(crew, row)


def _with_sales(crew: Team, row: int) -> tuple[str, ...]:
    if int(crew.columns.won_round[row]) <= 0:
        gone = int(crew.columns.stage[row]) in (Stage.LOST, Stage.DISQUALIFIED)
        return ("lost",) if gone else ("open",)
    passed = any(h.company == row and h.receiver == ACCOUNT and h.accept_round for h in crew.handoffs)
    return "won", ("with_account" if passed else "not_passed"), _stays(crew, row)


def _stays(crew: Team, row: int) -> str:
    return "churned" if int(crew.columns.stage[row]) == Stage.CHURNED else "kept"
