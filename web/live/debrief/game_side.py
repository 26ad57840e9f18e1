"""The debrief's questions answered by the rules: what a clerk of the back office does with the game.

Everything here runs in a process of its own and takes what is stored, so nothing of a running session is shared.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from game.debrief import leaks, pictures
from game.debrief.disputed import disputed_view
from game.debrief.journey import journey_list, journey_view
from game.debrief.leaks import own_ledger, par_of, waterfall
from game.debrief.machine import Tape, machine_view, timeline_view
from game.debrief.pictures import pictures_view
from game.debrief.questions import questions_view
from game.debrief.quiz import quiz_results, quiz_view, smart_checks
from game.debrief.view import debrief_view
from game.debrief.whatif import BadEdit, what_if, whatif_list
from game.match import Entry, Match
from game.scenario.loader import load_text
from game.scenario.texts import Texts
from web.live.debrief.questions import NoSuchThingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.scenario.schema import Scenario
    from web.live.debrief.questions import Kind, Question, Record
    from web.live.rules import Json

    Look = Callable[["Case", Question, Any], Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A session folded to its last entry, ready to be looked at."""

    scenario: Scenario
    texts: Texts
    header: Json
    entries: list[Entry]
    match: Match
    memo: dict[str, Any]
    sources: dict[str, str]  # the texts of the scenario, as they were played


@lru_cache(maxsize=8)
def _scenario(text: str) -> Scenario:
    return load_text(text)


@lru_cache(maxsize=8)
def _texts(text: str) -> Texts:
    return Texts.read(text)


def case(record: Record) -> Case:
    """A session folded; slow for a large one, so a clerk keeps it."""
    scenario, texts = _scenario(record.sources["scenario"]), _texts(record.sources["texts"])
    header = json.loads(record.header)
    entries = _entries(record)
    match = Match.from_log(scenario, header, entries)
    match.texts = texts
    return Case(scenario, texts, header, entries, match, {}, record.sources)


def _entries(record: Record) -> list[Entry]:
    return [Entry.from_json(json.loads(text)) for text in record.entries]


def par(record: Record) -> Any:
    """What the reference team makes of the same market: seconds, the same for all teams."""
    scenario, entries = _scenario(record.sources["scenario"]), _entries(record)
    return par_of(scenario, json.loads(record.header), entries)


def quiz(match: Match) -> dict[str, frozenset[str]]:
    """The items of the knowledge test, each with the values of its choices."""
    view = quiz_view(match, "en")
    return {item["id"]: frozenset(choice["value"] for choice in item["choices"]) for item in view["items"]}


def answer(case: Case, asked: Question, par: Any = None) -> Any:
    """The view that answers a question.

    Raises:
        NoSuchThingError: the session has no such team, seat, entry, company or edit.
    """
    if not 0 <= asked.team < case.match.team_count:
        raise NoSuchThingError("team")
    return _LOOKS[asked.kind](case, asked, par)


def _overview(case: Case, asked: Question, _par: Any) -> Any:
    return debrief_view(case.match, asked.team, asked.reveal, asked.lang)


def _of_team(view: Callable[[Match, int, str], Any]) -> Look:
    """A view of one team, without the truth."""
    return lambda case, asked, _par: view(case.match, asked.team, asked.lang)


def _of_all(view: Callable[[Match, str], Any]) -> Look:
    """A view of the whole group."""
    return lambda case, asked, _par: view(case.match, asked.lang)


def _journey(case: Case, asked: Question, _par: Any) -> Any:
    return journey_view(case.match, asked.team, _company(case, asked), asked.lang, asked.reveal)


def _disputed(case: Case, asked: Question, _par: Any) -> Any:
    """The disputed leads. With a company (-1: the first) only that one is unmasked: the others are voted on yet."""
    view = disputed_view(case.match, asked.team, asked.lang, asked.reveal)
    if not asked.reveal or not asked.word("company"):
        return view
    masked = disputed_view(case.match, asked.team, asked.lang, reveal=False)["leads"]
    shown = asked.number("company")
    place = next((n for n, lead in enumerate(masked) if lead["company"] == shown), 0)
    return {**view, "leads": [*masked[:place], *view["leads"][place : place + 1], *masked[place + 1 :]]}


