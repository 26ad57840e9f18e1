"""The contract of every message, as types that check what comes in and describe what goes out.

`python -m web.socket.contract` prints one JSON Schema of them all; the server gives the same document at
`/api/contract.json`, and the client's TypeScript types are generated from it.
"""

from __future__ import annotations

import json
import sys
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

import typing_extensions
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, create_model
from pydantic.json_schema import GenerateJsonSchema

from game.views.shape import basics, debrief, desk, leaks, lessons, pictures, readers, replay, team, whatif
from web.access.codes import LONGEST_TEXT
from web.live import envelope
from web.live.debrief import shape as said
from web.live.envelope import Language
from web.live.people_steps import MOST_OBSERVERS

Text = Annotated[str, Field(max_length=2000)]
Secret = Annotated[str, Field(min_length=8, max_length=200)]
Typed = Annotated[str, Field(max_length=LONGEST_TEXT)]  # a code as somebody typed or pasted it


class Message(BaseModel):
    """A message that refuses keys it does not know and never converts one type into another."""

    model_config = ConfigDict(extra="forbid", strict=True)


# --- Socket: client to server --------------------------------------------------------------------------


class ConnectAuth(Message):
    """The socket's `auth`. A facilitator names the session to watch; a seat's token knows its own."""

    token: Secret
    session: Annotated[str, Field(max_length=64)] = ""


class Act(Message):
    """The event `act`: one thing a seat or the facilitator wants done. `round` is the one the reader saw."""

    id: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]
    round: Annotated[int, Field(ge=0, le=1000)]
    verb: Annotated[str, Field(min_length=1, max_length=40)]
    args: Annotated[dict[str, Any], Field(max_length=40)]


class Sync(Message):
    """The event `sync`: the reader has this version and asks for a complete view."""

    have: Annotated[int, Field(ge=0)]


# --- Socket: server to client --------------------------------------------------------------------------


class Done(Message):
    """An act that is committed."""

    ok: Literal[True]
    seq: int
    version: int


class Refused(Message):
    """An act that changed nothing. `code` is stable, `message` is one English sentence."""

    ok: Literal[False]
    code: str
    message: str


Ack = Done | Refused


# --- HTTP: bodies and answers --------------------------------------------------------------------------


class HttpError(Message):
    """Every answer that is not a success."""

    code: str
    message: str


class HostRequest(Message):
    """`POST /api/host`: exchanges a one-time ticket (server start, co-host or phone remote) for a token."""

    ticket: Secret


class HostAnswer(Message):
    """A facilitator's token; `session` is set when the ticket was for one session only."""

    token: str
    session: str


class HostsAnswer(Message):
    """`GET /api/hosts`: facilitators signed in beside the one who asks; so many of them are connected now."""

    others: int
    here: int


class EndedAnswer(Message):
    """`POST /api/hosts/end`: so many facilitators were signed out; none but the one who asked is left."""

    ended: int


class NewSession(Message):
    """`POST /api/sessions`. `minutes_per_round` 0 plays without a clock, null takes the scenario's."""

    scenario: Annotated[str, Field(min_length=1, max_length=80)]
    teams: Annotated[int, Field(ge=1, le=12)]
    minutes_per_round: Annotated[int, Field(ge=0, le=120)] | None = None
    language: Language = "en"
    team_names: list[Annotated[str, Field(max_length=200)]] | None = None  # missing or empty ones are filled in
    acts: Literal["scenario", "open"] = "scenario"
    choosing: bool = False  # people choose team and seat as they join
    observers: Annotated[int, Field(ge=0, le=MOST_OBSERVERS)] = 0
    chat: bool = False  # the people of a team may write to each other
    chat_told: bool = False


class SessionAnswer(Message):
    """A session that was just created."""

    session: str
    code: str


class SessionLine(Message):
    """One line of the archive, `GET /api/sessions`."""

    session: str
    code: str  # "" once closed
    scenario: str
    title: str
    title_ru: str
    created: str  # ISO 8601, UTC
    phase: str
    round: int
    rounds: int
    teams: int
    people: int


class CodeRequest(Message):
    """`POST /api/code` (is this code right?) and `POST /api/screen` (a projector's token).

    A closed session has no code; while its debrief is shown on a big screen, its id is taken for one by the latter.
    """

    code: Typed


class JoinSeat(Message):
    """A seat as it stands before one joins; `name` is "" while nobody holds it."""

    seat: int
    role: str
    name: str


class JoinTeam(Message):
    """A team as it stands before one joins."""

    team: int
    name: str
    seats: list[JoinSeat]


class JoinPlace(Message):
    """A seat of this browser's own, or the one that comes next; `seat` -1 for an observer."""

    team: int
    seat: int
    name: str  # of its person, "" = nobody's yet


