"""All that an export says, gathered once from the views of a match; what is masked never comes in here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from game.debrief.journey import journey_list
from game.debrief.keys import key_moments
from game.debrief.leaks import leaks_view, par_of
from game.debrief.leaks import masked as without_truth
from game.debrief.pictures import masked as nameless
from game.debrief.pictures import pictures_view
from game.debrief.questions import questions_view
from game.debrief.quiz import quiz_results, quiz_view, smart_checks
from game.debrief.view import debrief_view
from game.scoring.figures import FIGURES, Scope
from game.scoring.money import closed_rounds
from game.scoring.reach import STAGES
from game.views.result import result_view, session_score
from game.views.words import Speaker
from web.exports.after import After
from web.exports.charter import charter_lines
from web.exports.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.match import Match
    from game.scoring.figures import Horizon
    from game.views import shape


@dataclass(frozen=True, slots=True)
class SeatPart:
    """One seat: its scores over the session."""

    seat: int
    role: shape.Role
    role_text: str
    score: int  # 0-100, of the session
    parts: list[shape.KpiPart]
    rounds: list[shape.RoundResult]  # as this seat was told them


@dataclass(frozen=True, slots=True)
class TeamPart:
    """One team, as its debrief shows it."""

    team: int
    name: str
    debrief: shape.DebriefView
    seats: list[SeatPart]
    leaks: shape.LeaksView | None  # None before the first round closed
    keys: list[shape.KeyMoment]
    questions: list[shape.Question]
    journeys: dict[int, shape.JourneyLine]  # by the company's number
    charter: list[tuple[str, list[str]]]  # line, what was chosen; empty if nobody met for it


@dataclass(frozen=True)
class Gathered:
    """A session, ready to be written down."""

    match: Match
    words: Words
    speak: Speaker
    reveal: bool
    teams: list[TeamPart]
    pictures: shape.PicturesView | None
    quiz: list[tuple[str, str, shape.QuizResult]]  # question, right answer in words, result
    checks: list[shape.SmartCheck]
    after: After
    held_ms: int  # wall clock at which the session was made, 0 unknown
    shown: tuple[int, ...] = field(default=())  # the teams that were asked for

    @property
    def lang(self) -> str:
        """The reader's language."""
        return self.words.lang

    @property
    def debrief_title(self) -> str:
        """What the scenario is called."""
        return self.speak.words("title") or self.match.scenario.id

    def figure_label(self, name: str, horizon: Horizon | None = None) -> str:
        """A figure's name with its horizon; without one, the name alone."""
        words = self.speak.words
        if name == "not_yet":
            return words("figure_say.not_yet")
        label = words(f"figure.{name}")
        return label if horizon is None else self.labelled(label, horizon)

    def stage_label(self, stage: str) -> str:
        """A stage that companies reach, with its horizon."""
        horizon = Scope.reached(self.match, STAGES[stage])
        if stage in FIGURES:
            return self.figure_label(stage, horizon)
        return self.labelled(self.words(f"funnel.{stage}"), horizon)

    def labelled(self, label: str, horizon: Horizon) -> str:
        """A count's name with how far it reaches."""
        words = self.speak.words
        return words("figure_say.labelled", label=label, horizon=words(f"horizon.{horizon}"))

    def round(self, number: int) -> str:
        """A round by its name; what lies beyond the last one is the finish and the twelve months."""
        found = self.when(number)
        return found if isinstance(found, str) else self.words("say.round", round=found)

    def when(self, number: int) -> int | str:
        """A round by its number, for a column of rounds; the finish and the months after it by their names."""
        rounds, forward = self.match.scenario.frame.rounds, self.match.scenario.fast_forward
        if number <= rounds:
            return number
        if number == rounds + 1:
            return self.words("say.finish")
        month = -(-(number - rounds - 1) * forward.months // max(1, forward.rounds))
        return self.words("say.month", month=month)


def gather(
    match: Match,
    lang: str,
    *,
    reveal: bool,
    teams: tuple[int, ...] | None = None,
    after: After | None = None,
    held_ms: int = 0,
    east: int | None = None,
    leaks: Callable[[int], shape.LeaksView | None] | None = None,
) -> Gathered:
    """Everything about a match that an export may say.

    Args:
        match: with its whole log and its texts.
        lang: "en" or "ru".
        reveal: whether the debrief unmasked the truth of the clients.
        teams: 0-based, None for all.
        after: what was noted beside the log.
        held_ms: when the session was made, milliseconds of the wall clock.
        east: where the reader is, minutes east of Greenwich; None where this machine is.
        leaks: gives the waterfall of a team; left out, it is worked out here, which takes seconds.
    """
    shown = tuple(range(match.team_count)) if teams is None else teams
    after = after or After()
    closed = closed_rounds(match.state) > 0
    falls = _falls(match, shown, lang, leaks) if closed else {}
    pictures = pictures_view(match, lang) if closed else None
    if not reveal:
        falls = {team: without_truth(view) for team, view in falls.items()}
        pictures = nameless(pictures) if pictures else None
    parts = [_team(match, team, lang, falls.get(team), reveal=reveal) for team in shown]
    return Gathered(
        match=match,
        words=Words(lang, east),
        speak=Speaker(match, -1, lang),
        reveal=reveal,
        teams=parts,
        pictures=pictures,
        quiz=_quiz(match, lang, after),
        checks=smart_checks(match, lang),
        after=after,
        held_ms=held_ms,
        shown=shown,
    )


def _falls(
    match: Match, teams: tuple[int, ...], lang: str, leaks: Callable[[int], shape.LeaksView | None] | None
) -> dict[int, shape.LeaksView]:
    """The waterfalls by team; par is worked out once for all."""
    if leaks is None:
        par = par_of(match.scenario, match.header, match.entries)
        return {team: leaks_view(match, team, lang, par) for team in teams}
    found = {team: leaks(team) for team in teams}
    return {team: view for team, view in found.items() if view is not None}


def _team(match: Match, team: int, lang: str, leaks: shape.LeaksView | None, *, reveal: bool) -> TeamPart:
    closed = closed_rounds(match.state) > 0
    return TeamPart(
        team=team,
        name=match.state.teams[team].name,
        debrief=debrief_view(match, team, reveal, lang),
        seats=[_seat(match, team, seat, lang) for seat in range(len(match.seats(team)))],
        leaks=leaks,
        keys=key_moments(match, team, lang) if closed else [],
        questions=questions_view(match, team, lang)["questions"] if closed else [],
        journeys={line["company"]: line for line in journey_list(match, team, lang)["lines"]},
        charter=charter_lines(match, team, lang),
    )


def _seat(match: Match, team: int, seat: int, lang: str) -> SeatPart:
    role = match.seats(team)[seat]
    score, parts = session_score(match, team, seat, lang)
    rounds = range(1, closed_rounds(match.state) + 1)
    return SeatPart(
        seat=seat,
        role=cast("shape.Role", role),
        role_text=Speaker(match, team, lang).words(f"role.{role}"),
        score=score,
        parts=parts,
        rounds=[result_view(match, team, seat, round_, lang) for round_ in rounds],
    )


def _quiz(match: Match, lang: str, after: After) -> list[tuple[str, str, shape.QuizResult]]:
    """The test's items with their results; empty if nobody took it."""
    if not (after.before or after.after):
        return []
    items = {item["id"]: item for item in quiz_view(match, lang)["items"]}
    made = []
    for result in quiz_results(match, lang, list(after.before), list(after.after)):
        item = items[result["id"]]
        right = next((c["label"] for c in item["choices"] if c["value"] == result["right"]), result["right"])
        made.append((item["text"], right, result))
    return made
