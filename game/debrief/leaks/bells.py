"""Bells and event cards in the ledger: what they do on average belongs to the owner of each stage, the rest is luck."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from game.actions.waiting import nothing_ready
from game.debrief.leaks.ledger import CARE, LUCK, SOLD
from game.debrief.leaks.redraw import REDRAWS, salted
from game.market.columns import Stage
from game.market.fork import Fork
from game.market.step import step
from game.match.bell import ring_team
from game.scoring.worth import standard
from game.state.records import SALES

if TYPE_CHECKING:
    from game.debrief.leaks.books import Books
    from game.market.columns import Static
    from game.match.log import Entry

CHAIRS = {"chair_swap": SOLD, "leaver": CARE}
"""Event cards that put another person on a chair -> the step that pays for what was not written."""


def keep_step(books: Books, entry: Entry) -> None:
    """A step of the facilitator."""
    for event in entry.events:
        if event["kind"] == "round_closed":
            _bell(books, event["data"])
            continue
        rows = [int(path[8:]) for path in event["set"] if path.startswith("company/")]
        mine = event["team"] == books.number
        card = event["kind"] == "card_felt" and event["data"].get("card") in CHAIRS
        if mine and card:
            for row in rows:
                books.drift(row)
        books.assign(event)
        if not mine:
            continue
        for row in rows:
            if card:
                _chair(books, row, event["data"]["card"])
            else:
                books.came(row)


def _chair(books: Books, row: int, card: str) -> None:
    """Another person on the chair: what was not written is gone."""
    books.note(CHAIRS[card], "chair", books.revalue(row), row)


def _bell(books: Books, data: dict[str, Any]) -> None:
    """A closing bell: what it does on average to the owner of each stage, the rest is luck."""
    number, given = int(data["round"]), data["teams"][books.number]
    rows = books.rows()
    owners = {row: books.owner(row) for row in rows}
    for row in rows:
        books.drift(row)
    _idle(books)
    accounts = [row for row in rows if books.team.columns.stage[row] == Stage.ACCOUNT]
    mean = _mean_bell(books, number, given["slip"], accounts)
    ring_team(books.state, books.team, number, given)
    report = books.team.market.report
    assert report is not None
    money = (report.margin - report.compensation - report.bad_debt).tolist()
    last = number >= books.scenario.frame.rounds
    books.state.course.assign({"round": number + 1, "phase": "result"})
    books.share_out(accounts)
    before = {row: books.last[row].net for row in rows}
    total = {row: money[row] + books.revalue(row) for row in rows}
    books.ledger.cash += sum(money[row] for row in rows)
    books.state.course.assign({"round": number, "phase": "result", "shock": ""})
    for row in rows:
        expected = mean[row] - before[row] if row in mean else total[row]
        step_, cause = owners[row]
        books.note(step_, "never" if cause == "late" and last else cause, expected, row)
        books.note(LUCK, "draws", total[row] - expected, row)
    books.over = last


def _mean_bell(books: Books, number: int, slip: float, accounts: list[int]) -> dict[int, int]:
    """Cash and worth of each account after the bell, on average over redraws of it."""
    total = dict.fromkeys(accounts, 0)
    kept = dict(books.bank)
    books.share_out(accounts)
    market, course = books.team.market, books.state.course.round
    static = market.static
    for redraw in range(REDRAWS):
        twin = _rekeyed(static, accounts, redraw)
        columns = market.columns.copy()
        report = step(books.scenario, twin, columns, number, slip)
        money = (report.margin - report.compensation - report.bad_debt).tolist()
        books.team.market = Fork(books.scenario, static, columns, number + 1)
        books.state.course.round = number + 1
        for row in accounts:
            total[row] += money[row] + books.worth(row).net
        books.team.market, books.state.course.round = market, course
    books.bank = kept
    return {row: amount // REDRAWS for row, amount in total.items()}


def _idle(books: Books) -> None:
    """Minutes of the seller that nobody used: he left work, or saved at his meetings, or there was none for him."""
    seat = books.team.seats[SALES]
    books.ledger.seller_minutes += seat.total
    left = seat.total - seat.spent
    lacking = left - min(left, books.saved) if nothing_ready(books.state, books.team, SALES) else 0
    books.note(LUCK, "idle", -lacking * standard.MINUTE_PRICE)
    books.note(SOLD, "idle", -(left - lacking) * standard.MINUTE_PRICE)
    books.saved = 0


def _rekeyed(static: Static, rows: list[int], redraw: int) -> Static:
    """The same companies, those in `rows` with the keys of a redraw."""
    twin = copy(static)
    twin.key = static.key.copy()
    for row in rows:
        twin.key[row] = salted(int(static.key[row]), redraw)
    return twin
