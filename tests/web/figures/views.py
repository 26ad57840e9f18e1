"""All views of a session as the walk reads them: the place, what it shows, and the type that it is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.disputed import disputed_view
from game.debrief.journey import journey_list, journey_view
from game.debrief.keys import key_moments
from game.debrief.machine import Tape, machine_view, timeline_view
from game.debrief.pictures import pictures_view
from game.debrief.questions import questions_view
from game.debrief.quiz import quiz_results, quiz_view, smart_checks
from game.debrief.view import debrief_view
from game.debrief.whatif import what_if, whatif_list
from game.views import shape
from game.views.facilitator import facilitator_view
from game.views.screen import screen_view
from game.views.seat import seat_view
from tests.web.figures.sessions import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match import Match
    from tests.web.figures.sessions import Played

Shown = tuple[str, Any, Any, dict[str, Any]]
"""Place, value, its type, and what it is about beyond what it says itself."""


def live(match: Match, lang: str) -> Iterator[Shown]:
    """Projector, console and every seat at a moment."""
    yield f"projector, {match.phase}", screen_view(match, lang), shape.ScreenView, {}
    yield f"console, {match.phase}", facilitator_view(match, lang), shape.FacilitatorView, {}
    for team in range(match.team_count):
        for seat in range(len(match.seats(team))):
            yield f"seat, {match.phase}", seat_view(match, team, seat, lang), shape.SeatView, {}


def debriefed(played: Played, lang: str) -> Iterator[Shown]:
    """Every panel of the debrief, of every team."""
    match = played.end
    for team in range(match.team_count):
        about = {"team": team}
        yield "debrief", debrief_view(match, team, reveal=True, lang=lang), shape.DebriefView, about
        yield "debrief, leaks", played.leaks(team, lang), shape.LeaksView, about
        yield "debrief, moments", key_moments(match, team, lang), list[shape.KeyMoment], about
        yield "debrief, timeline", timeline_view(match, team, lang), shape.TimelineView, about
        yield "debrief, questions", questions_view(match, team, lang), shape.QuestionsView, about
        yield "debrief, disputed", disputed_view(match, team, lang, reveal=True), shape.DisputedView, about
        journeys = journey_list(match, team, lang)
        yield "debrief, journeys", journeys, shape.JourneyList, about
        for line in journeys["lines"]:
            told = journey_view(match, team, line["company"], lang, reveal=True)
            yield "debrief, journey", told, shape.JourneyView, about
        offers = whatif_list(match, team, lang)
        yield "debrief, what-ifs", offers, shape.WhatIfList, about
        for offer in offers["offers"][:1]:
            done = what_if(match, team, offer["kind"], offer["target"], offer["value"], "held", lang)
            yield "debrief, what-if", done, shape.WhatIfView, about
    yield "debrief, pictures", pictures_view(match, lang), shape.PicturesView, {}
    yield "debrief, quiz", quiz_view(match, lang), shape.QuizView, {}
    yield "debrief, quiz results", quiz_results(match, lang, ANSWERS, ANSWERS[:1]), list[shape.QuizResult], {}
    yield "debrief, rules", smart_checks(match, lang), list[shape.SmartCheck], {}


def replayed(played: Played, lang: str) -> Iterator[tuple[Match, Shown]]:
    """The desks that the debrief's time machine shows, each with the session as it stood then."""
    tape = Tape(played.end)
    for seq in (tape.last // 3, tape.last // 2, tape.last):
        match = tape.at(seq)
        for team in range(match.team_count):
            for seat in range(len(match.seats(team))):
                told = machine_view(match, played.end, team, seat, lang, reveal=True)
                yield match, ("debrief, machine", told, shape.MachineView, {"team": team})
