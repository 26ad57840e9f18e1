"""Small pure rules that actions, the round step and worth share: bands, curves, cents and deal arithmetic.

Only + - * / and comparisons, so that every platform gives the same bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from game.market.columns import Archetype, Profile

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import SimpleNamespace

    from numpy.typing import NDArray

    from game.scenario.clients import Traits
    from game.scenario.schema import Scenario
    from game.scenario.work import Deal, Gate, LeadGeneration

Points: TypeAlias = "tuple[tuple[float, float], ...]"

FIELDS = (
    "pain",
    "product",
    "severity",
    "budget",
    "timing",
    "decision_maker",
    "expectation",
    "next_step",
)
"""The fields of the baton in order; a field's index is used by draws and by the `told` column."""

CORE = 4
"""The first fields, which the knowledge score of a deal counts."""

JUDGED = 6
"""The first fields, which have a truth: handoff quality and required fields use them."""

SEVERITIES = ("minor", "serious", "critical")
BUDGETS = ("low", "tight", "ok")
TIMINGS = ("now", "later")
DECIDERS = ("self", "other")

PRICE, DATE, TERMS = 1, 2, 3
"""Values of the `promise_kind` column; 0 is a free slot."""


def clip(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """`value` held within [low, high]; trust is always stored clipped."""
    return low if value < low else min(value, high)


def interpolate(points: Points, x: float) -> float:
    """The curve through `points` at `x`; level before the first point and after the last."""
    x0, y0 = points[0]
    if x <= x0:
        return y0
    for x1, y1 in points[1:]:
        if x <= x1:
            return y0 + (y1 - y0) * ((x - x0) / (x1 - x0))
        x0, y0 = x1, y1
    return y0


def response(lead: LeadGeneration, wait: int) -> float:
    """R(wait): how well a lead still responds after `wait` minutes, 0-1."""
    return interpolate(lead.response, float(wait))


def answer_chance(lead: LeadGeneration, base: float, trust: float, order: float = 1.0) -> float:
    """Chance that an answer confirms the field; `order` is below 1 when it is asked too early."""
    cap = lead.answer_cap
    return base * order * (lead.answer_base + lead.answer_trust * min(cap, trust))


def still_there(half: int, wait: int, warm: float = 1.0, step: float = 1.0) -> float:
    """Chance that a client still waits after `wait` minutes: h / (h + wait), h lengthened by the factors."""
    h = half * warm * step
    return h / (h + wait)


def severity_band(traits: Traits, severity: float) -> str:
    """`minor`, `serious` or `critical`."""
    if severity < traits.serious:
        return "minor"
    return "serious" if severity < traits.critical else "critical"


def budget_band(traits: Traits, ratio: float) -> str:
    """`low`, `tight` or `ok`, from budget over list price."""
    if ratio < traits.budget_tight:
        return "low"
    return "tight" if ratio < traits.budget_ok else "ok"


def gate_factor(
    deal: Deal, traits: Traits, gate: int, *, modular: bool, best: float, budget: float, is_open: bool
) -> float:
    """Factor of the chance to pass moment `gate` (0, 1, 2), from what the company truly is.

    `best` is the usefulness of its best product, `budget` its budget ratio.
    """
    gates: Gate = deal.gates
    factor = 1.0
    if modular:
        factor = factor * gates.modular[gate]
    if best < deal.useless:
        factor = factor * gates.useless[gate]
    if budget < traits.budget_tight:
        factor = factor * gates.low[gate]
    elif budget < traits.budget_ok:
        factor = factor * gates.tight[gate]
    if not is_open:
        factor = factor * gates.closed[gate]
    return factor


def chance_of(deal: Deal, score: float) -> float:
    """Q(score): chance to pass a moment before the gate factors."""
    return interpolate(deal.chance, score)


def moment_chance(scenario: Scenario, traits: SimpleNamespace, gate: int, score: float, round_: int) -> float:
    """Chance of a score at moment `gate` times what the company truly is in a round; not brought inside 0-1."""
    factor = gate_factor(
        scenario.deal,
        scenario.traits,
        gate,
        modular=traits.archetype == Archetype.MODULAR,
        best=traits.usefulness[traits.best],
        budget=traits.budget,
        is_open=traits.opens_round <= round_,
    )
    return chance_of(scenario.deal, score) * factor


@dataclass(slots=True)
class Moment:
    """What the score of a moment is made of; a share is a chance where only that is known, else 0 or 1."""

    useful: float  # usefulness of what is on the table, 0-1
    demo: float  # demo score
    known: float  # knowledge of the four core fields, 0-1
    trust: float  # 0-1
    next_step: float  # share
    rival: float  # strength of the competitor that is left, 0-1
    product: int = -1  # offered, from moment 1 on
    discount: int = 0  # per cent
    trial: float = 0.0  # share
    objections: bool = False  # handled
    unseen: float = 0.0  # share: somebody else decides and the seller does not know it
    push: float = 0.0  # score of a push


def moment_score(scenario: Scenario, traits: SimpleNamespace, gate: int, at: Moment) -> float:
    """The score of moment `gate` (0, 1, 2): pace page section 6."""
    deal, products = scenario.deal, scenario.products
    total = (
        deal.start
        + deal.usefulness * (at.useful - deal.usefulness_neutral)
        + at.demo
        + deal.knowledge * at.known
        + deal.trust * (at.trust - deal.trust_neutral)
        + deal.next_step * at.next_step
        - deal.competitor * at.rival
    )
    if gate >= 1:
        price = price_of(traits.list_price, products[at.product].price, at.discount)
        limit = price_of(traits.list_price, products[traits.best].price, 0) * traits.budget
        total += deal.discount * at.discount - deal.overprice * max(0.0, price / limit - 1.0)
    if gate == 2:
        total += deal.trial * at.trial - (0.0 if at.objections else deal.objections)
        total -= deal.decider * at.unseen
        total += at.push
    return float(total)


def think_index(scenario: Scenario, draw: float, profile: int) -> int:
    """Minutes a company thinks after a passed moment; -1 = until the bell. `draw` is uniform in 0-1."""
    times = scenario.sales.thinking
    place = int(draw * len(times)) + scenario.sales.thinking_shift[profile]
    return times[max(0, min(len(times) - 1, place))]


def is_wolf(profile: int) -> bool:
    """Whether follow-ups and pushes annoy this buyer."""
    return profile == Profile.WOLF


# --- Money ----------------------------------------------------------------------------------------------


def part(amount: int, permille: int) -> int:
    """`permille` thousandths of `amount` cents, rounded half up. Both are whole and not negative."""
    return (amount * permille + 500) // 1000


def parts(amount: NDArray[np.int64], permille: NDArray[np.int64] | int) -> NDArray[np.int64]:
    """`part` for many amounts at once, the same numbers."""
    result: NDArray[np.int64] = (amount * permille + 500) // 1000
    return result


def price_of(list_price: int, product_permille: int, discount: int) -> int:
    """Price of an offer in cents: list price x product factor x (1 - discount per cent)."""
    return part(part(list_price, product_permille), 1000 - 10 * discount)


def deal_margin(deal: Deal, list_price: int, product_permille: int, discount: int) -> int:
    """Margin of a won deal in cents; negative when the discount is larger than the margin."""
    goods = part(part(list_price, product_permille), deal.cost)
    return price_of(list_price, product_permille, discount) - goods


def order_value(scenario: Scenario, list_price: int, basket: int) -> int:
    """Value of a usual repeat order in cents, with `basket` enlargements."""
    orders, care = scenario.accounts.orders, scenario.accounts.care
    return part(list_price, orders.value * (1000 + care.basket_gain * basket) // 1000)


def order_margin(scenario: Scenario, value: int, discount: int) -> int:
    """Margin of a repeat order in cents: less a part of the discount once given (in per cent)."""
    orders = scenario.accounts.orders
    return part(value, max(0, orders.margin - orders.discount_carries * discount // 100))


# --- Accounts -------------------------------------------------------------------------------------------


def next_order(scenario: Scenario, period: int, round_: int, *, frequency: bool) -> int:
    """Round in which the next order opens, after one was decided or the deal won in `round_`; 0 = never."""
    if period == 0:
        return 0
    return round_ + max(1, period - (scenario.accounts.care.frequency_gain if frequency else 0))


def order_chance(scenario: Scenario, trust: float, dossier: float, *, complaint: bool) -> float:
    """Chance that an open order is placed when the account manager asks for it."""
    orders = scenario.accounts.orders
    chance = orders.base + orders.trust * trust + orders.dossier * dossier
    return chance - orders.complaint if complaint else chance


def break_chance(scenario: Scenario, slip: float, *, owned: bool, known: bool, ahead: bool) -> float:
    """Chance that a due promise breaks; `slip` is the share of the workshop's jobs that slip.

    `known`: whoever holds the client now knows of it. `owned`: the client was handed to the account manager.
    """
    promises = scenario.accounts.promises
    if not owned:
        return promises.unowned
    row = promises.ahead if known and ahead else promises.known if known else promises.unknown
    return row.base + row.slip * slip


def slip(jobs: int, capacity: int) -> float:
    """Share of the workshop's jobs that it cannot do in time."""
    return 0.0 if jobs <= capacity else (jobs - capacity) / jobs


def new_dossier(deal: Deal, confirmed: int) -> float:
    """Dossier of a new account with `confirmed` of the eight fields confirmed."""
    return deal.dossier + deal.dossier_known * confirmed / len(FIELDS)


# --- Promises in a row ----------------------------------------------------------------------------------


def free_slot(kinds: list[int]) -> int:
    """Slot for a new promise: the first free one, else the last (a company cannot hold more)."""
    for slot, kind in enumerate(kinds):
        if kind == 0:
            return slot
    return len(kinds) - 1


def with_promise(row: Mapping[str, Any], kind: int, due: int, known: int) -> dict[str, list[Any]]:
    """The promise columns of a row (`Columns.row`) with one promise more; absolute values for `assign`."""
    kinds, dues = list(row["promise_kind"]), list(row["promise_due"])
    knows, aheads = list(row["promise_known"]), list(row["promise_ahead"])
    slot = free_slot(kinds)
    kinds[slot], dues[slot], knows[slot], aheads[slot] = kind, due, known, False
    return {
        "promise_kind": kinds,
        "promise_due": dues,
        "promise_known": knows,
        "promise_ahead": aheads,
    }
