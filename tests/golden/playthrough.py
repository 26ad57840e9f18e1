"""A session as a text that people can read: a line an entry, a digest at every bell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from game.market.columns import Stage
from game.match import Entry, Match
from game.play import play
from game.play.session import Driver
from game.state.records import ROLES
from game.views.names import company_name
from tests.game import playing

Mix = dict[str, str]
TOLD_COLD: Mix = {"lead_gen": "told_cold", "sales": "told_cold"}
PADDER: Mix = {"lead_gen": "padder"}


def reference() -> Match:
    """The reference team under the scenario's own acts, to the last month."""
    match = play(playing.scenario(), 2024).match
    match.texts = playing.texts()
    return match


def told_cold_against_padder() -> Match:
    """Two teams on one market with every lever open: one only tells, the other marks what it has not asked."""
    return against(7, TOLD_COLD, PADDER)


def against(seed: int, *mixes: Mix) -> Match:
    """Teams of bots of different policies on one market, every lever open, four rounds without the finish."""
    match = playing.new_match(seed=seed, teams=len(mixes), acts="open")
    drivers = [Driver(match, mix) for mix in mixes]
    for team, driver in enumerate(drivers):
        for seat, role in enumerate(ROLES):
            driver.facilitate("seat_bot", team=team, seat=seat, policy=driver.policies[role])
        driver.agree(team)
    for _ in range(match.scenario.frame.rounds):
        drivers[0].facilitate("open_round")
        for team, driver in enumerate(drivers):
            driver.work(team, driver.bots)
        drivers[0].facilitate("close_round")
    return match


PLAYTHROUGHS = {"reference": reference, "told_cold_against_padder": told_cold_against_padder}

SESSIONS: dict[str, tuple[int, int, int, Mix, str, bool]] = {
    # name: (seed, teams, rounds, policies, acts, whether the months are played)
    "reference": (1, 1, 4, {}, "scenario", False),
    "reference, two teams": (2, 2, 4, {}, "scenario", False),
    "reference, open acts": (3, 1, 4, {}, "open", False),
    "told cold": (4, 1, 4, TOLD_COLD, "open", False),
    "padder": (5, 1, 4, PADDER, "scenario", False),
    "strict": (6, 1, 4, {"lead_gen": "strict", "sales": "pusher"}, "scenario", False),
    "careless": (2**64 - 1, 1, 4, dict.fromkeys(ROLES, "careless"), "scenario", False),
    "any legal act": (8, 1, 2, dict.fromkeys(ROLES, "random_legal"), "scenario", False),
}


def digest(name: str) -> str:
    """The digest with which one of the sessions ends."""
    seed, teams, rounds, mix, acts, forward = SESSIONS[name]
    return play(playing.scenario(), seed, teams, rounds, mix, acts, forward=forward).match.digest()


# --- Lines ----------------------------------------------------------------------------------------------


def told(match: Match) -> Iterator[str]:
    """The whole session."""
    header = match.header
    yield f"{header['scenario']}, seed {header['seed']}, acts: {header['acts']}, teams: {len(header['teams'])}"
    for entry in match.entries:
        yield from _entry(match, entry)
    for team in match.state.teams:
        signed = sum(tally.won for tally in team.tallies)
        yield f"{team.name}: {signed} signed, {sum(tally.profit for tally in team.tallies) // 100} earned"
    yield f"digest {match.digest()}"


def _entry(match: Match, entry: Entry) -> Iterator[str]:
    command = entry.command
    if command.actor.is_facilitator:
        what = " ".join(f"{name}={value}" for name, value in command.args.items())
        yield f"    facilitator   {command.verb} {what}".rstrip()
        for event in entry.events:
            if event["kind"] == "round_closed":
                yield f"---- bell {event['data']['round']:>2} ---- {event['data']['digest']}"
        return
    event = entry.events[0]
    seat, row = command.actor.seat, event["data"].get("company", -1)
    name = company_name(match, command.actor.team, row, "en") if row >= 0 else "-"
    yield (
        f"R{command.round:<2} {match.state.teams[command.actor.team].name}  {ROLES[seat]:<9} {command.verb:<14} "
        f"{name:<30} {event['data'].get('minutes', 0):>3} min  {_outcome(event, command.args, seat, row)}"
    )


def _outcome(event: dict[str, Any], args: dict[str, Any], seat: int, row: int) -> str:
    values = event["set"]
    said = [event["kind"]]
    said += [str(args[name]) for name in ("task", "mode", "reason") if name in args]
    said += [word for word in ("warm", "read_back") if args.get(word)]
    dossier = values.get(f"dossier/{seat}/{row}", {})
    for field, cell in (dossier.get("cells") or {}).items():
        said.append(f"{field} withdrawn" if cell is None else f"{field}{'~' if cell[0] == 1 else '='}{cell[1]}")
    outcome = (dossier.get("talk") or {}).get("outcome", ["", {}])
    said += [" ".join([outcome[0], *map(str, outcome[1].values())])] if outcome[0] else []
    stage = values.get(f"company/{row}", {}).get("stage")
    said += [f"-> {Stage(stage).name.lower()}"] if stage is not None else []
    return ", ".join(said)
