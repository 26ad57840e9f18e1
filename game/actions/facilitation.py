"""The facilitator's commands: rounds, charter, event cards, finish, bots. One draft per team, one for the course."""

from __future__ import annotations

from typing import Any

from game.actions.account import release_referrals
from game.actions.commands import PlayCard, SeatBot
from game.actions.context import appear, arrive
from game.actions.errors import Rejected
from game.actions.promising import forget, is_known, open_slots
from game.actions.thinking import wait_from_answer
from game.market.columns import Source, Stage
from game.market.rules import clip
from game.state.draft import Draft
from game.state.records import ACCOUNT, LEAD_GEN, SALES, Seat
from game.state.team import State, Team

CARDS = ("chair_swap", "leaver", "flood")
UNLIMITED = 100_000
"""Minutes of the finishing seller: the same for all teams, and never short."""

Event = dict[str, Any]


def course_event(state: State, kind: str, changes: dict[str, Any], *step: Any) -> Event:
    """An event of the whole match; a step is noted in the facilitator's own history."""
    if step:
        changes = changes | {"history": [*state.course.history, list(step)]}
    return {"kind": kind, "team": -1, "data": {}, "draws": [], "set": {"course": changes}}


def open_round(state: State) -> list[Event]:
    """Ring the bell of the next round: minutes, arrivals, and the event card that opens its act."""
    course, frame = state.course, state.scenario.frame
    if course.phase not in ("lobby", "result", "charter") or course.round >= frame.rounds:
        raise Rejected("wrong_phase")
    number = course.round + 1
    shock = _shock(state, number)
    cards = {shock: number} if shock else {}
    events = [
        course_event(
            state,
            "round_opened",
            {"phase": "round", "round": number, "shock": shock, "cards": cards},
            "open_round",
            number,
        )
    ]
    events += [prepare_round(state, team, number) for team in state.teams]
    if shock:
        events += [feel_card(state, team, shock, number, after=events[1 + team.index]) for team in state.teams]
    return events


def _shock(state: State, number: int) -> str:
    act = state.scenario.act_of(number)
    if state.acts == "open" or act.first_round != number:
        return ""
    shock = act.shock if len(state.teams) > 1 else act.shock_alone
    return "" if shock in state.course.cards else shock


def prepare_round(state: State, team: Team, number: int) -> Event:
    """One team's new round: minutes, arrivals, and the clients that have thought."""
    minutes = state.scenario.frame.minutes
    draft = Draft(state, team)
    draft.round = number
    for seat, record in enumerate(team.seats):
        mine = draft.seat(seat)
        mine.carried = carry_over(state, record) if number > 1 else 0
        mine.total, mine.spent, mine.passed = minutes - mine.carried, 0, 0
        mine.decisions, mine.light, mine.doing = 0, 0, ""
    draft.tally()
    for _, row in team.desk.pending:
        appear(draft, row, draft.seat(LEAD_GEN).worked)
    static = team.static
    desk = draft.desk()
    desk.pending = sorted(
        [int(static.arrival_minute[i]), i]
        for i in range(static.n)
        if static.arrival_round[i] == number and team.columns.stage[i] == Stage.FUTURE
    )
    for row in release_referrals(draft, desk.referred):
        desk.referred += 1
        appear(draft, row, draft.seat(LEAD_GEN).worked)
    arrive_at_start(draft)
    for row in (i for i in range(static.n) if team.columns.stage[i] == Stage.OPPORTUNITY):
        if draft.track(row).ready_round == number:
            wait_from_answer(draft, row)
    return draft.event("round_prepared")


def carry_over(state: State, record: Seat) -> int:
    """Minutes that the last action took beyond the round; they are missing in the next one."""
    return max(0, min(record.spent - record.total, state.scenario.frame.overrun))


