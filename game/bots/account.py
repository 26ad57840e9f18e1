"""Policies of the account manager."""

from __future__ import annotations

from dataclasses import dataclass

from game.bots.base import Act, at, find, take
from game.views.shape import CompanyView, SeatView

ENOUGH = 60
"""Per cent of dossier from which order rhythm and widening are possible."""


@dataclass(frozen=True)
class Account:
    """Complaint, open order, due promise, invoice, dossier, rhythm, idle accounts, basket, loyalty, service.

    Attributes:
        tasks: the kinds of work it does at all, in order of preference.
        one_in: it takes only one in so many open orders.
    """

    tasks: tuple[str, ...] = (
        "complaint",
        "repeat_order",
        "promise",
        "receivable",
        "dossier",
        "frequency",
        "idle",
        "basket",
        "loyalty",
        "service",
    )
    one_in: int = 1

    def __call__(self, view: SeatView) -> Act | None:
        """The next command."""
        for company in at(view, "to_accept"):
            offer = find(company["offers"], "accept")
            if offer:
                return take(offer)
        accounts = sorted(at(view, "accounts"), key=_size)
        for task in self.tasks:
            for company in accounts:
                act = self._work(view, company, task)
                if act is not None:
                    return act
        return None

    def _work(self, view: SeatView, company: CompanyView, task: str) -> Act | None:
        account = company["account"]
        assert account is not None
        name = task
        if task == "promise":
            due = any(p["due_round"] <= view["now"] and p["state"] == "open" for p in company["promises"])
            if not due:
                return None
            name = "service"
        elif task == "idle":
            if not account["untouched_rounds"] or account["touched"]:
                return None
            name = "service"
        elif (task == "service" and account["touched"]) or (task == "dossier" and account["dossier"] >= ENOUGH):
            return None
        elif task == "repeat_order" and self.one_in > 1 and (_place(view, company) + view["now"]) % self.one_in:
            return None
        offer = find(company["offers"], "task", task=name)
        return take(offer) if offer else None


def _size(company: CompanyView) -> int:
    account = company["account"]
    return -(account["order_value"] if account else 0)


def _place(view: SeatView, company: CompanyView) -> int:
    return next(place for place, other in enumerate(view["companies"]) if other is company)


POLICIES = {
    "reference": Account(),
    "orders_only": Account(tasks=("repeat_order", "receivable")),
    "neglect": Account(tasks=("receivable", "repeat_order"), one_in=3),
    "service_spam": Account(tasks=("service",)),
    "referral_farm": Account(tasks=("loyalty", "service")),
}
