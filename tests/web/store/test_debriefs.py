"""What was said in the debrief is kept once per person, and forgotten when that is asked."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from tests.web.store.test_store import a_session, an_entry, store
from web.store import debriefs, entries, people, sessions
from web.store.debriefs import AnswersRow, ReflectionRow, VoteRow
from web.store.people import Person
from web.store.tables import metadata
from web.store.writer import Store

__all__ = ["store"]


@pytest.fixture
def people_there(store: Store) -> Store:
    for number, name in enumerate(("Anna", "Борис")):
        person = Person(f"p{number}", "s1", name, name.casefold(), "en", 0, number, 1)
        store.run(lambda c, person=person: people.add(c, person))
    return store


def test_the_last_word_of_a_participant_counts(people_there: Store) -> None:
    def say(connection: sa.Connection) -> None:
        for choice in ("sales", "handoff"):
            debriefs.put_vote(connection, "s1", VoteRow(0, 14, "p0", choice))
        debriefs.put_vote(connection, "s1", VoteRow(0, 15, "p0", "nobody"))
        debriefs.put_vote(connection, "s1", VoteRow(0, 14, "p1", "sales"))
        for value in ("a", "b"):
            debriefs.put_answers(connection, "s1", AnswersRow("p0", "before", {"q1": value}))
            debriefs.put_reflection(connection, "s1", ReflectionRow("p0", f"Правило {value}", "SM", 7))
        debriefs.put_answers(connection, "s1", AnswersRow("p0", "after", {"q1": "c"}))
        for panel in ("leaks", "journey"):
            debriefs.put_stage(connection, "s1", {"panel": panel})

    people_there.run(say)
    said = people_there.run(lambda c: debriefs.said(c, "s1"))
    assert said.stage == {"panel": "journey"}
    assert sorted((vote.company, vote.participant, vote.choice) for vote in said.votes) == [
        (14, "p0", "handoff"),
        (14, "p1", "sales"),
        (15, "p0", "nobody"),
    ]
    assert {(row.moment, row.answers["q1"]) for row in said.answers} == {("before", "b"), ("after", "c")}
    assert said.reflections == [ReflectionRow("p0", "Правило b", "SM", 7)]


def test_forgetting_removes_the_words_and_keeps_what_was_ticked(people_there: Store) -> None:
    people_there.run(lambda c: debriefs.put_reflection(c, "s1", ReflectionRow("p0", "Call Anna first", "SMART", 7)))
    assert people_there.run(lambda c: debriefs.forget(c, "s1")) == 1
    assert people_there.run(lambda c: debriefs.forget(c, "s1")) == 0
    assert people_there.run(lambda c: debriefs.said(c, "s1")).reflections == [ReflectionRow("p0", "", "SMART", 7)]
    dump = people_there.run(lambda c: str([c.execute(table.select()).fetchall() for table in metadata.sorted_tables]))
    assert "Call Anna" not in dump


def test_a_session_that_is_removed_leaves_nothing_behind(people_there: Store) -> None:
    def say(connection: sa.Connection) -> None:
        sessions.add(connection, a_session("s2", "HGFEDCBA"))
        debriefs.put_vote(connection, "s1", VoteRow(0, 14, "p0", "sales"))
        debriefs.put_answers(connection, "s1", AnswersRow("p0", "before", {}))
        debriefs.put_reflection(connection, "s1", ReflectionRow("p0", "x", "", 7))
        debriefs.put_stage(connection, "s1", {})
        entries.append(connection, "s1", [an_entry(1)])
        sessions.remove(connection, "s1")

    people_there.run(say)
    left = people_there.run(
        lambda c: {
            table.name: count
            for table in metadata.sorted_tables
            if (count := c.execute(sa.select(sa.func.count()).select_from(table)).scalar())
        }
    )
    assert left == {"sessions": 1}


def test_the_log_can_be_read_as_text_up_to_an_entry(store: Store) -> None:
    store.run(lambda c: entries.append(c, "s1", [an_entry(1), an_entry(2), an_entry(3)]))
    assert store.run(lambda c: entries.texts(c, "s1", 2)) == [
        '{"seq":1,"text":"Привет"}',
        '{"seq":2,"text":"Привет"}',
    ]
