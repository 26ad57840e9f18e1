"""Every record survives the way through JSON, and a change carries all that differs and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.market.rules import FIELDS
from game.state.records import Cell, Charter, Dossier, Handoff, Promise, Record, Seat, Tally, Track
from game.state.team import Course, Desk
from tests.game.playing import moments

words = st.text(max_size=8)
numbers = st.integers(-(2**40), 2**40)
cells = st.builds(
    Cell,
    status=st.integers(0, 2),
    value=words,
    source=st.sampled_from(["", "you", "told", "notes", "card", "predecessor", "marked"]),
    round=st.integers(0, 40),
    written=st.booleans(),
)
known = st.dictionaries(st.sampled_from(FIELDS), cells)
line = st.tuples(words, words, st.floats(0, 1), st.just({"n": 3}), words, st.just([["pain", 2, "look"]])).map(list)
talk = st.fixed_dictionaries({"round": numbers, "lines": st.lists(line, max_size=2), "outcome": st.just(["", {}])})
OWN: dict[str, st.SearchStrategy[Any]] = {
    "cells": known,
    "sent": known,
    "received": known,
    "talk": st.just({}) | talk,
    "draws": st.dictionaries(st.integers(0, 300).map(str), st.integers(0, 9)),
    "cards": st.dictionaries(words, st.integers(0, 9)),
    "weights": st.just({"sales": {"won": 60, "margin": 40}}),
    "inbox": st.lists(st.just(["won", {"price": 5}, 3, "warm"]), max_size=2),
    "history": st.lists(st.just(["open_round", 1]), max_size=2),
    "read_back": st.lists(st.just(["pain", "mended", "", "look"]), max_size=2),
    "pending": st.lists(st.tuples(numbers, numbers).map(list), max_size=3),
}
PLAIN = {"int": numbers, "str": words, "bool": st.booleans(), "float": st.floats(0, 1)}
PLAIN |= {"list[str]": st.lists(words, max_size=3), "list[int]": st.lists(numbers, max_size=3)}
KINDS: list[type[Record]] = [Dossier, Track, Promise, Handoff, Charter, Seat, Tally, Desk, Course]


def records(kind: type[Record]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **{f.name: OWN[f.name] if f.name in OWN else PLAIN[str(f.type)] for f in fields(kind)})


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=25)
def test_a_record_comes_back_from_json_as_it_was(kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(records(kind))

    assert kind.from_json(record.to_json()) == record
    assert kind.from_json(json.loads(json.dumps(record.to_json()))) == record


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=25)
def test_the_changes_of_a_record_lead_from_one_to_the_other(kind: type[Record], data: st.DataObject) -> None:
    before, after = data.draw(records(kind)), data.draw(records(kind))
    untouched = before.clone()
    changes = json.loads(json.dumps(after.changes(before)))
    changed = before.clone()
    changed.assign(changes)

    assert changed == after
    assert before == untouched
    assert after.changes(after.clone()) == {}


def test_the_state_of_a_session_comes_back_from_json_record_by_record() -> None:
    for moment in moments()[::4]:
        for team in moment.state.teams:
            held = [*team.seats, team.desk, team.charter, *team.handoffs, *team.promises, *team.tallies]
            held += [*team.tracks.values(), *(d for shelf in team.dossiers for d in shelf.values())]
            for record in held:
                again = type(record).from_json(json.loads(json.dumps(record.to_json())))
                assert again == record
        assert Course.from_json(json.loads(json.dumps(moment.state.course.to_json()))) == moment.state.course
