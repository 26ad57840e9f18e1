"""A lost deal, weighed: would the moment at which it was lost have been passed, had one step been done well?

The threshold of a moment is a trait of the company, so the answer is exact: the score is taken again with the
same client, the same seller and the same luck, but for what one step of the chain left undone. Steps are mended
along the chain: the handoff (all that the sender knew arrives, warm, nothing is asked twice), then lead generation
(the four core fields asked and right), then sales (what a thorough seller does before this moment).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.actions.context import is_right, truth
from game.actions.deal import chance_to_pass
from game.market.columns import Archetype
from game.market.rules import budget_band, clip, is_wolf, price_of, severity_band
from game.state.draft import Draft
from game.state.records import CONFIRMED, CORE, LEAD_GEN, SALES, Cell, Handoff

if TYPE_CHECKING:
    from game.match.log import Entry
    from game.scenario.schema import Scenario
    from game.state.team import State, Team

GATES = {"lost_meeting": 0, "lost_proposal": 1, "lost_close": 2}


@dataclass(frozen=True, slots=True)
class Defeat:
    """A moment that was not passed. Chances are 0-1, as the deal's table gives them."""

    gate: int
    threshold: float
    chances: tuple[float, float, float, float]  # as it was, + handoff, + lead generation, + sales
    alone: tuple[bool, bool, bool]  # whether mending that step alone would have been enough
    undone: tuple[str, ...]  # what a thorough seller would have done, codes
    qualified: bool  # whether the company was one for us when it was lost

    @property
    def passes(self) -> tuple[bool, bool, bool, bool]:
        """Whether the moment would have been passed, along the chain."""
        first, second, third, fourth = (chance > self.threshold for chance in self.chances)
        return first, second, third, fourth


def unfit_field(scenario: Scenario, team: Team, row: int, round_: int) -> str:
    """The field that shows that a company was none for us in a round (1-based), "" if it was one for us."""
    traits = team.static.traits(row)
    if traits.archetype == Archetype.MODULAR:
        return "wants"
    if severity_band(scenario.traits, traits.weights[0]) == "minor":
        return "severity"
    if budget_band(scenario.traits, traits.budget) == "low":
        return "budget"
    return "timing" if traits.opens_round > round_ else ""


def weigh(state: State, team: Team, row: int, entry: Entry) -> Defeat:
    """Weigh the deal that `entry` lost; `state` is that right after it."""
    gate = GATES[team.tracks[row].ended]
    pushed = any(item.get("topic") == "push" for item in entry.command.args.get("agenda", []))
    undone = tuple(_undone(state, team, row, gate, pushed=pushed))

    def chance(*steps: str) -> float:
        draft = Draft(state, team)
        if "handoff" in steps:
            _mend_handoff(draft, row)
        if "lead_gen" in steps:
            _mend_asking(draft, row)
        push = pushed
        if "sales" in steps:
            _mend_selling(draft, row, gate)
            push = False
        return chance_to_pass(draft, row, gate, pushed=push)

    found = (chance(), chance("handoff"), chance("handoff", "lead_gen"), chance("handoff", "lead_gen", "sales"))
    threshold = float(team.static.gates[row][gate])
    alone = (found[1] > threshold, chance("lead_gen") > threshold, chance("sales") > threshold)
    qualified = not unfit_field(state.scenario, team, row, state.course.round)
    return Defeat(gate, threshold, found, alone, undone, qualified)


def _handoff(draft: Draft, row: int) -> Handoff | None:
    number = draft.track(row).handoff
    handoff = draft.team.handoffs[number] if number >= 0 else None
    return handoff if handoff is not None and handoff.sender == LEAD_GEN else None


def _mend_handoff(draft: Draft, row: int) -> None:
    """All that the sender knew arrived, warm, and nothing had to be asked again."""
    handoff = _handoff(draft, row)
    if handoff is None:
        return
    handing, lead, sales = draft.scenario.handing, draft.scenario.lead, draft.scenario.sales
    company, dossier = draft.company(row), draft.dossier(SALES, row)
    cells = dict(dossier.cells)
    for field, saved in handoff.sent.items():
        sent, held = Cell(*saved), cells.get(field, Cell())
        if held.status < CONFIRMED and sent.status >= held.status:
            cells[field] = sent._replace(source="card")
    dossier.cells = cells
    gain = -handoff.repeated * lead.repeat_trust
    if not handoff.warm:
        gain += handing.warm_trust - handing.cold_trust
    if company.next_step == 2 and "next_step" in handoff.sent:
        company.next_step = 1
        gain -= handing.lapse_trust
    if _contradicted(draft, row, handoff):
        gain += sales.promise_trust - sales.contradict_trust
    company.trust = clip(company.trust + gain)
    pain = Cell(*handoff.sent.get("pain", ()))
    if pain.status and is_right(draft.state, draft.team, row, "pain", pain.value):
        _mend_demos(draft, row)


