"""What every decision needs: who acts, on which company, and whether the minutes are there."""

from __future__ import annotations

from types import SimpleNamespace

from game.actions.ending import is_inbound
from game.actions.errors import Rejected
from game.market.columns import Source, Stage
from game.market.rules import BUDGETS, DECIDERS, SEVERITIES, TIMINGS, budget_band, severity_band
from game.state.draft import Draft
from game.state.records import ACCOUNT, BLANK, CONFIRMED, GUESS, LEAD_GEN, SALES, Cell, Dossier, Seat
from game.state.team import State, Team

HOME: dict[int, int] = {
    Stage.SUSPECT: LEAD_GEN,
    Stage.LEAD: LEAD_GEN,
    Stage.NURTURED: LEAD_GEN,
    Stage.OPPORTUNITY: SALES,
    Stage.ACCOUNT: ACCOUNT,
}
"""Which role a company is with at a stage; a signed company stays with sales until it is handed over."""


def home(stage: int, owned: bool) -> int:
    """The seat a company is with; -1 between seats and at the end."""
    if stage == Stage.ACCOUNT:
        return ACCOUNT if owned else SALES
    return HOME.get(stage, -1)


def require_here(draft: Draft, seat: int, row: int) -> SimpleNamespace:
    """The company's columns, if it is on this seat's desk.

    Raises:
        Rejected: `unknown_company` if this seat has never seen it, `handed_over` or `not_on_your_desk`.
    """
    if not 0 <= row < draft.team.columns.n or not known_to(draft.team, seat, row):
        raise Rejected("unknown_company")
    company = draft.company(row)
    if home(company.stage, company.owned) != seat:
        raise Rejected("handed_over" if company.stage == Stage.HANDED else "not_on_your_desk")
    return company


def known_to(team: Team, seat: int, row: int) -> bool:
    """Whether a company has ever been on this seat's desk."""
    if row in team.dossiers[seat]:
        return True
    track = team.tracks.get(row)
    if seat != LEAD_GEN or track is None or not track.here:
        return False
    return int(team.static.source[row]) not in (Source.BOOK_SALES, Source.BOOK_ACCOUNTS)


def charge(draft: Draft, seat: int, minutes: int, released: int | None = None, *, most: int = 0) -> Seat:
    """Spend a seat's minutes and note a decision of it.

    `released` are the minutes released so far (None: all). `most` is the price if all goes to plan, checked
    instead of `minutes` where a conversation may turn out shorter.

    Raises:
        Rejected: `not_released` if more will be released, `no_minutes` if not.
    """
    record = draft.seat(seat)
    short = shortage(record, max(minutes, most), released, draft.scenario.frame.overrun)
    if short and not draft.on_credit:
        raise Rejected(short)
    spend(draft, seat, minutes)
    record.decisions += 1
    record.decided += 1
    return record


def shortage(record: Seat, minutes: int, released: int | None, overrun: int) -> str:
    """Why a seat cannot spend these minutes now: `no_minutes`, `not_released`, or "" if it can.

    Once all minutes are released and some are left, a last action may overrun by `overrun` minutes.
    """
    total = record.total
    limit = total if released is None else min(released, total)
    beyond = overrun if limit >= total and record.spent < total else 0
    if record.spent + minutes <= limit + beyond:
        return ""
    later = limit < total and record.spent < total and record.spent + minutes <= total + overrun
    return "not_released" if later else "no_minutes"


def spend(draft: Draft, seat: int, minutes: int) -> None:
    """Add minutes to a seat without asking: the colleague's part of a warm introduction or a read-back."""
    record = draft.seat(seat)
    record.spent += minutes
    record.worked += minutes
    if seat == LEAD_GEN:
        arrive(draft)


def arrive(draft: Draft) -> None:
    """Let the inbound leads appear that were due by the lead generator's clock; the wait counts from then."""
    desk = draft.desk()
    if not desk.pending:
        return
    record = draft.seat(LEAD_GEN)
    due = [p for p in desk.pending if p[0] <= record.clock]
    if not due:
        return
    desk.pending = [p for p in desk.pending if p[0] > record.clock]
    for minute, row in due:
        appear(draft, row, record.worked - (record.clock - minute))


