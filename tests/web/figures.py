"""Every figure that a played session shows anywhere, by name and span: for the test that no two disagree."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import openpyxl

from game.debrief.chronicle.look import Look
from game.debrief.pictures import pictures_view
from game.debrief.questions.beliefs import heard
from game.debrief.view import debrief_view
from game.scoring.figures import AFTER, FIGURES, FORWARD, PROMISES, ROUND, TEAM, TO_THE_BELL, figure
from game.scoring.figures.scope import WHOLE_TEAM
from game.scoring.happened import happened
from game.scoring.kpi import seat_score
from game.scoring.result import RESULT, team_results, team_scores
from game.views.facilitator import facilitator_view
from game.views.screen import screen_view
from game.views.seat import seat_view
from web.exports.book import workbook
from web.exports.csvs import tables_zip
from web.exports.report import report
from web.exports.terminal import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.match import Match
    from game.scoring.figures import Place
    from web.exports.gathered import Gathered

FUNNEL: Place = {
    "handed": ("leads_handed", "session"),
    "won": ("leads_won", "finish"),
    "before_won": ("inherited_won", "finish"),
}
BELIEFS: dict[int, Place] = {
    1: {"handed": ("leads_handed", "session"), "won": ("leads_won", "session")},
    2: {"n": ("leads_lost", "session")},
    3: {"profit": ("profit", "session"), "plan": ("plan", "session")},
    13: {
        "p": ("order_share", "year"),
        "contract": ("contract_margin", "year"),
        "orders": ("order_margin", "year"),
    },
    14: {"a": ("order_share", "session"), "b": ("order_share", "year")},
    15: {"n": ("signed", "session")},
    16: {"broken": ("promises_broken", "session"), "blind": ("broken_unknown", "session")},
}
"""Belief -> which figure a number of its sentence is."""
TILE = re.compile(r'data-figure="(\w+)\.(\w+)" data-value="(-?\d+|None)"')


@dataclass(frozen=True)
class Shown:
    """A figure at one place; two with the same `what` must have one value."""

    place: str
    what: tuple[str, str, int, int]  # figure, span, team, seat
    value: int | None


def shown(match: Match, gathered: Mapping[str, Gathered]) -> Iterator[Shown]:
    """All figures of a session that was played to its end; `gathered` has the exports' material by language."""
    yield from _room(match)
    for team in range(match.team_count):
        yield from _seats(match, team)
        yield from _parts(match, team)
        yield from _debrief(match, team)
        yield from _pictures(match, team)
    for lang, material in gathered.items():
        yield from _exports(material, lang, match.scenario.frame.rounds)


def _of(
    match: Match, place: str, shape: Any, fields: Place, team: int, round_: int = 0, seat: int = WHOLE_TEAM
) -> Iterator[Shown]:
    """What stands in a view's shape, by the figures that its place says it has."""
    for field, (name, horizon) in fields.items():
        span = _span(horizon, round_ or match.scenario.frame.rounds)
        yield Shown(f"{place}.{field}", (name, span, team, seat if name == "score" else WHOLE_TEAM), shape[field])


def _span(horizon: str, round_: int) -> str:
    """The rounds that a horizon stands for: so far, to the bell and the session are one at its end."""
    if horizon in ("finish", "year", "months"):
        return horizon
    return f"round {round_}" if horizon == "round" else f"to {round_}"


def _room(match: Match) -> Iterator[Shown]:
    """Projector and console."""
    screen, console = screen_view(match, "en"), facilitator_view(match, "en")
    for line in screen["teams"]:
        yield from _of(match, "projector", line, TEAM, line["team"])
    for row in console["teams"]:
        yield from _of(match, "console", row, TEAM, row["team"])
    for number, lines in enumerate(console["results"], start=1):
        for line in lines:
            yield from _of(match, "console", line, TO_THE_BELL, line["team"], number)
    for month in screen["forward"]:
        yield from _of(match, "the months", month, FORWARD, month["team"])
    added_up = [sum(line[key] for line in screen["teams"]) for key in ("handed", "won")]
    for name, pooled, board in zip(
        ("room handed", "room won"), (screen["pooled_handed"], screen["pooled_won"]), added_up, strict=True
    ):
        yield Shown("projector, pooled", (name, "", -1, -1), pooled)
        yield Shown("projector, added up", (name, "", -1, -1), board)


def _seats(match: Match, team: int) -> Iterator[Shown]:
    """Every desk and phone of a team."""
    for seat in range(len(match.seats(team))):
        view = seat_view(match, team, seat, "en")
        for result in view["results"]:
            yield from _of(match, f"seat {seat}", result, ROUND, team, result["round"], seat)
        if view["forward"]:
            yield from _of(match, f"seat {seat}", view["forward"], FORWARD, team)


PARTS: dict[tuple[str, str], tuple[str, str]] = {
    ("lead_gen", "count"): ("leads_handed", "round"),
    ("lead_gen", "won"): ("leads_won", "bell"),
    ("sales", "margin"): ("contract_margin", "round"),
    ("account", "margin"): ("order_margin", "round"),
}
"""Parts of a seat's score that are a figure of the team, and which."""


def _parts(match: Match, team: int) -> Iterator[Shown]:
    """What the parts of the scores are made of."""
    for seat, role in enumerate(match.seats(team)):
        for number in range(1, match.scenario.frame.rounds + 1):
            score = seat_score(match.state, match.state.teams[team], seat, number, number)
            for part in score.parts:
                name, horizon = PARTS.get((role, part.key), ("", ""))
                if name and part.measured.of:
                    span = _span(horizon, number)
                    yield Shown(f"part {part.key}", (name, span, team, WHOLE_TEAM), part.measured.got)


