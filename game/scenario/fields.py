"""How a scenario's fields are declared: each with its meaning, its unit and the range that makes sense."""

from __future__ import annotations

import itertools
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1)]
"""A probability or a part of the whole."""

Permille = Annotated[int, Field(ge=0, le=10_000)]
"""A factor in thousandths: exact with integer money."""

Count = Annotated[int, Field(ge=0, le=1_000)]
"""A small number of things."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
"""A name in code: small letters, digits and underscores."""

Points = Annotated[tuple[tuple[float, float], ...], Field(min_length=2, max_length=32)]
"""A curve of straight lines through points (x, y), x rising."""


class Model(BaseModel):
    """One group of a scenario's fields: frozen, nothing undeclared, no silent conversion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    def __getitem__(self, name: str) -> Any:
        """The field called `name`, for tables keyed by topic, role or mode.

        Raises:
            KeyError: no such field.
        """
        return self.__dict__[name]


def declared(text: str, unit: str, **limits: Any) -> Any:
    """A required field with its meaning, its unit and its limits."""
    return Field(description=text, json_schema_extra={"unit": unit}, **limits)


def text(meaning: str) -> Any:
    """A required text."""
    return declared(meaning, "text", max_length=80)


def flag(meaning: str) -> Any:
    """A required yes or no."""
    return declared(meaning, "true or false")


def share(meaning: str) -> Any:
    """A probability, a trust level or a part of the whole, 0-1."""
    return declared(meaning, "share 0-1", ge=0, le=1)


def change(meaning: str) -> Any:
    """A change of trust, -1 to 1."""
    return declared(meaning, "trust -1 to 1", ge=-1, le=1)


def factor(meaning: str) -> Any:
    """A multiplier, 0-10."""
    return declared(meaning, "factor 0-10", ge=0, le=10)


def minutes(meaning: str, most: int = 480) -> Any:
    """Minutes of a seat's work."""
    return declared(meaning, f"minutes 0-{most}", ge=0, le=most)


def seconds(meaning: str) -> Any:
    """Seconds on the wall clock."""
    return declared(meaning, "seconds 10-7200", ge=10, le=7_200)


def cents(meaning: str) -> Any:
    """Money, in cents."""
    return declared(meaning, "cents", ge=0, le=10_000_000_000)


def permille(meaning: str) -> Any:
    """A share or factor in thousandths: exact with integer money."""
    return declared(meaning, "permille 0-10000", ge=0, le=10_000)


def percent(meaning: str) -> Any:
    """Whole per cent."""
    return declared(meaning, "per cent 0-100", ge=0, le=100)


def count(meaning: str, least: int = 0, most: int = 1_000) -> Any:
    """A number of things or rounds."""
    return declared(meaning, f"count {least}-{most}", ge=least, le=most)


def score(meaning: str) -> Any:
    """Points on the score of a deal."""
    return declared(meaning, "score points -200 to 200", ge=-200, le=200)


def weight(meaning: str) -> Any:
    """A weight in per cent; the weights of a group add up to 100."""
    return declared(meaning, "per cent 0-100", ge=0, le=100)


def each(meaning: str, unit: str, least: int = 1, most: int = 64) -> Any:
    """A list; its elements carry their own limits."""
    return declared(meaning, unit, min_length=least, max_length=most)


def curve(meaning: str) -> Any:
    """A curve given as points (x, y)."""
    return declared(meaning, "points (x, y), x rising, straight lines between")


def group(meaning: str) -> Any:
    """A table of further fields."""
    return declared(meaning, "table")


def rising(name: str, points: tuple[tuple[float, float], ...]) -> None:
    """Check that a curve's x values rise.

    Raises:
        ValueError: they do not.
    """
    if any(a[0] >= b[0] for a, b in itertools.pairwise(points)):
        message = f"{name}: the x values must rise"
        raise ValueError(message)


def whole(name: str, parts: tuple[float, ...], total: float = 1.0) -> None:
    """Check that parts add up to `total`.

    Raises:
        ValueError: they do not.
    """
    found = 0.0
    for part in parts:
        found += part
    if abs(found - total) > 1e-9 * max(1.0, total):
        message = f"{name} must add up to {total:g}, they give {found:g}"
        raise ValueError(message)
