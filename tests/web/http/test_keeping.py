"""A request that was told `pending` is not done again when it comes again."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from flask import Flask

from web.http.keeping import Kept, _kept
from web.store.errands import BusyError, PendingError, patience


def test_the_same_request_again_gets_the_answer_of_the_first() -> None:
    kept, go, done = Kept(), threading.Event(), []

    def work() -> str:
        done.append(1)
        assert go.wait(30)
        return "a seat"

    for _ in range(2):
        with patience(0.01, 0.02), pytest.raises(PendingError):
            kept.answer("join", work)
    go.set()
    assert kept.answer("join", work) == "a seat"
    assert done == [1]
    # The next one of the same shape is a request of its own.
    assert kept.answer("join", work) == "a seat"
    assert done == [1, 1]


def test_what_went_wrong_is_told_as_it_is() -> None:
    kept = Kept()

    def refuse() -> None:
        raise KeyError("no such session")

    def give_up() -> None:
        raise BusyError

    with pytest.raises(KeyError):
        kept.answer("one", refuse)
    with patience(), pytest.raises(BusyError):
        kept.answer("two", give_up)


def test_of_two_of_one_name_behind_one_address_nobody_gets_the_others_seat() -> None:
    app, go, seats = Flask(__name__), threading.Event(), iter(["first", "second", "third"])
    app.extensions["baton"] = SimpleNamespace(live=SimpleNamespace(is_loaded=True))

    def seat() -> str:
        mine = next(seats)
        assert go.wait(30)
        return mine

    join = _kept(Kept(), seat)

    def asks(browser: str, token: str = "") -> str:
        headers = {"Baton-Browser": browser, "Authorization": f"Bearer {token}"}
        with app.test_request_context("/api/join", method="POST", json={"name": "Anna"}, headers=headers):
            return str(join())

    for who in (("one",), ("two",), ("two", "a token")):
        with patience(0.01, 0.02), pytest.raises(PendingError):
            asks(*who)
    go.set()
    assert [asks("two", "a token"), asks("two"), asks("one")] == ["third", "second", "first"]
