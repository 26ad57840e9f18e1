"""Policies of the lead generator."""

from __future__ import annotations

from dataclasses import dataclass

from game.bots.base import JUDGED, Act, at, call_cost, find, plan_of, room, status, take, value
from game.views.shape import CompanyView, SeatView

HEAT = {"call": 0, "referral": 0, "form": 1, "ad": 2, "flood": 3, "download": 3}
OLD = 200
"""Minutes after which an inbound lead is called last."""
FIRST = ["situation", "pain", "severity", "budget"]
SECOND = ["product", "timing", "decision_maker", "next_step"]
CLAIMS = {
    "severity": "serious",
    "product": "contract",
    "budget": "ok",
    "timing": "now",
    "decision_maker": "self",
}
"""What a padder marks as confirmed without having asked."""


@dataclass(frozen=True)
class LeadGen:
    """Calls the freshest and hottest first, twice; drops what is out; hands over; fills up with the own list.

    Attributes:
        mode: how it hands over, where the act allows it.
        warm: whether it introduces the seller.
        first, second: agendas of the two calls; without a second it hands over after the first.
        pads: whether it marks what it has not asked.
        strict: whether it asks again until all judged fields are confirmed.
        criteria: whether it sorts out small pains, low budgets and later needs.
    """

    mode: str = "card"
    warm: bool = True
    first: tuple[str, ...] = tuple(FIRST)
    second: tuple[str, ...] = tuple(SECOND)
    pads: bool = False
    strict: bool = False
    criteria: bool = True

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        for company in sorted(at(view, "leads"), key=lambda c: -c["calls"]):
            act = self._pass_on(view, company)
            if act is not None:
                return act
        for company in sorted(at(view, "inbound"), key=_heat):
            act = self._call(view, company, list(self.first))
            if act is not None:
                return act
        for company in at(view, "leads"):
            act = self._again(view, company)
            if act is not None:
                return act
        for company in at(view, "list"):
            act = self._call(view, company, list(self.first))
            if act is not None:
                return act
        return None

    def _pass_on(self, view: SeatView, company: CompanyView) -> Act | None:
        """Drop, put aside or hand over a company that has been talked with; None if it needs another call."""
        if self._sorts(view):
            if value(company, "budget") == "low" or (
                value(company, "severity") == "minor" and status(company, "severity") == "confirmed"
            ):
                offer = find(company["offers"], "disqualify")
                return take(offer) if offer else None
            if value(company, "timing") == "later":
                last = view["session"]["round"] >= view["session"]["rounds"]
                offer = find(company["offers"], "disqualify" if last else "nurture")
                return take(offer) if offer else None
        returned = any(
            h["company"] == company["id"] and h["state"] == "returned" and h["reason"] == "definitional"
            for h in view["handoffs"]
        )
        if returned:
            offer = find(company["offers"], "disqualify")
            return take(offer) if offer else None
        if self._wants_call(view, company):
            return None
        if self.pads:
            for field, claim in CLAIMS.items():
                offer = find(company["offers"], "mark", status="confirmed")
                if offer and status(company, field) != "confirmed":
                    return "mark", {**offer["args"], "field": field, "value": claim}
        return self._hand_over(company)

    def _sorts(self, view: SeatView) -> bool:
        return self.criteria and view["levers"]["charter"]

    def _wants_call(self, view: SeatView, company: CompanyView) -> bool:
        if not company["agenda"]:
            return False
        if self.strict and self._sorts(view):
            return any(status(company, f) != "confirmed" for f in JUDGED)
        return bool(self.second) and company["calls"] < 2

    def _hand_over(self, company: CompanyView) -> Act | None:
        for mode in (self.mode, "told"):
            for warm in (self.warm, False):
                offer = find(company["offers"], "hand_over", mode=mode, warm=warm)
                if offer:
                    verb, args = take(offer)
                    return verb, args | {"notes": ""}
        return None

    def _again(self, view: SeatView, company: CompanyView) -> Act | None:
        if not self._wants_call(view, company):
            return None
        topics = [t for t in self.second if t == "next_step" or status(company, t) == "unknown"]
        if self.strict:
            open_ = [f for f in JUDGED if status(company, f) != "confirmed"]
            topics = (open_ + [t for t in topics if t not in open_])[:4]
        topics = [t for t in topics if not (t == "next_step" and status(company, "next_step") != "unknown")]
        return self._call(view, company, topics or ["next_step"])

    def _call(self, view: SeatView, company: CompanyView, topics: list[str]) -> Act | None:
        """Call with as much of the agenda as there is time for; not with less than half of it."""
        if not company["agenda"]:
            return None
        while len(topics) > 1 and call_cost(plan_of(view, company), topics) > room(view):
            topics = topics[:-1]
        if call_cost(plan_of(view, company), topics) > room(view):
            return None
        return "call", {"company": company["id"], "agenda": [{"topic": t} for t in topics]}


def _heat(company: CompanyView) -> tuple[bool, int, int]:
    return company["wait"] > OLD, HEAT.get(company["source"], 4), max(0, company["wait"])


POLICIES = {
    "reference": LeadGen(),
    "card_cold": LeadGen(warm=False),
    "told_cold": LeadGen(mode="told", warm=False),
    "notes_cold": LeadGen(mode="notes", warm=False),
    "padder": LeadGen(warm=False, first=("situation", "pain"), second=(), pads=True, criteria=False),
    "rusher": LeadGen(mode="notes", warm=False, first=("situation", "budget", "timing"), second=()),
    "strict": LeadGen(strict=True),
}
