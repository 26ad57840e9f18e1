"""Expected knowledge: how likely a seat holds a field right, as a fact or a guess, or wrong, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.actions.context import is_right, values_of
from game.market.rules import FIELDS, answer_chance
from game.state.records import BLANK, CONFIRMED, JUDGED, Cell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from game.scenario.schema import Scenario
    from game.state.team import State, Team


@dataclass(slots=True)
class Known:
    """Chances of one field's cell; what they leave to 1 is a cell that is empty."""

    sure: float = 0.0  # confirmed by the client, and right
    guess: float = 0.0  # a guess, and right
    wrong: float = 0.0  # a guess, and wrong
    claim: float = 0.0  # marked as confirmed though nobody asked, and right: nobody will say it back
    false: float = 0.0  # the same, and wrong

    @property
    def empty(self) -> float:
        """Chance that nothing is held."""
        return 1.0 - self.sure - self.guess - self.wrong - self.claim - self.false

    @property
    def right(self) -> float:
        """Chance that what is held is right."""
        return self.sure + self.guess + self.claim

    def copy(self) -> Known:
        """The same chances, to be changed."""
        return Known(self.sure, self.guess, self.wrong, self.claim, self.false)


Beliefs = dict[str, Known]


def beliefs(
    state: State, team: Team, row: int, cells: Mapping[str, Cell], made_up: Callable[[str], bool] = lambda _: False
) -> Beliefs:
    """What a dossier's cells are worth against the truth; `made_up(field)` says what nobody ever asked."""
    found = {}
    for field in FIELDS:
        cell = cells.get(field, BLANK)
        known = Known()
        if cell.status:
            right = field not in JUDGED or is_right(state, team, row, field, cell.value)
            if cell.status != CONFIRMED:
                kind = "guess" if right else "wrong"
            elif made_up(field):
                kind = "claim" if right else "false"
            else:
                kind = "sure" if right else "false"
            setattr(known, kind, 1.0)
        found[field] = known
    return found


def random_right(state: State, field: str) -> float:
    """Chance that a value taken at random is right."""
    return 1.0 / len(values_of(state, field))


def ask(state: State, known: Known, field: str, trust: float, share: float = 1.0) -> None:
    """Ask for a field that is not held, in a share of the cases; in place."""
    lead = state.scenario.lead
    chance = answer_chance(lead, lead.topics[field].base, trust)
    part = share * known.empty
    luck = lead.guess_right + (1.0 - lead.guess_right) * random_right(state, field)
    known.sure += part * chance
    known.guess += part * (1.0 - chance) * luck
    known.wrong += part * (1.0 - chance) * (1.0 - luck)


def recap(scenario: Scenario, all_known: Beliefs, share: float) -> float:
    """Confirm guesses, as many as one recap takes, in a share of the cases; in place.

    Returns the expected number of guesses that turn out wrong: each is a question asked again.
    """
    sales = scenario.sales
    room = float(sales.recap_fields)
    wrong = 0.0
    for field in FIELDS:
        known = all_known[field]
        held = known.guess + known.wrong
        taken = min(held, room)
        if taken <= 0:
            continue
        part = share * taken / held
        wrong += part * known.wrong
        mended = part * sales.recap_right
        known.sure += mended * (known.guess + known.wrong)
        known.guess -= mended * known.guess
        known.wrong -= mended * known.wrong
        room -= taken
    return wrong


def arrive(state: State, sent: Beliefs, mode: str, *, read_back: bool, garbles: bool = True) -> Beliefs:
    """What a receiver holds, on average, of what was sent by word, in notes or with the card.

    Args:
        state: for the scenario and the values of fields.
        sent: the sender's knowledge.
        mode: told, notes or card.
        read_back: whether the brief is read back to its sender.
        garbles: whether what is lost may arrive wrong; without it, it is missing.
    """
    handing = state.scenario.handing
    rule = handing.modes[mode]
    if mode == "card":
        return {field: known.copy() for field, known in sent.items()}
    held = [f for f in JUDGED if sent[f].empty < 1.0]
    found = {field: Known() for field in FIELDS}
    for place, field in enumerate(held):
        known = sent[field]
        there = 1.0 - known.empty
        chance = rule.arrives * (rule.last_third if place * 3 >= len(held) * 2 else 1.0)
        garbled = (1.0 - chance) * (rule.garbled if garbles else 0.0)
        wrong = known.wrong + known.false
        got = Known(0.0, chance * known.right, chance * wrong + garbled * there)
        if read_back:
            mends = handing.read_back.mends
            got = Known(
                0.0,
                got.guess + mends * (known.right - got.guess),
                got.wrong + mends * (wrong - got.wrong),
            )
        found[field] = got
    return found


def confirmed(all_known: Beliefs) -> float:
    """Expected number of the eight fields that count as confirmed."""
    return sum(all_known[field].sure for field in FIELDS)
