"""A look at one team's session, from which beliefs and test questions are answered: counts, waits and minutes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from game.debrief.chronicle.cases import Case, cases
from game.debrief.chronicle.fold import Step, chronicle
from game.debrief.chronicle.passing import arrived
from game.scoring.figures import Horizon, Scope, figure
from game.scoring.money import closed_rounds
from game.state.records import ACCOUNT, GUESS, LEAD_GEN, SALES, Cell, Handoff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match.match import Match


class Look:
    """One team's session, counted."""

    def __init__(self, match: Match, team: int) -> None:
        """The session of `team` in a match with its whole log."""
        self.match, self.team = match, team
        self.crew = match.state.teams[team]
        self.told = chronicle(match, team)
        self.rounds = match.scenario.frame.rounds
        self.last = closed_rounds(match.state)

    @cached_property
    def cases(self) -> list[Case]:
        """Every company that was worked on."""
        return cases(self.crew, self.told)

    def figure(self, name: str, horizon: Horizon = "session", last: int = 0) -> int:
        """A figure of the team, 0 where there is nothing to measure; `last` ends the span early."""
        return figure(self.match, self.team, name, horizon, last) or 0

    def number(self, case: Case | None) -> int:
        """The number by which the team knows a company, -1 for none."""
        return self.crew.numbers[case.row] if case is not None else -1

    # --- Handoffs to sales

    @cached_property
    def briefs(self) -> list[tuple[Case, Handoff]]:
        """Briefs that sales accepted, with their company."""
        return [(case, h) for case in self.cases for h in case.leads if h.accept_round]

    @cached_property
    def handed(self) -> list[Case]:
        """Companies handed over to sales."""
        return [case for case in self.cases if case.leads]

    @cached_property
    def lost(self) -> list[Case]:
        """Of those, the ones closed without a contract in the session."""
        rows = Scope.of(self.match, self.team, "session").lost
        return [case for case in self.handed if case.row in rows]

    @cached_property
    def won(self) -> list[Case]:
        """Of those, the ones signed in the session."""
        rows = Scope.of(self.match, self.team, "session").won
        return [case for case in self.handed if case.row in rows]

    def arrived(self, mode: str) -> tuple[int, int]:
        """Of the fields that senders of this mode knew, how many sales held when its work began; (arrived, known)."""
        found = [arrived(self.crew, self.told, handoff) for _, handoff in self.briefs if handoff.mode == mode]
        return sum(one.left for one in found), sum(one.known for one in found)

    def repeats(self, *modes: str) -> tuple[int, int]:
        """Questions asked again after briefs of these modes, and how many such briefs there were."""
        found = [h.repeated for _, h in self.briefs if h.mode in modes]
        return sum(found), len(found)

    # --- Acts

    def steps(self, seat: int, *verbs: str) -> Iterator[tuple[Case, Step]]:
        """What a seat did in the session's rounds, company by company."""
        for case in self.cases:
            for step in case.acts(seat, *verbs):
                if step.round <= self.rounds:
                    yield case, step

    def topics(self, topic: str) -> list[tuple[Case, Step]]:
        """The seller's conversations in which a topic was on the agenda."""
        return [
            (case, step)
            for case, step in self.steps(SALES, "meet")
            if step.event["kind"] == "meeting_held"
            and any(item["topic"] == topic for item in step.entry.command.args["agenda"])
        ]

    def heard(self, key: str, seat: int = SALES) -> int:
        """How often clients said a thing to a seat."""
        return sum(
            sum(line[1] == key for line in lines)
            for case in self.cases
            for s, lines, _ in case.talks()
            if s.seat == seat
        )

    def tasks(self) -> dict[str, int]:
        """The account manager's tasks, each with how often it was done."""
        found: dict[str, int] = {}
        for _, step in self.steps(ACCOUNT, "task"):
            task = step.entry.command.args["task"]
            found[task] = found.get(task, 0) + 1
        return found

    def checked(self) -> tuple[int, int]:
        """Guesses that recaps put to clients and got an answer to, and how many of those turned out otherwise."""
        asked = wrong = 0
        for case in self.cases:
            held: dict[str, Cell] = {}
            for step in case.steps:
                talk = step.event["set"].get(f"dossier/{SALES}/{case.row}", {}).get("talk") or {}
                for line in talk.get("lines", []):
                    for field, _, value in line[5] if line[0] == "recap" else ():
                        before = held.get(field, Cell())
                        asked += before.status == GUESS
                        wrong += before.status == GUESS and before.value.split("+")[0] != value.split("+")[0]
                held = step.cells[SALES]
        return asked, wrong

    def minutes(self, seat: int, found: list[Case]) -> int:
        """Minutes that a seat spent on some companies in the session's rounds."""
        return sum(case.minutes(seat, self.rounds) for case in found)


__all__ = ["ACCOUNT", "LEAD_GEN", "SALES", "Look"]
