"""The rows of the tables that tell: handoffs, companies, promises, moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.debrief.chronicle import chronicle
from game.debrief.chronicle.passing import Arrived, arrived
from game.debrief.truth import true_cells, what_it_was
from game.market.columns import Source
from game.match.bell import quality
from game.scoring.money import closed_rounds
from game.state.records import LEAD_GEN, ROLES
from game.views.words import Speaker
from web.exports.rows import of_team, some

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match import Match
    from game.state.records import Handoff
    from game.views import shape
    from web.exports.gathered import Gathered, TeamPart
    from web.exports.tables import Row

TRUE_FIELDS = ("pain", "product", "severity", "budget", "timing", "decision_maker")


def handoffs(gathered: Gathered) -> Iterator[Row]:
    """Every handoff with what was known, what arrived and what came of it."""
    match = gathered.match
    for part in gathered.teams:
        worths = {worth["id"]: worth for worth in part.leaks["handoffs"]} if part.leaks else {}
        for story in part.debrief["handoffs"]:
            handoff = match.state.teams[part.team].handoffs[story["id"]]
            row = of_team(part) | _story(gathered, story) | _record(gathered, handoff)
            if gathered.reveal:
                row["quality"] = quality_of(gathered.match, handoff)
            worth = worths.get(story["id"])
            if worth is not None:
                row |= {
                    "worth_as_was": worth["as_was"],
                    "worth_complete": worth["complete"],
                    "worth_warm": worth["warm_worth"],
                    "worth_at_once": worth["at_once"],
                }
            yield row


def _story(gathered: Gathered, story: shape.HandoffStory) -> Row:
    words = gathered.speak.words
    fields = counted(gathered, story)
    return {
        "handoff_no": story["id"] + 1,
        "round": gathered.when(story["round"]),
        "company_no": story["company"],
        "company": story["company_name"],
        "sender": words(f"role.{story['sender']}"),
        "receiver": words(f"role.{story['receiver']}"),
        "mode": words(f"mode.{story['mode']}"),
        "warm": int(story["warm"]),
        "wait": some(story["wait"]),
        "known": fields.known,
        "arrived": fields.left,
        "guesses": fields.guesses,
        "state": words(f"handoff_state.{story['state']}"),
        "repeated": story["repeated"],
        "outcome": story["outcome_text"],
        "contract": story["revenue"] or None,
    }


def _record(gathered: Gathered, handoff: Handoff) -> Row:
    return {
        "reason": gathered.speak.words(f"reason.{handoff.reason}") if handoff.reason else None,
        "by_bot": int(handoff.by_bot),
        "notes": handoff.notes or None,
        "return_note": handoff.note or None,
    }


def quality_of(match: Match, handoff: Handoff) -> int | None:
    """Handoff quality 0-100 of a lead accepted in a closed round, None for any other; it knows what was right."""
    counted_yet = 0 < handoff.accept_round <= closed_rounds(match.state)
    return quality(match.state, handoff) if handoff.sender == LEAD_GEN and counted_yet else None


def counted(gathered: Gathered, story: shape.HandoffStory) -> Arrived:
    """Fields known of eight, and those of them that arrived."""
    match, team = gathered.match, story["team"]
    return arrived(match.state.teams[team], chronicle(match, team), match.state.teams[team].handoffs[story["id"]])


def companies(gathered: Gathered) -> Iterator[Row]:
    """Every company that reached a team."""
    match = gathered.match
    for part in gathered.teams:
        crew = match.state.teams[part.team]
        speak = Speaker(match, part.team, gathered.lang)
        for row in sorted((r for r, track in crew.tracks.items() if track.here), key=lambda r: crew.numbers[r]):
            made = of_team(part) | _company(gathered, part, speak, row)
            if gathered.reveal:
                made |= _truth(part, speak, row)
            yield made


def _company(gathered: Gathered, part: TeamPart, speak: Speaker, row: int) -> Row:
    crew = speak.match.state.teams[part.team]
    track, number = crew.tracks[row], crew.numbers[row]
    line = part.journeys.get(number)
    return {
        "company_no": number,
        "company": speak.company(row),
        "source": speak.words(f"came_from.{Source(int(crew.static.source[row])).name.lower()}"),
        "first_seen": track.round or None,
        "outcome": line["outcome_text"] if line else None,
        "ended_round": gathered.when(track.ended_round) if track.ended_round else None,
        "contract": track.revenue or None,
        "contract_margin": track.margin or None,
        "orders": track.order_count,
        "earned_after": track.earned,
        "first_wait": some(track.first_wait),
        "touch_wait": some(track.touch_wait),
        "times_handed": track.handed_count,
        "repeated": track.repeated,
        "fallen": line["fallen"] if line else None,
    }


def _truth(part: TeamPart, speak: Speaker, row: int) -> Row:
    match = speak.match
    crew = match.state.teams[part.team]
    cells = true_cells(match, part.team, row, crew.tracks[row].round)
    told: Row = {f"true_{field}": speak.value(field, cells[field].value) for field in TRUE_FIELDS}
    trust = int(float(crew.columns.trust[row]) * 100 + 0.5)
    return told | {"true_story": what_it_was(match, part.team, row, speak), "true_trust": trust}


def promises(gathered: Gathered) -> Iterator[Row]:
    """Every promise, whether kept, and who knew of it."""
    words = gathered.speak.words
    for part in gathered.teams:
        speak = Speaker(gathered.match, part.team, gathered.lang)
        crew = gathered.match.state.teams[part.team]
        for promise in crew.promises:
            knew = [words(f"role.{role}") for bit, role in enumerate(ROLES) if promise.known >> bit & 1]
            lapsed = promise.state == "lapsed"
            yield of_team(part) | {
                "company_no": crew.numbers[promise.company],
                "company": speak.company(promise.company),
                "promise": words(f"promise.{promise.kind}"),
                "by": words(f"role.{ROLES[promise.by]}") if promise.by >= 0 else gathered.words("say.predecessor"),
                "made": gathered.when(promise.made),
                "due": gathered.when(promise.due) if promise.due else None,
                "state": gathered.words("say.lapsed") if lapsed else words(f"promise_state.{promise.state}"),
                "settled": gathered.when(promise.settled) if promise.settled else None,
                "known_to": ", ".join(knew) if promise.settled else None,
            }


def key_moments(gathered: Gathered) -> Iterator[Row]:
    """The moments found by rule."""
    for part in gathered.teams:
        for key in part.keys:
            yield of_team(part) | {
                "entry": key["seq"],
                "round": gathered.when(key["round"]),
                "role": _role(gathered, key["role"]),
                "company_no": some(key["company"]),
                "company": key["company_name"],
                "sentence": key["sentence"],
            }


def timeline(gathered: Gathered) -> Iterator[Row]:
    """Everything that happened in a team, in order."""
    for part in gathered.teams:
        for moment in part.debrief["moments"]:
            yield of_team(part) | {
                "entry": moment["seq"],
                "round": gathered.when(moment["round"]),
                "role": _role(gathered, moment["role"]),
                "title": moment["title"],
                "second": moment["detail"],
                "company_no": some(moment["company"]),
                "company": moment["company_name"],
                "minutes": moment["minutes"],
                "truth": moment["truth"],
            }


def _role(gathered: Gathered, role: str) -> str | None:
    return gathered.speak.words(f"role.{role}") if role else None