def _contradicted(draft: Draft, row: int, handoff: Handoff) -> bool:
    """Whether two prices met although the sender knew of the first."""
    promises = draft.team.promises
    return any(
        promises[n].company == row and promises[n].kind == "price" and promises[n].state == "broken"
        for n in handoff.promises
    )


def _mend_demos(draft: Draft, row: int) -> None:
    """What was shown on a pain the client does not have would have been shown on the heaviest one."""
    sales, traits, company = draft.scenario.sales, draft.traits(row), draft.company(row)
    true = {draft.scenario.pains[p] for p in traits.pains if p >= 0}
    demos = draft.track(row).demos
    wrong = [pain for pain in demos if pain not in true]
    heaviest = draft.scenario.pains[traits.pains[0]]
    if wrong and heaviest not in demos:
        company.demo += sales.demo_right * traits.weights[0] - sales.demo_wrong
        company.trust = clip(company.trust + sales.demo_trust - sales.demo_wrong_trust)


def _mend_asking(draft: Draft, row: int) -> None:
    """Lead generation had asked the four core fields and who decides, and passed them on."""
    dossier = draft.dossier(SALES, row)
    cells = dict(dossier.cells)
    for field in (*CORE, "decision_maker"):
        if cells.get(field, Cell()).status < CONFIRMED or cells[field].source in ("marked", "card"):
            cells[field] = Cell(CONFIRMED, truth(draft.state, draft.team, row, field), "you", draft.round)
    dossier.cells = cells
    _mend_demos(draft, row)


def _mend_selling(draft: Draft, row: int, gate: int) -> None:
    """Everything that a thorough seller has done by this moment, on what there was to know."""
    sales, traits, company = draft.scenario.sales, draft.traits(row), draft.company(row)
    _mend_demos(draft, row)
    if not draft.track(row).demos and company.demo <= 0:
        company.demo += sales.demo_right * traits.weights[0]
    dossier = draft.dossier(SALES, row)
    dossier.cells = dict(dossier.cells) | {
        f: Cell(CONFIRMED, truth(draft.state, draft.team, row, f), "you", draft.round) for f in CORE
    }
    if gate >= 1:
        company.compared = company.compared or traits.competitor > 0
        company.product = traits.best
    if gate == 2:
        company.trial = company.objections = True
        decider = truth(draft.state, draft.team, row, "decision_maker")
        dossier.cells |= {"decision_maker": Cell(CONFIRMED, decider, "you", draft.round)}


def _undone(state: State, team: Team, row: int, gate: int, *, pushed: bool) -> list[str]:
    """What the seller could have done before this moment and did not, by its code."""
    draft = Draft(state, team)
    traits, company, cells = draft.traits(row), draft.company(row), draft.dossier(SALES, row).cells
    true = {draft.scenario.pains[p] for p in traits.pains if p >= 0}
    demos = draft.track(row).demos
    found = []
    if demos and not any(pain in true for pain in demos):
        found.append("wrong_demo")
    elif not demos and gate == 0:
        found.append("no_demo")
    if any(cells.get(field, Cell()).status < CONFIRMED for field in CORE):
        found.append("guesses")
    if gate >= 1:
        products = draft.scenario.products
        price = price_of(traits.list_price, products[company.product].price, company.discount)
        best = price_of(traits.list_price, products[traits.best].price, 0)
        if company.product != traits.best:
            found.append("product")
        elif price > best * traits.budget:
            found.append("price")
        if traits.competitor > 0 and not company.compared:
            found.append("compare")
    if gate == 2:
        if not traits.decides and cells.get("decision_maker", Cell()).value != "other":
            found.append("decider")
        found += [] if company.objections else ["objections"]
        found += [] if company.trial else ["trial"]
        if pushed and (traits.list_price > draft.scenario.deal.push_price or is_wolf(traits.profile)):
            found.append("push")
    return found
