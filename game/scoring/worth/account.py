"""What an account is worth from here on: a mean-field recursion over its rounds, at most 28 of them.

Every draw of a round is replaced by its expected effect on trust, dossier, orders, complaints and the chance that
the account is still there. Workshop-pace page, section 11; only + - * / and comparisons.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from game.market.rules import order_margin, order_value
from game.scoring.worth import standard
from game.scoring.worth.outlook import ENOUGH, Numbers, Outlook

if TYPE_CHECKING:
    from types import SimpleNamespace

    from game.scenario.schema import Scenario
    from game.scoring.worth.outlook import Frozen

SOFT = 0.05
"""Width over which a threshold of trust is blurred, since the recursion knows only its mean."""
BANK_SOFT = 25.0
"""Minutes over which the last task of a round is blurred."""


def future(
    scenario: Scenario,
    traits: SimpleNamespace,
    look: Outlook,
    rounds: int,
    age: int,
    discount: int = 0,
    saved: int = 0,
) -> float:
    """Cents of margin that the account brings in `rounds` rounds, less compensation.

    Args:
        scenario: the numbers.
        traits: of the company.
        look: how it stands now.
        rounds: rounds still to come, the running one included.
        age: rounds since the signature, large for the predecessor's.
        discount: per cent once given; it lowers the margin of orders.
        saved: minutes of the account manager that it has left from before, negative if it took more than its part.
    """
    settled = min(age, scenario.accounts.care.basket_early_rounds + 1)
    return _future(scenario, traits.list_price, traits.period, look.frozen(), rounds, settled, discount, saved)


@lru_cache(maxsize=8192)
def _future(
    scenario: Scenario, list_price: int, period: int, frozen: Frozen, rounds: int, age: int, discount: int, saved: int
) -> float:
    """`future` of what may be remembered: redraws of one act mostly lead to the same few accounts."""
    look = Outlook.thawed(frozen)
    care = _Care(Numbers.of(scenario), period, look, age)
    margin = order_margin(scenario, order_value(scenario, list_price, 0), discount)
    fine = list_price * scenario.accounts.promises.compensation / 1000
    gain = care.n.basket[6]
    total, alive, bank = 0.0, 1.0, float(saved)
    for _ in range(rounds):
        bank = min(standard.MOST_SAVED, bank) + standard.ACCOUNT_MINUTES
        ordered, bank = care.work(bank)
        total += alive * ordered * margin * (1.0 + gain * look.basket)
        paid = care.bell(ordered)
        total -= alive * paid * fine
        alive *= 1.0 - care.leaves()
        care.age += 1
    return total


class _Care:
    """One account in one recursion."""

    __slots__ = ("age", "ahead", "look", "n", "period", "touched")

    def __init__(self, numbers: Numbers, period: int, look: Outlook, age: int) -> None:
        self.n, self.look, self.age = numbers, look, age
        self.period = period
        self.ahead = 0.0
        self.touched = 0.0

    def work(self, bank: float) -> tuple[float, float]:
        """The tasks of a round in the reference's order: expected orders, and minutes left."""
        n, look, minutes = self.n, self.look, self.n.minutes
        self.touched = 0.0
        bank -= minutes["complaint"] * look.complaint
        look.trust += n.complaint[2] * look.complaint
        self._touch(look.complaint)
        look.complaint = 0.0
        ordered, asked = self._order()
        bank -= minutes["repeat_order"] * asked
        due = look.known[0]
        call = min(1.0, due)
        self.ahead = 0.0
        if due > 0.0:
            able = _able(bank)
            self._service(call * able)
            look.trust += n.service[2] * due * able
            self.ahead = due * able
            bank -= minutes["service"] * call * able
        bank -= minutes["receivable"] * look.overdue * _able(bank)
        look.overdue = n.overdue * ordered
        bank = self._grow(bank)
        rest = (1.0 - self.touched) * _able(bank)
        if rest > 0.0:
            self._service(rest)
            bank -= minutes["service"] * rest
        return ordered, bank

    def _order(self) -> tuple[float, float]:
        """Ask for the open order: chance that it is placed, and that there was one."""
        n, look = self.n, self.look
        asked = look.orders[0]
        if asked <= 0.0:
            return 0.0, 0.0
        base, by_trust, by_dossier, refused = n.order
        chance = base + by_trust * look.trust + by_dossier * look.dossier
        chance = min(1.0, max(0.0, chance))
        ordered = asked * chance
        look.trust += refused * (asked - ordered)
        self._touch(asked)
        shorter = max(1, self.period - n.frequency[3])
        look.orders[0] = 0.0
        look.orders[self.period] += asked * (1.0 - look.frequency)
        look.orders[shorter] += asked * look.frequency
        look.known[1] += ordered
        return ordered, asked

    def _grow(self, bank: float) -> float:
        """Dossier, order rhythm, basket, loyalty: as far as the minutes go."""
        n, look, minutes = self.n, self.look, self.n.minutes
        while look.dossier < ENOUGH and bank > 0.0:
            able = _able(bank)
            look.dossier += n.dossier * able
            look.trust += look.asks_again * able
            bank -= minutes["dossier"] * able
            self._touch(able)
            if able < 1.0:
                break
        if self.period == 0:
            return self._bind(bank)
        needs, base, by_trust, _ = n.frequency
        if not look.planned and look.dossier >= needs and bank > 0.0:
            able = _able(bank)
            look.frequency += (base + by_trust * look.trust) * able
            look.planned = 1.0
            bank -= minutes["frequency"] * able
            self._touch(able)
            pulled = look.frequency * able
            for k in range(2, 7):
                part = look.orders[k] * pulled
                look.orders[k] -= part
                look.orders[k - 1] += part
        needs, base, by_trust, most, early, early_rounds, _ = n.basket
        while look.basket < most - 0.3 and look.dossier >= needs and bank > 0.0:
            able = _able(bank)
            chance = base + by_trust * look.trust
            if self.age <= early_rounds and look.dossier >= ENOUGH:
                chance *= early
            look.basket = min(float(most), look.basket + min(1.0, chance) * able)
            bank -= minutes["basket"] * able
            self._touch(able)
            if able < 1.0:
                break
        return self._bind(bank)

    def _bind(self, bank: float) -> float:
        n, look = self.n, self.look
        factors, trust = n.loyalty
        while look.loyalty < len(factors) - 1.05 and bank > 0.0:
            able = _able(bank)
            look.loyalty = min(len(factors) - 1.0, look.loyalty + able)
            look.trust += trust * able
            bank -= n.minutes["loyalty"] * able
            self._touch(able)
            if able < 1.0:
                break
        return bank

    def _service(self, share: float) -> None:
        target, gain, _ = self.n.service
        self.look.trust += gain * (target - self.look.trust) * share
        self._touch(share)

    def _touch(self, share: float) -> None:
        self.touched = 1.0 - (1.0 - self.touched) * (1.0 - min(1.0, share))

    def bell(self, ordered: float) -> float:
        """Promises break or are kept, complaints come: compensations to be expected."""
        n, look = self.n, self.look
        ahead, known, unknown, by_broken = n.promises
        late = look.unknown[0] * unknown
        broken = self.ahead * ahead + (look.known[0] - self.ahead) * known
        paid = broken + late * look.dates
        broken += late
        look.known = [*look.known[1:], 0.0]
        look.unknown = [*look.unknown[1:], 0.0]
        look.trust += by_broken * broken + n.idle_trust * (1.0 - self.touched)
        look.trust = min(1.0, max(0.0, look.trust))
        new = n.complaint[0] + n.complaint[1] * ordered
        look.complaint = min(1.0, new + (1.0 - new) * min(1.0, broken))
        look.orders = [look.orders[0] + look.orders[1], *look.orders[2:], 0.0]
        return paid

    def leaves(self) -> float:
        """Chance that the account leaves at this bell."""
        n, look = self.n, self.look
        base, bad, by_bad, weak, by_weak = n.churn
        rate = base + by_weak * _below(look.trust, weak) + (by_bad - by_weak) * _below(look.trust, bad)
        factors = n.loyalty[0]
        place = min(int(look.loyalty), len(factors) - 1)
        upper = min(place + 1, len(factors) - 1)
        factor = factors[place] + (factors[upper] - factors[place]) * (look.loyalty - place)
        return rate * factor


def _able(bank: float) -> float:
    """Share of a task that is begun with so many minutes left."""
    return 0.0 if bank <= 0.0 else min(1.0, bank / BANK_SOFT)


def _below(trust: float, limit: float) -> float:
    """Share of cases below a threshold of trust, blurred."""
    return min(1.0, max(0.0, (limit + SOFT - trust) / (2.0 * SOFT)))
