"""No two numbers for one thing: every screen, sentence and file takes its figures from one table."""

from __future__ import annotations

import ast
import copy
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest

from game.debrief.view import debrief_view
from game.scenario.texts import LANGUAGES
from game.scoring.figures import AFTER, FIGURES, FORWARD, PROMISES, ROUND, TEAM, figure
from game.scoring.figures.scope import Scope
from game.scoring.result import RESULT, team_results, team_scores
from game.views import shape
from tests.game.debrief.sessions import session
from tests.web.exports.made import gathered
from tests.web.figures import counted, made, no_figure, register
from tests.web.figures.planted import has, planted
from tests.web.figures.sessions import bots, people
from tests.web.figures.walk import SESSIONS, debrief_of, replays, walked
from web.exports.report import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.match import Match
    from tests.web.figures.planted import Kind
    from tests.web.figures.walk import Moment, Showing

ROOT = Path(__file__).parents[2]
SAID_ELSEWHERE = {"team", "round", "company"}
"""Whole numbers of a shape that only say what it is about."""

PLAYED: dict[str, Callable[[], Match]] = {
    "people": lambda: people().end,
    "bots": lambda: bots().end,
    "told": lambda: session("told"),
}


# --- The walk -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SESSIONS)
def test_every_number_that_a_played_session_shows_anywhere_is_the_one_value_of_its_name(name: str, lang: str) -> None:
    assert [fault for moment in walked(name, lang) for fault in moment.faults()] == []


@pytest.mark.parametrize("name", SESSIONS)
def test_every_number_of_a_desk_that_is_replayed_is_the_one_that_stood_there(name: str) -> None:
    assert [fault for found in replays(name, "en") for fault in found] == []


@pytest.mark.parametrize(("seed", "card"), [(31337, "leaver"), pytest.param(99, "flood", marks=pytest.mark.full)])
def test_the_debrief_of_four_teams_says_nothing_that_the_log_does_not_bear(seed: int, card: str) -> None:
    assert debrief_of(bots(seed, 4, card), "en").faults() == []


ALL: tuple[Kind, ...] = ("wrong", "nameless", "double")
NAMED: tuple[Kind, ...] = ("wrong", "nameless")
BARE: tuple[Kind, ...] = ("nameless",)
FACTS: tuple[Kind, ...] = ("nameless", "double")
PLACES: dict[str, tuple[Kind, ...]] = {
    **{f"projector, {phase}": NAMED for phase in ("lobby", "round", "result", "charter")},
    **{f"projector, {phase}": ALL for phase in ("fast_forward", "debrief", "closed")},
    "console, lobby": NAMED,
    **{f"console, {phase}": ALL for phase in ("round", "result", "charter", "fast_forward", "debrief", "closed")},
    "seat, lobby": BARE,
    **{f"seat, {phase}": ALL for phase in ("round", "result", "charter", "fast_forward", "debrief", "closed")},
    **dict.fromkeys(("debrief", "debrief, leaks", "debrief, pictures", "debrief, moments", "debrief, timeline"), ALL),
    **dict.fromkeys(("debrief, questions", "debrief, quiz results", "debrief, what-if"), NAMED),
    **{f"debrief, {panel}": FACTS for panel in ("disputed", "journey", "journeys")},
    **dict.fromkeys(("debrief, quiz", "debrief, rules", "debrief, what-ifs"), BARE),
    **dict.fromkeys(("workbook", "csv", "report", "terminal"), ALL),
    **{f"report of a seat, {seat}": ALL for seat in range(3)},
}
"""Every place that shows numbers, and the mistakes that can be made there."""


@pytest.mark.parametrize(("place", "kind"), [(place, kind) for place, kinds in PLACES.items() for kind in kinds])
def test_a_wrong_a_nameless_and_a_double_number_are_found_wherever_they_are_planted(place: str, kind: Kind) -> None:
    moment, showing = next(
        (moment, showing)
        for name in ("bots", "people")
        for moment in walked(name, "en")
        for showing in moment.showings
        if showing.place == place and has(showing, kind)
    )
    assert moment.faults(planted(showing, kind), showing) != []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("box", ["handed", "won", "lost"])
