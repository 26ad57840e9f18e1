"""Codes, names, rates and tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.access import codes, tokens
from web.access.limits import Bucket, Buckets, Failures
from web.access.names import BadNameError, clean_line, clean_name, name_key
from web.access.tokens import Purpose
from web.store.engine import open_engine, sqlite_url
from web.store.writer import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_codes_come_from_31_letters_and_are_read_however_they_are_typed() -> None:
    assert len(set(codes.ALPHABET)) == 31
    code = codes.new_code()
    assert len(code) == 8
    assert codes.shown(code) == f"{code[:4]} {code[4:]}"
    for typed in (code, codes.shown(code), code.lower(), f" {code[:4]}-{code[4:]} "):
        assert codes.typed(typed) == code
    for wrong in ("", code[:7], code + "A", "0" * 8, "O" * 8, "ÀÀÀÀÀÀÀÀ", "' OR 1=1"):
        assert codes.typed(wrong) == ""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Anna   Maria ", "Anna Maria"),
        ("Анна", "Анна"),
        ("\u202eevil\u202c", "evil"),
        ("a\x00b\x1bc", "abc"),
        ("ﬁne", "fine"),
        ("Zoë", "Zoë"),
        ("z\u0335\u0336\u0337\u0338\u0334algo", "z\u0335\u0336algo"),
        ("x" * 100, "x" * 40),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("one\ntwo", "one two"),
    ],
)
def test_names_are_made_fit_to_be_shown(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200b", "\u2800", "...", "\u202e", "\u3164"])
def test_a_name_needs_something_readable(typed: str) -> None:
    with pytest.raises(BadNameError):
        clean_name(typed)


@given(st.text(max_size=300))
def test_a_cleaned_name_stays_as_it_is(text: str) -> None:
    try:
        name = clean_name(text)
    except BadNameError:
        return
    assert 0 < len(name) <= 40
    assert clean_name(name) == name
    name.encode()


def test_names_that_differ_only_in_case_are_the_same() -> None:
    assert name_key(clean_name("ANNA")) == name_key(clean_name("anna"))
    assert name_key(clean_name("STRASSE")) == name_key(clean_name("straße"))


def test_a_bucket_lets_through_its_rate() -> None:
    bucket = Bucket(rate=2, burst=3)
    assert [bucket.take(100.0) for _ in range(4)] == [True, True, True, False]
    assert bucket.take(100.5)
    assert not bucket.take(100.6)


def test_everybody_has_a_bucket_of_their_own() -> None:
    now = [0.0]
    buckets = Buckets(rate=1, burst=2, clock=lambda: now[0])
    assert [buckets.passes("anna") for _ in range(3)] == [True, True, False]
    assert buckets.passes("boris")
    now[0] = 1.0
    assert [buckets.passes("anna") for _ in range(2)] == [True, False]
    for number in range(6_000):
        buckets.passes(f"n{number}")
    assert len(buckets._buckets) == 5_000


def test_a_line_is_cut_and_cleaned_but_its_words_stay() -> None:
    assert clean_line("  Brief \n goes\tout\x00 the same day \u202e", 300) == "Brief goes out the same day"
    assert clean_line("=1+1; <b>%s</b> {x}", 300) == "=1+1; <b>%s</b> {x}"
    assert clean_line("слово " * 100, 11) == "слово слово"
    assert clean_line("\u202e\u200b \n", 300) == clean_line("", 300) == ""


def test_ten_failures_a_minute_close_the_door_for_an_address_and_a_hundred_for_all() -> None:
    now = [0.0]
    failures = Failures(clock=lambda: now[0])
    for _ in range(10):
        assert not failures.blocked("a")
        failures.failed("a")
    assert failures.blocked("a")
    assert not failures.blocked("b")
    now[0] = 61.0
    assert not failures.blocked("a")
    for number in range(100):
        failures.failed(f"host-{number}")
    assert failures.blocked("nobody-yet")
    now[0] = 122.0
    assert not failures.blocked("nobody-yet")


def test_tokens_are_kept_as_hashes_and_tickets_work_once(tmp_path: Path) -> None:
    store = Store(open_engine(sqlite_url(tmp_path)))
    secret = store.run(lambda c: tokens.issue(c, Purpose.FACILITATOR))
    ticket = store.run(lambda c: tokens.issue(c, Purpose.HOST_TICKET))
    found = tokens.principal(store, secret)
    assert found is not None
    assert found.kind == Purpose.FACILITATOR
    assert tokens.principal(store, ticket) is None
    assert tokens.principal(store, secret[:-1] + "~") is None
    assert tokens.principal(store, "\ud800" * 10) is None
    assert store.run(lambda c: tokens.redeem(c, ticket, Purpose.SEAT_TICKET)) is None
    assert store.run(lambda c: tokens.redeem(c, secret, Purpose.HOST_TICKET)) is None
    assert store.run(lambda c: tokens.redeem(c, ticket, Purpose.HOST_TICKET)) is not None
    assert store.run(lambda c: tokens.redeem(c, ticket, Purpose.HOST_TICKET)) is None
    store.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert secret.encode() not in kept
    assert ticket.encode() not in kept
