"""The worth of one company as it stands, at whatever stage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.actions.brief import is_hearsay, is_made_up
from game.actions.context import knows
from game.market.chance import Kind
from game.market.columns import Stage
from game.market.rules import DATE, PRICE
from game.scoring.worth.account import future
from game.scoring.worth.cells import arrive, beliefs
from game.scoring.worth.deal import Deal, Expected
from game.scoring.worth.figures import AS_IT_IS, AT_WORK, NOTHING, Variant, Worth, whole
from game.scoring.worth.lead import Lead, qualify, reach
from game.scoring.worth.outlook import ENOUGH, Outlook
from game.scoring.worth.walk import Walk
from game.state.draft import Draft
from game.state.records import ACCOUNT, JUDGED, LEAD_GEN, SALES, UNKNOWN, Cell, Dossier, Handoff

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import SimpleNamespace

    from game.scoring.worth.cells import Beliefs
    from game.state.records import Track
    from game.state.team import State, Team

PLANNED = str(int(Kind.FREQUENCY))
"""Where a track counts the draws for a closer order rhythm: one says that it was raised already."""


def worth(state: State, team: Team, row: int, variant: Variant = AS_IT_IS) -> Worth:
    """The worth of the company at `row` now.

    Args:
        state: the match at this moment.
        team: whose copy of the company.
        row: the company.
        variant: how a waiting handoff might have been instead.
    """
    stage = int(team.columns.stage[row])
    if stage not in AT_WORK:
        return NOTHING
    return _Case(state, team, row, variant).worth(stage)


class _Case:
    def __init__(self, state: State, team: Team, row: int, variant: Variant) -> None:
        self.state, self.team, self.row, self.variant = state, team, row, variant
        self.scenario = state.scenario
        self.traits: SimpleNamespace = team.static.traits(row)
        self.columns = team.columns
        self.track: Track | None = team.tracks.get(row)
        self.now = max(1, state.course.round)

    def worth(self, stage: int) -> Worth:
        if stage in (Stage.LEAD, Stage.NURTURED):
            return self._lead()
        if stage == Stage.HANDED:
            return whole(self._walk(self._handed()))
        if stage == Stage.OPPORTUNITY:
            return whole(self._walk(self._opportunity()))
        return self._account()

    def _waited(self, seat: int) -> int:
        """Minutes that it has let the company wait so far."""
        if self.variant.waited is not None:
            return self.variant.waited
        track = self.track
        if track is None or track.waits_for != seat:
            return 0
        finish = self.state.course.phase == "fast_forward"
        others = 0 if finish else max(0, self.team.seats[seat].worked - track.wait_mark)
        return others + self.scenario.frame.minutes * max(0, self.now - track.wait_round)

    def _prices(self, seat: int) -> tuple[float, float]:
        """Open price promises that a seat knows, and those that it does not."""
        kinds = self.columns.promise_kind[self.row].tolist()
        knows = self.columns.promise_known[self.row].tolist()
        known = sum(kind == PRICE and bool(knows[slot] >> seat & 1) for slot, kind in enumerate(kinds))
        return float(known), float(kinds.count(PRICE) - known)

    def _held(self, cells: Mapping[str, Cell]) -> Beliefs:
        """What a lead generator's cells are worth: what nobody asked is marked there."""
        return beliefs(self.state, self.team, self.row, cells, lambda field: cells[field].source == "marked")

    def _asks_again(self, mode: str) -> float:
        """Trust that each completing of the dossier costs an account that came over in a mode."""
        lacking: float = 1.0 - self.scenario.handing.modes[mode].quality
        return self.scenario.accounts.care.dossier_trust * lacking

    # --- With lead generation ---------------------------------------------------------------------------

    def _lead(self) -> Worth:
        if self.state.course.phase == "fast_forward" or self.now > self.scenario.frame.rounds:
            return NOTHING
        state, columns, row = self.state, self.columns, self.row
        dossier = self.team.dossiers[LEAD_GEN].get(row)
        cells = {} if dossier is None else dossier.cells
        lead = Lead(
            trust=float(columns.trust[row]),
            known=self._held(cells),
            contacted=bool(columns.contacted[row] & 1),
            waited=self._waited(LEAD_GEN),
            tries=int(columns.tries[row]),
            next_step=float(columns.next_step[row] == 1),
            prices=self._prices(LEAD_GEN)[0],
            calls=0 if dossier is None or not columns.contacted[row] & 1 else dossier.calls,
        )
        chance = reach(state, lead)
        chance *= qualify(state, self.traits, lead, dossier, self.now)
        if chance <= 0.0:
            return NOTHING
        found = self._walk(
            Deal(
                trust=lead.trust + self.scenario.handing.warm_trust,
                known=lead.known,
                pain=knows(dossier, "pain").value,
                next_step=lead.next_step,
                prices_known=lead.prices,
                told=int(columns.told[row]),
            ),
            accept=True,
        )
        return replace(whole(Expected(chance * found.margin, chance * found.minutes)), may_drop=True)

    # --- With sales -----------------------------------------------------------------------------------------

    def _handed(self) -> Deal:
        """A brief that waits: what is expected to arrive, and what reading it back mends."""
        assert self.track is not None
        handoff = self.team.handoffs[self.track.handoff]
        mode = self.variant.mode or handoff.mode
        warm = handoff.warm if self.variant.warm is None else self.variant.warm
        cells = {field: Cell(*handoff.sent[field]) for field in handoff.sent}
        sent = self._held(cells)
        gaps = mode != "card" or any(f not in cells or cells[f].status == UNKNOWN for f in JUDGED)
        known = arrive(self.state, sent, mode, read_back=gaps, garbles=self.variant.garbles)
        reads = self.scenario.handing.read_back.promise if gaps else 0.0
        share = 1.0 if self.variant.promises else self.scenario.handing.modes[mode].promise
        arrives = share + (1.0 - share) * reads
        knew, knew_not = self._prices(LEAD_GEN)
        agreed = float(self.columns.next_step[self.row] == 1)
        trust = float(self.columns.trust[self.row]) + (self.scenario.handing.warm_trust if warm else 0.0)
        sure = arrives if mode == "card" else 0.0
        known["expectation"].sure = sure if knew else 0.0
        known["expectation"].guess = arrives - sure if knew else 0.0
        held_step = "next_step" in cells
        known["next_step"].sure = sure * agreed if held_step else 0.0
        known["next_step"].guess = (arrives - sure) * agreed if held_step else 0.0
        return Deal(
            trust=trust,
            known=known,
            warm=warm,
            hearsay=mode != "card",
            waited=self._waited(SALES),
            next_step=agreed,
            owned_step=arrives if held_step else 0.0,
            prices_known=knew * arrives,
            prices_unknown=knew_not + knew * (1.0 - arrives),
            told=int(self.columns.told[self.row]),
            pain=cells["pain"].value if mode == "card" and "pain" in cells else "",
            offered=cells["product"].value if mode == "card" and "product" in cells else "",
        )

    def _opportunity(self) -> Deal:
        columns, row, team = self.columns, self.row, self.team
        dossier = team.dossiers[SALES].get(row) or Dossier()
        draft = Draft(self.state, team)
        known = beliefs(
            self.state, team, row, dossier.cells, lambda f: is_made_up(draft, row, f) or is_hearsay(draft, row, f)
        )
        handoff = self._brief()
        prices_known, prices_unknown = self._prices(SALES)
        living = columns.next_step[row] == 1
        mode = self.variant.mode or (handoff.mode if handoff else "card")
        return Deal(
            trust=float(columns.trust[row]),
            known=known,
            gate=int(columns.gate[row]),
            first=not columns.contacted[row] & (1 << SALES),
            handed=handoff is not None,
            warm=handoff is not None and (handoff.warm if self.variant.warm is None else self.variant.warm),
            hearsay=handoff is not None and mode != "card",
            cold_fails=0 if self.track is None else self.track.cold_fails,
            waited=self._waited(SALES),
            next_step=float(living),
            owned_step=float(handoff is None or dossier.cell("next_step").status > 0),
            prices_known=prices_known,
            prices_unknown=prices_unknown,
            demo=float(columns.demo[row]),
            demos=() if self.track is None else tuple(self.track.demos),
            measured=bool(columns.measured[row]),
            compared=float(columns.compared[row]),
            trial=float(columns.trial[row]),
            objections=bool(columns.objections[row]),
            product=int(columns.product[row]),
            offered=dossier.cell("product").value,
            pain=dossier.cell("pain").value,
            discount=int(columns.discount[row]),
            told=int(columns.told[row]),
            early=not columns.gate[row],
        )

    def _brief(self) -> Handoff | None:
        """The handoff by which sales got the company; None for the predecessor's."""
        if self.track is None or self.track.handoff < 0:
            return None
        return self.team.handoffs[self.track.handoff]

    def _walk(self, deal: Deal, *, accept: bool = False) -> Expected:
        """Walk to the end; a company not accepted yet costs the minutes of that too."""
        walk = Walk(self.state, self.traits, deal, self.now)
        handing = self.scenario.handing
        if accept or self.columns.stage[self.row] == Stage.HANDED:
            walk.minutes += handing.accept + (handing.warm_lead if deal.warm else 0)
            if deal.hearsay:
                walk.minutes += handing.read_back.receiver
                walk.minutes += handing.typing * sum(1.0 - deal.known[f].empty for f in JUDGED)
        return walk.run()

    # --- Signed -----------------------------------------------------------------------------------------------

    def _account(self) -> Worth:
        columns, row, scenario = self.columns, self.row, self.scenario
        look = Outlook(
            trust=float(columns.trust[row]),
            dossier=float(columns.dossier[row]),
            complaint=float(columns.complaint[row] > 0),
            overdue=float(columns.overdue[row] > 0),
            basket=float(columns.basket[row]),
            loyalty=float(columns.loyalty[row]),
            frequency=float(columns.frequency[row]),
        )
        if self.track is not None and PLANNED in self.track.draws:
            look.planned = 1.0
        waiting = next(
            (h for h in self.team.handoffs if h.company == row and h.receiver == ACCOUNT and h.state == "waiting"), None
        )
        owned = bool(columns.owned[row])
        if columns.order_open[row]:
            look.orders[0] = 1.0
        elif columns.order_due[row]:
            look.orders[max(0, min(7, int(columns.order_due[row]) - self.now))] = 1.0
        self._promises(look, waiting, owned=owned)
        minutes = 0.0
        if not owned:
            minutes = self._goes_over(look, waiting)
        elif self.track is not None and self.track.handoff >= 0:
            handoff = self.team.handoffs[self.track.handoff]
            if handoff.receiver == ACCOUNT:
                look.asks_again = self._asks_again(handoff.mode)
        left = self._rounds_left()
        age = self.now - int(columns.won_round[row]) if columns.won_round[row] > 0 else 1_000
        value = future(scenario, self.traits, look, left, age, int(columns.discount[row]), self.variant.saved)
        care = scenario.accounts
        lacking = max(0.0, ENOUGH - look.dossier) / care.care.dossier_gain
        return Worth(int(value + 0.5), minutes, catching_up=lacking * care.minutes.dossier)

    def _rounds_left(self) -> int:
        """Rounds of care still to come, the running one included."""
        frame, forward = self.scenario.frame, self.scenario.fast_forward
        if self.now <= frame.rounds:
            return frame.rounds - self.now + forward.rounds
        return max(0, frame.rounds + 1 + forward.rounds - max(self.now, frame.rounds + 2) + 1)

    def _promises(self, look: Outlook, waiting: Handoff | None, *, owned: bool) -> None:
        """Open promises by when they fall due and by who knows of them."""
        columns, row = self.columns, self.row
        share = 1.0
        if waiting is not None:
            share = self.scenario.handing.modes[waiting.mode].promise
        dates = unknown = 0.0
        for slot, kind in enumerate(columns.promise_kind[row].tolist()):
            if not kind or kind == PRICE:
                continue
            knows = int(columns.promise_known[row, slot])
            known = float(knows >> ACCOUNT & 1) if owned else share * (knows >> SALES & 1)
            due = max(0, min(3, int(columns.promise_due[row, slot]) - self.now))
            if columns.promise_ahead[row, slot] and due == 0:
                continue
            look.known[due] += known
            look.unknown[due] += 1.0 - known
            unknown += 1.0 - known
            dates += (1.0 - known) * (kind == DATE)
        look.dates = dates / unknown if unknown else 1.0

    def _goes_over(self, look: Outlook, waiting: Handoff | None) -> float:
        """A signed client still with sales: by the brief that waits, else by card and warm; minutes of the seller."""
        handing = self.scenario.handing
        mode, warm = (waiting.mode, waiting.warm) if waiting is not None else ("card", True)
        if waiting is not None and self.variant.mode is not None:
            mode = self.variant.mode
        if waiting is not None and self.variant.warm is not None:
            warm = self.variant.warm
        quality = handing.modes[mode].quality
        look.dossier *= quality
        look.trust *= handing.account_trust + handing.account_trust_quality * quality
        look.trust *= 1.0 if warm else handing.account_cold
        look.asks_again = self._asks_again(mode)
        return 0.0 if waiting is not None else float(handing.modes.card.minutes + handing.warm_account)
