"""A held what-if: one thing edited at one company, everything else as it was recorded."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.debrief.whatif.edits import BadEdit, Edit
from game.debrief.whatif.film import Film, film_of
from game.debrief.whatif.held import hold, team_with
from game.debrief.whatif.lane import Lane
from game.debrief.whatif.team_edits import edit_of
from game.market.columns import MUTABLE
from game.match import Match
from tests.game.debrief.edited import bots, cut, edits, filmed, people, with_team
from tests.game.debrief.whole import Whole, forked, rerun_whole
from tests.game.playing import log_of

# Sessions are played in the test, once each: one for the quick tier, beside that of bots; six for the long one.
ONE = st.just((1, "open"))
MANY = st.tuples(st.integers(0, 2), st.sampled_from(["scenario", "open"]))
Session = tuple[int, str]
LAX = {"lead_gen": "padder", "sales": "careless", "account": "careless"}


@dataclass(frozen=True, slots=True)
class Nothing(Edit):
    """No edit at all: a company runs again from an entry on."""

    row: int = 0
    first: int = 1

    def starts(self, film: Film) -> dict[int, int]:
        """The company and the entry."""
        del film
        return {self.row: self.first}


def digest(match: Match, film: Film, edit: Edit) -> str:
    """Of the whole state with only the affected rows run again."""
    return with_team(match, film.team, team_with(hold(film, edit))).digest()


def refusals(film: Film, edit: Edit) -> list[tuple[int, int, str, str]]:
    """Company, entry, code and topic of what became impossible, affected rows only."""
    return sorted((row, *one) for row, lane in hold(film, edit).now.items() for one in lane.refused)


def whole_refusals(whole: Whole) -> list[tuple[int, int, str, str]]:
    """The same of a whole team."""
    return sorted((row, *one) for row, one in whole.refused)


def agree_to_the_end(data: st.DataObject, played: Session, team: int) -> None:
    """Run an edit in each of the three ways, to the end of the twelve months."""
    match = people(*played)
    film = filmed(match, team)
    edit = data.draw(st.sampled_from(edits(match, team)))
    fork, full = forked(film, edit, match), rerun_whole(film, edit, match)
    expected = digest(match, film, edit)
    assert with_team(match, team, fork.team).digest() == expected
    assert with_team(match, team, full.team).digest() == expected
    assert whole_refusals(fork) == whole_refusals(full) == refusals(film, edit)


@settings(max_examples=4)
@given(data=st.data(), played=ONE, team=st.integers(0, 1))
def test_affected_rows_a_forked_team_and_a_full_rerun_agree(data: st.DataObject, played: Session, team: int) -> None:
    """People of every kind, every edit."""
    agree_to_the_end(data, played, team)


@pytest.mark.full
@settings(max_examples=60)
@given(data=st.data(), played=MANY, team=st.integers(0, 1))
def test_they_agree_in_many_sessions(data: st.DataObject, played: Session, team: int) -> None:
    """The same, wider."""
    agree_to_the_end(data, played, team)


def agree_when_broken_off(data: st.DataObject, played: Session, bell: int) -> None:
    """A session that was broken off at a bell is edited as far as it was played."""
    short = cut(people(*played), bell)
    film = film_of(short, 0)
    found = edits(short, 0)
    if not found:
        return
    edit = data.draw(st.sampled_from(found))
    expected = digest(short, film, edit)
    assert with_team(short, 0, forked(film, edit, short).team).digest() == expected
    assert with_team(short, 0, rerun_whole(film, edit, short).team).digest() == expected


@settings(max_examples=3)
@given(data=st.data(), played=ONE, bell=st.integers(0, 12))
def test_they_agree_at_any_bell(data: st.DataObject, played: Session, bell: int) -> None:
    """In the rounds, in the finish and in the twelve months."""
    agree_when_broken_off(data, played, bell)


@pytest.mark.full
@pytest.mark.parametrize("bell", range(13))
@settings(max_examples=4)
@given(data=st.data(), played=MANY)
def test_they_agree_at_every_bell(bell: int, data: st.DataObject, played: Session) -> None:
    """The same, at each of them."""
    agree_when_broken_off(data, played, bell)


@pytest.mark.parametrize(
    "policies",
    [
        {},
        pytest.param({"lead_gen": "told_cold", "sales": "told_cold"}, marks=pytest.mark.full),
        pytest.param(LAX, marks=pytest.mark.full),
    ],
    ids=["reference", "told_cold", "lax"],
)
def test_they_agree_where_bots_sold(policies: dict[str, str]) -> None:
    """One edit of each kind of a session of bots."""
    match = bots(5, **policies)
    film = filmed(match, 0)
    one_of_each = {edit.kind: edit for edit in edits(match, 0)}
    for edit in one_of_each.values():
        assert with_team(match, 0, forked(film, edit, match).team).digest() == digest(match, film, edit), edit


@settings(max_examples=30)
@given(data=st.data(), played=ONE)
def test_without_an_edit_nothing_changes(data: st.DataObject, played: Session) -> None:
    """A company that only runs again comes to the log's own digest, from whichever of its acts on."""
    match = people(*played)
    film = filmed(match, 0)
    row = data.draw(st.sampled_from(sorted(film.acts)))
    first = data.draw(st.integers(film.acts[row][0], len(match.entries)))
    assert digest(match, film, Nothing("nothing", row=row, first=first)) == match.digest()


