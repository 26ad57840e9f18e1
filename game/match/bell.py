"""The closing bell: every company of every team ages by one round. The one event whose effect is computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.actions.facilitation import carry_over
from game.actions.handoff import land, pass_on
from game.market.columns import Stage
from game.market.rules import order_margin, order_value, slip
from game.market.step import StepReport
from game.state.draft import Draft
from game.state.records import ACCOUNT, LEAD_GEN, ROLES, SALES, Handoff
from game.state.team import State, Team

DraftOf = Callable[[State, Team], Draft]


def ring(state: State, inputs: dict[str, Any]) -> None:
    """Close the running round for every team; `inputs` are those of the `round_closed` event."""
    number = int(inputs["round"])
    for team, given in zip(state.teams, inputs["teams"], strict=True):
        ring_team(state, team, number, given)
    if number > state.scenario.frame.rounds:  # the months follow one another without a bell that opens them
        state.course.round = number + 1


def ring_team(
    state: State,
    team: Team,
    number: int,
    given: dict[str, Any],
    draft_of: DraftOf = Draft,
    way: tuple[str, bool] | None = None,
) -> None:
    """Close round `number` for one team.

    `given` is its part of the inputs. What-ifs number new records by a `draft_of` of their own, and give the
    `way` (mode, warm) in which the finish passes signed clients on, so that one company's edit moves no other.
    """
    rounds = state.scenario.frame.rounds
    if number <= rounds:
        _close_team(state, team, number, given, draft_of)
    elif number == rounds + 1:
        _after_finish(draft_of(state, team), number, way or own_way(team))
    else:
        _close_month(state, team, number, given, draft_of)


def _close_team(state: State, team: Team, number: int, given: dict[str, Any], draft_of: DraftOf) -> None:
    """A round of the session: the step, its money and news, the wages."""
    draft = draft_of(state, team)
    _before_step(draft)
    _keep(draft)
    report = _step(team, number, given["slip"])
    draft = draft_of(state, team)
    _report(draft, report)
    tally = draft.tally()
    tally.jobs = given["jobs"]
    money = state.scenario.money
    tally.wages = sum(money.wages[ROLES[seat.role]] for seat in team.seats)
    tally.overhead = money.overhead
    tally.ads = money.ad * tally.inbound
    tally.quality = [quality(state, h) for h in team.handoffs if h.sender == LEAD_GEN and h.accept_round == number]
    _carry_backlog(draft, given)
    _keep(draft)


def _close_month(state: State, team: Team, number: int, given: dict[str, Any], draft_of: DraftOf) -> None:
    """Half a month of the fast-forward: the step, and the account manager's wage alone."""
    draft = draft_of(state, team)
    _before_step(draft)
    _keep(draft)
    report = _step(team, number, given["slip"])
    draft = draft_of(state, team)
    _report(draft, report)
    tally = draft.tally()
    tally.jobs = given["jobs"]
    tally.wages = state.scenario.money.wages.account
    _carry_backlog(draft, given)
    _next_month(draft, number + 1)
    _keep(draft)


def _step(team: Team, number: int, slipping: float) -> StepReport:
    """The market's own round step."""
    team.market.round_number = number
    return team.market.close_round(slipping)


def _after_finish(draft: Draft, number: int, way: tuple[str, bool]) -> None:
    """Signed clients still with sales go to the account manager: as handed, in the team's own way, or badly."""
    team, forward = draft.team, draft.scenario.fast_forward
    mode, warm = way
    waiting = {h.company: h.id for h in team.handoffs if h.receiver == ACCOUNT and h.state == "waiting"}
    for row in range(team.static.n):
        if team.columns.stage[row] != Stage.ACCOUNT or team.columns.owned[row]:
            continue
        company = draft.company(row)
        if row in waiting:
            land(draft, draft.handoff(waiting[row]))
        elif company.won_round == number:
            pass_on(draft, row, mode, warm=warm)
        else:  # won in the session, and nobody cared to hand it over
            company.trust = company.trust * forward.unowned_trust
            company.dossier = forward.unowned_dossier
            company.promise_known = [0] * len(company.promise_known)
            company.owned, company.idle = True, 0
            draft.dossier(ACCOUNT, row).since = number
    _carry_backlog(draft, {"jobs": 0})
    _next_month(draft, number + 1)
    _keep(draft)


def own_way(team: Team) -> tuple[str, bool]:
    """How a team hands signed clients over: as it did last, else as its charter says."""
    last = next((h for h in reversed(team.handoffs) if h.receiver == ACCOUNT), None)
    return (last.mode, last.warm) if last is not None else (team.charter.mode_account, team.charter.warm)


def _next_month(draft: Draft, number: int) -> None:
    forward = draft.scenario.fast_forward
    for seat in range(len(draft.team.seats)):
        record = draft.seat(seat)
        carried = carry_over(draft.state, record) if seat == ACCOUNT and record.total else 0
        record.carried = carried
        record.total = forward.minutes - carried if seat == ACCOUNT else 0
        record.spent, record.passed, record.decisions, record.light = 0, 0, 0, 0
    draft.round = number
    draft.tally()


