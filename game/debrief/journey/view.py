"""The journey of one company through a team, in lanes: stops, waits, handoffs, promises; truth only if unmasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.chronicle import Step, TeamChronicle, Wait, chronicle
from game.debrief.chronicle.outcomes import measure, outcome_of, outcome_text
from game.debrief.chronicle.passing import arrived, handoffs_of
from game.debrief.journey.points import Stops
from game.debrief.journey.ruler import Ruler
from game.debrief.truth import true_cells, what_it_was
from game.market.columns import Source
from game.market.rules import FIELDS
from game.scoring.money import closed_rounds
from game.state.records import ROLES
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.match import Match
    from game.state.team import Team
    from game.views import shape

LISTED = 150
"""Most companies in the list."""


def journey_view(match: Match, team: int, company: int, lang: str, reveal: bool) -> shape.JourneyView:
    """One company's way through a team.

    Args:
        match: a match with its whole log.
        team: 0-based.
        company: the number by which the team knows it.
        lang: "en" or "ru".
        reveal: whether trust and truth are shown.

    Raises:
        KeyError: the team knows no such company.
    """
    crew = match.state.teams[team]
    row, told, speak = crew.rows[company], chronicle(match, team), Speaker(match, team, lang)
    way = _Way(match, crew, told, row, speak)
    return {
        "kind": "journey",
        "team": team,
        "team_name": crew.name,
        "company": company,
        "company_name": speak.company(row),
        "headline": outcome_text(match, crew, row, speak),
        "subline": way.subline(),
        "rounds": way.ruler.spans(),
        "points": way.points(),
        "waits": way.waits(),
        "handoffs": way.handoffs(),
        "promises": way.promises(),
        "trust": way.trust() if reveal else [],
        "truth": way.truth() if reveal else [],
        "truth_text": what_it_was(match, team, row, speak) if reveal else "",
    }


class _Way:
    """One company's way, laid along the ruler."""

    def __init__(self, match: Match, crew: Team, told: TeamChronicle, row: int, speak: Speaker) -> None:
        self.match, self.crew, self.told, self.row, self.speak = match, crew, told, row, speak
        self.ruler = Ruler.of(match, told)
        self.places: dict[int, int] = {0: 0}  # entry -> place; never backwards
        place = 0
        for step in told.of(row):
            place = max(place, self._place(step))
            self.places[step.seq] = place

    def _place(self, step: Step) -> int:
        if step.kind == "bell":
            return self.ruler.bell(step.round)
        return self.ruler.at(step.round, step.appeared if step.appeared >= 0 else step.clock)

    def points(self) -> list[shape.JourneyPoint]:
        return Stops(self.crew, self.told, self.row, self.speak, lambda step: self.places[step.seq]).all()

    # --- Waits

    def waits(self) -> list[shape.JourneyWait]:
        found = [self._wait(step.wait, self.places[step.seq]) for step in self.told.of(self.row) if step.wait]
        running = self.told.waits.get(self.row)
        if running is not None:
            found.append(self._wait(running, self.ruler.bell(closed_rounds(self.match.state))))
        return [wait for wait in found if wait["minutes"] > 0]

    def _wait(self, wait: Wait, end: int) -> shape.JourneyWait:
        began = self.ruler.at(*wait.ready) if wait.ready[0] else 0
        start = min(end, max(began, self.places.get(wait.since, 0)))
        return {
            "lane": ROLES[wait.seat],  # type: ignore[typeddict-item]
            "start": start,
            "end": end,
            "minutes": wait.minutes,
            "window": wait.chance,
        }

    # --- Handoffs and promises

    def handoffs(self) -> list[shape.JourneyHandoff]:
        made = []
        for handoff in handoffs_of(self.crew, self.told, self.row):
            start, end = self._span(handoff.id)
            fields = arrived(self.crew, self.told, handoff)
            one: shape.JourneyHandoff = {
                "id": handoff.id,
                "start": start,
                "end": end,
                "sender": ROLES[handoff.sender],  # type: ignore[typeddict-item]
                "receiver": ROLES[handoff.receiver],  # type: ignore[typeddict-item]
                "mode": handoff.mode,  # type: ignore[typeddict-item]
                "warm": handoff.warm,
                "known": fields.known,
                "left": fields.left,
                "guesses": fields.guesses,
            }
            made.append(one)
        return made

    def _span(self, number: int) -> tuple[int, int]:
        start = end = -1
        for step in self.told.of(self.row):
            verb, path = step.entry.command.verb, f"handoff/{number}"
            taken = any(key == "passed_on" and given["handoff"] == number for key, given in step.news)
            if verb == "hand_over" and path in step.event["set"]:
                start = self.places[step.seq]
            elif taken or (verb == "accept" and path in step.event["set"]):
                end = self.places[step.seq]
        return (end if start < 0 else start), end

    def promises(self) -> list[shape.JourneyPromise]:
        made: dict[int, int] = {}
        settled: dict[int, int] = {}
        for step in self.told.of(self.row):
            for number, (state, _) in step.promises.items():
                made.setdefault(number, self.places[step.seq])
                if state != "open":
                    settled.setdefault(number, self.places[step.seq])
        return [self._promise(number, place, settled.get(number, -1)) for number, place in made.items()]

    def _promise(self, number: int, made: int, settled: int) -> shape.JourneyPromise:
        promise = self.crew.promises[number]
        last = [step.promises[number] for step in self.told.of(self.row) if number in step.promises]
        state, known = next(((s, k) for s, k in last if s != "open"), last[-1])
        return {
            "kind": promise.kind,  # type: ignore[typeddict-item]
            "text": self.speak.words(f"promise_short.{promise.kind}"),
            "by": ROLES[promise.by] if promise.by >= 0 else "",
            "made": made,
            "settled": settled,
            "state": state,  # type: ignore[typeddict-item]
            "known_to": [role for bit, role in enumerate(ROLES) if known >> bit & 1],  # type: ignore[misc]
        }

    # --- Unmasked

    def trust(self) -> list[shape.TrustPoint]:
        found: dict[int, int] = {0: int(100 * float(self.crew.static.trust0[self.row]) + 0.5)}
        for step in self.told.of(self.row):
            found[self.places[step.seq]] = int(100 * step.trust + 0.5)
        return [{"at": place, "trust": trust} for place, trust in found.items()]

    def truth(self) -> list[shape.Cell]:
        first = next((h.round for h in handoffs_of(self.crew, self.told, self.row)), self.ruler.rounds)
        cells = true_cells(self.match, self.crew.index, self.row, min(first, self.ruler.rounds))
        return [self.speak.cell(field, cells[field]) for field in FIELDS]

    # --- In one line

    def subline(self) -> str:
        words = self.speak.words
        source = Source(int(self.crew.static.source[self.row])).name.lower()
        kind = self.match.scenario.kinds[self.crew.static.kind[self.row]].id
        listed = source in ("book_sales", "book_accounts", "outbound") or self.row not in self.crew.tracks
        came = 0 if listed else self.crew.tracks[self.row].round
        parts = [words("journey.came" if came else "journey.was_there", kind=kind, source=source, round=came)]
        measured = measure(self.crew, self.told, self.row)
        if measured.fallen:
            parts.append(words("journey.fell", n=measured.fallen))
        if measured.repeated:
            parts.append(words("journey.twice", n=measured.repeated))
        if measured.wait >= 60:
            parts.append(words("journey.waited", m=measured.wait))
        track = self.crew.tracks.get(self.row)
        if track is not None and track.order_count:
            parts.append(words("journey.months", orders=track.order_count, margin=track.earned))
        return " · ".join(parts)


