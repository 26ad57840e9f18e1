"""The three moments of a deal: the score, the test against the company's own threshold, and the signature."""

from __future__ import annotations

from typing import Any

from game.actions.brief import is_hearsay, is_made_up
from game.actions.context import is_right
from game.actions.conversation import Conversation
from game.actions.ending import is_inbound, lose, settle_handoff, stop_waiting
from game.actions.promising import DATE, TERMS, make
from game.market.chance import Kind
from game.market.columns import Archetype, Stage
from game.market.rules import (
    Moment,
    deal_margin,
    is_wolf,
    moment_chance,
    moment_score,
    new_dossier,
    next_order,
    price_of,
    think_index,
)
from game.state.draft import Draft
from game.state.records import CONFIRMED, CORE, SALES


def knowledge(draft: Draft, row: int) -> float:
    """K, 0-1: over the four core fields, 1 for confirmed and right, part for a right guess (seller's dossier).

    What was only marked as confirmed is a guess.
    """
    dossier = draft.dossier(SALES, row)
    total = 0.0
    for field in CORE:
        cell = dossier.cell(field)
        if cell.status and is_right(draft.state, draft.team, row, field, cell.value):
            sure = cell.status == CONFIRMED and not is_made_up(draft, row, field)
            total += 1.0 if sure else draft.scenario.deal.guess_value
    return total / len(CORE)


def knows_decider(draft: Draft, row: int) -> bool:
    """Whether the seller knows that somebody else decides: asked or told, not just put down."""
    field = "decision_maker"
    cell = draft.dossier(SALES, row).cell(field)
    return cell.value == "other" and cell.source != "marked" and not is_hearsay(draft, row, field)


def shown_usefulness(draft: Draft, row: int) -> float:
    """Usefulness of the product on the table: the one offered, else the one the dossier names, else their mean."""
    traits, company = draft.traits(row), draft.company(row)
    if company.product >= 0:
        return float(traits.usefulness[company.product])
    named = draft.dossier(SALES, row).cell("product").value
    ids = [p.id for p in draft.scenario.products]
    if named in ids:
        return float(traits.usefulness[ids.index(named)])
    first, second, third = traits.usefulness
    return float((first + second + third) / 3)


def score(draft: Draft, row: int, gate: int, *, pushed: bool) -> float:
    """The score of moment `gate` (0, 1, 2) as things stand."""
    deal, traits, company = draft.scenario.deal, draft.traits(row), draft.company(row)
    helps = traits.list_price <= deal.push_price and not is_wolf(traits.profile)
    at = Moment(
        useful=shown_usefulness(draft, row),
        demo=company.demo,
        known=knowledge(draft, row),
        trust=company.trust,
        next_step=float(company.next_step == 1),
        rival=traits.competitor * (deal.compared if company.compared else 1.0),
        product=company.product,
        discount=company.discount,
        trial=float(company.trial),
        objections=company.objections,
        unseen=float(gate == 2 and not traits.decides and not knows_decider(draft, row)),
        push=(deal.push if helps else deal.push_wrong) if pushed else 0.0,
    )
    return moment_score(draft.scenario, traits, gate, at)


def chance_to_pass(draft: Draft, row: int, gate: int, *, pushed: bool = False) -> float:
    """Chance of the score at moment `gate` times what the company truly is; not brought inside 0-1."""
    found = score(draft, row, gate, pushed=pushed)
    return moment_chance(draft.scenario, draft.traits(row), gate, found, draft.round)


def passes(draft: Draft, row: int, gate: int, *, pushed: bool = False) -> bool:
    """Whether the company goes on: its own threshold lies below that chance."""
    return draft.meets(row, gate, chance_to_pass(draft, row, gate, pushed=pushed))


