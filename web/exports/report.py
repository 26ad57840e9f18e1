"""The printable report: one HTML file that needs nothing else, per team and per seat, made for A4."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from game.scoring.figures import SESSION
from game.scoring.result import shown_at
from web.exports import drawing
from web.exports.rows_told import counted, quality_of
from web.exports.style import stylesheet
from web.exports.tables import TABLES, Filled, fill, heading

if TYPE_CHECKING:
    from game.views import shape
    from web.exports.gathered import Gathered, SeatPart, TeamPart
    from web.exports.tables import Column, Value

MOST_HANDOFFS = 24
MOST_WORTHS = 12
MOST_ACTS = 3
ROUND_COLUMNS = (
    "round", "profit", "profit_total", "plan_total", "handed", "accepted", "returned", "won", "lost", "inherited_won",
    "quality", "repeated_questions", "broken_promises", "kpi",
)  # fmt: skip
PROMISE_COLUMNS = ("company", "promise", "by", "made", "due", "state", "known_to")


@dataclass(frozen=True, slots=True)
class Told:
    """A handoff as the report draws it."""

    story: shape.HandoffStory
    sent: list[tuple[str, str]]
    arrived: list[tuple[str, str]]
    known: int
    left: int
    guesses: int
    quality: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the waterfall taken apart; whole euros that add up as they are read."""

    label: str
    amount: int
    causes: list[tuple[str, int]]
    acts: list[shape.LeakItem]


