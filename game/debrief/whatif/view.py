"""A what-if in the reader's words: what was changed, what it led to, and what this kind of re-run holds fixed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from game.debrief.telling import tell
from game.debrief.whatif.deeds import Refused
from game.debrief.whatif.film import Film, film_of
from game.debrief.whatif.held import hold, team_with
from game.debrief.whatif.offers import offer_of, offers
from game.debrief.whatif.outcome import margin, outcome, what_came
from game.debrief.whatif.play_on import PlayOn
from game.debrief.whatif.team_edits import edit_of
from game.market.columns import MUTABLE
from game.state.records import ROLES
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.debrief.whatif.edits import Edit
    from game.match.match import Match
    from game.state.team import Team
    from game.views.shape import Changed, Illegal, Outcome, WhatIfList, WhatIfView

Mode = Literal["held", "play_on"]
MOST_COMPANIES = 12
BLOCKED = {"unknown_company": "not_on_your_desk"}
TOLD = frozenset(
    (
        *("not_on_your_desk", "unknown_handoff", "already_done", "handed_over", "thinking", "retry_later"),
        *("wait_for_answer", "needs_contact", "needs_pain", "needs_measure", "needs_gate1", "needs_gate2"),
        *("needs_visit", "no_guesses", "dossier_too_thin", "no_open_order", "no_complaint", "no_overdue"),
        *("limit_reached", "no_breach"),
    )
)
"""Codes of a refusal that have words of their own under `whatif_blocked`."""


def whatif_list(match: Match, team: int, lang: str) -> WhatIfList:
    """The edits that a team can try, the most telling first. `match` with its whole log is not changed."""
    speak = Speaker(match, team, lang)
    return {
        "kind": "whatifs",
        "team": team,
        "team_name": match.state.teams[team].name,
        "offers": offers(film_of(match, team), speak),
    }


def what_if(match: Match, team: int, kind: str, target: int, value: str, mode: Mode, lang: str) -> WhatIfView:
    """Try one edit.

    Args:
        match: a match with its whole log; it is not changed.
        team: 0-based.
        kind: one of `edits.KINDS`.
        target: id of the handoff or promise, -1 for the team.
        value: T1-T5 for the trigger, else "".
        mode: "held" or "play_on".
        lang: "en" or "ru".

    Raises:
        BadEdit: this session has no such edit.
    """
    film = film_of(match, team)
    edit = edit_of(film, kind, target, value)
    speak = Speaker(match, team, lang)
    return _held(film, edit, speak) if mode == "held" else _play_on(match, film, edit, speak)


def _held(film: Film, edit: Edit, speak: Speaker) -> WhatIfView:
    held = hold(film, edit)
    after = team_with(held)
    refused = sorted((one, row) for row, lane in held.now.items() for one in lane.refused)
    rows = [row for row in held.now if len(held.now) == 1 or _differs(film.crew, after, row)]
    return {
        **_told(film, edit, speak, outcome(film.final, film.crew), outcome(film.final, after)),
        "mode": "held",
        "minutes": sum(lane.edit_minutes for lane in held.now.values()),
        "minutes_later": sum(lane.later_minutes for lane in held.now.values()),
        "companies": _companies(speak, film.crew, after, rows),
        "illegal": [_illegal(film, one, row, speak) for one, row in refused],
        "note": speak.words("whatif.note_held"),
    }


def _play_on(match: Match, film: Film, edit: Edit, speak: Speaker) -> WhatIfView:
    first = min(edit.starts(film).values())
    before = PlayOn(match, film, first, None).play()
    after = PlayOn(match, film, first, edit).play()
    rows = [row for row in range(film.crew.static.n) if _moved(before.team, after.team, row)]
    return {
        **_told(film, edit, speak, outcome(before.state, before.team), outcome(after.state, after.team)),
        "mode": "play_on",
        "minutes": after.minutes,
        "minutes_later": 0,
        "companies": _companies(speak, before.team, after.team, rows),
        "illegal": [],
        "note": speak.words("whatif.note_play_on"),
    }


def _told(film: Film, edit: Edit, speak: Speaker, before: Outcome, after: Outcome) -> WhatIfView:
    """What both kinds of re-run share; the rest is filled in by each."""
    offer = offer_of(film, edit, speak)
    more = after["profit_12m"] - before["profit_12m"]
    led = "same" if not more else "more" if more > 0 else "less"
    which = "one" if offer["company_name"] else "team"
    done = speak.words(f"whatif_done.{which}", what=offer["label"], company=offer["company_name"])
    return {
        "kind": "whatif",
        "team": film.team,
        "mode": "held",
        "edit": offer,
        "sentence": " ".join((done, speak.words(f"whatif_led.{led}", amount=abs(more)))),
        "minutes": 0,
        "minutes_later": 0,
        "before": before,
        "after": after,
        "companies": [],
        "illegal": [],
        "note": "",
    }


def _differs(before: Team, after: Team, row: int) -> bool:
    """Whether anything about a company came out otherwise."""
    if before.tracks.get(row) != after.tracks.get(row):
        return True
    return any(bool((getattr(before.columns, n)[row] != getattr(after.columns, n)[row]).any()) for n in MUTABLE)


def _moved(before: Team, after: Team, row: int) -> bool:
    """Whether a company ended elsewhere or brought other money."""
    stage = before.columns.stage[row] != after.columns.stage[row]
    return bool(stage) or margin(before, row) != margin(after, row)


def _companies(speak: Speaker, before: Team, after: Team, rows: list[int]) -> list[Changed]:
    """Those whose money changed most first."""
    made: list[Changed] = [
        {
            "company": before.numbers[row],
            "company_name": speak.company(row),
            "before": what_came(speak, before, row),
            "after": what_came(speak, after, row),
            "before_margin": margin(before, row),
            "after_margin": margin(after, row),
        }
        for row in rows
    ]
    made.sort(key=lambda one: (-abs(one["after_margin"] - one["before_margin"]), one["company"]))
    return made[:MOST_COMPANIES]


def _illegal(film: Film, one: Refused, row: int, speak: Speaker) -> Illegal:
    entry = film.entry(one.seq)
    company = speak.company(row)
    if one.topic:
        title = speak.words("whatif.topic", company=company, topic=one.topic)
    else:
        telling = tell(film.crew, entry)
        title = speak.words(f"moment.{telling.title}", **(telling.params | {"company": company}))
    code = BLOCKED.get(one.code, one.code if one.code in TOLD else "other")
    return {
        "seq": one.seq,
        "round": entry.command.round,
        "role": ROLES[film.crew.seats[entry.command.actor.seat].role],  # type: ignore[typeddict-item]
        "title": title,
        "reason": speak.words(f"whatif_blocked.{code}"),
    }
