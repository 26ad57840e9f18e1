"""Commands: the imperative requests of seats and of the facilitator, and the checking of their shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from game.actions.errors import Rejected
from game.state.records import ACCOUNT, LEAD_GEN, SALES

Company = Annotated[int, Field(ge=0, le=1_000_000)]
CALL_TOPICS = (
    "situation",
    "pain",
    "severity",
    "product",
    "budget",
    "timing",
    "decision_maker",
    "expectation",
    "next_step",
)
MEET_TOPICS = (
    "ask",
    "recap",
    "demo",
    "measure",
    "compare",
    "trial",
    "proposal",
    "objections",
    "terms",
    "push",
    "close",
)
TASKS = (
    "service",
    "repeat_order",
    "frequency",
    "basket",
    "loyalty",
    "dossier",
    "receivable",
    "complaint",
    "joint_group",
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who commands: a seat (team and seat 0-based) or the facilitator (-1, -1); by a person or a bot."""

    team: int
    seat: int
    by: str = "person"

    @classmethod
    def seat_of(cls, team: int, seat: int, by: str = "person") -> Actor:
        """A seat, driven by a "person" or a "bot"."""
        return cls(team, seat, by)

    @classmethod
    def facilitator(cls) -> Actor:
        """The facilitator."""
        return cls(-1, -1)

    @property
    def is_facilitator(self) -> bool:
        """Whether this is the facilitator."""
        return self.team < 0


@dataclass(frozen=True, slots=True)
class Command:
    """An imperative request.

    Attributes:
        id: the sender's own id, unique in a session.
        round: the round it was made for; 0 or the running round for the facilitator.
        args: flat JSON arguments of the verb.
        inputs: facts from outside the rules, recorded with the entry: `released` minutes so far.
    """

    id: str
    actor: Actor
    round: int
    verb: str
    args: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)


class Args(BaseModel):
    """Arguments of a verb: strict types, nothing unknown."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class NoArgs(Args):
    """A verb without arguments."""


class CallTopic(Args):
    """A topic of a call."""

    topic: Literal[CALL_TOPICS]  # type: ignore[valid-type]


class MeetTopic(Args):
    """A topic of a meeting with what it needs."""

    topic: Literal[MEET_TOPICS]  # type: ignore[valid-type]
    pain: str = ""
    field: str = ""
    product: str = ""
    discount: Annotated[int, Field(ge=0, le=20)] | str = 0


class Call(Args):
    """Call a company with an agenda."""

    company: Company
    agenda: Annotated[list[CallTopic], Field(max_length=9)]


class One(Args):
    """A verb about one company."""

    company: Company


class Mark(Args):
    """Type a field into the dossier: what was told aloud (guess), or marked as confirmed."""

    company: Company
    field: Annotated[str, StringConstraints(max_length=30)]
    value: Annotated[str, StringConstraints(max_length=30)]
    status: Literal["guess", "confirmed"] = "guess"


class HandOver(Args):
    """Pass a company on."""

    company: Company
    mode: Literal["told", "notes", "card"]
    warm: bool = False
    notes: Annotated[str, StringConstraints(max_length=500)] = ""


class Accept(Args):
    """Take a handoff."""

    handoff: Company
    read_back: bool = False


class ReturnHandoff(Args):
    """Send a handoff back with a reason."""

    handoff: Company
    reason: Literal["procedural", "clerical", "definitional"]
    note: Annotated[str, StringConstraints(max_length=200)] = ""


class Meet(Args):
    """Meet or phone a company with an agenda."""

    company: Company
    agenda: Annotated[list[MeetTopic], Field(max_length=12)]
    visit: bool = False
    write_up: bool = False


class Task(Args):
    """One of the nine tasks with an account."""

    company: Company
    task: Literal[TASKS]  # type: ignore[valid-type]


class EditCharter(Args):
    """Change the team's draft; only the keys given."""

    changes: dict[str, Any]


class PlayCard(Args):
    """Play an event card."""

    card: Annotated[str, StringConstraints(max_length=30)]


class SeatBot(Args):
    """Give a seat to a bot policy, or take it back with ""."""

    team: Annotated[int, Field(ge=0, le=999)]
    seat: Annotated[int, Field(ge=0, le=99)]
    policy: Annotated[str, StringConstraints(max_length=40)]


ANY_ROLE = (LEAD_GEN, SALES, ACCOUNT)
SEAT_VERBS: dict[str, tuple[type[Args], tuple[int, ...]]] = {
    # verb: (arguments, roles that may use it)
    "call": (Call, (LEAD_GEN,)),
    "nurture": (One, (LEAD_GEN,)),
    "disqualify": (One, (LEAD_GEN, SALES)),
    "mark": (Mark, ANY_ROLE),
    "hand_over": (HandOver, (LEAD_GEN, SALES)),
    "accept": (Accept, (SALES, ACCOUNT)),
    "return_handoff": (ReturnHandoff, (SALES,)),
    "meet": (Meet, (SALES,)),
    "follow_up": (One, (SALES,)),
    "task": (Task, (ACCOUNT,)),
    "pass_time": (NoArgs, ANY_ROLE),
    "edit_charter": (EditCharter, ANY_ROLE),
    "agree_charter": (NoArgs, ANY_ROLE),
}
FACILITATOR_VERBS: dict[str, type[Args]] = {
    "open_round": NoArgs,
    "close_round": NoArgs,
    "open_charter": NoArgs,
    "play_card": PlayCard,
    "finish": NoArgs,
    "open_debrief": NoArgs,
    "close_session": NoArgs,
    "seat_bot": SeatBot,
}


def parse(shape: type[Args], args: Any) -> Any:
    """Check arguments against the verb's shape.

    Raises:
        Rejected: `malformed`, naming the first argument that is wrong (never its value).
    """
    try:
        return shape.model_validate(args)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "arguments"
        raise Rejected("malformed", f"{where}: {first['type']}") from None
