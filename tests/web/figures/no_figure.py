"""What is no figure, and why; stars stand for any part of a number's name."""

from __future__ import annotations

WHICH = "says which team, seat, client, handoff or entry is meant"
WHEN = "says when: a round, a month, a place along the session"
PRICE = "minutes or money that an act would take or bring: a price tag, not a result"
CLOCK = "the minutes and acts of a seat's running round"
CLIENT = "what one client asks, owes, was offered or is told, on the one desk that knows it"
ACT = "one entry of the log, or one client's way through it, told where it happened"
RULE = "a rule or a scale of the game, the same in every session"
PICTURE = "where a thing is drawn, or a line fitted through facts"
GUESS = "an expected value of the reference policy, not a result"
ELSEWHERE = "of a re-run that never happened"
ANSWERS = "answers of people, kept beside the log"

REASONS: dict[str, tuple[str, ...]] = {
    WHICH: (
        "*.team", "*.seat", "*.seq", "*.last_seq", "*.company", "*.company_no", "*.team_no", "*.seat_no", "*.id",
        "*.handoff_no", "*.entry", "*.target", "*.handoff", "*.edited_by", "CharterView.agreed", "Offer.args",
        "Step.args", "pictures.kpi_apart.place",
    ),
    WHEN: (
        "*.round", "*_round", "*.month", "*.rounds", "SeatView.now", "*.at", "*.start", "*.end", "*.made", "*.settled",
        "*.due", "*.first_seen", "when.round.n", "chart.month", "sheet.about",
    ),
    PRICE: ("Offer.minutes*", "Agenda.*", "Topic.*", "Price.*", "verb_hint.*", "discount.*"),
    CLOCK: ("Minutes.*", "Mate.*", "SeatCell.*", "TeamRow.waiting", "seats.worked", "seats.decisions"),
    CLIENT: (
        "Account.*", "Deal.*", "CompanyView.*", "Talk.*", "HandoffView.wait", "status.*", "outcome.*", "inbox.*",
        "DisputedLead.revenue", "Hidden.trust", "TrustPoint.trust", "companies.true_trust", "truth.*",
    ),
    ACT: (
        "Moment.minutes", "timeline.minutes", "moment.*", "moment_detail.*", "journey.*", "journey_point.*",
        "JourneyPoint.minutes", "JourneyWait.*", "key.*", "facts.*", "voice.*", "verdict.*", "companies.contract_margin",
        "companies.times_handed", "handoffs.by_bot", "handoffs.warm",
    ),
    RULE: (
        "*.literal", "quiz.*.rule.*", "quiz.*.text.*", "leak_limit.*", "pictures.bin*", "WaitBin.low", "WaitBin.high",
    ),
    PICTURE: ("Regression.*", "pictures.line_*", "Question.weight", "chart.place", "report.only_first.*", "terminal.more.n"),
    GUESS: ("DisputedLead.shares", "LeaksView.still_open", "LeaksView.par_open", "*.still_open.*"),
    ELSEWHERE: ("Elsewhere.*", "Outcome.trust", "Changed.*", "WhatIfView.*", "whatif_*"),
    ANSWERS: ("QuizResult.*", "quiz.before*", "quiz.after*"),
}  # fmt: skip
