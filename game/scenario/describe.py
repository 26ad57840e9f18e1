"""Every field of a scenario file with its unit and meaning, for the README and for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from pydantic import BaseModel

from game.scenario.schema import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator


class Line(NamedTuple):
    """One field of a scenario file."""

    path: str  # dotted; `[]` after a list of tables
    unit: str
    meaning: str


def lines(model: type[BaseModel] = Scenario, before: str = "") -> Iterator[Line]:
    """Every field below `model`, in the order of the schema; groups come before their fields."""
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        unit = str(extra["unit"]) if isinstance(extra, dict) else ""
        inner = _model_in(field.annotation)
        many = inner is not None and inner is not field.annotation
        path = f"{before}{name}{'[]' if many else ''}"
        yield Line(path, unit, field.description or "")
        if inner is not None:
            yield from lines(inner, f"{path}.")


def table() -> str:
    """The fields as Markdown tables, one a top-level group."""
    parts: list[str] = []
    rows: list[str] = []
    for line in lines():
        top = "." not in line.path
        if top and line.unit in {"table", "list of tables"}:
            parts.append(f"\n### {line.path}\n\n{line.meaning}.\n\n| field | unit | meaning |\n|---|---|---|")
        elif top:
            rows.append(_row(line))
        else:
            parts.append(_row(line))
    head = "### The file itself\n\n| field | unit | meaning |\n|---|---|---|"
    return "\n".join([head, *rows, *parts]) + "\n"


def _row(line: Line) -> str:
    return f"| `{line.path}` | {line.unit} | {line.meaning} |"


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model that an annotation is or holds, None if it holds none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _model_in(part)
        if found is not None:
            return found
    return None