def _debrief(match: Match, team: int) -> Iterator[Shown]:
    """Scoreboard, questions and sentences; `play --json` beside them."""
    rounds = match.scenario.frame.rounds
    debrief = debrief_view(match, team, reveal=True, lang="en")
    for result in debrief["results"]:
        yield from _of(match, "debrief", result, ROUND, team, result["round"])
    yield from _of(match, "debrief", debrief["teams"][team], TEAM, team)
    yield from _of(match, "terminal --json", team_results(match)[team], RESULT, team)
    for loud in heard(Look(match, team)):
        yield from _of(match, f"question {loud.belief}", loud.params, BELIEFS.get(loud.belief, {}), team)
    for number in range(1, rounds + 1):
        for fact in happened(match, team, number):
            if fact.key in FIGURES:
                yield Shown("sentence", (fact.key, f"round {number}", team, WHOLE_TEAM), fact.n)


def _pictures(match: Match, team: int) -> Iterator[Shown]:
    pictures, span = pictures_view(match, "en"), f"to {match.scenario.frame.rounds}"
    for seat, role in enumerate(match.seats(team)):
        point = next(p for p in pictures["kpi"] if p["team"] == team and p["role"] == role)
        yield Shown("terminal --json", ("score", span, team, seat), team_scores(match)[team][role])
        yield Shown("picture of scores", ("score", span, team, seat), point["kpi"])
        yield Shown("picture of scores", ("profit", span, team, WHOLE_TEAM), point["profit"])
    yield from _of(match, "picture of promises", pictures["promises"][team], PROMISES, team)
    yield from _of(match, "picture of margins", pictures["after"][team], AFTER, team)
    boxes: dict[str, int] = defaultdict(int)
    boxes.update({node["id"]: node["count"] for node in pictures["funnels"][team]["nodes"]})
    yield from _of(match, "funnel", boxes, FUNNEL, team)


# --- What leaves the house: read back from the files themselves, by the words of their headings ----------------------


def _exports(material: Gathered, lang: str, rounds: int) -> Iterator[Shown]:
    names = {
        material.figure_label(each.id, horizon): (each.id, horizon)
        for each in FIGURES.values()
        for horizon in each.horizons
    }
    book = openpyxl.load_workbook(io.BytesIO(workbook(material)))
    for sheet in book.worksheets:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        if rows and rows[0][0] == material.words("column.team_no"):
            yield from _table(f"workbook {lang}, {sheet.title}", rows, names, material, rounds, 1)
    with zipfile.ZipFile(io.BytesIO(tables_zip(material))) as files:
        for file in files.namelist():
            text = files.read(file).decode("utf-8-sig")
            cells = list(csv.reader(io.StringIO(text), delimiter=";" if lang == "ru" else ","))
            if cells[0][0] == material.words("column.team_no"):
                yield from _table(f"{file} {lang}", cells, names, material, rounds, 100)
    for part, article in zip(material.teams, report(material).split("<article>")[1:], strict=True):
        for name, horizon, value in TILE.findall(article):
            span = _span(horizon, rounds)
            yield Shown(f"report {lang}", (name, span, part.team, -1), None if value == "None" else int(value))
    yield from _terminal(material, lang, names, rounds)


def _table(
    place: str, rows: list[list[Any]], names: Mapping[str, tuple[str, str]], material: Gathered, rounds: int, cent: int
) -> Iterator[Shown]:
    heads = [str(head) for head in rows[0]]
    by_round, by_seat = material.words("column.round"), material.words("column.seat_no")
    for row in rows[1:]:
        own = dict(zip(heads, row, strict=True))
        number = int(own[by_round]) if by_round in own and str(own[by_round]).isdecimal() else rounds
        for head, cell in own.items():
            if head not in names:
                continue
            name, horizon = names[head]
            span = _span(horizon, number)
            seat = int(own[by_seat]) - 1 if by_seat in own else -1
            if name == "bots_share" and seat >= 0:
                continue  # a seat's share is checked where it is made: no other place shows it
            yield Shown(f"{place}: {head}", (name, span, int(own[heads[0]]) - 1, seat), _value(cell, name, cent))


def _value(cell: Any, name: str, cent: int) -> int | None:
    """A cell as the whole number of its figure; the workbook holds euros and shares, the CSV euros as text."""
    if cell is None or cell == "":
        return None
    number = float(str(cell).replace(",", "."))
    unit = FIGURES[name].unit
    scale = 100 if unit == "money" or (unit == "percent" and cent == 1) else 1
    return round(number * scale)


def _terminal(material: Gathered, lang: str, names: Mapping[str, tuple[str, str]], rounds: int) -> Iterator[Shown]:
    """The head of each team. Its money is whole euros: a line that says what the table says counts as its value."""
    team, part_names = -1, {part.name for part in material.teams}
    for line in told(material, {}):
        team += line in part_names
        label, _, text = line.strip().rpartition(": ")
        if label not in names:
            continue
        name, horizon = names[label]
        real = figure(material.match, team, name, horizon)  # type: ignore[arg-type]
        write: Any = {"money": material.words.money, "percent": material.words.percent}.get(FIGURES[name].unit)
        says = material.figure_label("not_yet") if real is None else (write or material.words.number)(real)
        span = _span(horizon, rounds)
        yield Shown(f"terminal {lang}", (name, span, team, -1), real if says == text else -1)


def doubles(found: list[Shown]) -> dict[tuple[str, str, int, int], dict[int | None, list[str]]]:
    """Figures with more than one value, each value with the places that show it."""
    seen: dict[tuple[str, str, int, int], dict[int | None, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in found:
        seen[one.what][one.value].append(one.place)
    return {what: dict(values) for what, values in seen.items() if len(values) > 1}
