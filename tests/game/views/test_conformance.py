"""What a view shows is what the rules do: offers, prices, shapes and words, over whole sessions of people."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest

from game.actions.errors import CODES
from game.match import Actor, Command, Match
from game.views.facilitator import facilitator_view
from game.views.screen import screen_view
from game.views.seat import seat_view
from tests.game import playing
from tests.game.playing import SCENARIOS, SEATS, Shown, Walk
from tests.game.views.strict import differences

SHORT = ("no_minutes", "not_released")
MANY = ("mark", "call")
"""Verbs with so many choices that some of them are tried."""
BOUNDS = {0: 160 * 1024, 1: 64 * 1024, 2: 64 * 1024}
"""Bytes of JSON that a seat's view may have; the lead generator's list is long."""


class Inspector:
    """Looks at a session from every seat and notes what is not as it should be."""

    def __init__(self, seed: int, *, every: int = 12, few: int = 12) -> None:
        self.chance = Random(seed)
        self.every = every
        self.few = few
        self.seen = 0
        self.phases: Counter[str] = Counter()
        self.verbs: Counter[tuple[str, bool]] = Counter()
        self.largest: dict[tuple[int, str], int] = {}
        self.found: list[str] = []

    def on_act(self, match: Match, command: Command, code: str) -> None:
        """After a command: now and then, look."""
        self.seen += 1
        if code and code not in CODES:
            self.found.append(f"{command.verb}: {code} is no code")
        if self.seen % self.every == 0:
            self.acts(match)

    def on_phase(self, match: Match) -> None:
        """When the phase changes: look at everything, in both languages."""
        self.phases[match.phase] += 1
        self.acts(match)
        self.steps(match)
        for lang in ("en", "ru", ""):
            views: list[Any] = [facilitator_view(match, lang), screen_view(match, lang, "Tea at four")]
            views += [seat_view(match, team, seat, lang) for team in range(match.team_count) for seat in SEATS]
            for view in views:
                self.found += [f"{match.phase}, {view['kind']}, {lang}: {line}" for line in differences(view)]
                if view["kind"] == "seat":
                    size = len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode())
                    key = view["seat"], lang
                    self.largest[key] = max(size, self.largest.get(key, 0))

    def acts(self, match: Match) -> None:
        """Every act that a view shows is judged by the rules as the view says."""
        team = self.chance.randrange(match.team_count)
        for seat in SEATS:
            record = match.state.teams[team].seats[seat]
            half = max(record.total // 2, record.spent)
            released = self.chance.choice([None, half])
            view = seat_view(match, team, seat, "en", released)
            shown = list(playing.shown_acts(view))
            for verb in MANY:
                acts = [act for act in shown if act.verb == verb]
                kept = self.chance.sample(acts, min(self.few, len(acts)))
                shown = [act for act in shown if act.verb != verb] + kept
            for act in shown:
                self._judge(match, team, seat, released, act)

    def _judge(self, match: Match, team: int, seat: int, released: int | None, act: Shown) -> None:
        by = "bot" if match.state.teams[team].seats[seat].bot else "person"
        inputs = {} if released is None else {"released": released}
        command = Command("?", Actor.seat_of(team, seat, by), match.round, act.verb, act.args, inputs)
        code = playing.code_of(match, command)
        self.verbs[act.verb, bool(code)] += 1
        if code != act.blocked and not (code in SHORT and act.blocked in SHORT):
            said = f"the view says {act.blocked or 'open'}, the rules say {code or 'open'}"
            self.found.append(f"{match.phase} {match.round}, seat {seat}, {act.why}: {act.verb} {act.args}: {said}")

    def steps(self, match: Match) -> None:
        """The facilitator's steps and cards are judged as the console says."""
        view = facilitator_view(match, "en")
        if not view["steps"] and match.phase not in ("fast_forward", "closed"):
            self.found.append(f"{match.phase} {match.round}: a dead end")  # the months go by themselves
        shown = [Shown(step["verb"], dict(step["args"]), "", "step") for step in view["steps"]]
        shown += [Shown("play_card", {"card": c["id"]}, c["blocked"], "card") for c in view["cards"]]
        for act in shown:
            command = Command("?", Actor.facilitator(), match.round, act.verb, act.args)
            code = playing.code_of(match, command)
            if code != act.blocked:
                self.found.append(f"{match.phase}: {act.verb} {act.args}: {act.blocked!r} but {code!r}")


@cache
def inspected(name: str, seed: int, teams: int, acts: int, every: int) -> Inspector:
    """A whole session of people, looked at from all sides."""
    inspector = Inspector(seed, every=every)
    match = playing.new_match(name, seed, teams)
    Walk(match, seed, acts_a_round=acts, on_act=inspector.on_act, on_phase=inspector.on_phase).play()
    return inspector


QUICK = [(name, seed, teams, 30, 12) for name in SCENARIOS for seed, teams in ((1, 1), (2, 2))]
LONG = [(name, seed, 1 + seed % 3, 150, 5) for name in SCENARIOS for seed in range(10, 30)]
CASES = [*QUICK, *(pytest.param(*case, marks=pytest.mark.full) for case in LONG)]
sessions = pytest.mark.parametrize(("name", "seed", "teams", "acts", "every"), CASES)


@sessions
def test_a_session_of_people_sees_only_what_the_rules_will_do(
    name: str, seed: int, teams: int, acts: int, every: int
) -> None:
    inspector = inspected(name, seed, teams, acts, every)

    assert inspector.found == []
    assert set(inspector.phases) == {"lobby", "round", "result", "charter", "fast_forward", "debrief", "closed"}


@sessions
def test_both_open_and_blocked_acts_were_tried(name: str, seed: int, teams: int, acts: int, every: int) -> None:
    tried = inspected(name, seed, teams, acts, every).verbs

    for verb in ("call", "meet", "task", "hand_over", "mark", "disqualify"):
        assert tried[verb, False], verb
        assert tried[verb, True], verb


@sessions
def test_a_view_fits_a_phone(name: str, seed: int, teams: int, acts: int, every: int) -> None:
    largest = inspected(name, seed, teams, acts, every).largest

    assert all(size < BOUNDS[seat] for (seat, _), size in largest.items()), largest


def _wander(seed: int, steps: int) -> tuple[Match, list[str]]:
    """A facilitator who does whatever comes to mind, while bots and people work a little."""
    chance = Random(seed)
    match = playing.new_match("kitchen", seed, 1 + seed % 2, chance.choice(["scenario", "open"]))
    inspector = Inspector(seed)
    walk = Walk(match, seed)
    phase = ""
    for _ in range(steps):
        if match.phase in ("round", "fast_forward"):
            walk.act()
            walk.act()
        walk.facilitate(chance.choice(ORDERS), **({"card": "flood"} if chance.random() < 0.1 else {}))
        if match.phase != phase:
            phase = match.phase
            inspector.on_phase(match)
    return match, inspector.found


ORDERS = [
    "open_round",
    "open_round",
    "close_round",
    "close_round",
    "open_charter",
    "finish",
    "open_debrief",
    "play_card",
]


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(s, marks=pytest.mark.full) for s in range(4, 60))])
def test_whatever_the_facilitator_does_everybody_sees_something_true(seed: int) -> None:
    match, found = _wander(seed, 25)

    assert found == []
    assert playing.folded(match).digest() == match.digest()
