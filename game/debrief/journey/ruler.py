"""Where things lie along a session, from 0 to 1000: rounds are equally wide, inside a round the seat's clock counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.scoring.money import has_finished

if TYPE_CHECKING:
    from game.debrief.chronicle import TeamChronicle
    from game.match.match import Match
    from game.views import shape

WHOLE = 1000
"""Length of the session in a journey's places."""
INSIDE = 0.98
"""Share of a round's width that its acts fill; the rest is the bell."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where things lie along the session: rounds are equally wide, the finish is half a round."""

    rounds: int
    minutes: int  # of a seat's round
    finish: int  # minutes the finishing seller worked, 0 = there was no finish

    @classmethod
    def of(cls, match: Match, told: TeamChronicle) -> Ruler:
        """The ruler of a session: the rounds played so far."""
        finished = has_finished(match.state)
        rounds = match.scenario.frame.rounds if finished else max(1, match.state.course.round)
        return cls(rounds, match.scenario.frame.minutes, told.finish if finished else 0)

    @property
    def width(self) -> float:
        """Width of a round."""
        return WHOLE / (self.rounds + (0.5 if self.finish else 0))

    def spans(self) -> list[shape.RoundSpan]:
        """Where each round lies; the finish is the one after the last."""
        last = self.rounds + (1 if self.finish else 0)
        return [{"round": n, "start": self._edge(n - 1), "end": self._edge(n)} for n in range(1, last + 1)]

    def at(self, round_: int, clock: int) -> int:
        """The place of a seat's clock within a round (1-based); 0 before the first."""
        if round_ < 1:
            return 0
        full = self.finish if round_ > self.rounds else self.minutes
        start, end = self._edge(round_ - 1), self._edge(round_)
        return start + int((end - start) * INSIDE * min(1.0, clock / max(1, full)))

    def bell(self, round_: int) -> int:
        """The place of the closing bell of a round."""
        return self._edge(round_)

    def _edge(self, round_: int) -> int:
        return min(WHOLE, int(self.width * round_ + 0.5))
