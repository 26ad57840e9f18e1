"""The books of one team while its log is gone through: worth of every company when it was last looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from game.debrief.leaks.ledger import CARE, FOUND, HANDOFF, LUCK, OVER, SOLD, Ledger, Shift
from game.market.columns import Source, Stage
from game.match.bell import ring_team
from game.match.match import Match
from game.scoring.worth import AS_IT_IS, AT_WORK, NOTHING, Variant, Worth, standard, worth
from game.state.records import SALES
from game.state.team import State, Team

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.match.log import Entry
    from game.scenario.schema import Scenario


class Books:
    """One team's part of a match, folded, with the worth of its companies."""

    def __init__(self, scenario: Scenario, header: dict[str, Any], team: int) -> None:
        """Before the first entry."""
        whole = Match(scenario, header)
        self.scenario, self.number = scenario, team
        self.team: Team = whole.state.teams[team]
        self.state = State(scenario, whole.state.seed, whole.state.acts, whole.state.course, [self.team])
        self.ledger = Ledger()
        self.last: dict[int, Worth] = {}
        self.waits: Mapping[int, int] = {}
        self.bank: dict[int, int] = {}  # row of an account -> minutes of its manager that it has left or overdrawn
        self.seq = 0
        self.saved = 0  # minutes of this round that the seller's meetings took less than the reference's would
        self.over = False  # the rounds of the session have been played
        for row in self.rows():
            self.last[row] = self.worth(row)
        self.ledger.start = self.still_open()

    def note(self, step_: str, cause: str, amount: int, row: int = -1) -> None:
        """Write a change of worth into the ledger, if there is one."""
        if amount:
            self.ledger.shifts.append(Shift(self.seq, self.state.course.round, step_, cause, row, amount))

    def worth(self, row: int, variant: Variant = AS_IT_IS, spent: int = 0) -> Worth:
        """Worth now; an account's after `spent` further minutes of its manager."""
        saved = self.bank.get(row, 0) - spent
        return worth(self.state, self.team, row, replace(variant, saved=saved) if saved else variant)

    def rows(self) -> list[int]:
        """Companies that are worth something."""
        stages = self.team.columns.stage.tolist()
        return [row for row, stage in enumerate(stages) if stage in AT_WORK]

    def drift(self, row: int) -> None:
        """What the company lost since it was last looked at, by waiting for the owner of its stage."""
        self.note(*self.owner(row), self.revalue(row), row)

    def owner(self, row: int) -> tuple[str, str]:
        """The step to which waiting, and a bell, belong, with the cause."""
        columns = self.team.columns
        stage = columns.stage[row]
        if stage in (Stage.LEAD, Stage.NURTURED, Stage.SUSPECT):
            return FOUND, "late"
        if stage == Stage.ACCOUNT:
            return (CARE, "neglect") if columns.owned[row] else (OVER, "waiting")
        track = self.team.tracks.get(row)
        came = track is not None and track.handoff >= 0
        fresh = stage == Stage.HANDED or not columns.contacted[row] & (1 << SALES)
        return (HANDOFF, "waiting") if came and fresh else (SOLD, "waiting")

    def revalue(self, row: int) -> int:
        """Look at a company anew; cents by which its worth differs from the last look."""
        before = self.last.get(row, NOTHING)
        self.last[row] = self.worth(row)
        return self.last[row].net - before.net

    def others(self, changes: dict[str, dict[str, Any]], row: int) -> None:
        """Companies that an event touched besides its own: leads that came."""
        for path in changes:
            if path.startswith("company/") and int(path[8:]) != row:
                self.came(int(path[8:]))

    def came(self, row: int) -> None:
        """A company that has just appeared: by itself, or because an account recommended us."""
        referred = self.team.static.source[row] == Source.REFERRAL
        self.note(*((CARE, "tasks") if referred else (LUCK, "arrivals")), self.revalue(row), row)

    def share_out(self, accounts: list[int]) -> None:
        """A new round: every account has its part of the manager's minutes again, and little of what was left."""
        part, most = standard.ACCOUNT_MINUTES, standard.MOST_SAVED
        self.bank = {row: min(most, self.bank.get(row, 0) + part) for row in accounts}

    def fold(self, entry: Entry) -> None:
        """Apply an entry without looking at what it is worth."""
        for event in entry.events:
            if event["kind"] == "round_closed":
                self.state.course.assign(event["set"].get("course", {}))
                ring_team(self.state, self.team, int(event["data"]["round"]), event["data"]["teams"][self.number])
                if int(event["data"]["round"]) > self.scenario.frame.rounds:
                    self.state.course.round = int(event["data"]["round"]) + 1
            else:
                self.assign(event)

    def assign(self, event: dict[str, Any]) -> None:
        """Apply what an event sets, as far as it concerns the team."""
        for path, values in event["set"].items():
            if path == "course":
                self.state.course.assign(values)
            elif event["team"] == self.number:
                self.team.assign(path, values)

    def still_open(self) -> int:
        """Worth of everything still on the desks."""
        return sum(value.net for value in self.last.values())
