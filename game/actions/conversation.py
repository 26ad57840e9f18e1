"""A conversation: one action with an agenda. Asking, answering, confirming guesses, and losing patience."""

from __future__ import annotations

from typing import Any

from game.actions.context import is_right, learn, truth, values_of
from game.market.chance import Kind
from game.market.rules import answer_chance, clip
from game.state.draft import Draft
from game.state.records import CONFIRMED, FIELD_INDEX, GUESS, UNKNOWN

Learned = list[list[Any]]


def shift_trust(company: Any, by: float) -> None:
    """Change trust, kept in 0-1."""
    company.trust = clip(company.trust + by)


class Conversation:
    """One seat talking with one company, on a draft."""

    def __init__(self, draft: Draft, seat: int, row: int, patience: int) -> None:
        """Begin; `patience` is how many topics the company bears."""
        self.draft = draft
        self.seat = seat
        self.row = row
        self.company = draft.company(row)
        self.traits = draft.traits(row)
        self.track = draft.track(row)
        self.dossier = draft.dossier(seat, row)
        self.patience = patience
        self.minutes = 0
        self.lines: list[list[Any]] = []
        self.before = set(self.dossier.raised)  # topics raised in earlier conversations
        self.raised: list[str] = []  # topics raised in this one
        self.outcome: list[Any] = ["", {}]

    def say(self, topic: str, key: str, tone: str = "plain", learned: Learned | None = None, **params: Any) -> None:
        """Note what the company says; a keyed draw picks the wording."""
        wording = self.draft.unit(self.row, Kind.TEXT)
        self.lines.append([topic, key, wording, params, tone, learned or []])

    def trust(self, by: float) -> None:
        """Change the company's trust, kept in 0-1."""
        shift_trust(self.company, by)

    def has_raised(self, topic: str) -> bool:
        """Whether this seat has raised a topic, in this conversation or an earlier one."""
        return topic in self.before or topic in self.raised

    def bear(self, topic: str, weight: int = 1) -> bool:
        """Count a topic against the company's patience; False when it has had enough and ends the talk."""
        self.patience -= weight
        if self.patience < 0:
            self.say(topic, "patience_over", "bad")
            return False
        return True

    def repeated(self, field: str) -> bool:
        """Whether asking this field repeats a question that was answered to a colleague.

        Whoever made his answer up, or heard it wrongly, asks from nothing too.
        """
        if not self.company.told & 1 << FIELD_INDEX[field] or self.has_raised(field):
            return False
        cell = self.dossier.cell(field)
        return cell.status == UNKNOWN or cell.source == "marked" or self._is_misheard(field)

    def _is_misheard(self, field: str) -> bool:
        """Whether the dossier holds something wrong that came by word of mouth, in notes, or was typed in."""
        cell = self.dossier.cell(field)
        heard = cell.status == GUESS and cell.source in ("told", "notes")
        return heard and not is_right(self.draft.state, self.draft.team, self.row, field, cell.value)

    def note_repeat(self, topic: str) -> None:
        """The company has to say it again: trust falls, and it is counted."""
        self.trust(self.draft.scenario.lead.repeat_trust)
        self.track.repeated += 1
        self.draft.tally().repeated += 1
        if self.track.handoff >= 0:
            handoff = self.draft.handoff(self.track.handoff)
            if handoff.receiver == self.seat:
                handoff.repeated += 1
        self.say(topic, "repeated", "bad")

    def ask(self, field: str, topic: str, order: float = 1.0) -> None:
        """Ask for a field: confirmed, or else a guess that may be wrong. A guess never undoes what is confirmed."""
        index = FIELD_INDEX[field]
        self.company.told |= 1 << index
        true = truth(self.draft.state, self.draft.team, self.row, field)
        base = self.draft.scenario.lead.topics[field].base
        if self.draft.unit(self.row, Kind.ANSWER.of(index)) < answer_chance(
            self.draft.scenario.lead, base, self.company.trust, order
        ):
            learn(self.draft, self.seat, self.row, field, true)
            self.say(topic, f"{field}.{true.split('+')[0]}", "plain", [[field, CONFIRMED, true]])
            return
        if self.draft.unit(self.row, Kind.GUESS.of(index)) < self.draft.scenario.lead.guess_right:
            value = true.split("+")[0]
        else:
            values = values_of(self.draft.state, field)
            value = values[int(self.draft.unit(self.row, Kind.GUESS_VALUE.of(index)) * len(values))]
        cell = learn(self.draft, self.seat, self.row, field, value, GUESS)
        self.say(topic, f"unclear.{field}", "plain", [[field, cell.status, cell.value]])

    def recap(self, topic: str) -> None:
        """Say guesses back to the company: each, up to the scenario's number, is put right with a good chance."""
        sales, lead = self.draft.scenario.sales, self.draft.scenario.lead
        guesses = [f for f in FIELD_INDEX if self.dossier.cell(f).status == GUESS][: sales.recap_fields]
        learned: Learned = []
        wrong = 0
        for field in guesses:
            wrong += self._is_misheard(field)
            if self.draft.unit(self.row, Kind.RECAP.of(FIELD_INDEX[field])) < sales.recap_right:
                true = truth(self.draft.state, self.draft.team, self.row, field)
                if true:
                    learn(self.draft, self.seat, self.row, field, true)
                else:  # nothing was promised, no date was made
                    self.dossier.cells.pop(field)
                learned.append([field, CONFIRMED if true else UNKNOWN, true])
        self.say(topic, "recap.wrong" if wrong else "recap.right", "cool" if wrong else "warm", learned)
        for _ in range(wrong):
            self.note_repeat(topic)
            self.patience -= lead.repeat_patience - 1

    def close(self, title: str) -> None:
        """Write the conversation into the dossier; it replaces the one before."""
        self.dossier.calls += 1
        self.dossier.raised = [
            *self.dossier.raised,
            *(t for t in self.raised if t not in self.dossier.raised),
        ]
        self.dossier.talk = {
            "round": self.draft.round,
            "minutes": self.minutes,
            "title": title,
            "lines": self.lines,
            "outcome": self.outcome,
        }