def test_a_box_that_does_not_say_how_far_it_counts_is_found(box: str, lang: str) -> None:
    moment, showing = _pictures("bots", lang)
    raw = copy.deepcopy(showing.raw)
    for node in (node for funnel in raw["funnels"] for node in funnel["nodes"] if node["id"] == box):
        node["label"] = node["label"].partition(",")[0]
    found = moment.faults(replace(showing, raw=raw), showing)
    assert ["does not say how far" in fault for fault in found] == [True], found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_counts_of_one_label_are_found(lang: str) -> None:
    moment, showing = _pictures("bots", lang)
    raw = copy.deepcopy(showing.raw)
    nodes = {node["id"]: node for node in raw["funnels"][0]["nodes"]}
    nodes["called"]["label"] = nodes["with_sales"]["label"]
    assert nodes["called"]["count"] != nodes["with_sales"]["count"]
    assert any("two values under one label" in fault for fault in moment.faults(replace(showing, raw=raw), showing))


def _pictures(name: str, lang: str) -> tuple[Moment, Showing]:
    """The end of a session with its pictures."""
    moment = walked(name, lang)[-1]
    return moment, next(one for one in moment.showings if one.place == "debrief, pictures")


def test_the_walk_meets_every_place_and_knows_what_can_go_wrong_there() -> None:
    met: dict[str, set[Kind]] = {}
    for showing in (one for name in SESSIONS for moment in walked(name, "en") for one in moment.showings):
        met.setdefault(showing.place, set()).update(kind for kind in ALL if has(showing, kind))
    assert met == {place: set(kinds) for place, kinds in PLACES.items()}


def test_every_name_in_the_register_is_met_or_could_be() -> None:
    """A name that no shape, table, sentence or place has is left over."""
    shown = {
        leaf.name
        for name in SESSIONS
        for moment in walked(name, "en")
        for one in moment.showings
        for leaf in one.leaves
    }
    words = people().end.texts
    assert words is not None
    known = words.keys()
    for name in {**register.FIGURES, **register.FACTS, **made.MADE}:
        key = name.rpartition(".")[0]
        assert "*" in name or name in shown or key in known, name
    assert set(counted.PARAMS) == set(counted.BELIEFS)
    assert all(no_figure.REASONS)


# --- The parts add up ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLAYED)
def test_a_part_and_the_rest_are_the_whole(name: str) -> None:
    match = PLAYED[name]()
    for team in range(match.team_count):

        def of(name: str, horizon: Any = "session", round_: int = 0, team: int = team) -> int:
            return figure(match, team, name, horizon, round_) or 0

        assert of("signed") == of("leads_won") + of("inherited_won")
        assert of("leads_won") <= of("leads_handed")
        assert of("promises_broken") == of("broken_known") + of("broken_unknown") + of("broken_inherited")
        assert of("promises_kept") == of("kept_known") + of("kept_unknown") + of("kept_inherited")
        for each in (
            "leads_handed",
            "leads_won",
            "leads_lost",
            "inherited_won",
            "promises_broken",
            "profit",
            "repeated",
        ):
            assert sum(of(each, "round", r) for r in range(1, 5)) == of(each), each


@pytest.mark.parametrize("name", PLAYED)
def test_the_records_and_the_tallies_of_the_rounds_agree(name: str) -> None:
    """What is counted from handoffs and promises is what the bells wrote down."""
    match = PLAYED[name]()
    for team, crew in enumerate(match.state.teams):
        for number, tally in enumerate(crew.tallies[:4], start=1):
            scope = Scope(match, team, number, number)
            assert len(scope.won) + len(scope.inherited_won) == tally.won
            assert FIGURES["leads_handed"].reckon(scope) == tally.handed
            assert (len(scope.settled("kept")), len(scope.settled("broken"))) == (tally.kept, tally.broken)


# --- Nothing beside the table -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (shape.TeamLine, TEAM),
        (shape.RoundResult, ROUND),
        (shape.ForwardLine, FORWARD),
        (shape.PromiseLine, PROMISES),
        (shape.AfterShare, AFTER),
    ],
)
def test_a_line_of_figures_shows_only_what_the_table_has(kind: Any, place: Any) -> None:
    numbers = {name for name, of in get_type_hints(kind).items() if of in (int, int | None)}
    assert numbers - SAID_ELSEWHERE == set(place)


