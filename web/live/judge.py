"""One act, decided: known ids, the driver of the seat, the deadline, then the rules. Storing comes later."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from game.actions.commands import SEAT_VERBS, Actor, Command
from game.actions.errors import Rejected
from web.access.names import clean_text
from web.live import after, steps
from web.live.answers import Answer, Done, body_hash
from web.live.clock import monotonic_ms
from web.live.room import AFTER_PLAY
from web.live.step import StepRefusedError
from web.store import sessions
from web.store.calendar import wall_ms
from web.store.entries import EntryRow

if TYPE_CHECKING:
    import sqlalchemy as sa

    from web.live.asks import Ask
    from web.live.room import Room

Job = Callable[["sa.Connection"], None]
log = logging.getLogger("baton.live")
CHARTER_VERBS = ("edit_charter", "agree_charter")
WRITTEN = {"hand_over": "notes", "return_handoff": "note"}  # what people write freely, and a colleague reads


class RefusedError(Exception):
    """An act that the server refuses before the rules see it."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.answer = Answer(code, detail)


@dataclass(slots=True)
class Draft:
    """What a batch of acts has changed in memory and must store in one commit."""

    version: int
    rows: list[EntryRow] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to store."""
        return not self.rows and not self.jobs


def judge(room: Room, ask: Ask, draft: Draft) -> Answer:
    """Decide one act and apply it to the room.

    Raises:
        Exception: whatever the rules raise beside `Rejected`; the room must then be read anew.
    """
    try:
        digest = body_hash(_who(ask), ask.round, ask.verb, ask.args)
    except (ValueError, RecursionError):
        return Answer("malformed", "the arguments hold what cannot be stored")
    known = _known(room, ask, digest)
    if known is not None:
        return known
    try:
        decide = _step if ask.verb in steps.STEPS else _log
        answer = decide(room, ask, draft, digest)
    except RefusedError as refused:
        return refused.answer
    except StepRefusedError as refused:
        return Answer(refused.code, refused.detail)
    except Rejected as rejected:
        return Answer(rejected.code, rejected.detail)
    room.done[ask.id] = Done(digest, answer)
    return answer


def answer_of(room: Room, ask: Ask) -> Answer | None:
    """The answer to an act whose id is known already; None if it is not."""
    try:
        return _known(room, ask, body_hash(_who(ask), ask.round, ask.verb, ask.args))
    except (ValueError, RecursionError):
        return None


def _known(room: Room, ask: Ask, digest: str) -> Answer | None:
    known = room.done.get(ask.id)
    if known is None:
        return None
    return known.answer if known.body_hash == digest else Answer("id_conflict")


def _who(ask: Ask) -> str:
    if ask.reader is not None:
        return ask.reader.principal.participant or ask.reader.kind
    assert ask.actor is not None
    return f"server:{ask.actor.team}:{ask.actor.seat}"


def _step(room: Room, ask: Ask, draft: Draft, digest: str) -> Answer:
    """An act outside the log."""
    now = monotonic_ms()
    jobs, commands = steps.take(room, ask, now)
    _follow(room, commands, draft)
    answer = Answer(seq=room.last_seq, version=draft.version)
    draft.jobs += jobs
    draft.jobs.append(
        lambda connection: sessions.add_live_act(connection, room.id, ask.id, digest, answer.seq, answer.version)
    )
    return answer


def _log(room: Room, ask: Ask, draft: Draft, digest: str) -> Answer:
    """An act that becomes an entry of the log."""
    actor = ask.actor or _actor(room, ask)
    if room.closed:
        raise RefusedError("wrong_phase")  # kept as it is, or as it was brought here
    _check_time(room, ask, actor)
    inputs = {}
    if not actor.is_facilitator:
        inputs = {"released": room.released(ask.received_ms)}
    command = Command(ask.id, actor, ask.round, ask.verb, _legible(ask), inputs)
    answer = _commit(room, command, draft, digest)
    if ask.reader is not None and ask.reader.principal.participant:
        room.active(ask.reader.principal.participant)
    _follow(room, after.followers(room, command, draft.rows[-1].body), draft)
    return answer


def _legible(ask: Ask) -> dict[str, Any]:
    """The arguments, with what is written in them made fit to be shown."""
    key = WRITTEN.get(ask.verb, "")
    text = ask.args.get(key)
    return ask.args | {key: clean_text(text, len(text))} if isinstance(text, str) else ask.args


def _follow(room: Room, commands: list[Command], draft: Draft) -> None:
    """Entries that the server adds by itself; one that the rules refuse is left out."""
    for command in commands:
        try:
            _commit(room, command, draft, body_hash("server", command.round, command.verb, command.args))
        except Rejected as rejected:
            log.warning("session %s: %s by the server was refused: %s", room.id, command.verb, rejected.code)


def _commit(room: Room, command: Command, draft: Draft, digest: str) -> Answer:
    """Submit to the rules; note the entry and what the server does because of it."""
    now = monotonic_ms()
    phase = room.match.phase
    entry = room.match.submit(command)
    if room.match.phase != phase:
        room.messages.clear()  # what was said was said about what is over
    room.last_seq = entry.seq
    body = entry.to_json()
    room.point = room.point.after([body])
    draft.rows.append(EntryRow(entry.seq, command.id, digest, draft.version, wall_ms(), body))
    draft.jobs += after.consequences(room, command, body, now)
    actor = command.actor
    if not actor.is_facilitator:
        room.touch_team(actor.team, urgent=(actor.team, actor.seat) if actor.by == "person" else None)
    elif room.match.phase == "fast_forward" and command.verb == "close_round":
        room.touch_watchers()
    else:
        room.touch_all()
    answer = Answer(seq=entry.seq, version=draft.version)
    room.done[command.id] = Done(digest, answer)
    return answer


def _actor(room: Room, ask: Ask) -> Actor:
    """Who acts, from the connection alone."""
    reader = ask.reader
    assert reader is not None
    if reader.kind == "facilitator":
        if ask.verb in SEAT_VERBS:
            raise RefusedError("not_allowed")
        return Actor.facilitator()
    place = room.place_of(reader)
    if reader.kind != "seat" or place is None or ask.verb not in SEAT_VERBS:
        raise RefusedError("not_allowed")
    if room.driver(reader.principal.participant) is not reader or room.bot_at(place):
        raise RefusedError("seat_taken_over")
    return Actor.seat_of(*place, by="person")


def _check_time(room: Room, ask: Ask, actor: Actor) -> None:
    """The round that was seen must be the one that runs, and must still run when the act came in."""
    match, clock = room.match, room.clock
    if match.phase not in AFTER_PLAY or not actor.is_facilitator:  # then months pass, and nobody counts rounds
        if ask.round < match.round:
            raise RefusedError("round_over")
        if ask.round > match.round:
            raise RefusedError("malformed", "round: not begun")
    if actor.is_facilitator:
        return
    if match.phase == "fast_forward" and actor.by == "person":
        raise RefusedError("wrong_phase")
    if match.phase == "round" and clock.state == "paused":
        raise RefusedError("paused")
    late = clock.state == "over" or (clock.state == "running" and ask.received_ms >= clock.deadline)
    if late and (match.phase == "round" or ask.verb in CHARTER_VERBS):
        raise RefusedError("round_over")
