"""Steps of the debrief: what is shown, the mask, votes, the knowledge test, the rule that each takes home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field

from web.access.names import clean_line
from web.live.debrief.stage import has_begun, is_open
from web.live.envelope import Panel
from web.live.room import AFTER_PLAY
from web.live.step import FACILITATOR, SEAT, Args, StepRefusedError, known
from web.store import debriefs, sessions
from web.store.calendar import wall_ms
from web.store.debriefs import AnswersRow, ReflectionRow, VoteRow

if TYPE_CHECKING:
    from web.live import after
    from web.live.asks import Ask
    from web.live.room import Room
    from web.live.step import Outcome, Step

LONGEST_RULE = 300
LONGEST_WORD = 40
LETTERS = "SMART"


def _clean(text: str) -> str:
    """A word of the stage's arguments: nothing in it that a browser would not show."""
    if clean_line(text, LONGEST_WORD) != text and text:
        raise ValueError("unclean")
    return text


Key = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,19}$")]
Small = Annotated[int, Field(ge=-1, le=10_000_000)]
Word = Annotated[str, Field(max_length=LONGEST_WORD), AfterValidator(_clean)]
Letter = Annotated[str, Field(min_length=1, max_length=1)]
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_WORD)]


class _Show(Args):
    panel: Panel
    team: Annotated[int, Field(ge=0, le=99)]
    args: Annotated[dict[Key, bool | Small | Word], Field(max_length=12, default_factory=dict)]
    screen: bool = False
    people: bool = False


class _Reveal(Args):
    on: bool


class _Vote(Args):
    team: Annotated[int, Field(ge=0, le=99)]
    company: Annotated[int, Field(ge=0, le=10_000_000)]
    choice: Literal["lead_gen", "handoff", "sales", "nobody"]


class _Answers(Args):
    when: Literal["before", "after"]
    answers: Annotated[dict[Name, Name], Field(min_length=1, max_length=60)]


class _Reflect(Args):
    rule: Annotated[str, Field(max_length=LONGEST_RULE)]
    checks: Annotated[list[Letter], Field(max_length=len(LETTERS), default_factory=list)]


def _show(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    """Others may follow as soon as the play is over; until then the facilitator looks alone."""
    may_follow = is_open(room) or room.match.phase in AFTER_PLAY
    if not has_begun(room) or ((args.screen or args.people) and not may_follow):
        raise StepRefusedError("not_yet")
    known(room, (args.team, 0))
    stage = room.debrief.stage
    stage.panel, stage.team, stage.args = args.panel, args.team, args.args
    stage.screen, stage.people = args.screen, args.people
    stage.note_mask(room.reveal)
    room.touch_all()
    return [_keep_stage(room)], []


def _reveal(room: Room, _ask: Ask, args: Any, _now: int) -> Outcome:
    room.reveal = args.on
    room.debrief.stage.note_mask(args.on)
    room.touch_all()
    return [lambda connection: sessions.set_reveal(connection, room.id, args.on), _keep_stage(room)], []


def _keep_stage(room: Room) -> after.Job:
    body = room.debrief.stage.to_json()
    return lambda connection: debriefs.put_stage(connection, room.id, body)


def _vote(room: Room, ask: Ask, args: Any, _now: int) -> Outcome:
    """On the lead that is shown to people, until it is unmasked."""
    participant, lead, stage = _seated(room, ask), (args.team, args.company), room.debrief.stage
    if not is_open(room) or not stage.people or stage.lead != lead:
        raise StepRefusedError("not_shown")
    if room.reveal or lead in stage.unmasked:
        raise StepRefusedError("votes_closed")
    room.debrief.votes.setdefault(lead, {})[participant] = args.choice
    _heard(room, ask)
    row = VoteRow(*lead, participant, args.choice)
    return [lambda connection: debriefs.put_vote(connection, room.id, row)], []


def _answer_quiz(room: Room, ask: Ask, args: Any, _now: int) -> Outcome:
    """Before: until the first round is over. After: while the debrief is open."""
    participant = _seated(room, ask)
    phase = room.match.phase
    in_time = not has_begun(room) if args.when == "before" else phase == "debrief"
    if not in_time:
        raise StepRefusedError("wrong_phase")
    items = room.rules.quiz(room.match)
    for item, value in args.answers.items():
        if value not in items.get(item, ()):
            raise StepRefusedError("malformed", "answers: no such choice")
    room.debrief.word(participant).answers[args.when] = args.answers
    _heard(room, ask)
    row = AnswersRow(participant, args.when, args.answers)
    return [lambda connection: debriefs.put_answers(connection, room.id, row)], []


def _reflect(room: Room, ask: Ask, args: Any, _now: int) -> Outcome:
    """The rule that a participant takes home; a new one takes the place of theirs."""
    participant = _seated(room, ask)
    if room.match.phase != "debrief":
        raise StepRefusedError("wrong_phase")
    rule = clean_line(args.rule, LONGEST_RULE)
    if not rule or len(set(args.checks)) != len(args.checks) or not set(args.checks) <= set(LETTERS):
        raise StepRefusedError("malformed", "rule or checks")
    word = room.debrief.word(participant)
    checks = "".join(letter for letter in LETTERS if letter in args.checks)
    word.rule, word.checks, word.at_ms = rule, checks, wall_ms()
    _heard(room, ask)
    row = ReflectionRow(participant, rule, checks, word.at_ms)
    return [lambda connection: debriefs.put_reflection(connection, room.id, row)], []


def _seated(room: Room, ask: Ask) -> str:
    """Who speaks: a participant with a seat, on whichever of their connections.

    Raises:
        StepRefusedError: nobody_there.
    """
    assert ask.reader is not None
    participant = ask.reader.principal.participant
    if participant not in room.seating.people:
        raise StepRefusedError("nobody_there")
    return participant


def _heard(room: Room, ask: Ask) -> None:
    """Who spoke sees it at once, console and projector soon; nobody else need be told."""
    assert ask.reader is not None
    room.touch_watchers()
    for reader in room.connections(ask.reader.principal.participant):
        reader.touch(urgent=True)


STEPS: dict[str, Step] = {
    "show": (_Show, FACILITATOR, _show),
    "reveal": (_Reveal, FACILITATOR, _reveal),
    "vote": (_Vote, SEAT, _vote),
    "answer_quiz": (_Answers, SEAT, _answer_quiz),
    "reflect": (_Reflect, SEAT, _reflect),
}
