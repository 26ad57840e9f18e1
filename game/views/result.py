"""The result of a round in words: what one seat is told, and one line a team for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.scoring.figures import TEAM, TO_THE_BELL
from game.scoring.kpi import seat_score
from game.scoring.money import closed_rounds
from game.scoring.result import WHOLE_TEAM, RoundNumbers, round_result, shown_at
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
    told = {
        "round": numbers.round,
        **numbers.figures,
        "kpi_parts": [_part(speak, role, part) for part in numbers.score.parts],
        "happened": _sentences(speak, numbers),
    }
    return cast("shape.RoundResult", told)


def session_score(match: Match, team: int, seat: int, lang: str) -> tuple[int, list[shape.KpiPart]]:
    """A seat's score 0-100 over all closed rounds, by the weights of the last, with its parts; 0 before the first."""
    last = closed_rounds(match.state)
    if not last:
        return 0, []
    speak, role = Speaker(match, team, lang), match.seats(team)[seat]
    score = seat_score(match.state, match.state.teams[team], seat, 1, last)
    return score.value, [_part(speak, role, part) for part in score.parts]


def team_line(match: Match, team: int, round_: int = 0) -> shape.TeamLine:
    """One team in counts and money from the first round on: as it stands, or as it stood at the bell of `round_`.

    Handed over, accepted, signed and passed on are live; money and quality are those of the last bell.
    """
    shown = shown_at(match, team, TO_THE_BELL if round_ else TEAM, round_)
    return cast("shape.TeamLine", {"team": team, "name": match.state.teams[team].name, **shown})


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
    """What a part is made of: "3 of 5", and what would be full where that is not the 5."""
    if not measured.of:
        return speak.words("kpi_detail.nothing")
    match measured.unit:
        case "money":
            return speak.words("kpi_detail.money_of", a=measured.got, b=int(measured.of))
        case "percent":
            return speak.words("kpi_detail.percent", a=measured.got)
        case _ if measured.full and measured.full != measured.of:
            goal = tenths_of(measured.full)
            return speak.words("kpi_detail.of_goal", a=measured.got, b=tenths_of(measured.of), c=goal)
        case _:
            return speak.words("kpi_detail.of", a=measured.got, b=tenths_of(measured.of))


def tenths_of(count: float) -> int:
    """A count in tenths, rounded half up."""
    return int(10 * count + 0.5)


def _sentences(speak: Speaker, numbers: RoundNumbers) -> list[str]:
    """What happened between the seats, a sentence a fact; none for a reader that needs no words."""
    return [text for fact in numbers.happened if (text := _sentence(speak, fact))]


def _sentence(speak: Speaker, fact: Fact) -> str:
    if fact.key == "brief_wait":
        return speak.words("happened.brief_wait", m=fact.n)
    return speak.words(f"happened.{fact.key}", n=fact.n)
