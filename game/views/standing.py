"""How a deal and an account stand, as the seat that has them may see it."""

from __future__ import annotations

from game.market.columns import Stage
from game.market.rules import order_value, price_of
from game.views import shape
from game.views.desk import sight_thinks
from game.views.sight import Sight

STEPS = ("first_meeting", "proposal", "close", "won")


def deal_of(sight: Sight, row: int) -> shape.Deal:
    """The opportunity as its seller sees it."""
    columns, traits, track = sight.team.columns, sight.team.static, sight.track(row)
    product = int(columns.product[row])
    ids = [p.id for p in sight.scenario.products]
    list_price = int(traits.list_price[row])
    thinks = sight_thinks(sight, row)
    wait = 0
    if thinks:
        wait = -1 if track.ready_round > sight.round else max(0, track.ready_clock - sight.record.clock)
    price = 0
    if product >= 0:
        price = price_of(list_price, sight.scenario.products[product].price, int(columns.discount[row]))
    signed = int(columns.stage[row]) == Stage.ACCOUNT
    return {
        "step": "won" if signed else STEPS[min(2, int(columns.gate[row]))],  # type: ignore[typeddict-item]
        "list_price": list_price,
        "price": price,
        "product": ids[product] if product >= 0 else "",
        "product_text": sight.speak.words(f"value.product.{ids[product]}") if product >= 0 else "",
        "discount": int(columns.discount[row]),
        "demos": len(track.demos) if track.demos else int(columns.gate[row] > 0),
        "measured": bool(columns.measured[row]),
        "compared": bool(columns.compared[row]),
        "trial": bool(columns.trial[row]),
        "objections": bool(columns.objections[row]),
        "thinking": thinks,
        "ready_in": wait,
        "followed_up": track.followed_up,
    }


def rounds_alone(sight: Sight, row: int) -> int:
    """Rounds in which nobody spoke to an account, up to now: a talk of this round ends them before the bell counts."""
    columns = sight.team.columns
    return 0 if columns.touched[row] else int(columns.idle[row])


def account_of(sight: Sight, row: int) -> shape.Account:
    """Health comes from what the manager saw: complaints, invoices, orders, and how long it was left alone."""
    columns, track = sight.team.columns, sight.track(row)
    idle, complaint = rounds_alone(sight, row), int(columns.complaint[row])
    if complaint > 1 or (complaint and idle):
        health = "at_risk"
    elif complaint or idle > 1 or columns.overdue[row]:
        health = "falling"
    else:
        health = "rising" if track.order_count and not idle else "steady"
    value = order_value(sight.scenario, int(sight.team.static.list_price[row]), int(columns.basket[row]))
    again = bool(sight.team.static.period[row])
    return {
        "health": health,  # type: ignore[typeddict-item]
        "health_text": sight.speak.words(f"health.{health}"),
        "orders": track.order_count,
        "order_open": bool(columns.order_open[row]),
        "order_value": value if again else 0,
        "next_order_round": int(columns.order_due[row]) if columns.frequency[row] else 0,
        "untouched_rounds": idle,
        "touched": bool(columns.touched[row]),
        "complaint_rounds": complaint,
        "overdue": int(columns.overdue[row]),
        "dossier": int(float(columns.dossier[row]) * 100 + 0.5),
        "frequency": bool(columns.frequency[row]),
        "baskets": int(columns.basket[row]),
        "loyalty": int(columns.loyalty[row]),
        "earned": track.earned,
    }