def _before_step(draft: Draft) -> None:
    """What the tally has to know before the companies age."""
    columns, tally = draft.team.columns, draft.tally()
    mine: list[int] = ((columns.stage == int(Stage.ACCOUNT)) & columns.owned).nonzero()[0].tolist()
    tally.accounts = len(mine)
    tally.touched = sum(bool(columns.touched[i]) for i in mine)
    tally.dossier = sum(int(columns.dossier[i] * 1000) for i in mine) // len(mine) if mine else 0
    worth = 0
    for row in mine:
        if columns.order_open[row]:
            worth += order_worth(draft, row)
            tally.orders_seen += 1
    tally.order_value = worth + tally.margin_repeat
    for seat in range(len(draft.team.seats)):
        draft.seat(seat).inbox = []
    for promise in draft.team.promises:
        if promise.state == "open":  # the step frees the slots of those that it settles
            known = columns.promise_known[promise.company, promise.slot]
            draft.promise(promise.id).known = int(known)


def order_worth(draft: Draft, row: int) -> int:
    """Cents of margin that the open order of an account is worth."""
    company = draft.company(row)
    value = order_value(draft.scenario, draft.traits(row).list_price, company.basket)
    return order_margin(draft.scenario, value, company.discount)


def _report(draft: Draft, report: StepReport) -> None:
    """Write what the step did into ledger, tally and inboxes, company by company in the order of rows."""
    tally = draft.tally()
    tally.margin_repeat += int(report.margin.sum())
    tally.revenue += int(report.value.sum())
    tally.bad_debt += int(report.bad_debt.sum())
    tally.compensation += int(report.compensation.sum())
    tally.orders += int(report.self_order.sum())
    tally.complaints += int(report.complaint.sum())
    tally.churned += int(report.churned.sum())
    happened = (
        report.self_order
        | report.order_lost
        | report.order_opened
        | report.complaint
        | report.overdue
        | report.churned
        | report.returned
        | report.kept.any(axis=1)
        | report.broken.any(axis=1)
        | (report.bad_debt > 0)
    )
    for row in (int(i) for i in happened.nonzero()[0]):
        _news(draft, report, row)


def _news(draft: Draft, report: StepReport, row: int) -> None:
    owned = bool(draft.team.columns.owned[row])
    seat = ACCOUNT if owned else SALES
    for slot in range(report.kept.shape[1]):
        if report.kept[row, slot] or report.broken[row, slot]:
            _settle(draft, row, slot, "broken" if report.broken[row, slot] else "kept")
    track = draft.track(row)
    if report.self_order[row]:
        track.earned += int(report.margin[row])
        track.order_count += 1
        draft.say(seat, "order_came", {"price": int(report.value[row])}, row, "plain")
        _book_self_promise(draft, row)
    if report.order_lost[row]:
        draft.say(seat, "order_lost", {}, row, "bad")
    if report.order_opened[row] and owned:
        draft.say(seat, "order_open", {}, row, "plain")
    if report.complaint[row]:
        draft.say(seat, "complaint", {}, row, "bad")
    if report.overdue[row]:
        draft.say(seat, "overdue", {"price": int(draft.team.columns.overdue[row])}, row, "cool")
    if report.bad_debt[row]:
        draft.say(seat, "bad_debt", {"price": int(report.bad_debt[row])}, row, "bad")
    if report.churned[row]:
        for record in draft.team.promises:
            if record.company == row and draft.promise(record.id).state == "open":
                draft.promise(record.id).state = "lapsed"
        track.ended, track.ended_round = "churned", draft.round
        draft.say(seat, "churned", {}, row, "bad")
    if report.returned[row]:
        draft.say(LEAD_GEN, "came_back", {}, row, "plain")


def _settle(draft: Draft, row: int, slot: int, state: str) -> None:
    """Close the ledger's entry of a slot that the step has freed."""
    tally = draft.tally()
    if state == "broken":
        tally.broken += 1
    else:
        tally.kept += 1
    for record in reversed(draft.team.promises):
        if record.company == row and record.slot == slot and record.state == "open":
            promise = draft.promise(record.id)
            promise.state, promise.settled = state, draft.round
            seat = ACCOUNT if draft.team.columns.owned[row] else SALES
            draft.say(seat, f"promise_{state}", {"kind": promise.kind}, row, "bad" if state == "broken" else "warm")
            return


def _book_self_promise(draft: Draft, row: int) -> None:
    """An order that came by itself brings a date nobody of ours knows of; the step made its slot."""
    columns, open_ = draft.team.columns, set()
    for record in draft.team.promises:
        if record.company == row and draft.promise(record.id).state == "open":
            open_.add(record.slot)
    for slot, kind in enumerate(columns.promise_kind[row].tolist()):
        if kind and slot not in open_:
            promise = draft.new_promise(row)
            promise.slot, promise.kind, promise.by = slot, "date", -1
            promise.made, promise.due = draft.round, int(columns.promise_due[row, slot])


def quality(state: State, handoff: Handoff) -> int:
    """Handoff quality index of one accepted lead, 0-100: design of the pace page, section 9."""
    rule = state.scenario.kpi.quality
    index = (
        rule.fields * max(0, handoff.right) / 6
        + rule.accepted * (1.0 if handoff.first_time else 0.0)
        + rule.repeats * max(0.0, 1.0 - handoff.repeated / rule.repeats_most)
        + rule.quick * max(0.0, 1.0 - handoff.accept_wait / rule.wait_most)
    )
    return int(index * 100 + 0.5)


def _carry_backlog(draft: Draft, given: dict[str, Any]) -> None:
    desk = draft.desk()
    desk.backlog = max(0, given["jobs"] - draft.scenario.capacity.jobs)
    desk.last_slip = slip(given["jobs"], draft.scenario.capacity.jobs) if given["jobs"] else 0.0


def _keep(draft: Draft) -> None:
    """Write a draft into its team at once: inside the bell nothing is decided, only carried out."""
    for path, values in draft.changes().items():
        draft.team.assign(path, values)
