"""Figures of what happened between the seats: first contacts, agreed dates, fields on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scoring.doings import doings
from game.state.records import GUESS, JUDGED, SALES, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scoring.figures.scope import Scope
    from game.state.records import Handoff


def heard(scope: Scope, name: str) -> int:
    """A count of what clients lived through, as the log tells it of closed rounds."""
    rounds = range(scope.first, scope.last + 1)
    return sum(getattr(doings(scope.match, scope.team, round_), name) for round_ in rounds)


def contradicted(scope: Scope) -> int:
    """Of the broken promises, the prices: a proposal said another than had been named."""
    return sum(promise.kind == "price" for promise in scope.settled("broken"))


def waited_out(scope: Scope) -> int:
    """Clients who did not wait for their first contact with sales."""
    return sum(t.ended == "waited" and scope.holds(t.ended_round) for t in scope.crew.tracks.values())


def clean(scope: Scope) -> int:
    """Briefs for sales that were complete and accepted the first time."""
    return sum(map(_is_clean, _accepted(scope)))


def mended(scope: Scope) -> int:
    """Fields that a read-back put right."""
    return sum(line[1] == "mended" for handoff in _accepted(scope) for line in handoff.read_back)


def changed(scope: Scope) -> int:
    """Fields that a brief brought with another value than the sender knew."""
    return sum(got.status > 0 and got.value != sent.value for sent, got in _arrivals(scope))


def left_out(scope: Scope) -> int:
    """Known fields that did not come with a brief."""
    return sum(got.status == 0 for _, got in _arrivals(scope))


def _accepted(scope: Scope) -> list[Handoff]:
    return [h for h in scope.crew.handoffs if h.state == "accepted" and scope.holds(h.accept_round)]


def _is_clean(handoff: Handoff) -> bool:
    received = (Cell(*handoff.received.get(field, ())) for field in JUDGED)
    return handoff.receiver == SALES and handoff.first_time and all(cell.status for cell in received)


def _arrivals(scope: Scope) -> Iterator[tuple[Cell, Cell]]:
    """What was known of each judged field and what of it arrived.

    Of a brief that a person tells or notes to a person nothing arrives by itself: it is typed in.
    """
    for handoff in _accepted(scope):
        if handoff.mode != "card" and not handoff.received:
            continue
        for field in JUDGED:
            sent = Cell(*handoff.sent.get(field, ()))
            if sent.status >= GUESS:
                yield sent, Cell(*handoff.received.get(field, ()))
