"""Sessions to try edits on, and all the edits that they have."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from game.debrief.whatif.edits import BadEdit
from game.debrief.whatif.film import Film, film_of
from game.debrief.whatif.team_edits import KINDS, edit_of
from game.debrief.whatif.triggers import TRIGGERS
from game.match import Match
from game.play import play
from game.state.team import State
from tests.game.playing import Walk, new_match, scenario, texts

if TYPE_CHECKING:
    from game.debrief.whatif.edits import Edit
    from game.state.team import Team


@cache
def people(seed: int, acts: str = "scenario") -> Match:
    """A whole session of two teams of people who do anything, cards and drivers changing; nobody may change it."""
    match = new_match(seed=seed, teams=2, acts=acts)
    return Walk(match, seed, acts_a_round=100).play()


@cache
def bots(seed: int, **policies: str) -> Match:
    """A whole session of two teams of bots; nobody may change it."""
    match = play(scenario(), seed, 2, policies=policies, acts="scenario").match
    match.texts = texts()
    return match


@cache
def filmed(match: Match, team: int) -> Film:
    """The film of a team, made once."""
    return film_of(match, team)


@cache
def edits(match: Match, team: int) -> tuple[Edit, ...]:
    """Every edit that a team's session has."""
    film = filmed(match, team)
    targets = {"keep_promise": range(len(film.crew.promises)), "trigger": (-1,), "no_leaver": (-1,)}
    found = []
    for kind in KINDS:
        for target in targets.get(kind, range(len(film.crew.handoffs))):
            for value in TRIGGERS if kind == "trigger" else ("",):
                try:
                    found.append(edit_of(film, kind, target, value))
                except BadEdit:
                    continue
    return tuple(found)


def with_team(match: Match, number: int, team: Team) -> State:
    """The state of a match with another team in the place of one of its own."""
    state = match.state
    teams = [*state.teams]
    teams[number] = team
    return State(state.scenario, state.seed, state.acts, state.course, teams)


def cut(match: Match, bell: int) -> Match:
    """The match as it was after its n-th closing bell, from 0."""
    bells = [e.seq for e in match.entries if e.command.verb == "close_round"]
    made = Match.from_log(match.scenario, match.header, match.entries[: bells[bell]])
    made.texts = match.texts
    return made
