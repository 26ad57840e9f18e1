"""Pictures of the whole group: numbers for the charts, and one sentence each that says what they support, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.actions.ending import is_inbound
from game.debrief.pictures.flows import funnel
from game.debrief.pictures.trend import DOUBT, Line, by_luck, fit
from game.market.columns import Source
from game.match.bell import quality
from game.scoring.figures import AFTER, PROMISES, figure
from game.scoring.figures.table import percent
from game.scoring.money import has_finished, months
from game.scoring.result import shown_at
from game.state.records import LEAD_GEN, ROLES, SALES
from game.views.words import Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.match.match import Match
    from game.state.team import Team
    from game.views import shape

BINS = {LEAD_GEN: (0, 60, 120, 240), SALES: (0, 60, 240, 480, 960)}
"""Lower ends of the bins of waits, in minutes, per seat that let them wait."""
STEPS = 5
"""Points of a regression's line."""


def pictures_view(match: Match, lang: str) -> shape.PicturesView:
    """All pictures of a session's group of teams, in "en" or "ru"."""
    speak = Speaker(match, -1, lang)
    kpi, handoffs = kpi_points(match), handoff_points(match)
    line = _line(handoffs)
    waits = [bin_ for seat in BINS for bin_ in wait_bins(match, seat, speak)]
    promises = [promise_line(match, crew) for crew in match.state.teams]
    after = [after_share(match, crew) for crew in match.state.teams]
    return {
        "kind": "pictures",
        "funnels": [funnel(match, team, lang) for team in range(match.team_count)],
        "kpi": kpi,
        "kpi_sentence": _kpi_sentence(match, kpi, speak),
        "handoffs": handoffs,
        "regression": _regression(line, handoffs, speak) if line is not None else None,
        "handoffs_sentence": _handoffs_sentence(line, handoffs, speak),
        "waits": waits,
        "waits_sentence": _waits_sentence(waits, speak),
        "promises": promises,
        "promises_sentence": _promises_sentence(promises, speak),
        "after": after,
        "after_sentence": _after_sentence(match, after, speak),
    }


def masked(view: shape.PicturesView) -> shape.PicturesView:
    """The pictures with no point that says which handoff it is: its quality tells what was right in the brief."""
    points = sorted(view["handoffs"], key=lambda one: (one["team"], one["quality"], one["decided"], one["won"]))
    nameless: list[shape.HandoffPoint] = [{**point, "id": place} for place, point in enumerate(points)]
    return {**view, "handoffs": nameless}


# --- A seat's own score against the team's profit -------------------------------------------------------


def kpi_points(match: Match) -> list[shape.KpiPoint]:
    """Every seat's score of the session against its team's profit in cents."""
    return [
        {
            "team": crew.index,
            "team_name": crew.name,
            "role": ROLES[record.role],  # type: ignore[typeddict-item]
            "kpi": figure(match, crew.index, "score", "session", seat=seat) or 0,
            "profit": figure(match, crew.index, "profit", "session") or 0,
        }
        for crew in match.state.teams
        for seat, record in enumerate(crew.seats)
    ]


def _kpi_sentence(match: Match, points: list[shape.KpiPoint], speak: Speaker) -> str:
    """Where the best own score is not in the best team, that is the thing to see."""
    profits = sorted({point["profit"] for point in points}, reverse=True)
    if len(profits) < 2:
        return speak.words("pictures.kpi_one" if match.team_count < 2 else "pictures.kpi_same", n=match.team_count)
    worst: tuple[int, shape.KpiPoint] | None = None
    for role in ROLES:
        own = [point for point in points if point["role"] == role]
        best = max(own, key=lambda point: (point["kpi"], point["profit"])) if own else None
        alone = best is not None and sum(point["kpi"] == best["kpi"] for point in own) == 1
        place = 1 + sum(point["profit"] > best["profit"] for point in own) if best is not None else 1
        if best is not None and alone and place > 1 and (worst is None or place > worst[0]):
            worst = place, best
    if worst is None:
        return speak.words("pictures.kpi_agree", n=match.team_count)
    place, best = worst
    return speak.words(
        "pictures.kpi_apart",
        role=best["role"],
        team=best["team_name"],
        kpi=best["kpi"],
        place=place,
        n=match.team_count,
    )


# --- Handoff quality against what came of it ------------------------------------------------------------


def handoff_points(match: Match) -> list[shape.HandoffPoint]:
    """Every brief that sales accepted, with its quality and whether it was signed in the end."""
    return [
        {
            "team": crew.index,
            "team_name": crew.name,
            "id": handoff.id,
            "quality": quality(match.state, handoff),
            "won": handoff.outcome == "won",
            "decided": handoff.outcome in ("won", "lost"),
        }
        for crew in match.state.teams
        for handoff in crew.handoffs
        if handoff.sender == LEAD_GEN and handoff.accept_round
    ]


def _line(points: list[shape.HandoffPoint]) -> Line | None:
    return fit([(point["quality"] / 100, float(point["won"])) for point in points if point["decided"]])


