"""A sales floor for tests: the flagship scenario, a hand on every desk, sessions that bots have played."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.market.columns import Source, Stage
from game.match import Actor, Command, Match
from game.play import Driver
from game.scenario.loader import load
from game.scenario.texts import Texts
from game.scoring.money import closed_rounds
from game.scoring.result import RoundNumbers, round_result

if TYPE_CHECKING:
    from game.match import Entry
    from game.scenario.schema import Scenario

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
LEAD_GEN, SALES, ACCOUNT = 0, 1, 2
FIRST_CALL = [{"topic": t} for t in ("situation", "pain", "severity", "budget")]
SECOND_CALL = [{"topic": t} for t in ("product", "timing", "decision_maker", "next_step")]


@cache
def kitchen() -> Scenario:
    """The flagship scenario."""
    return load(SCENARIOS / "kitchen.toml")


@cache
def kitchen_texts() -> Texts:
    """Its texts; an unknown key is an error."""
    return Texts.build(tomllib.loads((SCENARIOS / "kitchen.texts.toml").read_text(encoding="utf-8")))


class Floor:
    """A match whose seats are worked by hand; companies are named by their row."""

    def __init__(self, seed: int = 7, teams: int = 1, acts: str = "open") -> None:
        """A match in its lobby."""
        self.match = Match.new(kitchen(), seed, teams, acts)
        self.match.texts = kitchen_texts()

    def step(self, verb: str, **args: Any) -> Entry:
        """A step of the facilitator."""
        return self._submit(Actor.facilitator(), verb, args)

    def act(self, seat: int, verb: str, row: int = -1, team: int = 0, by: str = "person", **args: Any) -> Entry:
        """An act of a seat, about the company in a row."""
        if row >= 0:
            args["company"] = self.match.state.teams[team].numbers[row]
        return self._submit(Actor.seat_of(team, seat, by), verb, args)

    def _submit(self, actor: Actor, verb: str, args: dict[str, Any]) -> Entry:
        return self.match.submit(Command(f"t{self.match.seq}", actor, self.match.round, verb, args))

    def leads(self, team: int = 0) -> list[int]:
        """Inbound leads that wait for the lead generator."""
        crew = self.match.state.teams[team]
        came = (Source.CALL, Source.FORM, Source.AD, Source.DOWNLOAD)
        return [
            row
            for row, track in sorted(crew.tracks.items())
            if track.here and crew.columns.stage[row] == Stage.LEAD and crew.static.source[row] in came
        ]

    def talked_to(self, team: int = 0) -> int:
        """Call inbound leads until one has told enough to be handed over; its row."""
        crew = self.match.state.teams[team]
        for row in self.leads(team):
            if crew.dossiers[LEAD_GEN].get(row) is None:
                self.act(LEAD_GEN, "call", row, team, agenda=FIRST_CALL)
            if crew.columns.stage[row] == Stage.LEAD and crew.dossiers[LEAD_GEN][row].cell("pain").status:
                return row
        raise LookupError("nobody to hand over; take another seed")

    def hand_over(self, row: int, mode: str = "card", *, warm: bool = True, team: int = 0, notes: str = "") -> int:
        """Hand a company over to the next seat; the handoff's id."""
        crew = self.match.state.teams[team]
        seat = SALES if crew.columns.stage[row] == Stage.ACCOUNT else LEAD_GEN
        self.act(seat, "hand_over", row, team, mode=mode, warm=warm, notes=notes)
        return len(crew.handoffs) - 1


class Played:
    """A session of two teams played by bots, with what was told at every bell."""

    def __init__(self, seed: int, acts: str, policies: dict[str, str]) -> None:
        """Play it to the last month."""
        self.match = Match.new(kitchen(), seed, 2, acts)
        self.match.texts = kitchen_texts()
        self.told: dict[tuple[int, int, int], RoundNumbers] = {}
        self.digests: dict[int, str] = {}
        driver = Driver(self.match, policies)
        driver.take_seats()
        for round_ in range(1, kitchen().frame.rounds + 1):
            driver.play_round()
            self._note()
            if round_ == kitchen().frame.charter_after and acts == "scenario":
                driver.facilitate("open_charter")
                for team in range(2):
                    driver.agree(team)
        driver.finish()
        self.digests[self.match.seq] = self.match.digest()

    def _note(self) -> None:
        self.digests[self.match.seq] = self.match.digest()
        for team in range(self.match.team_count):
            for seat in (-1, LEAD_GEN, SALES, ACCOUNT):
                last = closed_rounds(self.match.state)
                self.told[team, seat, last] = round_result(self.match, team, seat, last)


@cache
def played(seed: int = 11, acts: str = "scenario", **policies: str) -> Played:
    """A played session, made once; nobody may change it."""
    return Played(seed, acts, policies)


def through_json(entries: list[Entry]) -> list[dict[str, Any]]:
    """Entries as a file would give them back."""
    found: list[dict[str, Any]] = json.loads(json.dumps([entry.to_json() for entry in entries]))
    return found
