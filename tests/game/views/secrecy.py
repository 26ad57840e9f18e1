"""Finding leaks: canaries that may appear nowhere, and worlds that must look the same."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import numpy as np

from game.actions.decide import decide
from game.actions.errors import CODES, Rejected
from game.match import Actor, Command, Match
from game.state.records import ROLES
from game.views.facilitator import facilitator_view
from game.views.screen import screen_view
from game.views.seat import seat_view
from tests.game import playing
from tests.game.playing import SEATS, copied
from tests.game.views.worlds import Reader, readers, twin

CANARY = re.compile(r"secretpain\d+x")
NUMBER = re.compile(r"\d\.\d|\d{12,}|e-\d\d")
"""Views hold whole minutes, cents and counts: never a fraction, a key or a seed."""


class Echo:
    """Texts that say nothing but their key and everything they were given: nothing can hide in a wording."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def fixed(self, lang: str) -> dict[str, str]:
        return {}

    def words(self, key: str, lang: str, **params: object) -> str:
        return f"{key}{params or ''}"

    def says(self, key: str, kind: str, lang: str, draw: float, **params: object) -> str:
        return f"{key}{params or ''}"


def canaried(seed: int, teams: int = 2, acts: str = "scenario") -> Match:
    """A match in which every company has pains of its own, whose names are found nowhere else.

    Fractions among the traits (budget, severity, usefulness, competitor, thresholds, trust) are values that no
    view rounds to by chance.
    """
    match = playing.new_match(seed=seed, teams=teams, acts=acts)
    match.texts = Echo(playing.texts())  # type: ignore[assignment]
    static = match.state.teams[0].static
    names = tuple(f"secretpain{i}x" for i in range(3 * static.n))
    scenario = match.scenario.model_copy(update={"pains": names})
    match.scenario = match.state.scenario = scenario
    for team in match.state.teams:
        team.market.case = scenario
    own = np.arange(3 * static.n, dtype=np.int16).reshape(static.n, 3)
    static.pains = np.where(static.pains >= 0, own, -1).astype(np.int16)  # type: ignore[assignment]
    static._traits.clear()
    for team in match.state.teams:  # what the predecessors left names pains too
        for shelf in team.dossiers:
            for row, dossier in shelf.items():
                pain = dossier.cell("pain")
                if pain.status:
                    told = "+".join(names[p] for p in static.pains[row] if p >= 0)
                    dossier.cells = dossier.cells | {"pain": pain._replace(value=told)}
    return match


def learnt(match: Match, team: int, seat: int) -> dict[int, set[str]]:
    """Per company, the canaries that a seat's dossier, or a brief it sent or got, holds."""
    crew = match.state.teams[team]
    found = {row: _canaries(dossier.to_json()) for row, dossier in crew.dossiers[seat].items()}
    for handoff in crew.handoffs:
        parts: list[Any] = []
        if seat == handoff.sender:
            parts = [handoff.sent, handoff.read_back]
        elif seat == handoff.receiver:
            parts = [handoff.received, handoff.read_back]
            if handoff.mode == "card":
                parts.append(handoff.sent)
        found[handoff.company] = found.get(handoff.company, set()) | _canaries(parts)
    return found


def _canaries(value: Any) -> set[str]:
    return set(CANARY.findall(playing.plain(value)))


def canary_leaks(match: Match) -> list[str]:
    """Canaries and fractions in the views of all seats, the projector and the facilitator."""
    found: list[str] = []
    for team in range(match.team_count):
        for seat in SEATS:
            view: Any = dict(seat_view(match, team, seat, "en"))
            del view["vocabulary"]  # every value there is, whoever has it
            who = f"{match.phase}, team {team}, {ROLES[seat]}"
            found += _numbers(who, view)
            known = learnt(match, team, seat)
            rows = match.state.teams[team].rows
            for company in view["companies"]:
                for secret in _canaries(company) - known.get(rows[company["id"]], set()):
                    found.append(f"{who}: {secret} at company {company['id']}")
            for secret in _canaries(view) - set().union(*known.values()):
                found.append(f"{who}: {secret}")
    for view in (screen_view(match, "en"), facilitator_view(match, "en")):
        found += _numbers(view["kind"], view)
        found += [f"{view['kind']}: {secret}" for secret in _canaries(view)]
    return found


def refusal_leaks(match: Match, chance: Random, tries: int = 20) -> list[str]:
    """Refusals of nonsense that say more than a code and the name of an argument."""
    found = []
    for _ in range(tries):
        command = playing.nonsense(chance, match)
        try:
            decide(match.state, command)
        except Rejected as refused:
            text = f"{refused.code} {refused.detail}"
            if refused.code not in CODES or CANARY.search(text) or NUMBER.search(text) or len(text) > 120:
                found.append(f"{match.phase}: {command.verb} is refused with {text}")
    return found


def _numbers(who: str, view: Any) -> list[str]:
    text = playing.plain(view)
    return [f"{who}: {text[max(0, m.start() - 40) : m.end() + 10]}" for m in NUMBER.finditer(text)]


def world_leaks(match: Match, seed: int, who: list[Reader] | None = None) -> list[str]:
    """Differences that a reader could see between this world and one that differs in what it never learnt."""
    found = []
    for reader in who or readers(match):
        chance = Random(f"{seed} {reader}")
        here, there = copied(match), twin(match, reader, chance)
        ours, theirs = reader.view(here), reader.view(there)
        found += [f"{match.phase} {match.round}, {reader}: {line}" for line in _unlike(ours, theirs)]
        if reader.kind == "seat" and not found:
            found += _answers(here, there, reader, chance)
    return found


def _answers(here: Match, there: Match, reader: Reader, chance: Random) -> list[str]:
    """Acts that are refused in one of the worlds only: a refusal may not depend on what is hidden."""
    found = []
    shown = list(playing.shown_acts(reader.view(here)))
    for act in chance.sample(shown, min(60, len(shown))):
        by = "bot" if here.state.teams[reader.team].seats[reader.seat].bot else "person"
        actor = Actor.seat_of(reader.team, reader.seat, by)
        command = Command("?", actor, here.round, act.verb, act.args)
        codes = playing.code_of(here, command), playing.code_of(there, command)
        if codes[0] != codes[1]:
            found.append(f"{here.phase} {here.round}, {reader}: {act.verb} {act.args} is answered {codes}")
    return found


def _unlike(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """Where two views differ, at most a few lines."""
    if playing.plain(ours) == playing.plain(theirs):
        return []
    if isinstance(ours, dict) and isinstance(theirs, dict) and set(ours) == set(theirs):
        return [line for key in ours for line in _unlike(ours[key], theirs[key], f"{path}.{key}")][:3]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs, strict=True))
        return [line for i, (a, b) in pairs for line in _unlike(a, b, f"{path}.{i}")][:3]
    return [f"{path}: {str(ours)[:80]!r} or {str(theirs)[:80]!r}"]
