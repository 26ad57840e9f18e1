"""The numbers that are made of figures for one place alone, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.figures import counted, log, reckoned
from tests.web.figures.register import Entry, Made

if TYPE_CHECKING:
    from game.scoring.figures import Horizon


def of_all(*names: tuple[str, Horizon]) -> Made:
    """Figures of all teams added up."""
    return Made(lambda match, _: reckoned.of_all(match, *names))


def any_team(name: str, horizon: Horizon) -> Made:
    """A figure of a team that the sentence names."""
    return Made(lambda match, _: tuple(reckoned.every(match, name, horizon)))


def share_of(horizon: Horizon) -> Made:
    """Margin of orders as a share of all margin, over all teams."""
    orders, contracts = ("order_margin", horizon), ("contract_margin", horizon)
    return Made(
        lambda match, _: reckoned.share(reckoned.of_all(match, orders), reckoned.of_all(match, orders, contracts))
    )


KEPT, BROKEN = ("kept_known", "session"), ("broken_known", "session")
BLIND_KEPT, BLIND_BROKEN = ("kept_unknown", "session"), ("broken_unknown", "session")

MADE: dict[str, Entry] = {
    "ScreenView.pooled_handed": of_all(("leads_handed", "bell")),
    "ScreenView.pooled_won": Made(lambda match, _: log.pooled_won(match)),
    "ScreenView.pooled_by_round": Made(reckoned.pooled_at),
    "CauseLine.own": Made(reckoned.cause_own),
    "CauseLine.room": Made(reckoned.cause_room),
    "Story.known": Made(lambda match, about: reckoned.story_of(match, about).known),
    "Story.arrived": Made(lambda match, about: reckoned.story_of(match, about).arrived),
    "Outcome.profit": Made(lambda match, about: reckoned.of(match, about["team"], "profit", "session")),
    "Outcome.profit_12m": Made(lambda match, about: reckoned.of(match, about["team"], "profit", "year")),
    "Outcome.won": Made(lambda match, about: reckoned.of(match, about["team"], "signed", "finish")),
    "report.figure": Made(lambda match, about: reckoned.tile(match, about, about["figure"])),
    "report.against_plan.percent": Made(
        lambda match, about: reckoned.tile(match, about, f"of_plan.{about['horizon']}")
    ),
    "report.plan.sum": Made(lambda match, about: reckoned.tile(match, about, f"plan.{about['horizon']}")),
    "terminal.figure.value": Made(reckoned.told_in_terminal),
    "chart.figure": Made(reckoned.charted),
    "chart.team": Made(reckoned.charted_team),
    "belief.3.fact.kpi": Made(reckoned.best_score),
    "belief.16.fact.made": Made(
        lambda match, about: sum(
            reckoned.of(match, about["team"], name, "session") for name in ("promises_kept", "promises_broken")
        )
    ),
    "pictures.promises.a": of_all(KEPT),
    "pictures.promises.b": of_all(KEPT, BROKEN),
    "pictures.promises.c": of_all(BLIND_KEPT),
    "pictures.promises.d": of_all(BLIND_KEPT, BLIND_BROKEN),
    "quiz.promise.seen.a": of_all(BROKEN),
    "quiz.promise.seen.b": of_all(KEPT, BROKEN),
    "quiz.promise.seen.c": of_all(BLIND_BROKEN),
    "quiz.promise.seen.d": of_all(BLIND_KEPT, BLIND_BROKEN),
    "pictures.after_*.a": share_of("session"),
    "pictures.after_year.b": share_of("year"),
    "quiz.after.seen.p": share_of("year"),
    "quiz.clean.*.handed": any_team("leads_handed", "session"),
    "quiz.clean.*.less": any_team("leads_handed", "session"),
    "quiz.clean.*.profit": any_team("profit", "session"),
    "quiz.clean.*.more": any_team("profit", "session"),
    "pictures.kpi_apart.kpi": Made(lambda match, _: tuple(reckoned.scores(match))),
    "pictures.kpi_*.n": Made(lambda match, _: match.team_count),
    **{
        f"pictures.wait_{role}.{param}": Made(lambda match, _, role=role, at=at: log.within_the_hour(match, role)[at])
        for role in ("lead_gen", "sales")
        for at, param in enumerate("abcd")
    },
    "WaitBin.count": Made(lambda match, about: log.waited(match, about["role"], about["low"], about["high"])[1]),
    "WaitBin.won": Made(lambda match, about: log.waited(match, about["role"], about["low"], about["high"])[0]),
    **dict.fromkeys(
        ("Regression.n", "pictures.line_*.n", "belief.26.fact.all"), Made(lambda match, _: log.decided(match))
    ),
    "key.never_called.n": Made(lambda match, about: counted.inbound(match, about["team"])["unheard"]),
    "key.list_called.n": Made(lambda match, about: counted.listed(match, about["team"])["n"]),
    "belief.26.fact.n": Made(lambda match, about: log.decided(match, about["team"])),
    **{
        f"belief.{number}.fact.{param}": Made(
            lambda match, about, number=number, param=param: counted.BELIEFS[number](match, about["team"])[param]
        )
        for number, params in counted.PARAMS.items()
        for param in params
    },
    **{
        f"quiz.{item}.seen.{param}": Made(lambda match, _, item=item, param=param: counted.QUIZ[item](match)[param])
        for item, params in counted.QUIZ_PARAMS.items()
        for param in params
    },
}
