"""Decide: the one way from a command to events, or to a refusal. Pure: reads the state, never changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from game.actions import account, charter, facilitation, handoff, lead_gen, marking, sales, thinking
from game.actions.commands import FACILITATOR_VERBS, SEAT_VERBS, Command, parse
from game.actions.context import arrive, shortage
from game.actions.errors import Rejected
from game.actions.waiting import next_moment, nothing_ready, pass_marks
from game.state.draft import Draft
from game.state.team import State, Team

Event = dict[str, Any]
Handler = Callable[[Draft, int, Any, dict[str, Any]], str]


def pass_time(draft: Draft, seat: int, args: Any, inputs: dict[str, Any]) -> str:
    """Let time pass until the next answer or arrival; only when nothing is ready."""
    del args
    if not nothing_ready(draft.state, draft.team, seat):
        raise Rejected("nothing_ready_needed")
    moment = next_moment(draft.state, draft.team, seat)
    record = draft.seat(seat)
    if moment <= record.clock:
        raise Rejected("nothing_to_wait_for")
    short = shortage(record, 0, inputs.get("released"), draft.scenario.frame.overrun)
    if short:
        raise Rejected(short)
    pass_marks(draft, seat, moment - record.clock)
    record.passed += moment - record.clock
    arrive(draft)
    return "time_passed"


HANDLERS: dict[str, Handler] = {
    "call": lead_gen.call,
    "nurture": lead_gen.nurture,
    "disqualify": lead_gen.drop,
    "mark": marking.mark,
    "accept": handoff.accept,
    "return_handoff": handoff.return_handoff,
    "meet": sales.meet,
    "follow_up": thinking.follow_up,
    "task": account.task,
    "pass_time": pass_time,
    "edit_charter": charter.edit,
    "agree_charter": charter.agree,
}
IN_CHARTER = ("edit_charter", "agree_charter")
COMPANY_VERBS = ("call", "nurture", "disqualify", "mark", "hand_over", "meet", "follow_up", "task")


def decide(state: State, command: Command) -> list[Event]:
    """The events a command leads to.

    Raises:
        Rejected: the command is refused; nothing changes and nothing is logged.
    """
    if command.actor.is_facilitator:
        return _decide_facilitator(state, command)
    return [decide_seat(state, command)]


def decide_seat(state: State, command: Command, draft_of: Callable[[State, Team], Draft] = Draft) -> Event:
    """The event that a seat's command leads to; `draft_of` may draw otherwise, as redraws and what-ifs do.

    Raises:
        Rejected: the command is refused.
    """
    actor = command.actor
    if actor.team >= len(state.teams) or not 0 <= actor.seat < len(state.teams[actor.team].seats):
        raise Rejected("not_your_seat")
    if str(command.verb) not in SEAT_VERBS:
        raise Rejected("unknown_verb")
    shape, roles = SEAT_VERBS[command.verb]
    team = state.teams[actor.team]
    if team.seats[actor.seat].role not in roles:
        raise Rejected("not_your_seat")
    args = parse(shape, command.args)
    row = -1
    if command.verb in COMPANY_VERBS:
        row = team.rows.get(args.company, -1)
        if row < 0:
            raise Rejected("unknown_company")
        args = args.model_copy(update={"company": row})
    if command.verb not in IN_CHARTER:
        _in_time(state, command)
    draft = draft_of(state, team)
    by_bot = actor.by != "person"
    if command.verb == "hand_over":
        kind = handoff.hand_over(draft, actor.seat, args, command.inputs, by_bot=by_bot)
    else:
        kind = HANDLERS[command.verb](draft, actor.seat, args, command.inputs)
    if command.verb not in IN_CHARTER:
        record = draft.seat(actor.seat)
        record.doing = command.verb
        if by_bot:
            record.decided_by_bot += record.decided - team.seats[actor.seat].decided
    if command.verb in ("accept", "return_handoff"):
        row = team.handoffs[args.handoff].company
    spent = draft.seat(actor.seat).spent - team.seats[actor.seat].spent
    draft.data = {"seat": actor.seat, "company": row, "minutes": spent}
    return draft.event(kind)


def _in_time(state: State, command: Command) -> None:
    """Whether a round runs, and it is the one that the command was made for.

    Raises:
        Rejected: `round_over`, or `wrong_phase` where seats do nothing; people only watch the twelve months.
    """
    course = state.course
    if command.round != course.round or course.phase == "result":
        raise Rejected("round_over")
    if course.phase == "round" or (course.phase == "fast_forward" and command.actor.by != "person"):
        return
    raise Rejected("wrong_phase")


def _decide_facilitator(state: State, command: Command) -> list[Event]:
    if str(command.verb) not in FACILITATOR_VERBS:
        raise Rejected("unknown_verb")
    args = parse(FACILITATOR_VERBS[command.verb], command.args)
    match command.verb:
        case "open_round":
            return facilitation.open_round(state)
        case "close_round":
            if command.round and command.round != state.course.round:
                raise Rejected("round_over")
            return facilitation.close_round(state, command.inputs)
        case "open_charter":
            return facilitation.open_charter(state)
        case "play_card":
            return facilitation.play_card(state, args)
        case "finish":
            return facilitation.finish(state)
        case "open_debrief":
            return facilitation.open_debrief(state)
        case "close_session":
            return facilitation.close_session(state)
        case _:
            return facilitation.seat_bot(state, args)
