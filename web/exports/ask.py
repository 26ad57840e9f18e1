"""Asks a part of the debrief by name: each is loaded when it is first needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def ask(module: str, name: str, *args: Any) -> Any:
    """What a function of the debrief says; None as long as this version has no such part."""
    try:
        function = getattr(import_module(module), name, None)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        return None
    return function(*args) if function is not None else None
