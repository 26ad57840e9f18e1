"""The stage: what the facilitator shows, who follows it, and the votes on disputed leads.

Nothing of the debrief reaches a projector but what stands here, and nothing of the truth before it is unmasked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast, get_args

from web.live.envelope import Panel

if TYPE_CHECKING:
    from web.live.envelope import Mine, Stage, VoteLine
    from web.live.room import Room
    from web.store.debriefs import Said

    Lead = tuple[int, int]  # (team, company)

OPEN = ("debrief", "closed")
PANELS: tuple[str, ...] = get_args(Panel)


@dataclass(slots=True)
class Staged:
    """What is shown. `unmasked`: disputed leads whose truth has been seen; nobody votes on those again."""

    panel: str = "overview"
    team: int = 0
    args: dict[str, int | str | bool] = field(default_factory=dict)
    screen: bool = False
    people: bool = False
    unmasked: set[Lead] = field(default_factory=set)

    @property
    def lead(self) -> Lead | None:
        """The disputed lead that is shown."""
        company = self.args.get("company")
        is_lead = self.panel == "disputed" and isinstance(company, int) and not isinstance(company, bool)
        return (self.team, cast("int", company)) if is_lead else None

    def note_mask(self, reveal: bool) -> None:
        """Remember the shown lead if its truth is seen now."""
        if reveal and self.lead is not None:
            self.unmasked.add(self.lead)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {
            "panel": self.panel,
            "team": self.team,
            "args": self.args,
            "screen": self.screen,
            "people": self.people,
            "unmasked": sorted(self.unmasked),
        }

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> Staged:
        """As it was stored."""
        leads = {(int(team), int(company)) for team, company in body["unmasked"]}
        return cls(body["panel"], body["team"], body["args"], body["screen"], body["people"], leads)


@dataclass(slots=True)
class Word:
    """What one participant said in the debrief."""

    answers: dict[str, dict[str, str]] = field(default_factory=dict)  # before, after -> item -> value
    rule: str = ""
    checks: str = ""
    at_ms: int = 0


@dataclass(slots=True)
class Debrief:
    """All that a room keeps of its debrief."""

    stage: Staged = field(default_factory=Staged)
    votes: dict[Lead, dict[str, str]] = field(default_factory=dict)  # participant -> choice
    words: dict[str, Word] = field(default_factory=dict)  # by participant

    def word(self, participant: str) -> Word:
        """What a participant said so far."""
        return self.words.setdefault(participant, Word())

    @classmethod
    def from_rows(cls, said: Said) -> Debrief:
        """As it was stored."""
        made = cls(Staged() if said.stage is None else Staged.from_json(said.stage))
        for vote in said.votes:
            made.votes.setdefault((vote.team, vote.company), {})[vote.participant] = vote.choice
        for test in said.answers:
            made.word(test.participant).answers[test.moment] = test.answers
        for row in said.reflections:
            word = made.word(row.participant)
            word.rule, word.checks, word.at_ms = row.rule, row.checks, row.at_ms
        return made


def has_begun(room: Room) -> bool:
    """Whether there is anything to look back on: the first round is over."""
    return room.match.round > 1 or room.match.phase not in ("lobby", "round")


def is_open(room: Room) -> bool:
    """Whether the debrief is open to others than the facilitator: it runs, or the session is kept."""
    return room.closed or room.match.phase in OPEN


def follows(room: Room, kind: str) -> bool:
    """Whether a reader of this kind sees the stage now."""
    stage = room.debrief.stage
    if kind == "facilitator":
        return has_begun(room)
    return is_open(room) and {"screen": stage.screen, "seat": stage.people}.get(kind, False)


def stage_of(room: Room, kind: str) -> Stage | None:
    """The stage as a reader of this kind is told; None if it does not follow."""
    if not follows(room, kind):
        return None
    stage = room.debrief.stage
    return {
        "panel": cast("Panel", stage.panel),
        "team": stage.team,
        "args": stage.args,
        "screen": stage.screen,
        "people": stage.people,
        "reveal": room.reveal,
        "votes": _votes(room),
    }


def _votes(room: Room) -> list[VoteLine]:
    """The shown lead and every lead that was voted on; what was said only of those that are unmasked."""
    debrief = room.debrief
    shown = () if debrief.stage.lead is None else (debrief.stage.lead,)
    return [
        {
            "team": lead[0],
            "company": lead[1],
            "counts": dict(sorted(Counter(votes.values()).items()))
            if room.reveal and lead in debrief.stage.unmasked
            else {},
            "voted": len(votes),
            "of": max(len(votes), len(room.seating.at)),
        }
        for lead in sorted({*debrief.votes, *shown})
        for votes in (debrief.votes.get(lead, {}),)
    ]


def mine_of(room: Room, participant: str) -> Mine | None:
    """What a participant said themselves, so that a reload finds it again; None for whoever holds no seat."""
    person = room.seating.people.get(participant)
    if person is None or person.is_observer:
        return None
    debrief = room.debrief
    word = debrief.words.get(participant, Word())
    lead = debrief.stage.lead if follows(room, "seat") else None
    return {
        "vote": debrief.votes.get(lead, {}).get(participant, "") if lead else "",
        "answered": cast("Any", sorted(word.answers, reverse=True)),  # before, after
        "rule": word.rule,
        "checks": list(word.checks),
    }
