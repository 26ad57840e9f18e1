"""The tables that leave the house: every column once, with its unit. Workbook, CSV and report all read them here.

The heading of a column and what it means stand in `words.toml` under the column's key; so a key means the same
in every table. A column marked as `truth` is there only in an unmasked export.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from game.scoring.figures import FIGURES, ROUND, SEAT_SESSION, SESSION
from web.exports import rows, rows_told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.scoring.figures import Horizon, Place
    from web.exports.gathered import Gathered

Unit = Literal["text", "count", "money", "percent", "minutes", "flag"]
Value = str | int | None
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `None` in it means that there is nothing to say. Money in cents, per cent 0-100."""

    key: str
    unit: Unit
    truth: bool = False
    figure: tuple[str, Horizon] | None = None  # what of the table of figures stands in it


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in a table and where its rows come from."""

    key: str
    columns: tuple[Column, ...]
    rows: Callable[[Gathered], Iterator[Row]]
    truth: bool = False  # nothing of it is told before the truth is
    always: bool = True  # written even without rows


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its rows, in the reader's words."""

    key: str
    title: str
    note: str
    columns: tuple[Column, ...]
    headings: tuple[str, ...]
    rows: list[tuple[Value, ...]]

    def place(self, key: str) -> int:
        """Which column has this key, from 0."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)


def _columns(text: str, *, truth: str = "") -> tuple[Column, ...]:
    """Columns from "key:unit key:unit"; without a unit it is text. Those of `truth` follow."""
    made = []
    for hidden, part in [(False, p) for p in text.split()] + [(True, p) for p in truth.split()]:
        key, _, unit = part.partition(":")
        made.append(Column(key, unit or "text", hidden))  # type: ignore[arg-type]
    return tuple(made)


def _figures(place: Place) -> tuple[Column, ...]:
    """A column for each figure of a place."""
    units = {field: FIGURES[name].unit for field, (name, _) in place.items()}
    return tuple(
        Column(field, "count" if unit == "score" else unit, figure=place[field]) for field, unit in units.items()
    )


TEAM = "team_no:count team "

TABLES: tuple[Table, ...] = (
    Table("teams", _columns(TEAM) + _figures(SESSION), rows.teams),
    Table("rounds", _columns(TEAM + "round:count") + _figures(ROUND), rows.rounds),
    Table(
        "seats",
        _columns(TEAM + "seat_no:count role worked:minutes decisions:count") + _figures(SEAT_SESSION),
        rows.seats,
    ),
    Table("kpis", _columns(TEAM + "seat_no:count role span part weight:percent value:count detail"), rows.kpis),
    Table(
        "handoffs",
        _columns(
            TEAM + "handoff_no:count round:count company_no:count company sender receiver mode warm:flag wait:minutes "
            "known:count arrived:count guesses:count state reason repeated:count outcome "
            "contract:money by_bot:flag notes return_note",
            truth="quality:count worth_as_was:money worth_complete:money worth_warm:money worth_at_once:money",
        ),
        rows_told.handoffs,
    ),
    Table(
        "companies",
        _columns(
            TEAM + "company_no:count company source first_seen:count outcome ended_round:count contract:money "
            "contract_margin:money orders:count earned_after:money first_wait:minutes touch_wait:minutes "
            "times_handed:count repeated:count fallen:count",
            truth="true_story true_pain true_product true_severity true_budget true_timing true_decision_maker "
            "true_trust:percent",
        ),
        rows_told.companies,
    ),
    Table(
        "promises",
        _columns(TEAM + "company_no:count company promise by made:count due:count state settled:count known_to"),
        rows_told.promises,
    ),
    Table("leaks", _columns(TEAM + "step cause amount:money"), rows.leaks),
    Table(
        "causes",
        _columns(TEAM + "step entry:count round:count role company_no:count company sentence amount:money"),
        rows.causes,
        truth=True,
        always=False,
    ),
    Table(
        "moments",
        _columns(TEAM + "entry:count round:count role company_no:count company sentence"),
        rows_told.key_moments,
    ),
    Table(
        "timeline",
        _columns(
            TEAM + "entry:count round:count role title second company_no:count company minutes:minutes", truth="truth"
        ),
        rows_told.timeline,
    ),
    Table("funnel", _columns(TEAM + "origin target companies:count"), rows.funnel, always=False),
    Table(
        "months", _columns(TEAM + "month:count profit_month:money orders_month:count churned_month:count"), rows.months
    ),
    Table("charter", _columns(TEAM + "line choice"), rows.charter, always=False),
    Table("questions", _columns(TEAM + "belief fact ask"), rows.questions, always=False),
    Table(
        "quiz",
        _columns("item right why before:count before_of:count after:count after_of:count"),
        rows.quiz,
        always=False,
    ),
    Table("reflections", _columns(TEAM + "seat_no:count role rule checks"), rows.reflections, always=False),
)


def filled(gathered: Gathered, *keys: str) -> list[Filled]:
    """The tables of an export with their rows, all or those with these keys; the truth only if it was unmasked."""
    chosen = [table for table in TABLES if not keys or table.key in keys]
    made = [fill(gathered, table) for table in chosen if gathered.reveal or not table.truth]
    return [table for table in made if table.rows or _is_always(table.key)]


def fill(gathered: Gathered, table: Table) -> Filled:
    """One table with its rows."""
    say = gathered.words
    columns = tuple(column for column in table.columns if gathered.reveal or not column.truth)
    found = [tuple(row.get(column.key) for column in columns) for row in table.rows(gathered)]
    return Filled(
        key=table.key,
        title=say(f"table.{table.key}"),
        note=say(f"table_note.{table.key}"),
        columns=columns,
        headings=tuple(heading(gathered, column) for column in columns),
        rows=found,
    )


def described(gathered: Gathered, tables: list[Filled]) -> Filled:
    """The table of all columns: on which sheet, in which unit, and what each means."""
    say = gathered.words
    columns = _columns("sheet column unit meaning")
    lines: list[tuple[Value, ...]] = [
        (table.title, head, say(f"unit.{column.unit}"), _meaning(gathered, column))
        for table in tables
        for column, head in zip(table.columns, table.headings, strict=True)
    ]
    headings = tuple(say(f"column.{column.key}") for column in columns)
    return Filled("columns", say("table.columns"), say("about.columns"), columns, headings, lines)


def heading(gathered: Gathered, column: Column, *, plain: Horizon | None = None) -> str:
    """What stands above a column; of a figure its name and, unless it is the `plain` one, its horizon."""
    if column.figure is None:
        return gathered.words(f"column.{column.key}")
    name, horizon = column.figure
    return gathered.figure_label(name, None if horizon == plain else horizon)


def _meaning(gathered: Gathered, column: Column) -> str:
    """One sentence on what stands in a column."""
    if column.figure is None:
        return gathered.words(f"means.{column.key}")
    return gathered.speak.words(f"figure_means.{column.figure[0]}")


def _is_always(key: str) -> bool:
    return next(table.always for table in TABLES if table.key == key)
