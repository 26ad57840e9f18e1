"""The store keeps what it says, all or nothing, and one caller's mistake is not another's."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from web.access import tokens
from web.store import chat, clocks, entries, people, sessions
from web.store.chat import LineRow
from web.store.clocks import ClockRow
from web.store.engine import MIGRATIONS, VERSION, migrate, open_engine, sqlite_url
from web.store.entries import EntryRow, GapError
from web.store.people import Person
from web.store.sessions import SessionRow
from web.store.tables import metadata
from web.store.trouble import StoreError
from web.store.writer import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def a_session(name: str = "s1", code: str = "ABCDEFGH") -> SessionRow:
    return SessionRow(
        name, 1, None, code, "en", "kitchen", "Kitchens", {"a": "b"}, {"seed": 2**64 - 1}, 60, 60, 0,
        reveal=False, phase="lobby", round=0, rounds=4, teams=2,
    )  # fmt: skip


def an_entry(seq: int, name: str = "") -> EntryRow:
    return EntryRow(seq, name or f"id{seq}", "hash", 7, 1, {"seq": seq, "text": "Привет"})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(open_engine(sqlite_url(tmp_path)))
    made.run(lambda c: sessions.add(c, a_session()))
    yield made
    made.close()


def schema(engine: sa.Engine) -> dict[str, object]:
    """What a database says of its tables, and which migration it notes."""
    look = sa.inspect(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        version = connection.scalar(sa.select(VERSION.c.version_num))
    return {"version": version} | {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in look.get_columns(name)],
            look.get_pk_constraint(name)["constrained_columns"],
            sorted(str(sorted(key.items(), key=str)) for key in look.get_foreign_keys(name)),
            sorted(key["column_names"] for key in look.get_unique_constraints(name)),
            sorted((index["name"] or "", *index["column_names"]) for index in look.get_indexes(name)),
        )
        for name in look.get_table_names()
    }


def test_a_new_store_has_the_tables_that_the_migrations_lead_to(tmp_path: Path) -> None:
    new = open_engine(sqlite_url(tmp_path))
    with new.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    old = sa.create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with old.begin() as connection:
        VERSION.create(connection)  # a store that has reached no migration yet
    migrate(old)
    assert schema(new) == schema(old)
    assert len(schema(new)) == 2 + len(metadata.tables)
    new.dispose()
    old.dispose()


def test_what_teams_wrote_outlives_a_newer_baton_and_the_way_back(tmp_path: Path) -> None:
    store = Store(open_engine(sqlite_url(tmp_path)))
    places = [(number, team) for number in (7, 8) for team in (0, 1)]
    lines = [LineRow(number, team, "p1", f"line {number}", 0, number, told=True) for number, team in places]

    def fill(connection: sa.Connection) -> None:
        sessions.add(connection, a_session())
        people.add(connection, Person("p1", "s1", "Anna", "anna", "en", 0, 0, 1))
        for line in lines:
            chat.add(connection, "s1", line)

    store.run(fill)
    store.close()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = open_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        assert [row.number for row in connection.execute(sa.text("SELECT number FROM chat_lines"))] == [1, 2, 3, 4]
        command.upgrade(config, "head")
    store = Store(engine)
    kept = store.run(lambda c: chat.every(c, "s1"))
    assert [(line.team, line.text) for line in kept] == [(line.team, line.text) for line in lines]
    store.close()


def test_a_store_of_a_newer_baton_is_not_touched(tmp_path: Path) -> None:
    engine = open_engine(sqlite_url(tmp_path))
    with engine.begin() as connection:
        connection.execute(VERSION.update().values(version_num="9999"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer Baton"):
        open_engine(sqlite_url(tmp_path))


def test_a_store_that_cannot_be_opened_says_so_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "baton.db").write_text("this is no database, and long enough to be looked at " * 20)
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_engine(sqlite_url(tmp_path))
    assert "\n" not in str(caught.value)


def test_a_session_comes_back_as_it_was_kept(store: Store) -> None:
    assert store.run(lambda c: sessions.get(c, "s1")) == a_session()
    assert store.run(lambda c: sessions.by_code(c, "ABCDEFGH")) == a_session()
    store.run(lambda c: sessions.note_phase(c, "s1", "closed", 4, 99))
    assert store.run(lambda c: sessions.by_code(c, "ABCDEFGH")) is None


def test_the_log_has_no_gaps_and_no_repetitions(store: Store) -> None:
    store.run(lambda c: entries.append(c, "s1", [an_entry(1), an_entry(2)]))
    for wrong in ([an_entry(2)], [an_entry(4)], [an_entry(3), an_entry(5)]):
        with pytest.raises(GapError):
            store.run(lambda c, wrong=wrong: entries.append(c, "s1", wrong))
    with pytest.raises(sa.exc.IntegrityError):
        store.run(lambda c: entries.append(c, "s1", [an_entry(3, "id1")]))
    store.run(lambda c: entries.append(c, "s1", []))
    assert store.run(lambda c: entries.every(c, "s1")) == [an_entry(1), an_entry(2)]


def test_one_callers_mistake_is_not_anothers(store: Store) -> None:
    """Queued together they share a commit; the one that fails is undone alone."""
    gate, failed = threading.Event(), []
    blocker = threading.Thread(target=lambda: store.run(lambda _: gate.wait(5)))
    blocker.start()

    def put(number: int) -> None:
        def job(connection: sa.Connection) -> None:
            clocks.put(connection, "s1", ClockRow(total_ms=number))
            if number % 2:
                raise ValueError(number)

        try:
            store.run(job)
        except ValueError:
            failed.append(number)

    threads = [threading.Thread(target=put, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    gate.set()
    for thread in [blocker, *threads]:
        thread.join()
    assert sorted(failed) == [1, 3, 5, 7]
    assert store.run(lambda c: clocks.get(c, "s1")).total_ms % 2 == 0


def test_names_can_be_forgotten_while_the_log_stays(store: Store, tmp_path: Path) -> None:
    anna = Person("p1", "s1", "Annabella", "annabella", "en", 0, 0, 1)
    store.run(lambda c: people.add(c, anna))
    store.run(lambda c: entries.append(c, "s1", [an_entry(1)]))
    assert store.run(lambda c: people.forget(c, "s1")) == 1
    assert store.run(lambda c: people.forget(c, "s1")) == 0
    assert [person.name for person in store.run(lambda c: people.every(c, "s1"))] == [""]
    assert len(store.run(lambda c: entries.every(c, "s1"))) == 1


def test_a_session_goes_with_all_that_is_its_own(store: Store) -> None:
    store.run(lambda c: entries.append(c, "s1", [an_entry(1)]))
    store.run(lambda c: sessions.remove(c, "s1"))
    assert store.run(lambda c: entries.every(c, "s1")) == []


def test_a_session_keeps_few_tokens_of_projectors_and_those_in_use(store: Store) -> None:
    store.run(lambda c: sessions.add(c, a_session("s2", "HGFEDCBA")))
    made = [store.run(lambda c: tokens.issue_screen(c, "s1", frozenset())) for _ in range(2)]
    other = store.run(lambda c: tokens.issue_screen(c, "s2", frozenset()))
    held = frozenset({tokens.hashed(made[0])})
    made += [store.run(lambda c: tokens.issue_screen(c, "s1", held)) for _ in range(40)]
    good = [secret for secret in made if tokens.principal(store, secret) is not None]
    assert tokens.MOST_SCREENS <= len(good) <= tokens.MOST_SCREENS + 1
    assert made[0] in good
    assert made[-1] in good
    assert tokens.principal(store, other) is not None
