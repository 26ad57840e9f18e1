"""How a company leaves the chain: lost, disqualified, or signed. One place, so that every count agrees."""

from __future__ import annotations

from game.actions.promising import lapse
from game.market.columns import Source, Stage
from game.state.draft import Draft
from game.state.records import LEAD_GEN

INBOUND = (Source.CALL, Source.FORM, Source.AD, Source.DOWNLOAD, Source.FLOOD)


def stop_waiting(draft: Draft, row: int) -> None:
    """Nobody lets the company wait any more."""
    track = draft.track(row)
    track.waits_for = -1
    track.ready_clock = -1


def lose(draft: Draft, row: int, why: str) -> None:
    """The company is lost; `why` is the code shown to whoever had it."""
    draft.company(row).stage = int(Stage.LOST)
    track = draft.track(row)
    track.ended, track.ended_round = why, draft.round
    stop_waiting(draft, row)
    lapse(draft, row)
    draft.tally().lost += 1
    settle_handoff(draft, row, "lost")


def disqualify(draft: Draft, row: int, why: str) -> None:
    """The company is sorted out as not for us."""
    draft.company(row).stage = int(Stage.DISQUALIFIED)
    track = draft.track(row)
    track.ended, track.ended_round = why, draft.round
    stop_waiting(draft, row)
    lapse(draft, row)
    settle_handoff(draft, row, "lost")


def settle_handoff(draft: Draft, row: int, outcome: str) -> None:
    """Write what came of the handoff from lead generation."""
    number = draft.track(row).handoff
    if number >= 0:
        handoff = draft.handoff(number)
        if handoff.sender == LEAD_GEN and handoff.outcome == "open":
            handoff.outcome = outcome
            if handoff.state == "waiting":
                handoff.state = "lapsed"


def is_inbound(source: int) -> bool:
    """Whether a company came by itself: counted in inbound -> deal."""
    return source in INBOUND
