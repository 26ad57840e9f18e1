"""The result of a round in words: what one seat is told, and one line a team for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scoring.kpi import seat_score
from game.scoring.money import closed_rounds, plan_to, profit_to, session_profit
from game.scoring.result import WHOLE_TEAM, RoundNumbers, mean_quality, round_result
from game.views.charter import WEIGHTS
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.scoring.happened import Fact
    from game.scoring.kpi import Part
    from game.scoring.measures import Measured
    from game.views import shape


def result_view(match: Match, team: int, seat: int, round_: int, lang: str) -> shape.RoundResult:
    """What a closed round (1-based) brought; `seat` is the reader's, `WHOLE_TEAM` for the mean of all."""
    numbers = round_result(match, team, seat, round_)
    speak = Speaker(match, team, lang)
    role = "" if seat == WHOLE_TEAM else match.seats(team)[seat]
    return {
        "round": numbers.round,
        "profit": numbers.profit,
        "profit_total": numbers.profit_total,
        "plan_total": numbers.plan_total,
        "revenue": numbers.revenue,
        "kpi": numbers.score.value,
        "kpi_parts": [_part(speak, role, part) for part in numbers.score.parts],
        "reaction": numbers.reaction,
        "conversion": numbers.conversion,
        "handed": numbers.handed,
        "accepted": numbers.accepted,
        "returned": numbers.returned,
        "won": numbers.won,
        "lost": numbers.lost,
        "quality": numbers.quality,
        "repeated_questions": numbers.repeated,
        "broken_promises": numbers.broken,
        "bots_share": numbers.bots_share,
        "happened": _sentences(speak, numbers),
    }


def session_score(match: Match, team: int, seat: int, lang: str) -> tuple[int, list[shape.KpiPart]]:
    """A seat's score 0-100 over all closed rounds, by the weights of the last, with its parts; 0 before the first."""
    last = closed_rounds(match.state)
    if not last:
        return 0, []
    speak, role = Speaker(match, team, lang), match.seats(team)[seat]
    score = seat_score(match.state, match.state.teams[team], seat, 1, last)
    return score.value, [_part(speak, role, part) for part in score.parts]


def team_line(match: Match, team: int, round_: int = 0) -> shape.TeamLine:
    """One team in counts and money: of a closed round (1-based), or of the session as it stands.

    Handed over, accepted and won are live; profit and quality are those of closed rounds only.
    """
    crew = match.state.teams[team]
    last = round_ or closed_rounds(match.state)
    tallies = crew.tallies[round_ - 1 : round_] if round_ else crew.tallies[: match.scenario.frame.rounds]
    return {
        "team": team,
        "name": crew.name,
        "handed": sum(tally.handed for tally in tallies),
        "accepted": sum(tally.accepted for tally in tallies),
        "won": sum(tally.won for tally in tallies),
        "profit": profit_to(crew, last) if round_ else session_profit(match.state, crew),
        "plan": plan_to(match.scenario, last),
        "quality": mean_quality(tallies[0]) if round_ and tallies else quality_at(match, team, last),
    }


def quality_at(match: Match, team: int, round_: int) -> int:
    """Handoff quality 0-100 of a closed round, or of the last before it with a handoff; -1 for none."""
    found = [mean_quality(tally) for tally in match.state.teams[team].tallies[:round_]]
    return next((quality for quality in reversed(found) if quality >= 0), -1)


def _part(speak: Speaker, role: str, part: Part) -> shape.KpiPart:
    word = f"kpi.{role}.{WEIGHTS[role][part.key]}" if role else f"role.{part.key}"
    return {
        "key": part.key,
        "label": speak.words(word),
        "value": part.value,
        "weight": part.weight,
        "detail": _detail(speak, part.measured),
    }


def _detail(speak: Speaker, measured: Measured) -> str:
    """What a part is made of: "3 of 5"."""
    if not measured.of:
        return speak.words("kpi_detail.nothing")
    match measured.unit:
        case "money":
            return speak.words("kpi_detail.money_of", a=measured.got, b=measured.of)
        case "percent":
            return speak.words("kpi_detail.percent", a=measured.got)
        case _:
            return speak.words("kpi_detail.of", a=measured.got, b=measured.of)


def _sentences(speak: Speaker, numbers: RoundNumbers) -> list[str]:
    """What happened between the seats, a sentence a fact; none for a reader that needs no words."""
    return [text for fact in numbers.happened if (text := _sentence(speak, fact))]


def _sentence(speak: Speaker, fact: Fact) -> str:
    if fact.key == "waited":
        return speak.words("happened.waited", m=fact.n)
    return speak.words(f"happened.{fact.key}", n=fact.n)
