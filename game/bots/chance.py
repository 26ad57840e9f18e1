"""Bots that do not think: any legal act, and acts of somebody who now and then does just anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from game.bots.base import Act, Policy, call_cost, luck, meet_cost, plan_of, room, status
from game.views.shape import CompanyView, Offer, SeatView

SKIPPED = ("edit_charter",)


@dataclass(frozen=True)
class RandomLegal:
    """Any act that is not blocked, with any agenda that fits; drawn from the view alone."""

    salt: int = 0

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        choices: list[Any] = [o for o in view["offers"] if not o["blocked"] and o["verb"] not in SKIPPED]
        for company in view["companies"]:
            choices += [(company, o) for o in company["offers"] if not o["blocked"]]
            if company["agenda"]:
                choices += [(company, None)] * 2
        for attempt in range(6):
            if not choices:
                return None
            chosen = choices[int(luck(view, self.salt + attempt) * len(choices))]
            act = _carry_out(view, chosen, self.salt + 10 * attempt)
            if act is not None:
                return act
        return None


def _carry_out(view: SeatView, chosen: Any, salt: int) -> Act | None:
    if not isinstance(chosen, tuple):
        return chosen["verb"], dict(chosen["args"])
    company, offer = chosen
    return _talk(view, company, salt) if offer is None else _offer(view, company, offer, salt)


def _offer(view: SeatView, company: CompanyView, offer: Offer, salt: int) -> Act | None:
    args: dict[str, Any] = dict(offer["args"])
    match offer["verb"]:
        case "mark":
            known = sorted(view["vocabulary"]) or ["severity", "budget", "timing"]
            fields = [field for field in known if status(company, field) != "confirmed"]
            if not fields:
                return None
            field = fields[int(luck(view, salt + 1) * len(fields))]
            values = [c["value"] for c in view["vocabulary"].get(field, [])] or _values(field)
            args |= {"field": field, "value": values[int(luck(view, salt + 2) * len(values))]}
        case "hand_over":
            args["notes"] = ""
        case "return_handoff":
            args["note"] = ""
    return offer["verb"], args


def _values(field: str) -> list[str]:
    return {"severity": ["minor", "serious"], "budget": ["low", "ok"], "timing": ["now", "later"]}[field]


def _talk(view: SeatView, company: CompanyView, salt: int) -> Act | None:
    plan = plan_of(view, company)
    assert plan is not None
    topics = [t for t in plan["topics"] if not t["blocked"]]
    agenda: list[dict[str, Any]] = []
    moments = 0
    for place in range(1 + int(luck(view, salt + 3) * plan["max_topics"])):
        if not topics:
            break
        topic = topics.pop(int(luck(view, salt + 4 + place) * len(topics)))
        moment = topic["topic"] in ("demo", "proposal", "close")
        if moment and moments:
            continue
        moments += moment
        item = {"topic": topic["topic"]}
        for param in topic["params"]:
            values = [c["value"] for c in param["choices"]]
            if not values:
                break
            item[param["name"]] = values[int(luck(view, salt + 9 + place) * len(values))]
        agenda.append(item)
    if not agenda:
        return None
    if plan["verb"] == "call":
        if call_cost(plan, [item["topic"] for item in agenda]) > room(view):
            return None
        return "call", {"company": company["id"], "agenda": agenda}
    visit = any(item["topic"] == "measure" for item in agenda)
    if meet_cost(plan, agenda, visit=visit, write_up=False) > room(view):
        return None
    return "meet", {"company": company["id"], "visit": visit, "write_up": False, "agenda": agenda}


@dataclass(frozen=True)
class Noisy:
    """Another policy, but a share of the decisions is any legal act.

    Attributes:
        policy: what it does otherwise.
        share: part of the decisions that are random, 0-1.
    """

    policy: Policy
    share: float = 0.2

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        if luck(view, 77) < self.share:
            act = RandomLegal(5)(view)
            if act is not None:
                return act
        return self.policy(view)
