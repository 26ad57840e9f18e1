"""The shapes of `game.views.shape` as strict validators: no key more, no key less, no number for a text."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import typing_extensions
from pydantic import TypeAdapter, ValidationError

from game.views import shape

KINDS = {"seat": shape.SeatView, "facilitator": shape.FacilitatorView, "screen": shape.ScreenView}


def differences(view: Any) -> list[str]:
    """Where a view is not shaped as it is declared, one line each."""
    try:
        adapter(KINDS[view["kind"]]).validate_python(view, strict=True, extra="forbid")
    except ValidationError as error:
        return [f"{'.'.join(map(str, e['loc']))}: {e['type']} {str(e['input'])[:60]!r}" for e in error.errors()]
    return []


@cache
def adapter(shape_: Any) -> TypeAdapter[Any]:
    """A validator of a typed dictionary."""
    return TypeAdapter(_mirror(shape_))


@cache
def _mirror(kind: Any) -> Any:
    """The same type with the typed dictionaries that Pydantic reads on Python 3.11 too."""
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        make: Any = typing_extensions.TypedDict
        return make(kind.__name__, {name: _mirror(hint) for name, hint in hints.items()})
    origin, args = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return typing_extensions.NotRequired[_mirror(args[0])]
    if origin in (Union, UnionType):
        return reduce(or_, (arg if arg is NoneType else _mirror(arg) for arg in args))
    if origin is None or origin is Literal:
        return kind
    return origin[tuple(_mirror(arg) for arg in args)]
