"""Two worlds that one reader cannot tell apart: the same match with everything changed that the reader never learnt.

`twin` copies a match and replaces, at random, each hidden value: the traits of every company, the state that
the reader's desk does not show, colleagues' dossiers, what was sent and not received, promises nobody told the
reader of, leads still to come, other teams, the seed. What the design lets the reader see is left alone: this
file is the list of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import numpy as np

from game.market.columns import MUTABLE, STATIC, Stage
from game.match import Match
from game.state.records import ACCOUNT, CONFIRMED, GUESS, JUDGED, LEAD_GEN, MODES, ROLES, SALES, Cell, Dossier
from game.state.team import State, Team
from game.views.desk import place_of
from game.views.facilitator import facilitator_view
from game.views.promises import is_visible
from game.views.screen import screen_view
from game.views.seat import seat_view
from game.views.sight import Sight
from tests.game.playing import copied

LANGUAGE = "en"
Cells = dict[str, Any]


@dataclass(frozen=True)
class Reader:
    """Who looks: a seat of a team, the projector or the facilitator."""

    kind: str
    team: int = -1
    seat: int = -1

    def view(self, match: Match) -> dict[str, Any]:
        """What the reader is shown, without the declared aggregates of round results."""
        if self.kind == "screen":
            return dict(screen_view(match, LANGUAGE))
        if self.kind == "facilitator":
            return dict(facilitator_view(match, LANGUAGE))
        return {k: v for k, v in seat_view(match, self.team, self.seat, LANGUAGE).items() if k != "results"}


def readers(match: Match) -> list[Reader]:
    """All seats of the first team, the projector and the facilitator."""
    seats = [Reader("seat", 0, seat) for seat in range(len(match.seats(0)))]
    return [*seats, Reader("screen"), Reader("facilitator")]


def twin(match: Match, reader: Reader, chance: Random) -> Match:
    """A copy in which everything differs that the reader has never learnt."""
    other = copied(match)
    other.header["seed"] = other.state.seed = chance.getrandbits(64)
    places = _places(match, reader)
    _traits(other.state, reader, places, chance)
    told = _told(match)
    for team in other.state.teams:
        if team.index == reader.team:
            sight = Sight(match, reader.team, reader.seat, "", None)
            _own_team(sight, team, reader.seat, places, chance)
        else:
            _strange_team(team, chance, counts=reader.kind == "seat")
            if reader.kind != "seat" and match.phase in COUNTED:
                for promise in team.promises:
                    promise.state = match.state.teams[team.index].promises[promise.id].state
        for number, kept in told.get(team.index, {}).items():
            for name, cells in kept.items():
                _as_surely(team.handoffs[number], name, cells, chance)
    return other


COUNTED = ("fast_forward", "debrief", "closed")
"""Phases in which the wall may say, of every team, how many promises were broken: what told most at the end."""


def _told(match: Match) -> dict[int, dict[int, dict[str, Cells]]]:
    """What a break may tell of: which fields of the handoffs accepted in its round were held, and how surely."""
    if match.phase != "result":
        return {}
    return {
        team.index: {
            h.id: {"sent": h.sent, "received": h.received} for h in team.handoffs if h.accept_round == match.round
        }
        for team in match.state.teams
    }


def _as_surely(handoff: Any, name: str, cells: Cells, chance: Random) -> None:
    """Where the reader does not see the values themselves, they become others of the same fields, as surely held."""
    now = {field: Cell(*cell).value for field, cell in getattr(handoff, name).items()}
    if now != {field: Cell(*cell).value for field, cell in cells.items()}:
        other = {field: _cell(chance, field)._replace(status=Cell(*cell).status) for field, cell in cells.items()}
        setattr(handoff, name, other)


def _places(match: Match, reader: Reader) -> dict[int, str]:
    """Where each company lies on the reader's desk; "" for what it has never seen."""
    if reader.kind != "seat":
        return {}
    sight = Sight(match, reader.team, reader.seat, "", None)
    return {row: place_of(sight, row) for row in range(sight.team.static.n)}


