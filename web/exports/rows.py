"""The rows of the tables that count: teams, rounds, seats, leaks, months, and what people noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scoring.doings import work_by_seat
from game.scoring.figures import ROUND, SEAT_SESSION, SESSION
from game.scoring.result import shown_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from web.exports.gathered import Gathered, TeamPart
    from web.exports.tables import Row


def of_team(part: TeamPart) -> Row:
    """The columns that say which team a row is about."""
    return {"team_no": part.team + 1, "team": part.name}


def some(number: int) -> int | None:
    """A number, None where the views say -1 for "nothing to measure"."""
    return None if number < 0 else number


def teams(gathered: Gathered) -> Iterator[Row]:
    """What the session brought each team."""
    for part in gathered.teams:
        yield {**of_team(part), **shown_at(gathered.match, part.team, SESSION)}


def rounds(gathered: Gathered) -> Iterator[Row]:
    """What each closed round brought each team."""
    for part in gathered.teams:
        for result in part.debrief["results"]:
            yield of_team(part) | {"round": result["round"]} | {field: result[field] for field in ROUND}  # type: ignore[literal-required]


def seats(gathered: Gathered) -> Iterator[Row]:
    """The seats with the score of the session."""
    for part in gathered.teams:
        work = work_by_seat(gathered.match, part.team)
        for seat in part.seats:
            worked, decisions = work[seat.seat]
            own: Row = {
                "seat_no": seat.seat + 1,
                "role": seat.role_text,
                "worked": worked,
                "decisions": decisions,
            }
            yield {**of_team(part), **own, **shown_at(gathered.match, part.team, SEAT_SESSION, seat=seat.seat)}


def kpis(gathered: Gathered) -> Iterator[Row]:
    """Every part of every score, of the session and of each round."""
    say = gathered.words
    for part in gathered.teams:
        for seat in part.seats:
            own = of_team(part) | {"seat_no": seat.seat + 1, "role": seat.role_text}
            spans = [(say("say.session"), seat.score, seat.parts)]
            spans += [(say("say.round", round=r["round"]), r["kpi"], r["kpi_parts"]) for r in seat.rounds]
            for span, score, parts in spans if seat.rounds else []:
                yield own | {"span": span, "part": say("say.score"), "weight": 100, "value": score}
                for each in parts:
                    yield own | {
                        "span": span,
                        "part": each["label"],
                        "weight": each["weight"],
                        "value": each["value"],
                        "detail": each["detail"],
                    }


def leaks(gathered: Gathered) -> Iterator[Row]:
    """From par to what was earned: the steps, each followed by its causes."""
    say = gathered.words
    for part in gathered.teams:
        view = part.leaks
        if view is None:
            continue
        yield of_team(part) | {"step": say("say.par"), "amount": view["par"]}
        for bar in view["bars"]:
            yield of_team(part) | {"step": bar["label"], "amount": bar["amount"]}
            for cause in bar["causes"]:
                yield of_team(part) | {"step": bar["label"], "cause": cause["label"], "amount": cause["amount"]}
        yield of_team(part) | {"step": say("say.earned"), "amount": view["earned"]}


def causes(gathered: Gathered) -> Iterator[Row]:
    """The acts behind the steps."""
    for part in gathered.teams:
        for bar in part.leaks["bars"] if part.leaks else []:
            for item in bar["items"]:
                row: Row = {
                    "step": bar["label"],
                    "entry": item["seq"],
                    "round": gathered.when(item["round"]),
                    "role": gathered.speak.words(f"role.{item['role']}"),
                    "company_no": some(item["company"]),
                    "company": item["company_name"],
                    "sentence": item["sentence"],
                    "amount": item["amount"],
                }
                yield of_team(part) | row


def funnel(gathered: Gathered) -> Iterator[Row]:
    """How the companies flowed."""
    parts = {part.team: part for part in gathered.teams}
    for picture in gathered.pictures["funnels"] if gathered.pictures else []:
        if picture["team"] not in parts:
            continue
        labels = {node["id"]: node["label"] for node in picture["nodes"]}
        for link in picture["links"]:
            yield of_team(parts[picture["team"]]) | {
                "origin": labels[link["source"]],
                "target": labels[link["target"]],
                "companies": link["count"],
            }


def months(gathered: Gathered) -> Iterator[Row]:
    """The twelve months, as far as they were played."""
    for part in gathered.teams:
        for line in part.debrief["forward"]:
            for month in line["months"] if line["team"] == part.team else []:
                yield of_team(part) | {
                    "month": month["month"],
                    "profit_month": month["profit"],
                    "orders_month": month["orders"],
                    "churned_month": month["churned"],
                }


def charter(gathered: Gathered) -> Iterator[Row]:
    """The rules of each team, a choice a row."""
    for part in gathered.teams:
        for line, choices in part.charter:
            for choice in choices:
                yield of_team(part) | {"line": line, "choice": choice}


def questions(gathered: Gathered) -> Iterator[Row]:
    """The questions worth asking each team."""
    for part in gathered.teams:
        for question in part.questions:
            yield of_team(part) | {"belief": question["belief"], "fact": question["fact"], "ask": question["ask"]}


def quiz(gathered: Gathered) -> Iterator[Row]:
    """The knowledge test of the whole group."""
    for text, right, result in gathered.quiz:
        yield {
            "item": text,
            "right": right,
            "why": result["why"],
            "before": some(result["before"]),
            "before_of": result["before_of"],
            "after": some(result["after"]),
            "after_of": result["after_of"],
        }


def reflections(gathered: Gathered) -> Iterator[Row]:
    """The rule each seat takes along."""
    for part in gathered.teams:
        roles = {seat.seat: seat.role_text for seat in part.seats}
        for noted in gathered.after.reflections:
            if noted.team == part.team and noted.rule:
                yield of_team(part) | {
                    "seat_no": noted.seat + 1,
                    "role": roles.get(noted.seat, ""),
                    "rule": noted.rule,
                    "checks": noted.checks,
                }
