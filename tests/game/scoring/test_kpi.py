"""How seats are measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from game.market.columns import Source
from game.scoring.kpi import Score, seat_score, team_score
from game.scoring.measures import Span, account_promises, seller_promises
from tests.game.floor import ACCOUNT, LEAD_GEN, SALES, Floor, kitchen

if TYPE_CHECKING:
    from game.state.team import State, Team


@pytest.fixture
def state() -> State:
    """A match of one team whose books are still empty."""
    return Floor(acts="scenario").match.state


def write(state: State, round_: int, **values: Any) -> Team:
    """Write a round's tally by hand."""
    state.teams[0].assign(f"tally/{round_ - 1}", {"round": round_} | values)
    return state.teams[0]


def hand(team: Team, row: int, round_: int, **values: Any) -> None:
    """Write a handoff to sales by hand."""
    fields = {"company": row, "sender": LEAD_GEN, "receiver": SALES, "round": round_, "mode": "card"} | values
    team.assign(f"handoff/{len(team.handoffs)}", fields)


def promise(team: Team, **values: Any) -> None:
    """Write a promise by hand."""
    team.assign(f"promise/{len(team.promises)}", values)


def score(state: State, seat: int, first: int, last: int) -> Score:
    return seat_score(state, state.teams[0], seat, first, last)


def value(state: State, seat: int, key: str, first: int, last: int) -> int:
    return next(part.value for part in score(state, seat, first, last).parts if part.key == key)


# --- Lead generation ------------------------------------------------------------------------------------


def test_two_and_a_half_companies_a_round_are_a_full_count(state: State) -> None:
    write(state, 1, handed=1)
    write(state, 2, handed=4)
    assert value(state, LEAD_GEN, "count", 1, 1) == 40
    assert value(state, LEAD_GEN, "count", 2, 2) == 100
    assert value(state, LEAD_GEN, "count", 1, 2) == 100
    plans = [next(iter(score(state, LEAD_GEN, 1, last).parts)).measured.of for last in (1, 2, 3, 4)]
    assert plans == [2.5, 5, 7.5, 10]


def test_as_usual_the_count_is_all_that_a_lead_generator_is_paid_for(state: State) -> None:
    write(state, 1, handed=2, cells_said=6, cells_right=0, reaction=[300, 400])
    assert score(state, LEAD_GEN, 1, 1).value == 80
    assert [part.weight for part in score(state, LEAD_GEN, 1, 1).parts] == [100, 0, 0, 0, 0]


def test_by_the_teams_own_rules_the_same_round_is_worth_less(state: State) -> None:
    team = write(state, 3, handed=2, cells_said=6, cells_right=3, reaction=[30, 400])
    hand(team, 4, 3, state="accepted", accept_round=3)
    hand(team, 5, 3, state="returned")
    # 25 x 80 + 25 x 50 + 20 x 50 + 15 x 50 + 15 x 0
    assert score(state, LEAD_GEN, 3, 3).value == 50


def test_the_charter_changes_what_counts_from_round_three(state: State) -> None:
    write(state, 2, handed=5)
    team = write(state, 3, handed=5)
    weights = {"count": 0, "accepted": 0, "right": 0, "quick": 0, "won": 100}
    team.charter.weights = team.charter.weights | {"lead_gen": weights}
    hand(team, 4, 3)
    assert score(state, LEAD_GEN, 2, 2).value == 100
    assert score(state, LEAD_GEN, 3, 3).value == 0


def test_a_company_that_was_returned_is_not_accepted_the_first_time(state: State) -> None:
    team = write(state, 3, handed=1)
    hand(team, 4, 3, state="returned")
    hand(team, 4, 3, state="accepted", accept_round=3, first_time=False)
    assert value(state, LEAD_GEN, "accepted", 3, 3) == 0


def test_four_signatures_of_ten_are_a_full_score(state: State) -> None:
    team = write(state, 1, handed=5)
    for row in range(5):
        hand(team, row, 1)
    team.columns.won_round[0] = 1
    assert value(state, LEAD_GEN, "won", 1, 1) == 50
    team.columns.won_round[1] = 1
    assert value(state, LEAD_GEN, "won", 1, 1) == 100