# --- The list -------------------------------------------------------------------------------------------


def journey_list(match: Match, team: int, lang: str) -> shape.JourneyList:
    """The companies of a team that were ever worked on or waited, those with most to tell first."""
    crew, told, speak = match.state.teams[team], chronicle(match, team), Speaker(match, team, lang)
    found = []
    for row in sorted({*told.steps, *told.book}):
        outcome = outcome_of(crew, row)
        if outcome == "never_called" and int(crew.static.source[row]) == Source.OUTBOUND:
            continue
        seen = measure(crew, told, row)
        track = crew.tracks.get(row)
        weight = 3 * seen.fallen + 4 * seen.repeated + 6 * seen.broken + max(0, seen.wait) // 120
        weight += {"lost": 5, "won": 4, "churned": 6, "open": 2}.get(outcome, 0)
        weight *= 0 if outcome == "never_called" else 1
        line: shape.JourneyLine = {
            "company": crew.numbers[row],
            "company_name": speak.company(row),
            "outcome": outcome,  # type: ignore[typeddict-item]
            "outcome_text": outcome_text(match, crew, row, speak),
            "revenue": track.revenue if track is not None else 0,
            "fallen": seen.fallen,
            "repeated": seen.repeated,
            "wait": seen.wait,
        }
        found.append((-weight, row, line))
    lines = [line for _, _, line in sorted(found, key=lambda item: item[:2])[:LISTED]]
    return {"kind": "journeys", "team": team, "team_name": crew.name, "lines": lines}
