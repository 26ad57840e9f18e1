"""Nobody sees what he has not found out or been handed: not as text, not as number, not as refusal.

Three ways to look: canaries that may appear nowhere, worlds that differ only in what a reader never learnt and
must look the same to him, and leaks planted on purpose, each of which one of the two has to find.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import pytest

import game.actions.account
import game.actions.decide
import game.actions.sales
import game.views.company
import game.views.facilitator
import game.views.handoffs
import game.views.offers
import game.views.promises
import game.views.screen
import game.views.seat
from game.actions.context import truth
from game.actions.errors import Rejected
from game.match import Actor, Command, Match
from game.state.records import GUESS, Cell, Dossier
from game.views.seat import seat_view
from game.views.sight import Sight
from tests.game.playing import Walk, copied, new_match
from tests.game.views.secrecy import canaried, canary_leaks, refusal_leaks, world_leaks
from tests.game.views.worlds import readers


class Spy:
    """Looks for leaks while people play: canaries often, worlds now and then, nonsense all the time."""

    def __init__(self, seed: int, *, canaries: int, worlds: int) -> None:
        self.chance = Random(seed)
        self.canaries, self.worlds = canaries, worlds
        self.seen = 0
        self.found: list[str] = []

    def on_act(self, match: Match, command: Command, code: str) -> None:
        self.seen += 1
        self.found += refusal_leaks(match, self.chance, tries=3)
        if self.seen % self.canaries == 0:
            self.found += canary_leaks(match)
        if self.seen % self.worlds == 0:
            self.found += world_leaks(match, self.seen)

    def on_phase(self, match: Match) -> None:
        self.found += canary_leaks(match)
        self.found += world_leaks(match, self.seen, [self.chance.choice(readers(match))])


LONG = [pytest.param(seed, 1 + seed % 3, 120, 7, 20, marks=pytest.mark.full) for seed in range(20, 30)]


@pytest.mark.parametrize(("seed", "teams", "acts", "canaries", "worlds"), [(3, 2, 30, 20, 55), *LONG])
def test_a_whole_session_gives_nothing_away(seed: int, teams: int, acts: int, canaries: int, worlds: int) -> None:
    spy = Spy(seed, canaries=canaries, worlds=worlds)

    Walk(canaried(seed, teams), seed, acts_a_round=acts, on_act=spy.on_act, on_phase=spy.on_phase).play()

    assert spy.found == []


def test_no_number_of_a_company_is_its_row_or_the_same_for_two_teams() -> None:
    first, second = new_match(seed=4, teams=2).state.teams

    same = [row for row, number in first.numbers.items() if number == second.numbers[row]]
    rows = [row for row, number in first.numbers.items() if number in (row, row + 1)]

    assert sorted(first.rows) == sorted(second.rows) == list(range(1, first.static.n + 1))
    assert len(same) < 8
    assert len(rows) < 12


# --- Planted leaks --------------------------------------------------------------------------------------


class Scenes(Walk):
    """A session in which what may be leaked is there: fields marked without asking, cards, promises."""

    def __init__(self, match: Match, seed: int) -> None:
        super().__init__(match, seed, acts_a_round=50, on_act=self.keep)
        self.kept: list[Match] = []

    def keep(self, match: Match, command: Command, code: str) -> None:
        handed = command.verb == "hand_over" and command.args["mode"] != "told" and not code
        if match.phase == "round" and match.round >= 3 and (handed or self.sent % 25 == 0):
            self.kept.append(copied(match))

    def act(self, released_share: float = 1.0) -> None:
        """Marks before it hands over."""
        super().act(released_share)
        for team in range(self.match.team_count):
            for company in seat_view(self.match, team, 0, "")["companies"]:
                marks = [o for o in company["offers"] if o["verb"] == "mark" and not o["blocked"]]
                if marks and not any(c["field"] == "budget" for c in company["cells"]):
                    args = {"company": company["id"], "status": "confirmed", "field": "budget", "value": "ok"}
                    self._submit(Actor.seat_of(team, 0), "mark", args, {})


@cache
def scenes() -> tuple[Match, ...]:
    """Moments of one session, as many as it takes to see every planted leak."""
    walk = Scenes(canaried(7), 7)
    walk.play()
    return tuple(walk.kept[:5])


def leaks(match: Match) -> Iterator[str]:
    """Everything that the spies find at one moment, the cheapest way of looking first."""
    yield from canary_leaks(copied(match))
    yield from refusal_leaks(match, Random(1), tries=200)
    for reader in readers(match):
        yield from world_leaks(match, 1, [reader])


def test_without_a_planted_leak_the_scenes_are_clean() -> None:
    assert [line for match in scenes()[::3] for line in leaks(match)] == []


Plant = Any
"""What replaces a function: made from the original."""


def _trust_in_status(status: Plant) -> Plant:
    return lambda sight, row, *rest: status(sight, row, *rest) + f" {int(sight.team.columns.trust[row] * 100)}%"


def _true_pain_in_cells(cells: Plant) -> Plant:
    def told(sight: Sight, row: int) -> Any:
        pain = truth(sight.state, sight.team, row, "pain")
        return [*cells(sight, row), sight.speak.cell("pain", Cell(GUESS, pain, "you", 1))]

    return told


def _true_severity_in_urgency(urgent: Plant) -> Plant:
    return lambda sight, row, *_: bool(truth(sight.state, sight.team, row, "severity") == "critical")


def _other_teams_dossier(dossier: Plant) -> Plant:
    return lambda sight, row: sight.state.teams[1 - sight.team.index].dossiers[sight.seat].get(row, Dossier())


def _colleagues_dossier(dossier: Plant) -> Plant:
    return lambda sight, row: sight.team.dossiers[0].get(row) or dossier(sight, row)


def _marked_source(brief: Plant) -> Plant:
    return lambda sight, handoff, **_: [sight.speak.cell(f, Cell(*c)) for f, c in handoff.sent.items()]


def _thresholds(deal: Plant) -> Plant:
    return lambda sight, row: deal(sight, row) | {"demos": int(sight.team.static.gates[row][0] * 10)}


def _budget(deal: Plant) -> Plant:
    return lambda sight, row: deal(sight, row) | {"price": int(sight.team.static.budget[row] * 1000)}


def _future_arrivals(inbox: Plant) -> Plant:
    return lambda sight: [{"seq": 0, "text": f"{sight.team.desk.pending}", "company": -1, "tone": "plain"}]


def _seed(info: Plant) -> Plant:
    return lambda match, lang: info(match, lang) | {"title": f"game {match.state.seed}"}


def _everybodys_promises(visible: Plant) -> Plant:
    return lambda *_: True


def _pains_on_the_projector(line: Plant) -> Plant:
    def told(match: Match, team: int, round_: int = 0) -> Any:
        known = match.state.teams[team].dossiers[0].values()
        return line(match, team, round_) | {"name": " ".join(d.cell("pain").value for d in known)}

    return told


def _quality_for_the_facilitator(row: Plant) -> Plant:
    return lambda match, team, lang: row(match, team, lang) | {"waiting": match.state.teams[team].handoffs[0].right}


def _price_tells_how_much_is_known(typing: Plant) -> Plant:
    return lambda _, handoff: 2 * len(handoff.sent)


def _told_brief(brief: Plant) -> Plant:
    def told(sight: Sight, handoff: Any, *, sent: bool) -> Any:
        return [sight.speak.cell(f, Cell(*c), mask="told") for f, c in handoff.sent.items()]

    return told


def _reason_in_a_refusal(blocked: Plant) -> Plant:
    def refuse(scenario: Any, company: Any, traits: Any, *rest: Any) -> str:
        if traits.archetype == 4:
            return "limit_reached"
        return str(blocked(scenario, company, traits, *rest))

    return refuse


def _truth_in_the_detail(here: Plant) -> Plant:
    def refuse(draft: Any, seat: int, row: int) -> Any:
        try:
            return here(draft, seat, row)
        except Rejected as refused:
            raise Rejected(refused.code, truth(draft.state, draft.team, row, "pain")) from None

    return refuse


PLANTED: dict[str, tuple[Any, str, Any]] = {
    "trust in the status line": (game.views.company, "status_text", _trust_in_status),
    "a true value in a cell": (game.views.company, "_cells", _true_pain_in_cells),
    "the truth as urgency": (game.views.company, "_urgent", _true_severity_in_urgency),
    "another team's dossier": (Sight, "dossier", _other_teams_dossier),
    "a colleague's dossier": (Sight, "dossier", _colleagues_dossier),
    "what was marked without asking": (game.views.handoffs, "_brief", _marked_source),
    "a brief that was only told": (game.views.handoffs, "_brief", _told_brief),
    "the thresholds of a deal": (game.views.company, "deal_of", _thresholds),
    "the budget": (game.views.company, "deal_of", _budget),
    "leads still to come": (game.views.seat, "_inbox", _future_arrivals),
    "the seed": (game.views.seat, "session_info", _seed),
    "a colleague's promise": (game.views.promises, "is_visible", _everybodys_promises),
    "a dossier on the projector": (game.views.screen, "team_line", _pains_on_the_projector),
    "a hidden score on the console": (game.views.facilitator, "_row", _quality_for_the_facilitator),
    "a price that counts what is known": (game.views.offers, "most_typing", _price_tells_how_much_is_known),
    "a refusal that depends on the truth": (game.actions.account, "task_blocked", _reason_in_a_refusal),
    "the truth in the detail of a refusal": (game.actions.sales, "require_here", _truth_in_the_detail),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, attribute, plant = PLANTED[name]
    monkeypatch.setattr(owner, attribute, plant(getattr(owner, attribute)))

    assert any(line for match in scenes() for line in leaks(match))