class CodeAnswer(Message):
    """The code is right, `code` is how it is shown; `free` seats are left for people.

    With the token of a seat, `mine` is that seat.
    """

    code: str
    title: str
    title_ru: str
    language: Language
    free: int
    teams: list[JoinTeam]
    choosing: bool  # team and seat may be chosen
    observers: int  # how many more may look on
    next: JoinPlace | None  # the seat for whoever joins now without choosing
    mine: JoinPlace | None


class ScreenAnswer(Message):
    """A projector's token: public data only."""

    token: str


class JoinRequest(Message):
    """`POST /api/join`. With the token of a seat of that session one gets it back, unless `another` joins beside it."""

    code: Typed
    name: Annotated[str, Field(max_length=200)]
    language: Language = "en"
    team: Annotated[int, Field(ge=0, le=100)] | None = None  # a wish; of a seat only where choosing is allowed
    seat: Annotated[int, Field(ge=0, le=100)] | None = None
    observe: bool = False  # look on instead
    another: bool = False  # another person in a browser that holds a seat


class JoinAnswer(Message):
    """A token, also the answer of `POST /api/seat/claim`; `seat` is null for an observer."""

    token: str
    team: int
    seat: int | None


class LeaveAnswer(Message):
    """`POST /api/leave`: the seat is free, the token has ended."""

    left: Literal[True]


class ClaimRequest(Message):
    """`POST /api/seat/claim`: exchanges the one-time ticket of a re-issued seat link."""

    ticket: Secret


class LanguageRequest(Message):
    """`POST /api/language`, with the token of a seat, a screen or a facilitator."""

    language: Language


class ReissueRequest(Message):
    """`POST /api/sessions/<id>/reissue`: a new link for the person on this seat."""

    team: Annotated[int, Field(ge=0, le=100)]
    seat: Annotated[int, Field(ge=0, le=100)]


class LinkAnswer(Message):
    """A link to show: re-issued seat, co-host or phone remote."""

    url: str
    qr_svg: str


class ScenarioLine(Message):
    """One line of `GET /api/scenarios`."""

    id: str
    title: str
    summary: str
    title_ru: str
    summary_ru: str
    teams_min: int
    teams_max: int
    rounds: int
    minutes_per_round: int


# --- One document --------------------------------------------------------------------------------------


STAGED = (
    "DebriefView",
    "MachineView",
    "JourneyList",
    "JourneyView",
    "LeaksView",
    "WhatIfList",
    "WhatIfView",
    "DisputedView",
    "PicturesView",
    "QuestionsView",
    "QuizView",
    "QuizResultsView",
    "RulesView",
)  # what can stand on the stage


def _typed_dicts() -> dict[str, Any]:
    """The typed dictionaries of views and envelope, rebuilt so that Pydantic takes them on Python 3.11.

    Pydantic reads `typing.TypedDict` only from Python 3.12 on; `typing_extensions` has the same for all.
    """
    rebuilt: dict[str, Any] = {}
    for module in (basics, desk, team, readers, debrief, replay, leaks, whatif, pictures, lessons, envelope, said):
        names = {**vars(module), **rebuilt}
        for name, kind in vars(module).items():
            if not (isinstance(kind, type) and hasattr(kind, "__total__")) or name in rebuilt:
                continue
            fields = {}
            for key, hint in kind.__annotations__.items():
                text = getattr(hint, "__forward_arg__", hint)
                fields[key] = eval(text, names) if isinstance(text, str) else text  # noqa: S307 - our source
            if name == "Envelope":
                fields["view"] = rebuilt["SeatView"] | rebuilt["FacilitatorView"] | rebuilt["ScreenView"]
            if name == "StageAnswer":
                fields["view"] = reduce(or_, (rebuilt[view] for view in STAGED))
            make: Any = typing_extensions.TypedDict
            made = make(name, fields)
            made.__doc__ = kind.__doc__
            made.__pydantic_config__ = ConfigDict(extra="forbid", strict=True)
            rebuilt[name] = names[name] = made
    return rebuilt


SHAPES = _typed_dicts()
_MODELS = [kind for kind in list(vars().values()) if isinstance(kind, type) and issubclass(kind, Message)]


def checker(name: str) -> TypeAdapter[Any]:
    """A validator of one view or of the envelope that forbids any key that is not declared."""
    return TypeAdapter(SHAPES[name])


class _WithoutTitles(GenerateJsonSchema):
    """Fields carry no titles, so that only messages become named types of the client."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """No field has a title of its own."""
        return False


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema of every message."""
    fields: dict[str, Any] = {kind.__name__: (kind, ...) for kind in _MODELS if kind is not Message} | {
        name: (kind, ...) for name, kind in SHAPES.items()
    }
    fields["Ack"] = (Ack, ...)
    root = create_model("Contract", __base__=Message, **fields)
    root.__doc__ = "Every message between the browser and the server, by name."
    return root.model_json_schema(mode="serialization", schema_generator=_WithoutTitles)


def main() -> None:
    """Print the contract."""
    json.dump(schema(), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
