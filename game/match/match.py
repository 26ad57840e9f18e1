"""Match: the one entrance to the rules. Submit a command, fold an entry, take a snapshot, compare digests."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from game.actions.commands import Command
from game.actions.decide import decide
from game.match import bell
from game.match.log import FORMAT, Entry
from game.match.start import new_state
from game.scenario.loader import digest as scenario_digest
from game.scenario.schema import Scenario
from game.scenario.texts import Texts
from game.state.records import ROLES
from game.state.team import State


class RulesDiffer(ValueError):
    """A log of another rules version or scenario: it can be shown from snapshots, not re-run."""


class Match:
    """A match at its latest moment, with the log that led there."""

    def __init__(self, scenario: Scenario, header: dict[str, Any], *, mesa: bool = False) -> None:
        """A match before its first entry; use `new` or `from_log`. Its markets are plain forks unless `mesa`."""
        self.scenario = scenario
        self.header = header
        self.state: State = new_state(scenario, int(header["seed"]), list(header["teams"]), header["acts"], mesa=mesa)
        self.entries: list[Entry] = []
        self.seq = 0
        self.texts: Texts | None = None
        self.memo: dict[tuple[object, ...], Any] = {}  # what views look up again and again; never part of the state

    @classmethod
    def new(
        cls,
        scenario: Scenario,
        seed: int,
        teams: int = 1,
        acts: str = "scenario",
        team_names: list[str] | None = None,
        *,
        mesa: bool = False,
    ) -> Match:
        """A fresh match.

        Args:
            scenario: rules and numbers.
            seed: 0 to 2**64 - 1; the same seed deals the same market to any number of teams.
            teams: number of teams, at least 1.
            acts: "scenario" or "open".
            team_names: one name a team; numbered when absent.
            mesa: whether the markets are Mesa models (live play) or plain forks (all else).

        Raises:
            ValueError: an argument out of range.
        """
        if not 0 <= seed < 1 << 64:
            raise ValueError("the seed must lie within 64 bits")
        if not 1 <= teams <= 99:
            raise ValueError("a match has 1 to 99 teams")
        if acts not in ("scenario", "open"):
            raise ValueError("acts must be scenario or open")
        names = team_names or [f"Team {i + 1}" for i in range(teams)]
        if len(names) != teams:
            raise ValueError("one name for each team")
        header = {
            "format": FORMAT,
            "rules_version": scenario.rules_version,
            "scenario": scenario.id,
            "scenario_digest": scenario_digest(scenario),
            "seed": seed,
            "acts": acts,
            "teams": names,
        }
        return cls(scenario, header, mesa=mesa)

    @property
    def phase(self) -> str:
        """lobby, round, result, charter, fast_forward, debrief or closed."""
        return self.state.course.phase

    @property
    def round(self) -> int:
        """The running or last round, 1-based; 0 before the first."""
        return self.state.course.round

    @property
    def team_count(self) -> int:
        """Number of teams."""
        return len(self.state.teams)

    def seats(self, team: int) -> list[str]:
        """The roles of a team's seats, in order."""
        return [ROLES[seat.role] for seat in self.state.teams[team].seats]

    def submit(self, command: Command) -> Entry:
        """Decide a command and apply its events.

        Raises:
            Rejected: it is refused; nothing changed.
        """
        events = decide(self.state, command)
        entry = Entry(self.seq + 1, command, events)
        self._apply(events, check=False)
        self.seq += 1
        self.entries.append(entry)
        return entry

    def apply_entry(self, entry: Entry) -> None:
        """Fold one stored entry.

        Raises:
            ValueError: its number is not the next, or a digest differs.
        """
        if entry.seq != self.seq + 1:
            raise ValueError(f"entry {entry.seq} after {self.seq}")
        self._apply(entry.events, check=True)
        self.seq += 1
        self.entries.append(entry)

    def _apply(self, events: list[dict[str, Any]], *, check: bool) -> None:
        for event in events:
            fold(self.state, event)
            if event["kind"] == "round_closed":
                found = self.digest()
                if check and event["data"].get("digest", found) != found:
                    raise ValueError(f"the digest after round {event['data']['round']} differs")
                event["data"]["digest"] = found

    @classmethod
    def from_log(
        cls, scenario: Scenario, header: dict[str, Any], entries: Iterable[Entry], *, mesa: bool = False
    ) -> Match:
        """The match that a log leads to.

        Raises:
            RulesDiffer: the log was made with other rules.
            ValueError: a gap or a digest that differs.
        """
        check_rules(scenario, header)
        match = cls(scenario, header, mesa=mesa)
        for entry in entries:
            match.apply_entry(entry)
        return match

    def snapshot(self) -> bytes:
        """The whole state as JSON bytes."""
        body = {"seq": self.seq, "state": self.state.to_json()}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_snapshot(cls, scenario: Scenario, header: dict[str, Any], data: bytes, *, mesa: bool = False) -> Match:
        """The match at a snapshot; its entries are those that follow."""
        body = json.loads(data)
        match = cls(scenario, header, mesa=mesa)
        match.state.load(body["state"])
        match.seq = body["seq"]
        return match

    def digest(self) -> str:
        """SHA-256 of the whole state, as hex."""
        return self.state.digest()

    def close(self) -> None:
        """Release the markets."""
        for team in self.state.teams:
            team.market.close()


def fold(state: State, event: dict[str, Any]) -> None:
    """Write the values of one event into the state; the bell's round step is run. No digest is compared."""
    for path, values in event["set"].items():
        if path == "course":
            state.course.assign(values)
        else:
            state.teams[event["team"]].assign(path, values)
    if event["kind"] == "round_closed":
        bell.ring(state, event["data"])


def check_rules(scenario: Scenario, header: dict[str, Any]) -> None:
    """Whether a log can be re-run with this scenario.

    Raises:
        RulesDiffer: in one sentence why not.
    """
    if header.get("rules_version") != scenario.rules_version:
        raise RulesDiffer(
            f"the log was made by rules {header.get('rules_version')}, this is {scenario.rules_version}: "
            "it can be shown from its snapshots but not re-run"
        )
    if header.get("scenario_digest") != scenario_digest(scenario):
        raise RulesDiffer("the log was made with another version of the scenario file")
