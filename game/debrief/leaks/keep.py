"""The way through a log that fills a ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.leaks.acts import keep_act
from game.debrief.leaks.bells import keep_step
from game.debrief.leaks.books import Books
from game.debrief.leaks.ledger import LUCK, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.match.log import Entry
    from game.scenario.schema import Scenario


def ledger_of(
    scenario: Scenario,
    header: dict[str, Any],
    entries: Iterable[Entry],
    team: int,
    waits: Mapping[int, int] | None = None,
) -> Ledger:
    """The ledger of one team (0-based), from the header and entries of a log.

    `waits` are the minutes that handoffs waited in the end, by id; only `Ledger.passes` reads them.
    """
    books = Books(scenario, header, team)
    books.waits = waits or {}
    for entry in entries:
        books.seq = entry.seq
        if books.over:
            books.fold(entry)
        elif entry.command.actor.is_facilitator:
            keep_step(books, entry)
        elif entry.command.actor.team == books.number:
            keep_act(books, entry)
    _close(books)
    return books.ledger


def _close(books: Books) -> None:
    """What was earned after the rounds is no act of a seat: the same policies for every team, and luck."""
    tallies = books.team.tallies
    cash = sum(t.margin_new + t.margin_repeat - t.bad_debt - t.compensation for t in tallies)
    books.ledger.costs = sum(t.wages + t.overhead + t.ads for t in tallies)
    open_ = 0 if books.over and len(tallies) > books.scenario.frame.rounds else books.still_open()
    gained = cash - books.ledger.cash + open_ - sum(value.net for value in books.last.values())
    books.note(LUCK, "after", gained)
    books.ledger.cash, books.ledger.end = cash, open_