def test_a_lane_that_only_folds_comes_to_the_recorded_company() -> None:
    """Every company of a session, those that nobody called too."""
    match = people(1, "open")
    film = filmed(match, 1)
    for row in range(film.crew.static.n):
        lane = Lane(film, row)
        lane.fold_to(len(match.entries))
        assert lane.alone.columns.row(0) == film.crew.columns.row(row)
        assert [h.outcome for h in lane.alone.handoffs] == [h.outcome for h in film.crew.handoffs if h.company == row]


@settings(max_examples=20)
@given(data=st.data(), played=ONE)
def test_a_held_edit_at_one_company_changes_no_other_company(data: st.DataObject, played: Session) -> None:
    """Every column of every company, and the clocks, dossiers, handoffs and promises of the others."""
    match = people(*played)
    film = filmed(match, 0)
    edit = data.draw(st.sampled_from([e for e in edits(match, 0) if e.target >= 0]))
    (row,) = edit.starts(film)
    before, after = film.crew, team_with(hold(film, edit))
    others = [i for i in range(before.static.n) if i != row]
    for name in MUTABLE:
        assert (getattr(before.columns, name)[others] == getattr(after.columns, name)[others]).all(), name
    assert {r: t for r, t in before.tracks.items() if r != row} == {r: t for r, t in after.tracks.items() if r != row}
    for old, new in zip(before.dossiers, after.dossiers, strict=True):
        assert {r: d for r, d in old.items() if r != row} == {r: d for r, d in new.items() if r != row}
    for kind in ("handoffs", "promises"):
        old_ones, new_ones = getattr(before, kind), getattr(after, kind)
        assert [h for h in old_ones if h.company != row] == [new_ones[h.id] for h in old_ones if h.company != row], kind
        assert all(h.company in (row, -1) for h in new_ones[len(old_ones) :])
    assert (before.seats, before.desk, before.charter) == (after.seats, after.desk, after.charter)


def test_the_log_and_the_match_are_never_touched() -> None:
    """Hundreds of edits later both are what they were."""
    match = people(1, "open")
    log, before = log_of(match), match.digest()
    film = film_of(match, 0)
    for edit in edits(match, 0):
        team_with(hold(film, edit))
    assert (log_of(match), match.digest()) == (log, before)


def test_what_a_return_made_impossible_is_listed() -> None:
    """After a brief went back, the seller's acts with that client are refused and left out."""
    match = bots(5)
    film = filmed(match, 0)
    sold = next(h for h in film.crew.handoffs if h.receiver == 1 and h.outcome == "won" and h.accept_round <= 4)
    held = hold(film, edit_of(film, "return_it", sold.id))
    lane = held.now[sold.company]
    meetings = [s for s in film.acts[sold.company] if film.entry(s).command.verb == "meet"]
    refused = {one.seq: one.code for one in lane.refused}
    assert set(meetings) <= set(refused)
    assert {refused[s] for s in meetings} == {"unknown_company"}  # it never came to the seller
    assert lane.alone.tracks[0].margin == 0


def test_an_edit_that_the_session_does_not_have_is_refused() -> None:
    """With one line that says why."""
    film = filmed(people(1, "open"), 0)
    for kind, target, value in (("magic", 0, ""), ("warm", 999, ""), ("trigger", -1, "T9"), ("keep_promise", 999, "")):
        with pytest.raises(BadEdit):
            edit_of(film, kind, target, value)
