"""A very small game with the interface of the real one, so that tests of the server are about the server.

A team has three seats with a counter each. `mark` adds the company's number to the own counter and costs ten
minutes (nothing from 100 on); every other verb of a seat is refused. A secret of each team is in no view but
the debrief's.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import dataclass, replace
from typing import Any

from game.actions.commands import FACILITATOR_VERBS, SEAT_VERBS, Actor, Command, parse
from game.actions.errors import Rejected
from web.live.debrief.questions import FILES, NoSuchThingError, Question, Record
from web.live.rules import OtherRulesError, ScenarioInfo, Work

ROLES = ("lead_gen", "sales", "account")
INFO = ScenarioInfo(
    id="fake",
    title={"en": "A small game", "ru": "Игра"},
    summary={"en": "For tests", "ru": "Для тестов"},
    teams_min=1,
    teams_max=12,
    rounds=4,
    round_seconds=360,
    charter_seconds=360,
    minutes=480,
)


@dataclass(frozen=True)
class FakeEntry:
    seq: int
    body: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return self.body


class FakeMatch:
    def __init__(self, header: dict[str, Any]) -> None:
        self.header = header
        self.phase = "lobby"
        self.round = 0
        self.team_count = len(header["teams"])
        self.seq = 0
        self.counters = [[0, 0, 0] for _ in range(self.team_count)]
        self.spent = [[0, 0, 0] for _ in range(self.team_count)]
        self.bots = [["", "", ""] for _ in range(self.team_count)]
        self.notes: list[str] = []

    def seats(self, team: int) -> list[str]:
        return list(ROLES)

    def submit(self, command: Command) -> FakeEntry:
        if command.actor.is_facilitator:
            self._facilitate(command)
        else:
            self._act(command)
        self.seq += 1
        actor = command.actor
        return FakeEntry(
            self.seq,
            {
                "seq": self.seq,
                "id": command.id,
                "team": actor.team,
                "seat": actor.seat,
                "by": actor.by,
                "round": command.round,
                "verb": command.verb,
                "args": command.args,
                "inputs": command.inputs,
                "events": [],
            },
        )

    def _act(self, command: Command) -> None:
        team, seat = command.actor.team, command.actor.seat
        if command.verb not in SEAT_VERBS:
            raise Rejected("unknown_verb")
        args = parse(SEAT_VERBS[command.verb][0], command.args)
        if command.verb == "edit_charter":
            if self.phase != "charter":
                raise Rejected("wrong_phase")
            return
        if self.phase != "round":
            raise Rejected("wrong_phase")
        if command.verb != "mark":
            raise Rejected("not_your_seat")
        if args.company == 666:
            raise RuntimeError("the rules broke")
        if args.company >= 1000:
            raise Rejected("unknown_company")
        cost = 0 if args.company >= 100 else 10
        if self.spent[team][seat] + cost > command.inputs.get("released", 480):
            raise Rejected("not_released")
        self.counters[team][seat] += args.company
        self.spent[team][seat] += cost

    def _facilitate(self, command: Command) -> None:
        if command.verb not in FACILITATOR_VERBS:
            raise Rejected("unknown_verb")
        args = parse(FACILITATOR_VERBS[command.verb], command.args)
        allowed = {
            "open_round": ("lobby", "result", "charter"),
            "close_round": ("round",),
            "open_charter": ("result",),
            "play_card": ("round",),
            "finish": ("result",),
            "open_debrief": ("result", "fast_forward"),
            "close_session": ("lobby", "round", "result", "charter", "fast_forward", "debrief"),
        }
        if command.verb in allowed and self.phase not in allowed[command.verb]:
            raise Rejected("wrong_phase")
        if command.verb == "open_round":
            self.round += 1
            self.phase = "round"
            self.spent = [[0, 0, 0] for _ in range(self.team_count)]
        elif command.verb == "seat_bot":
            self.bots[args.team][args.seat] = args.policy
        elif command.verb != "play_card":
            self.phase = {
                "close_round": "result",
                "open_charter": "charter",
                "finish": "fast_forward",
                "open_debrief": "debrief",
                "close_session": "closed",
            }[command.verb]

    def snapshot(self) -> bytes:
        return json.dumps([self.phase, self.round, self.counters]).encode()

    def secret(self, team: int) -> str:
        return hashlib.sha256(f"{self.header['seed']}-{team}".encode()).hexdigest()


class FakeRules:
    """Implements `web.live.rules.Rules`."""

    def __init__(self, round_seconds: float = 360) -> None:
        self._info = replace(INFO, round_seconds=round_seconds, charter_seconds=round_seconds)

    def load(self) -> None:
        pass

    def load_debrief(self) -> None:
        pass

    def scenarios(self) -> list[ScenarioInfo]:
        return [self._info]

    def sources(self, scenario: str) -> dict[str, str]:
        return {"fake": {"fake": "one"}[scenario]}

    def info(self, sources: dict[str, str]) -> ScenarioInfo:
        return self._info

    def new(self, sources: dict[str, str], seed: int, teams: int, acts: str, team_names: list[str]) -> FakeMatch:
        names = team_names or [f"Team {n + 1}" for n in range(teams)]
        return FakeMatch({"seed": seed, "teams": names, "acts": acts})

    def fold(self, sources: dict[str, str], header: dict[str, Any], entries: Any) -> FakeMatch:
        if "rules_version" in header:
            raise OtherRulesError("the log was made by rules of another time")
        match = FakeMatch(header)
        for body in entries:
            actor = Actor(body["team"], body["seat"], body["by"])
            match.submit(Command(body["id"], actor, body["round"], body["verb"], body["args"], body["inputs"]))
        return match

    def work(self, match: Any, team: int, seat: int) -> Work:
        return Work(match.spent[team][seat], 480, match.bots[team][seat])

    def seat_view(self, match: Any, team: int, seat: int, language: str, released: int | None) -> dict[str, Any]:
        return {
            "kind": "seat",
            "session": self._session(match),
            "team": team,
            "seat": seat,
            "role": ROLES[seat],
            "counter": match.counters[team][seat],
            "minutes": {"spent": match.spent[team][seat], "total": 480, "released": released},
            "word": {"en": "desk", "ru": "стол", "": ""}[language],
        }

    def facilitator_view(self, match: Any, language: str) -> dict[str, Any]:
        return {"kind": "facilitator", "session": self._session(match), "counters": match.counters}

    def screen_view(self, match: Any, language: str, message: str) -> dict[str, Any]:
        return {"kind": "screen", "session": self._session(match), "message": message}

    def quiz(self, match: Any) -> dict[str, list[str]]:
        return {"q1": ["a", "b"], "q2": ["c", "d"]}

    def case(self, record: Record) -> FakeMatch:
        entries = [json.loads(text) for text in record.entries]
        return self.fold(record.sources, json.loads(record.header), entries)

    def par(self, record: Record) -> int:
        return 1000 + len(json.loads(record.header)["teams"])

    def answer(self, case: FakeMatch, asked: Question, par: Any) -> Any:
        """What was asked, the process that answers, and the team's secret when it is unmasked."""
        if asked.kind == "quiz_results":
            before, after = json.loads(asked.word("before")), json.loads(asked.word("after"))
            right = [sum(test.get("q1") == "a" for test in tests) for tests in (before, after)]
            return [{"id": "q1", "right": "a", "before": right[0], "before_of": len(before), "after": right[1]}]
        if asked.kind in FILES:
            truth = ", with the truth" if asked.reveal else ""
            return f"a {asked.kind} of {case.header['teams'][asked.team]}, {asked.lang}{truth}".encode()
        if asked.kind == "smart":
            return [{"letter": "S", "label": "Specific"}]
        if asked.kind in ("journey", "disputed", "machine") and int(dict(asked.args).get("company", 0)) >= 1000:
            raise NoSuchThingError("company")
        self._misbehave(asked)
        return {
            "kind": asked.kind,
            "team": asked.team,
            "team_name": case.header["teams"][asked.team],
            "lang": asked.lang,
            "args": dict(asked.args),
            "seq": case.seq,
            "par": par,
            "process": os.getpid(),
            "truth": case.secret(asked.team) if asked.reveal else "",
            "items": [{"id": "q1"}] if asked.kind == "quiz" else [],
        }

    def _misbehave(self, asked: Question) -> None:
        """What a what-if of an odd value does."""
        match asked.word("value"):
            case "break":
                raise RuntimeError("the rules broke")
            case "die":
                os._exit(3)
            case "print":
                print("printed by the rules")
            case "slow":
                time.sleep(1.5)
            case "endless":
                time.sleep(60)
            case "busy":
                until = time.process_time() + 1.5
                while time.process_time() < until:
                    sum(range(1000))

    def bot_policy(self) -> str:
        return "reference"

    def bot_acts(self, policy: str, role: str, view: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
        if view["session"]["phase"] != "round":
            return None
        return "mark", {"company": 1, "field": "pain", "value": "storage"}

    def swapped(self, entry: dict[str, Any]) -> list[Any]:
        if entry["verb"] == "play_card" and entry["args"]["card"] == "chair_swap":
            return [((0, 1), (1, 1))]
        return []

    def team_name(self, sources: dict[str, str], number: int, language: str) -> str:
        return f"Team {number + 1}"

    def close(self, match: Any) -> None:
        pass

    def forward_seats(self, match: Any) -> Any:
        return None

    def _session(self, match: Any) -> dict[str, Any]:
        return {"phase": match.phase, "round": match.round, "rounds": 4}
