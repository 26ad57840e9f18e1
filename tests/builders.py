"""Situations on a sales floor, made by hand: a match, and clients in any position of its first team.

Everything that a rule decides goes through the match's own commands; only what lies before it is set directly.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from game.market.chance import Kind
from game.market.columns import Archetype, Profile, Source, Stage
from game.market.rules import FIELDS
from game.match import Actor, Command, Match, Rejected
from game.scenario.loader import load
from game.state.records import ACCOUNT, CONFIRMED, GUESS, LEAD_GEN, SALES, Cell

if TYPE_CHECKING:
    import pytest

    from game.match import Entry
    from game.scenario.schema import Scenario
    from game.state.records import Dossier, Handoff, Promise, Seat, Tally, Track

TRUE = {
    "pain": "durability+deadline",
    "product": "contract",
    "severity": "critical",
    "budget": "ok",
    "timing": "now",
    "decision_maker": "self",
    "expectation": "price",
    "next_step": "agreed",
}
"""What a plain client would say to every question, once it has been told a price and a date was agreed."""
WRONG = {
    "pain": "look",
    "product": "line",
    "severity": "minor",
    "budget": "low",
    "timing": "later",
    "decision_maker": "other",
}
JUDGED = FIELDS[:6]
PLAIN: dict[str, Any] = {
    "kind": 1,
    "archetype": Archetype.GOOD,
    "pains": [1, 2, -1],
    "weights": [0.8, 0.5, 0.0],
    "usefulness": [0.3, 0.7, 0.2],
    "best": 1,
    "budget": 1.0,
    "opens_round": 0,
    "decides": True,
    "competitor": 0.0,
    "profile": Profile.CAT,
    "list_price": 1_000_000,
    "patience_lead": 6,
    "patience_sales": 5,
    "period": 2,
    "gates": [0.0, 0.0, 0.0],
}
"""Traits of a plain client: a designer of 10,000 who needs the contract line and says yes to everything."""


@cache
def kitchen() -> Scenario:
    """The flagship scenario."""
    return load(Path(__file__).resolve().parents[1] / "scenarios" / "kitchen.toml")


class Luck:
    """Chance in a test: every draw is even (0.5) unless the test says otherwise."""

    def __init__(self) -> None:
        """Even luck."""
        self.by_kind: dict[int, float] = {}
        self.drawn: list[int] = []

    def __call__(self, key: int, kind: int, ordinal: int = 0) -> float:
        """Take the place of the keyed draw."""
        self.drawn.append(kind)
        return self.by_kind.get(kind, 0.5)

    def set(self, kind: Kind, value: float, *fields: str) -> None:
        """Decide a kind of draw, for some fields or for all of them."""
        places = [FIELDS.index(f) for f in fields] if fields else range(len(FIELDS) if kind in BY_FIELD else 1)
        for place in places:
            self.by_kind[int(kind) + place] = value


BY_FIELD = (
    Kind.ANSWER,
    Kind.GUESS,
    Kind.GUESS_VALUE,
    Kind.ARRIVES,
    Kind.GARBLED,
    Kind.READ_BACK,
    Kind.EXPOSED,
    Kind.RECAP,
)
"""Kinds of draws that are made field by field."""


def even_luck(monkeypatch: pytest.MonkeyPatch) -> Luck:
    """Replace the keyed draws of decisions; the round step keeps its own."""
    made = Luck()
    monkeypatch.setattr("game.state.draft.unit", made)
    return made


class Floor:
    """A match whose seats are worked by hand. Clients are named by their row; team 0 unless another is named."""

    def __init__(self, match: Match) -> None:
        """A floor over a match."""
        self.match = match
        self.sent = 0

    # --- Acting -------------------------------------------------------------------------------------------

    def step(self, verb: str, **args: Any) -> Entry:
        """A step of the facilitator."""
        return self._send(Actor.facilitator(), verb, args, None)

    def act(
        self,
        seat: int,
        verb: str,
        row: int | None = None,
        *,
        team: int = 0,
        by: str = "person",
        released: int | None = None,
        **args: Any,
    ) -> dict[str, Any]:
        """An act of a seat, about the client in a row; the event it led to."""
        if row is not None:
            args["company"] = self.match.state.teams[team].numbers[row]
        return self._send(Actor.seat_of(team, seat, by), verb, args, released).events[0]

    def refused(self, seat: int, verb: str, row: int | None = None, **args: Any) -> str:
        """The code with which an act is refused."""
        before = self.match.digest()
        try:
            self.act(seat, verb, row, **args)
        except Rejected as error:
            assert self.match.digest() == before
            return error.code
        raise AssertionError(f"{verb} was accepted")

    def _send(self, actor: Actor, verb: str, args: dict[str, Any], released: int | None) -> Entry:
        self.sent += 1
        inputs = {} if released is None else {"released": released}
        return self.match.submit(Command(f"f{self.sent}", actor, self.match.round, verb, args, inputs))

    def bell(self) -> None:
        """Close the round and open the next."""
        self.step("close_round")
        self.step("open_round")

    def call(self, row: int, *topics: str, **more: Any) -> dict[str, Any]:
        """The lead generator calls."""
        return self.act(LEAD_GEN, "call", row, agenda=[{"topic": t} for t in topics], **more)

    def meet(self, row: int, *topics: str | dict[str, Any], **more: Any) -> dict[str, Any]:
        """The seller meets or phones."""
        return self.act(SALES, "meet", row, agenda=agenda(*topics), **more)

    def task(self, row: int, name: str, **more: Any) -> dict[str, Any]:
        """The account manager works on an account."""
        return self.act(ACCOUNT, "task", row, task=name, **more)

    def hand_over(self, row: int, mode: str = "card", *, warm: bool = False, **more: Any) -> int:
        """Whoever has the client hands it on; the handoff's id."""
        seat = SALES if self.now(row).stage == Stage.ACCOUNT else LEAD_GEN
        self.act(seat, "hand_over", row, mode=mode, warm=warm, **more)
        return len(self.team.handoffs) - 1

    def accept(self, handoff: int, *, read_back: bool = False, **more: Any) -> dict[str, Any]:
        """The receiver takes a handoff."""
        seat = self.team.handoffs[handoff].receiver
        return self.act(seat, "accept", handoff=handoff, read_back=read_back, **more)

    def idle(self, seat: int, minutes: int) -> None:
        """The seat spends minutes on something else."""
        record = self.seat(seat)
        self.team.assign(f"seat/{seat}", {"spent": record.spent + minutes, "worked": record.worked + minutes})

    # --- Looking ------------------------------------------------------------------------------------------

    @property
    def team(self) -> Any:
        """The first team."""
        return self.match.state.teams[0]

    @property
    def tally(self) -> Tally:
        """What the first team did in the running round."""
        found: Tally = self.team.tallies[self.match.round - 1]
        return found

    def now(self, row: int) -> Any:
        """A client's own state, to read."""
        return self.team.market.company(row)

    def seat(self, seat: int) -> Seat:
        """A seat's minutes and tallies."""
        found: Seat = self.team.seats[seat]
        return found

    def dossier(self, seat: int, row: int) -> Dossier:
        """What a seat knows of a client."""
        found: Dossier = self.team.record(f"dossier/{seat}/{row}")
        return found

    def knows(self, seat: int, row: int, field: str) -> tuple[int, str]:
        """Status and value of one field in a seat's dossier."""
        cell = self.dossier(seat, row).cell(field)
        return cell.status, cell.value

    def track(self, row: int) -> Track:
        """A client's clocks and counters."""
        found: Track = self.team.record(f"track/{row}")
        return found

    def handoff(self, number: int = -1) -> Handoff:
        """A handoff, the last one if none is named."""
        found: Handoff = self.team.handoffs[number]
        return found

    def promises(self, row: int) -> list[Promise]:
        """Every promise ever made to a client."""
        return [p for p in self.team.promises if p.company == row]

    def heard(self, seat: int, row: int) -> list[str]:
        """What a client said in the last conversation with a seat, as keys."""
        return [line[1] for line in self.dossier(seat, row).talk["lines"]]

    # --- Setting ------------------------------------------------------------------------------------------

    def put(self, row: int, **columns: Any) -> None:
        """Set a client's own state."""
        self.now(row).assign(columns)

    def traits(self, row: int, **traits: Any) -> None:
        """Set what a client truly is."""
        static = self.team.static
        for name, value in traits.items():
            getattr(static, name)[row] = value
        static._traits.pop(row, None)

    def learn(self, seat: int, row: int, status: int = CONFIRMED, **cells: str) -> None:
        """Write into a seat's dossier as if it had asked; "" forgets the field."""
        made = {f: None if not v else Cell(status, v, "you", 1) for f, v in cells.items()}
        self.team.assign(f"dossier/{seat}/{row}", {"cells": made})

    def charter(self, **changes: Any) -> None:
        """Set the team's charter."""
        self.team.assign("charter", changes)


