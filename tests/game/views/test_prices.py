"""No price falls unseen: nothing is chosen for a seller silently, and the price announced is the price offered."""

from __future__ import annotations

from functools import cache
from typing import Any

from game.match import Command, Match
from game.views.seat import seat_view
from tests.game.playing import Walk, new_match


class Seller:
    """Compares what a planner shows before a meeting with what the deal says after it."""

    def __init__(self) -> None:
        self.defaults: list[tuple[str, str, str]] = []  # topic, choice made beforehand, what the seller knows
        self.offered: list[tuple[int, int]] = []  # price announced, price on the table afterwards
        self.topics: set[str] = set()
        self.before: dict[int, Any] = {}  # the seller's companies and agendas as they were shown last

    def on_act(self, match: Match, command: Command, code: str) -> None:
        if match.phase != "round":
            return
        if command.verb == "meet" and not code:
            self._compare(match, command)
        view = seat_view(match, 0, 1, "en")
        self.before = {one["id"]: (one, view["agendas"][one["agenda"]]) for one in view["companies"] if one["agenda"]}
        for company, agenda in self.before.values():
            self._look(company, agenda)

    def _look(self, company: Any, agenda: Any) -> None:
        known = {cell["field"]: cell["value"] for cell in company["cells"]}
        deal = company["deal"]
        for topic in agenda["topics"]:
            for param in topic["params"]:
                if (topic["topic"], param["name"]) == ("proposal", "product"):
                    self.defaults.append(("product", param["default"], known.get("product") or deal["product"]))
                elif param["name"] == "discount":
                    given = str(deal["discount"]) if topic["topic"] == "terms" else "0"
                    self.defaults.append((topic["topic"], param["default"], given))

    def _compare(self, match: Match, command: Command) -> None:
        company, agenda = self.before[command.args["company"]]
        product, discount = company["deal"]["product"], "0"
        for item in command.args["agenda"]:
            if item["topic"] == "proposal":
                product, discount = item["product"], str(item["discount"])
            elif item["topic"] == "terms":
                discount = str(item["discount"])
            else:
                continue
            self.topics.add(item["topic"])
            shown = [
                one["price"] for one in agenda["prices"] if (one["product"], one["discount"]) == (product, discount)
            ]
            after = next(one for one in seat_view(match, 0, 1, "en")["companies"] if one["id"] == company["id"])
            if after["deal"] is not None and len(command.args["agenda"]) == 1:
                self.offered.append((shown[0], after["deal"]["price"]))


@cache
def sold() -> Seller:
    """What a seller saw over some sessions."""
    seller = Seller()
    for seed in (21, 22, 23, 24):
        Walk(new_match(seed=seed, acts="open"), seed, acts_a_round=90, on_act=seller.on_act).play()
    return seller


def test_no_product_and_no_discount_is_chosen_that_the_seller_does_not_know_of() -> None:
    assert {what for what, _, _ in sold().defaults} == {"product", "proposal", "terms"}
    assert [one for one in sold().defaults if one[1] != one[2]] == []
    assert any(not default for what, default, _ in sold().defaults if what == "product")


def test_the_price_announced_is_the_price_on_the_table() -> None:
    assert sold().topics == {"proposal", "terms"}
    assert sold().offered
    assert [one for one in sold().offered if one[0] != one[1]] == []
