"""Who looks: one seat at one moment, with its words and its minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from game.actions.context import shortage
from game.state.records import Dossier, Handoff, Track
from game.views import shape
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match import Match

Kept = TypeVar("Kept")
COUNTED = ("hand_over_sales", "hand_over_account")
"""Acts whose hint holds counts and is told with each offer."""
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
        self.order = self.team.numbers if lang else self.team.turns  # people read numbers, bots know none
        self.playing = match.state.course.phase in ("round", "fast_forward")
        self.levers = match.state.levers
        self.agendas: dict[str, shape.Agenda] = {}
        self.captions: dict[str, shape.Caption] = {}
        self.refusals: dict[str, str] = {}
        self.pending: dict[int, Handoff] | None = None  # handoffs that wait for this seat, by company
        self.never_called: shape.CompanyView | None = None  # what all companies of the list share

    def dossier(self, row: int) -> Dossier:
        """What this seat knows of a company."""
        return self.team.dossiers[self.seat].get(row, NO_DOSSIER)

    def track(self, row: int) -> Track:
        """The company's clocks; only what concerns this seat may be shown."""
        return self.team.tracks.get(row, NO_TRACK)

    def closed(self) -> str:
        """The code with which any work is refused while no round is played, "" while one is."""
        if self.playing:
            return ""
        return "round_over" if self.state.course.phase == "result" else "wrong_phase"

    def kept(self, what: str, row: int, token: object, make: Callable[[], Kept]) -> Kept:
        """What was rendered before for this reader, as long as `token` is the very same object.

        Records replace their values and never change them in place, so the same object means the same content.
        """
        key = (what, self.team.index, self.seat, row, self.speak.lang)
        found = self.match.memo.get(key)
        if found is not None and found[0] is token:
            return cast("Kept", found[1])
        made = make()
        self.match.memo[key] = (token, made)
        return made

    def short(self, minutes: int) -> str:
        """The code why the seat cannot spend these minutes now, "" if it can."""
        return shortage(self.record, minutes, self.released, self.scenario.frame.overrun)

    def caption(self, key: str) -> str:
        """Note the words of an act, "verb.accept" or "task.service", and give the key back."""
        if key not in self.captions and self.speak.texts is not None:
            group, _, name = key.partition(".")
            told = self.speak.texts.has(f"{group}_hint.{name}")
            hint = "" if not told or name in COUNTED else self.speak.words(f"{group}_hint.{name}")
            self.captions[key] = {"label": self.speak.words(key), "hint": hint}
        return key

    def refuse(self, code: str) -> str:
        """Note the sentence of a code and give the code back."""
        if code and code not in self.refusals:
            self.refusals[code] = self.speak.words(f"blocked.{code}")
        return code
