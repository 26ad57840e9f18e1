"""What the state of a session says of single things: the parts of scores, clients, handoffs, months, charters."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from game.debrief.chronicle import chronicle
from game.debrief.chronicle.passing import arrived
from game.debrief.pictures.flows import way
from game.scoring.kpi import seat_score, weights_of
from game.scoring.money import closed_rounds, months
from game.views.result import tenths_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match import Match

Subject = tuple[str, tuple[Any, ...]]


def facts(match: Match) -> dict[Subject, Any]:
    """What the state says of single things."""
    made: dict[Subject, Any] = {}
    for team in range(match.team_count):
        for reader in (_of_parts, _of_clients, _of_handoffs, _of_months, _of_charter, _of_flows):
            made.update(reader(match, team))
    return made


def _of_parts(match: Match, team: int) -> Iterator[tuple[Subject, Any]]:
    crew, last = match.state.teams[team], closed_rounds(match.state)
    for seat in range(len(crew.seats)):
        for round_ in range(last + 1 if last else 0):
            first, to = (round_, round_) if round_ else (1, last)
            score = seat_score(match.state, crew, seat, first, to)
            weights = weights_of(match.state, crew, crew.seats[seat].role, to)
            yield ("part value", (team, seat, round_, "score")), score.value
            yield ("part value", (team, seat, round_, "of the team")), score.value
            for part in score.parts:
                subject = (team, seat, round_, part.key)
                yield ("part value", subject), part.value
                yield ("part weight", subject), weights[part.key]
                yield ("part got", subject), part.measured.got
                in_tenths = part.measured.unit == "count"
                yield ("part of", subject), tenths_of(part.measured.of) if in_tenths else part.measured.of
                yield ("part goal", subject), tenths_of(part.measured.full or part.measured.of)


def _of_clients(match: Match, team: int) -> Iterator[tuple[Subject, Any]]:
    crew = match.state.teams[team]
    for row, track in crew.tracks.items():
        one = (team, crew.numbers[row])
        yield ("contract", one), track.revenue
        yield ("repeated", one), track.repeated
        yield ("orders", one), track.order_count
        yield ("earned after", one), track.earned
        yield ("first wait", one), track.first_wait
        yield ("wait for sales", one), track.touch_wait


def _of_handoffs(match: Match, team: int) -> Iterator[tuple[Subject, Any]]:
    crew = match.state.teams[team]
    for handoff in crew.handoffs:
        fields = arrived(crew, chronicle(match, team), handoff)
        one = (team, handoff.id)
        yield ("repeated at a handoff", one), handoff.repeated
        yield ("fields known", one), fields.known
        yield ("fields arrived", one), fields.left
        yield ("guesses", one), fields.guesses


def _of_months(match: Match, team: int) -> Iterator[tuple[Subject, Any]]:
    for month in months(match.state, match.state.teams[team]):
        yield ("month's profit", (team, month.month)), month.profit
        yield ("month's orders", (team, month.month)), month.orders
        yield ("month's churn", (team, month.month)), month.churned


def _of_charter(match: Match, team: int) -> Iterator[tuple[Subject, Any]]:
    for role, weights in match.state.teams[team].charter.weights.items():
        for key, weight in weights.items():
            yield ("charter's weight", (team, role, key)), weight


def _of_flows(match: Match, team: int) -> Iterator[tuple[Subject, Any]]:
    crew = match.state.teams[team]
    ways = [way(crew, row) for row in range(crew.static.n)]
    boxes = Counter(box for one in ways for box in set(one))
    for box, count in boxes.items():
        yield ("box", (team, box)), count
    for (source, target), count in Counter(pair for one in ways for pair in pairwise(one)).items():
        yield ("flow", (team, source, target)), count
