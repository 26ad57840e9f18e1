"""Which connections are cut: whoever never ends a request first, people never."""

from __future__ import annotations

import pytest

from web.serving.lines import ANSWER_S, FRESH_S, REQUEST_S, REST_S, SLOWEST, SOCKET_S, Line, Lines, State

ROOM = "192.168.1.7"


class Floor:
    """Connections on a clock that is moved by hand."""

    def __init__(self, most: int = 100, of_an_address: int = 40) -> None:
        self.now = 0.0
        self.lines = Lines(most, of_an_address, lambda: self.now)
        self.cut: list[Line] = []

    def come(self, address: str = ROOM) -> Line | None:
        made: list[Line] = []
        line = self.lines.enter(address, lambda: self.cut.append(made[0]))
        made += [line] if line is not None else []
        return line

    def seat(self, address: str = ROOM) -> Line:
        """Somebody on a seat: page, assets, WebSocket."""
        line = self.come(address)
        assert line is not None
        line.ask(), line.answer(), line.rest(), line.ask(), line.upgrade(), line.prove()
        return line


def test_a_request_that_does_not_end_is_cut_whatever_comes_meanwhile() -> None:
    floor = Floor()
    line = floor.come()
    assert line is not None
    line.ask()
    floor.now = REQUEST_S - 0.1
    floor.lines.cut_overdue()
    assert floor.cut == []
    floor.now = REQUEST_S
    floor.lines.cut_overdue()
    assert floor.cut == [line]
    floor.lines.cut_overdue()
    assert floor.cut == [line]  # once


@pytest.mark.parametrize(
    ("become", "seconds"),
    [
        (lambda _: None, REQUEST_S),
        (lambda line: line.rest(), REST_S),
        (lambda line: line.upgrade(), SOCKET_S),
        (lambda line: (line.answer(), line.send(10 * SLOWEST)), ANSWER_S + 10),
    ],
    ids=["silent", "resting", "a socket without a token", "an answer that nobody takes"],
)
def test_every_state_but_working_and_sitting_has_its_time(become, seconds) -> None:  # type: ignore[no-untyped-def]
    floor = Floor()
    line = floor.come()
    become(line)
    floor.now = seconds - 0.1
    floor.lines.cut_overdue()
    assert floor.cut == []
    floor.now = seconds
    floor.lines.cut_overdue()
    assert floor.cut == [line]


def test_an_answer_may_be_worked_out_for_as_long_as_it_takes_and_a_seat_stays_for_ever() -> None:
    floor = Floor()
    seat, asked = floor.seat(), floor.come()
    assert asked is not None
    asked.ask()
    asked.answer()
    floor.now = 3600.0
    floor.lines.cut_overdue()
    asked.send(8 * SLOWEST)
    floor.now += ANSWER_S + 7
    asked.send(16 * SLOWEST)  # the time counts from the first byte: slow readers cannot stretch it
    floor.lines.cut_overdue()
    assert floor.cut == []
    floor.now += 9
    floor.lines.cut_overdue()
    assert floor.cut == [asked]
    assert seat.state is State.PROVEN


def test_a_flood_from_the_address_of_a_class_closes_its_own_requests_and_nobody_on_a_seat() -> None:
    floor = Floor(most=1000, of_an_address=400)
    seats = [floor.seat() for _ in range(60)]
    phones = [floor.come() for _ in range(60)]
    for phone in phones:
        assert phone is not None
        phone.ask(), phone.answer(), phone.rest()
    for number in range(2000):
        floor.now += 0.02
        attacker = floor.come()
        assert attacker is not None
        if number % 2:
            attacker.ask()
    assert not {*seats, *phones} & {*floor.cut}
    late = floor.come()
    assert late is not None
    late.ask()
    floor.now += FRESH_S / 2
    for _ in range(30):
        assert floor.come() is not None
    assert late not in floor.cut  # somebody who asks just now is not taken for a slow sender


def test_sockets_without_a_token_make_room_and_answers_in_the_making_do_not() -> None:
    floor = Floor(of_an_address=40)
    working = [floor.come() for _ in range(20)]
    for line in working:
        assert line is not None
        line.answer()
    for _ in range(20):
        line = floor.come()
        assert line is not None
        line.upgrade()
    floor.now = 2.0
    assert floor.come() is not None
    assert floor.cut
    assert all(line.state is State.UNPROVEN for line in floor.cut)
    full = Floor(of_an_address=40)
    for _ in range(40):
        full.seat()
    assert full.come() is None
    assert full.cut == []
    assert full.come("192.168.1.8") is not None


def test_when_all_is_full_the_slowest_of_any_address_goes() -> None:
    floor = Floor(most=100, of_an_address=100)
    slow = [floor.come(f"10.0.0.{number}") for number in range(50)]
    floor.now = 5.0
    for _ in range(50):
        floor.seat()
    newcomer = floor.come("10.0.1.1")
    assert newcomer is not None
    assert 0 < len(floor.cut) <= 16
    assert {*floor.cut} <= {*slow}
    floor.lines.leave(newcomer)
    floor.lines.leave(newcomer)  # twice does nothing
    assert floor.lines.make_room() > 0
