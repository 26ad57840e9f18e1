"""Sessions for tests: scenarios with their texts, a person who does anything a view offers, replays of logs."""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from game.actions.commands import FACILITATOR_VERBS, SEAT_VERBS
from game.actions.decide import decide
from game.actions.errors import Rejected
from game.match import Actor, Command, Entry, Match
from game.match.log import read, write
from game.scenario.loader import catalogue, load
from game.scenario.schema import Scenario
from game.scenario.texts import Texts
from game.views.facilitator import next_steps
from game.views.seat import seat_view

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "scenarios"
SCENARIOS = sorted(catalogue(FOLDER))
SEATS = (0, 1, 2)
BETWEEN_ROUNDS = ("wrong_phase", "round_over")
Watch = Callable[[Match], None]


@cache
def scenario(name: str = "kitchen") -> Scenario:
    """A scenario of the repository."""
    return load(FOLDER / f"{name}.toml")


@cache
def texts(name: str = "kitchen") -> Texts:
    """Its texts; strict, so that a missing word is an error."""
    path = FOLDER / f"{name}.texts.toml"
    return Texts.build(tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else None)


def new_match(name: str = "kitchen", seed: int = 1, teams: int = 1, acts: str = "scenario") -> Match:
    """A fresh match with words, on plain forks."""
    match = Match.new(scenario(name), seed, teams, acts)
    match.texts = texts(name)
    return match


def copied(match: Match) -> Match:
    """An independent copy that remembers no rendered words."""
    twin = copy.copy(match)
    twin.state = copy.deepcopy(match.state, {id(match.scenario): match.scenario})
    twin.header = dict(match.header)
    twin.entries = list(match.entries)
    twin.memo = {}
    return twin


def plain(value: Any) -> str:
    """A value as text that is equal only for equal values."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def code_of(match: Match, command: Command) -> str:
    """The code with which the rules refuse a command, "" if they accept it. Nothing is applied."""
    try:
        decide(match.state, command)
    except Rejected as refused:
        return refused.code
    return ""


# --- Logs -----------------------------------------------------------------------------------------------


def as_file(match: Match) -> tuple[dict[str, Any], list[Entry]]:
    """Header and entries after a way through real JSON text, as a file on disk would give them."""
    return read("".join(write(match.header, match.entries)).splitlines())


def folded(match: Match) -> Match:
    """The match that the written log leads to, event by event."""
    header, entries = as_file(match)
    return Match.from_log(match.scenario, header, entries)


def rerun(match: Match) -> Match:
    """The match that the commands of the written log lead to, decided anew."""
    header, entries = as_file(match)
    again = Match(match.scenario, header)
    for entry in entries:
        again.submit(entry.command)
    return again


def log_of(match: Match) -> list[str]:
    """The log, one text an entry."""
    return [plain(entry.to_json()) for entry in match.entries]


# --- What a view offers ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """An act as a view shows it: what it would send, and what the view says would come of it."""

    verb: str
    args: dict[str, Any]
    blocked: str
    why: str  # where in the view it stands


def shown_acts(view: Any) -> Iterator[Shown]:
    """Every act that a seat's view shows, blocked or not, each parameter with each of its choices."""
    for offer in view["offers"]:
        yield from _offered(view, offer, "desk")
    for company in view["companies"]:
        where = f"company {company['id']} ({company['place']})"
        for offer in company["offers"]:
            yield from _offered(view, offer, where)
        if company["agenda"]:
            yield from _conversations(view, company, where)


def _offered(view: Any, offer: Any, where: str) -> Iterator[Shown]:
    if offer["verb"] != "mark":
        yield Shown(offer["verb"], dict(offer["args"]), offer["blocked"], where)
        return
    company = next(c for c in view["companies"] if c["id"] == offer["args"]["company"])
    sure = {cell["field"]: cell["value"] for cell in company["cells"] if cell["status"] == "confirmed"}
    guessing = offer["args"]["status"] == "guess"
    for field, choices in view["vocabulary"].items():
        for value in (choice["value"] for choice in choices):
            code = offer["blocked"]  # a guess never replaces what is confirmed, nothing is confirmed twice
            if field in sure and (guessing or sure[field] == value) and code not in BETWEEN_ROUNDS:
                code = "already_done"
            yield Shown("mark", {**offer["args"], "field": field, "value": value}, code, where)


def _conversations(view: Any, company: Any, where: str) -> Iterator[Shown]:
    plan = view["agendas"][company["agenda"]]
    topics = {topic["topic"]: topic for topic in plan["topics"]}
    for topic in plan["topics"]:
        items: list[dict[str, Any]] = [{"topic": topic["topic"]}]
        for param in topic["params"]:
            if topic["blocked"]:
                some = param["default"] or next((c["value"] for c in param["choices"]), "")
                items = [item | {param["name"]: some} for item in items]
            else:
                items = [item | {param["name"]: c["value"]} for item in items for c in param["choices"]]
        for item in items:
            yield conversation(view, company, [item], topic["blocked"], f"{where}, topic {item}")
    for preset in plan["presets"]:
        agenda = [dict(item) for item in preset["agenda"]]
        assert not any(topics[item["topic"]]["blocked"] for item in agenda), (where, preset)
        yield conversation(view, company, agenda, "", f"{where}, preset {preset['id']}")


