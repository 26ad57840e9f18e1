"""What the acts outside the log have in common: the shape of their arguments, their outcome, a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.actions.commands import Command
    from web.live import after
    from web.live.asks import Ask
    from web.live.room import Room
    from web.live.seating import Place

    Outcome = tuple[list[after.Job], list[Command]]
    """What to store, and entries of the log that come with it."""

    Step = tuple[type["Args"], tuple[str, ...], Callable[[Room, Ask, Any, int], Outcome]]
    """The shape of its arguments, who may take it, and the step itself."""

FACILITATOR, SEAT = ("facilitator",), ("seat",)


class StepRefusedError(Exception):
    """A step that is not possible now."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


class Args(BaseModel):
    """Arguments of a step: no unknown keys, no converted types."""

    model_config = ConfigDict(extra="forbid", strict=True)


def known(room: Room, place: Place) -> Place:
    """A seat of this session.

    Raises:
        StepRefusedError: nobody_there, when it has none of this number.
    """
    if place not in room.seating.places():
        raise StepRefusedError("nobody_there")
    return place
