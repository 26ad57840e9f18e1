"""What every number that is shown anywhere is: a figure of the table, a fact of one thing, or no figure, and why.

A number's name is the shape and field that it stands in ("RoundResult.won"), the words and placeholder that say it
("happened.repeated.n"), or the table and column of a file ("teams.profit"); stars stand for any part of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from game.match import Match
from game.scoring.figures import AFTER, FORWARD, PROMISES, ROUND, SEAT_SESSION, SESSION, TEAM, Horizon
from tests.web.figures import reckoned

About = Mapping[str, Any]


@dataclass(frozen=True)
class Fig:
    """A figure of the table, of the team that it is said of."""

    name: str
    horizon: Horizon


@dataclass(frozen=True)
class Fact:
    """Something of one thing, which every place that tells of this thing must tell alike."""

    name: str
    of: Callable[[Match, About], tuple[Any, ...]]


@dataclass(frozen=True)
class Near(Fact):
    """The same in whole euros, which may be off by one: they are rounded so that they add up as they are read."""


@dataclass(frozen=True)
class Made:
    """A number that is made of figures or counted in the log for this place alone; how, is said here once more."""

    how: Callable[[Match, About], Any]


@dataclass(frozen=True)
class NoFigure:
    """A number that is nobody's result."""

    why: str


Entry = Fig | Fact | Made | NoFigure

# --- Figures of the table ---------------------------------------------------------------------------------------------

FIGURES: dict[str, Entry] = {
    **{f"RoundResult.{field}": Fig(*of) for field, of in ROUND.items()},
    **{f"rounds.{field}": Fig(*of) for field, of in ROUND.items()},
    **{f"TeamLine.{field}": Fig(*of) for field, of in TEAM.items()},
    **{f"TeamRow.{field}": Fig(*of) for field, of in TEAM.items()},
    **{f"ForwardLine.{field}": Fig(*of) for field, of in FORWARD.items()},
    **{f"PromiseLine.{field}": Fig(*of) for field, of in PROMISES.items()},
    **{f"AfterShare.{field}": Fig(*of) for field, of in AFTER.items()},
    **{f"teams.{field}": Fig(*of) for field, of in SESSION.items()},
    **{f"seats.{field}": Fig(*of) for field, of in SEAT_SESSION.items()},
    "KpiPoint.kpi": Made(lambda match, about: reckoned.score_of(match, about["team"], about["role"])),
    "KpiPoint.profit": Fig("profit", "session"),
    "seat.score": Fig("score", "session"),
    "report.signed_of.n": Fig("leads_handed", "session"),
    "report.inherited.n": Fig("inherited_won", "session"),
    "happened.brief_wait.m": Fig("brief_wait", "round"),
    **{
        f"happened.{name}.n": Fig(name, "round")
        for name in (
            "accounts_handed", "broken_unknown", "called_ahead", "churned", "clean_briefs", "cold_refused",
            "contradicted", "dates_missed", "fields_changed", "fields_left_out", "leads_handed", "leads_returned",
            "mended", "not_passed", "promises_broken", "promises_kept", "repeated", "waited_out",
        )
    },
    "belief.1.fact.handed": Fig("leads_handed", "session"),
    "belief.1.fact.won": Fig("leads_won", "session"),
    "belief.2.fact.n": Fig("leads_lost", "session"),
    "belief.3.fact.profit": Fig("profit", "session"),
    "belief.3.fact.plan": Fig("plan", "session"),
    "belief.13.fact.contract": Fig("contract_margin", "year"),
    "belief.13.fact.orders": Fig("order_margin", "year"),
    "belief.13.fact.p": Fig("order_share", "year"),
    "belief.14.fact.a": Fig("order_share", "session"),
    "belief.14.fact.b": Fig("order_share", "year"),
    "belief.15.fact.n": Fig("signed", "session"),
    "belief.16.fact.broken": Fig("promises_broken", "session"),
    "belief.16.fact.blind": Fig("broken_unknown", "session"),
}  # fmt: skip

# --- Facts of one thing -----------------------------------------------------------------------------------------------


def company(match: Match, about: About) -> tuple[Any, ...]:
    """A client, by the number that its team calls it, or by its name in the sentence."""
    number = about.get("company_no", about.get("company"))
    if not isinstance(number, int) and isinstance(about.get("handoff"), int):
        crew = match.state.teams[about["team"]]
        number = crew.numbers[crew.handoffs[about["handoff"]].company]
    return about["team"], number if isinstance(number, int) else reckoned.named(match, about)


def client(_: Match, about: About) -> tuple[Any, ...]:
    """A client of a desk, whose number is the desk's own."""
    return about["team"], about["id"]


def handoff(_: Match, about: About) -> tuple[Any, ...]:
    """A handoff, by its number in the team."""
    number = about.get("handoff_no")
    return about["team"], about["id"] if number is None else number - 1


def month(_: Match, about: About) -> tuple[Any, ...]:
    """A month of a team's year."""
    return about["team"], about["month"]


def bar(match: Match, about: About) -> tuple[Any, ...]:
    """A step of the waterfall, or a cause in it."""
    return reckoned.bar_of(match, about)


def part(match: Match, about: About) -> tuple[Any, ...]:
    """A part of a seat's score over a round, or over the session (round 0)."""
    return reckoned.part_of(match, about)


