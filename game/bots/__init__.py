"""Bots: policies that take a seat.

A bot gets the view of its seat and answers with a command, like a person; it knows nothing else and keeps no
memory of its own. Among equals it takes the company that comes first in its view, never the one with the lowest
number: numbers are dealt anew for every team and must move nothing. Each policy is a small value object in the
file of its role.
May not read the state, the log or another seat's view.
"""

from __future__ import annotations

from dataclasses import dataclass

from game.bots import account, lead_gen, sales
from game.bots.base import Act, Policy
from game.bots.chance import Noisy, RandomLegal
from game.bots.charter import between_rounds
from game.views.shape import SeatView

ROLES = ("lead_gen", "sales", "account")
BY_ROLE: dict[str, dict[str, Policy]] = {
    "lead_gen": {
        **lead_gen.POLICIES,
        "careless": lead_gen.LeadGen(mode="told", warm=False, first=("budget", "pain"), second=(), criteria=False),
    },
    "sales": {
        **sales.POLICIES,
        "careless": sales.Sales(mode="told", warm=False, reads_back=False, thorough=False, pushes=True),
    },
    "account": {
        **account.POLICIES,
        "careless": account.Account(tasks=("loyalty", "service", "receivable", "repeat_order")),
    },
}
for _policies in BY_ROLE.values():
    _policies["noisy"] = Noisy(_policies["reference"])
    _policies["random_legal"] = RandomLegal()


class UnknownPolicy(ValueError):
    """There is no such policy for this role."""


@dataclass(frozen=True)
class Bot:
    """A policy on a seat."""

    name: str
    policy: Policy

    @classmethod
    def make(cls, policy: str, role: str) -> Bot:
        """The bot of a policy for a role.

        Raises:
            UnknownPolicy: the message lists those there are.
        """
        found = BY_ROLE.get(role, {}).get(policy)
        if found is None:
            known = ", ".join(sorted(BY_ROLE.get(role, {})))
            raise UnknownPolicy(f"no policy {policy!r} for {role}; there are: {known}")
        return cls(policy, found)

    def decide(self, view: SeatView) -> Act | None:
        """The next command, or None when there is nothing left to do in this round."""
        if view["session"]["phase"] == "charter":
            return between_rounds(view, self.name)
        if view["session"]["phase"] not in ("round", "fast_forward"):
            return None
        return self.policy(view)


def policies(role: str) -> list[str]:
    """Names of the policies of a role."""
    return sorted(BY_ROLE[role])


__all__ = ["BY_ROLE", "Act", "Bot", "Policy", "UnknownPolicy", "policies"]
