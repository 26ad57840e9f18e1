"""Who looks: one seat at one moment, with its words and its minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.context import shortage
from game.state.records import Dossier, Track
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match import Match

NO_TRACK = Track()
NO_DOSSIER = Dossier()


class Sight:
    """One seat's eyes: everything a view is built from passes through here."""

    def __init__(self, match: Match, team: int, seat: int, lang: str, released: int | None) -> None:
        """The seat `seat` of team `team`, reading `lang`; `released` minutes so far, None for all."""
        self.match = match
        self.state = match.state
        self.scenario = match.scenario
        self.round = match.state.course.round
        self.team = match.state.teams[team]
        self.seat = seat
        self.record = self.team.seats[seat]
        self.released = self.record.total if released is None else min(released, self.record.total)
        self.speak = Speaker(match, team, lang)
        self.playing = match.state.course.phase in ("round", "fast_forward")
        self.levers = match.state.levers

    def dossier(self, row: int) -> Dossier:
        """What this seat knows of a company."""
        return self.team.dossiers[self.seat].get(row, NO_DOSSIER)

    def track(self, row: int) -> Track:
        """The company's clocks; only what concerns this seat may be shown."""
        return self.team.tracks.get(row, NO_TRACK)

    def short(self, minutes: int) -> str:
        """The code why the seat cannot spend these minutes now, "" if it can."""
        if not self.playing:
            return "wrong_phase"
        return shortage(self.record, minutes, self.released, self.scenario.frame.overrun)

    def blocked(self, code: str) -> tuple[str, str]:
        """A code with its sentence."""
        return code, self.speak.words(f"blocked.{code}") if code else ""
