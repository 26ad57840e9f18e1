"""People and seats from inside: who is removed, renamed, moved, who leaves, who looks on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.wire import mark
from web.access import tokens
from web.live import joining
from web.live import room as room_module
from web.live import session as session_module
from web.live.joining import JoinError, Wish
from web.store import people, sessions
from web.store.sessions import Allowed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.live.conftest import Desk, Hall

CHOOSING = Allowed(choosing=True)


def who(desk: Desk) -> str:
    """The participant of a desk."""
    return str(desk.envelopes[-1]["me"]["participant"])


def stored(hall: Hall) -> dict[str, tuple[int, int]]:
    """Names and places as the store has them."""
    rows = hall.live.store.run(lambda c: people.every(c, hall.row.id))
    return {person.name: (person.team, person.seat) for person in rows}


def states(hall: Hall) -> list[str]:
    """How the seats stand on the console."""
    return [one["state"] for one in hall.host.envelopes[-1]["presence"]]


def test_a_removed_person_is_gone_with_their_token_and_a_bot_works_on(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    token, _ = hall.live.join(hall.session, "Rude Word", "en")
    rude = hall.connect(token)
    hall.open_round()
    assert hall.host.act("remove", {"participant": who(rude)})["ok"]
    hall.host.see(lambda e: e["presence"][0]["state"] == "bot" and not e["presence"][0]["name"])
    assert rude.is_hung_up()
    assert stored(hall) == {}
    assert tokens.principal(hall.live.store, token) is None
    assert tokens.fate(hall.live.store, token) == "seat_freed"
    assert tokens.fate(hall.live.store, "somebody else's token") != "seat_freed"
    # The name is free again, and so is the seat.
    again, person = hall.live.join(hall.session, "Rude Word", "en")
    assert (person.team, person.seat) == (0, 0)
    assert hall.connect(again).see(lambda e: e["me"]["kind"] == "seat")


@pytest.mark.parametrize(("then", "state"), [("bot", "bot"), ("free", "free"), ("", "bot")])
def test_a_freed_seat_goes_to_a_bot_or_stays_empty(make_hall: Callable[..., Hall], then: str, state: str) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    hall.open_round()
    assert hall.host.act("remove", {"participant": who(anna), "then": then})["ok"]
    hall.host.see(lambda e: e["presence"][0]["state"] == state)


def test_before_the_first_bell_a_freed_seat_is_simply_free(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    assert hall.host.act("remove", {"participant": who(anna)})["ok"]
    hall.host.see(lambda e: e["presence"][0]["state"] == "free")
    assert boris.see(lambda e: e["me"]["team"] == 1)
    assert hall.host.act("remove", {"participant": who(anna)})["code"] == "nobody_there"


def test_a_removal_that_cannot_be_stored_has_not_happened(make_hall: Callable[..., Hall], monkeypatch: Any) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(session_module.entries, "append", full)
        assert hall.host.act("remove", {"participant": who(anna)})["code"] == "disk_full"
    assert not anna.hung_up
    assert stored(hall) == {"Anna": (0, 0)}
    assert hall.host.act("rename", {"participant": who(anna), "name": "Anya"})["ok"]
    assert anna.see(lambda e: e["me"]["name"] == "Anya")


def test_a_name_that_cannot_stand_is_replaced_everywhere(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, teams=1)
    rude, boris = hall.sit("Rude Word"), hall.sit("Boris")
    assert hall.host.act("rename", {"participant": who(rude), "name": "  Anna\u202e "})["ok"]
    for desk in (rude, boris, hall.host):
        desk.see(lambda e: e["presence"][0]["name"] == "Anna")
        assert "Rude" not in str(desk.envelopes[-1])
    assert stored(hall) == {"Anna": (0, 0), "Boris": (0, 1)}
    kept = hall.live.store.run(lambda c: c.exec_driver_sql("SELECT name_key FROM participants").fetchall())
    assert "rude word" not in {row[0] for row in kept}
    for name, code in (("boris", "name_taken"), ("\u200b", "bad_name")):
        assert hall.host.act("rename", {"participant": who(rude), "name": name})["code"] == code
    assert hall.host.act("rename", {"participant": who(rude), "name": "ANNA"})["ok"]  # one may keep one's own


def test_a_move_to_a_taken_seat_is_a_swap_and_nobody_is_lost(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    hall.open_round()
    assert hall.host.act("move", {"participant": who(anna), "team": 1, "seat": 0})["ok"]
    anna.see(lambda e: (e["me"]["team"], e["me"]["seat"], e["me"]["kind"]) == (1, 0, "seat"))
    boris.see(lambda e: (e["me"]["team"], e["me"]["seat"], e["me"]["kind"]) == (0, 0, "seat"))
    assert stored(hall) == {"Anna": (1, 0), "Boris": (0, 0)}
    assert anna.act("mark", mark())["ok"]
    assert boris.act("mark", mark())["ok"]
    # To a seat that a bot works on: the bot leaves it, and another takes the one that is left.
    assert hall.host.act("move", {"participant": who(anna), "team": 0, "seat": 2})["ok"]
    anna.see(lambda e: (e["me"]["team"], e["me"]["seat"], e["me"]["kind"]) == (0, 2, "seat"))
    hall.host.see(lambda e: [one["state"] for one in e["presence"]] == ["here", "bot", "here", "bot", "bot", "bot"])
    # Where one sits already: nothing happens.
    assert hall.host.act("move", {"participant": who(anna), "team": 0, "seat": 2})["ok"]
    assert stored(hall) == {"Anna": (0, 2), "Boris": (0, 0)}


def test_a_swap_with_somebody_whose_bot_stands_in_leaves_no_seat_without_a_driver(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    hall.open_round()
    boris.close()
    assert hall.host.act("seat_bot", {"team": 1, "seat": 0, "policy": "reference"})["ok"]
    assert hall.host.act("move", {"participant": who(anna), "team": 1, "seat": 0})["ok"]
    anna.see(lambda e: (e["me"]["team"], e["me"]["kind"]) == (1, "seat"))
    assert stored(hall) == {"Anna": (1, 0), "Boris": (0, 0)}


def test_whoever_leaves_frees_the_seat(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    hall.live.leave(hall.session, who(anna))
    hall.host.see(lambda e: [one["state"] for one in e["presence"]][:4] == ["free", "free", "free", "here"])
    assert anna.is_hung_up()
    assert stored(hall) == {"Boris": (1, 0)}
    hall.open_round()
    hall.host.see(lambda e: e["presence"][0]["state"] == "bot")
    hall.live.leave(hall.session, who(boris))
    hall.host.see(lambda e: e["presence"][3]["state"] == "bot")
    hall.live.leave(hall.session, who(boris))  # once more: nothing
    assert stored(hall) == {}


def test_whoever_leaves_after_the_play_leaves_what_they_said(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    token, person = hall.live.join(hall.session, "Anna", "en")
    anna = hall.connect(token)
    hall.open_round()
    for verb in ("close_round", "open_debrief"):
        assert hall.host.act(verb, {}, 1)["ok"]
    anna.see(lambda e: e["view"]["session"]["phase"] == "debrief")
    assert anna.act("reflect", {"rule": "I call back within a day.", "checks": []}, 1)["ok"]
    hall.live.leave(hall.session, person.id)
    assert tokens.principal(hall.live.store, token) is None
    assert hall.session.call(lambda room: room.debrief.words[person.id].rule) == "I call back within a day."
    # The facilitator's word is another matter: who is removed is gone with all that they said.
    assert hall.host.act("remove", {"participant": person.id}, 1)["ok"]
    assert hall.session.call(lambda room: person.id not in room.debrief.words)
    kept = hall.live.store.run(lambda c: c.exec_driver_sql("SELECT count(*) FROM reflections").scalar())
    assert kept == 0


def test_a_team_and_a_seat_are_chosen_only_where_that_is_allowed(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)

    def refused(name: str, wish: Wish) -> str:
        with pytest.raises(JoinError) as caught:
            hall.live.join(hall.session, name, "en", wish)
        return caught.value.code

    assert refused("Anna", Wish(team=1)) == "choosing_off"
    assert refused("Anna", Wish(team=1, seat=2)) == "choosing_off"
    assert hall.host.act("allow", {"choosing": True})["ok"]
    hall.host.see(lambda e: e["allowed"]["choosing"])
    anna = hall.live.join(hall.session, "Anna", "en", Wish(team=1, seat=2))[1]
    assert (anna.team, anna.seat) == (1, 2)
    assert refused("Boris", Wish(team=1, seat=2)) == "seat_taken"
    for odd in (Wish(team=2), Wish(team=0, seat=3), Wish(seat=1)):
        assert refused("Boris", odd) == "no_such_seat"
    assert [hall.live.join(hall.session, name, "en", Wish(team=1))[1].seat for name in ("Boris", "Clara")] == [0, 1]
    assert refused("Dana", Wish(team=1)) == "team_full"
    assert hall.live.join(hall.session, "Dana", "en")[1].team == 0
    row = hall.live.store.run(lambda c: sessions.get(c, hall.row.id))
    assert row is not None
    assert row.allowed == CHOOSING


def test_one_browser_holds_three_people_and_no_whole_room(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, teams=4)
    first = hall.live.join(hall.session, "P0", "en")[1]
    second = hall.live.join(hall.session, "P1", "en", Wish(beside=first.id))[1]
    third = hall.live.join(hall.session, "P2", "en", Wish(beside=second.id))[1]
    for beside in (first, second, third):
        with pytest.raises(JoinError, match="browser_full"):
            hall.live.join(hall.session, "P3", "en", Wish(beside=beside.id))
    hall.live.leave(hall.session, second.id)
    assert hall.live.join(hall.session, "P3", "en", Wish(beside=third.id))[1].browser == first.id
    assert hall.live.join(hall.session, "Somebody else", "en")[1].browser == ""


def test_a_browser_that_says_who_it_is_holds_three_people_also_when_it_forgets_its_seats(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(minutes=0, teams=4)
    phone, other = Wish(browser="phone"), Wish(browser="other")
    people = [hall.live.join(hall.session, f"P{number}", "en", phone)[1] for number in range(3)]
    with pytest.raises(JoinError, match="browser_full"):
        hall.live.join(hall.session, "P3", "en", phone)
    with pytest.raises(JoinError, match="browser_full"):
        hall.live.join(hall.session, "P3", "en", Wish(browser="new word", beside=people[0].id))
    assert hall.live.join(hall.session, "P3", "en", other)[1].browser == "other"


def test_a_seat_whose_holder_never_came_goes_to_whoever_needs_it_and_one_that_is_sat_on_does_not(
    make_hall: Callable[..., Hall], monkeypatch: Any
) -> None:
    """A machine joins in six names and a class finds every seat taken: after a minute it sits down."""
    hall = make_hall(minutes=0, allowed=CHOOSING)
    anna = hall.sit("Anna")
    machine = [hall.live.join(hall.session, f"Machine {number}", "en") for number in range(5)]

    def join(name: str, wish: Wish = joining.ANY) -> str:
        try:
            person = hall.live.join(hall.session, name, "en", wish)[1]
        except JoinError as error:
            return error.code
        return f"{person.team}.{person.seat}"

    monkeypatch.setattr(room_module, "COME_MS", 10**9)  # the minute is not over
    assert (join("Boris"), join("Boris", Wish(team=0)), join("Boris", Wish(team=1, seat=0))) == (
        "session_full",
        "team_full",
        "seat_taken",
    )
    monkeypatch.setattr(room_module, "COME_MS", 0)
    taken = machine[0][1]
    assert join("Boris", Wish(team=taken.team, seat=taken.seat)) == f"{taken.team}.{taken.seat}"
    hall.connect(hall.live.join(hall.session, "Clara", "en", Wish(team=0))[0])
    come = [hall.sit(f"P{number}") for number in range(3)]
    assert join("Anna's seat", Wish(team=0, seat=0)) == "seat_taken"
    come[0].close()  # a line that was lost is no ghost
    names = {person.name for person in hall.live.store.run(lambda c: people.every(c, hall.row.id))}
    assert {"Anna", "Clara", "P0", "P1", "P2"} < names
    assert len(names) == 6
    assert tokens.principal(hall.live.store, machine[0][0]) is None
    assert anna.see(lambda e: e["presence"])["me"]["name"] == "Anna"
    monkeypatch.setattr(room_module, "COME_MS", 10**9)
    assert join("Late") == "session_full"


def test_observers_come_only_when_they_may_and_see_what_the_projector_shows(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    with pytest.raises(JoinError, match="observers_off"):
        hall.live.join(hall.session, "Olga", "en", Wish(observe=True))
    assert hall.host.act("allow", {"observers": 1})["ok"]
    token, person = hall.live.join(hall.session, "Olga", "en", Wish(team=1, observe=True))
    assert (person.team, person.is_observer) == (1, True)
    with pytest.raises(JoinError, match="observers_full"):
        hall.live.join(hall.session, "Oleg", "en", Wish(observe=True))
    olga = hall.connect(token)
    seen = olga.envelopes[-1]
    assert (seen["me"]["kind"], seen["me"]["team"], seen["me"]["seat"]) == ("observer", 1, -1)
    assert seen["view"]["kind"] == "screen"
    assert {one["team"] for one in seen["presence"]} == {1}
    assert (seen["mine"], seen["links"], seen["observers"]) == (None, [], [])
    hall.host.see(lambda e: e["observers"] == [{"participant": person.id, "name": "Olga", "team": 1, "here": True}])
    # She holds no seat, does nothing, and counts nowhere.
    assert hall.session.call(lambda room: len(room.seating.free())) == 6
    hall.open_round()
    assert olga.act("mark", mark())["code"] == "not_allowed"
    assert hall.host.act("move", {"participant": person.id, "team": 0, "seat": 0})["code"] == "nobody_there"
    assert hall.host.act("reissue", {})["code"] in ("unknown_verb", "malformed")
    # Switched off, nobody looks on any more.
    assert hall.host.act("allow", {"observers": 0})["ok"]
    hall.host.see(lambda e: e["observers"] == [])
    assert olga.is_hung_up()
    assert tokens.fate(hall.live.store, token) == "seat_freed"


def test_people_and_what_is_allowed_survive_a_restart(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, allowed=Allowed(choosing=True, observers=3))
    anna_token, anna = hall.live.join(hall.session, "Anna", "en", Wish(team=1, seat=1))
    olga_token, olga = hall.live.join(hall.session, "Olga", "en", Wish(team=0, observe=True))
    boris_token, boris = hall.live.join(hall.session, "Boris", "en", Wish(beside=anna.id))
    assert hall.host.act("rename", {"participant": anna.id, "name": "Anya"})["ok"]
    assert hall.host.act("remove", {"participant": boris.id})["ok"]
    hall.live.stop()
    hall.live._stopping.clear()
    again = hall.live.get(hall.row.id)
    assert again is not None
    hall.session = again
    assert again.room.allowed == Allowed(choosing=True, observers=3)
    assert hall.connect(anna_token).envelopes[-1]["me"]["name"] == "Anya"
    assert hall.connect(olga_token).envelopes[-1]["me"]["kind"] == "observer"
    assert [person.id for person in again.room.seating.observers()] == [olga.id]
    assert tokens.fate(hall.live.store, boris_token) == "seat_freed"


def test_whoever_comes_and_goes_after_the_play_leaves_no_trace_in_the_log(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0, teams=1)
    anna = hall.sit("Anna")
    hall.open_round()
    for verb in ("close_round", "open_debrief"):
        assert hall.host.act(verb, {}, 1)["ok"]
    hall.host.see(lambda e: e["view"]["session"]["phase"] == "debrief")
    log = hall.session.call(lambda room: room.last_seq)
    boris = hall.sit("Boris")  # a bot sat there
    assert boris.act("take_back", {}, 1)["ok"]
    assert hall.host.act("move", {"participant": who(anna), "team": 0, "seat": 2}, 1)["ok"]
    assert hall.host.act("remove", {"participant": who(boris), "then": "bot"}, 1)["ok"]
    assert hall.session.call(lambda room: room.last_seq) == log
    assert hall.host.act("close_session", {}, 1)["ok"]
    for verb, args in (("seat_bot", {"team": 0, "seat": 0, "policy": "careful"}), ("close_session", {})):
        assert hall.host.act(verb, args, 1)["code"] == "wrong_phase"
    assert hall.host.act("remove", {"participant": who(anna), "then": "bot"}, 1)["ok"]
    assert hall.session.call(lambda room: room.last_seq) == log + 1