@pytest.mark.parametrize("name", PLAYED)
def test_what_play_prints_is_the_tables_own(name: str) -> None:
    match = PLAYED[name]()
    for team, (money, scores) in enumerate(zip(team_results(match), team_scores(match), strict=True)):
        assert money == {field: figure(match, team, *of) for field, of in RESULT.items()}
        roles = enumerate(match.seats(team))
        assert scores == {role: figure(match, team, "score", "session", seat=seat) for seat, role in roles}


def test_every_figure_has_a_name_a_meaning_and_its_horizons_in_both_languages() -> None:
    words = json.loads((ROOT / "game/scenario/figures.json").read_text(encoding="utf-8"))
    assert set(words["figure"]) == set(words["figure_means"]) == set(FIGURES)
    assert set(words["horizon"]) == {horizon for each in FIGURES.values() for horizon in each.horizons}
    for part in words.values():
        for word in part.values():
            assert set(word) == set(LANGUAGES)
    for lang in LANGUAGES:
        labels = [word[lang] for word in words["figure"].values()]
        assert len(set(labels)) == len(labels), "two figures of one name"


COUNTED = ("tallies", "won_round", "tally")
"""What figures are counted from; only the table reads it, and the rules that write it."""
ITS_OWN = ("leaks", "whatif", "machine.py", "chronicle", "truth.py")
"""Parts of the debrief that play rounds again or tell one client's way: they keep states, and show no team's sum."""


def test_no_screen_sentence_or_file_counts_a_figure_by_itself() -> None:
    found = []
    for folder in ("game/views", "game/debrief", "web"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            inside = path.relative_to(ROOT / folder).parts
            if "node_modules" in inside or (folder == "game/debrief" and inside[0] in ITS_OWN):
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [
                f"{path.relative_to(ROOT)}:{node.lineno} {node.attr}"
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and node.attr in COUNTED
            ]
    assert [one for one in found if not one.startswith(ALLOWED)] == []


ALLOWED = (
    "game/debrief/pictures/flows.py",
    "game/debrief/pictures/view.py:",
    "game/debrief/questions",
    "game/debrief/keys",
)
"""Where the way of single clients is followed, not a team's sum."""


def test_no_screen_of_the_client_adds_up_results_of_rounds_or_months() -> None:
    sums = re.compile(r"(results|months|forward)\b[^;\n]*\.reduce\(")
    screens = (ROOT / "web/client/src").rglob("*.ts*")
    assert [path.name for path in screens if sums.search(path.read_text(encoding="utf-8"))] == []


def test_every_label_of_the_client_has_a_horizon_of_its_figure_or_stands_under_one() -> None:
    """A screen that says the horizon once, for all its figures, names it by the table's own words.

    What only lists labels stands on a screen beside it.
    """
    asked = re.compile(r'named\("(\w+)"(?:, ([^()]*))?\)|t\("figure\.(\w+)"\)')
    met = set()
    for path in sorted((ROOT / "web/client/src").rglob("*.ts*")):
        screens = [path, *(path.parent.glob("*.tsx") if path.suffix == ".ts" else ())]
        said = any('t("horizon.' in one.read_text(encoding="utf-8") for one in screens)
        for name, horizon, bare in asked.findall(path.read_text(encoding="utf-8")):
            met.add(name or bare)
            wanted = set(re.findall(r'"(\w+)"', horizon))
            assert wanted <= set(FIGURES[name or bare].horizons), (path.name, name, wanted)
            assert wanted or said, (path.name, name or bare)
    assert {"leads_handed", "leads_won", "signed", "promises_open"} <= met


def test_nothing_that_is_shown_speaks_of_a_round_after_the_last() -> None:
    match = session("told")
    beyond = re.compile(r"\b[Rr]ound (?:[5-9]|[1-9]\d)\b(?!%)|[Рр]аунд\w* (?:[5-9]|[1-9]\d)\b(?!\s*%)")
    for lang in LANGUAGES:
        material = gathered(match, lang)
        assert beyond.findall(report(material)) == []
        for team in range(match.team_count):
            view = json.dumps(debrief_view(match, team, reveal=True, lang=lang), ensure_ascii=False)
            assert beyond.findall(view) == []
