"""The records a session consists of, apart from the companies' own columns.

Every record holds only plain values (numbers, strings, booleans, lists and string-keyed dictionaries of those)
that are replaced, never changed in place; so a record can be copied shallowly, compared field by field and
written to JSON as it is. Rules live elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, NamedTuple, Self, cast

from game.market.rules import FIELDS

LEAD_GEN, SALES, ACCOUNT = 0, 1, 2
ROLES = ("lead_gen", "sales", "account")
CORE = FIELDS[:4]
JUDGED = FIELDS[:6]
"""The fields that handoff quality and the charter's required fields are taken from."""
FIELD_INDEX = {name: i for i, name in enumerate(FIELDS)}
MODES = ("told", "notes", "card")
UNKNOWN, GUESS, CONFIRMED = 0, 1, 2
STATUSES = ("unknown", "guess", "confirmed")


class Cell(NamedTuple):
    """What one seat knows of one field."""

    status: int = UNKNOWN
    value: str = ""
    source: str = ""  # you, told, notes, card, predecessor, marked
    round: int = 0
    written: bool = False  # stays when the person leaves the chair


BLANK = Cell()


def slots(record: Record) -> tuple[str, ...]:
    """The field names of a record, in declared order."""
    return cast(tuple[str, ...], type(record).__slots__)


_readers: dict[type, Callable[[Record], tuple[Any, ...]]] = {}


def _values(record: Record) -> tuple[Any, ...]:
    """All values of a record, in declared order."""
    read = _readers.get(type(record))
    if read is None:
        read = _readers[type(record)] = attrgetter(*slots(record))
    return read(record)