@dataclass(frozen=True, slots=True)
class Sheets:
    """One report: a team's, or one seat's within its team."""

    part: TeamPart
    seat: SeatPart | None
    fall: drawing.Waterfall | None
    causes: list[Step]
    handoffs: list[Told]
    handoffs_all: int
    worths: list[shape.HandoffWorth]
    moments: list[shape.KeyMoment]
    rounds: Filled
    promises: Filled
    rules: list[tuple[str, str]]  # role, rule
    figures: dict[str, int | None]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("web.exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["drawing"] = drawing
    return environment


def report(gathered: Gathered, seat: int | None = None) -> str:
    """The report of the gathered teams, one after the other; with `seat` (0-based) that of one seat in each."""
    say = gathered.words
    sheets = [_sheets(gathered, part, seat) for part in gathered.teams]
    return (
        _environment()
        .get_template("report.html")
        .render(
            say=say,
            lang=gathered.lang,
            words=gathered.speak.words,
            label=gathered.figure_label,
            gathered=gathered,
            sheets=sheets,
            style=stylesheet(),
            fields=", ".join(gathered.speak.words(f"field.{name}").lower() for name in _fields()),
            shown=lambda value, column: shown(gathered, value, column),
        )
    )


def shown(gathered: Gathered, value: Value, column: Column) -> str:
    """A value of a table in words."""
    say = gathered.words
    if value is None or value == "":
        return say("say.none")
    if isinstance(value, str):
        return value
    match column.unit:
        case "money":
            return say.money(value)
        case "percent":
            return say.percent(value)
        case "minutes":
            return say.minutes(value)
        case "flag":
            return say("say.yes" if value else "say.no")
    return say.number(value)


def _fields() -> tuple[str, ...]:
    from game.market.rules import FIELDS  # noqa: PLC0415 - only the names

    return tuple(FIELDS)


def _sheets(gathered: Gathered, part: TeamPart, seat: int | None) -> Sheets:
    own = part.seats[seat] if seat is not None else None
    stories = [s for s in part.debrief["handoffs"] if own is None or own.role in (s["sender"], s["receiver"])]
    told = [_told(gathered, story) for story in _most_lost(stories)]
    leaks = part.leaks
    own_ids = {story["id"] for story in stories}
    worths = [w for w in (leaks["handoffs"] if leaks else []) if w["id"] in own_ids and w["at_once"] > w["as_was"]]
    worths.sort(key=lambda worth: (worth["as_was"] - worth["at_once"], worth["id"]))
    rules = [
        (part.seats[noted.seat].role_text, noted.rule)
        for noted in gathered.after.reflections
        if noted.team == part.team and noted.rule and noted.seat < len(part.seats) and seat in (None, noted.seat)
    ]
    return Sheets(
        part=part,
        seat=own,
        fall=drawing.waterfall(leaks, gathered.words, own.role if own else "") if leaks else None,
        causes=_steps(leaks, own.role if own else "") if leaks else [],
        handoffs=told,
        handoffs_all=len(stories),
        worths=worths[:MOST_WORTHS],
        moments=[key for key in part.keys if own is None or key["role"] in ("", own.role)],
        rounds=_rounds(gathered, part, own),
        promises=_promises(gathered, part),
        rules=rules,
        figures=_figures(gathered, part),
    )


def _told(gathered: Gathered, story: shape.HandoffStory) -> Told:
    fields = counted(gathered, story)
    handoff = gathered.match.state.teams[story["team"]].handoffs[story["id"]]
    return Told(
        story=story,
        sent=drawing.sent_cells(story),
        arrived=drawing.arrived_cells(story),
        known=fields.known,
        left=fields.left,
        guesses=fields.guesses,
        quality=quality_of(gathered.match, handoff) if gathered.reveal else None,
    )


def _steps(view: shape.LeaksView, role: str) -> list[Step]:
    """The steps that have causes, or those of one role, with the acts behind them."""
    made = []
    for bar, amount in zip(view["bars"], drawing.shown_steps(view), strict=True):
        if not bar["causes"] or (role and role not in bar["roles"]):
            continue
        causes = sorted(bar["causes"], key=lambda cause: cause["amount"])
        euros = drawing.shown_parts(amount, [cause["amount"] for cause in causes])
        parts = [(cause["label"], euro) for cause, euro in zip(causes, euros, strict=True)]
        made.append(Step(bar["label"], amount, parts, bar["items"][:MOST_ACTS]))
    return made


def _most_lost(stories: list[shape.HandoffStory]) -> list[shape.HandoffStory]:
    """Those that fit the report: the ones that lost most, in the order they were made."""
    worst = sorted(stories, key=lambda story: (-drawing.fallen(story), -story["repeated"], story["id"]))
    return sorted(worst[:MOST_HANDOFFS], key=lambda story: story["id"])


def _some(gathered: Gathered, part: TeamPart, key: str, columns: tuple[str, ...]) -> Filled:
    """One team's rows of a table, and of its columns those that fit the page."""
    table = fill(gathered, next(table for table in TABLES if table.key == key))
    places = [table.place(column) for column in columns]
    team = table.place("team_no")
    return Filled(
        key=key,
        title=table.title,
        note=table.note,
        columns=tuple(table.columns[place] for place in places),
        headings=tuple(heading(gathered, table.columns[place], plain="round") for place in places),
        rows=[tuple(row[place] for place in places) for row in table.rows if row[team] == part.team + 1],
    )


def _rounds(gathered: Gathered, part: TeamPart, own: SeatPart | None) -> Filled:
    """The team's rounds; in a seat's report the score is its own."""
    table = _some(gathered, part, "rounds", ROUND_COLUMNS)
    if own is None:
        return table
    place = table.place("kpi")
    scores = {result["round"]: result["kpi"] for result in own.rounds}
    rows = [(*row[:place], scores.get(int(row[0] or 0)), *row[place + 1 :]) for row in table.rows]
    return replace(table, rows=rows)


def _promises(gathered: Gathered, part: TeamPart) -> Filled:
    """The promises that were settled within the session and broken, or are open."""
    table = _some(gathered, part, "promises", PROMISE_COLUMNS)
    crew, rounds = gathered.match.state.teams[part.team], gathered.match.scenario.frame.rounds
    kept = [
        row
        for row, promise in zip(table.rows, crew.promises, strict=True)
        if promise.made <= rounds and promise.settled <= rounds and promise.state in ("broken", "open")
    ]
    return Filled(table.key, table.title, table.note, table.columns, table.headings, kept)


def _figures(gathered: Gathered, part: TeamPart) -> dict[str, int | None]:
    """The large numbers at the top."""
    return shown_at(gathered.match, part.team, SESSION)
