"""What a team made of it, and what became of one company, before and after an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from game.market.columns import Stage
from game.scoring.money import profit_12m, session_profit
from game.state.records import Track
from game.views.status import CLOSED

if TYPE_CHECKING:
    from game.state.team import State, Team
    from game.views.shape import Outcome
    from game.views.words import Speaker

ENDED = CLOSED | {"disqualified": "dropped"}
"""How a company was closed -> its words under `whatif_end`."""


def outcome(state: State, crew: Team) -> Outcome:
    """Money in cents, clients signed (those of the finish among them), mean trust of the accounts.

    `state` says where the session stands; `crew` may be another version of one of its teams.
    """
    columns = crew.columns
    trust = columns.trust[columns.stage == int(Stage.ACCOUNT)]
    return {
        "profit": session_profit(state, crew),
        "profit_12m": profit_12m(state, crew),
        "won": int(np.count_nonzero(columns.won_round > 0)),
        "trust": int(100 * float(trust.mean()) + 0.5) if len(trust) else 0,
    }


def margin(crew: Team, row: int) -> int:
    """Cents that a company brought: the contract's margin and that of its orders."""
    track = crew.tracks.get(row, Track())
    return track.margin + track.earned


def what_came(speak: Speaker, crew: Team, row: int) -> str:
    """What became of a company, in words."""
    columns, track = crew.columns, crew.tracks.get(row, Track())
    stage = int(columns.stage[row])
    if stage == Stage.CHURNED:
        return speak.words("whatif_end.churned", margin=margin(crew, row))
    if stage == Stage.ACCOUNT:
        key = "signed" if columns.won_round[row] > 0 else "account"
        return speak.words(f"whatif_end.{key}", margin=margin(crew, row))
    if track.ended in ENDED:
        return speak.words(f"whatif_end.{ENDED[track.ended]}")
    if stage in (Stage.HANDED, Stage.OPPORTUNITY):
        return speak.words("whatif_end.with_sales")
    return speak.words("whatif_end.with_lead_gen")