def agenda(*topics: str | dict[str, Any]) -> list[dict[str, Any]]:
    """An agenda of topics; plain words stand for topics without parameters."""
    return [{"topic": t} if isinstance(t, str) else t for t in topics]


def ask(field: str) -> dict[str, Any]:
    """Ask for a field."""
    return {"topic": "ask", "field": field}


def demo(pain: str = "durability") -> dict[str, Any]:
    """Show the product on a pain."""
    return {"topic": "demo", "pain": pain}


def propose(product: str = "contract", discount: int = 0) -> dict[str, Any]:
    """A proposal."""
    return {"topic": "proposal", "product": product, "discount": discount}


def a_match(seed: int = 7, *, teams: int = 1, acts: str = "open", round_: int = 1) -> Floor:
    """A match in the round given; rounds before it have passed without anybody doing anything."""
    floor = Floor(Match.new(kitchen(), seed, teams, acts))
    for number in range(1, round_ + 1):
        if number > 1:
            floor.step("close_round")
        floor.step("open_round")
    return floor


def a_lead(floor: Floor, trust: float = 0.42, **traits: Any) -> int:
    """A plain inbound lead that waits for its first call."""
    columns, static = floor.team.columns, floor.team.static
    inbound = [r for r in range(columns.n) if static.source[r] <= Source.DOWNLOAD and not columns.contacted[r]]
    row = next((r for r in inbound if columns.stage[r] == Stage.LEAD), -1)
    if row < 0:  # everybody has been called: one more comes
        row = next(r for r in inbound if columns.stage[r] == Stage.FUTURE)
        floor.put(row, stage=int(Stage.LEAD))
        came = {"here": True, "waits_for": LEAD_GEN, "wait_mark": floor.seat(LEAD_GEN).worked}
        floor.team.assign(f"track/{row}", came | {"round": floor.match.round, "wait_round": floor.match.round})
    floor.traits(row, **PLAIN | traits)
    floor.put(row, trust=trust)
    return row


