"""What happened to every company, step by step: the log folded once, with what each seat knew after every step.

The state at the end says what is known now; only the log says when it was known. A chronicle goes up to the end
of the finish: the twelve months after it are the same policy for everybody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.actions.context import wait_of
from game.debrief.chronicle.steps import Cells, Kind, Step, TeamChronicle, Wait
from game.debrief.chronicle.weighing import weigh
from game.market.columns import Stage
from game.market.rules import response, still_there
from game.match import bell
from game.match.match import Match
from game.state.records import ACCOUNT, LEAD_GEN, SALES, Dossier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.match.log import Entry
    from game.state.team import State, Team

BLANK_DOSSIER = Dossier()
MEMO = ("chronicle",)
"""Where a match keeps its chronicle, with the number of its last entry."""


def chronicle(match: Match, team: int) -> TeamChronicle:
    """The chronicle of a team; made once for a match and its length."""
    kept: tuple[int, list[TeamChronicle]] | None = match.memo.get(MEMO)
    if kept is None or kept[0] != match.seq:
        kept = match.memo[MEMO] = match.seq, _Fold(match).run()
    return kept[1][team]


class _Fold:
    """The log on its way through a fresh state."""

    def __init__(self, match: Match) -> None:
        self.entries = match.entries
        self.state: State = Match(match.scenario, match.header).state
        self.told = [TeamChronicle() for _ in self.state.teams]
        self.last = match.scenario.frame.rounds + 1
        self.counted: dict[tuple[int, str], int] = dict.fromkeys(
            ((crew.index, kind) for crew in self.state.teams for kind in ("handoff", "promise")), 0
        )
        for crew, told in zip(self.state.teams, self.told, strict=True):
            rows = {row for shelf in crew.dossiers for row in shelf}
            told.book = {row: _cells(crew, row) for row in rows}
            for row, track in crew.tracks.items():
                if track.waits_for >= 0:
                    told.began[row] = 0, (track.ready_round, max(0, track.ready_clock))

    def run(self) -> list[TeamChronicle]:
        """Fold the log up to the end of the finish."""
        for entry in self.entries:
            for event in entry.events:
                self._fold(entry, event)
            if entry.command.verb == "close_round" and entry.events[0]["data"]["round"] >= self.last:
                break
        for crew, told in zip(self.state.teams, self.told, strict=True):
            self._still_waiting(crew, told)
        return self.told

    def _fold(self, entry: Entry, event: dict[str, Any]) -> None:
        team = event["team"]
        values = event["set"]
        waits = self._waits(team, values) if team >= 0 else {}
        here = _appearing(self.state.teams[team], values) if team >= 0 else []
        for path, change in values.items():
            if path == "course":
                self.state.course.assign(change)
            else:
                self.state.teams[team].assign(path, change)
        if team >= 0:
            self._index(self.state.teams[team])
            self._note(entry, event, waits, here)
        if event["kind"] == "round_closed":
            self._bell(entry, event)

    def _index(self, crew: Team) -> None:
        """Note which company new handoffs and promises are about."""
        told = self.told[crew.index]
        for kind, records, by_row in (
            ("handoff", crew.handoffs, told.handoffs),
            ("promise", crew.promises, told.promises),
        ):
            for number in range(self.counted[crew.index, kind], len(records)):
                by_row.setdefault(records[number].company, []).append(number)
            self.counted[crew.index, kind] = len(records)

    # --- A seat's act, or a step of the facilitator that touches a team

    def _note(self, entry: Entry, event: dict[str, Any], waits: dict[int, Wait], here: list[int]) -> None:
        crew, told = self.state.teams[event["team"]], self.told[event["team"]]
        actor = entry.command.actor
        subject = event["data"].get("company", -1)
        kind: Kind = "step" if actor.is_facilitator else "act"
        for row in _rows(crew, event["set"]):
            restarted = row == subject and event["kind"] == "meeting_held"
            wait = self._ended(crew, row, waits.get(row), restarted=restarted)
            mine = row == subject or kind == "step"
            appeared = _minute(crew, row) if row in here else -1
            if not mine and appeared < 0 and f"dossier/{actor.seat}/{row}" not in event["set"]:
                continue
            step = self._step("act" if row == subject else "step", entry, event, crew, row)
            told.steps.setdefault(row, []).append(_with(step, wait=wait, appeared=appeared))
            self._begin(crew, told, row, entry.seq)
            if row == subject and crew.tracks[row].ended.startswith("lost_") and "ended" in _track(event, row):
                told.defeats[row] = weigh(self.state, crew, row, entry)

    def _step(self, kind: Kind, entry: Entry, event: dict[str, Any], crew: Team, row: int) -> Step:
        seat = entry.command.actor.seat if kind == "act" else -1
        return Step(
            kind=kind,
            entry=entry,
            event=event,
            round=self.state.course.round,
            seat=seat,
            clock=crew.seats[seat].clock if seat >= 0 else max(record.clock for record in crew.seats),
            cells=_cells(crew, row),
            trust=float(crew.columns.trust[row]),
            stage=int(crew.columns.stage[row]),
            promises=_promises(crew, self.told[crew.index].promises.get(row, ())),
        )

    # --- Bells

    def _bell(self, entry: Entry, event: dict[str, Any]) -> None:
        data = event["data"]
        stages = [crew.columns.stage.copy() for crew in self.state.teams]
        bell.ring(self.state, data)
        for crew in self.state.teams:
            self._index(crew)
        for crew, told in zip(self.state.teams, self.told, strict=True):
            news: dict[int, list[tuple[str, dict[str, Any]]]] = {}
            for seat in crew.seats:
                for key, params, row, _ in seat.inbox if data["round"] < self.last else ():
                    news.setdefault(row, []).append((key, params))
            for handoff in crew.handoffs:
                if handoff.accept_round == self.last == data["round"]:
                    news.setdefault(handoff.company, []).append(("passed_on", {"handoff": handoff.id}))
            before = stages[crew.index]
            aged = {int(row) for row in (before == Stage.ACCOUNT).nonzero()[0]}
            for row in sorted(aged | {row for row in news if row >= 0}):
                step = self._step("bell", entry, event, crew, row)
                told.steps.setdefault(row, []).append(_with(step, round=data["round"], news=tuple(news.get(row, ()))))
            if data["round"] == self.last:
                told.finish = max(1, crew.seats[SALES].spent)

    # --- Waits

    def _waits(self, team: int, values: dict[str, Any]) -> dict[int, Wait]:
        """How long the companies that an event moves on have waited until it."""
        crew, found = self.state.teams[team], {}
        for path, change in values.items():
            if path.startswith("track/") and ("waits_for" in change or "wait_mark" in change):
                row = int(path[6:])
                wait = self._wait(crew, row)
                if wait is not None:
                    found[row] = wait
        return found

    def _wait(self, crew: Team, row: int) -> Wait | None:
        track = crew.tracks.get(row)
        if track is None or track.waits_for < 0:
            return None
        seat, minutes = track.waits_for, self.state.scenario.frame.minutes
        waited = wait_of(crew, row, seat, self.state.course.round, minutes)
        if self.state.course.phase == "fast_forward":  # the finishing seller has time for everybody
            waited = minutes * (self.state.course.round - track.wait_round)
        since, ready = self.told[crew.index].began.get(row, (0, (0, 0)))
        return Wait(seat, max(0, waited), self._chance(crew, row, seat, max(0, waited)), since, ready)

    def _chance(self, crew: Team, row: int, seat: int, waited: int) -> int:
        """Per cent that a client is still there: the rule that its next conversation applies."""
        scenario, columns = self.state.scenario, crew.columns
        first = not int(columns.contacted[row]) & 1 << seat
        if seat == LEAD_GEN:
            return int(100 * response(scenario.lead, waited) + 0.5) if first else 100
        if seat == ACCOUNT:
            return 100
        number = crew.tracks[row].handoff
        warm = number >= 0 and crew.handoffs[number].warm
        rule = scenario.handing.waiting
        half = rule.first if first else rule.later
        step = rule.next_step if int(columns.next_step[row]) == 1 else 1.0
        return int(100 * still_there(half, waited, rule.warm if warm else 1.0, step) + 0.5)

    def _ended(self, crew: Team, row: int, wait: Wait | None, *, restarted: bool) -> Wait | None:
        """The wait, if the event ended it."""
        if wait is None:
            return None
        return None if crew.tracks[row].waits_for == wait.seat and not restarted else wait

    def _begin(self, crew: Team, told: TeamChronicle, row: int, seq: int) -> None:
        """Note where a wait began."""
        track = crew.tracks.get(row)
        if track is None or track.waits_for < 0:
            told.began.pop(row, None)
            return
        steps = told.steps[row]
        fresh = row not in told.began or steps[-1].wait is not None or steps[-1].entry.command.verb == "follow_up"
        if fresh:
            ready = (track.ready_round, track.ready_clock) if track.ready_clock >= 0 else (0, 0)
            told.began[row] = seq, ready

    def _still_waiting(self, crew: Team, told: TeamChronicle) -> None:
        for row in crew.tracks:
            wait = self._wait(crew, row)
            if wait is not None and told.steps.get(row):
                told.waits[row] = wait


def _cells(crew: Team, row: int) -> tuple[Cells, ...]:
    """What each seat knows; the dictionaries are never changed in place, so they can be kept."""
    return tuple(shelf.get(row, BLANK_DOSSIER).cells for shelf in crew.dossiers)


def _promises(crew: Team, numbers: Iterable[int]) -> dict[int, tuple[str, int]]:
    found = {}
    for promise in map(crew.promises.__getitem__, numbers):
        columns = crew.columns.promise_known
        known = int(columns[promise.company, promise.slot]) if promise.state == "open" else promise.known
        found[promise.id] = promise.state, known
    return found


def _rows(crew: Team, values: Iterable[str]) -> list[int]:
    """The companies that the paths of an event are about, in their order."""
    found: dict[int, None] = {}
    for path in values:
        kind, *keys = path.split("/")
        if kind in ("company", "track", "dossier"):
            found[int(keys[-1])] = None
        elif kind == "handoff":
            found[crew.handoffs[int(keys[0])].company] = None
    return list(found)


def _appearing(crew: Team, values: dict[str, Any]) -> list[int]:
    """The companies that an event lets appear on the lead generator's desk."""
    rows = (int(path[6:]) for path, change in values.items() if path.startswith("track/") and change.get("here"))
    return [row for row in rows if row not in crew.tracks or not crew.tracks[row].here]


def _minute(crew: Team, row: int) -> int:
    """The minute of the lead generator's clock at which a company came; those of its list were there at 0."""
    record, track = crew.seats[LEAD_GEN], crew.tracks[row]
    return max(0, record.clock - (record.worked - track.wait_mark)) if track.waits_for == LEAD_GEN else 0


def _track(event: dict[str, Any], row: int) -> dict[str, Any]:
    found: dict[str, Any] = event["set"].get(f"track/{row}", {})
    return found


def _with(step: Step, **values: Any) -> Step:
    for name, value in values.items():
        object.__setattr__(step, name, value)
    return step


__all__ = ["MEMO", "Cells", "Step", "TeamChronicle", "Wait", "chronicle"]