# --- Traits ---------------------------------------------------------------------------------------------

PUBLIC = ("key", "kind", "source", "arrival_round")
"""Traits from which names, numbers and origin are made. Arrivals are changed where they are kept: in `pending`."""
COUNTS = {
    "archetype": (0, 4),
    "arrival_minute": (0, 400),
    "pains": (0, 5),
    "best": (0, 2),
    "opens_round": (0, 6),
    "profile": (0, 3),
    "patience_lead": (3, 9),
    "patience_sales": (3, 9),
    "list_price": (500_000, 3_000_000),
}


def _traits(state: State, reader: Reader, places: dict[int, str], chance: Random) -> None:
    static = state.teams[0].static
    static._traits.clear()
    prices = static.list_price.copy()
    again = static.period > 0
    for name in STATIC:
        if name in PUBLIC:
            continue
        column = getattr(static, name)
        column[...] = _random(chance, column, COUNTS.get(name, (0, 1)))
    static.period[...] = np.where(again, _random(chance, static.period, (1, 6)), 0)  # how often, not whether
    for row, place in places.items():
        if place and reader.seat != LEAD_GEN:
            static.list_price[row] = prices[row]  # sellers and account managers read their clients' price


def _random(chance: Random, column: Any, span: tuple[int, int]) -> Any:
    draw = np.random.default_rng(chance.getrandbits(32))
    if column.dtype.kind == "f":
        return draw.random(column.shape)
    if column.dtype.kind == "b":
        return draw.random(column.shape) < 0.5
    return draw.integers(span[0], span[1] + 1, column.shape)


# --- Another team ---------------------------------------------------------------------------------------


def _strange_team(team: Team, chance: Random, *, counts: bool) -> None:
    """A team of which the reader sees nothing, or nothing but counts, minutes and charter."""
    for name in MUTABLE:
        if name in ("won_round", "stage"):
            continue  # who has signed is counted on the public board
        column = getattr(team.columns, name)
        column[...] = _random(chance, column, (0, 2))
    for shelf in team.dossiers:
        _dossiers(team, shelf, chance)
    for handoff in team.handoffs:
        handoff.right, handoff.repeated = chance.randrange(7), chance.randrange(7)
        _handoff(handoff, chance, sent=True, received=True, words=True)
    for promise in team.promises:
        _promise(promise, chance, known=chance.randrange(8))
    for track in team.tracks.values():
        _track(track, chance, hidden=TRACK)
    for record in team.seats:
        record.inbox = [["won", {"price": chance.randrange(9**9)}, 0, "plain"]]
        record.carried, record.decided = chance.randrange(40), chance.randrange(99)
    _desk(team, chance)
    if not counts:
        return
    for record in team.seats:
        record.spent, record.passed, record.decisions = chance.randrange(480), 0, chance.randrange(9)
    for tally in team.tallies:
        tally.margin_new, tally.handed = chance.randrange(10**7), chance.randrange(9)
    team.charter.mode_lead = chance.choice(MODES)
    team.charter.required = list(JUDGED)
    for name in ("stage", "won_round"):
        column = getattr(team.columns, name)
        column[...] = _random(chance, column, (0, 5))


def _desk(team: Team, chance: Random) -> None:
    """What is still to come, and the workshop's load."""
    clock = team.seats[LEAD_GEN].clock
    rows = [row for row in range(team.static.n) if team.columns.stage[row] == Stage.FUTURE] or [0]
    team.desk.pending = sorted([clock + chance.randint(1, 300), chance.choice(rows)] for _ in team.desk.pending)
    team.desk.backlog, team.desk.last_slip = chance.randrange(9), chance.random()
    team.desk.reserve, team.desk.forward_start = chance.randrange(30), chance.randrange(10**7)