FACTS: dict[str, Entry] = {
    **dict.fromkeys(
        (
            "JourneyLine.revenue", "journey_outcome.won*.revenue", "journey_point.won.revenue", "key.signed.revenue",
            "handoff_outcome.won.revenue", "moment.won.revenue", "companies.contract", "handoffs.contract",
        ),
        Fact("contract", company),
    ),
    "closed.won.revenue": Fact("contract", client),
    **dict.fromkeys(("HandoffStory.wait", "handoffs.wait", "report.waited.m"), Fact("wait for acceptance", handoff)),
    **dict.fromkeys(
        ("JourneyHandoff.known", "handoffs.known", "report.known_of.b", "report.baton_label.a"),
        Fact("fields known", handoff),
    ),
    **dict.fromkeys(("JourneyHandoff.left", "handoffs.arrived", "report.known_of.a"), Fact("fields arrived", handoff)),
    **dict.fromkeys(("JourneyHandoff.guesses", "handoffs.guesses", "report.guesses.n"), Fact("guesses", handoff)),
    **dict.fromkeys(("HandoffPoint.quality", "handoffs.quality"), Fact("quality of a handoff", handoff)),
    **dict.fromkeys(
        ("HandoffStory.repeated", "handoffs.repeated", "report.asked_again.n"), Fact("repeated at a handoff", handoff)
    ),
    **dict.fromkeys(("JourneyLine.repeated", "companies.repeated", "journey.twice.n"), Fact("repeated", company)),
    **dict.fromkeys(("JourneyLine.fallen", "companies.fallen", "journey.fell.n"), Fact("fallen", company)),
    **dict.fromkeys(("companies.orders", "journey.months.orders"), Fact("orders", company)),
    **dict.fromkeys(("companies.earned_after", "journey.months.margin"), Fact("earned after", company)),
    "Account.earned": Fact("earned after", client),
    "facts.never_met.m": Fact("wait for acceptance", lambda _, about: (about["team"], about["handoff"])),
    **dict.fromkeys(
        ("companies.first_wait", "moment.call_first.m", "journey_point.call_first.m"), Fact("first wait", company)
    ),
    **dict.fromkeys(("companies.touch_wait", "facts.got.m"), Fact("wait for sales", company)),
    **dict.fromkeys(("JourneyLine.wait", "journey.waited.m"), Fact("longest wait", company)),
    **{
        name: Fact(f"worth {kind}", handoff)
        for kind, names in {
            "as_was": ("HandoffWorth.as_was", "handoffs.worth_as_was"),
            "complete": ("HandoffWorth.complete", "handoffs.worth_complete"),
            "warm": ("HandoffWorth.warm_worth", "handoffs.worth_warm"),
            "at_once": ("HandoffWorth.at_once", "handoffs.worth_at_once"),
        }.items()
        for name in names
    },
    **dict.fromkeys(("Month.profit", "months.profit_month"), Fact("month's profit", month)),
    "AfterShare.months": Fact("month's profit", lambda _, about: (about["team"], about["at"] + 1)),
    **dict.fromkeys(("Month.orders", "months.orders_month"), Fact("month's orders", month)),
    **dict.fromkeys(("Month.churned", "months.churned_month"), Fact("month's churn", month)),
    **dict.fromkeys(
        ("LeakBar.amount", "LeakCause.amount", "leaks.amount", "terminal.waterfall"), Fact("bar", bar)
    ),
    **dict.fromkeys(("LeaksView.par", "report.waterfall_label.par"), Fact("bar", lambda _, it: (it["team"], "par", ""))),
    **dict.fromkeys(
        ("LeaksView.earned", "report.waterfall_label.earned"), Fact("bar", lambda _, it: (it["team"], "earned", ""))
    ),
    "leak_head.leak.amount": Fact("largest leak", lambda _, about: (about["team"],)),
    **dict.fromkeys(("waterfall.amount", "step.amount", "cause.amount", "chart.label"), Near("bar", bar)),
    **dict.fromkeys(("LeakItem.amount", "causes.amount"), Fact("cost of an act", reckoned.act_of)),
    **dict.fromkeys(("FlowNode.count",), Fact("box", lambda _, about: (about["team"], about["id"]))),
    **dict.fromkeys(("FlowLink.count", "funnel.companies"), Fact("flow", reckoned.flow_of)),
    "pictures.funnel.handed": Fig("leads_handed", "session"),
    "pictures.funnel.won": Fig("leads_won", "finish"),
    "pictures.funnel.before": Fig("inherited_won", "finish"),
    "pictures.funnel.called": Fact("box", lambda _, about: (about["team"], "called")),
    "pictures.funnel.lost": Fact("box", lambda _, about: (about["team"], "lost")),
    "pictures.funnel.unheard": Fact("box", lambda _, about: (about["team"], "never_called")),
    "HandoffStory.revenue": Made(reckoned.revenue_of),
    "HandoffWorth.wait": Made(reckoned.wait_of),
    "terminal.worth.0": Fact("worth as_was", reckoned.handoff_told),
    "terminal.worth.1": Fact("worth at_once", reckoned.handoff_told),
    "CharterView.weights": Fact("charter's weight", reckoned.weight_of),
    "charter.weighed.weight": Made(reckoned.weights_of_team),
    "report.weight.percent": Fact("part weight", part),
    "KpiPart.value": Fact("part value", part),
    "KpiPart.weight": Fact("part weight", part),
    "kpis.value": Fact("part value", part),
    "kpis.weight": Fact("part weight", part),
    "kpi_detail.*.a": Fact("part got", part),
    "kpi_detail.*.b": Fact("part of", part),
    "kpi_detail.*.c": Fact("part goal", part),
}  # fmt: skip
