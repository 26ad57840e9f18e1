"""A whole session without a screen: bots on every seat, the seat with the least clock first, to the last month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from game.bots import Bot
from game.bots.charter import charter_of
from game.match import Actor, Command, Match, Rejected
from game.scenario.schema import Scenario
from game.scoring.result import team_results, team_scores
from game.state.records import ACCOUNT, ROLES, SALES
from game.views.seat import seat_view

PATIENCE = 200
"""Most commands a seat may send in one round; a policy that runs on is a defect."""
Progress = Callable[[int, int], None]
Watch = Callable[[Match], None]


@dataclass
class PlayedSession:
    """A session played to its end."""

    match: Match
    commands: int
    refused: int

    @property
    def result(self) -> dict[str, Any]:
        """Digest of the final state, scores per team and seat (0-100), and money per team in cents."""
        match = self.match
        return {"digest": match.digest(), "scores": team_scores(match), "result": team_results(match)}


class Driver:
    """Sends the commands of bots and facilitator to one match, with ids that count up."""

    def __init__(self, match: Match, policies: Mapping[str, str]) -> None:
        """Drive `match`; `policies` gives a policy per role, the reference where none is named."""
        self.match = match
        self.policies = {role: policies.get(role, "reference") for role in ROLES}
        self.bots = {role: Bot.make(name, role) for role, name in self.policies.items()}
        self.reference = {role: Bot.make("reference", role) for role in ROLES}
        self.sent = 0
        self.refused = 0

    def send(self, actor: Actor, verb: str, args: dict[str, Any] | None = None) -> bool:
        """Submit a command; False if it is refused."""
        self.sent += 1
        command = Command(f"p{self.sent}", actor, self.match.round, verb, args or {})
        try:
            self.match.submit(command)
        except Rejected:
            self.refused += 1
            return False
        return True

    def facilitate(self, verb: str, **args: Any) -> None:
        """A facilitator's command, which must be accepted.

        Raises:
            RuntimeError: it is refused.
        """
        if not self.send(Actor.facilitator(), verb, args):
            raise RuntimeError(f"{verb} was refused in {self.match.phase}")

    def take_seats(self) -> None:
        """Seat the bots, and let them agree their charter where the acts are open from the start."""
        for team in range(self.match.team_count):
            for seat, role in enumerate(self.match.seats(team)):
                self.facilitate("seat_bot", team=team, seat=seat, policy=self.policies[role])
            if self.match.state.acts == "open":
                self.agree(team)

    def agree(self, team: int) -> None:
        """Let a team of bots write the charter of its policies and agree to it."""
        changes = charter_of(self.policies["lead_gen"])
        if self.policies["sales"] in ("told", "told_cold"):
            changes = changes | {"mode_account": "told"}
        self.send(Actor.seat_of(team, 0, "bot"), "edit_charter", {"changes": changes})
        for seat in range(len(self.match.seats(team))):
            self.send(Actor.seat_of(team, seat, "bot"), "agree_charter")

    def play_round(self, before_bell: Watch | None = None) -> None:
        """Open a round, let every seat work, close it; `before_bell` sees the match just before it closes."""
        self.facilitate("open_round")
        for team in range(self.match.team_count):
            self.work(team, self.bots)
        if before_bell is not None:
            before_bell(self.match)
        self.facilitate("close_round")

    def work(self, team: int, bots: Mapping[str, Bot], seats: tuple[int, ...] = (0, 1, 2)) -> None:
        """Let a team's seats act, the one with the least clock first, ties by seat, until nobody wants to."""
        match = self.match
        done: set[int] = set()
        count = dict.fromkeys(seats, 0)
        while len(done) < len(seats):
            crew = match.state.teams[team].seats
            seat = min((s for s in seats if s not in done), key=lambda s: (crew[s].clock, s))
            act = bots[ROLES[crew[seat].role]].decide(seat_view(match, team, seat, ""))
            if act is None or count[seat] >= PATIENCE:
                done.add(seat)
                continue
            count[seat] += 1
            if not self.send(Actor.seat_of(team, seat, "bot"), *act):
                done.add(seat)
            elif act[0] in ("hand_over", "return_handoff", "accept"):
                done.clear()

    def finish(self, each_month: Callable[[int], object] | None = None) -> None:
        """One reference seller ends what is open, then the reference account manager works twelve months.

        `each_month` is called with the number of half-months done.
        """
        self.facilitate("finish")
        for team in range(self.match.team_count):
            self.work(team, self.reference, (SALES,))
        self.facilitate("close_round")
        for number in range(1, self.match.scenario.fast_forward.rounds + 1):
            for team in range(self.match.team_count):
                self.work(team, self.reference, (ACCOUNT,))
            self.facilitate("close_round")
            if each_month is not None:
                each_month(number)


def play(
    scenario: Scenario,
    seed: int,
    teams: int = 1,
    rounds: int | None = None,
    policies: Mapping[str, str] | None = None,
    acts: str = "scenario",
    *,
    forward: bool = True,
    mesa: bool = False,
    progress: Progress | None = None,
    before_bell: Watch | None = None,
) -> PlayedSession:
    """Play a whole session with bots.

    Args:
        scenario: rules and numbers.
        seed: 64 bits.
        teams: number of teams; all play the same policies.
        rounds: stop after so many rounds; the scenario's number when None.
        policies: role -> policy name.
        acts: "scenario", or "open" for every lever from round 1.
        forward: whether to finish and play the twelve months.
        mesa: whether the markets are Mesa models.
        progress: called with (rounds and half-months done, those in all).
        before_bell: called with the match before each round closes.

    Raises:
        UnknownPolicy: a role has no such policy.
    """
    match = Match.new(scenario, seed, teams, acts, mesa=mesa)
    driver = Driver(match, policies or {})
    last = min(rounds or scenario.frame.rounds, scenario.frame.rounds)
    to_the_end = forward and last == scenario.frame.rounds
    steps = last + (scenario.fast_forward.rounds if to_the_end else 0)
    driver.take_seats()
    for number in range(1, last + 1):
        driver.play_round(before_bell)
        if number == scenario.frame.charter_after and acts == "scenario" and number < last:
            driver.facilitate("open_charter")
            for team in range(teams):
                driver.agree(team)
        if progress is not None:
            progress(number, steps)
    if to_the_end:
        driver.finish(lambda month: progress and progress(last + month, steps))
    return PlayedSession(match, driver.sent, driver.refused)
