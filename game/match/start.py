"""How a match begins: markets, seats, and what the predecessors left on the desks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.charter import default_weights
from game.actions.context import truth
from game.actions.thinking import wait_from_answer
from game.market.build import book_knows, build
from game.market.columns import Source, Stage
from game.market.fork import Fork
from game.scenario.schema import Scenario
from game.state.draft import Draft
from game.state.records import ACCOUNT, CONFIRMED, JUDGED, ROLES, SALES, Cell, Seat
from game.state.team import Course, State, Team

if TYPE_CHECKING:
    from game.market.market import Market


def mesa_market() -> type[Market]:
    """The market as a Mesa model. Loading Mesa takes seconds, so that only live play does it, and only here."""
    from game.market.market import Market  # noqa: PLC0415

    return Market


def new_state(scenario: Scenario, seed: int, names: list[str], acts: str, *, mesa: bool = False) -> State:
    """The state before the first round: a pure function of the log's header.

    Args:
        scenario: the rules and numbers.
        seed: 64 bits, the key to every secret.
        names: one name a team.
        acts: "scenario", or "open" for every lever from round 1.
        mesa: whether the markets are Mesa models, as in live play, or plain forks, as everywhere else.
    """
    state = State(scenario, seed, acts, Course(), [])
    static, columns = build(scenario, seed, scenario.frame.rounds)
    frame = mesa_market() if mesa else None
    for index, name in enumerate(names):
        own = columns.copy()
        market = frame(scenario, seed, static=static, columns=own) if frame else Fork(scenario, static, own)
        seats = [Seat(role=ROLES.index(role)) for role in scenario.structure]
        team = Team(index, name, market, seats)
        team.charter.weights = default_weights(scenario)
        state.teams.append(team)
        _leave_books(state, team)
    return state


def _leave_books(state: State, team: Team) -> None:
    """Opportunities for sales and accounts for the account manager, both with imperfect briefs."""
    draft = Draft(state, team)
    book = state.scenario.book
    for row, opportunity in zip(team.static.rows_from(Source.BOOK_SALES), book.opportunities, strict=True):
        dossier = draft.dossier(SALES, row)
        _fill(state, team, draft, SALES, row)
        dossier.wants = "custom"
        track = draft.track(row)
        track.here, track.round = True, opportunity.ready_round
        track.ready_clock, track.ready_round = opportunity.ready_minute, opportunity.ready_round
        draft.round = opportunity.ready_round
        wait_from_answer(draft, row)
    for row in team.static.rows_from(Source.BOOK_ACCOUNTS):
        if team.columns.stage[row] == Stage.ACCOUNT:
            _fill(state, team, draft, ACCOUNT, row)
            draft.dossier(ACCOUNT, row).wants = "custom"
            draft.track(row).here = True
    for path, values in draft.changes().items():
        team.assign(path, values)


def _fill(state: State, team: Team, draft: Draft, seat: int, row: int) -> None:
    dossier = draft.dossier(seat, row)
    for index, field in enumerate(JUDGED):
        if book_knows(state.scenario, team.static, row, index):
            value = truth(state, team, row, field)
            dossier.cells[field] = Cell(CONFIRMED, value, "predecessor", 0, True)