def a_suspect(floor: Floor, **traits: Any) -> int:
    """A plain company of the own list, never spoken to."""
    row = int((floor.team.columns.stage == Stage.SUSPECT).nonzero()[0][0])
    floor.traits(row, **PLAIN | traits)
    return row


def a_lead_called(
    floor: Floor,
    known: tuple[str, ...] = JUDGED,
    guessed: tuple[str, ...] = (),
    *,
    step: bool = False,
    price: bool = False,
    **traits: Any,
) -> int:
    """A lead that has been talked with: fields known for sure, guessed rightly, a next step, a price promise."""
    row = a_lead(floor, **traits)
    team = floor.team
    told = sum(1 << FIELDS.index(f) for f in (*known, *guessed))
    floor.put(row, contacted=1, told=told, next_step=int(step))
    floor.learn(LEAD_GEN, row, **{f: TRUE[f] for f in known})
    floor.learn(LEAD_GEN, row, GUESS, **{f: TRUE[f].split("+")[0] for f in guessed})
    team.assign(f"dossier/{LEAD_GEN}/{row}", {"wants": "custom", "calls": 1})
    team.assign(f"track/{row}", {"waits_for": -1})
    if step:
        floor.learn(LEAD_GEN, row, next_step="agreed")
    if price:
        floor.learn(LEAD_GEN, row, expectation="price")
        promised(floor, row, "price", by=LEAD_GEN)
    return row


