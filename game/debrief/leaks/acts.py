"""Acts in the ledger: the expected change belongs to the step and seat that acted, the rest is luck.

What a company lost while it waited belongs to the owner of its stage. The seller's minutes are charged as they are
spent, because a client's worth is net of those it still takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.actions.commands import Actor, Command
from game.actions.decide import decide_seat
from game.debrief.leaks.ledger import CARE, FOUND, HANDOFF, LUCK, OVER, SOLD, Passed
from game.debrief.leaks.redraw import REDRAWS, Redraw
from game.debrief.leaks.trial import tried
from game.market.columns import Stage
from game.scoring.worth import NOTHING, Variant, standard
from game.state.records import ACCOUNT, LEAD_GEN, SALES

if TYPE_CHECKING:
    from game.debrief.leaks.books import Books
    from game.match.log import Entry
    from game.state.team import State, Team

DRAWN = ("call", "meet", "accept", "task")
"""Verbs whose outcome is drawn."""


def keep_act(books: Books, entry: Entry) -> None:
    """Note what a seat's act changed."""
    event = entry.events[0]
    row, seat = event["data"].get("company", -1), entry.command.actor.seat
    if row >= 0:
        books.drift(row)
    before = books.last.get(row, NOTHING).net
    usual = int(books.last.get(row, NOTHING).meeting)
    first = row >= 0 and not books.team.columns.contacted[row] & (1 << SALES)
    cash, minutes = _paid(books, row, event["set"])
    books.ledger.cash += cash
    expected = _expected(books, entry.command, row) if event["draws"] and entry.command.verb in DRAWN else None
    spent = _cared(books, event["set"])
    books.fold(entry)
    _take(books, row, spent)
    total = cash - minutes * standard.MINUTE_PRICE + (books.revalue(row) if row >= 0 else 0)
    if event["kind"] == "meeting_held":
        books.saved += max(0, usual - minutes)
    if row < 0:  # the colleague's part of nothing
        books.note(SOLD, "meetings", total)
        return
    _split(books, entry, row, seat, total if expected is None else expected - before, first=first)
    if expected is not None:
        books.note(LUCK, "draws", total - (expected - before), row)
    books.others(event["set"], row)


def _split(books: Books, entry: Entry, row: int, seat: int, amount: int, *, first: bool) -> None:
    """Give an act's expected change to the step, and where it passes a company on, to the parts of that."""
    verb = entry.command.verb
    if verb == "hand_over":
        _passed(books, row, seat, amount)
        return
    if seat == LEAD_GEN:
        cause = "dropped" if verb in ("disqualify", "nurture") else "passed" if verb == "mark" else "asked"
        books.note(FOUND, cause, amount, row)
    elif seat == ACCOUNT:
        books.note(*((OVER, "taking") if verb == "accept" else (CARE, "tasks")), amount, row)
    elif verb in ("accept", "return_handoff") or (verb == "mark" and first):
        books.note(HANDOFF, "taking", amount, row)
    else:
        books.note(SOLD, "dropped" if verb == "disqualify" else "meetings", amount, row)


def _passed(books: Books, row: int, seat: int, amount: int) -> None:
    """A handoff: to pass it on at all, then what its own way costs against card and warm."""
    actual = books.last[row].net
    if seat == SALES:
        clean = books.worth(row, Variant(mode="card", warm=True)).net
        warm = books.worth(row, Variant(warm=True)).net
        books.note(OVER, "missing", warm - clean, row)
        books.note(OVER, "cold", actual - warm, row)
        books.note(OVER, "taking", amount - (actual - clean), row)
        _weigh_over(books, row)
        return
    clean = books.worth(row, Variant(mode="card", warm=True, promises=True)).net
    whole = books.worth(row, Variant(warm=True, promises=True, garbles=False)).net
    heard = books.worth(row, Variant(warm=True, promises=True)).net
    known = books.worth(row, Variant(warm=True)).net
    books.note(FOUND, "passed", amount - (actual - clean), row)
    books.note(HANDOFF, "missing", whole - clean, row)
    books.note(HANDOFF, "wrong", heard - whole, row)
    books.note(HANDOFF, "promise", known - heard, row)
    books.note(HANDOFF, "cold", actual - known, row)
    _weigh(books, row)


def _weigh(books: Books, row: int) -> None:
    """What a brief for sales was worth, and what a better one would have been, with the wait that followed."""
    number = books.team.tracks[row].handoff
    late = books.waits.get(number, 0) - standard.WAIT

    def margin(mode: str | None, waited: int, *, warm: bool | None, promises: bool = True) -> int:
        return books.worth(row, Variant(mode=mode, warm=warm, promises=promises, waited=waited)).gross

    books.ledger.passes.append(
        Passed(
            number,
            books.seq,
            HANDOFF,
            as_was=margin(None, late, warm=None, promises=False),
            complete=margin("card", late, warm=None),
            warm=margin("card", late, warm=True),
            at_once=margin("card", -standard.WAIT, warm=True),
        )
    )


def _weigh_over(books: Books, row: int) -> None:
    """The same for a signed client."""
    number = next(h.id for h in reversed(books.team.handoffs) if h.company == row)
    as_was = books.worth(row).gross
    complete = books.worth(row, Variant(mode="card")).gross
    warm = books.worth(row, Variant(mode="card", warm=True)).gross
    books.ledger.passes.append(Passed(number, books.seq, OVER, as_was, complete, warm, warm))


def _paid(books: Books, row: int, changes: dict[str, dict[str, Any]]) -> tuple[int, int]:
    """Cents that an event earns with its company, and minutes of the seller that it takes."""
    track = books.team.tracks.get(row)
    told = changes.get(f"track/{row}", {})
    cash = 0
    for name in ("margin", "earned"):
        if name in told:
            cash += told[name] - (getattr(track, name) if track is not None else 0)
    worked = changes.get(f"seat/{SALES}", {}).get("worked")
    minutes = 0 if worked is None else worked - books.team.seats[SALES].worked
    return cash, minutes


def _cared(books: Books, changes: dict[str, dict[str, Any]]) -> int:
    """Minutes of the account manager that an event takes."""
    worked = changes.get(f"seat/{ACCOUNT}", {}).get("worked")
    return 0 if worked is None else int(worked) - books.team.seats[ACCOUNT].worked


def _take(books: Books, row: int, minutes: int) -> None:
    """Book the account manager's minutes on the account that got them."""
    if minutes and books.team.columns.stage[row] == Stage.ACCOUNT:
        books.bank[row] = books.bank.get(row, 0) - minutes


def _expected(books: Books, command: Command, row: int) -> int:
    """Mean, over redraws of the command, of cash, worth and the price of minutes after it."""
    alone = Command(command.id, Actor.seat_of(0, command.actor.seat, command.actor.by), command.round, command.verb,
                    command.args, command.inputs)  # fmt: skip
    total = 0
    for number in range(REDRAWS):
        made: list[Redraw] = []

        def draft_of(state: State, team: Team, number: int = number, made: list[Redraw] = made) -> Redraw:
            made.append(Redraw(state, team, number))
            return made[-1]

        event = decide_seat(books.state, alone, draft_of)
        cash, minutes = _paid(books, row, event["set"])
        spent = _cared(books, event["set"])
        with tried(books.team, event["set"]):
            value = books.worth(row, spent=spent).net
        chance = made[0].chance
        total += int(chance * (cash + value)) - minutes * standard.MINUTE_PRICE
    return total // REDRAWS
