"""What every bot shares: it gets a seat's view and answers with one command, or None when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from game.market.chance import mix
from game.views.shape import Agenda, CompanyView, Offer, SeatView

Act = tuple[str, dict[str, Any]]
Policy = Callable[[SeatView], "Act | None"]
JUDGED = ("pain", "product", "severity", "budget", "timing", "decision_maker")


def status(company: CompanyView, field: str) -> str:
    """unknown, guess or confirmed."""
    return next((c["status"] for c in company["cells"] if c["field"] == field), "unknown")


def value(company: CompanyView, field: str) -> str:
    """What the dossier says of a field, "" when unknown."""
    return next((c["value"] for c in company["cells"] if c["field"] == field), "")


def at(view: SeatView, *places: str) -> list[CompanyView]:
    """Companies lying at these places of the desk."""
    return [c for c in view["companies"] if c["place"] in places]


def find(offers: Iterable[Offer], verb: str, **args: Any) -> Offer | None:
    """The first offer of a verb with these arguments that is not blocked."""
    for offer in offers:
        if offer["verb"] == verb and not offer["blocked"] and all(offer["args"].get(k) == v for k, v in args.items()):
            return offer
    return None


def take(offer: Offer) -> Act:
    """The command of an offer."""
    return offer["verb"], dict(offer["args"])


def room(view: SeatView) -> int:
    """Minutes that one more action may cost."""
    minutes = view["minutes"]
    if minutes["left"] <= 0:
        return 0
    return minutes["left"] + minutes["overrun"]


def luck(view: SeatView, salt: int) -> float:
    """A number in [0, 1) that depends on what the seat has done so far, for careless and noisy bots."""
    minutes = view["minutes"]
    z = view["team"] * 1_000_003 + view["seat"] * 7_919 + view["now"] * 104_729
    z = z * 31 + minutes["clock"] * 65_537 + minutes["spent"] * 257 + len(view["companies"]) * 17 + salt
    return (mix(z * 0x9E3779B97F4A7C15) >> 11) / (1 << 53)


def plan_of(view: SeatView, company: CompanyView) -> Agenda | None:
    """How a conversation with the company can be planned now."""
    return view["agendas"].get(company["agenda"])


def call_cost(agenda: Agenda | None, topics: list[str]) -> int:
    """Minutes of a call with these topics, at most."""
    if agenda is None:
        return 1_000_000
    price = {t["topic"]: t["minutes"] for t in agenda["topics"]}
    return max(agenda["base_minutes"] + sum(price[t] for t in topics), agenda["no_answer_minutes"])


def meet_cost(plan: Agenda | None, agenda: list[dict[str, Any]], *, visit: bool, write_up: bool) -> int:
    """Minutes of a meeting with this agenda."""
    if plan is None:
        return 1_000_000
    price = {t["topic"]: t["minutes"] for t in plan["topics"]}
    base = plan["visit_minutes"] if visit or plan["visit"] == "required" else plan["base_minutes"]
    return base + (plan["write_up_minutes"] if write_up else 0) + sum(price[item["topic"]] for item in agenda)


def open_topics(plan: Agenda | None) -> set[str]:
    """Topics that are not blocked in an agenda."""
    return {t["topic"] for t in plan["topics"] if not t["blocked"]} if plan is not None else set()