# --- The own team ---------------------------------------------------------------------------------------

OFFERED = ("gate", "measured", "compared", "trial", "objections", "product", "discount")
CARED = ("complaint", "order_open", "order_due", "frequency", "basket", "loyalty", "touched", "idle")
DESK_STATE: dict[int, tuple[str, ...]] = {
    LEAD_GEN: ("stage", "owned", "contacted", "tries"),
    SALES: ("stage", "owned", "contacted", *OFFERED),
    ACCOUNT: ("stage", "owned", "overdue", "dossier", *CARED),
}
"""Columns that a seat reads of the companies on its desk; of a finished one only how it ended."""
ENDED = ("stage", "owned", "tries")
SPANS = {
    "complaint": (0, 3),
    "contacted": (0, 7),
    "discount": (0, 20),
    "gate": (0, 2),
    "idle": (0, 3),
    "next_step": (0, 2),
    "order_due": (0, 9),
    "overdue": (0, 300_000),
    "product": (-1, 2),
    "told": (0, 255),
    "won_round": (0, 4),
}
AWAY = {
    LEAD_GEN: (Stage.OPPORTUNITY, Stage.ACCOUNT, Stage.LOST, Stage.CHURNED),
    SALES: (Stage.SUSPECT, Stage.LEAD, Stage.LOST, Stage.DISQUALIFIED, Stage.NURTURED),
    ACCOUNT: (Stage.LEAD, Stage.HANDED, Stage.OPPORTUNITY, Stage.LOST, Stage.NURTURED),
}
"""Stages that a company may have which a seat has never seen."""


def _own_team(sight: Sight, team: Team, seat: int, places: dict[int, str], chance: Random) -> None:
    shown = {promise for h in team.handoffs if seat in (h.sender, h.receiver) for promise in h.promises}
    _columns(team, seat, places, chance, {(p.company, p.slot) for p in team.promises if p.id in shown})
    for promise in team.promises:
        if not is_visible(sight, promise) and promise.id not in shown:
            _promise(promise, chance, known=chance.randrange(8) & ~(1 << seat))
    for other, shelf in enumerate(team.dossiers):
        if other != seat:
            _dossiers(team, shelf, chance)
    for handoff in team.handoffs:
        _own_handoff(handoff, seat, chance)
    for row, track in team.tracks.items():
        _track(track, chance, hidden=_hidden_track(seat, places[row]))
        if not places[row]:
            track.waits_for = chance.choice([other for other in (-1, 0, 1, 2) if other != seat])
    for other, record in enumerate(team.seats):
        if other != seat:
            record.inbox = [["won", {"price": chance.randrange(9**9)}, 0, "plain"]]
            record.decided, record.decided_by_bot, record.decisions = 5, 5, chance.randrange(9)
    _desk(team, chance)


def _columns(team: Team, seat: int, places: dict[int, str], chance: Random, shown: set[tuple[int, int]]) -> None:
    columns, bit = team.columns, 1 << seat
    for name in MUTABLE:
        if name.startswith("promise_"):
            continue
        column = getattr(columns, name)
        changed = _random(chance, column, SPANS.get(name, (0, 1)))
        for row, place in places.items():
            read = () if not place else ENDED if place == "closed" else DESK_STATE[seat]
            if name not in read and name not in ("stage", "owned"):
                column[row] = changed[row]
            elif name == "stage" and not place and column[row] != Stage.FUTURE:
                column[row] = chance.choice(AWAY[seat])
            elif name == "owned" and not place and seat != ACCOUNT:
                column[row] = changed[row]
    for row in places:
        for slot in range(columns.promise_kind.shape[1]):
            others = chance.randrange(8) & ~bit
            if not columns.promise_kind[row, slot] or (row, slot) in shown:
                continue
            if columns.promise_known[row, slot] & bit:
                columns.promise_known[row, slot] = bit | others
                continue
            columns.promise_kind[row, slot] = chance.randint(1, 3)
            columns.promise_due[row, slot] = chance.randrange(6)
            columns.promise_known[row, slot] = others
            columns.promise_ahead[row, slot] = chance.random() < 0.5


