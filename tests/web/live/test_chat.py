"""The team chat from inside: who reads what, what is kept of it, and what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from web.access.limits import Buckets
from web.live import chat as written
from web.live import loading
from web.live import session as session_module
from web.live.chat import LONGEST_LINE, MOST_LINES
from web.live.joining import Wish
from web.store import chat, entries, forgetting
from web.store.sessions import Allowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.live.conftest import Desk, Hall

ON = Allowed(chat=True)


def say(desk: Desk, text: str) -> str:
    """Write to one's team; "" when it was taken, else why not."""
    answer = desk.act("say", {"text": text})
    return str(answer.get("code", ""))


def reads(hall: Hall, desk: Desk) -> list[str]:
    """What stands in the chat on a desk."""
    participant = desk.reader.principal.participant
    return hall.session.call(
        lambda room: [line["text"] for line in written.read(room, room.seating.people[participant])]
    )


def told(hall: Hall, team: int) -> Any:
    """What the debrief shows of a team."""
    lines = hall.session.call(lambda room: written.told(room, team))
    return lines if lines is None else [line["text"] for line in lines]


def test_nobody_writes_until_the_facilitator_switches_the_chat_on(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert anna.envelopes[-1]["chat"] == 0
    assert say(anna, "Hello") == "chat_off"
    assert hall.host.act("allow", {"chat": True})["ok"]
    before = anna.see(lambda e: e["chat"] > 0)["chat"]
    assert say(anna, "Hello") == ""
    assert anna.see(lambda e: e["chat"] != before)["chat"] > before
    assert reads(hall, anna) == ["Hello"]
    assert hall.host.act("allow", {"chat": False})["ok"]
    anna.see(lambda e: e["chat"] == 0)
    assert (say(anna, "Still there?"), reads(hall, anna)) == ("chat_off", [])
    # Switched on again, what was written stands there as before.
    assert hall.host.act("allow", {"chat": True})["ok"]
    assert reads(hall, anna) == ["Hello"]


def test_a_line_is_read_by_its_own_team_and_not_even_its_coming_is_noticed_elsewhere(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(minutes=0, allowed=Allowed(chat=True, observers=1))
    anna, boris, clara = hall.sit("Anna"), hall.sit("Boris"), hall.sit("Clara")  # teams 0, 1, 0
    token, _ = hall.live.join(hall.session, "Olga", "en", Wish(team=0, observe=True))
    olga = hall.connect(token)
    stamp = boris.envelopes[-1]["chat"]
    assert say(anna, "The budget is a secret") == ""
    clara.see(lambda e: e["chat"] != stamp)
    hall.open_round()
    for desk in (boris, olga, hall.host):
        desk.see(lambda e: e["view"]["session"]["round"] == 1)
        assert "secret" not in str(desk.envelopes)
    assert boris.envelopes[-1]["chat"] == stamp
    assert olga.envelopes[-1]["chat"] == hall.host.envelopes[-1]["chat"] == 0
    assert (reads(hall, anna), reads(hall, clara), reads(hall, boris), reads(hall, olga)) == (
        ["The budget is a secret"],
        ["The budget is a secret"],
        [],
        [],
    )
    assert olga.act("say", {"text": "me too"})["code"] == "not_allowed"
    assert hall.host.act("say", {"text": "me too"})["code"] == "not_allowed"


def test_whoever_is_moved_reads_the_new_team_and_the_old_one_no_more(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, allowed=ON)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")  # teams 0, 1
    assert (say(anna, "of the first team"), say(boris, "of the second team")) == ("", "")
    stamp = anna.see(lambda e: e["chat"])["chat"]
    who = anna.envelopes[-1]["me"]["participant"]
    assert hall.host.act("move", {"participant": who, "team": 1, "seat": 1})["ok"]
    # Both teams have written as much; a browser fetches lines only when its number is another.
    assert anna.see(lambda e: e["me"]["team"] == 1)["chat"] != stamp
    assert reads(hall, anna) == ["of the second team"]
    assert hall.host.act("move", {"participant": who, "team": 0, "seat": 1})["ok"]
    anna.see(lambda e: e["me"]["team"] == 0)
    assert reads(hall, anna) == ["of the first team"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two\n\tlines  ", "two lines"),
        ("\u202eevil\u2066 \u200bword", "evil word"),
        ("ｆｕｌｌ", "full"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("=1+1", "=1+1"),
        ("👍", "👍"),
        ("x" * LONGEST_LINE, "x" * LONGEST_LINE),
    ],
)
def test_a_line_is_plain_text(make_hall: Callable[..., Hall], typed: str, kept: str) -> None:
    hall = make_hall(minutes=0, teams=1, allowed=ON)
    anna = hall.sit("Anna")
    assert say(anna, typed) == ""
    assert reads(hall, anna) == [kept]


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u202e", "x" * (LONGEST_LINE + 1), 7, None])
def test_what_is_no_line_is_refused(make_hall: Callable[..., Hall], typed: Any) -> None:
    hall = make_hall(minutes=0, teams=1, allowed=ON)
    anna = hall.sit("Anna")
    assert say(anna, typed) == "malformed"
    assert reads(hall, anna) == []


def test_nobody_floods_the_team(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, teams=1, allowed=ON)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    hall.session.room.chat.pace = Buckets(rate=0.5, burst=6, clock=lambda: 0.0)  # as it is, on a clock that stands
    assert [say(anna, f"line {number}") for number in range(8)] == [""] * 6 + ["rate_limited"] * 2
    assert say(boris, "I am still heard") == ""


def test_of_a_team_that_writes_for_ever_the_oldest_lines_go(make_hall: Callable[..., Hall], monkeypatch: Any) -> None:
    monkeypatch.setattr(written, "MOST_LINES", 3)
    hall = make_hall(minutes=0, allowed=ON)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    assert say(boris, "other team") == ""
    assert [say(anna, f"line {number}") for number in range(5)] == [""] * 5
    assert reads(hall, anna) == ["line 2", "line 3", "line 4"]
    kept = hall.live.store.run(lambda c: chat.every(c, hall.row.id))
    assert [line.text for line in kept] == ["other team", "line 2", "line 3", "line 4"]
    assert MOST_LINES >= 500


def test_the_same_line_sent_twice_is_one_line_and_one_that_cannot_be_stored_is_none(
    make_hall: Callable[..., Hall], monkeypatch: Any
) -> None:
    hall = make_hall(minutes=0, teams=1, allowed=ON)
    anna = hall.sit("Anna")
    first = anna.act("say", {"text": "once"}, act_id="a")
    assert first["ok"]
    assert anna.act("say", {"text": "once"}, act_id="a") == first
    assert anna.act("say", {"text": "twice"}, act_id="a")["code"] == "id_conflict"

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(session_module.entries, "append", full)
        assert not anna.act("say", {"text": "lost"}, act_id="b")["ok"]
    assert reads(hall, anna) == ["once"]


def test_chat_survives_a_restart_and_is_not_in_the_log(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, teams=1, allowed=ON)
    token, _ = hall.live.join(hall.session, "Anna", "en")
    anna = hall.connect(token)
    assert say(anna, "Call them back") == ""
    stamp = anna.see(lambda e: e["chat"])["chat"]
    log = hall.live.store.run(lambda c: entries.every(c, hall.row.id))
    assert "Call them back" not in str(log)
    hall.live.stop()
    hall.live._stopping.clear()
    again = hall.live.get(hall.row.id)
    assert again is not None
    hall.session = again
    anna = hall.connect(token)
    assert anna.envelopes[-1]["chat"] > stamp
    assert reads(hall, anna) == ["Call them back"]
    assert say(anna, "Done") == ""
    assert reads(hall, anna) == ["Call them back", "Done"]


def test_whoever_goes_takes_their_lines_and_a_name_that_was_mended_is_mended_there_too(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(minutes=0, teams=1, allowed=ON)
    anna, boris = hall.sit("Rude Word"), hall.sit("Boris")
    assert (say(anna, "mine"), say(boris, "his")) == ("", "")
    stamp = boris.see(lambda e: e["chat"])["chat"]
    who = anna.envelopes[-1]["me"]["participant"]
    assert hall.host.act("rename", {"participant": who, "name": "Anna"})["ok"]
    assert boris.see(lambda e: e["chat"] > stamp)
    lines = hall.session.call(lambda room: written.read(room, room.seating.people[who]))
    assert [line["name"] for line in lines] == ["Anna", "Boris"]
    assert hall.host.act("remove", {"participant": who})["ok"]
    assert reads(hall, boris) == ["his"]
    assert [line.text for line in hall.live.store.run(lambda c: chat.every(c, hall.row.id))] == ["his"]


def test_the_debrief_shows_only_what_was_written_while_everybody_knew_that_it_may(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(minutes=0, allowed=ON)
    anna = hall.sit("Anna")
    assert say(anna, "between us") == ""
    assert hall.host.act("allow", {"chat_told": True})["ok"]
    assert anna.see(lambda e: e["allowed"]["chat_told"])
    hall.open_round()
    anna.see(lambda e: e["view"]["session"]["round"] == 1)
    assert say(anna, "for the debrief") == ""
    assert told(hall, 0) is None  # not while they play
    assert hall.host.act("allow", {"chat_told": False})["ok"]
    assert say(anna, "between us again") == ""
    for verb in ("close_round", "open_debrief"):
        assert hall.host.act(verb, {}, 1)["ok"]
    assert told(hall, 0) == ["for the debrief"]
    assert told(hall, 1) == []


def test_what_is_forgotten_is_forgotten_in_the_chat_too(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, allowed=ON)
    anna = hall.sit("Anna")
    assert say(anna, "my telephone number") == ""
    gone = hall.live.store.run(lambda c: forgetting.forget(c, hall.row.id))
    assert (gone.names, gone.lines) == (1, 1)
    assert hall.live.store.run(lambda c: chat.every(c, hall.row.id)) == []


def test_the_numbers_of_a_teams_lines_tell_nothing_of_what_other_teams_write(
    make_hall: Callable[..., Hall], monkeypatch: Any
) -> None:
    """Two worlds with one clock: in one of them the other team writes as much as it can."""
    told = []
    for others in (0, 5):
        clock = iter(range(1_000, 9_000, 1_000))
        monkeypatch.setattr(written, "wall_ms", lambda clock=clock: next(clock))
        hall = make_hall(minutes=0, allowed=ON)
        anna, boris = hall.sit("Anna"), hall.sit("Boris")
        stamp = anna.envelopes[-1]["chat"]
        assert say(anna, "first") == ""
        monkeypatch.setattr(written, "wall_ms", lambda: 1_500)
        for number in range(others):
            assert say(boris, f"secret {number}") == ""
        monkeypatch.setattr(written, "wall_ms", lambda clock=clock: next(clock))
        assert (say(anna, "second"), say(anna, "third")) == ("", "")
        lines = hall.session.call(lambda room: written.read(room, room.seating.person_at((0, 0))))
        hall.session.call(loading.reload_room)
        again = hall.session.call(lambda room: room.chat.stamp(0))
        told.append(([(line["number"], line["at_ms"]) for line in lines], again - stamp))
    assert told[0] == told[1]
    assert [number for number, _ in told[0][0]] == [1_000, 2_000, 3_000]


def test_a_line_that_is_gone_leaves_its_number_to_nobody(make_hall: Callable[..., Hall], monkeypatch: Any) -> None:
    """A browser takes a number that it has read for read: whoever writes next must be read anew."""
    monkeypatch.setattr(written, "wall_ms", lambda: 5_000)  # the clock stands, or was set back
    hall = make_hall(minutes=0, teams=1, allowed=ON)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    assert (say(boris, "his"), say(anna, "mine"), say(anna, "mine too")) == ("", "", "")
    newest = hall.live.store.run(lambda c: chat.every(c, hall.row.id))[-1].number
    assert hall.host.act("remove", {"participant": anna.envelopes[-1]["me"]["participant"]})["ok"]
    hall.session.call(loading.reload_room)
    assert say(boris, "new") == ""
    assert hall.live.store.run(lambda c: chat.every(c, hall.row.id))[-1].number > newest
