"""The debrief as text for a terminal: the waterfall drawn with characters, and lines to read."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from game.scoring.figures import FIGURES, SESSION
from game.scoring.result import shown_at
from web.exports.drawing import Scale, running

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from game.views import shape
    from web.exports.gathered import Gathered, TeamPart
    from web.exports.words import Words

WIDTH = 100
PLOT = 40
LABEL = 34
MOST_WORTHS, MOST_OFFERS = 8, 8
TOLD = ("profit", "plan", "profit_12m", "plan_12m", "handed", "won", "inherited_won", "quality", "broken")
"""Figures of the session that head a team, by the names of the place."""
TOTAL, LOSS, GAIN = "█", "▒", "▓"


def told(gathered: Gathered, offers: dict[int, Sequence[shape.EditOffer]]) -> Iterator[str]:
    """The lines of a session's debrief; `offers` are the what-ifs of each team, the most telling first."""
    for part in gathered.teams:
        yield from _team(gathered, part, offers.get(part.team, ()))


def _team(gathered: Gathered, part: TeamPart, offers: Sequence[shape.EditOffer]) -> Iterator[str]:
    say = gathered.words
    yield ""
    yield part.name
    shown = shown_at(gathered.match, part.team, SESSION)
    for field in TOLD:
        name, horizon = SESSION[field]
        if shown[field] is not None or horizon == "session":
            label, value = gathered.figure_label(name, horizon), _told(gathered, shown[field], name)
            yield "  " + say("terminal.figure", label=label, value=value)
    if part.leaks is None:
        yield "  " + say("terminal.no_leaks")
    else:
        yield from _headed(say("terminal.waterfall"), [part.leaks["headline"], *waterfall(part.leaks, say)])
        yield from _headed(say("terminal.worth"), _worths(gathered, part.leaks))
    moments = [
        f"{gathered.round(key['round'])}  {about(say, key['company_name'], key['sentence'])}" for key in part.keys
    ]
    yield from _headed(say("terminal.moments"), moments)
    asked = [f"{question['fact']} {question['ask']}" for question in part.questions]
    yield from _headed(say("terminal.questions"), asked)

    def offered(offer: shape.EditOffer) -> str:
        when = f"{gathered.round(offer['round'])}  " if offer["company_name"] else ""
        return when + about(say, offer["company_name"], offer["label"])

    yield from _headed(say("terminal.whatifs"), map(offered, offers[:MOST_OFFERS]))


def _told(gathered: Gathered, value: int | None, name: str) -> str:
    """A figure's value in words."""
    say = gathered.words
    if value is None:
        return gathered.figure_label("not_yet")
    match FIGURES[name].unit:
        case "money":
            return say.money(value)
        case "percent":
            return say.percent(value)
    return say.number(value)


def about(say: Words, company: str, sentence: str) -> str:
    """A sentence with the company that it is about, unless it is about none or names it already."""
    return say("say.about", company=company, sentence=sentence) if company and company not in sentence else sentence


def _headed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading and what stands under it, or neither."""
    found = [line for line in lines if line]
    if not found:
        return
    yield ""
    yield f"  {heading}"
    for line in found:
        if len(line) <= WIDTH:
            yield f"    {line}"
        else:
            yield from textwrap.wrap(line, WIDTH, initial_indent="    ", subsequent_indent="      ")


def waterfall(view: shape.LeaksView, say: Words) -> Iterator[str]:
    """From par to earned, a line a step, with the cents: they can be added up by hand."""
    amounts = [bar["amount"] for bar in view["bars"]]
    stops = running(view["par"], amounts)
    scale = Scale.of(view)
    rows = [(say("say.par_short"), 0, view["par"], TOTAL, say.exact(view["par"]))]
    for bar, start, end in zip(view["bars"], stops, stops[1:], strict=False):
        sign = "+" if bar["amount"] > 0 else ""
        rows.append((bar["label"], start, end, GAIN if end > start else LOSS, sign + say.exact(bar["amount"])))
    rows.append((say("say.earned"), 0, view["earned"], TOTAL, say.exact(view["earned"])))
    wide = max(len(row[4]) for row in rows)
    for label, start, end, mark, amount in rows:
        yield f"{label[:LABEL]:<{LABEL}} {_bar(start, end, scale, mark):<{PLOT}} {amount:>{wide}}"
    yield f"{'':<{LABEL}} {say('terminal.sum')}"
    if scale.cut:
        yield f"{'':<{LABEL}} {say('report.cut')}"
    if view["still_open"]:
        yield f"{'':<{LABEL}} {say('terminal.still_open', sum=say.exact(view['still_open']))}"


def _bar(start: int, end: int, scale: Scale, mark: str) -> str:
    """A bar between two sums; whatever is not zero is at least one character."""
    if start == end:
        return ""
    per_cent = PLOT / (scale.high - scale.low)
    first, last = sorted(int(max(0, cents - scale.low) * per_cent) for cents in (start, end))
    first = min(first, PLOT - 1)
    return " " * first + mark * max(1, last - first)


def _worths(gathered: Gathered, view: shape.LeaksView) -> Iterator[str]:
    """The handoffs with the largest difference between what was and what could have been."""
    say, words = gathered.words, gathered.speak.words
    worst = sorted(view["handoffs"], key=lambda worth: (worth["as_was"] - worth["at_once"], worth["id"]))
    for worth in worst[:MOST_WORTHS]:
        roles = f"{words('role.' + worth['sender'])} → {words('role.' + worth['receiver'])}"
        sums = f"{say.money(worth['as_was'])} → {say.money(worth['at_once'])}"
        where = f"{gathered.round(worth['round'])}  {worth['company_name']}"
        yield f"{where}, {roles}, {words('mode.' + worth['mode']).lower()}: {sums}"
    if len(worst) > MOST_WORTHS:
        yield say("terminal.more", n=len(worst) - MOST_WORTHS)