def conversation(view: Any, company: Any, agenda: list[Any], blocked: str = "", why: str = "") -> Shown:
    """A call or meeting with this agenda; where the view's own prices exceed its minutes, it says so."""
    plan = view["agendas"][company["agenda"]]
    price = {topic["topic"]: topic["minutes"] for topic in plan["topics"]}
    visit = plan["visit"] == "required" or any(item["topic"] == "measure" for item in agenda)
    minutes = plan["visit_minutes"] if visit else plan["base_minutes"]
    minutes += sum(price[item["topic"]] for item in agenda)
    left = view["minutes"]
    if not blocked and max(minutes, plan["no_answer_minutes"]) > left["left"] + left["overrun"]:
        blocked = "no_minutes"
    args: dict[str, Any] = {"company": company["id"], "agenda": agenda}
    if plan["verb"] == "meet":
        args |= {"visit": visit, "write_up": False}
    return Shown(plan["verb"], args, blocked, why)


# --- A person who does anything -------------------------------------------------------------------------


class Walk:
    """A whole session of people who do whatever their view offers; the facilitator plays along.

    The same seed gives the same session. `on_act` is called after every command, refused or not, with the
    match, the command and the code ("" if it was accepted).
    """

    def __init__(
        self,
        match: Match,
        seed: int,
        *,
        acts_a_round: int = 60,
        on_act: Callable[[Match, Command, str], None] | None = None,
        on_phase: Watch | None = None,
    ) -> None:
        """A walk through `match`, from the lobby on."""
        self.match = match
        self.chance = Random(seed)
        self.acts = acts_a_round
        self.on_act = on_act
        self.on_phase = on_phase
        self.sent = 0
        self.refused: list[tuple[str, str]] = []

    def play(self) -> Match:
        """From the lobby to the closed session."""
        match, chance = self.match, self.chance
        self._phase()
        frame = match.scenario.frame
        for number in range(1, frame.rounds + 1):
            self.facilitate("open_round")
            self._phase()
            for done in range(self.acts):
                if done == self.acts // 2 and chance.random() < 0.5:
                    self.facilitate("play_card", card=chance.choice(["flood", "leaver", "chair_swap"]))
                if done and done % 20 == 0:
                    self._swap_drivers()
                self.act(released_share=min(1.0, 0.4 + done / self.acts))
            self.facilitate("close_round")
            self._phase()
            if number == frame.charter_after:
                self.facilitate("open_charter")
                self._charters()
                self._phase()
        self.facilitate("finish")
        self._phase()
        for _ in range(match.scenario.fast_forward.rounds + 1):
            for _ in range(self.acts // 10):
                self.act(released_share=1.0)
            self.facilitate("close_round")
        self._phase()
        for verb in ("open_debrief", "close_session"):
            self.facilitate(verb)
            self._phase()
        return match

    def act(self, released_share: float = 1.0) -> None:
        """One command of one seat, drawn from what its view shows, now and then with a longer agenda."""
        match, chance = self.match, self.chance
        team, seat = chance.randrange(match.team_count), chance.choice(SEATS)
        record = match.state.teams[team].seats[seat]
        released = int(record.total * released_share)
        typing = chance.random() < 0.1  # only a view with words holds the values to type in
        view = seat_view(match, team, seat, "en" if typing else "", released)
        choices = [shown for shown in shown_acts(view) if not shown.blocked]
        planned = [company for company in view["companies"] if company["agenda"]]
        if planned and chance.random() < 0.5:
            talk = _long_agenda(chance, view, chance.choice(planned))
            choices = [talk] if not talk.blocked else choices
        verbs = sorted({shown.verb for shown in choices})
        if "disqualify" in verbs and len(verbs) > 1 and chance.random() < 0.7:
            verbs.remove("disqualify")
        if verbs:
            verb = chance.choice(verbs)
            self.send(team, seat, chance.choice([s for s in choices if s.verb == verb]), released)

    def send(self, team: int, seat: int, shown: Shown, released: int | None = None) -> str:
        """Submit what a view showed; returns the code of a refusal, "" if it was accepted."""
        args = dict(shown.args)
        if shown.verb == "hand_over":
            args["notes"] = self.chance.choice(["", "Call after six", "Позвоните после шести"])
        by = "bot" if self.match.state.teams[team].seats[seat].bot else "person"
        inputs = {} if released is None else {"released": released}
        return self._submit(Actor.seat_of(team, seat, by), shown.verb, args, inputs)

    def facilitate(self, verb: str, **args: Any) -> str:
        """A facilitator's command."""
        return self._submit(Actor.facilitator(), verb, args, {})

    def _submit(self, actor: Actor, verb: str, args: dict[str, Any], inputs: dict[str, Any]) -> str:
        self.sent += 1
        command = Command(f"w{self.sent}", actor, self.match.round, verb, args, inputs)
        try:
            self.match.submit(command)
            code = ""
        except Rejected as refused:
            code = refused.code
            self.refused.append((verb, code))
        if self.on_act is not None:
            self.on_act(self.match, command, code)
        return code

    def _swap_drivers(self) -> None:
        team, seat = self.chance.randrange(self.match.team_count), self.chance.choice(SEATS)
        policy = "" if self.match.state.teams[team].seats[seat].bot else "reference"
        self.facilitate("seat_bot", team=team, seat=seat, policy=policy)

    def _charters(self) -> None:
        for team in range(self.match.team_count):
            for seat in SEATS:
                draft = seat_view(self.match, team, seat, "en")["charter"]
                assert draft is not None
                changes = _changes(self.chance, draft)
                self._submit(Actor.seat_of(team, seat), "edit_charter", {"changes": changes}, {})
            for seat in SEATS:
                self._submit(Actor.seat_of(team, seat), "agree_charter", {}, {})

    def _phase(self) -> None:
        if self.on_phase is not None:
            self.on_phase(self.match)


JUNK: tuple[Any, ...] = (None, True, -1, 0, 7, 10**30, 0.5, "", "x" * 600, "pain", [], {}, [{"topic": "pain"}])


def nonsense(chance: Random, match: Match) -> Command:
    """A command that somebody with a console might send: foreign, bent, of another time or of no kind at all."""
    actor = Actor(chance.randrange(-1, match.team_count + 1), chance.randrange(-1, 4))
    verb = chance.choice([*SEAT_VERBS, *FACILITATOR_VERBS, "peek"])
    args: dict[str, Any] = {}
    if 0 <= actor.team < match.team_count and actor.seat in SEATS and chance.random() < 0.7:
        acts = list(shown_acts(seat_view(match, actor.team, actor.seat, "")))
        if acts:
            act = chance.choice(acts)
            verb, args = act.verb, dict(act.args)
            how = chance.random()
            if how < 0.4 and args:
                args[chance.choice(sorted(args))] = chance.choice(JUNK)
            elif how < 0.7 and "company" in args:
                args["company"] = chance.randrange(130)
            elif how < 0.8:
                actor = Actor(actor.team, chance.choice(SEATS))
            else:
                args[chance.choice(["visit", "status", "value", "notes", "note", "cheat"])] = chance.choice(JUNK)
    else:
        names = ("company", "handoff", "task", "agenda", "mode", "changes", "card", "policy", "team", "seat")
        args = {name: chance.choice(JUNK) for name in names if chance.random() < 0.3}
    round_ = match.round if chance.random() < 0.8 else chance.randrange(-1, 9)
    return Command("nonsense", actor, round_, verb, args)


@cache
def moments(seed: int = 5, teams: int = 2, acts_a_round: int = 30) -> tuple[Match, ...]:
    """One session of people at every change of phase and in the middle of every round. Copy before you change."""
    found: list[Match] = []
    walk = Walk(
        new_match(seed=seed, teams=teams),
        seed,
        acts_a_round=acts_a_round,
        on_act=lambda match, _, __: found.append(copied(match)) if walk.sent % acts_a_round == 0 else None,
        on_phase=lambda match: found.append(copied(match)),
    )
    walk.play()
    return tuple(found)


def _long_agenda(chance: Random, view: Any, company: Any) -> Shown:
    """Several open topics in one conversation, at most one moment of the deal among them."""
    plan = view["agendas"][company["agenda"]]
    topics = [topic for topic in plan["topics"] if not topic["blocked"]]
    chance.shuffle(topics)
    agenda: list[dict[str, Any]] = []
    for topic in topics[: chance.randint(1, plan["max_topics"])]:
        item = {"topic": topic["topic"]}
        item |= {param["name"]: chance.choice(param["choices"])["value"] for param in topic["params"]}
        agenda.append(item)
    return conversation(view, company, agenda)


def _changes(chance: Random, draft: Any) -> dict[str, Any]:
    """Some changes of a charter, from the choices that the view gives."""
    changes: dict[str, Any] = {}
    for key, choices in draft["options"].items():
        if key.startswith("weights.") or chance.random() < 0.5:
            continue
        values = [choice["value"] for choice in choices]
        if isinstance(draft[key], list):
            changes[key] = [value for value in values if chance.random() < 0.5]
        elif isinstance(draft[key], bool):
            changes[key] = chance.choice(values) == "true"
        else:
            changes[key] = chance.choice(values)
    return changes


def steps_of(match: Match) -> list[str]:
    """What the facilitator's console offers next."""
    return next_steps(match)
