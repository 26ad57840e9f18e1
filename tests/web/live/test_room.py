"""What the facilitator says and when it ends; how long somebody has done nothing; who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tests.web.wire import mark
from web.live.clock import monotonic_ms
from web.live.loading import load_room
from web.live.room import Played

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.live.conftest import Desk, Hall
    from web.live.room import Room


def notice(desk: Desk) -> str:
    found = desk.envelopes[-1]["notice"]
    return found["text"] if found else ""


def posted(hall: Hall) -> list[str]:
    return [one["text"] for one in hall.host.envelopes[-1]["posted"]]


def seat(hall: Hall, team: int, number: int) -> dict[str, object]:
    presence = hall.host.envelopes[-1]["presence"]
    return next(one for one in presence if (one["team"], one["seat"]) == (team, number))


# --- what is said ---------------------------------------------------------------------------------------


def test_a_message_ends_with_the_phase_it_was_said_in(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    hall.open_round()
    for verb in ("close_round", "open_charter", "open_round", "close_round", "finish", "open_debrief"):
        assert hall.host.act("message", {"text": f"before {verb}", "to": "all"})["ok"]
        anna.see(lambda _, verb=verb: notice(anna) == f"before {verb}")  # type: ignore[misc]
        assert posted(hall) == [f"before {verb}"]
        assert hall.host.act(verb)["ok"]
        anna.see(lambda _: notice(anna) == "")
        hall.host.see(lambda _: posted(hall) == [])


def test_a_message_ends_when_its_time_is_over(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert hall.host.act("message", {"text": "for the whole break", "to": "all"})["ok"]
    assert hall.host.act("message", {"text": "a second", "to": "all", "seconds": 1})["ok"]
    anna.see(lambda _: notice(anna) == "a second")
    # What stands below it is seen again.
    anna.see(lambda _: notice(anna) == "for the whole break")
    hall.host.see(lambda _: posted(hall) == ["for the whole break"])
    assert hall.host.envelopes[-1]["posted"][0]["left_s"] == -1
    for bad in (-1, 3601, "1"):
        assert hall.host.act("message", {"text": "x", "to": "all", "seconds": bad})["code"] == "malformed"


def test_a_message_is_plain_text(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert hall.host.act("message", {"text": " \u202eTen\x00 more\u200b\n minutes ", "to": "all"})["ok"]
    anna.see(lambda _: notice(anna) == "Ten more\nminutes")
    assert hall.host.act("message", {"text": " \u200b\n", "to": "all"})["code"] == "malformed"


def test_a_message_can_be_taken_back(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert hall.host.act("message", {"text": "wrong", "to": "all"})["ok"]
    told = anna.see(lambda e: e["notice"])["notice"]
    assert anna.act("end_message", {"message": told["id"]})["code"] == "not_allowed"
    assert hall.host.act("end_message", {"message": told["id"]})["ok"]
    anna.see(lambda _: notice(anna) == "")
    assert hall.host.act("end_message", {"message": told["id"]})["ok"]  # it had ended already: as wished


def test_a_nudge_stays_with_the_person_it_was_meant_for(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    hall.open_round()
    assert hall.host.act("nudge", {"team": 0, "seat": 0})["ok"]
    anna.see(lambda e: e["notice"])
    who = anna.envelopes[-1]["me"]["participant"]
    # They change places: Boris sits where the nudge was sent.
    assert hall.host.act("move", {"participant": who, "team": 1, "seat": 0})["ok"]
    boris.see(lambda e: e["me"]["team"] == 0)
    anna.see(lambda e: e["me"]["team"] == 1)
    assert notice(boris) == ""
    assert notice(anna) != ""
    assert hall.host.act("nudge", {"team": 1, "seat": 2})["code"] == "nobody_there"
    assert hall.host.envelopes[-1]["posted"][0]["to"] == f"person:{who}"


def test_only_the_facilitator_is_told_what_stands(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert hall.host.act("message", {"text": "for another team", "to": "team:1"})["ok"]
    hall.host.see(lambda _: posted(hall) == ["for another team"])
    hall.open_round()
    told = anna.see(lambda e: e["view"]["session"]["round"] == 1)
    assert told["posted"] == []
    assert told["screens"] == 0
    assert notice(anna) == ""


def test_a_message_after_a_restart_is_news_to_a_phone_that_read_the_last_one(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    assert hall.host.act("message", {"text": "one", "to": "all"})["ok"]
    before = hall.host.see(lambda e: e["posted"])["posted"][0]["id"]
    room = load_room(hall.live.store, hall.live.rules, hall.row.id)
    assert room is not None
    assert room.messages == []
    assert room.version > before


# --- who has not done anything --------------------------------------------------------------------------


def test_lobby_breaks_and_pauses_are_not_played() -> None:
    played = Played()
    hour = 3_600_000
    assert not played.tick(0, hour, runs=False)  # the lobby
    assert played.tick(1, 2 * hour, runs=True)  # the first bell
    played.tick(1, 2 * hour + 19_000, runs=True)
    assert played.ms == 19_000
    played.tick(1, 2 * hour + 20_000, runs=False)  # paused
    played.tick(1, 3 * hour, runs=True)
    played.tick(1, 3 * hour + 5_000, runs=True)
    assert played.ms == 25_000
    played.tick(1, 3 * hour + 6_000, runs=False)  # the bell, the break
    assert played.tick(2, 4 * hour, runs=True)
    assert played.ms == 0


def play(hall: Hall, minutes: int) -> None:
    """Let minutes of the running round go by."""

    def go_by(room: Room) -> None:
        room.played.ms += minutes * 60_000

    hall.session.call(go_by)


def idle_minutes(hall: Hall, who: str) -> int:
    return hall.session.call(lambda room: room.idle_ms(who)) // 60_000


def test_idleness_begins_at_the_bell_and_ends_with_an_act(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    who = anna.envelopes[-1]["me"]["participant"]
    play(hall, 30)  # whatever the lobby took
    hall.open_round()
    hall.session.call(lambda _: None)
    hall.host.see(lambda _: seat(hall, 0, 0)["idle_s"] < 60)
    play(hall, 4)
    assert idle_minutes(hall, who) == 4
    assert anna.act("mark", mark(), 1)["ok"]
    assert idle_minutes(hall, who) == 0


def test_nobody_is_idle_for_the_time_that_a_bot_sat_there_or_somebody_else(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    hall.open_round()
    who = anna.envelopes[-1]["me"]["participant"]
    for policy in ("reference", ""):
        play(hall, 4)
        assert hall.host.act("seat_bot", {"team": 0, "seat": 0, "policy": policy})["ok"]
    assert idle_minutes(hall, who) == 0
    play(hall, 4)
    assert hall.host.act("move", {"participant": who, "team": 1, "seat": 0})["ok"]
    assert idle_minutes(hall, who) == 0
    assert idle_minutes(hall, boris.envelopes[-1]["me"]["participant"]) == 0


def test_whoever_comes_late_or_comes_back_is_not_idle_for_the_time_away(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    token, _ = hall.live.join(hall.session, "Anna", "en")
    anna = hall.connect(token)
    hall.open_round()
    who = anna.envelopes[-1]["me"]["participant"]
    play(hall, 1)
    anna.close()
    hall.host.see(lambda _: seat(hall, 0, 0)["state"] == "away")
    play(hall, 4)
    late = hall.sit("Boris").envelopes[-1]["me"]["participant"]
    hall.connect(token)
    assert idle_minutes(hall, who) == 1
    assert idle_minutes(hall, late) == 0


def test_whoever_joined_and_never_came_is_missed(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    hall.live.join(hall.session, "Anna", "en")
    hall.host.see(lambda _: seat(hall, 0, 0)["state"] == "away")
    hall.session.call(lambda room: room.seen_ms.update((who, ms - 60_000) for who, ms in list(room.seen_ms.items())))
    hall.open_round()
    hall.host.see(lambda _: cast("int", seat(hall, 0, 0)["away_s"]) >= 60)


def test_the_year_is_shown_to_everybody_from_the_same_moment(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    hall.open_round()
    assert hall.host.act("close_round")["ok"]
    assert anna.see(lambda e: e["view"]["session"]["phase"] == "result")["year_ms"] == -1
    assert hall.host.act("finish")["ok"]
    for desk in (anna, hall.host):
        desk.see(lambda e: e["year_ms"] >= 0)
    now = monotonic_ms()
    told = hall.session.call(lambda room: (room.year_ms(now), room.year_ms(now + 3000)))
    assert told[1] - told[0] == 3000
    assert hall.host.act("open_debrief")["ok"]
    anna.see(lambda e: e["view"]["session"]["phase"] == "debrief")
