"""One company's case: the facts of its way through a team that sentences are made of.

Only what the session showed: dossiers, talks, handoffs, waits, promises. What a client truly was is not asked here.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from game.debrief.chronicle.passing import Arrived, How, arrived, handoffs_of, losses, sent_cells
from game.state.records import ACCOUNT, JUDGED, LEAD_GEN, SALES, Handoff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.chronicle.fold import Step, TeamChronicle
    from game.state.records import Promise, Track
    from game.state.team import Team

UNFIT = {"severity": "minor", "budget": "low", "timing": "later"}
"""What a dossier says of a client who should not be handed over."""


class Case:
    """The facts of one company; everything is read from the chronicle and the records."""

    def __init__(self, crew: Team, told: TeamChronicle, row: int) -> None:
        """The case of the company in `row`."""
        self.crew, self.told, self.row = crew, told, row
        self.steps = told.of(row)

    @property
    def track(self) -> Track:
        """Its clocks and counters at the end."""
        return self.crew.tracks[self.row]

    @property
    def ended(self) -> str:
        """Why it is closed, "" while open."""
        return self.track.ended if self.row in self.crew.tracks else ""

    @property
    def won_round(self) -> int:
        """The round in which it signed, 0 if it did not."""
        return max(0, int(self.crew.columns.won_round[self.row]))

    # --- Handoffs

    @cached_property
    def leads(self) -> list[Handoff]:
        """Its handoffs to sales, in order."""
        return [h for h in handoffs_of(self.crew, self.told, self.row) if h.receiver == SALES]

    @cached_property
    def lead(self) -> Handoff | None:
        """The last handoff to sales."""
        return self.leads[-1] if self.leads else None

    @cached_property
    def account(self) -> Handoff | None:
        """Its handoff to account management."""
        found = [h for h in handoffs_of(self.crew, self.told, self.row) if h.receiver == ACCOUNT]
        return found[-1] if found else None

    def lost_at(self, handoff: Handoff) -> list[tuple[str, str, How]]:
        """What fell out of a handoff: fields that did not arrive or arrived wrong, and promises."""
        return [loss for loss in losses(self.crew, self.told, handoff) if loss[2] != "guess"]

    def arrived(self, handoff: Handoff) -> Arrived:
        """How many of the eight fields the sender held, and how many of those arrived."""
        return arrived(self.crew, self.told, handoff)

    def known_at(self, handoff: Handoff) -> int:
        """How many of the six judged fields the sender held."""
        cells = sent_cells(handoff)
        return sum(1 for field in JUDGED if field in cells and cells[field].status)

    def ticked(self, handoff: Handoff) -> list[str]:
        """Fields of a brief that its sender had ticked without asking."""
        return [field for field, cell in sent_cells(handoff).items() if cell.source == "marked"]

    def unfit(self, handoff: Handoff) -> tuple[str, str] | None:
        """A field by which the sender's own dossier spoke against handing over, with its value."""
        cells = sent_cells(handoff)
        return next(((f, v) for f, v in UNFIT.items() if f in cells and cells[f].value == v), None)

    # --- Steps

    def acts(self, seat: int, *verbs: str) -> Iterator[Step]:
        """What a seat did with it."""
        return (s for s in self.steps if s.seat == seat and s.entry.command.verb in verbs)

    def talks(self) -> Iterator[tuple[Step, list[list[Any]], list[Any]]]:
        """Its conversations: the step, what was said, how it ended."""
        for step in self.steps:
            talk = step.event["set"].get(f"dossier/{step.seat}/{self.row}", {}).get("talk") if step.seat >= 0 else None
            if talk:
                yield step, talk["lines"], talk["outcome"]

    def heard(self, key: str, seat: int = SALES) -> Step | None:
        """The first conversation of a seat in which the client said this."""
        return next((s for s, lines, _ in self.talks() if s.seat == seat and any(x[1] == key for x in lines)), None)

    def minutes(self, seat: int, last: int = 1_000) -> int:
        """Minutes that a seat spent on it, up to the end of a round."""
        own = (step for step in self.steps if step.seat == seat and step.round <= last)
        return sum(int(step.event["data"].get("minutes", 0)) for step in own)

    @cached_property
    def end(self) -> Step | None:
        """The step with which it was lost, signed, sorted out or left."""
        for step in self.steps:
            if "ended" in step.event["set"].get(f"track/{self.row}", {}):
                return step
            if any(key == "churned" for key, _ in step.news):
                return step
        return None

    @cached_property
    def signed(self) -> Step | None:
        """The step with which it signed."""
        return next((s for s in self.acts(SALES, "meet") if "won_round" in s.event["set"].get(self._path, {})), None)

    @property
    def _path(self) -> str:
        return f"company/{self.row}"

    def step_of(self, handoff: Handoff, verb: str = "hand_over") -> Step | None:
        """The step that made or took a handoff."""
        path = f"handoff/{handoff.id}"
        return next((s for s in self.steps if s.entry.command.verb == verb and path in s.event["set"]), None)

    def contact(self) -> Step | None:
        """The seller's first conversation with it."""
        return next((s for s in self.acts(SALES, "meet") if s.event["kind"] == "meeting_held"), None)

    # --- Promises

    def promises(self, state: str) -> list[Promise]:
        """Its promises that ended so."""
        own = map(self.crew.promises.__getitem__, self.told.promises.get(self.row, ()))
        return [promise for promise in own if promise.state == state]

    def bell(self, promise: Promise) -> Step | None:
        """The step at which a promise was settled."""
        for step in self.steps:
            if step.promises.get(promise.id, ("open", 0))[0] == promise.state:
                return step
        return None


def cases(crew: Team, told: TeamChronicle) -> list[Case]:
    """The cases of all companies that were worked on, by row."""
    worked = {row for row, steps in told.steps.items() if any(s.seat >= 0 or s.news for s in steps)}
    return [Case(crew, told, row) for row in sorted(worked)]


__all__ = ["ACCOUNT", "LEAD_GEN", "SALES", "Case", "cases"]
