"""Acts outside the log, on what only the server knows: time, messages, places of people, the debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from web.live import chat, people_steps, room_steps
from web.live.debrief import steps as debrief_steps
from web.live.step import StepRefusedError

if TYPE_CHECKING:
    from web.live.asks import Ask
    from web.live.room import Room
    from web.live.step import Outcome, Step

STEPS: dict[str, Step] = {**room_steps.STEPS, **people_steps.STEPS, **chat.STEPS, **debrief_steps.STEPS}


def take(room: Room, ask: Ask, now: int) -> Outcome:
    """Take a step: what to store, and entries of the log that come with it.

    Raises:
        StepRefusedError: it is not possible now.
    """
    shape, kinds, function = STEPS[ask.verb]
    if ask.reader is None or ask.reader.kind not in kinds:
        raise StepRefusedError("not_allowed")
    try:
        args = shape.model_validate(ask.args)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "arguments"
        raise StepRefusedError("malformed", f"{where}: {first['type']}") from None
    return function(room, ask, args, now)
