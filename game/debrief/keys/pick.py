"""Key moments of a team: found by rule, told in one sentence from cause to effect, shown in order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from game.actions.ending import INBOUND
from game.debrief.chronicle import chronicle
from game.debrief.chronicle.cases import Case, cases
from game.debrief.chronicle.outcomes import when
from game.debrief.keys.rules import Found, Part, found_in
from game.market.columns import Source
from game.state.records import LEAD_GEN, ROLES
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match.log import Entry
    from game.match.match import Match
    from game.views import shape

MOST = 14
ALIKE = 3
"""Most moments that one rule may give."""
BRIGHT = 2
"""Moments kept for what went well, if there are any."""
AFTER_SIGNATURE = ("not_passed", "promise_lost", "left")
REQUESTS = (*INBOUND, Source.REFERRAL)


def key_moments(match: Match, team: int, lang: str) -> list[shape.KeyMoment]:
    """Up to fourteen moments worth jumping to, in the order of the log.

    A company gives at most one moment before its signature and one after; nothing hidden is used.
    """
    crew, told = match.state.teams[team], chronicle(match, team)
    everyone = cases(crew, told)
    found = [best for case in everyone for best in _best(match, case)]
    chosen = _chosen([*found, *_never_called(match, team)])
    speak = Speaker(match, team, lang)
    return [_told(match, team, moment, speak) for moment in sorted(chosen, key=lambda m: (_place(match, m), m.row))]


def _best(match: Match, case: Case) -> list[Found]:
    """The heaviest moment of a company before its signature, and the heaviest after it."""
    kind = match.scenario.kinds[case.crew.static.kind[case.row]]
    usual = kind.list_price / max(k.list_price for k in match.scenario.kinds)
    best: dict[bool, Found] = {}
    for moment in found_in(case):
        moment.weight *= 0.5 + 0.5 * usual
        after = moment.rule in AFTER_SIGNATURE
        if after not in best or moment.weight > best[after].weight:
            best[after] = moment
    return list(best.values())


def _chosen(found: list[Found]) -> list[Found]:
    """The heaviest, not too many alike, some of them bright."""
    ranked = sorted(found, key=lambda m: (-m.weight, m.row, m.rule))
    taken: list[Found] = []
    count: dict[str, int] = {}
    bright = [m for m in ranked if m.good][:BRIGHT]
    for moment in [*bright, *ranked]:
        if len(taken) == MOST:
            break
        if any(moment is one for one in taken) or count.get(moment.rule, 0) >= ALIKE:
            continue
        taken.append(moment)
        count[moment.rule] = count.get(moment.rule, 0) + 1
    return taken


def _never_called(match: Match, team: int) -> list[Found]:
    """Requests that nobody called while the rounds lasted, as one moment at the last bell; none before the first."""
    if _last_bell(match) is None:
        return []
    crew, told = match.state.teams[team], chronicle(match, team)
    came = [row for row, track in crew.tracks.items() if track.here and crew.static.source[row] in REQUESTS]
    unheard = sum(1 for row in came if not any(True for _ in Case(crew, told, row).acts(LEAD_GEN, "call")))
    listed = [row for row in told.steps if crew.static.source[row] == Source.OUTBOUND]
    cold = sum(1 for row in listed if any(True for _ in Case(crew, told, row).acts(LEAD_GEN, "call")))
    if not unheard:
        return []
    parts: list[Part] = [("never_called", {"n": unheard})]
    parts += [("list_called", {"n": cold})] if cold else []
    return [Found("never_called", None, parts, 0.25 * unheard, "lost", LEAD_GEN)]


def _place(match: Match, moment: Found) -> tuple[int, int]:
    """Entry and round of a moment; without a step, those of the last bell of the rounds."""
    if moment.step is not None:
        return moment.step.seq, moment.step.round
    bell = _last_bell(match)
    assert bell is not None
    return bell.seq, int(bell.events[0]["data"]["round"])


def _last_bell(match: Match) -> Entry | None:
    """The last bell of the rounds that has rung."""
    for entry in reversed(match.entries):
        if entry.command.verb == "close_round" and entry.command.round <= match.scenario.frame.rounds:
            return entry
    return None


def _told(match: Match, team: int, moment: Found, speak: Speaker) -> shape.KeyMoment:
    crew = match.state.teams[team]
    parts = [speak.words(f"key.{key}", **_filled(match, params, speak)) for key, params in moment.all]
    text = "; ".join(part for part in parts if part)
    return {
        "seq": _place(match, moment)[0],
        "round": _place(match, moment)[1],
        "rule": moment.rule,
        "sentence": text[:1].upper() + text[1:],
        "role": cast("Any", ROLES[moment.seat] if moment.seat >= 0 else ""),
        "company": crew.numbers[moment.row] if moment.row >= 0 else -1,
        "company_name": speak.company(moment.row) if moment.row >= 0 else "",
        "mark": cast("Any", moment.mark),
    }


def _filled(match: Match, params: dict[str, Any], speak: Speaker) -> dict[str, Any]:
    """What fills a part: lists of fields, values and rounds in words, the rest as it is."""
    made = dict(params)
    if "fields" in made:
        made["fields"] = ", ".join(speak.words(f"field.{field}").lower() for field in made["fields"])
    if "when" in made:
        made["when"] = when(match, int(made["when"]), speak)
    if "value" in made:
        field, value = made["value"]
        made["value"] = f"{speak.words(f'field.{field}')} – {speak.value(field, value)}".lower()
    return made
