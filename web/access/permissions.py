"""Who may do what: one line per verb and per route. What is not listed is not allowed.

A test compares these tables with the registries of verbs and routes, so that a new one without a rule fails.
"""

from __future__ import annotations

from web.access.tokens import Purpose

SEAT = frozenset({Purpose.SEAT})
FACILITATOR = frozenset({Purpose.FACILITATOR})
SCREEN = frozenset({Purpose.SCREEN})
OBSERVER = frozenset({Purpose.OBSERVER})
HOLDERS = SEAT | OBSERVER | FACILITATOR | SCREEN
ANYONE: frozenset[Purpose] = frozenset()  # no token is asked for

VERBS: dict[str, frozenset[Purpose]] = {
    # in the log, by a seat
    "call": SEAT,
    "disqualify": SEAT,
    "nurture": SEAT,
    "mark": SEAT,
    "hand_over": SEAT,
    "accept": SEAT,
    "return_handoff": SEAT,
    "meet": SEAT,
    "follow_up": SEAT,
    "task": SEAT,
    "pass_time": SEAT,
    "edit_charter": SEAT,
    "agree_charter": SEAT,
    # in the log, by the facilitator
    "open_round": FACILITATOR,
    "close_round": FACILITATOR,
    "open_charter": FACILITATOR,
    "play_card": FACILITATOR,
    "finish": FACILITATOR,
    "open_debrief": FACILITATOR,
    "close_session": FACILITATOR,
    "seat_bot": FACILITATOR,
    # outside the log: what the server alone knows
    "take_back": SEAT,
    "say": SEAT,
    "pause": FACILITATOR,
    "resume": FACILITATOR,
    "extend": FACILITATOR,
    "message": FACILITATOR,
    "end_message": FACILITATOR,
    "nudge": FACILITATOR,
    "move": FACILITATOR,
    "rename": FACILITATOR,
    "remove": FACILITATOR,
    "let_back": FACILITATOR,
    "allow": FACILITATOR,
    "reveal": FACILITATOR,
    "show": FACILITATOR,
    "vote": SEAT,
    "answer_quiz": SEAT,
    "reflect": SEAT,
}

ROUTES: dict[str, frozenset[Purpose]] = {
    # Flask's endpoint names
    "pages.shell": ANYONE,
    "pages.asset": ANYONE,
    "pages.file": ANYONE,
    "pages.healthz": ANYONE,
    "doors.host": ANYONE,
    "doors.code": ANYONE,
    "doors.join": ANYONE,
    "doors.leave": SEAT | OBSERVER,
    "doors.screen": ANYONE,
    "doors.claim": ANYONE,
    "doors.phone_check": ANYONE,
    "doors.contract_json": ANYONE,
    "desk.language": HOLDERS,
    "desk.chat": SEAT,  # of its own team
    "console.scenarios": FACILITATOR,
    "console.create": FACILITATOR,
    "console.archive": FACILITATOR,
    "console.duplicate": FACILITATOR,
    "console.reissue": FACILITATOR,
    "console.cohost": FACILITATOR,
    "console.hosts": FACILITATOR,  # of the whole server, as what follows
    "console.end_hosts": FACILITATOR,
    "console.screen": FACILITATOR,
    "console.log": FACILITATOR,
    "console.remove": FACILITATOR,
    # a seat: of its own team, once the debrief is open; the truth only while it is unmasked
    "debrief.overview": SEAT | FACILITATOR,
    "debrief.timeline": SEAT | FACILITATOR,
    "debrief.journeys": SEAT | FACILITATOR,
    "debrief.journey": SEAT | FACILITATOR,
    "debrief.leaks": SEAT | FACILITATOR,
    "debrief.whatifs": SEAT | FACILITATOR,
    "debrief.whatif": SEAT | FACILITATOR,
    "debrief.disputed": SEAT | FACILITATOR,
    "debrief.questions": SEAT | FACILITATOR,
    "debrief.quiz": SEAT | FACILITATOR,
    "debrief.smart": SEAT | FACILITATOR,
    # other seats, other teams, other people: others see of these what the facilitator puts on the stage
    "debrief.machine": FACILITATOR,
    "debrief.pictures": FACILITATOR,
    "debrief.results": FACILITATOR,
    "debrief.chat": FACILITATOR,
    "debrief.stage": SEAT | FACILITATOR | SCREEN,
    # what people take home; a seat its own report, once the debrief is open
    "exports.book": FACILITATOR,
    "exports.tables": FACILITATOR,
    "exports.report": SEAT | FACILITATOR,
    "exports.session_file": FACILITATOR,
}


def may_act(kind: Purpose, verb: str) -> bool:
    """Whether a token of this kind may send this verb."""
    return kind in VERBS.get(verb, frozenset())


def may_call(kind: Purpose | None, endpoint: str) -> bool:
    """Whether a token of this kind (None: no token) may call this route."""
    rule = ROUTES.get(endpoint)
    if rule is None:
        return False
    return rule is ANYONE or (kind is not None and kind in rule)
