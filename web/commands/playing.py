"""`baton play` and `replay`: sessions without a server."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from web.commands.common import BadInputError, scenario_named, show_json
from web.commands.logs import open_log
from web.commands.studying import advance

ROLES = ("lead_gen", "sales", "account")


def play(
    name: str,
    seed: int | None,
    teams: int,
    rounds: int | None,
    policies: tuple[str, ...],
    acts: str,
    log: Path | None,
    *,
    as_json: bool,
) -> None:
    """Play a session with bots and print what came of it."""
    from game.bots import UnknownPolicy  # noqa: PLC0415
    from game.match.log import write  # noqa: PLC0415
    from game.play import play as play_session  # noqa: PLC0415

    scenario, _ = scenario_named(name)
    chosen = dict(_policy(text) for text in policies)
    seed = secrets.randbits(64) if seed is None else seed
    try:
        with tqdm(desc=scenario.id, unit="step", file=sys.stderr, disable=None, leave=False) as bar:
            played = play_session(
                scenario,
                seed,
                teams,
                rounds,
                chosen,
                acts,
                progress=lambda done, total: advance(bar, done, total),
            )
    except (UnknownPolicy, ValueError) as error:
        raise BadInputError(str(error)) from None
    if log is not None:
        try:
            with log.open("w", encoding="utf-8") as file:
                file.writelines(write(played.match.header, played.match.entries))
        except OSError as error:
            raise BadInputError(f"{log}: {error.strerror}") from None
    result: dict[str, Any] = {"scenario": scenario.id, "seed": seed, "teams": teams, **played.result}
    if as_json:
        show_json(result)
    else:
        _tell(result)


def replay(path: Path, at: int | None, seat: str | None, language: str, *, as_json: bool) -> None:
    """Re-run a log, verify every digest, and show the end or a moment of it."""
    from game.debrief import at as moment  # noqa: PLC0415
    from game.debrief import verify  # noqa: PLC0415
    from game.views.seat import seat_view  # noqa: PLC0415

    file = open_log(path)
    scenario, header, entries = file.scenario, file.header, file.entries
    if at is not None and at > len(entries):
        raise BadInputError(f"--at {at}: the log has entries 1 to {len(entries)}")
    try:
        report = verify(scenario, header, entries)
        if not report.ok:
            raise BadInputError(f"{path}: {report.difference}")
        match = moment(scenario, header, entries, len(entries) if at is None else at)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadInputError(f"{path}: {' '.join(str(error).split())}") from None
    told: dict[str, Any] = {
        "ok": True,
        "entries": report.entries,
        "rounds": report.rounds,
        "digest": report.digest,
    }
    told["at"] = {"seq": match.seq, "phase": match.phase, "round": match.round, "digest": match.digest()}
    if seat is not None:
        match.texts = file.texts
        told["view"] = seat_view(match, *_seat(seat, match), language)
    if as_json:
        show_json(told)
        return
    click.echo(f"{report.entries} entries re-run, {report.rounds} digests verified.")
    click.echo(f"After entry {match.seq}: {match.phase}, round {match.round}, digest {match.digest()[:16]}.")
    if seat is not None:
        show_json(told["view"])


def _policy(text: str) -> tuple[str, str]:
    role, separator, name = text.partition("=")
    if not separator or role not in ROLES or not name:
        raise BadInputError(f"--policy {text!r}: give ROLE=NAME, with a role of {', '.join(ROLES)}")
    return role, name


def _seat(text: str, match: Any) -> tuple[int, int]:
    """TEAM:SEAT as numbers from 1, or TEAM:ROLE."""
    team_text, _, seat_text = text.partition(":")
    team = int(team_text) - 1 if team_text.isdecimal() else -1
    roles = match.seats(team) if 0 <= team < match.team_count else []
    if seat_text.isdecimal() and 0 < int(seat_text) <= len(roles):
        return team, int(seat_text) - 1
    if seat_text not in roles:
        raise BadInputError(f"--as {text!r}: give TEAM:SEAT, such as 1:sales or 2:3")
    return team, roles.index(seat_text)


def _tell(result: dict[str, Any]) -> None:
    """The result in a few lines of money."""
    click.echo(f"{result['scenario']}, seed {result['seed']}, digest {result['digest'][:16]}")
    for number, team in enumerate(result["result"], start=1):
        money = {key: f"{value / 100:,.0f}" for key, value in team.items() if key not in ("leads_handed", "leads_won")}
        parts = [f"{key} {value}" for key, value in money.items()]
        parts += [f"{key} {team[key]}" for key in ("leads_handed", "leads_won") if key in team]
        click.echo(f"  team {number}: " + ", ".join(parts))
