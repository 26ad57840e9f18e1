"""The reference seller's way with one company, walked through once: what it brings, and the minutes it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.market.rules import FIELDS, deal_margin, new_dossier, still_there
from game.scoring.worth import standard
from game.scoring.worth.account import future
from game.scoring.worth.cells import Known, ask, confirmed, recap
from game.scoring.worth.deal import Deal, Expected, Moments
from game.scoring.worth.outlook import Outlook

if TYPE_CHECKING:
    from types import SimpleNamespace

    from game.scenario.work import Deal as DealRule
    from game.scoring.worth.cells import Beliefs
    from game.state.team import State


class Walk(Moments):
    """The way to the signature, once."""

    def __init__(self, state: State, traits: SimpleNamespace, deal: Deal, now: int) -> None:
        """`now` is the running round (1-based)."""
        super().__init__(state, traits, deal, now)
        self.alive = 1.0
        self.minutes = 0.0
        self.meeting = 0.0  # minutes of the next conversation

    def run(self) -> Expected:
        """Walk to the end."""
        deal, before = self.deal, self.minutes
        if deal.gate == 0:
            self._first()
            self.meeting = self.minutes - before
        if deal.gate <= 1:
            self._before_proposal()
            self._proposal()
            self.meeting = self.meeting or self.minutes - before
        offers = self.offers()
        won, margin = self._close(offers)
        self.meeting = self.meeting or self.minutes - before
        handing = self.scenario.handing
        self.minutes += won * (handing.modes.card.minutes + handing.warm_account)
        if won <= 0.0:
            return Expected(0.0, self.minutes, self.meeting)
        return Expected(margin + won * self._account(), self.minutes, self.meeting)

    # --- Conversations ----------------------------------------------------------------------------------

    def _touch(self, *, visit: bool) -> None:
        """A client may have gone while it waited."""
        deal, rule = self.deal, self.scenario.handing.waiting
        if not (deal.first and deal.cold_fails):
            half = rule.first if deal.first else rule.later
            wait = deal.waited + standard.WAIT
            stays = still_there(half, wait, self._patience())
            living = still_there(half, wait, self._patience(), rule.next_step)
            self.alive *= stays + (living - stays) * deal.next_step
        deal.waited = 0
        sales = self.scenario.sales
        self.minutes += self.alive * ((sales.visit if visit else sales.phone) + sales.write_up)

    def _patience(self) -> float:
        """Factor of the client's patience: longer with whom it was introduced to."""
        return self.scenario.handing.waiting.warm if self.deal.handed and self.deal.warm else 1.0

    def _again(self, share: float) -> None:
        """One more conversation by phone, in a share of the cases."""
        sales, half = self.scenario.sales, self.scenario.handing.waiting.later
        self.alive *= 1.0 - share + share * still_there(half, standard.WAIT, self._patience())
        self.minutes += self.alive * share * (sales.phone + sales.write_up)

    def _first(self) -> None:
        """The first visit: gap, demos, measuring, and the first moment of the deal."""
        deal, handing = self.deal, self.scenario.handing
        self._touch(visit=deal.first)
        if deal.first and deal.handed:
            if not deal.warm:
                left = max(1, handing.cold_tries - deal.cold_fails)
                fails = 1.0
                for _ in range(left):
                    fails *= handing.cold_fails
                self.minutes += self.alive * handing.cold_fails * handing.cold_minutes
                self.alive *= 1.0 - fails
                deal.trust += handing.cold_trust
            lapsed = deal.next_step * (1.0 - deal.owned_step)
            deal.trust += handing.lapse_trust * lapsed
            deal.next_step -= lapsed
        deal.first = False
        empty = deal.known["pain"].empty
        if empty > 0.0:
            self._ask("pain", 1.0)
            if not deal.measured:
                self._measure(empty)
            self._again(empty)
        pain = deal.known["pain"].copy()
        self._gap(("product", "severity", "budget"))
        self._demo(pain)
        if not deal.measured:
            self._measure(1.0 - empty)
            deal.measured = True
        self.alive *= self.passes(0, self.score(0))

    def _measure(self, share: float) -> None:
        sales = self.scenario.sales
        self.deal.trust += sales.measure_trust * share
        self.minutes += self.alive * sales.topics.measure * share

    def _ask(self, field: str, share: float) -> None:
        """Ask for what is missing; a question that the client has answered before costs trust."""
        deal, scenario = self.deal, self.scenario
        known = deal.known[field]
        missing = share * known.empty
        if missing <= 0.0:
            return
        if deal.told >> FIELDS.index(field) & 1:
            deal.trust += scenario.lead.repeat_trust * missing
        ask(self.state, known, field, deal.trust, share)
        self.minutes += self.alive * missing * scenario.sales.topics.ask

    def _guesses(self) -> float:
        """Chance that there is any guess to say back."""
        none = 1.0
        for known in self.deal.known.values():
            none *= 1.0 - min(1.0, known.guess + known.wrong)
        return 1.0 - none

    def _recap(self, share: float) -> None:
        if share <= 0.0:
            return
        wrong = recap(self.scenario, self.deal.known, share)
        self.minutes += self.alive * share * self.scenario.sales.topics.recap
        if self.deal.hearsay:
            self.deal.trust += self.scenario.lead.repeat_trust * wrong

    def _gap(self, fields: tuple[str, ...]) -> None:
        """Say the guesses back; where there are none, ask for the first missing core field."""
        any_guess = self._guesses()
        self._recap(any_guess)
        share = 1.0 - any_guess
        for field in fields:
            missing = self.deal.known[field].empty
            self._ask(field, share)
            share *= 1.0 - missing
            if share <= 0.0:
                break

    def _demo(self, pain: Known) -> None:
        """Two pains at most, by what was known when the visit was planned."""
        deal, traits = self.deal, self.traits
        true = [(p, w) for p, w in zip(traits.pains, traits.weights, strict=True) if p >= 0]
        if deal.pain:
            held = [p for p in deal.pain.split("+") if p][:2]
            names = self.scenario.pains
            weights = {names[p]: w for p, w in true}
            sure = 1.0 - pain.empty
            for name in held:
                if name in deal.demos:
                    continue
                self._show(weights.get(name, 0.0), sure if name in weights else 0.0, 0.0 if name in weights else sure)
            return
        for place, (_, weight) in enumerate(true[:2]):
            self._show(weight, pain.sure if place else pain.right, 0.0)
        others = len(self.scenario.pains) - 1
        chance = (len(true) - 1) / others if others else 0.0
        side = true[1][1] if len(true) > 1 else 0.0
        wrong = pain.wrong + pain.false
        self._show(side, wrong * chance, wrong * (1.0 - chance))

    def _show(self, weight: float, right: float, wrong: float) -> None:
        deal, sales = self.deal, self.scenario.sales
        deal.demo += sales.demo_right * weight * right + sales.demo_wrong * wrong
        deal.trust += sales.demo_trust * right + sales.demo_wrong_trust * wrong
        self.minutes += self.alive * sales.topics.demo * (right + wrong)

    def _before_proposal(self) -> None:
        """Further conversations that a proposal needs first: measuring, and the product."""
        deal = self.deal
        if deal.gate == 1 and not deal.measured:
            self._touch(visit=True)
            self._measure(1.0)
            deal.measured = True
        empty = deal.known["product"].empty
        if empty > 0.0:
            self._ask("product", 1.0)
            self._again(empty)

    def _proposal(self) -> None:
        """[ask] [recap] [trial] compare, and the proposal."""
        deal, sales = self.deal, self.scenario.sales
        self._touch(visit=False)
        share, asked = 1.0, 0.0
        for field in ("decision_maker", "budget"):
            missing = deal.known[field].empty
            self._ask(field, share)
            asked += share * missing
            share *= 1.0 - missing
        any_guess = self._guesses()
        self._recap(any_guess)
        large = 1.0 if self.traits.list_price >= standard.TRIAL_FROM and deal.trial <= 0.0 else 0.0
        deal.trial += large
        deal.trust += sales.trial_trust * large
        room = 1.0 - asked * any_guess * large
        more = room * (1.0 - deal.compared)
        deal.compared += more
        topics = sales.topics
        self.minutes += self.alive * (topics.trial * large + topics.compare * more + topics.proposal)
        deal.trust += sales.promise_trust * deal.prices_known
        deal.trust += sales.contradict * sales.contradict_trust * deal.prices_unknown

    def _close(self, offers: list[tuple[int, float]]) -> tuple[float, float]:
        """The last conversation: chance of the signature, and its expected margin in cents."""
        deal, sales, traits = self.deal, self.scenario.sales, self.traits
        shares = sum(share for _, share in offers)
        self.alive *= shares
        if shares <= 0.0:
            return 0.0, 0.0
        self._touch(visit=False)
        self._ask("decision_maker", 1.0)
        topics = sales.topics
        self.minutes += self.alive * (topics.close + (0 if deal.objections else topics.objections))
        deal.objections = True
        won = margin = 0.0
        for product, share in offers:
            chance = self.alive * share / shares * self.passes(2, self.score(2, product))
            won += chance
            price = self.scenario.products[product].price
            margin += chance * deal_margin(self.scenario.deal, traits.list_price, price, deal.discount)
        return won, margin

    def _account(self) -> float:
        """What the new account is worth, handed over by card and warm."""
        deal, rule, scenario = self.deal, self.scenario.deal, self.scenario
        later = standard.DELAY if deal.early else 0
        left = max(0, scenario.frame.rounds - self.now) + scenario.fast_forward.rounds - later
        look = Outlook(
            trust=min(1.0, deal.trust + rule.won_trust), dossier=new_dossier(rule, 0) + _file(rule, deal.known)
        )
        if self.traits.period:
            look.orders[self.traits.period] = 1.0
        look.known[min(3, rule.promise_due)] = 1.0 + rule.terms_promise
        return future(scenario, self.traits, look, left, 0, deal.discount)


def _file(rule: DealRule, known: Beliefs) -> float:
    """Dossier that comes of what is confirmed, on average."""
    return rule.dossier_known * confirmed(known) / len(FIELDS)
