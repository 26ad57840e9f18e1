"""How one entry of the log is told: the key of a title with its parameters, a second line, a mark.

Everything is read from the entry's own event and from the records that it names; words come later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from game.actions.ending import is_inbound
from game.debrief.chronicle.passing import arrived
from game.market.columns import Source
from game.state.records import ROLES, Handoff

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.debrief.chronicle import TeamChronicle
    from game.match.log import Entry
    from game.state.team import Team

Mark = Literal["", "handoff", "won", "lost", "returned", "broken", "repeated"]
Words = tuple[str, dict[str, Any]]

TOPICS_TOLD = ("call", "meet")
LOST_AT = {"lost_meeting": "gate1_failed", "lost_proposal": "gate2_failed", "lost_close": "gate3_failed"}


@dataclass(slots=True)
class Telling:
    """A moment before it is put into words."""

    title: str  # key under `moment.`
    params: dict[str, Any] = field(default_factory=dict)
    details: list[Words] = field(default_factory=list)  # full keys with parameters
    mark: Mark = ""

    def add(self, key: str, **params: Any) -> None:
        """One more part of the second line."""
        self.details.append((key, params))


class Happening:
    """One seat's entry, taken apart."""

    def __init__(self, team: Team, entry: Entry, told: TeamChronicle | None = None) -> None:
        """Entry of a seat of `team`."""
        event = entry.events[0]
        self.team, self.told = team, told
        self.verb = entry.command.verb
        self.args = entry.command.args
        self.seat = entry.command.actor.seat
        self.round = entry.command.round
        self.kind: str = event["kind"]
        self.row: int = event["data"].get("company", -1)
        self.minutes: int = event["data"].get("minutes", 0)
        self.values: dict[str, dict[str, Any]] = event["set"]
        dossier = self.of(f"dossier/{self.seat}/{self.row}")
        talk: dict[str, Any] = dossier.get("talk") or {}
        self.talked = bool(talk)
        self.outcome: str = talk["outcome"][0] if talk else ""
        self.figures: dict[str, Any] = talk["outcome"][1] if talk else {}
        self.heard = [line[1] for line in talk.get("lines", [])]
        self.learned = [fact for line in talk.get("lines", []) for fact in line[5]]

    def of(self, path: str) -> dict[str, Any]:
        """What the event sets at a path; nothing where it does not."""
        return self.values.get(path) or {}

    @property
    def company(self) -> dict[str, Any]:
        """What it sets of the company's columns."""
        return self.of(f"company/{self.row}")

    @property
    def track(self) -> dict[str, Any]:
        """What it sets of the company's clocks and counters."""
        return self.of(f"track/{self.row}")

    def handoff(self) -> Handoff:
        """The handoff it is about."""
        if "handoff" in self.args:
            return self.team.handoffs[int(self.args["handoff"])]
        path = next(path for path in self.values if path.startswith("handoff/"))
        return self.team.handoffs[int(path[8:])]


def tell(team: Team, entry: Entry, told: TeamChronicle | None = None) -> Telling:
    """How the entry of a seat of this team is told; with the team's chronicle, what arrived at a handoff too."""
    happening = Happening(team, entry, told)
    telling = VERBS[happening.verb](happening)
    if happening.talked:
        _tell_talk(happening, telling)
    return telling


def _tell_talk(what: Happening, telling: Telling) -> None:
    """What holds for every conversation: topics, what was learned, what was asked twice."""
    repeats = sum(key in ("repeated", "dossier.repeated") for key in what.heard)
    if what.verb in TOPICS_TOLD and "missed" not in what.kind:
        telling.add("moment_detail.topics", topics=[item["topic"] for item in what.args["agenda"]])
    if what.learned:
        telling.add("moment_detail.learned", n=len(what.learned), m=what.minutes)
    if repeats:
        telling.add("moment_detail.repeated", n=repeats)
    if "lapsed" in what.heard:
        telling.add("outcome.lapsed")
    if "price_contradicted" in what.heard:
        telling.add("outcome.price_contradicted")
        telling.mark = telling.mark or "broken"
    if "budget.asks_back" in what.heard or "expectation.set" in what.heard:
        telling.add("outcome.price_promised")
    if repeats:
        telling.mark = telling.mark or "repeated"


