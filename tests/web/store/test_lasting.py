"""Going back to a backup brings back the game, and nobody who was removed, signed out or forgotten since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.store import kept
from tests.web.store.kept import garble
from tests.web.store.test_store import a_session
from tests.web.test_cli import baton, document
from web.access import tokens
from web.access.tokens import Purpose
from web.store import backups, bars, forgetting, people, sessions
from web.store.engine import open_engine, sqlite_url
from web.store.people import Person
from web.store.writer import Store

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa


CONSOLE_AND_SCREEN = ((Purpose.FACILITATOR, ""), (Purpose.SCREEN, "s0"))


def seat(connection: sa.Connection, name: str, session: str = "s0") -> str:
    """Somebody takes the next seat of a session; their token."""
    browser = tokens.mark(f"phone of {name}")
    number = len(people.every(connection, session))
    people.add(connection, Person(name, session, name, name.lower(), "en", 0, number, 10 + number, browser))
    return tokens.issue(connection, Purpose.SEAT, session, name)


class House:
    """A store with a class in session s0, and two facilitators."""

    def __init__(self, data: Path) -> None:
        self.data = data
        kept.fill(data).close()
        self.store = self.open()
        self.hosts = [self.store.run(lambda c: tokens.issue(c, Purpose.FACILITATOR)) for _ in range(2)]
        class_ = ("Anna", "Vandal", "Lena")
        self.token = {name: self.store.run(lambda c, name=name: seat(c, name)) for name in class_}

    def open(self) -> Store:
        return Store(open_engine(sqlite_url(self.data)))

    def back_up(self) -> str:
        return backups.make(self.data, "bell-1-s0").name

    def remove(self, name: str, session: str = "s0") -> None:
        """As the facilitator does it."""

        def go(connection: sa.Connection) -> None:
            bars.add(connection, next(one for one in people.every(connection, session) if one.id == name), 1)
            tokens.free(connection, name)
            people.remove(connection, name)

        self.store.run(go)

    def leave(self, name: str) -> None:
        """As somebody does who goes by themselves."""

        def go(connection: sa.Connection) -> None:
            tokens.leave(connection, name)
            people.remove(connection, name)

        self.store.run(go)

    def restore(self, name: str) -> dict[str, object]:
        """Go back; what the command says."""
        self.store.close()
        done: dict[str, object] = document("backup", "restore", name, "--data", self.data)
        self.store = self.open()
        return done

    def names(self) -> list[str]:
        return [person.name for person in self.store.look(lambda c: people.every(c, "s0"))]

    def good(self, secret: str) -> bool:
        return tokens.principal(self.store, secret) is not None


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "data")


def test_whoever_was_removed_or_left_since_does_not_come_back_with_a_backup(house: House) -> None:
    before = house.back_up()
    house.remove("Vandal")
    house.leave("Lena")
    done = house.restore(before)
    assert (done["sure"], done["back"]) == (True, [])
    assert house.names() == ["Canary", "Anna"]
    assert [house.good(house.token[name]) for name in ("Anna", "Vandal", "Lena")] == [True, False, False]
    assert tokens.fate(house.store, house.token["Vandal"]) == "seat_freed"
    assert tokens.fate(house.store, house.token["Lena"]) != "seat_freed"
    assert house.store.look(lambda c: bars.holds(c, "s0", [tokens.mark("phone of Vandal")]))
    assert not house.store.look(lambda c: bars.holds(c, "s0", [tokens.mark("phone of Lena")]))
    assert house.store.look(lambda c: bars.every(c, "s0")) == [bars.Removed("Vandal", "Vandal")]
    house.store.close()


def test_whoever_was_signed_out_since_stays_so(house: House) -> None:
    before = house.back_up()
    house.store.run(lambda c: tokens.end_other_hosts(c, tokens.hashed(house.hosts[0])))
    newer = house.store.run(lambda c: tokens.issue(c, Purpose.SEAT, "s0", "Anna"))
    house.store.run(lambda c: tokens.end_others(c, "Anna", newer))  # she came with the link to a new phone
    house.restore(before)
    assert [house.good(host) for host in house.hosts] == [True, False]
    assert house.names() == ["Canary", "Anna", "Vandal", "Lena"]
    assert not house.good(house.token["Anna"])
    assert house.good(house.token["Lena"])
    house.store.close()


def test_whoever_came_in_since_to_what_the_backup_has_need_not_be_let_in_again(house: House) -> None:
    before = house.back_up()
    run = house.store.run
    phone = run(lambda c: tokens.issue(c, Purpose.SEAT, "s0", "Anna"))
    run(lambda c: tokens.end_others(c, "Anna", phone))
    console, screen = (run(lambda c, p=p, s=s: tokens.issue(c, p, s)) for p, s in CONSOLE_AND_SCREEN)
    late = run(lambda c: seat(c, "Late"))  # no seat of the backup
    link = run(lambda c: tokens.issue(c, Purpose.SEAT_TICKET, "s0", "Anna"))
    house.restore(before)
    assert [house.good(one) for one in (phone, console, screen, late)] == [True, True, True, False]
    assert house.store.run(lambda c: tokens.redeem(c, link, Purpose.SEAT_TICKET)) is None
    assert house.names() == ["Canary", "Anna", "Vandal", "Lena"]
    house.store.close()


def test_going_back_too_far_and_then_forward_brings_nobody_back_either(house: House) -> None:
    """What the first of the two backups knows nothing of, the database that it replaced still knows."""
    early = house.back_up()
    run = house.store.run
    run(lambda c: sessions.add(c, a_session("s9", "CODE9")))
    token = run(lambda c: seat(c, "Troll", "s9"))
    console = run(lambda c: tokens.issue(c, Purpose.FACILITATOR))
    late = house.back_up()
    house.remove("Troll", "s9")
    run(lambda c: tokens.end_other_hosts(c, tokens.hashed(house.hosts[0])))
    house.restore(early)
    house.restore(late)
    assert [house.good(one) for one in (token, console, *house.hosts)] == [False, False, True, False]
    assert house.store.look(lambda c: people.every(c, "s9")) == []
    assert house.store.look(lambda c: bars.holds(c, "s9", [tokens.mark("phone of Troll")]))
    house.store.close()


def test_what_was_forgotten_comes_back_with_no_backup_that_was_kept_elsewhere(house: House) -> None:
    before = house.back_up()
    file = house.data / "backups" / f"{before}.db"
    carried_away = file.read_bytes()
    house.store.run(lambda c: forgetting.remove(c, "s2"))
    house.store.close()
    baton("session", "forget", "s0", "--data", house.data, check=True)
    for _ in range(2):  # what is put in the place of the store knows it too
        file.write_bytes(carried_away)
        assert house.restore(before)["back"] == []
        assert house.names() == [""] * 4
        assert house.store.look(lambda c: sessions.get(c, "s2")) is None
        assert b"vandal" not in (house.data / "baton.db").read_bytes()
    house.store.close()


def test_one_goes_forward_again_and_nobody_is_lost_who_came_meanwhile(house: House) -> None:
    early = house.back_up()
    token = house.store.run(lambda c: seat(c, "Late"))
    late = house.back_up()
    house.remove("Vandal")
    house.restore(early)
    assert house.names() == ["Canary", "Anna", "Lena"]
    house.restore(late)
    assert house.names() == ["Canary", "Anna", "Lena", "Late"]
    assert house.good(token)
    house.store.close()


def test_whoever_was_let_back_in_stays_so_whatever_a_database_says_that_was_replaced_before(house: House) -> None:
    before = house.back_up()
    house.remove("Vandal")
    house.restore(before)
    house.store.run(lambda c: bars.lift(c, "s0", "Vandal"))
    token = house.store.run(lambda c: seat(c, "Angel"))
    house.restore(house.back_up())
    assert house.store.look(lambda c: bars.every(c, "s0")) == []
    assert house.good(token)
    assert not house.good(house.token["Vandal"])
    house.store.close()


@pytest.mark.parametrize("harm", ["noise", "gone", "garbled"])
def test_of_a_store_that_cannot_be_believed_no_facilitator_stays_signed_in_and_the_class_does(
    house: House, harm: str
) -> None:
    before = house.back_up()
    house.store.close()
    store = house.data / "baton.db"
    if harm == "gone":
        store.unlink()
    elif harm == "noise":
        store.write_bytes(b"noise")
    else:
        garble(store, 8192)
    said = baton("backup", "restore", before, "--data", house.data, check=True).stdout
    assert "baton host-link" in said
    house.store = house.open()
    assert [house.good(host) for host in house.hosts] == [False, False]
    assert all(house.good(token) for token in house.token.values())
    house.store.close()


def test_sessions_that_only_the_backup_has_are_named(house: House) -> None:
    before = house.back_up()
    house.store.run(lambda c: sessions.remove(c, "s1"))  # by a hand that noted nothing
    assert house.restore(before)["back"] == ["s1"]
    house.store.close()
