"""One handoff, looked at closely: what was sent, what the receiver held when its own work began, what fell out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from game.market.rules import FIELDS
from game.state.records import ACCOUNT, CONFIRMED, GUESS, JUDGED, SALES, UNKNOWN, Cell, Handoff

if TYPE_CHECKING:
    from game.debrief.chronicle.fold import Cells, TeamChronicle
    from game.state.team import Team
    from game.views import shape
    from game.views.words import Speaker

How = Literal["missing", "guess", "wrong", "promise"]
OWN_WORK = ("meet", "task")
"""What a receiver does with the client itself: from then on it finds things out, they no longer arrive."""


def sent_cells(handoff: Handoff) -> Cells:
    """What the sender held when it handed over, field by field."""
    return {field: Cell(*handoff.sent[field]) for field in FIELDS if field in handoff.sent}


def received_cells(told: TeamChronicle, handoff: Handoff) -> Cells:
    """What the receiver held when its own work with the company began: what arrived, and what it typed in."""
    if handoff.state != "accepted":
        return {}
    if handoff.mode == "card" and handoff.receiver == ACCOUNT:
        return sent_cells(handoff)
    found = {field: Cell(*cell) for field, cell in handoff.received.items()}
    accepted = False
    for step in told.of(handoff.company):
        command = step.entry.command
        accepted = accepted or (command.verb == "accept" and command.args.get("handoff") == handoff.id)
        if not accepted or step.seat != handoff.receiver:
            continue
        if command.verb in OWN_WORK:
            break
        if command.verb == "mark":
            field = command.args["field"]
            found[field] = step.cells[step.seat].get(field, Cell())
    return found


def handoffs_of(team: Team, told: TeamChronicle, row: int) -> list[Handoff]:
    """A company's handoffs, in order, as they stand at the end."""
    return [team.handoffs[number] for number in told.handoffs.get(row, ())]


def first_of(value: str) -> str:
    """Of several pains the one named first, which alone decides whether two values agree."""
    return value.split("+", maxsplit=1)[0]


def is_known(handoff: Handoff, number: int, told: TeamChronicle) -> bool:
    """Whether the receiver of a handoff knew of a promise once it had accepted."""
    for step in told.of(handoff.company):
        taken = any(key == "passed_on" and given["handoff"] == handoff.id for key, given in step.news)
        command = step.entry.command
        if taken or (command.verb == "accept" and command.args.get("handoff") == handoff.id):
            state, known = step.promises.get(number, ("", 0))
            return state != "open" or bool(known >> handoff.receiver & 1)
    return False


def losses(team: Team, told: TeamChronicle, handoff: Handoff) -> list[tuple[str, str, How]]:
    """What fell out of an accepted handoff: field, value that was known, how; promises by their kind."""
    if handoff.state != "accepted":
        return []
    sent, received = sent_cells(handoff), received_cells(told, handoff)
    lost = [n for n in handoff.promises if not is_known(handoff, n, told)]
    found: list[tuple[str, str, How]] = []
    for field in FIELDS if handoff.receiver == SALES else JUDGED:
        cell, held = sent.get(field, Cell()), received.get(field, Cell())
        if cell.status == UNKNOWN or (field == "expectation" and (lost or _is_settled(team, handoff))):
            continue
        if held.status == UNKNOWN:
            found.append((field, cell.value, "missing"))
        elif first_of(held.value) != first_of(cell.value):
            found.append((field, cell.value, "wrong"))
        elif cell.status == CONFIRMED and held.status == GUESS:
            found.append((field, cell.value, "guess"))
    return found + [("expectation", team.promises[n].kind, "promise") for n in lost]


@dataclass(frozen=True, slots=True)
class Arrived:
    """Fields at one handoff, of the eight: what the sender held, and what of it the receiver held."""

    known: int
    left: int  # of those, with the same value when the receiver's own work began
    guesses: int  # of those, only as a guess


def arrived(team: Team, told: TeamChronicle, handoff: Handoff) -> Arrived:
    """How many fields a handoff was to carry and how many it did; none while it is not accepted."""
    known = [field for field, cell in sent_cells(handoff).items() if cell.status]
    if handoff.state != "accepted":
        return Arrived(len(known), 0, 0)
    gone = {field for field, _, how in losses(team, told, handoff) if how in ("missing", "wrong")}
    received = received_cells(told, handoff)
    left = [field for field in known if field not in gone]
    return Arrived(len(known), len(left), sum(received.get(field, Cell()).status == GUESS for field in left))


def _is_settled(team: Team, handoff: Handoff) -> bool:
    """Whether no open price promise was there to be passed on."""
    return not any(team.promises[n].kind == "price" for n in handoff.promises)


def fallen(team: Team, told: TeamChronicle, handoff: Handoff, speak: Speaker) -> list[shape.Fallen]:
    """What fell out of a handoff, in words."""
    return [one_fallen(speak, field, value, how) for field, value, how in losses(team, told, handoff)]


def one_fallen(speak: Speaker, field: str, value: str, how: How) -> shape.Fallen:
    """One thing that fell out, in words."""
    promise = how == "promise"
    return {
        "field": field,  # type: ignore[typeddict-item]
        "label": speak.words("journey.promise") if promise else speak.words(f"field.{field}"),
        "text": speak.words(f"promise_short.{value}") if promise else speak.value(field, value),
        "how": how,
    }
