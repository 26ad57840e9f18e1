"""A seat's desk: which companies lie on it, and where."""

from __future__ import annotations

from game.actions.context import known_to
from game.market.columns import Source, Stage
from game.state.records import LEAD_GEN, SALES, Handoff
from game.views.sight import Sight

SOURCES = tuple(source.name.lower() for source in Source)


def pending_handoff(sight: Sight, row: int) -> Handoff | None:
    """The handoff of this company that waits for this seat."""
    if sight.pending is None:
        mine = (h for h in sight.team.handoffs if h.receiver == sight.seat and h.state == "waiting")
        sight.pending = {handoff.company: handoff for handoff in mine}
    return sight.pending.get(row)


def place_of(sight: Sight, row: int) -> str:
    """Where the company lies on this seat's desk; "" when this seat has never seen it."""
    if pending_handoff(sight, row) is not None:
        return "to_accept"
    columns = sight.team.columns
    stage, owned = columns.stage.item(row), columns.owned.item(row)
    if not known_to(sight.team, sight.seat, row):
        return ""
    if stage in (Stage.LOST, Stage.DISQUALIFIED, Stage.CHURNED):
        return "closed"
    if sight.seat == LEAD_GEN:
        if stage == Stage.SUSPECT:
            return "list"
        if stage == Stage.NURTURED:
            return "nurture"
        if stage == Stage.LEAD:
            return "leads" if int(sight.team.columns.contacted[row]) & 1 else "inbound"
        return "sent"
    if sight.seat == SALES:
        if stage == Stage.ACCOUNT:
            return "closed" if owned else "won"
        return "pipeline" if stage == Stage.OPPORTUNITY else "closed"
    return "accounts" if stage == Stage.ACCOUNT else "closed"


def sight_thinks(sight: Sight, row: int) -> bool:
    """Whether the client has not answered the seller yet."""
    track = sight.track(row)
    if track.ready_clock < 0 or track.ready_round < sight.round:
        return False
    return track.ready_round > sight.round or sight.team.seats[SALES].clock < track.ready_clock


def thinks(sight: Sight, row: int) -> bool:
    """Whether the client has not answered this seller yet."""
    return sight.seat == SALES and sight_thinks(sight, row)


def desk_rows(sight: Sight) -> list[int]:
    """Rows that this seat has ever had on its desk, in the order in which it sees them."""
    rows = set(sight.team.dossiers[sight.seat])
    if sight.seat == LEAD_GEN:
        rows |= {row for row, track in sight.team.tracks.items() if track.here and _is_lead(sight, row)}
    rows |= {h.company for h in sight.team.handoffs if h.receiver == sight.seat and h.state == "waiting"}
    return sorted(rows, key=sight.order.__getitem__)


def _is_lead(sight: Sight, row: int) -> bool:
    return int(sight.team.static.source[row]) not in (Source.BOOK_SALES, Source.BOOK_ACCOUNTS)
