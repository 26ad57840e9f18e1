"""A team and a whole match: the tree of records that a log rebuilds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from game.market.chance import Kind, unit
from game.market.columns import MUTABLE, Columns, Static
from game.scenario.schema import Levers
from game.state.records import Charter, Dossier, Handoff, Promise, Record, Seat, Tally, Track

if TYPE_CHECKING:
    from game.market.fork import Fork
    from game.market.market import Market
    from game.scenario.schema import Scenario

OPEN_LEVERS = Levers(
    card=True,
    card_bots=True,
    warm=True,
    read_back=True,
    returns=True,
    write_up=True,
    charter=True,
    count_only=False,
)
"""`--acts open`: every lever from round 1; the figures of the lesson compare teams under it."""


@dataclass(slots=True)
class Desk(Record):
    """The part of a team that is not a list: counters and what is due."""

    pending: list[list[int]] = field(default_factory=list)  # [minute, row] of inbound leads still to come
    reserve: int = 0  # referrals earned so far
    referred: int = 0  # of those, how many have come
    flood: int = 0  # round in which the flood came, 0 never
    backlog: int = 0  # jobs carried over
    forward_start: int = 0  # profit in cents when the twelve months began
    last_slip: float = 0.0


class Team:
    """One team: its copy of the market and its records.

    `numbers[row]` is the number by which this team knows a company, `rows` the way back: a permutation of its
    own for every team, so that nothing can be copied across. `turns[row]` is where a bot takes it among equals,
    the same for every team and unrelated to the numbers. `columns` are the companies' own state.
    `dossiers[seat][row]`, `tracks[row]`, `handoffs[id]`, `promises[id]` and `tallies[round - 1]` are created when
    first written.
    """

    def __init__(self, index: int, name: str, market: Market | Fork, seats: list[Seat]) -> None:
        """An empty team over `market`."""
        self.index = index
        self.name = name
        self.market = market
        self.seats = seats
        self.desk = Desk()
        self.charter = Charter()
        self.dossiers: list[dict[int, Dossier]] = [{} for _ in seats]
        self.tracks: dict[int, Track] = {}
        self.handoffs: list[Handoff] = []
        self.promises: list[Promise] = []
        self.tallies: list[Tally] = []
        keys = market.static.key.tolist()
        order = sorted(range(len(keys)), key=lambda row: unit(keys[row], Kind.NUMBER, index))
        self.rows: dict[int, int] = dict(enumerate(order, start=1))
        self.numbers = {row: number for number, row in self.rows.items()}
        in_turn = sorted(range(len(keys)), key=lambda row: unit(keys[row], Kind.TIE))
        self.turns = {row: turn for turn, row in enumerate(in_turn)}

    @property
    def columns(self) -> Columns:
        """The mutable columns of this team's market."""
        return self.market.columns

    @property
    def static(self) -> Static:
        """The traits shared by all teams."""
        return self.market.static

    def record(self, path: str) -> Record:
        """The record at a path such as "seat/1", "dossier/1/12", "track/12" or "handoff/3", made if absent.

        Raises:
            KeyError: the path names no kind of record.
        """
        kind, *keys = path.split("/")
        if kind == "dossier":
            shelf = self.dossiers[int(keys[0])]
            return shelf.setdefault(int(keys[1]), Dossier())
        if kind == "track":
            return self.tracks.setdefault(int(keys[0]), Track())
        if kind == "seat":
            return self.seats[int(keys[0])]
        if kind == "desk":
            return self.desk
        if kind == "charter":
            return self.charter
        lists: dict[str, tuple[list[Any], type[Record]]] = {
            "handoff": (self.handoffs, Handoff),
            "promise": (self.promises, Promise),
            "tally": (self.tallies, Tally),
        }
        rows, make = lists[kind]
        while len(rows) <= int(keys[0]):
            rows.append(make())
        made: Record = rows[int(keys[0])]
        return made

    def assign(self, path: str, values: dict[str, Any]) -> None:
        """Write absolute values at a path; "company/12" writes the company's row."""
        if path.startswith("company/"):
            self.market.company(int(path[8:])).assign(values)
        else:
            self.record(path).assign(values)

    def to_json(self) -> dict[str, Any]:
        """Everything of this team, as JSON values."""
        return {
            "seats": [s.to_json() for s in self.seats],
            "desk": self.desk.to_json(),
            "charter": self.charter.to_json(),
            "dossiers": [{str(i): d.to_json() for i, d in sorted(shelf.items())} for shelf in self.dossiers],
            "tracks": {str(i): t.to_json() for i, t in sorted(self.tracks.items())},
            "handoffs": [h.to_json() for h in self.handoffs],
            "promises": [p.to_json() for p in self.promises],
            "tallies": [t.to_json() for t in self.tallies],
            "columns": {name: getattr(self.columns, name).tolist() for name in MUTABLE},
        }

    def load(self, data: dict[str, Any]) -> None:
        """Restore what `to_json` wrote."""
        self.seats = [Seat.from_json(s) for s in data["seats"]]
        self.desk = Desk.from_json(data["desk"])
        self.charter = Charter.from_json(data["charter"])
        self.dossiers = [{int(i): Dossier.from_json(d) for i, d in s.items()} for s in data["dossiers"]]
        self.tracks = {int(i): Track.from_json(t) for i, t in data["tracks"].items()}
        self.handoffs = [Handoff.from_json(h) for h in data["handoffs"]]
        self.promises = [Promise.from_json(p) for p in data["promises"]]
        self.tallies = [Tally.from_json(t) for t in data["tallies"]]
        for name, values in data["columns"].items():
            getattr(self.columns, name)[:] = values


@dataclass(slots=True)
class Course(Record):
    """Where the match stands."""

    phase: str = "lobby"
    round: int = 0
    cards: dict[str, int] = field(default_factory=dict)  # event card -> round played
    shock: str = ""  # card in force
    history: list[list[Any]] = field(default_factory=list)  # the facilitator's own steps [key, round]


@dataclass
class State:
    """A match at one moment: scenario, course and teams."""

    scenario: Scenario
    seed: int
    acts: str  # "scenario" or "open"
    course: Course
    teams: list[Team]

    @property
    def levers(self) -> Levers:
        """What the rules of the running act allow; with open acts, everything from the first round.

        The finishing seller takes the briefs as they lie: nothing is read back or returned any more.
        """
        act = self.scenario.act_of(max(self.course.round, 1))
        levers = OPEN_LEVERS if self.acts == "open" else act.levers
        if self.course.phase == "fast_forward":
            return levers.model_copy(update={"read_back": False, "returns": False})
        return levers

    def to_json(self) -> dict[str, Any]:
        """The whole state as JSON values: a snapshot."""
        return {"course": self.course.to_json(), "teams": [t.to_json() for t in self.teams]}

    def load(self, data: dict[str, Any]) -> None:
        """Restore a snapshot into this state."""
        self.course = Course.from_json(data["course"])
        for team, saved in zip(self.teams, data["teams"], strict=True):
            team.load(saved)

    def digest(self) -> str:
        """SHA-256 over columns, dossiers, minutes, handoffs and everything else, as hex."""
        h = hashlib.sha256()
        for team in self.teams:
            h.update(team.columns.digest())
        body = self.to_json()
        for saved in body["teams"]:
            del saved["columns"]
        h.update(json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())
        return h.hexdigest()