def appear(draft: Draft, row: int, mark: int) -> None:
    """Put an inbound lead on the lead generator's desk, waiting since `mark` worked minutes."""
    draft.company(row).stage = int(Stage.LEAD)
    track = draft.track(row)
    track.here = True
    track.round = draft.round
    track.waits_for, track.wait_mark, track.wait_round = LEAD_GEN, mark, draft.round
    if is_inbound(draft.traits(row).source):
        draft.tally().inbound += 1
    draft.say(LEAD_GEN, "new_lead", {}, row)


def wait_of(team: Team, row: int, seat: int, now_round: int, minutes: int) -> int:
    """Minutes a company has waited for a seat: its other work since, plus a round for each bell passed."""
    track = team.tracks.get(row)
    if track is None or track.waits_for != seat:
        return -1
    return team.seats[seat].worked - track.wait_mark + minutes * (now_round - track.wait_round)


def waiting(draft: Draft, row: int, seat: int) -> int:
    """`wait_of` on the draft: minutes the company has waited for the seat so far, 0 if it does not wait.

    In the finish only bells count: the finishing seller has time for everybody.
    """
    track = draft.track(row)
    if track.waits_for != seat:
        return 0
    finish = draft.state.course.phase == "fast_forward"
    others = 0 if finish else draft.seat(seat).worked - track.wait_mark
    return others + draft.scenario.frame.minutes * (draft.round - track.wait_round)


def spare_wait(draft: Draft, row: int, seat: int, minutes: int) -> None:
    """Minutes that the seat spends on the company itself are no waiting."""
    track = draft.track(row)
    if track.waits_for == seat:
        track.wait_mark += minutes


def start_wait(draft: Draft, row: int, seat: int) -> None:
    """From now on the company waits for the seat."""
    track = draft.track(row)
    track.waits_for, track.wait_mark, track.wait_round = seat, draft.seat(seat).worked, draft.round


def truth(state: State, team: Team, row: int, field: str) -> str:
    """The true value of a field now: what a complete and correct dossier would say; "" if nothing was agreed."""
    traits = team.static.traits(row)
    scenario = state.scenario
    match field:
        case "pain":
            return "+".join(scenario.pains[p] for p in traits.pains if p >= 0)
        case "product":
            return str(scenario.products[traits.best].id)
        case "severity":
            return severity_band(scenario.traits, traits.weights[0])
        case "budget":
            return budget_band(scenario.traits, traits.budget)
        case "timing":
            return "now" if traits.opens_round <= max(state.course.round, 1) else "later"
        case "decision_maker":
            return "self" if traits.decides else "other"
        case "expectation":
            return "price" if any(p.company == row and p.kind == "price" for p in team.promises) else ""
        case _:
            return "agreed" if team.columns.next_step[row] else ""


def values_of(state: State, field: str) -> list[str]:
    """Every value a field can take, in the order of the scenario."""
    scenario = state.scenario
    match field:
        case "pain":
            return list(scenario.pains)
        case "product":
            return [p.id for p in scenario.products]
        case "severity":
            return list(SEVERITIES)
        case "budget":
            return list(BUDGETS)
        case "timing":
            return list(TIMINGS)
        case "decision_maker":
            return list(DECIDERS)
        case "expectation":
            return ["price"]
        case _:
            return ["agreed"]


def is_right(state: State, team: Team, row: int, field: str, value: str) -> bool:
    """Whether a value is true; for the pain it is enough that the heaviest one is named first."""
    true = truth(state, team, row, field)
    if field == "pain":
        return bool(value) and value.split("+", maxsplit=1)[0] == true.split("+")[0]
    return value == true


def knows(dossier: Dossier | None, field: str) -> Cell:
    """The cell of a field; BLANK without a dossier."""
    return BLANK if dossier is None else dossier.cell(field)


def learn(
    draft: Draft, seat: int, row: int, field: str, value: str, status: int = CONFIRMED, source: str = "you"
) -> Cell:
    """Write a field into a seat's dossier. A guess never replaces what is confirmed."""
    dossier = draft.dossier(seat, row)
    old = dossier.cell(field)
    if old.status == CONFIRMED and status == GUESS:
        return old
    cell = Cell(status, value, source, draft.round, old.written or source in ("card", "notes", "told", "marked"))
    dossier.cells[field] = cell
    return cell
