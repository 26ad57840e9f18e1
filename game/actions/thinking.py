"""While a client thinks: how long still, the follow-up, and from when it waits for the seller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.actions.context import charge, require_here, start_wait
from game.actions.conversation import Conversation, shift_trust
from game.actions.errors import Rejected
from game.market.columns import Stage
from game.market.rules import is_wolf
from game.state.records import SALES

if TYPE_CHECKING:
    from game.actions.commands import One
    from game.state.draft import Draft


def is_thinking(draft: Draft, row: int) -> bool:
    """Whether the client has not answered yet."""
    track = draft.track(row)
    if track.ready_clock < 0:
        return False
    if track.ready_round > draft.round:
        return True
    return track.ready_round == draft.round and draft.seat(SALES).clock < track.ready_clock


def wait_from_answer(draft: Draft, row: int) -> None:
    """The client waits for the seller from now, or from when it will have thought."""
    track = draft.track(row)
    start_wait(draft, row, SALES)
    if track.ready_clock >= 0 and track.ready_round == draft.round:
        track.wait_mark += max(0, track.ready_clock - draft.seat(SALES).clock)


def follow_up(draft: Draft, seat: int, args: One, inputs: dict[str, Any]) -> str:
    """Keep in touch while a client thinks: the answer comes sooner. Once for each step."""
    sales, row = draft.scenario.sales, args.company
    company = require_here(draft, seat, row)
    track, record = draft.track(row), draft.seat(seat)
    if company.stage != Stage.OPPORTUNITY or not is_thinking(draft, row):
        raise Rejected("already_done")
    if track.followed_up:
        raise Rejected("already_done")
    remaining = remaining_thought(draft, row)
    if remaining <= sales.follow_up_least:
        raise Rejected("limit_reached")
    wolf = is_wolf(draft.traits(row).profile)
    charge(draft, seat, sales.follow_up, inputs.get("released"))
    track.followed_up = True
    answer = record.clock - sales.follow_up + int(remaining * sales.follow_up_factor)
    late = answer - record.total
    track.ready_clock, track.ready_round = (answer, draft.round) if late < 0 else (late, draft.round + 1)
    wait_from_answer(draft, row)
    shift_trust(company, sales.follow_up_wolf if wolf else sales.follow_up_trust)
    talk = Conversation(draft, seat, row, 1)
    talk.minutes = sales.follow_up
    talk.say("", "follow_up.annoyed" if wolf else "follow_up", "cool" if wolf else "warm")
    talk.close("follow_up")
    return "followed_up"


def remaining_thought(draft: Draft, row: int) -> int:
    """Minutes of the seller's clock until the client answers; each bell ends a round of them."""
    track, record = draft.track(row), draft.seat(SALES)
    if track.ready_round > draft.round:
        whole = draft.scenario.frame.minutes * (track.ready_round - draft.round - 1)
        return max(0, record.total - record.clock) + whole + max(0, track.ready_clock)
    return max(0, track.ready_clock - record.clock)
