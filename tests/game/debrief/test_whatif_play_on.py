"""Play-on: the log up to the edit, the edit, and from there the reference policy."""

from __future__ import annotations

import pytest

from game.debrief.whatif import BadEdit, what_if, whatif_list
from game.debrief.whatif.play_on import PlayOn
from game.match import Match
from game.play import play
from tests.game.debrief.edited import bots, edits, filmed, people
from tests.game.playing import log_of, scenario, texts

LAX = {"lead_gen": "told_cold", "sales": "told_cold"}


@pytest.fixture(scope="module")
def alone() -> Match:
    """A team of reference bots alone."""
    match = play(scenario(), 8).match
    match.texts = texts()
    return match


@pytest.mark.parametrize("part", [3, 2])
def test_the_reference_playing_on_from_its_own_session_plays_the_same_session(alone: Match, part: int) -> None:
    """Wherever it is broken off, the same bots come to the same state, to the last month."""
    film = filmed(alone, 0)
    first = next(
        s for s in range(len(alone.entries) // part, len(alone.entries)) if s in film.acts.get(_row(alone, s), ())
    )
    assert PlayOn(alone, film, first, None).play().state.digest() == alone.digest()


def _row(match: Match, seq: int) -> int:
    row: int = match.entries[seq - 1].events[0]["data"].get("company", -1)
    return row


@pytest.mark.parametrize("mode", ["held", "play_on"])
def test_every_kind_of_edit_is_told_in_both_languages(mode: str) -> None:
    """One of each kind, with its words, its companies and what it holds fixed."""
    match = people(2)
    kinds = {(o["kind"], o["target"], o["value"]) for o in whatif_list(match, 0, "en")["offers"]}
    one_of_each = {kind: (kind, target, value) for kind, target, value in sorted(kinds)}
    for kind, target, value in one_of_each.values():
        for lang in ("en", "ru") if mode == "held" else ("ru",):
            view = what_if(match, 0, kind, target, value, mode, lang)  # type: ignore[arg-type]
            assert view["sentence"]
            assert view["note"]
            assert view["edit"]["label"]
            assert all(one["before"] and one["after"] for one in view["companies"])
            assert all(one["title"] and one["reason"] for one in view["illegal"])


def test_what_is_offered_first_is_a_lost_lead_whose_brief_lost_fields() -> None:
    """And every offer can be tried."""
    match = bots(5, **LAX)
    film, offers = filmed(match, 0), whatif_list(match, 0, "en")["offers"]
    first = film.crew.handoffs[offers[0]["target"]]
    assert first.outcome == "lost"
    assert first.mode != "card"
    known = {(edit.kind, edit.target, edit.value) for edit in edits(match, 0)}
    assert {(offer["kind"], offer["target"], offer["value"]) for offer in offers} <= known


def test_before_is_the_same_play_on_without_the_edit() -> None:
    """So where the edit changes nothing the two sides are equal, and the log's own result is another."""
    match = bots(5, **LAX)
    view = what_if(match, 0, "trigger", -1, "T1", "play_on", "en")
    assert view["before"] == view["after"]
    assert view["companies"] == []


def test_nothing_given_is_ever_changed() -> None:
    """Neither the match nor its log."""
    match = people(1, "open")
    log, digest = log_of(match), match.digest()
    for kind, target, value in (("clean", 0, ""), ("trigger", -1, "T2"), ("no_leaver", -1, "")):
        what_if(match, 0, kind, target, value, "play_on", "en")
    assert (log_of(match), match.digest()) == (log, digest)


def test_an_edit_that_is_not_there_is_refused() -> None:
    """For whoever asks by hand."""
    with pytest.raises(BadEdit):
        what_if(people(1, "open"), 0, "clean", 999, "", "held", "en")