def test_a_later_signature_does_not_change_an_earlier_score(state: State) -> None:
    team = write(state, 1, handed=1)
    write(state, 2)
    hand(team, 3, 1, state="accepted", accept_round=2)
    team.columns.won_round[3] = 2
    assert value(state, LEAD_GEN, "accepted", 1, 1) == 0
    assert value(state, LEAD_GEN, "won", 1, 1) == 0
    assert value(state, LEAD_GEN, "won", 2, 2) == 100


# --- Sales ----------------------------------------------------------------------------------------------


def test_a_part_without_anything_to_measure_leaves_its_weight_to_the_others(state: State) -> None:
    write(state, 1, margin_new=kitchen().plan.margin.sales)
    # margin 35 of 80: nothing was promised or returned, nobody was touched late, and no deal was due
    parts = {part.key: part for part in score(state, SALES, 1, 1).parts}
    assert parts["margin"].value == 100
    assert parts["promises"].measured.of == 0
    assert score(state, SALES, 1, 1).value == 50  # 35 x 100 of 35 + 35 (the predecessor's open deals)


def test_the_predecessors_deals_count_from_the_round_they_are_due(state: State) -> None:
    team = write(state, 1)
    book = [row for row in team.tracks if team.static.source[row] == Source.BOOK_SALES]
    due = sorted(team.tracks[row].round for row in book)
    taken = next(part.measured.of for part in score(state, SALES, 1, 1).parts if part.key == "won")
    assert taken == due.count(1) < len(book)


def test_a_first_contact_after_four_hours_is_not_in_time(state: State) -> None:
    write(state, 1, first_touch=[0, 240, 241, 900])
    assert value(state, SALES, "quick", 1, 1) == 50


def test_a_seller_answers_for_prices_and_for_what_he_promised_himself(state: State) -> None:
    team = write(state, 1)
    promise(team, company=1, kind="price", by=LEAD_GEN, state="broken", settled=1)
    promise(team, company=1, kind="date", by=SALES, state="kept", settled=1)
    promise(team, company=2, kind="date", by=ACCOUNT, state="broken", settled=1)
    promise(team, company=3, kind="terms", by=SALES, state="open")
    measured = seller_promises(Span(state, team, 1, 1))
    assert (measured.got, measured.of) == (1, 2)


# --- Account management ---------------------------------------------------------------------------------


def test_an_account_manager_answers_for_promises_to_companies_he_was_given(state: State) -> None:
    team = write(state, 2)
    given, kept_back = [row for row in range(team.static.n) if team.static.source[row] == Source.OUTBOUND][:2]
    hand(team, given, 1, sender=SALES, receiver=ACCOUNT, state="accepted", accept_round=2)
    promise(team, company=given, kind="date", by=SALES, state="broken", settled=2)
    promise(team, company=kept_back, kind="date", by=SALES, state="broken", settled=2)
    measured = account_promises(Span(state, team, 2, 2))
    assert (measured.got, measured.of) == (0, 1)


def test_complaints_of_the_last_bell_are_to_be_settled_in_the_round_after_it(state: State) -> None:
    write(state, 1, complaints=4)
    write(state, 2, complaints_closed=1)
    assert value(state, ACCOUNT, "complaints", 2, 2) == 25


def test_accounts_untouched_and_lost_cost_an_account_manager(state: State) -> None:
    write(state, 1, accounts=8, touched=6, churned=2, dossier=525)
    assert value(state, ACCOUNT, "touched", 1, 1) == 75
    assert value(state, ACCOUNT, "churn", 1, 1) == 75
    assert value(state, ACCOUNT, "dossier", 1, 1) == 53


# --- The team -------------------------------------------------------------------------------------------


def test_the_teams_score_is_the_mean_of_its_seats(state: State) -> None:
    write(state, 1, handed=2, accounts=6, touched=6)
    whole = team_score(state, state.teams[0], 1, 1)
    seats = [score(state, seat, 1, 1).value for seat in (LEAD_GEN, SALES, ACCOUNT)]
    assert [part.key for part in whole.parts] == ["lead_gen", "sales", "account"]
    assert [part.value for part in whole.parts] == seats
    assert abs(whole.value - sum(seats) / 3) <= 0.5
    assert sum(part.weight for part in whole.parts) == 100
