"""Rejections: every reason why a command is refused, one code and one line each."""

from __future__ import annotations

CODES: dict[str, str] = {
    "malformed": "the command's arguments have the wrong shape or an unknown value",
    "unknown_verb": "no such verb for this kind of seat",
    "not_your_seat": "another role's task",
    "wrong_phase": "not possible in this phase of the session",
    "round_over": "the round the command was made for is closed",
    "no_minutes": "the seat has not enough minutes left in this round",
    "not_released": "the minutes are not released yet",
    "not_yet": "the rules of this act do not allow it yet",
    "unknown_company": "no company of that number is known to this seat",
    "not_on_your_desk": "the company is not with this seat now",
    "unknown_handoff": "no handoff of that number waits for this seat",
    "handed_over": "the company is already handed over",
    "thinking": "the company is thinking; only a follow-up is possible",
    "retry_later": "nobody answers there before the time given",
    "no_topics": "the agenda is empty",
    "too_many_topics": "the agenda holds more topics than one conversation can",
    "one_gate": "one conversation can bring a company only one step further",
    "needs_contact": "nobody of this seat has spoken with the company yet",
    "needs_pain": "a demo needs a pain that the dossier knows",
    "needs_measure": "a proposal needs the measuring visit",
    "needs_visit": "measuring needs a visit",
    "needs_product": "a proposal needs a product",
    "needs_gate1": "a proposal needs a first meeting that went well, in an earlier conversation",
    "needs_gate2": "closing needs a proposal that was accepted, in an earlier conversation",
    "already_done": "this has been done already",
    "no_guesses": "there is no guess to confirm",
    "dossier_too_thin": "the dossier is too thin for this task",
    "no_open_order": "no order is open",
    "no_complaint": "no complaint is open",
    "no_overdue": "no invoice is overdue",
    "limit_reached": "this task has been done as often as it helps",
    "nothing_ready_needed": "time can be passed only when nothing is ready",
    "nothing_to_wait_for": "nothing is coming that one could wait for",
    "after_first_contact": "a brief can be returned only before the first contact",
    "returns_not_agreed": "the charter does not allow returns",
    "no_breach": "the brief breaks no rule of the charter",
    "wait_for_answer": "a handoff of this company still waits",
    "card_played": "this event card has been played",
    "needs_two_teams": "sellers can change chairs only where two teams play",
}


class Rejected(Exception):
    """A command that is refused and changes nothing.

    Attributes:
        code: one of CODES.
        detail: for developers, "" if the code says it all; never holds hidden values.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        """Refuse with a code of CODES."""
        super().__init__(code, detail)
        if code not in CODES:
            raise KeyError(code)
        self.code = code
        self.detail = detail
