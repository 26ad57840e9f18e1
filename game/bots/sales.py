"""Policies of the seller."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from game.bots.base import JUDGED, Act, at, find, meet_cost, open_topics, plan_of, room, status, take, value
from game.views.shape import CompanyView, SeatView

TRIAL_FROM = 900_000
"""List price in cents from which a trial is worth its minutes."""
FOLLOW_FROM = 240
"""Minutes left in the round from which a follow-up can still bring the answer in time."""
Agenda = list[dict[str, Any]]


@dataclass(frozen=True)
class Sales:
    """Hands wins over, closes, proposes, visits, accepts, follows up; asks and recaps before it shows.

    Attributes:
        mode, warm: how it hands over to the account manager.
        reads_back: whether it reads a brief back that has gaps or came without a card.
        thorough: whether it asks, recaps, compares, tries and follows up.
        discount: per cent given with every proposal.
        pushes: whether it pushes at every close.
        hands_over: whether it hands signed companies over at all.
    """

    mode: str = "card"
    warm: bool = True
    reads_back: bool = True
    thorough: bool = True
    discount: int = 0
    pushes: bool = False
    hands_over: bool = True

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        for act in (self._wins(view), self._deals(view), self._accept(view), self._follow(view)):
            if act is not None:
                return act
        offer = find(view["offers"], "pass_time")
        return take(offer) if offer else None

    def _wins(self, view: SeatView) -> Act | None:
        if not self.hands_over:
            return None
        for company in at(view, "won"):
            for mode in (self.mode, "told"):
                for warm in (self.warm, False):
                    offer = find(company["offers"], "hand_over", mode=mode, warm=warm)
                    if offer:
                        verb, args = take(offer)
                        return verb, args | {"notes": ""}
        return None

    def _deals(self, view: SeatView) -> Act | None:
        """Close before proposing before first meetings; among those the one that has waited longest."""
        order = {"close": 0, "proposal": 1, "first_meeting": 2}
        ready = [c for c in at(view, "pipeline") if c["agenda"] and c["deal"] is not None]
        for company in sorted(ready, key=lambda c: (order.get(c["deal"]["step"], 3), -c["wait"])):  # type: ignore[index]
            agenda = self._plan(view, company)
            write_up = view["levers"]["write_up"] and self.thorough
            visit = any(item["topic"] == "measure" for item in agenda)
            if agenda and meet_cost(plan_of(view, company), agenda, visit=visit, write_up=write_up) <= room(view):
                return "meet", {
                    "company": company["id"],
                    "visit": visit,
                    "write_up": write_up,
                    "agenda": agenda,
                }
        return None

    def _plan(self, view: SeatView, company: CompanyView) -> Agenda:
        return self.agenda(company, open_topics(plan_of(view, company)))

    def agenda(self, company: CompanyView, open_: set[str]) -> Agenda:
        """What it would talk about next with the company, of the topics that are open."""
        deal = company["deal"]
        assert deal is not None
        if deal["step"] == "first_meeting":
            return self._first(company, open_)
        return self._proposal(company, open_) if deal["step"] == "proposal" else self._close(company, open_)

    def _first(self, company: CompanyView, open_: set[str]) -> Agenda:
        """[ask the pain, else recap, else ask a missing core field] demo, demo, measure."""
        pains = [p for p in value(company, "pain").split("+") if p]
        gap: Agenda = []
        if not pains:
            gap = [{"topic": "ask", "field": "pain"}]
        elif self.thorough:
            missing = [f for f in ("product", "severity", "budget") if status(company, f) == "unknown"]
            if "recap" in open_:
                gap = [{"topic": "recap"}]
            elif missing:
                gap = [{"topic": "ask", "field": missing[0]}]
        demos: Agenda = [{"topic": "demo", "pain": p} for p in pains[:2]] if "demo" in open_ else []
        measure: Agenda = [{"topic": "measure"}] if "measure" in open_ else []
        return (gap + demos + measure)[:4]

    def _proposal(self, company: CompanyView, open_: set[str]) -> Agenda:
        product = value(company, "product")
        if "measure" in open_:
            return [{"topic": "measure"}]
        gap: Agenda = []
        extra: Agenda = []
        if self.thorough:
            missing = [f for f in ("product", "decision_maker", "budget") if status(company, f) == "unknown"]
            if missing:
                gap.append({"topic": "ask", "field": missing[0]})
            if "recap" in open_ and product:
                gap.append({"topic": "recap"})
            deal = company["deal"]
            if deal is not None and deal["list_price"] >= TRIAL_FROM and "trial" in open_:
                extra.append({"topic": "trial"})
            if "compare" in open_:
                extra.append({"topic": "compare"})
        if not product and gap and gap[0].get("field") == "product":
            return [{"topic": "ask", "field": "product"}]
        offer = {"topic": "proposal", "product": product or "contract", "discount": str(self.discount)}
        return [*(gap + extra)[:3], offer]

    def _close(self, company: CompanyView, open_: set[str]) -> Agenda:
        plan: Agenda = []
        if self.thorough and status(company, "decision_maker") == "unknown":
            plan.append({"topic": "ask", "field": "decision_maker"})
        if "objections" in open_:
            plan.append({"topic": "objections"})
        if self.pushes:
            plan.append({"topic": "push"})
        return [*plan[:3], {"topic": "close"}]

    def _accept(self, view: SeatView) -> Act | None:
        waiting = sorted(at(view, "to_accept"), key=lambda c: -c["wait"])
        for company in waiting:
            brief = next((h for h in view["handoffs"] if h["id"] == company["handoff"]), None)
            if brief is None:
                continue
            known = {c["field"] for c in brief["brief"] if c["status"] != "unknown"}
            gaps = brief["mode"] != "card" or any(f not in known for f in JUDGED)
            offer = None
            if self.reads_back and gaps:
                offer = find(company["offers"], "accept", read_back=True)
            offer = offer or find(company["offers"], "accept", read_back=False)
            back = next((o for o in company["offers"] if o["verb"] == "return_handoff" and not o["blocked"]), None)
            if back is not None and self.reads_back and brief["mode"] == "card":
                return back["verb"], {**back["args"], "note": ""}
            if offer:
                return take(offer)
        return None

    def _follow(self, view: SeatView) -> Act | None:
        """Follow up where the answer would come only after the bell, early enough to use it."""
        if not self.thorough:
            return None
        rest = view["minutes"]["total"] - view["minutes"]["clock"]
        for company in at(view, "pipeline"):
            offer = find(company["offers"], "follow_up")
            late = company["deal"] is not None and company["deal"]["ready_in"] < 0 and rest >= FOLLOW_FROM
            if offer and late:
                return take(offer)
        return None


POLICIES = {
    "reference": Sales(),
    "told": Sales(mode="told", warm=False),
    "told_cold": Sales(mode="told", warm=False, reads_back=False),
    "notes_cold": Sales(mode="notes", warm=False, reads_back=False),
    "no_read_back": Sales(reads_back=False),
    "skimper": Sales(thorough=False),
    "discounter": Sales(discount=15),
    "pusher": Sales(pushes=True),
    "keeper": Sales(hands_over=False),
}