def promised(floor: Floor, row: int, kind: str, by: int, due: int = 0, known: int | None = None) -> None:
    """A promise stands open with a client; `known` are bits of roles, its maker's alone if None."""
    names = ("", "price", "date", "terms")
    kinds = floor.team.columns.promise_kind[row].tolist()
    slot = kinds.index(0)
    bits = 1 << by if known is None else known
    for column, value in (("promise_kind", names.index(kind)), ("promise_due", due), ("promise_known", bits)):
        getattr(floor.team.columns, column)[row, slot] = value
    floor.team.assign(
        f"promise/{len(floor.team.promises)}",
        {"id": len(floor.team.promises), "company": row, "slot": slot, "kind": kind, "by": by, "due": due},
    )


def a_handed_lead(floor: Floor, mode: str = "card", *, warm: bool = False, by: str = "person", **lead: Any) -> int:
    """A lead handed over to sales, not yet accepted; the handoff is the last one."""
    row = a_lead_called(floor, **lead)
    floor.hand_over(row, mode, warm=warm, by=by)
    return row


def an_accepted_lead(floor: Floor, mode: str = "card", *, warm: bool = False, **lead: Any) -> int:
    """A lead that sales has accepted and not yet spoken to."""
    row = a_handed_lead(floor, mode, warm=warm, **lead)
    floor.accept(floor.handoff().id)
    return row


def an_opportunity(
    floor: Floor,
    gate: int = 0,
    known: tuple[str, ...] = JUDGED,
    guessed: tuple[str, ...] = (),
    *,
    met: bool = True,
    trust: float = 0.5,
    **traits: Any,
) -> int:
    """A client of sales at a moment of the deal, ready to talk; it never went through a handoff."""
    columns, static = floor.team.columns, floor.team.static
    taken = floor.__dict__.setdefault("taken", [])
    row = next(r for r in range(columns.n) if static.source[r] == Source.BOOK_SALES and r not in taken)
    taken.append(row)
    floor.traits(row, **PLAIN | traits)
    floor.put(
        row,
        stage=int(Stage.OPPORTUNITY),
        trust=trust,
        gate=gate,
        contacted=1 << SALES if met else 0,
        measured=gate > 0,
        demo=10.0 if gate else 0.0,
        product=1 if gate > 1 else -1,
        told=0,
    )
    floor.learn(SALES, row, **dict.fromkeys(FIELDS, "") | {f: TRUE[f] for f in known})
    floor.learn(SALES, row, GUESS, **{f: TRUE[f].split("+")[0] for f in guessed})
    floor.team.assign(f"dossier/{SALES}/{row}", {"raised": [], "wants": "custom"})
    round_ = floor.match.round
    floor.team.assign(
        f"track/{row}",
        {
            "ready_clock": -1,
            "ready_round": round_,
            "waits_for": SALES,
            "wait_mark": floor.seat(SALES).worked,
            "wait_round": round_,
        },
    )
    return row


def a_thinking_client(floor: Floor, minutes: int = 120, gate: int = 1, **traits: Any) -> int:
    """A client of sales who will answer after so many minutes of the seller's clock."""
    row = an_opportunity(floor, gate, **traits)
    seat = floor.seat(SALES)
    floor.team.assign(
        f"track/{row}",
        {"ready_clock": seat.clock + minutes, "ready_round": floor.match.round, "wait_mark": seat.worked + minutes},
    )
    return row


def an_account(floor: Floor, *, owned: bool = True, dossier: float = 0.7, trust: float = 0.6, **columns: Any) -> int:
    """An account in good order; with `owned=False` one that sales has signed and not handed over."""
    static = floor.team.static
    taken = floor.__dict__.setdefault("taken", [])
    row = next(r for r in range(static.n) if static.source[r] == Source.BOOK_ACCOUNTS and r not in taken)
    taken.append(row)
    floor.traits(row, **PLAIN)
    floor.put(
        row,
        stage=int(Stage.ACCOUNT),
        owned=owned,
        dossier=dossier,
        trust=trust,
        contacted=1 << ACCOUNT if owned else 1 << SALES,
        **{
            "product": 1,
            "won_round": -1 if owned else floor.match.round,
            "complaint": 0,
            "order_open": False,
            "order_due": 0,
            "overdue": 0,
            "overdue_age": 0,
            "idle": 0,
            **columns,
        },
    )
    if not owned:
        floor.team.dossiers[ACCOUNT].pop(row, None)
        floor.learn(SALES, row, **TRUE)
    return row