def _call(what: Happening) -> Telling:
    if what.kind == "call_missed":
        gone = what.outcome in ("gone", "given_up")
        return Telling("gone", mark="lost") if gone else Telling("no_answer")
    if what.outcome == "disqualified_by_itself":
        return Telling("disqualified_by_itself")
    if what.outcome.startswith("stopped_"):
        return Telling("nurture" if what.outcome == "stopped_timing" else "disqualify")
    first = "contacted" in what.company
    source = int(what.team.static.source[what.row])
    wait = what.team.tracks[what.row].first_wait
    if first and wait >= 0 and (is_inbound(source) or source == Source.REFERRAL):
        return Telling("call_first", {"m": wait})
    return Telling("call_cold" if first and source == Source.OUTBOUND else "call")


def _mark(what: Happening) -> Telling:
    telling = Telling("mark", {"field": what.args["field"]})
    telling.add(f"value.{what.args['field']}", value=what.args["value"])
    telling.add(f"cell.{what.args.get('status', 'guess')}")
    return telling


def _hand_over(what: Happening) -> Telling:
    handoff = what.handoff()
    params = {"role": ROLES[handoff.receiver], "mode": handoff.mode}
    telling = Telling("hand_over_warm" if handoff.warm else "hand_over", params, mark="handoff")
    if handoff.notes:
        telling.add("moment_detail.note", note=handoff.notes)
    return telling


def _accept(what: Happening) -> Telling:
    handoff = what.handoff()
    title = "accept_read_back" if what.args.get("read_back") else "accept"
    telling = Telling(title, {"m": max(0, handoff.accept_wait)}, mark="handoff")
    if what.told is not None:
        fields = arrived(what.team, what.told, handoff)
        telling.add("moment_detail.passed", known=fields.known, arrived=fields.left)
    lost = sum(not _arrived(what, handoff, number) for number in handoff.promises)
    if lost:
        telling.add("moment_detail.promises_lost", n=lost)
    mended = sum(line[1] == "mended" for line in handoff.read_back)
    if mended:
        telling.add("moment_detail.mended", n=mended)
    return telling


def _arrived(what: Happening, handoff: Handoff, number: int) -> bool:
    """Whether the receiver knew of a promise when it had accepted."""
    promise = what.team.promises[number]
    known: list[int] = what.company.get("promise_known") or []
    return bool(known) and bool(known[promise.slot] >> handoff.receiver & 1)


def _return(what: Happening) -> Telling:
    handoff = what.handoff()
    telling = Telling("return_handoff", {"reason": handoff.reason or what.args["reason"]}, mark="returned")
    if handoff.note:
        telling.add("moment_detail.note", note=handoff.note)
    return telling


def _meet(what: Happening) -> Telling:
    if what.kind == "meeting_missed":
        if what.outcome == "gone_waiting":
            return Telling("waited_out", mark="lost")
        return Telling("cold_failed", mark="lost" if what.outcome == "gone_cold" else "")
    if what.outcome == "won":
        return Telling("won", {"revenue": what.track["revenue"]}, mark="won")
    if what.outcome == "lost":
        return Telling(LOST_AT.get(what.track.get("ended", ""), "lost"), mark="lost")
    gate = what.company.get("gate", 0)
    first = "contacted" in what.company
    telling = Telling(f"gate{gate}_passed" if gate in (1, 2) else "meet_first" if first else "meet")
    waited = what.track.get("touch_wait", -1)
    if waited >= 0:
        telling.add("moment_detail.waited", m=waited)
    return telling


def _task(what: Happening) -> Telling:
    if what.outcome == "order_placed":
        return Telling("order_placed", {"amount": what.figures["price"]})
    telling = Telling("task", {"task": what.args["task"]})
    if what.outcome == "order_refused":
        telling.add("outcome.order_refused")
    if "service.called_ahead" in what.heard:
        telling.add("outcome.called_ahead")
    if "referral" in what.heard:
        telling.add("outcome.referral")
    return telling


def _plain(what: Happening) -> Telling:
    return Telling(what.verb, {"role": ROLES[what.team.seats[what.seat].role]})


VERBS: dict[str, Callable[[Happening], Telling]] = {
    "call": _call,
    "mark": _mark,
    "hand_over": _hand_over,
    "accept": _accept,
    "return_handoff": _return,
    "meet": _meet,
    "task": _task,
    **dict.fromkeys(("disqualify", "nurture", "follow_up", "pass_time", "edit_charter", "agree_charter"), _plain),
}