def arrive_at_start(draft: Draft) -> None:
    """The leads that wait when the bell rings, and in round 1 the list of companies never spoken to."""
    arrive(draft)
    if draft.round == 1:
        for row in draft.team.static.rows_from(Source.OUTBOUND):
            draft.track(row).here = True


def close_round(state: State, inputs: dict[str, Any]) -> list[Event]:
    """Ring the closing bell: every company ages. What it does is the round step; here are its inputs."""
    del inputs
    course = state.course
    forward = course.phase == "fast_forward"
    if course.phase != "round" and not forward:
        raise Rejected("wrong_phase")
    last = state.scenario.frame.rounds + 1 + state.scenario.fast_forward.rounds
    if forward and course.round > last:
        raise Rejected("wrong_phase")
    teams = [bell_inputs(state, team) for team in state.teams]
    changes: dict[str, Any] = {"phase": "fast_forward" if forward else "result", "shock": ""}
    event = course_event(state, "round_closed", changes, *(() if forward else ("close_round", course.round)))
    event["data"] = {"round": course.round, "teams": teams}
    return [event]


def bell_inputs(state: State, team: Team) -> dict[str, Any]:
    """What the closing bell needs to know of a team's workshop: its jobs, and the share of them that slips."""
    jobs, capacity = jobs_of(state, team), state.scenario.capacity.jobs
    return {"jobs": jobs, "slip": 0.0 if jobs <= capacity else (jobs - capacity) / jobs}


def jobs_of(state: State, team: Team) -> int:
    """Jobs of the workshop in this round: measurings, wins, orders, what is left over, and the flood's."""
    capacity = state.scenario.capacity
    tally = team.tallies[state.course.round - 1]
    jobs = capacity.measure * tally.measures + capacity.won * tally.won + capacity.order * tally.orders
    flood = state.scenario.events.flood.jobs if team.desk.flood == state.course.round else 0
    return jobs + team.desk.backlog + flood


def open_charter(state: State) -> list[Event]:
    """Let every team agree its charter."""
    if state.course.phase != "result" or state.course.round >= state.scenario.frame.rounds:
        raise Rejected("wrong_phase")  # after the last round nothing would lead on from it
    return [course_event(state, "charter_opened", {"phase": "charter"}, "open_charter", state.course.round)]


def play_card(state: State, args: PlayCard) -> list[Event]:
    """Play an event card in the running round."""
    course = state.course
    if args.card not in CARDS:
        raise Rejected("malformed", "card")
    if args.card in course.cards:
        raise Rejected("card_played")
    if course.phase != "round":
        raise Rejected("wrong_phase")
    if args.card == "chair_swap" and len(state.teams) == 1:
        raise Rejected("needs_two_teams")
    changes = {"cards": {args.card: course.round}, "shock": args.card}
    head = course_event(state, "card_played", changes, args.card, course.round)
    return [head, *(feel_card(state, team, args.card, course.round) for team in state.teams)]


def feel_card(state: State, team: Team, card: str, number: int, after: Event | None = None) -> Event:
    """What an event card does to one team; `after` is an event of the same command that comes before it."""
    draft = Draft(state, team)
    draft.round = number
    if after is not None:
        draft.preload(after["set"])
    match card:
        case "chair_swap":
            _new_person(draft, SALES)
        case "leaver":
            _new_person(draft, ACCOUNT)
        case "flood":
            _flood(draft)
    draft.data = {"card": card}
    return draft.event("card_felt")


