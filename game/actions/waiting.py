"""What is ready for a seat, and when the next thing will be: the ground of passing the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.context import home
from game.market.columns import Stage
from game.state.records import ACCOUNT, LEAD_GEN, SALES

if TYPE_CHECKING:
    from game.state.draft import Draft
    from game.state.team import State, Team

NEVER = 1_000_000
"""A clock that no round reaches."""


def ready_in(state: State, team: Team, seat: int, row: int) -> int:
    """Minutes of the seat's clock until something can be done with a company there; NEVER if not this round."""
    stage = int(team.columns.stage[row])
    if home(stage, bool(team.columns.owned[row])) != seat:
        return NEVER
    track = team.tracks.get(row)
    if track is None:
        return 0
    clock, now = team.seats[seat].clock, state.course.round
    if seat == LEAD_GEN:
        if stage == Stage.NURTURED or not track.here or track.retry_round > now:
            return NEVER
        return max(0, track.retry_clock - clock) if track.retry_round == now else 0
    if seat == SALES:
        if stage != Stage.OPPORTUNITY:
            return NEVER
        if track.ready_round > now:
            return NEVER
        ready = track.ready_clock if track.ready_round == now else 0
        retry = track.retry_clock if track.retry_round == now else 0
        return max(0, max(ready, retry) - clock)
    return 0


def nothing_ready(state: State, team: Team, seat: int) -> bool:
    """Whether no company needs this seat now; an account can always be cared for, so only its list counts."""
    if any(h.receiver == seat and h.state == "waiting" for h in team.handoffs):
        return False
    if seat == ACCOUNT:
        return not any(
            team.columns.stage[row] == Stage.ACCOUNT and team.columns.owned[row] for row in range(team.columns.n)
        )
    return all(ready_in(state, team, seat, row) > 0 for row in _mine(team, seat))


def next_moment(state: State, team: Team, seat: int) -> int:
    """The seat's clock at its next answer, retry or arrival; not beyond the end of the round."""
    clock = team.seats[seat].clock
    times = [clock + wait for row in _mine(team, seat) if 0 < (wait := ready_in(state, team, seat, row)) < NEVER]
    if seat == LEAD_GEN:
        times += [minute for minute, _ in team.desk.pending if minute > clock]
    end = team.seats[seat].total
    return min((t for t in times if t < end), default=clock)


def pass_marks(draft: Draft, seat: int, minutes: int) -> None:
    """Time passes: clients who are still thinking begin to wait after so much less work of the seat."""
    worked = draft.seat(seat).worked
    for row in _mine(draft.team, seat):
        mark = draft.team.tracks[row].wait_mark if row in draft.team.tracks else 0
        if mark > worked and draft.team.tracks[row].waits_for == seat:
            draft.track(row).wait_mark = max(worked, mark - minutes)


def _mine(team: Team, seat: int) -> list[int]:
    if seat == LEAD_GEN:
        return [row for row, track in team.tracks.items() if track.here]
    return list(team.dossiers[seat])
