"""No export says what the debrief did not unmask: it is the same in worlds in which only hidden things differ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.game import playing
from tests.game.debrief.sessions import NAMES, session, twin
from tests.web.exports.made import gathered, opened
from web.exports.book import workbook
from web.exports.csvs import tables_zip
from web.exports.report import report

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.match import Match
    from web.exports.gathered import Gathered

FILES: dict[str, Callable[[Gathered], bytes]] = {
    "workbook": workbook,
    "tables": tables_zip,
    "report": lambda told: report(told).encode(),
    "personal report": lambda told: report(told, 1).encode(),
}


@cache
def other_world(name: str) -> Match:
    """The same session in a world of other secrets; what every round tells the teams of itself is the same."""
    other = twin(name)
    for crew, original in zip(other.state.teams, session(name).state.teams, strict=True):
        for tally, told in zip(crew.tallies, original.tallies, strict=True):
            tally.quality = list(told.quality)  # mean quality of a round: a declared aggregate
    return other


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_masked_files_are_the_same_in_worlds_where_only_hidden_things_differ(name: str, lang: str) -> None:
    here, there = (
        gathered(match, lang, reveal=False, leaks=lambda _: None) for match in (session(name), other_world(name))
    )
    for kind, made in FILES.items():
        assert opened(made(here)) == opened(made(there)), kind


def test_unmasked_files_differ_in_those_worlds() -> None:
    here, there = (
        gathered(match, reveal=True, leaks=lambda _: None) for match in (session("told"), other_world("told"))
    )
    assert opened(workbook(here)) != opened(workbook(there))


def test_the_seed_is_in_no_file() -> None:
    match = playing.copied(session("told"))
    match.header["seed"] = match.state.seed = 0xC0FFEE_0DDBA11
    told = gathered(match, reveal=True)
    seed = match.state.seed
    forms = {str(seed), f"{seed:x}", f"{seed:X}", str(seed)[:12]}
    for kind, made in FILES.items():
        text = opened(made(told)).decode(errors="replace")
        assert not [form for form in forms if form in text], kind
