"""How quick the debrief is on a large session: what-ifs beside one replay, value lost, a drag of the timeline.

Run as `python -m tests.benchmarks.debrief_speed`.
"""

from __future__ import annotations

import json
import time
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from game.debrief.leaks import Par, own_ledger, waterfall
from game.debrief.machine import Tape, machine_view
from game.debrief.whatif.edits import BadEdit
from game.debrief.whatif.film import film_of
from game.debrief.whatif.held import hold, team_with
from game.debrief.whatif.outcome import outcome
from game.debrief.whatif.team_edits import edit_of
from game.match import Match
from game.match.match import fold
from game.match.start import new_state
from tests.benchmarks.debrief_session import session

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.debrief.leaks.ledger import Ledger
    from game.debrief.whatif.edits import Edit
    from game.debrief.whatif.film import Film

WHAT_IFS = 200
DRAGS = 60
KINDS = ("clean", "complete_brief", "warm", "at_once")


def measure(companies: int = 5000, rounds: int = 16) -> dict[str, float | int | str]:
    """Milliseconds of processor time on one core.

    `what_ifs` holds the film of the log and 200 held edits of handoffs with the team's result of each;
    `ratio` sets it beside a replay that folds the log without comparing digests, `ratio_checked` beside one that
    compares them at every bell. `value_lost` is the whole ledger of a team, `waterfall` its telling; par, the same
    for all teams and made while the twelve months are watched, is not in them. A drag is: go to any entry, build the seat's view. `lead_gen` has the whole list on
    its desk.
    """
    match = session(companies, rounds)
    bare = min(_timed(lambda: _replay(match)) for _ in range(3))
    checked = _timed(lambda: Match.from_log(match.scenario, match.header, match.entries))
    tried = _timed(lambda: _try_all(match))
    figures: dict[str, float | int | str] = {
        "companies": match.state.teams[0].static.n,
        "rounds": rounds,
        "entries": len(match.entries),
        "replay_ms": bare,
        "replay_checked_ms": checked,
        "what_ifs": WHAT_IFS,
        "what_ifs_ms": tried,
        "ratio": round(tried / bare, 1),
        "ratio_checked": round(tried / checked, 1),
    }
    own: list[Ledger] = []
    figures["value_lost_ms"] = _timed(lambda: own.append(own_ledger(match, 0)))
    par = Par.of(own[0])
    figures["waterfall_ms"] = _timed(lambda: waterfall(match, 0, "en", own[0], par))
    tape = Tape(match)
    figures["first_drag_to_the_end_ms"] = _timed(lambda: tape.at(tape.last))
    by_role = {role: _drags(match, tape, seat) for seat, role in enumerate(match.seats(0))}
    figures["drag_p95_ms"] = _p95([drag for drags in by_role.values() for drag in drags])
    figures |= {f"drag_p95_ms_{role}": _p95(drags) for role, drags in by_role.items()}
    return figures


def _p95(figures: list[float]) -> float:
    return sorted(figures)[int(0.95 * len(figures))]


def _timed(work: Callable[[], object]) -> float:
    begin = time.process_time_ns()
    work()
    return round((time.process_time_ns() - begin) / 1e6, 1)


def _replay(match: Match) -> None:
    header = match.header
    state = new_state(match.scenario, int(header["seed"]), list(header["teams"]), header["acts"])
    for entry in match.entries:
        for event in entry.events:
            fold(state, event)


def _try_all(match: Match) -> None:
    film = film_of(match, 0)
    edits = _edits(film)
    for place in range(WHAT_IFS):
        outcome(film.final, team_with(hold(film, edits[place % len(edits)])))


def _edits(film: Film) -> list[Edit]:
    """Edits of single handoffs, in an order that is everybody's."""
    found = []
    for handoff in film.crew.handoffs:
        for kind in KINDS:
            try:
                found.append(edit_of(film, kind, handoff.id))
            except BadEdit:
                continue
    Random(1).shuffle(found)
    return found


def _drags(match: Match, tape: Tape, seat: int) -> list[float]:
    chance = Random(seat)
    machine_view(tape.at(tape.last), match, 0, seat, "en", False)  # names are dealt once
    places = [chance.randrange(tape.last + 1) for _ in range(DRAGS)]
    return [_timed(partial(_drag, match, tape, seat, seq)) for seq in places]


def _drag(match: Match, tape: Tape, seat: int, seq: int) -> None:
    machine_view(tape.at(seq), match, 0, seat, "en", False)


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