def settle_gate(talk: Conversation, gate: int, *, pushed: bool = False) -> None:
    """Put a moment of the deal to the test at the end of a conversation."""
    draft, row = talk.draft, talk.row
    topic = ("demo", "proposal", "close")[gate]
    if not passes(draft, row, gate, pushed=pushed):
        why = _why_lost(draft, row, gate)
        talk.say(topic, f"close.lost.{why}" if gate else "gate1.failed", "bad")
        talk.outcome = ["lost", {}]
        lose(draft, row, f"lost_{('meeting', 'proposal', 'close')[gate]}")
        return
    talk.company.gate = gate + 1
    if gate == 2:
        talk.say(topic, "close.won", "warm")
        talk.outcome = ["won", {}]
        sign(draft, row)
    else:
        talk.say(topic, "gate1.passed" if gate == 0 else "proposal.thinks", "warm")
        think(talk, gate)


def _why_lost(draft: Draft, row: int, gate: int) -> str:
    """The reason the company gives; it may only name what it would tell a seller."""
    deal, traits, company = draft.scenario.deal, draft.traits(row), draft.company(row)
    if traits.opens_round > draft.round:
        return "not_now"
    if traits.archetype == Archetype.MODULAR:
        return "modular"
    price = price_of(traits.list_price, draft.scenario.products[company.product].price, company.discount)
    best = price_of(traits.list_price, draft.scenario.products[traits.best].price, 0)
    if price > best * traits.budget:
        return "price"
    if gate == 2 and not traits.decides and not knows_decider(draft, row):
        return "decider"
    if company.trust < deal.trust_neutral:
        return "trust"
    return "competitor" if traits.competitor and not company.compared else "generic"


def think(talk: Conversation, gate: int) -> None:
    """The company thinks: minutes of the seller's clock, never longer than the next bell."""
    draft, track = talk.draft, talk.track
    minutes = think_index(draft.scenario, draft.unit(talk.row, Kind.THINK, gate), talk.traits.profile)
    seat = draft.seat(SALES)
    track.followed_up = False
    finishing = draft.state.course.phase == "fast_forward"
    if minutes < 0 or (seat.clock + talk.minutes + minutes >= seat.total and not finishing):
        if finishing:
            minutes = 0
        else:
            track.ready_clock, track.ready_round = 0, draft.round + 1
            talk.outcome = ["thinking_bell", {}]
            return
    track.ready_clock, track.ready_round = seat.clock + talk.minutes + minutes, draft.round
    talk.outcome = ["thinking", {"n": minutes}] if minutes else ["ready", {}]


def sign(draft: Draft, row: int) -> None:
    """The contract: money, first promises, the account's dossier, and the work it makes for the workshop."""
    deal, traits, company, track = (
        draft.scenario.deal,
        draft.traits(row),
        draft.company(row),
        draft.track(row),
    )
    product = draft.scenario.products[company.product].price
    revenue = price_of(traits.list_price, product, company.discount)
    margin = deal_margin(deal, traits.list_price, product, company.discount)
    company.stage = int(Stage.ACCOUNT)
    company.owned = False
    company.won_round = draft.round
    company.trust = min(1.0, company.trust + deal.won_trust)
    company.order_due = next_order(draft.scenario, traits.period, draft.round, frequency=False)
    cells = draft.dossier(SALES, row).cells
    confirmed = sum(c.status == CONFIRMED and not is_made_up(draft, row, f) for f, c in cells.items())
    company.dossier = new_dossier(deal, confirmed)
    due = draft.round + deal.promise_due
    make(draft, row, DATE, SALES, due, 1 << SALES)
    if draft.unit(row, Kind.SPECIFICATION) < deal.terms_promise:
        make(draft, row, TERMS, SALES, due, 1 << SALES)
    track.revenue, track.margin = revenue, margin
    stop_waiting(draft, row)
    tally = draft.tally()
    tally.revenue += revenue
    tally.margin_new += margin
    tally.won += 1
    tally.won_inbound += is_inbound(traits.source)
    settle_handoff(draft, row, "won")
    for seat in range(len(draft.team.seats)):
        if seat != SALES:
            draft.say(seat, "won", _won_params(revenue), row, "warm")


def _won_params(revenue: int) -> dict[str, Any]:
    return {"price": revenue}
