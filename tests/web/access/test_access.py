"""Codes, names, rates and tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from web.access import codes, tokens
from web.access.limits import Bucket, Buckets, Guesses, origin_of
from web.access.names import BadNameError, clean_line, clean_name, clean_text, name_key
from web.access.tokens import Purpose
from web.http.gate import is_ours
from web.store.engine import open_engine, sqlite_url
from web.store.writer import Store

if TYPE_CHECKING:
    from pathlib import Path


def test_codes_come_from_31_letters_that_nobody_confuses() -> None:
    assert len(set(codes.ALPHABET)) == 31
    assert not set("01OIL") & set(codes.ALPHABET)
    code = codes.new_code()
    assert len(code) == 8
    assert codes.shown(code) == f"{code[:4]} {code[4:]}"


CODE = "KPE7XA3M"
FORMS = {
    "as shown": "KPE7 XA3M",
    "small letters": "kpe7xa3m",
    "dashes": "KPE7-XA3M",
    "a non-breaking hyphen": "KPE7\u2011XA3M",
    "a long dash": "kpe7 \u2014 xa3m",
    "an underscore": "KPE7_XA3M",
    "single letters": "K P E 7 X A 3 M",
    "a trailing dot": "KPE7 XA3M.",
    "in quotes": "«KPE7 XA3M»",
    "a soft hyphen": "KPE7\u00adXA3M",
    "zero-width letters": "\u200bKPE7\u200d\u2060XA3M\ufeff",
    "a narrow space": "KPE7\u202fXA3M",
    "full-width letters": "ＫＰＥ７　ＸＡ３Ｍ",
    "Russian letters that look alike": "КРЕ7 ХА3М",
    "small Russian letters": "кре7ха3м",
    "some Russian letters": "KРE7 XА3M",
    "a letter for a digit": "КРЕ7 ХАЗМ",
    "dots on a letter": "КРЁ7 ХА3М",
    "Greek letters": "ΚΡΕ7 ΧΑ3Μ",
    "accents of a phone's keyboard": "kpé7 xá3m",
    "the keys of the Russian layout": "лзу7 чф3ь",
    "Arabic digits": "KPE\u0667XA\u0663M",
    "with a word before": "code: KPE7 XA3M",
    "with a Russian word before": "Код: KPE7 XA3M",
    "with a word of four letters before": "Game KPE7 XA3M",
    "in a long Russian sentence": "Встречай коллег: сегодня играем вместе, начинаем вечером, твой код KPE7 XA3M, до встречи",
    "in a sentence": "Hi, join with KPE7 XA3M please!",
    "the link": "http://192.168.178.23:8000/#KPE7XA3M",
    "the link of another host": "https://play.somewhere.example/training/#kpe7xa3m",
    "the link with a query": "https://play.example/?lang=ru&code=KPE7%20XA3M&utm_source=mail",
    "the projector's link": "http://[fe80::1]:8105/screen/KPE7XA3M",
    "an escaped link": "http://10.0.0.7:8000/#%D0%9A%D0%A0%D0%957XA3M",
}


@pytest.mark.parametrize("typed", FORMS.values(), ids=FORMS.keys())
def test_a_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert CODE in codes.readings(typed)


@pytest.mark.parametrize(
    "typed", ["", "KPE7XA3", "KPE7XA3MM", "0" * 8, "OOOO OOOO", "' OR 1=1", "ЫЫЫЫ ЫЫЫ", "\u3164" * 8, "K" * 1001]
)
def test_what_holds_no_code_is_no_try(typed: str) -> None:
    assert codes.readings(typed) == ()


CODES = st.text(codes.ALPHABET, min_size=8, max_size=8)
ODD = st.text(st.characters(categories=["Zs", "Pd", "Cf", "Po", "Pc", "Mn"]), max_size=3)


@given(CODES, st.lists(ODD, min_size=9, max_size=9))
def test_signs_between_the_letters_of_a_code_do_not_matter(code: str, signs: list[str]) -> None:
    assume("%" not in "".join(signs))
    typed = signs[0] + "".join(letter + sign for letter, sign in zip(code, signs[1:], strict=True))
    assert codes.readings(typed)[0] == code
    assert codes.readings(typed.lower())[0] == code


@given(st.text(max_size=200))
def test_whatever_is_typed_leads_to_few_codes_that_could_exist(text: str) -> None:
    found = codes.readings(text)
    assert len(found) == len(set(found)) <= codes.MOST_READINGS
    assert all(len(code) == codes.LENGTH and set(code) <= set(codes.ALPHABET) for code in found)


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


def test_a_text_keeps_its_lines_and_nothing_that_is_not_seen() -> None:
    typed = "\u202eCall\x00 her\u200b back \r\n\n- on  Monday\ufeff\n \u200b\n"
    assert clean_text(typed, 500) == "Call her back\n\n- on Monday"
    assert clean_text("\ufdfa" * 200, 200) == clean_line("\ufdfa" * 200, 200)
    assert clean_text(" \n\u200b", 10) == ""


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


def test_an_address_may_be_told_of_ten_different_wrong_codes_a_minute() -> None:
    now = [0.0]
    guesses = Guesses(clock=lambda: now[0])
    for number in range(10):
        assert guesses.wrong("10.0.0.7", [f"code {number}"])
        assert guesses.wrong("10.0.0.7", [f"code {number}"])  # looked up while it was typed, then sent
        now[0] += 1
    assert not guesses.wrong("10.0.0.7", ["another"])
    assert not guesses.wrong("::ffff:10.0.0.7", ["another"])
    assert guesses.wrong("10.0.0.7", ["code 3"])  # the same answer as before
    assert guesses.wrong("10.0.0.7", [])  # nothing that could be a code
    assert guesses.wrong("10.0.0.8", ["another"])
    now[0] = 60.5
    assert guesses.wrong("10.0.0.7", ["another"])
    assert not guesses.wrong("10.0.0.7", ["yet", "two more"])


def test_the_addresses_of_one_ipv6_household_count_as_one() -> None:
    assert origin_of("2001:db8:1:2::7") == origin_of("2001:db8:1:2:ffff::8") != origin_of("2001:db8:1:3::7")
    assert origin_of("fe80::1%eth0") == origin_of("fe80::2")
    assert origin_of("10.0.0.7") == origin_of("::ffff:10.0.0.7") == "10.0.0.7"
    assert origin_of("") == ""


OURS = frozenset({"localhost", "laptop", "laptop.local", "play.example"})


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:8000", "[::1]", "[fe80::1]:8000", "Laptop.local:1", "play.example.", "192.168.1.7:65535"],
)
def test_the_gate_knows_our_names(host: str) -> None:
    assert is_ours(host, OURS)


@pytest.mark.parametrize(
    "host",
    [
        *("", " ", ".", ":", ":8000", "evil", "evil.example", "play.example.evil.example", "xplay.example"),
        *("a@127.0.0.1", "a:b@127.0.0.1:8000", "127.0.0.1@evil", "x, evil", "127.0.0.1, evil", "127.0.0.1,127.0.0.1"),
        *("127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:99999999", "127.0.0.1:", "127.0.0.1:80:80", "127.0.0.1:8o"),
        *("127.0.0.1:\u0668\u0660", "127.0.0.1/", "127.0.0.1?x", "127.0.0.1#x", "http://127.0.0.1", "127.0.0.1 ", "\t127.0.0.1"),
        *("127.1", "2130706433", "0x7f000001", "127.0.0.01", "[127.0.0.1]", "[::1", "::1", "[::1]x", "[::1%25lo]", "[v1.x]"),
        *("laptop..", "laptop\x00", "laptop\n", "l\u0430ptop", "local\u200bhost", "ｌａｐｔｏｐ", "*", "laptop" * 100),
    ],
)  # fmt: skip
def test_the_gate_takes_a_host_literally(host: str) -> None:
    assert not is_ours(host, OURS)


def test_what_has_run_out_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(open_engine(sqlite_url(tmp_path)))
    for _ in range(5):
        store.run(lambda c: tokens.issue(c, Purpose.HOST_TICKET))
    count = "SELECT count(*) FROM tokens"
    assert store.run(lambda c: c.exec_driver_sql(count).scalar()) == 5
    later = tokens.now_ms() + tokens.TICKET_MS + 1
    monkeypatch.setattr(tokens, "now_ms", lambda: later)
    store.run(lambda c: tokens.issue(c, Purpose.HOST_TICKET))
    assert store.run(lambda c: c.exec_driver_sql(count).scalar()) == 1
    store.close()


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