def _pictures(case: Case, asked: Question, _par: Any) -> Any:
    view = pictures_view(case.match, asked.lang)
    return view if asked.reveal else pictures.masked(view)


def _quiz_results(case: Case, asked: Question, _par: Any) -> Any:
    before, after = json.loads(asked.word("before")), json.loads(asked.word("after"))
    return quiz_results(case.match, asked.lang, before, after)


def _machine(case: Case, asked: Question, _par: Any) -> Any:
    """A seat's desk as it was. The tape is kept: the next question is about a moment beside this one."""
    seat, seq = asked.number("seat"), asked.number("seq")
    if not 0 <= seat < len(case.match.seats(asked.team)) or not 0 <= seq <= len(case.entries):
        raise NoSuchThingError("seat or seq")
    tape = case.memo.get("tape")
    if tape is None:
        tape = case.memo["tape"] = Tape(case.match)
    return machine_view(tape.at(seq), case.match, asked.team, seat, asked.lang, asked.reveal)


def _leaks(case: Case, asked: Question, par: Any) -> Any:
    """The waterfall. Single acts and handoffs tell what a client truly was: only unmasked."""
    view = _fall(case, asked.team, asked.lang, par)
    return view if asked.reveal else leaks.masked(view)


def _fall(case: Case, team: int, lang: str, par: Any) -> Any:
    """A team's waterfall; its ledger is worked out once for all languages."""
    key = f"ledger {team}"
    own = case.memo.get(key)
    if own is None:
        own = case.memo[key] = own_ledger(case.match, team)
    return waterfall(case.match, team, lang, own, par)


def _file(case: Case, asked: Question, par: Any) -> bytes:
    """What people take home."""
    from web.live.debrief import take_home  # noqa: PLC0415 - only where it is asked for

    if asked.kind == "session_file":
        return take_home.session_file(case, asked)
    return take_home.made(case.match, asked, lambda team: _fall(case, team, asked.lang, par))


def _what_if(case: Case, asked: Question, _par: Any) -> Any:
    """One edit; what can be edited says the list, and any other is refused. What clients felt is -1 while masked."""
    kind, target, value, mode = (asked.word("kind"), asked.number("target"), asked.word("value"), asked.word("mode"))
    if mode not in ("held", "play_on"):
        raise NoSuchThingError("mode")
    try:
        view = what_if(case.match, asked.team, kind, target, value, cast("Any", mode), asked.lang)
    except BadEdit:
        raise NoSuchThingError("edit") from None
    if asked.reveal:
        return view
    return {**view, "before": {**view["before"], "trust": -1}, "after": {**view["after"], "trust": -1}}


def _company(case: Case, asked: Question) -> int:
    """A company by the team's public number; one that never came to the team is nobody's business."""
    number, crew = asked.number("company"), case.match.state.teams[asked.team]
    track = crew.tracks.get(crew.rows.get(number, -1))
    if track is None or not track.here:
        raise NoSuchThingError("company")
    return number


_LOOKS: dict[Kind, Look] = {
    "overview": _overview,
    "timeline": _of_team(timeline_view),
    "machine": _machine,
    "journeys": _of_team(journey_list),
    "journey": _journey,
    "leaks": _leaks,
    "whatifs": _of_team(whatif_list),
    "whatif": _what_if,
    "disputed": _disputed,
    "pictures": _pictures,
    "questions": _of_team(questions_view),
    "quiz": _of_all(quiz_view),
    "smart": _of_all(smart_checks),
    "quiz_results": _quiz_results,
    "workbook": _file,
    "tables": _file,
    "report": _file,
    "session_file": _file,
}
