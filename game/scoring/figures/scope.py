"""What a figure is counted over: one team from a first to a last round, with the rows and records that lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from game.market.columns import Source
from game.scoring.money import closed_half_months, closed_rounds, has_finished
from game.state.records import ACCOUNT, LEAD_GEN

if TYPE_CHECKING:
    from game.match.match import Match
    from game.state.records import Handoff, Promise, Tally
    from game.state.team import Team

Horizon = Literal["round", "so_far", "bell", "session", "finish", "year", "months"]
"""A closed round; from round 1 to this moment; to the last bell; the session's closed rounds; with the finish; with
the twelve months, as far as they were played; in those months alone."""
WHOLE_TEAM = -1
"""In place of a seat: the team as a whole, of scores their mean."""


@dataclass(frozen=True)
class Scope:
    """Rounds `first` to `last` (1-based) of one team; beyond the session's rounds lie the finish and half months."""

    match: Match
    team: int
    first: int
    last: int
    seat: int = WHOLE_TEAM

    @classmethod
    def of(cls, match: Match, team: int, horizon: Horizon, round_: int = 0, seat: int = WHOLE_TEAM) -> Scope:
        """The scope of a horizon.

        Args:
            match: the match at its latest moment.
            team: 0-based.
            horizon: how far it reaches.
            round_: the closed round of "round", or the last one of "bell" and "session"; 0 = the latest.
            seat: whose score or share it is, the whole team's if left out.

        Raises:
            ValueError: the horizon "round" without a round.
        """
        rounds, closed = match.scenario.frame.rounds, closed_rounds(match.state)
        match horizon:
            case "round":
                if not round_:
                    raise ValueError("which round?")
                return cls(match, team, round_, round_, seat)
            case "so_far":
                return cls(match, team, 1, min(match.state.course.round, rounds), seat)
            case "bell" | "session":
                return cls(match, team, 1, min(round_ or closed, rounds), seat)
            case "finish":
                return cls(match, team, 1, rounds + 1, seat)
            case "year":
                return cls(match, team, 1, rounds + 1 + closed_half_months(match.state), seat)
            case "months":
                return cls(match, team, rounds + 2, rounds + 1 + closed_half_months(match.state), seat)

    @staticmethod
    def reached(match: Match, horizon: Horizon) -> Horizon:
        """How far what is told of the end reaches by now: over the session until the finish is on."""
        return horizon if has_finished(match.state) else "session"

    @property
    def crew(self) -> Team:
        """The team's state."""
        return self.match.state.teams[self.team]

    def holds(self, round_: int) -> bool:
        """Whether a round lies in it."""
        return self.first <= round_ <= self.last

    @property
    def tallies(self) -> list[Tally]:
        """The tallies of its rounds."""
        return self.crew.tallies[self.first - 1 : self.last]

    def total(self, name: str) -> int:
        """The sum of a tally's field."""
        return sum(getattr(tally, name) for tally in self.tallies)

    # --- From lead generation to sales

    @cached_property
    def leads(self) -> dict[int, Handoff]:
        """The first handoff to sales of every company that was handed over by the end of the scope."""
        found: dict[int, Handoff] = {}
        for handoff in self.crew.handoffs:
            if handoff.sender == LEAD_GEN and handoff.round <= self.last:
                found.setdefault(handoff.company, handoff)
        return found

    def signed_in(self, row: int) -> int:
        """The round in which a company signed, 0 if it has not; the predecessor's accounts never did."""
        return max(0, int(self.crew.columns.won_round[row]))

    @cached_property
    def won(self) -> list[int]:
        """Handed leads that signed in the scope."""
        return [row for row in self.leads if self.holds(self.signed_in(row))]

    @cached_property
    def lost(self) -> list[int]:
        """Handed leads that were closed without a contract in the scope."""
        tracks = self.crew.tracks
        return [row for row in self.leads if not self.signed_in(row) and self.holds(tracks[row].ended_round)]

    # --- What the predecessors left

    @cached_property
    def inherited(self) -> list[int]:
        """The deals that the seller's predecessor left open."""
        rows: list[int] = np.flatnonzero(self.crew.static.source == int(Source.BOOK_SALES)).tolist()
        return [row for row in rows if row in self.crew.tracks]

    @cached_property
    def inherited_won(self) -> list[int]:
        """Of those, the ones that signed in the scope."""
        return [row for row in self.inherited if self.holds(self.signed_in(row))]

    # --- From sales to account management

    @cached_property
    def passed(self) -> dict[int, Handoff]:
        """The handoff to account management of every signed client that was passed on by the end of the scope."""
        found: dict[int, Handoff] = {}
        for handoff in self.crew.handoffs:
            if handoff.receiver == ACCOUNT and handoff.round <= self.last:
                found.setdefault(handoff.company, handoff)
        return found

    # --- Promises

    def settled(self, state: str) -> list[Promise]:
        """The promises kept or broken in the scope, whoever had made them."""
        return [p for p in self.crew.promises if p.state == state and self.holds(p.settled)]
