"""The stops of a company's journey: each step of its chronicle in a few words, with what came and what fell out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.chronicle.passing import arrived, fallen, first_of, one_fallen
from game.debrief.telling import Happening
from game.market.columns import Source
from game.market.rules import FIELDS
from game.state.records import ACCOUNT, BLANK, LEAD_GEN, ROLES, SALES, Handoff
from game.views.talk import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.debrief.chronicle import Cells, Step, TeamChronicle
    from game.state.team import Team
    from game.views import shape
    from game.views.words import Speaker

    Place = Callable[[Step], int]

DECIDED = ("gate", "proposal", "won", "lost")
LOUD = {"bad": 3, "cool": 2, "warm": 1, "plain": 0}
BELL_KINDS = {
    "order_came": "order",
    "order_lost": "order_lost",
    "complaint": "complaint",
    "overdue": "other",
    "bad_debt": "other",
    "came_back": "other",
    "churned": "churned",
}
LOST_TALK = {"gone": "gone", "given_up": "gone", "gone_waiting": "waited_out", "gone_cold": "no_show"}


class Stops:
    """The stops of one company of one team, made one after the other."""

    def __init__(self, crew: Team, told: TeamChronicle, row: int, speak: Speaker, place: Place) -> None:
        """The stops of the company in `row`; `place` says where a step lies along the session."""
        self.crew, self.told, self.row, self.speak, self.place = crew, told, row, speak, place
        self.points: list[shape.JourneyPoint] = []
        self.before: tuple[Cells, ...] = told.book.get(row, ({}, {}, {}))
        self.promises: dict[int, tuple[str, int]] = {}
        self.marks: dict[int, tuple[str, list[str]]] = {}  # the last stop of typing: entry -> title, fields

    def all(self) -> list[shape.JourneyPoint]:
        """Every stop, in the order of the log."""
        self._left_behind()
        for step in self.told.of(self.row):
            if step.appeared >= 0:
                self._arrived(step)
            if step.kind == "act":
                self._act(step)
            elif step.kind == "bell":
                self._bell(step)
            elif self.before[SALES] != step.cells[SALES] or step.event["kind"] == "card_felt":
                self._chair(step)
            self._promised(step)
            self.before, self.promises = step.cells, step.promises
        return self.points

    # --- How it came

    def _left_behind(self) -> None:
        """A company of the predecessors' book starts on a desk, with what that desk knew of it."""
        source = int(self.crew.static.source[self.row])
        lanes = {Source.BOOK_SALES: SALES, Source.BOOK_ACCOUNTS: ACCOUNT}
        if source in lanes:
            seat = lanes[Source(source)]
            point = self._point(None, ROLES[seat], "arrived", "arrived", source=Source(source).name.lower())
            point["cells"] = self._eight(self.before[seat])

    def _arrived(self, step: Step) -> None:
        source = Source(int(self.crew.static.source[self.row])).name.lower()
        self._point(step, "company", "arrived", "arrived", source=source)

    # --- What a seat did

    def _act(self, step: Step) -> None:
        what = Happening(self.crew, step.entry)
        made: dict[str, Callable[[Step, Happening], shape.JourneyPoint]] = {
            "call": self._call,
            "mark": self._mark,
            "hand_over": self._hand_over,
            "accept": self._accept,
            "meet": self._meet,
            "task": self._task,
        }
        make = made.get(what.verb)
        point = make(step, what) if make is not None else self._plain(step, what)
        if self.before[step.seat] != step.cells[step.seat] or what.verb == "hand_over":
            point["cells"] = self._eight(step.cells[step.seat])
        if what.talked:
            self._voice(point, what)
            point["repeated"] = self._repeated(step, what)
            if point["repeated"] and point["kind"] in ("meeting", "call"):
                point["title"] = self.speak.words("journey_point.asked_again", fields=", ".join(point["repeated"]))

    def _call(self, step: Step, what: Happening) -> shape.JourneyPoint:
        if what.kind == "call_missed":
            gone = what.outcome in LOST_TALK
            return self._seat_point(step, "lost" if gone else "no_answer", "gone" if gone else "no_answer")
        if what.outcome == "disqualified_by_itself":
            return self._seat_point(step, "dropped", "modular")
        if what.outcome.startswith("stopped_"):
            later = what.outcome == "stopped_timing"
            return self._seat_point(step, "nurtured" if later else "dropped", "nurtured" if later else "stopped")
        if "contacted" not in what.company:
            return self._seat_point(step, "call", "call")
        if int(self.crew.static.source[self.row]) == Source.OUTBOUND:
            return self._seat_point(step, "call", "call_cold")
        return self._seat_point(step, "call", "call_first", m=max(0, self.crew.tracks[self.row].first_wait))

    def _mark(self, step: Step, what: Happening) -> shape.JourneyPoint:
        """Fields typed in one after the other are one stop."""
        sure = what.args.get("status") == "confirmed"
        title, last = ("ticked" if sure else "marked"), self.points[-1] if self.points else None
        fields = [what.args["field"]]
        if last is not None and last["kind"] == "marked" and last["lane"] == ROLES[step.seat]:
            earlier = self.marks.get(last["seq"])
            if earlier is not None and earlier[0] == title:
                self.points.pop()
                fields = [*earlier[1], *fields]
        names = ", ".join(self.speak.words(f"field.{field}").lower() for field in fields)
        self.marks = {step.seq: (title, fields)}
        return self._seat_point(step, "marked", title, fields=names)

    def _hand_over(self, step: Step, what: Happening) -> shape.JourneyPoint:
        handoff = what.handoff()
        point = self._seat_point(step, "handoff", "handoff_warm" if handoff.warm else "handoff", mode=handoff.mode)
        if handoff.notes:
            point["detail"] = self.speak.words("moment_detail.note", note=handoff.notes)
        return point

    def _accept(self, step: Step, what: Happening) -> shape.JourneyPoint:
        handoff = what.handoff()
        title = "read_back" if what.args.get("read_back") else "accepted" if handoff.accept_wait > 0 else "at_once"
        point = self._seat_point(step, "accepted", title, m=max(0, handoff.accept_wait))
        self._land(point, handoff, step)
        return point

    def _land(self, point: shape.JourneyPoint, handoff: Handoff, step: Step) -> None:
        point["fallen"] = fallen(self.crew, self.told, handoff, self.speak)
        fields = arrived(self.crew, self.told, handoff)
        told = self.speak.words("journey.of_eight", a=fields.left, b=fields.known)
        point["detail"] = told if fields.known else ""
        point["cells"] = self._eight(step.cells[handoff.receiver])

    def _meet(self, step: Step, what: Happening) -> shape.JourneyPoint:
        if what.outcome in LOST_TALK:
            return self._seat_point(step, "lost", LOST_TALK[what.outcome])
        if what.kind == "meeting_missed":
            return self._seat_point(step, "no_show", "no_show")
        if what.outcome == "won":
            return self._seat_point(step, "won", "won", revenue=what.track["revenue"])
        if what.outcome == "lost":
            return self._seat_point(step, "lost", what.track.get("ended", "lost"))
        gate = what.company.get("gate", 0)
        if gate in (1, 2):
            return self._seat_point(step, "gate" if gate == 1 else "proposal", f"gate{gate}")
        return self._seat_point(step, "meeting", "meeting_first" if "contacted" in what.company else "meeting")

    def _task(self, step: Step, what: Happening) -> shape.JourneyPoint:
        if what.outcome == "order_placed":
            return self._seat_point(step, "order", "order", price=what.figures["price"])
        if what.outcome == "order_refused":
            return self._seat_point(step, "order_lost", "order_refused")
        return self._seat_point(step, "task", "task", task=what.args["task"])

    def _plain(self, step: Step, what: Happening) -> shape.JourneyPoint:
        if what.verb == "return_handoff":
            point = self._seat_point(step, "returned", "returned", reason=what.args["reason"])
            note = what.handoff().note
            point["detail"] = self.speak.words("moment_detail.note", note=note) if note else ""
            return point
        known = {"disqualify": ("dropped", "dropped"), "nurture": ("nurtured", "nurtured")}
        kind, title = known.get(what.verb, ("follow_up", "follow_up"))
        return self._seat_point(step, kind, title)

    # --- What was said in it

    def _voice(self, point: shape.JourneyPoint, what: Happening) -> None:
        """The client's sentence that mattered most: its answer at a moment of the deal, else the loudest."""
        lines = what.of(f"dossier/{what.seat}/{what.row}")["talk"]["lines"]
        if lines:
            line = max(enumerate(lines), key=lambda pair: (LOUD[pair[1][4]], bool(pair[1][5]), pair[0]))[1]
            if point["kind"] in DECIDED:
                line = lines[-1]
            point["said"] = spoken(self.speak, self.row, (line[1], line[2], line[3], line[5]))
            point["tone"] = line[4]
        if what.verb in ("call", "meet") and "missed" not in what.kind:
            topics = (self.speak.words(f"topic.{item['topic']}") for item in what.args["agenda"])
            point["detail"] = ", ".join(topics)

    def _repeated(self, step: Step, what: Happening) -> list[str]:
        """What was asked twice: the field of the question; of a recap, what it put right."""
        found: list[str] = []
        lines = what.of(f"dossier/{what.seat}/{what.row}")["talk"]["lines"]
        mended: list[str] = []
        for place, (topic, key, _, _, _, learned) in enumerate(lines):
            if key in ("recap.wrong", "recap.right"):
                mended = [field for field, _, value in learned if self._was_wrong(step, field, value)]
            if key == "dossier.repeated":
                found.append(self.speak.words("journey.all_over"))
            elif key == "repeated" and topic == "recap":
                found.append(self._label(mended.pop(0)) if mended else self.speak.words("journey.misheard"))
            elif key == "repeated":
                answer = lines[place + 1] if topic == "ask" and place + 1 < len(lines) else []
                found.append(self._label(answer[5][0][0] if answer and answer[5] else topic))
        return list(dict.fromkeys(found))

    def _was_wrong(self, step: Step, field: str, value: str) -> bool:
        held = self.before[step.seat].get(field, BLANK)
        return first_of(held.value) != first_of(value)

    def _label(self, field: str) -> str:
        return self.speak.words(f"field.{field}").lower()

    # --- Bells, chairs and promises

    def _bell(self, step: Step) -> None:
        for key, params in step.news:
            if key == "passed_on":
                handoff = self.crew.handoffs[params["handoff"]]
                point = self._point(step, ROLES[ACCOUNT], "accepted", "passed_on")
                self._land(point, handoff, step)
            elif key in BELL_KINDS:
                lane = ROLES[LEAD_GEN] if key == "came_back" else "company"
                point = self._point(step, lane, BELL_KINDS[key], key, **params)
                point["tone"] = "bad" if key in ("churned", "complaint", "order_lost", "bad_debt") else "plain"

    def _chair(self, step: Step) -> None:
        """A newcomer has what is written; the rest is gone."""
        card = step.event["data"].get("card", "")
        seat = {"chair_swap": SALES, "leaver": ACCOUNT}.get(card, -1)
        if seat < 0 or f"dossier/{seat}/{self.row}" not in step.event["set"]:
            return
        point = self._point(step, ROLES[seat], "chair", "chair")
        gone = [f for f in FIELDS if f in self.before[seat] and f not in step.cells[seat]]
        point["fallen"] = [one_fallen(self.speak, f, self.before[seat][f].value, "missing") for f in gone]
        point["cells"] = self._eight(step.cells[seat])

    def _promised(self, step: Step) -> None:
        """Promises made, kept and broken, on the company's own lane."""
        for number, (state, _) in step.promises.items():
            promise = self.crew.promises[number]
            if number not in self.promises:
                self._point(step, "company", "promise_made", "promise_made", kind=promise.kind)
            elif state == self.promises[number][0] or state not in ("kept", "broken"):
                continue
            if state in ("kept", "broken"):
                prices = promise.kind == "price" and state == "broken"
                title = "two_prices" if prices else f"promise_{state}"
                point = self._point(step, "company", f"promise_{state}", title, kind=promise.kind)
                point["tone"] = "bad" if state == "broken" else "warm"

    # --- Parts

    def _seat_point(self, step: Step, kind: str, title: str, /, **params: Any) -> shape.JourneyPoint:
        point = self._point(step, ROLES[step.seat], kind, title, **params)
        point["minutes"] = int(step.event["data"].get("minutes", 0))
        return point

    def _point(self, step: Step | None, lane: str, kind: str, title: str, /, **params: Any) -> shape.JourneyPoint:
        point: shape.JourneyPoint = {
            "seq": step.seq if step is not None else 0,
            "round": step.round if step is not None else 0,
            "at": self.place(step) if step is not None else 0,
            "lane": lane,  # type: ignore[typeddict-item]
            "kind": kind,  # type: ignore[typeddict-item]
            "title": self.speak.words(f"journey_point.{title}", **params),
            "detail": "",
            "said": "",
            "tone": "plain",
            "minutes": 0,
            "cells": [],
            "fallen": [],
            "repeated": [],
        }
        self.points.append(point)
        return point

    def _eight(self, cells: Cells) -> list[shape.Cell]:
        return [self.speak.cell(field, cells.get(field, BLANK)) for field in FIELDS]
