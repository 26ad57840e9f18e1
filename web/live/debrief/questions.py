"""What the debrief can be asked, and what stands behind an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web.live.debrief.stage import Staged

Kind = Literal[
    "overview",
    "timeline",
    "machine",
    "journeys",
    "journey",
    "leaks",
    "whatifs",
    "whatif",
    "disputed",
    "pictures",
    "questions",
    "quiz",
    "smart",
    "quiz_results",
    "workbook",
    "tables",
    "report",
    "session_file",
]
FILES = frozenset({"workbook", "tables", "report", "session_file"})  # their answers are bytes to take home
SLOW = frozenset({"leaks", "whatifs", "whatif"}) | FILES  # seconds; they wait in a line of their own
WITH_PAR = frozenset({"leaks", "workbook", "tables", "report"})  # set against the reference team

UNTOLD = ("seat_bot", "open_debrief", "close_session")  # entries that change nothing of what is looked back on


class NoSuchThingError(Exception):
    """The session has no such company, seat, entry or edit."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the debrief of a session; equal questions have equal answers.

    Attributes:
        kind: which view.
        team: 0-based.
        lang: of the answer's words, en or ru.
        reveal: with the truth; without it nothing of the truth is in the answer.
        args: what of the view, by name: seat, seq, company, kind, target, value, mode, before, after; of a file
            every, seat, held_ms, kept, voices.
    """

    kind: Kind
    team: int
    lang: str
    reveal: bool = False
    args: tuple[tuple[str, int | str], ...] = ()

    def number(self, name: str) -> int:
        """A number among the arguments.

        Raises:
            NoSuchThingError: it is missing or none.
        """
        found = dict(self.args).get(name)
        if not isinstance(found, int):
            raise NoSuchThingError(name)
        return found

    def word(self, name: str) -> str:
        """A word among the arguments, "" if it is missing."""
        return str(dict(self.args).get(name, ""))


@dataclass(frozen=True, slots=True)
class Point:
    """How far a session has come, as the debrief looks at it; equal points have equal answers.

    Attributes:
        session: its id.
        seq: the last entry that there is something to tell of.
        led: the last step of the facilitator that shaped the play, for par alone.
    """

    session: str
    seq: int = 0
    led: int = 0

    def after(self, bodies: Iterable[dict[str, Any]]) -> Point:
        """The point after more entries, as JSON."""
        seq, led = self.seq, self.led
        for body in bodies:
            if body["verb"] not in UNTOLD:
                seq = body["seq"]
                led = seq if body["team"] < 0 else led
        return Point(self.session, seq, led)


@dataclass(frozen=True, slots=True)
class Record:
    """A session up to an entry, as it is stored: all that an answer is worked out from."""

    sources: dict[str, str]  # the scenario's texts
    header: str  # JSON
    entries: list[str]  # JSON each


def staged(stage: Staged, lang: str, *, reveal: bool) -> Question | None:
    """The question whose answer is on the stage; None for what the rules need not be asked."""
    args = {key: value for key, value in stage.args.items() if not isinstance(value, bool)}
    kind: Kind
    names: tuple[str, ...] = ()
    match stage.panel:
        case "machine":
            kind, names = "machine", ("seat", "seq")
        case "journey":
            kind, names = ("journey", ("company",)) if "company" in args else ("journeys", ())
        case "whatif":
            kind, names = ("whatif", ("kind", "target", "value", "mode")) if "kind" in args else ("whatifs", ())
        case "disputed":
            # Unmasked, the shown lead alone: the client falls back to the first one as well.
            args["company"] = -1 if stage.lead is None else stage.lead[1]
            kind, names = "disputed", ("company",) if reveal else ()
        case "overview" | "leaks" | "pictures" | "questions" | "quiz":
            kind = stage.panel
        case _:
            return None
    if kind in ("quiz", "whatifs", "questions"):
        reveal = False  # there is no truth in these: one answer for all
    return Question(kind, stage.team, lang, reveal, tuple((name, args[name]) for name in names if name in args))