def _new_person(draft: Draft, seat: int) -> None:
    """A newcomer takes the chair: what is written stays, the rest is forgotten."""
    events, team = draft.scenario.events, draft.team
    rows = [row for row in sorted(team.dossiers[seat]) if _still_with(draft, seat, row)]
    writes_up = team.charter.write_up and draft.levers.write_up
    for row in rows:
        company, dossier = draft.company(row), draft.dossier(seat, row)
        kept = {f: c for f, c in dossier.cells.items() if c.written}
        enough = len(kept) >= events.swap.written_fields if seat == SALES else writes_up
        company.trust = clip(company.trust + (events.swap.trust_written if enough else events.swap.trust_unwritten))
        if seat == SALES:
            company.demo = company.demo * events.swap.demo_kept
        elif not writes_up:
            company.dossier = min(company.dossier, events.leaver.dossier_most)
        for slot in open_slots(draft, row):
            written = "expectation" in kept if seat == SALES else writes_up
            if is_known(draft, row, slot, seat) and not written:
                forget(draft, row, slot, seat)
        if seat == SALES:
            dossier.cells = kept
        dossier.talk, dossier.raised = {}, []
    draft.say(seat, "new_chair", {}, -1, "cool")


def _still_with(draft: Draft, seat: int, row: int) -> bool:
    company = draft.company(row)
    if seat == SALES:
        return bool(company.stage == Stage.OPPORTUNITY)
    return bool(company.stage == Stage.ACCOUNT and company.owned)


def _flood(draft: Draft) -> None:
    """Many unsuitable leads at once, and extra jobs for the workshop."""
    static, desk = draft.team.static, draft.desk()
    desk.flood = draft.round
    clock = draft.seat(LEAD_GEN).clock
    late = [[max(clock, int(static.arrival_minute[i])), i] for i in range(static.n) if static.source[i] == Source.FLOOD]
    desk.pending = sorted([*desk.pending, *late])
    arrive(draft)


def finish(state: State) -> list[Event]:
    """After the last round: one reference seller, the same for all, takes what is still open."""
    course, frame = state.course, state.scenario.frame
    if course.phase != "result" or course.round < 1:
        raise Rejected("wrong_phase")
    number = frame.rounds + 1
    events = [course_event(state, "finish_begun", {"phase": "fast_forward", "round": number}, "finish", course.round)]
    return events + [prepare_finish(state, team, number) for team in state.teams]


def prepare_finish(state: State, team: Team, number: int) -> Event:
    """One team's finish: the reference seller has time for everybody, and every client has waited as long."""
    draft = Draft(state, team)
    draft.round = number
    draft.tally()
    for seat in range(len(team.seats)):
        record = draft.seat(seat)
        record.total = UNLIMITED if seat == SALES else 0
        record.spent, record.passed, record.carried = 0, 0, 0
        record.decisions, record.light = 0, 0
        record.bot = "reference"
    wait = state.scenario.fast_forward.finish_bells
    for row in range(team.static.n):
        if team.columns.stage[row] in (Stage.HANDED, Stage.OPPORTUNITY):
            track = draft.track(row)
            track.ready_clock, track.retry_round = -1, 0
            track.waits_for, track.wait_round = SALES, number - wait
            track.wait_mark = draft.seat(SALES).worked
    draft.desk().forward_start = sum(t.profit for t in team.tallies[: state.scenario.frame.rounds])
    draft.desk().pending = []
    return draft.event("finish_prepared")


def open_debrief(state: State) -> list[Event]:
    """Open the debrief."""
    if state.course.phase not in ("result", "fast_forward"):
        raise Rejected("wrong_phase")
    return [course_event(state, "debrief_opened", {"phase": "debrief"}, "open_debrief", state.course.round)]


def close_session(state: State) -> list[Event]:
    """End the session for good; it is kept for replay."""
    if state.course.phase == "closed":
        raise Rejected("wrong_phase")
    return [course_event(state, "session_closed", {"phase": "closed"}, "close_session", state.course.round)]


def seat_bot(state: State, args: SeatBot) -> list[Event]:
    """Give a seat to a bot, or take it back."""
    if args.team >= len(state.teams) or args.seat >= len(state.teams[args.team].seats):
        raise Rejected("malformed", "seat")
    draft = Draft(state, state.teams[args.team])
    draft.seat(args.seat).bot = args.policy
    return [draft.event("seat_given_to_bot" if args.policy else "seat_given_back")]
