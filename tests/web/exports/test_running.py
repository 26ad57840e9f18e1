"""Files of a session that is still played: to be had at any time, and nothing in them that nobody has found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from game.market.build import build
from game.match import start
from game.state.records import ROLES
from tests.game.playing import Walk, copied, new_match
from tests.game.views.secrecy import CANARY, canaried, learnt
from tests.web.exports.made import opened
from web.exports.book import workbook
from web.exports.csvs import tables_zip
from web.exports.gathered import gather
from web.exports.report import report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.market.columns import Columns, Static
    from game.match import Command, Match
    from tests.web.running import Workshop


@pytest.fixture(scope="module")
def moments() -> Iterator[tuple[Match, ...]]:
    """A session in which every pain has a name that is found nowhere else: in its lobby, within and between rounds."""
    match = canaried(6)
    scenario = new_match(seed=6, teams=2).scenario

    def named(_: object, seed: int, rounds: int) -> tuple[Static, Columns]:
        """The market that a replay of this log builds, with the same names."""
        static, columns = build(scenario, seed, rounds)
        own = np.arange(3 * static.n, dtype=np.int16).reshape(static.n, 3)
        static.pains = np.where(static.pains >= 0, own, -1).astype(np.int16)
        static._traits.clear()
        return static, columns

    kept: list[Match] = [copied(match)]

    def keep(match: Match, _command: Command | None = None, _code: str = "") -> None:
        if match.phase != "round" or len(match.entries) % 30 == 0:
            kept.append(copied(match))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(start, "build", named)
        Walk(match, 6, acts_a_round=25, on_act=keep, on_phase=keep).play()
        yield tuple(match for match in kept if match.phase in ("lobby", "round", "result", "charter"))


def files(match: Match, *, reveal: bool) -> str:
    """All that the three files say."""
    gathered = gather(match, "en", reveal=reveal)
    made = (workbook(gathered), tables_zip(gathered), report(gathered).encode())
    return "\n".join(opened(file).decode(errors="replace") for file in made)


def known(match: Match) -> set[str]:
    """What somebody has found out or was told, anywhere."""
    seats = [(team, seat) for team in range(match.team_count) for seat in range(len(ROLES[:3]))]
    return {secret for place in seats for found in learnt(match, *place).values() for secret in found}


def test_a_file_can_be_made_at_any_moment_and_says_only_what_somebody_knows(moments: tuple[Match, ...]) -> None:
    seen = moments
    assert {match.phase for match in seen} == {"lobby", "round", "result", "charter"}
    for match in seen[:: max(1, len(seen) // 6)]:
        text = files(match, reveal=False)
        assert set(CANARY.findall(text)) <= known(match), (match.phase, match.round)
        assert '"seed"' not in text


def test_the_same_files_unmasked_hold_the_truth(moments: tuple[Match, ...]) -> None:
    match = moments[-1]
    assert set(CANARY.findall(files(match, reveal=True))) - known(match)


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_before_the_first_bell_the_files_are_there_and_empty(moments: tuple[Match, ...], lang: str) -> None:
    gathered = gather(moments[0], lang, reveal=False)
    assert gathered.pictures is None
    assert all(len(make(gathered)) > 500 for make in (workbook, tables_zip, report))


def test_the_facilitator_has_files_at_any_time_and_the_truth_in_them_only_after_the_play(
    workshop: Callable[..., Workshop],
) -> None:
    room = workshop()
    seat = room.join("Anna")["token"]
    assert room.host.act("reveal", {"on": True})["ok"]  # looked at between rounds: the files do not follow

    def told(part: str) -> str:
        status, text = room.server.call(f"/api/debrief/{room.session}/{part}?lang=en", token=room.host_token)
        assert status == 200, (part, text)
        assert room.server.call(f"/api/debrief/{room.session}/{part}", token=seat)[0] in (403, 409)
        return str(text)

    files = ("export.xlsx", "export.csv", "report")
    for verb in ("open_round", "close_round", "open_charter", "finish"):
        assert [part for part in files if "with the truth" in told(part)] == [], verb
        assert "session_file" in told("session-file")
        room.press(verb)
        if verb == "open_charter":
            room.press("open_round")
            assert [part for part in files if "with the truth" in told(part)] == []
            room.press("close_round")
    room.host.see(lambda e: e["view"]["session"]["phase"] == "fast_forward")
    assert [part for part in files if "with the truth" in told(part)] == list(files)