def _regression(line: Line, points: list[shape.HandoffPoint], speak: Speaker) -> shape.Regression:
    decided = [point["quality"] for point in points if point["decided"]]
    low, high = min(decided), max(decided)
    places = [low + (high - low) * step // (STEPS - 1) for step in range(STEPS)]
    interval = line.interval
    return {
        "n": line.n,
        "slope": round(line.slope, 4),
        "low": round(interval[0], 4),
        "high": round(interval[1], 4),
        "line": [(place, *line.at(place / 100)) for place in places],
        "sentence": _handoffs_sentence(line, points, speak),
    }


def _handoffs_sentence(line: Line | None, points: list[shape.HandoffPoint], speak: Speaker) -> str:
    decided = sum(point["decided"] for point in points)
    if line is None:
        return speak.words("pictures.line_none", n=decided)
    low, high = line.interval
    shares = [int(10 * value + (0.5 if value >= 0 else -0.5)) for value in (line.slope, low, high)]
    key = "line_up" if low > 0 else "line_down" if high < 0 else "line_open"
    given = {"a": _signed(shares[0]), "low": _signed(shares[1]), "high": _signed(shares[2])}
    told = speak.words(f"pictures.{key}", n=line.n, **given)
    several = len({point["team"] for point in points if point["decided"]}) > 1
    return f"{told} {speak.words('pictures.shared')}" if several else told


def _signed(value: int) -> str:
    """A number of percentage points with a real minus."""
    return f"{value:+d}".replace("-", "\u2212") if value else "0"


# --- Waits ----------------------------------------------------------------------------------------------


def wait_bins(match: Match, seat: int, speak: Speaker) -> list[shape.WaitBin]:
    """Leads of all teams by how long they waited for this seat's first contact, and how many signed in the end."""
    lows = BINS[seat]
    found = [(wait, won) for crew in match.state.teams for wait, won in _waits(crew, seat)]
    bins: list[shape.WaitBin] = []
    for low, high in zip(lows, (*lows[1:], -1), strict=True):
        inside = [won for wait, won in found if wait >= low and (high < 0 or wait < high)]
        label = (
            speak.words("pictures.bin_open", low=low) if high < 0 else speak.words("pictures.bin", low=low, high=high)
        )
        if not low:
            label = speak.words("pictures.bin_first", high=high)
        bins.append(
            {
                "role": ROLES[seat],  # type: ignore[typeddict-item]
                "label": label,
                "low": low,
                "high": high,
                "count": len(inside),
                "won": sum(inside),
            }
        )
    return bins


def _waits(crew: Team, seat: int) -> Iterator[tuple[int, bool]]:
    for row, track in crew.tracks.items():
        source = int(crew.static.source[row])
        won = int(crew.columns.won_round[row]) > 0
        if seat == SALES and track.touch_wait >= 0:
            yield track.touch_wait, won
        elif seat == LEAD_GEN and track.first_wait >= 0 and (is_inbound(source) or source == Source.REFERRAL):
            yield track.first_wait, won


def _waits_sentence(bins: list[shape.WaitBin], speak: Speaker) -> str:
    """For each seat, the shortest bin against all the others, and whether luck could have made the difference."""
    parts = []
    for seat in BINS:
        own = [one for one in bins if one["role"] == ROLES[seat]]
        first, later = own[0], own[1:]
        count, won = sum(one["count"] for one in later), sum(one["won"] for one in later)
        if not first["count"] or not count:
            parts.append(speak.words(f"pictures.wait_{ROLES[seat]}_none"))
            continue
        parts.append(
            speak.words(f"pictures.wait_{ROLES[seat]}", a=first["won"], b=first["count"], c=won, d=count)
            + _doubt(first["won"], first["count"], won, count, speak)
        )
    return " ".join(parts)


def _doubt(won: int, of: int, other_won: int, other_of: int, speak: Speaker) -> str:
    """What may be said of two shares: that they differ, or that luck could have done it."""
    sure = by_luck(won, of, other_won, other_of) < DOUBT
    return " " + speak.words("pictures.differ" if sure else "pictures.may_be_luck")


# --- Promises -------------------------------------------------------------------------------------------


def promise_line(match: Match, crew: Team) -> shape.PromiseLine:
    """The promises that were settled in the session, by who made them and whether whoever had to keep them knew."""
    shown = shown_at(match, crew.index, PROMISES)
    return {"team": crew.index, "team_name": crew.name, **shown}  # type: ignore[typeddict-item]


def _promises_sentence(lines: list[shape.PromiseLine], speak: Speaker) -> str:
    kept, blind = sum(x["kept_known"] for x in lines), sum(x["kept_unknown"] for x in lines)
    known = kept + sum(x["broken_known"] for x in lines)
    unknown = blind + sum(x["broken_unknown"] for x in lines)
    if not known and not unknown:
        return speak.words("pictures.promises_none")
    told = speak.words("pictures.promises", a=kept, b=known, c=blind, d=unknown)
    return told + _doubt(kept, known, blind, unknown, speak) if known and unknown else told


# --- After the signature --------------------------------------------------------------------------------


def after_share(match: Match, crew: Team) -> shape.AfterShare:
    """Cents of margin of contracts and of orders after them, and the profit month by month."""
    shown = {field: value or 0 for field, value in shown_at(match, crew.index, AFTER).items()}
    if not has_finished(match.state):
        shown |= {"contract": shown["contract_session"], "share": shown["share_session"]}
    profits = [month.profit for month in months(match.state, crew)]
    return {"team": crew.index, "team_name": crew.name, "months": profits, **shown}  # type: ignore[typeddict-item]


def _after_sentence(match: Match, lines: list[shape.AfterShare], speak: Speaker) -> str:
    session = sum(line["after_session"] for line in lines)
    now = percent(session, session + sum(line["contract_session"] for line in lines))
    if not has_finished(match.state):
        return speak.words("pictures.after_session", a=now)
    later = session + sum(line["after_year"] for line in lines)
    year = percent(later, later + sum(line["contract"] for line in lines))
    return speak.words("pictures.after_year", a=now, b=year)
