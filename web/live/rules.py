"""What the server asks of the rules, in one place.

A running session never imports the rules by itself: it gets them from the composition root (`web.app`), so
that a test can hand in a smaller game. `GameRules` in `web.live.game_rules` is the real one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from game.actions.commands import Command
    from web.live.debrief.questions import Question, Record
    from web.live.envelope import Language

Json = dict[str, Any]
Place = tuple[int, int]  # (team, seat)


class OtherRulesError(Exception):
    """A stored session was played by other rules than these: it cannot be opened here."""


class LogEntry(Protocol):
    """One entry of the log."""

    @property
    def seq(self) -> int:
        """Its place in the log, from 1, without gaps."""
        ...

    def to_json(self) -> Json:
        """As it is stored."""
        ...


class Match(Protocol):
    """A match in memory: `game.match.Match` or a test's."""

    @property
    def header(self) -> Json:
        """The header of the log."""
        ...

    @property
    def phase(self) -> str:
        """lobby, round, result, charter, fast_forward, debrief or closed."""
        ...

    @property
    def round(self) -> int:
        """The running or last round, 0 before the first."""
        ...

    @property
    def team_count(self) -> int:
        """How many teams play."""
        ...

    def seats(self, team: int) -> Sequence[str]:
        """The roles of a team's seats, in order."""
        ...

    def submit(self, command: Command) -> LogEntry:
        """Decide and apply; raises `game.actions.errors.Rejected` and changes nothing."""
        ...

    def snapshot(self) -> bytes:
        """The whole state."""
        ...


@dataclass(frozen=True, slots=True)
class ScenarioInfo:
    """What a list of scenarios shows, and what the clock needs."""

    id: str
    title: dict[str, str]  # by language
    summary: dict[str, str]
    teams_min: int
    teams_max: int
    rounds: int
    round_seconds: float  # of real time
    charter_seconds: float
    minutes: int  # of work per seat and round
    release_start: float = 0.4  # part of the minutes released at the bell
    release_until: float = 2 / 3  # part of the round by which all are released


@dataclass(frozen=True, slots=True)
class Work:
    """A seat's minutes, as the bots' order and the facilitator's grid need them."""

    spent: int
    total: int
    bot: str  # policy, "" when a person or nobody drives


class Rules(Protocol):
    """Everything the server calls."""

    def load(self) -> None:
        """Load what only running sessions need and takes seconds; called before the first is opened, in any thread."""
        ...

    def load_debrief(self) -> None:
        """Load what answering the debrief's questions needs. In a clerk's process."""
        ...

    def scenarios(self) -> list[ScenarioInfo]:
        """The scenarios that can be played."""
        ...

    def sources(self, scenario: str) -> dict[str, str]:
        """The texts of a scenario by file name, to be stored with the session. KeyError if there is none."""
        ...

    def info(self, sources: dict[str, str]) -> ScenarioInfo:
        """What stored sources say of themselves."""
        ...

    def new(self, sources: dict[str, str], seed: int, teams: int, acts: str, team_names: list[str]) -> Match:
        """A new match."""
        ...

    def fold(self, sources: dict[str, str], header: Json, entries: Sequence[Json]) -> Match:
        """A match from its stored log."""
        ...

    def team_name(self, sources: dict[str, str], number: int, language: str) -> str:
        """The name of the nth team (from 0), when nobody chose one."""
        ...

    def close(self, match: Match) -> None:
        """Let go of what a match holds; it is not used any more."""
        ...

    def work(self, match: Match, team: int, seat: int) -> Work:
        """A seat's minutes and driver."""
        ...

    def seat_view(
        self, match: Match, team: int, seat: int, language: Language | Literal[""], released: int | None
    ) -> Json:
        """What one seat sees; `released`: minutes so far, None for all; language "" leaves words out."""
        ...

    def facilitator_view(self, match: Match, language: Language) -> Json:
        """What the console shows."""
        ...

    def screen_view(self, match: Match, language: Language, message: str) -> Json:
        """What the projector shows."""
        ...

    def case(self, record: Record) -> Any:
        """A stored session, made ready for the debrief's questions. In a clerk's process, like the next two."""
        ...

    def answer(self, case: Any, asked: Question, par: Any) -> Any:
        """The view that answers a question; raises NoSuchThingError."""
        ...

    def par(self, record: Record) -> Any:
        """What the reference team makes of a session's market; slow, and the same for all teams."""
        ...

    def quiz(self, match: Match) -> Mapping[str, Collection[str]]:
        """The items of the knowledge test, each with the values of its choices."""
        ...

    def bot_policy(self) -> str:
        """The policy that takes an empty seat."""
        ...

    def bot_acts(self, policy: str, role: str, view: Json) -> tuple[str, Json] | None:
        """What a bot does next on this seat's view; None for nothing."""
        ...

    def swapped(self, entry: Json) -> list[tuple[Place, Place]]:
        """Pairs of seats whose people change places because of this entry, one pair after the other."""
        ...

    def forward_seats(self, match: Match) -> list[Place] | None:
        """The seats whose bots work in this step of the fast-forward; None when it has run to its end."""
        ...
