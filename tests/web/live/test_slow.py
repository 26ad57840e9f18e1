"""A commit that takes long: who waits in vain is told the truth, and asks again by the same id."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.wire import mark
from web.live.asks import Ask
from web.live.waiting import MOST
from web.store.errands import BusyError, Errand, PendingError, patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.web.live.conftest import Desk, Hall


class Disk:
    """Takes nothing until it is let go; then the commit may fail."""

    def __init__(self, hall: Hall) -> None:
        self.go = threading.Event()
        self.reached = threading.Event()
        self.fails = False
        self._commit = hall.session._commit

    def commit(self, *args: Any) -> None:
        """In the place of the session's own."""
        self.reached.set()
        assert self.go.wait(60)
        if self.fails:
            self.fails = False
            raise OSError(5, "the cable is out")
        self._commit(*args)


@pytest.fixture
def stuck(make_hall: Callable[..., Hall], monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hall, Desk, Disk]]:
    """A round, somebody who acts, and a commit that does not come to an end."""
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    hall.open_round()
    disk = Disk(hall)
    monkeypatch.setattr(hall.session, "_commit", disk.commit)
    yield hall, anna, disk
    disk.go.set()


def sent(hall: Hall, desk: Desk, act_id: str, company: int = 5) -> Ask:
    """Send an act without waiting."""
    ask = Ask(act_id, 1, "mark", mark(company), reader=desk.reader)
    hall.session.ask(ask)
    return ask


def heard(ask: Ask) -> str:
    """What an act is answered: "ok" or a code."""
    assert ask.done.wait(30)
    assert ask.answer is not None
    return ask.answer.code or "ok"


def test_what_is_being_stored_is_pending_and_what_waits_behind_it_is_busy(stuck: tuple[Hall, Desk, Disk]) -> None:
    hall, anna, disk = stuck
    first = sent(hall, anna, "first")
    assert disk.reached.wait(30)
    behind = sent(hall, anna, "behind")
    assert (heard(first), heard(behind)) == ("pending", "busy")
    # Asked again it is the same, and at once: the line does not move. Never busy, for it may be done.
    assert heard(sent(hall, anna, "first")) == "pending"
    assert heard(sent(hall, anna, "behind")) == "busy"
    disk.go.set()
    assert anna.act("mark", mark(5), 1, "first")["ok"]
    assert anna.act("mark", mark(6), 1, "first")["code"] == "id_conflict"
    assert anna.act("mark", mark(5), 1, "behind")["ok"]
    assert anna.see(lambda e: e["view"]["counter"] >= 10)["view"]["counter"] == 10


def test_a_pending_act_whose_commit_fails_is_done_when_it_is_asked_again(stuck: tuple[Hall, Desk, Disk]) -> None:
    hall, anna, disk = stuck
    disk.fails = True
    assert heard(sent(hall, anna, "lost")) == "pending"
    disk.go.set()
    assert anna.act("mark", mark(5), 1, "lost")["ok"]
    assert anna.see(lambda e: e["view"]["counter"])["view"]["counter"] == 5


def test_a_line_that_is_too_long_lets_nobody_in_but_the_facilitator(stuck: tuple[Hall, Desk, Disk]) -> None:
    hall, anna, disk = stuck
    sent(hall, anna, "first")
    assert disk.reached.wait(30)
    many = [sent(hall, anna, f"a{number}") for number in range(MOST * 2)]
    early = [ask for ask in many if ask.answer is not None]
    assert len(early) > MOST - 5
    assert {heard(ask) for ask in early} == {"busy"}
    bell = Ask("bell", 1, "close_round", {}, reader=hall.host.reader)
    hall.session.ask(bell)
    disk.go.set()
    assert hall.host.act("close_round", {}, 1, "bell")["ok"]


def test_an_act_that_was_done_gets_its_answer_while_nothing_moves(stuck: tuple[Hall, Desk, Disk]) -> None:
    hall, anna, disk = stuck
    disk.go.set()
    done = anna.act("mark", mark(3), 1, "before")
    disk.go.clear()
    disk.reached.clear()
    sent(hall, anna, "first")
    assert disk.reached.wait(30)
    again = Ask("before", 1, "mark", mark(3), reader=anna.reader)
    hall.session.ask(again)
    heard(again)
    assert again.answer is not None
    assert again.answer.to_json() == done


def test_whoever_calls_the_writer_is_told_in_time(stuck: tuple[Hall, Desk, Disk]) -> None:
    hall, anna, disk = stuck
    sent(hall, anna, "first")
    assert disk.reached.wait(30)
    done: list[int] = []
    with patience(0.05, 0.1), pytest.raises(BusyError):
        hall.session.call(lambda _: done.append(1))
    disk.go.set()
    hall.session.call(lambda _: done.append(2))
    assert done == [2]  # what was taken back is never done


def test_an_errand_that_was_begun_is_not_taken_back() -> None:
    go = threading.Event()
    errand = Errand(lambda: go.wait(30))
    threading.Thread(target=errand.run, daemon=True).start()
    while not errand.begun:
        go.wait(0.001)
    with patience(0.0, 0.05), pytest.raises(PendingError):
        errand.outcome()
    go.set()
    assert errand.outcome() is True


def test_the_sign_of_life_tells_of_a_line_that_does_not_move(stuck: tuple[Hall, Desk, Disk]) -> None:
    hall, anna, disk = stuck
    sent(hall, anna, "first")
    assert disk.reached.wait(30)
    pause = threading.Event()
    while hall.live.health.report()["ok"]:
        pause.wait(0.05)
    told = hall.live.health.report()
    assert told["since"]
    assert told["message"] != "all is well"
