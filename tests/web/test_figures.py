"""No two numbers for one thing: every screen, sentence and file takes its figures from one table."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

import pytest

import game.debrief.view
import game.views.facilitator
import web.exports.rows
from game.scenario.texts import LANGUAGES
from game.scoring.figures import AFTER, FIGURES, FORWARD, PROMISES, ROUND, TEAM, figure
from game.scoring.figures.scope import Scope
from game.views import shape
from tests.game.debrief.sessions import session
from tests.game.playing import Walk, new_match
from tests.web.exports.made import gathered
from tests.web.figures import doubles, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.match import Match

ROOT = Path(__file__).parents[2]
SAID_ELSEWHERE = {"team", "round", "company"}
"""Whole numbers of a shape that only say what it is about."""


@cache
def people() -> Match:
    """Three teams of people who do whatever their desks offer: returns, nurtured leads, broken promises."""
    return Walk(new_match(seed=5, teams=3), 8, acts_a_round=90).play()


PLAYED: dict[str, Callable[[], Match]] = {"people": people, "told": lambda: session("told")}


@cache
def told_of(name: str) -> Any:
    """Everything that a session shows."""
    match = PLAYED[name]()
    return list(shown(match, {lang: gathered(match, lang) for lang in LANGUAGES}))


@pytest.mark.parametrize("name", PLAYED)
def test_no_two_places_of_a_played_session_show_two_numbers_under_one_name(name: str) -> None:
    assert doubles(told_of(name)) == {}


@pytest.mark.parametrize("name", PLAYED)
def test_the_walk_meets_every_place_that_shows_figures(name: str) -> None:
    places = {re.split(r"[.:,\d]", one.place)[0].strip() for one in told_of(name)}
    assert {"projector", "console", "seat", "debrief", "the months", "funnel", "sentence", "question"} <= places
    assert {"workbook en", "workbook ru", "report en", "report ru", "terminal en", "terminal ru"} <= places
    assert {"picture of promises", "picture of margins", "picture of scores", "terminal --json"} <= places
    assert sum(one.place.startswith("02-rounds.csv") for one in told_of(name)) > 100


def wrongly_signed(match: Match, team: int, *rest: Any, **more: Any) -> Any:
    """A line of the board that counts every contract, as it once did."""
    line = dict(RIGHT_LINE(match, team, *rest, **more))
    return line | {"won": line["won"] + line["inherited_won"]}


RIGHT_LINE = game.views.facilitator.team_line
RIGHT_ROWS = web.exports.rows.shown_at


def wrongly_broken(match: Match, team: int, place: Any, *rest: Any, **more: Any) -> Any:
    """A workbook that leaves out the promises made by others, and counts one of the year among those of the session."""
    found = RIGHT_ROWS(match, team, place, *rest, **more)
    return found | {"broken": found["broken"] + 1} if "broken" in found else found


@pytest.mark.parametrize(
    ("module", "name", "second", "figure_"),
    [
        (game.views.facilitator, "team_line", wrongly_signed, "leads_won"),
        (game.debrief.view, "team_line", wrongly_signed, "leads_won"),
        (web.exports.rows, "shown_at", wrongly_broken, "promises_broken"),
    ],
)
def test_a_second_definition_that_is_sneaked_in_is_found(
    module: Any, name: str, second: Any, figure_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, second)
    match = session("told")
    found = doubles(list(shown(match, {"en": gathered(match, "en")})))
    assert figure_ in {what[0] for what in found}


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


def test_nothing_that_is_shown_speaks_of_a_round_after_the_last() -> None:
    match = session("told")
    beyond = re.compile(r"\b[Rr]ound (?:[5-9]|[1-9]\d)\b(?!%)|[Рр]аунд\w* (?:[5-9]|[1-9]\d)\b(?!\s*%)")
    for lang in LANGUAGES:
        material = gathered(match, lang)
        from web.exports.report import report

        assert beyond.findall(report(material)) == []
        for team in range(match.team_count):
            view = json.dumps(game.debrief.view.debrief_view(match, team, reveal=True, lang=lang), ensure_ascii=False)
            assert beyond.findall(view) == []
