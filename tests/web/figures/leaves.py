"""Every number of a view by the shape and field that it stands in, and every number in a text of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.web.figures.marks import Marks

CODES = {
    "value", "default", "discount", "blocked", "id", "agenda", "trigger", "mode", "verb", "right", "scenario", "captions",
}  # fmt: skip
"""Fields that hold codes, which nobody reads: their digits are no numbers."""

ELSEWHERE = {"WhatIfView.after": "Elsewhere"}
"""A shape that holds a real team's numbers, and where it does not."""


@dataclass(frozen=True)
class Leaf:
    """A number that stands somewhere: its name (shape and field, or words and placeholder), and what it is about."""

    place: str
    name: str
    value: Any
    about: Mapping[str, Any] = field(default_factory=dict)
    way: tuple[str | int, ...] = ()  # where in the view it stands


def leaves(place: str, value: Any, kind: Any, marks: Marks, about: Mapping[str, Any] | None = None) -> Iterator[Leaf]:
    """Every number of a value of this type, and every number in its texts."""
    yield from _walk(place, "", value, kind, marks, about or {}, ())


@cache
def _fields(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=False)


def _walk(
    place: str, name: str, value: Any, kind: Any, marks: Marks, about: Mapping[str, Any], way: tuple[str | int, ...]
) -> Iterator[Leaf]:
    kind = _chosen(kind, value)
    if is_typeddict(kind):
        here = dict(about) | {k: _read(v, marks) for k, v in value.items() if isinstance(v, (int, str))}
        shape, hints = ELSEWHERE.get(name, kind.__name__), _fields(kind)
        for key, each in value.items():
            if key in hints:
                yield from _walk(place, f"{shape}.{key}", each, hints[key], marks, here, (*way, key))
            else:
                yield Leaf(place, "", f"{shape}.{key}", here, (*way, key))
    elif isinstance(value, dict):
        inner = get_args(kind)[1]
        for key, each in value.items():
            yield from _walk(place, name, each, inner, marks, {**about, **_key(about, key)}, (*way, key))
    elif isinstance(value, (list, tuple)):
        inner = get_args(kind)
        for index, each in enumerate(value):
            hint = inner[index] if get_origin(kind) is tuple and len(inner) == len(value) else inner[0]
            here = {**about, **_place(name, kind, index, about)}
            yield from _walk(place, name, each, hint, marks, here, (*way, index))
    elif isinstance(value, str):
        if name.rpartition(".")[2] not in CODES:
            yield from texts(place, value, marks, about, way)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield Leaf(place, name, value, about, way)


def _read(value: int | str, marks: Marks) -> int | str:
    return marks.plain(value) if isinstance(value, str) else value


def _key(about: Mapping[str, Any], key: str) -> dict[str, str]:
    """The keys above a number in a plain dictionary, outermost first."""
    return {"key2" if "key1" in about else "key1": key}


def _place(name: str, kind: Any, index: int, about: Mapping[str, Any]) -> dict[str, Any]:
    """Where in a list a number stands; the console's lines as they stood at each bell say the round by that alone."""
    of_a_bell = name == "FacilitatorView.results" and "list" in str(get_args(kind)[0])
    return {"above": about.get("at"), "at": index} | ({"round": index + 1} if of_a_bell else {})


def _chosen(kind: Any, value: Any) -> Any:
    """The part of a union that a value is of."""
    if get_origin(kind) is NotRequired:
        return _chosen(get_args(kind)[0], value)
    if get_origin(kind) in (Union, UnionType):
        wanted = [part for part in get_args(kind) if part is not NoneType and get_origin(part) is not Literal]
        return next((part for part in wanted if is_typeddict(part) == isinstance(value, dict)), kind)
    return kind


def texts(
    place: str, text: str, marks: Marks, about: Mapping[str, Any], way: tuple[str | int, ...] = ()
) -> Iterator[Leaf]:
    """The numbers in a text: each marked one by its words; a digit without a mark has no name."""
    bare = text
    for name in marks.names:
        bare = bare.replace(name, "")
    if re.search(r"\d", bare):
        yield Leaf(place, "", marks.plain(text), about, way)
    for mark in marks.of(text):
        yield Leaf(place, mark.name, mark.value, {**about, "sentence": marks.plain(text)}, way)
