"""The timeline of one team: every entry of the log that concerns it, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.chronicle import chronicle
from game.debrief.telling import Telling, tell
from game.debrief.truth import how_it_buys, is_wrong, what_it_was, why_lost
from game.state.records import ROLES
from game.views.session import card_words
from game.views.words import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match.log import Entry
    from game.match.match import Match
    from game.views import shape

JOIN = " · "


def moments(match: Match, team: int, lang: str, *, reveal: bool) -> list[shape.Moment]:
    """The moments of a team's session up to the finish, in the order of the log; the truth only if revealed.

    The half months of the fast-forward are the same policy for everybody and are left out.
    """
    speak = Speaker(match, team, lang)
    last = match.scenario.frame.rounds + 1
    found: list[shape.Moment] = []
    round_ = 0
    for entry in match.entries:
        actor = entry.command.actor
        if not actor.is_facilitator:
            if actor.team == team and entry.command.round <= last:
                found.append(_of_seat(match, team, entry, speak, reveal=reveal))
            continue
        round_ = _round_of(entry, round_)
        if _concerns(entry, team) and (round_ <= last or entry.command.verb != "close_round"):
            found.extend(_of_facilitator(match, team, entry, round_, speak))
    return found


def _round_of(entry: Entry, before: int) -> int:
    """The round that a step of the facilitator belongs to."""
    event = entry.events[0]
    if event["kind"] == "round_closed":
        return int(event["data"]["round"])
    return int(event["set"].get("course", {}).get("round", before))


def _concerns(entry: Entry, team: int) -> bool:
    """Whether a step of the facilitator is told to this team."""
    return entry.command.verb != "seat_bot" or entry.command.args["team"] == team


# --- A seat's own acts ----------------------------------------------------------------------------------


def _of_seat(match: Match, team: int, entry: Entry, speak: Speaker, *, reveal: bool) -> shape.Moment:
    crew, seat = match.state.teams[team], entry.command.actor.seat
    telling = tell(crew, entry, chronicle(match, team))
    data = entry.events[0]["data"]
    row = data.get("company", -1)
    moment = _moment(entry, team, entry.command.round, speak, telling, row)
    moment["seat"], moment["role"] = seat, ROLES[crew.seats[seat].role]
    moment["minutes"] = data.get("minutes", 0)
    if row >= 0:
        moment["company"] = crew.numbers[row]
    if reveal and row >= 0:
        moment["truth"] = _truth(match, team, entry, row, telling, speak)
    return moment


def _moment(entry: Entry, team: int, round_: int, speak: Speaker, telling: Telling, row: int = -1) -> shape.Moment:
    """A moment of nobody's seat yet; whoever acts fills that in."""
    name = speak.company(row) if row >= 0 else ""
    params = telling.params | ({"company": name} if row >= 0 else {})
    parts = [_detail(speak, key, params) for key, params in telling.details]
    return {
        "seq": entry.seq,
        "round": round_,
        "team": team,
        "seat": -1,
        "role": "",
        "verb": entry.command.verb,
        "title": speak.words(f"moment.{telling.title}", **params),
        "detail": JOIN.join(part for part in parts if part),
        "company": -1,
        "company_name": name,
        "minutes": 0,
        "mark": telling.mark,
        "truth": "",
    }


def _detail(speak: Speaker, key: str, params: dict[str, Any]) -> str:
    """One part of the second line."""
    if key.startswith("value."):
        return speak.value(key[6:], params["value"])
    if key == "moment_detail.topics":
        return speak.words(key, topics=", ".join(speak.words(f"topic.{topic}") for topic in params["topics"]))
    return speak.words(key, **params)


def _truth(match: Match, team: int, entry: Entry, row: int, telling: Telling, speak: Speaker) -> str:
    """One sentence on what was hidden, as it bears on what was done."""
    round_ = entry.command.round
    for field, value in _taken_for_true(entry):
        if is_wrong(match, team, row, field, value, round_):
            return speak.words("truth.guess_wrong", field=field)
    if telling.mark == "lost" and entry.command.verb == "meet":
        return why_lost(match, team, row, speak)
    if entry.command.verb == "task":
        return how_it_buys(match, team, row, speak)
    return what_it_was(match, team, row, speak)


def _taken_for_true(entry: Entry) -> Iterator[tuple[str, str]]:
    """Fields and values that an entry wrote into the dossier of whoever acted."""
    event = entry.events[0]
    seat, row = entry.command.actor.seat, event["data"].get("company", -1)
    cells = event["set"].get(f"dossier/{seat}/{row}", {}).get("cells", {})
    for field, cell in cells.items():
        if cell and cell[1]:
            yield field, cell[1]


# --- The facilitator's steps and the bell ---------------------------------------------------------------


def _of_facilitator(match: Match, team: int, entry: Entry, round_: int, speak: Speaker) -> Iterator[shape.Moment]:
    verb = entry.command.verb
    if verb == "close_round":
        for telling, row in _at_the_bell(match, team, round_):
            moment = _moment(entry, team, round_, speak, telling, row)
            moment["company"] = match.state.teams[team].numbers[row]
            yield moment
        if round_ > match.scenario.frame.rounds:
            return
    yield _moment(entry, team, round_, speak, _step(match, team, entry, round_))


def _step(match: Match, team: int, entry: Entry, round_: int) -> Telling:
    verb, args = entry.command.verb, entry.command.args
    if verb == "play_card":
        card = card_words(args["card"])
        telling = Telling(verb, {"card": card})
        telling.add(f"card_shock.{card}")
        return telling
    if verb == "seat_bot":
        return Telling(verb, {"role": ROLES[match.state.teams[team].seats[args["seat"]].role]})
    telling = Telling(verb, {"round": round_})
    shock = entry.events[0]["set"].get("course", {}).get("shock", "")
    if verb == "open_round" and shock:
        telling.add(f"card_shock.{card_words(shock)}")
    return telling


def _at_the_bell(match: Match, team: int, round_: int) -> Iterator[tuple[Telling, int]]:
    """What the closing bell did to promises and accounts, company by company."""
    crew = match.state.teams[team]
    for promise in crew.promises:
        if promise.settled != round_ or promise.kind == "price":
            continue
        if promise.state == "broken":
            yield _promise("promise_broken", promise.kind, "broken"), promise.company
        elif promise.state == "kept":
            yield _promise("promise_kept", promise.kind), promise.company
    for row, track in sorted(crew.tracks.items()):
        if track.ended == "churned" and track.ended_round == round_:
            yield Telling("churned", mark="lost"), row


def _promise(title: str, kind: str, mark: str = "") -> Telling:
    telling = Telling(title, mark="broken" if mark else "")
    telling.add(f"promise_short.{kind}")
    return telling
