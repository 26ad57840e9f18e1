"""The played sessions that the walk goes through, each made once a process, with its moments on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from game.bots import Bot
from game.bots.charter import charter_of
from game.debrief.leaks import leaks_view, par_of
from game.match import Actor
from game.play import Driver
from game.state.records import ROLES
from tests.game.playing import Walk, copied, new_match
from tests.web.figures.marks import MarkedTexts, MarkedWords, Marks
from web.exports.after import After, Reflection
from web.exports.gathered import gather
from web.exports.words import dictionary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.debrief.leaks.par import Par
    from game.match import Match
    from game.views import shape
    from web.exports.gathered import Gathered

POLICIES: tuple[Mapping[str, str], ...] = (
    {"lead_gen": "padder", "sales": "reference", "account": "neglect"},
    {"lead_gen": "told_cold", "sales": "told_cold", "account": "reference"},
    {"lead_gen": "card_cold", "sales": "notes_cold", "account": "neglect"},
    {},
)
"""What the bots of each team play."""


ANSWERS = ({"told": "3", "wait": "70", "cold": "30"}, {"told": "6", "clean": "clean"})
AFTER = After((Reflection(0, 1, "Every brief with its budget", "SM"),), ANSWERS, ANSWERS[:1])
"""What people answered and noted."""


@dataclass(frozen=True, eq=False)
class Played:
    """A session at its end, and as it stood in every phase and in the middle of every round; nobody may change it."""

    moments: tuple[Match, ...]
    marks: Marks

    @property
    def end(self) -> Match:
        """The session that is closed."""
        return self.moments[-1]

    def leaks(self, team: int, lang: str) -> shape.LeaksView:
        """The waterfall of a team, worked out once."""
        return _leaks(self, team, lang)

    def material(self, lang: str) -> Gathered:
        """What the files are made from, with every number marked, and people's answers to the knowledge test."""
        made = gather(self.end, lang, reveal=True, after=AFTER, leaks=lambda team: self.leaks(team, lang))
        return replace(made, words=MarkedWords(lang, MarkedTexts.over(dictionary(), self.marks)))


@cache
def _par(played: Played) -> Par:
    end = played.end
    return par_of(end.scenario, end.header, end.entries)


@cache
def _leaks(played: Played, team: int, lang: str) -> shape.LeaksView:
    return leaks_view(played.end, team, lang, _par(played))


def kept(moments: list[Match]) -> Played:
    """Moments with marked words; what was written in a moment's memory is forgotten."""
    texts = moments[0].texts
    assert texts is not None
    clients = {word for kind in texts.kinds() for name in texts.names(kind) for word in name.values()}
    marks = Marks(frozenset(clients | {team.name for team in moments[0].state.teams}))
    for match in moments:
        assert match.texts is not None
        match.texts = MarkedTexts.over(match.texts, marks)
        match.memo.clear()
    return Played(tuple(moments), marks)


@cache
def people() -> Played:
    """Three teams of people who do whatever their desks offer: returns, nurtured leads, broken promises."""
    found: list[Match] = []
    half = 45

    def middle(match: Match, _: object, __: str) -> None:
        if match.phase == "round" and walk.sent % half == 0:
            found.append(copied(match))

    walk = Walk(
        new_match(seed=5, teams=3),
        8,
        acts_a_round=2 * half,
        on_act=middle,
        on_phase=lambda match: found.append(copied(match)),
    )
    walk.play()
    return kept(found)


@cache
def bots(seed: int = 4711, teams: int = 3, card: str = "leaver") -> Played:
    """Teams of bots, each with policies of its own; an event card is played in the last round."""
    match = new_match(seed=seed, teams=teams)
    driver, found = Driver(match, {}), [copied(match)]
    crews = [{role: policy.get(role, "reference") for role in ROLES} for policy in POLICIES[:teams]]
    working = [{role: Bot.make(name, role) for role, name in crew.items()} for crew in crews]
    for team, crew in enumerate(crews):
        for seat, role in enumerate(match.seats(team)):
            driver.facilitate("seat_bot", team=team, seat=seat, policy=crew[role])
    frame = match.scenario.frame
    for number in range(1, frame.rounds + 1):
        driver.facilitate("open_round")
        if number == frame.rounds:
            driver.facilitate("play_card", card=card)
        for team, crew_bots in enumerate(working):
            driver.work(team, crew_bots)
            found.append(copied(match)) if team == 0 else None
        driver.facilitate("close_round")
        found.append(copied(match))
        if number == frame.charter_after:
            driver.facilitate("open_charter")
            for team, crew in enumerate(crews):
                driver.send(Actor.seat_of(team, 0, "bot"), "edit_charter", {"changes": charter_of(crew["lead_gen"])})
            found.append(copied(match))
    driver.finish(lambda month: found.append(copied(match)) if month % 8 == 0 else None)
    for verb in ("open_debrief", "close_session"):
        driver.facilitate(verb)
        found.append(copied(match))
    return kept(found)
