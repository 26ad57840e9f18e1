"""The time machine: a match at any entry of its log, and any seat's desk exactly as it was then.

A `Tape` keeps frames of the state along the log and folds the entries between. A frame shares every record that did
not change with the frames beside it: on a tape a record is replaced, never written to, so a frame costs little more
than the columns that changed. Going on from where the tape stands folds on; anything else starts at a frame.

What is shown is the `view` part of the message that the seat got live after that entry, word for word. Live, one
thing in it comes from the clock on the wall and not from the log: the minutes released so far. The log has it at
every command of a seat, so the tape shows the highest that any command of the running round has recorded up to the
entry asked for; before the first of them what is released at the bell; and all of them between rounds, and where
nobody's minutes were ever released by a clock (headless play).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, cast

from game.actions.context import truth
from game.debrief.keys import key_moments
from game.debrief.timeline import moments
from game.debrief.truth import what_it_was
from game.market.columns import MUTABLE, Columns, Stage
from game.market.rules import FIELDS
from game.match.match import Match, fold
from game.match.start import new_state
from game.state.records import CONFIRMED, ROLES, UNKNOWN, Cell
from game.state.team import State, Team
from game.views.seat import seat_view
from game.views.session import session_info
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.state.records import Record
    from game.state.team import Course
    from game.views import shape

FRAMES = 48
"""Frames kept along a log, about; a bell always gets one, since it is what takes long to fold."""
NEAR = 8
"""Entries between two frames at least."""
MOST_HIDDEN = 60
"""Companies whose truth is told of one desk."""


SHELVES = {"seat": "seats", "handoff": "handoffs", "promise": "promises", "tally": "tallies"}
"""Where a team keeps the records of a path."""


# --- The tape -------------------------------------------------------------------------------------------


class Sheet(Team):
    """A team whose records are replaced when they change, so that frames can share them."""

    def __init__(self, team: Team) -> None:
        """Another hand on the records of `team`, none of which is ever written to."""
        self.__dict__.update(team.__dict__)
        self.market = team.market.fork()
        self.seats, self.handoffs = [*team.seats], [*team.handoffs]
        self.promises, self.tallies = [*team.promises], [*team.tallies]
        self.tracks, self.dossiers = dict(team.tracks), [dict(shelf) for shelf in team.dossiers]
        self._own: set[str] = set()

    def record(self, path: str) -> Record:
        """The record at a path, one that no frame shares."""
        found = super().record(path)
        if path in self._own:
            return found
        self._own.add(path)
        kind, *keys = path.split("/")
        twin: Any = found.clone()
        number = int(keys[-1]) if keys else 0
        if kind == "dossier":
            self.dossiers[int(keys[0])][number] = twin
        elif kind == "track":
            self.tracks[number] = twin
        elif keys:
            getattr(self, SHELVES[kind])[number] = twin
        else:
            setattr(self, kind, twin)
        return cast("Record", twin)


class Frame:
    """The state after one entry, for reading only."""

    def __init__(self, seq: int, state: State, before: Frame | None) -> None:
        """Freeze `state`; columns that are as in the frame before are shared with it."""
        self.seq = seq
        self.course: Course = state.course.clone()
        self.teams = [Sheet(team) for team in state.teams]
        for index, team in enumerate(self.teams):
            if before is not None:
                _share(team.columns, before.teams[index].columns)

    def state(self, like: State) -> State:
        """A state to fold on from."""
        return State(like.scenario, like.seed, like.acts, self.course.clone(), [Sheet(team) for team in self.teams])


def _share(columns: Columns, before: Columns) -> None:
    for name in MUTABLE:
        old = getattr(before, name)
        if (getattr(columns, name) == old).all():
            setattr(columns, name, old)


class Tape:
    """The match at any entry of a log, for one caller at a time."""

    def __init__(self, match: Match) -> None:
        """The log of `match`, which may still grow; the match is not changed."""
        self._match = match
        header = match.header
        start = new_state(match.scenario, int(header["seed"]), list(header["teams"]), header["acts"])
        self._frames = [Frame(0, start, None)]
        self._memo: dict[tuple[object, ...], Any] = {}
        self._head = self._make(0, self._frames[0].state(start))

    @property
    def last(self) -> int:
        """The number of the log's last entry."""
        return len(self._match.entries)

    def at(self, seq: int) -> Match:
        """The match as it was after entry `seq`, 0 = before the first; a number outside is brought inside.

        It is for reading only, and until the next call.
        """
        seq = max(0, min(seq, self.last))
        frame = self._frames[bisect_right(self._frames, seq, key=lambda one: one.seq) - 1]
        head = self._head
        if not frame.seq <= head.seq <= seq:
            head = self._head = self._make(frame.seq, frame.state(head.state))
        while head.seq < seq:
            self._fold(head)
        return head

    def _make(self, seq: int, state: State) -> Match:
        made = object.__new__(Match)
        made.scenario, made.header, made.state = self._match.scenario, self._match.header, state
        made.seq, made.entries = seq, self._match.entries[:seq]
        made.texts, made.memo = self._match.texts, self._memo
        return made

    def _fold(self, head: Match) -> None:
        entry = self._match.entries[head.seq]
        for event in entry.events:
            fold(head.state, event)
        head.seq += 1
        head.entries.append(entry)
        last = self._frames[-1].seq
        if head.seq <= last:
            return
        apart = max(NEAR, self.last // FRAMES)
        rings = any(event["kind"] == "round_closed" for event in entry.events)
        if head.seq - last >= apart or (rings and head.round <= head.scenario.frame.rounds):
            self._frames.append(Frame(head.seq, head.state, self._frames[-1]))
            head.state = self._frames[-1].state(head.state)


def released_at(match: Match, seq: int) -> int | None:
    """Minutes released when entry `seq` had been taken, None for all; see the module."""
    for entry in match.entries[seq - 1 :: -1] if seq else ():
        command = entry.command
        if command.actor.is_facilitator:
            if command.verb == "open_round":
                break
            if command.verb not in ("play_card", "seat_bot"):
                return None  # between rounds
    else:
        return None
    known = [e.command.inputs["released"] for e in match.entries[entry.seq : seq] if "released" in e.command.inputs]
    if known:
        return int(max(known))
    frame = match.scenario.frame
    by_clock = any("released" in e.command.inputs for e in match.entries)
    return int(frame.minutes * frame.release_start) if by_clock else None


# --- What is shown --------------------------------------------------------------------------------------


def machine_view(match_at: Match, match: Match, team: int, seat: int, lang: str, reveal: bool) -> shape.MachineView:
    """A seat's desk as it was.

    Args:
        match_at: the match at the moment, from a Tape.
        match: the match with its whole log.
        team: 0-based.
        seat: 0-based within the team.
        lang: "en" or "ru".
        reveal: whether what the companies on this desk truly were is told beside it.
    """
    view = seat_view(match_at, team, seat, lang, released_at(match, match_at.seq))
    return {
        "kind": "machine",
        "session": session_info(match_at, lang),
        "team": team,
        "team_name": match_at.state.teams[team].name,
        "seat": seat,
        "role": cast("shape.Role", ROLES[match_at.state.teams[team].seats[seat].role]),
        "seq": match_at.seq,
        "last_seq": len(match.entries),
        "moment": _moments(match, team, lang, reveal=reveal).get(match_at.seq),
        "view": view,
        "hidden": _hidden(match_at, match, team, view, lang) if reveal else [],
    }


def _moments(match: Match, team: int, lang: str, *, reveal: bool) -> dict[int, shape.Moment]:
    """The moments of a team by entry; of a bell's several the bell itself. Kept as long as the log does not grow."""
    key = ("machine", team, lang, reveal)
    kept = match.memo.get(key)
    if kept is None or kept[0] != match.seq:
        found = {moment["seq"]: moment for moment in moments(match, team, lang, reveal=reveal)}
        kept = match.memo[key] = match.seq, found
    told: dict[int, shape.Moment] = kept[1]
    return told


def _hidden(match_at: Match, match: Match, team: int, view: shape.SeatView, lang: str) -> list[shape.Hidden]:
    """What the open companies of a desk truly were at the moment."""
    speak = Speaker(match_at, team, lang)
    crew = match_at.state.teams[team]
    shown = [company for company in view["companies"] if company["place"] != "closed"]
    return [_truth(match_at, match, team, crew.rows[company["id"]], company, speak) for company in shown[:MOST_HIDDEN]]


def _truth(
    match_at: Match, match: Match, team: int, row: int, company: shape.CompanyView, speak: Speaker
) -> shape.Hidden:
    crew = match_at.state.teams[team]
    cells = []
    for field in FIELDS:
        value = truth(match_at.state, crew, row, field)
        cells.append(speak.cell(field, Cell(CONFIRMED if value else UNKNOWN, value)))
    stage = Stage(int(crew.columns.stage[row]))
    return {
        "company": company["id"],
        "company_name": company["name"],
        "kind_text": company["kind_text"],
        "stage_text": speak.words(f"machine_stage.{stage.name.lower()}"),
        "cells": cells,
        "trust": int(100 * float(crew.columns.trust[row]) + 0.5),
        "sentence": what_it_was(match, team, row, speak),
    }


STEPS = {"open_round": "round", "open_charter": "charter", "play_card": "shock", "finish": "finish"}
"""The facilitator's steps that are marked."""


def timeline_view(match: Match, team: int, lang: str) -> shape.TimelineView:
    """What the slider and the jump list need: marks in the order of the log, and the key moments."""
    marks: list[shape.Mark] = []
    for moment in moments(match, team, lang, reveal=False):
        verb = moment["verb"] if moment["seat"] < 0 and moment["company"] < 0 else ""
        kind = moment["mark"] or STEPS.get(verb, "")
        if kind:
            marks.append(_mark(moment, kind, moment["title"]))
        if verb == "open_round" and _brings_card(match, moment["seq"]):
            marks.append(_mark(moment, "shock", moment["detail"]))
    return {
        "kind": "timeline",
        "team": team,
        "team_name": match.state.teams[team].name,
        "last_seq": len(match.entries),
        "marks": marks,
        "keys": key_moments(match, team, lang),
    }


def _mark(moment: shape.Moment, kind: str, label: str) -> shape.Mark:
    return {"seq": moment["seq"], "round": moment["round"], "kind": cast("Any", kind), "label": label}


def _brings_card(match: Match, seq: int) -> bool:
    """Whether the round that entry `seq` opened began with an event card."""
    return bool(match.entries[seq - 1].events[0]["set"].get("course", {}).get("shock"))
