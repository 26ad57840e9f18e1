"""The real rules behind `web.live.rules`: scenario files, matches, views and bots of `game`."""

from __future__ import annotations

import logging
import time
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from game.bots import Bot
from game.match import Entry, RulesDiffer, mesa_market
from game.match import Match as GameMatch
from game.scenario.loader import BadScenario, catalogue, load_text
from game.scenario.texts import LANGUAGES, Texts, TextsError
from game.scoring.money import forward_done
from game.state.records import ACCOUNT, SALES
from game.views.facilitator import facilitator_view
from game.views.screen import screen_view
from game.views.seat import seat_view
from web.live.rules import OtherRulesError, ScenarioInfo, Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import ModuleType

    from game.scenario.schema import Scenario
    from web.live.debrief.questions import Question, Record
    from web.live.rules import Json, Match, Place

log = logging.getLogger("baton.live")
MOST_TEAMS = 12
POLICY = "reference"
AT_A_STRETCH = 4  # entries that are folded between two pauses


@lru_cache(maxsize=32)
def _scenario(text: str) -> Scenario:
    return load_text(text)


@lru_cache(maxsize=32)
def _texts(text: str) -> Texts:
    return Texts.read(text)


@lru_cache(maxsize=64)
def _bot(policy: str, role: str) -> Bot:
    return Bot.make(policy, role)


class GameRules:
    """Implements `web.live.rules.Rules` with the game."""

    def __init__(self, folder: Path, *, mesa: bool = False) -> None:
        """`folder` holds the scenarios and their texts; with `mesa`, running sessions play on Mesa models."""
        self._folder = folder
        self._mesa = mesa

    def load(self) -> None:
        """The debrief's side, and Mesa, which takes seconds."""
        self.load_debrief()
        if self._mesa:
            mesa_market()

    def load_debrief(self) -> None:
        """The debrief's side."""
        _debrief()

    def scenarios(self) -> list[ScenarioInfo]:
        """The scenarios of the folder that have texts; one that cannot be used is left out and noted in the log."""
        found = []
        for name in catalogue(self._folder):
            if (self._folder / f"{name}.texts.toml").is_file():
                try:
                    found.append(self.info(self.sources(name)))
                except (BadScenario, TextsError, OSError, UnicodeError) as error:
                    log.warning("the scenario %s is left out: %s", name, error)
        return found

    def sources(self, scenario: str) -> dict[str, str]:
        """The scenario's two files. KeyError if there is none of this name."""
        path = catalogue(self._folder)[scenario]
        texts = path.with_name(f"{scenario}.texts.toml")
        return {
            "scenario": path.read_text(encoding="utf-8"),
            "texts": texts.read_text(encoding="utf-8") if texts.is_file() else "",
        }

    def info(self, sources: dict[str, str]) -> ScenarioInfo:
        """What a list shows of it."""
        scenario, texts = _scenario(sources["scenario"]), _texts(sources["texts"])
        frame = scenario.frame
        return ScenarioInfo(
            id=scenario.id,
            title={language: texts.words("title", language) for language in LANGUAGES},
            summary={language: texts.words("summary", language) for language in LANGUAGES},
            teams_min=1,
            teams_max=MOST_TEAMS,
            rounds=frame.rounds,
            round_seconds=frame.round_seconds,
            charter_seconds=frame.charter_seconds,
            minutes=frame.minutes,
            release_start=frame.release_start,
            release_until=frame.release_until,
        )

    def team_name(self, sources: dict[str, str], number: int, language: str) -> str:
        """The name of the nth team, when nobody chose one."""
        names = _texts(sources["texts"]).team_names()
        if number < len(names):
            return names[number][language]
        return f"Команда {number + 1}" if language == "ru" else f"Team {number + 1}"

    def new(self, sources: dict[str, str], seed: int, teams: int, acts: str, team_names: list[str]) -> Match:
        """A fresh match, for the header of its log."""
        match = GameMatch.new(_scenario(sources["scenario"]), seed, teams, acts, team_names)
        match.texts = _texts(sources["texts"])
        return cast("Match", match)

    def fold(self, sources: dict[str, str], header: Json, entries: Sequence[Json]) -> Match:
        """The match that a stored log leads to."""
        try:
            match = GameMatch.from_log(_scenario(sources["scenario"]), header, _politely(entries), mesa=self._mesa)
        except (RulesDiffer, BadScenario) as error:
            raise OtherRulesError(str(error)) from None
        match.texts = _texts(sources["texts"])
        return cast("Match", match)

    def close(self, match: Match) -> None:
        """Let go of a match's models."""
        _game(match).close()

    def work(self, match: Match, team: int, seat: int) -> Work:
        """A seat's minutes and driver."""
        record = _game(match).state.teams[team].seats[seat]
        return Work(record.spent, record.total, record.bot)

    def seat_view(self, match: Match, team: int, seat: int, language: str, released: int | None) -> Json:
        """What one seat sees."""
        return cast("Json", seat_view(_game(match), team, seat, language, released))

    def facilitator_view(self, match: Match, language: str) -> Json:
        """What the console shows."""
        return cast("Json", facilitator_view(_game(match), language))

    def screen_view(self, match: Match, language: str, message: str) -> Json:
        """What the projector shows."""
        return cast("Json", screen_view(_game(match), language, message))

    def case(self, record: Record) -> Any:
        """A stored session, folded."""
        return _debrief().case(record)

    def answer(self, case: Any, asked: Question, par: Any) -> Any:
        """The view that answers a question of the debrief."""
        return _debrief().answer(case, asked, par)

    def par(self, record: Record) -> Any:
        """What the reference team makes of the same market."""
        return _debrief().par(record)

    def quiz(self, match: Match) -> dict[str, frozenset[str]]:
        """The knowledge test's items and their choices."""
        return cast("dict[str, frozenset[str]]", _debrief().quiz(_game(match)))

    def bot_policy(self) -> str:
        """The policy that takes an empty seat."""
        return POLICY

    def bot_acts(self, policy: str, role: str, view: Json) -> tuple[str, Json] | None:
        """What a bot does next."""
        return _bot(policy, role).decide(cast("Any", view))

    def swapped(self, entry: Json) -> list[tuple[Place, Place]]:
        """When the sellers change chairs, each goes one team on."""
        teams = [
            event["team"]
            for event in entry["events"]
            if event["kind"] == "card_felt" and event["data"].get("card") == "chair_swap"
        ]
        return [((one, SALES), (other, SALES)) for one, other in pairwise(teams)]

    def forward_seats(self, match: Match) -> list[Place] | None:
        """First the seller of each team ends what is open, then the account managers work month by month."""
        game = _game(match)
        if game.phase != "fast_forward" or forward_done(game.state):
            return None
        seat = SALES if game.round == game.scenario.frame.rounds + 1 else ACCOUNT
        return [(team, seat) for team in range(game.team_count)]


def _debrief() -> ModuleType:
    """What answers the debrief's questions; clerks and running sessions need it, the greeting does not."""
    from web.live.debrief import game_side  # noqa: PLC0415

    return game_side


def _politely(entries: Sequence[Json]) -> Iterator[Entry]:
    """The entries of a log, with a pause now and then in which the event loop goes on with other sessions."""
    for number, body in enumerate(entries):
        if number % AT_A_STRETCH == 0:
            time.sleep(0)
        yield Entry.from_json(body)


def _game(match: Match) -> GameMatch:
    return cast("GameMatch", match)
