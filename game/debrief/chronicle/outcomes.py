"""What came of a company, as a code and in a sentence, and how much was lost on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.debrief.chronicle.passing import handoffs_of, losses
from game.market.columns import Stage

if TYPE_CHECKING:
    from game.debrief.chronicle.fold import TeamChronicle
    from game.match.match import Match
    from game.state.team import Team
    from game.views.words import Speaker


@dataclass(frozen=True, slots=True)
class Measure:
    """What a company's way can be ranked by."""

    fallen: int
    repeated: int
    wait: int  # the longest, minutes; -1 = it never waited
    broken: int


def measure(crew: Team, told: TeamChronicle, row: int) -> Measure:
    """The losses on a company's way, counted."""
    handoffs = handoffs_of(crew, told, row)
    gone = sum(1 for h in handoffs for _, _, how in losses(crew, told, h) if how != "guess")
    waits = [step.wait.minutes for step in told.of(row) if step.wait] + (
        [told.waits[row].minutes] if row in told.waits else []
    )
    steps = told.of(row)
    broken = sum(state == "broken" for state, _ in steps[-1].promises.values()) if steps else 0
    repeated = crew.tracks[row].repeated if row in crew.tracks else 0
    return Measure(gone, repeated, max(waits, default=-1), broken)


def outcome_of(crew: Team, row: int) -> str:
    """What came of a company, as the list sorts it."""
    stage, track = int(crew.columns.stage[row]), crew.tracks.get(row)
    signed = int(crew.columns.won_round[row]) > 0
    if stage == Stage.CHURNED:
        return "churned"
    if signed:
        return "won"
    if stage == Stage.ACCOUNT:
        return "account"
    if stage == Stage.LOST:
        return "lost"
    if stage == Stage.DISQUALIFIED:
        return "dropped"
    worked = any(row in shelf for shelf in crew.dossiers) or (track is not None and track.handoff >= 0)
    return "open" if worked else "never_called"


def outcome_text(match: Match, crew: Team, row: int, speak: Speaker) -> str:
    """What came of a company, in a sentence."""
    outcome, track = outcome_of(crew, row), crew.tracks.get(row)
    ended = track.ended if track is not None else ""
    won = int(crew.columns.won_round[row])
    revenue = track.revenue if track is not None else 0
    if won > 0:
        key = "won_churned" if outcome == "churned" else "won"
        return speak.words(f"journey_outcome.{key}", revenue=revenue, when=when(match, won, speak))
    given = {"when": when(match, track.ended_round if track is not None else 0, speak)}
    if outcome == "dropped":
        return speak.words(f"journey_outcome.{'modular' if ended == 'modular' else 'dropped'}", **given)
    waiting = [h for h in crew.handoffs if h.company == row and h.state in ("waiting", "lapsed")]
    if outcome in ("open", "lost") and waiting and ended in ("", "waited") and waiting[-1].accept_round == 0:
        return speak.words("journey_outcome.never_taken", when=when(match, waiting[-1].round, speak))
    return speak.words(f"journey_outcome.{ended if outcome == 'lost' and ended else outcome}", **given)


def when(match: Match, round_: int, speak: Speaker) -> str:
    """Words for a round, such as "round 2", or for the time after the last one."""
    late = round_ > match.scenario.frame.rounds
    return speak.words("when.finish") if late else speak.words("when.round", n=round_)