TOLD_NOBODY = ("first_wait", "touch_wait", "repeated", "cold_fails", "margin", "handed_count", "pushed", "overdue_seen")
WAITS = ("wait_mark", "wait_round")
SALES_TRACK = ("demos", "followed_up", "ready_clock", "ready_round", "retry_clock", "retry_round")
LEAD_TRACK = ("retry_clock", "retry_round")
ACCOUNT_TRACK = ("order_count", "earned")


TRACK = (*TOLD_NOBODY, *WAITS, *SALES_TRACK, *ACCOUNT_TRACK)


def _hidden_track(seat: int, place: str) -> list[str]:
    """What of a company's clocks and counters a seat does not read."""
    if not place:
        return list(TRACK)
    read = {LEAD_GEN: LEAD_TRACK, SALES: SALES_TRACK, ACCOUNT: ACCOUNT_TRACK}[seat]
    return [name for name in TRACK if name not in (*read, *WAITS)]


def _track(track: Any, chance: Random, hidden: list[str]) -> None:
    for name in hidden:
        old = getattr(track, name)
        if isinstance(old, bool):
            setattr(track, name, chance.random() < 0.5)
        elif isinstance(old, list):
            setattr(track, name, ["look", "storage"][: chance.randrange(3)])
        else:
            setattr(track, name, chance.randrange(9))


def _dossiers(team: Team, shelf: dict[int, Dossier], chance: Random) -> None:
    """Another seat knows other things, of other companies too."""
    for row in {*shelf, *chance.sample(range(team.static.n), 5)}:
        cells = {field: _cell(chance, field) for field in JUDGED if chance.random() < 0.7}
        talk = {"round": 1, "minutes": 9, "title": "call", "lines": [], "outcome": ["won", {}]}
        shelf[row] = Dossier(cells, chance.choice(["custom", "modular"]), 7, ["pain"], talk)


def _cell(chance: Random, field: str) -> Cell:
    return Cell(chance.choice([GUESS, CONFIRMED]), f"{field}{chance.randrange(10**6)}", "you", 1)


def _own_handoff(handoff: Any, seat: int, chance: Random) -> None:
    handoff.right, handoff.repeated = chance.randrange(7), chance.randrange(7)
    if seat == handoff.sender:
        _handoff(handoff, chance, received=True)
    elif seat != handoff.receiver:
        _handoff(handoff, chance, sent=True, received=True, words=True)
    elif handoff.mode != "card":
        _handoff(handoff, chance, sent=True)
    else:  # a receiver cannot tell what was asked from what was made up
        handoff.sent = {
            field: Cell(*cell)._replace(source=chance.choice(["you", "marked"])) for field, cell in handoff.sent.items()
        }


def _handoff(handoff: Any, chance: Random, *, sent: bool = False, received: bool = False, words: bool = False) -> None:
    if sent:
        handoff.sent = {field: _cell(chance, field) for field in JUDGED if chance.random() < 0.7}
    if received:
        handoff.received = {field: _cell(chance, field) for field in JUDGED if chance.random() < 0.7}
    if words:
        handoff.notes, handoff.note, handoff.reason = "aside", "aside", "clerical"
        handoff.mode, handoff.warm = chance.choice(MODES), chance.random() < 0.5
        handoff.read_back, handoff.promises = [["pain", "mended", "", "look"]], []


def _promise(promise: Any, chance: Random, known: int) -> None:
    promise.kind, promise.by = chance.choice(["price", "date", "terms"]), chance.randrange(len(ROLES))
    promise.made, promise.due, promise.known = chance.randrange(5), chance.randrange(5), known
    if promise.state != "open":
        promise.state = chance.choice(["kept", "broken", "lapsed"])
