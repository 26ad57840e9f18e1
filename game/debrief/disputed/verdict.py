"""Whose it was: the verdict on a lost lead by a stated rule, once its client is unmasked.

1. The client was none for us: lead generation's, since a question to the client would have shown it.
2. The client never spoke to sales: the handoff's (nobody introduced, or it waited), as long as the wait cost at least
   a tenth of the chance to find the client there; a wait between two meetings is sales' own.
3. A moment of the deal was not passed: the moment is weighed again (`chronicle.weighing`) with the handoff mended,
   then also the asking, then also the selling. Whoever's mending adds most to the chance has it, if with everything
   mended the moment would have been passed. If not, it was nobody's.

What was lost is the margin of the contract at list price, shared by what each mending adds; for a client that was none
for us it is the seller's minutes, at the price at which they earn elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from game.debrief.chronicle.cases import Case
from game.debrief.chronicle.passing import sent_cells
from game.debrief.chronicle.weighing import GATES, Defeat, unfit_field
from game.market.rules import deal_margin
from game.scoring.worth import standard
from game.state.records import CONFIRMED, CORE, GUESS, LEAD_GEN, SALES, Cell, Handoff

if TYPE_CHECKING:
    from game.scenario.schema import Scenario

Blame = Literal["lead_gen", "handoff", "sales", "nobody"]
Words = tuple[str, dict[str, Any]]
SIDES: tuple[Blame, ...] = ("handoff", "lead_gen", "sales")
"""Sides in the order in which a lost moment is mended."""
PATIENT = 90
"""Per cent still there above which a wait cost nothing worth naming."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whose it was, why, and what it cost each side in cents."""

    blame: Blame
    reasons: list[Words]  # keys of `verdict.*`
    shares: list[tuple[Blame, int]]


def judge(scenario: Scenario, case: Case, handoff: Handoff) -> Verdict:
    """The verdict on a lead that was handed over and lost."""
    crew, row = case.crew, case.row
    defeat = case.told.defeats.get(row)
    unfit = unfit_field(scenario, crew, row, max(1, case.track.ended_round))
    if unfit:
        return _none_for_us(case, handoff, unfit)
    margin = _stake(scenario, case)
    if case.ended in ("waited", "cold") or defeat is None:
        return _never_spoke(case, margin)
    if defeat.passes[3]:
        return _weighed(case, handoff, defeat, margin)
    chance = int(100 * defeat.chances[3] + 0.5)
    return Verdict("nobody", [("nobody", {"p": chance})], [("nobody", margin)])


def _stake(scenario: Scenario, case: Case) -> int:
    """Cents of margin of the contract at list price, with the product that fitted best."""
    static = case.crew.static
    product = scenario.products[int(static.best[case.row])].price
    return deal_margin(scenario.deal, int(static.list_price[case.row]), product, 0)


def _none_for_us(case: Case, handoff: Handoff, field: str) -> Verdict:
    cell = sent_cells(handoff).get(field, Cell())
    if field == "wants":
        how = "unclear" if "situation" in case.crew.dossiers[LEAD_GEN][case.row].raised else "unasked"
    elif cell.source == "marked":
        how = "ticked"
    elif not cell.status:
        how = "unasked"
    elif (field, cell.value) == case.unfit(handoff):
        how = "known"
    else:
        how = "guessed" if cell.status == GUESS else "misread"
    spent = case.minutes(SALES)
    reasons: list[Words] = [(f"unfit_{how}", {"field": field})]
    reasons += [("spent", {"m": spent})] if spent else []
    return Verdict("lead_gen", reasons, [("lead_gen", spent * standard.MINUTE_PRICE)])


def _never_spoke(case: Case, margin: int) -> Verdict:
    if case.ended == "cold":
        return Verdict("handoff", [("cold", {})], [("handoff", margin)])
    if case.ended != "waited":
        return Verdict("sales", [("given_up", {})], [("sales", margin)])
    wait = case.end.wait if case.end is not None else None
    minutes, chance = (wait.minutes, wait.chance) if wait is not None else (0, 100)
    if chance >= PATIENT:
        return Verdict("nobody", [("short_wait", {"m": minutes, "p": chance})], [("nobody", margin)])
    side: Blame = "sales" if case.contact() is not None else "handoff"
    return Verdict(side, [(f"wait_{side}", {"m": minutes, "p": chance})], [(side, margin)])


def _weighed(case: Case, handoff: Handoff, defeat: Defeat, margin: int) -> Verdict:
    """The side whose mending adds most, with what it left undone."""
    chances = defeat.chances
    gains = [max(0.0, after - before) for before, after in pairwise(chances)]
    place = gains.index(max(gains))
    blame = SIDES[place]
    reasons = {"handoff": _fell, "lead_gen": _asked, "sales": _sold}[blame](case, handoff, defeat)
    moment = list(GATES)[defeat.gate]
    enough = (defeat.alone[0], defeat.alone[1], defeat.alone[2])[place]
    reasons.append((f"enough_{blame}" if enough else "together", {"moment": moment}))
    whole = sum(gains)
    shares = [(side, int(margin * gain / whole)) for side, gain in zip(SIDES, gains, strict=True) if gain > 0]
    rest = margin - sum(amount for _, amount in shares)
    return Verdict(blame, reasons, [(side, amount + rest * (side == blame)) for side, amount in shares])


def _fell(case: Case, handoff: Handoff, defeat: Defeat) -> list[Words]:
    del defeat
    lost = case.lost_at(handoff)
    fields = [field for field, _, how in lost if how != "promise"]
    found: list[Words] = [("fell", {"fields": fields})] if fields else []
    if any(how == "promise" for _, _, how in lost):
        found.append(("promise", {}))
    if not handoff.warm:
        found.append(("stranger", {}))
    if handoff.repeated:
        found.append(("again", {"n": handoff.repeated}))
    return found


def _asked(case: Case, handoff: Handoff, defeat: Defeat) -> list[Words]:
    del defeat
    cells = sent_cells(handoff)
    ticked = case.ticked(handoff)
    blank = [field for field in (*CORE, "decision_maker") if not cells.get(field, Cell()).status]
    unsure = [f for f in CORE if f not in ticked and 0 < cells.get(f, Cell()).status < CONFIRMED]
    found: list[Words] = [("blank", {"fields": blank})] if blank else []
    found += [("ticked", {"fields": ticked})] if ticked else []
    return found + ([("unsure", {"fields": unsure})] if unsure else [])


def _sold(case: Case, handoff: Handoff, defeat: Defeat) -> list[Words]:
    del case, handoff
    return [("undone", {"undone": list(defeat.undone)})] if defeat.undone else []