@dataclass(slots=True)
class Record:
    """Common to all records: copy, compare, assign, to and from JSON."""

    def clone(self) -> Self:
        """An independent copy; values are immutable by convention, dictionaries are copied one level deep."""
        twin = object.__new__(type(self))
        for name, value in zip(slots(self), _values(self), strict=True):
            setattr(twin, name, dict(value) if type(value) is dict else value)
        return twin

    def changes(self, before: Self) -> dict[str, Any]:
        """Absolute values of what differs from `before`; dictionaries entry by entry, None for a removed entry."""
        out: dict[str, Any] = {}
        now, then = _values(self), _values(before)
        if now == then:
            return out
        for name, new, old in zip(slots(self), now, then, strict=True):
            if new == old:
                continue
            if type(new) is dict:
                new = {k: v for k, v in new.items() if k not in old or old[k] != v} | {
                    k: None for k in old if k not in new
                }
            out[name] = new
        return out

    def assign(self, values: dict[str, Any]) -> None:
        """Write absolute values; a dictionary is merged entry by entry and None removes the entry."""
        for name, value in values.items():
            old = getattr(self, name)
            if type(old) is dict:
                merged = dict(old)
                for k, v in value.items():
                    if v is None:
                        merged.pop(k, None)
                    else:
                        merged[k] = v
                value = merged
            setattr(self, name, value)

    def to_json(self) -> dict[str, Any]:
        """A JSON object with every field; it shares the record's immutable values."""
        return {name: getattr(self, name) for name in slots(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The record that `to_json` wrote."""
        record = cls()
        record.assign(data)
        return record


def _with_cells(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """The same values, with cells where JSON has lists."""
    found = {name: values[name] for name in names if name in values}
    made = {name: {k: None if v is None else Cell(*v) for k, v in cells.items()} for name, cells in found.items()}
    return values | made


@dataclass(slots=True)
class Dossier(Record):
    """What one seat knows about one company."""

    cells: dict[str, Cell] = field(default_factory=dict)  # field -> Cell; an absent field is unknown
    wants: str = ""  # custom, modular or "" when not asked
    since: int = 0  # round in which it came to this desk
    calls: int = 0  # conversations this seat had with it
    raised: list[str] = field(default_factory=list)  # topics this seat has raised
    talk: dict[str, Any] = field(default_factory=dict)  # the last conversation, as keys and parameters

    def cell(self, name: str) -> Cell:
        """The cell of a field; BLANK when unknown."""
        return self.cells.get(name, BLANK)

    def assign(self, values: dict[str, Any]) -> None:
        """As Record.assign; cells may come as the lists that JSON makes of them."""
        values = _with_cells(values, "cells")
        if "talk" in values:  # replaced whole, never merged
            self.talk = {}
        Record.assign(self, values)

    def changes(self, before: Dossier) -> dict[str, Any]:
        """As Record.changes; a talk is replaced whole."""
        out = Record.changes(self, before)
        if "talk" in out:
            out["talk"] = self.talk
        return out


@dataclass(slots=True)
class Track(Record):
    """How one company has gone through the team: clocks and counters that are not traits of the company."""

    here: bool = False  # it has appeared on a desk
    round: int = 0  # round it appeared in
    waits_for: int = -1  # seat that lets it wait, -1 nobody
    wait_mark: int = 0  # that seat's worked minutes when the wait began
    wait_round: int = 0  # round in which the wait began
    retry_clock: int = 0  # earliest clock of the seat for another try
    retry_round: int = 0  # round to which retry_clock belongs
    ready_clock: int = -1  # seller's clock at which the company has thought; -1 not thinking
    ready_round: int = 0
    followed_up: bool = False
    demos: list[str] = field(default_factory=list)  # pains demonstrated
    pushed: bool = False
    handoff: int = -1  # last handoff
    handed_count: int = 0  # times handed to sales; the count KPI takes a company once
    first_wait: int = -1  # minutes an inbound lead waited for its first call
    touch_wait: int = -1  # minutes it waited for the seller's first contact
    repeated: int = 0  # questions asked again
    cold_fails: int = 0
    ended: str = ""  # why it is closed: code, "" while open
    ended_round: int = 0
    order_count: int = 0
    earned: int = 0  # cents of margin after the signature, this session
    margin: int = 0  # cents of margin of the contract
    revenue: int = 0  # cents of the contract
    overdue_seen: bool = False
    draws: dict[str, int] = field(default_factory=dict)  # kind -> draws made so far


@dataclass(slots=True)
class Promise(Record):
    """A promise somebody made to a company."""

    id: int = -1
    company: int = -1
    slot: int = -1  # the company's promise slot while open
    kind: str = ""  # price, date, terms
    by: int = -1  # role index of the maker
    made: int = 0  # round
    due: int = 0  # round at whose bell it falls due; 0 = at the proposal
    state: str = "open"  # open, kept, broken, lapsed
    known: int = 0  # bit per role that knew it when it was settled
    settled: int = 0  # round


@dataclass(slots=True)
class Handoff(Record):
    """The passing of one company from one seat to the next."""

    id: int = -1
    company: int = -1
    sender: int = -1
    receiver: int = -1
    mode: str = ""
    warm: bool = False
    round: int = 0
    state: str = "waiting"  # waiting, accepted, returned, lapsed
    notes: str = ""
    by_bot: bool = False
    sent: dict[str, Any] = field(default_factory=dict)  # field -> Cell as the sender's dossier held it
    received: dict[str, Any] = field(default_factory=dict)  # field -> Cell as it arrived
    promises: list[int] = field(default_factory=list)  # ids the sender knew
    accept_round: int = 0
    accept_wait: int = -1
    right: int = -1  # of the six judged fields, confirmed and right at acceptance
    reason: str = ""
    note: str = ""
    read_back: list[list[str]] = field(default_factory=list)  # [field, outcome, before, after]
    first_time: bool = True  # no earlier handoff of the company was returned
    repeated: int = 0  # questions the receiver asked again
    outcome: str = "open"  # open, won, lost

    def assign(self, values: dict[str, Any]) -> None:
        """As Record.assign; cells may come as the lists that JSON makes of them."""
        Record.assign(self, _with_cells(values, "sent", "received"))


@dataclass(slots=True)
class Charter(Record):
    """The team's own rules."""

    required: list[str] = field(default_factory=list)
    criteria: list[str] = field(default_factory=list)
    mode_lead: str = "notes"
    mode_account: str = "notes"
    warm: bool = False
    read_back: str = "never"
    returns: bool = False
    write_up: bool = False
    trigger: str = "T1"
    stop: list[str] = field(default_factory=list)
    weights: dict[str, Any] = field(default_factory=dict)  # role -> part -> per cent
    agreed: list[int] = field(default_factory=list)
    edited_by: int = -1


@dataclass(slots=True)
class Seat(Record):
    """A seat's minutes and tallies. Who holds it is the server's business, not the log's."""

    role: int = 0
    bot: str = ""  # policy that drives it, "" = a person or nobody
    total: int = 0  # minutes of this round
    spent: int = 0
    passed: int = 0
    carried: int = 0
    worked: int = 0  # minutes spent in all rounds together
    decisions: int = 0  # this round
    light: int = 0  # of those, the ones that need no thought: disqualify, nurture, return
    decided: int = 0  # in all rounds
    decided_by_bot: int = 0
    doing: str = ""  # last verb
    inbox: list[list[Any]] = field(default_factory=list)  # [key, params, company, tone] since the bell

    @property
    def clock(self) -> int:
        """Minutes spent plus minutes passed in this round."""
        return self.spent + self.passed


@dataclass(slots=True)
class Tally(Record):
    """What one team did and earned in one round. Money in cents."""

    round: int = 0
    revenue: int = 0
    margin_new: int = 0
    margin_repeat: int = 0
    wages: int = 0
    overhead: int = 0
    ads: int = 0
    bad_debt: int = 0
    compensation: int = 0
    inbound: int = 0
    handed: int = 0  # leads, each company once
    handoffs: int = 0
    accepted: int = 0
    accepted_first: int = 0
    returned: int = 0
    fair_returns: int = 0
    won: int = 0
    won_inbound: int = 0
    lost: int = 0
    measures: int = 0
    orders: int = 0
    orders_seen: int = 0  # orders that were open for the account manager
    order_value: int = 0  # cents of margin those were worth
    backlog: int = 0
    jobs: int = 0
    repeated: int = 0
    broken: int = 0
    kept: int = 0
    complaints: int = 0
    complaints_closed: int = 0
    churned: int = 0
    accounts: int = 0
    touched: int = 0
    dossier: int = 0  # mean of accounts, per mille
    reaction: list[int] = field(default_factory=list)  # minutes to the first call of each inbound lead called
    first_touch: list[int] = field(default_factory=list)  # minutes each brief waited for the first contact
    cells_right: int = 0  # judged cells confirmed and right at acceptance
    cells_said: int = 0  # judged cells said to be confirmed in accepted briefs
    quality: list[int] = field(default_factory=list)  # handoff quality of each accepted lead, per cent

    @property
    def profit(self) -> int:
        """Cents: margins less wages, overhead, ads, bad debt and compensation."""
        return (
            self.margin_new
            + self.margin_repeat
            - self.wages
            - self.overhead
            - self.ads
            - self.bad_debt
            - self.compensation
        )
