"""Whether a log can be trusted."""

from __future__ import annotations

from typing import Any

import pytest

from game.debrief import at, verify
from game.match import Entry, Match
from game.match.log import read, write
from tests.game.floor import LEAD_GEN, SALES, Floor, kitchen, played, through_json


def short_log() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Header and entries of a round in which one lead was called, handed over and accepted."""
    floor = Floor()
    floor.step("open_round")
    handoff = floor.hand_over(floor.talked_to())
    floor.act(SALES, "accept", handoff=handoff, read_back=True)
    floor.step("close_round")
    return floor.match.header, through_json(floor.match.entries)


def entries_of(saved: list[dict[str, Any]]) -> list[Entry]:
    return [Entry.from_json(entry) for entry in saved]


def test_a_session_of_bots_comes_out_the_same_when_it_is_run_again() -> None:
    session = played()
    found = verify(kitchen(), session.match.header, session.match.entries)
    assert found.ok, found.difference
    assert found.entries == session.match.seq
    assert found.rounds == 4 + 1 + 24
    assert found.digest == session.match.digest()


def test_a_session_read_from_its_file_comes_out_the_same() -> None:
    match = played().match
    header, entries = read(write(match.header, match.entries))
    found = verify(kitchen(), header, entries)
    assert found.ok, found.difference
    assert found.digest == match.digest()


def test_an_empty_log_is_a_session_in_its_lobby() -> None:
    floor = Floor()
    found = verify(kitchen(), floor.match.header, [])
    assert found.ok
    assert found.digest == floor.match.digest()


def test_a_value_changed_by_hand_is_found_where_it_stands() -> None:
    header, saved = short_log()
    call = next(entry for entry in saved if entry["verb"] == "call")
    path = next(path for path in call["events"][0]["set"] if path.startswith("seat/"))
    call["events"][0]["set"][path]["spent"] = 1
    found = verify(kitchen(), header, entries_of(saved))
    assert found.difference == (f"entry {call['seq']} (team 0, seat 0, call): call_made sets other values at seat/0")
    assert found.entries == call["seq"] - 1
    assert "\n" not in found.difference


def test_a_digest_changed_by_hand_is_found_at_its_round() -> None:
    header, saved = short_log()
    saved[-1]["events"][0]["data"]["digest"] = "0" * 64
    found = verify(kitchen(), header, entries_of(saved))
    assert found.difference.endswith("(facilitator, close_round): the digest of the round differs")


def test_a_command_changed_by_hand_leads_somewhere_else() -> None:
    header, saved = short_log()
    handed = next(entry for entry in saved if entry["verb"] == "hand_over")
    handed["args"]["mode"] = "told"
    found = verify(kitchen(), header, entries_of(saved))
    assert not found.ok
    assert found.difference.startswith(f"entry {handed['seq']} (team 0, seat 0, hand_over): handed_over ")


def test_a_command_that_would_be_refused_is_named_with_its_code() -> None:
    header, saved = short_log()
    accepted = next(entry for entry in saved if entry["verb"] == "accept")
    accepted["args"]["handoff"] = 99
    found = verify(kitchen(), header, entries_of(saved))
    assert found.difference.endswith("the command is refused now (unknown_handoff)")


def test_a_missing_entry_is_found() -> None:
    header, saved = short_log()
    del saved[1]
    found = verify(kitchen(), header, entries_of(saved))
    assert found.difference.startswith("entry 3 (")
    assert "it follows entry 1" in found.difference


def test_a_log_of_other_rules_is_not_run_again() -> None:
    header, saved = short_log()
    found = verify(kitchen(), header | {"rules_version": 999}, entries_of(saved))
    assert not found.ok
    assert found.entries == 0
    assert "rules 999" in found.difference


def test_verifying_changes_neither_the_match_nor_its_log() -> None:
    floor = Floor()
    floor.step("open_round")
    floor.hand_over(floor.talked_to())
    match = floor.match
    before = match.digest(), through_json(match.entries)
    verify(kitchen(), match.header, match.entries)
    assert before == (match.digest(), through_json(match.entries))


# --- Any moment -----------------------------------------------------------------------------------------


def test_a_log_folds_to_the_moment_asked_for() -> None:
    session = played()
    for seq, digest in session.digests.items():
        then = at(kitchen(), session.match.header, session.match.entries, seq)
        assert then.seq == seq
        assert then.digest() == digest


def test_before_the_first_entry_there_is_the_lobby() -> None:
    match = played().match
    then = at(kitchen(), match.header, match.entries, 0)
    assert then.phase == "lobby"
    assert then.digest() == Match(kitchen(), match.header).digest()


@pytest.mark.parametrize("seq", [-1, 10_000])
def test_a_moment_that_never_was_is_refused(seq: int) -> None:
    match = played().match
    with pytest.raises(ValueError, match="the log has entries 1 to"):
        at(kitchen(), match.header, match.entries, seq)


def test_a_seat_may_act_after_a_fold_as_it_might_have_then() -> None:
    floor = Floor()
    floor.step("open_round")
    row = floor.talked_to()
    then = at(kitchen(), floor.match.header, floor.match.entries, floor.match.seq)
    floor.hand_over(row)
    then.submit(floor.match.entries[-1].command)
    assert then.digest() == floor.match.digest()
    assert then.state.teams[0].handoffs[0].sender == LEAD_GEN
