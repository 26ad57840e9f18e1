"""Edits that concern a whole team, and the table of all edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.actions.handoff import pass_on
from game.debrief.whatif.deeds import NEW_PERSON, Deed
from game.debrief.whatif.edits import BadEdit, Edit, HandoffEdit, Keep, Return, passing
from game.debrief.whatif.triggers import TRIGGERS, is_due
from game.market.columns import Stage
from game.state.records import ACCOUNT, SALES

if TYPE_CHECKING:
    from game.debrief.whatif.deeds import World
    from game.debrief.whatif.film import Film
    from game.state.draft import Draft


@dataclass(frozen=True, slots=True)
class NoLeaver(Edit):
    """Nobody is taken away: neither the account manager nor, by a swap of chairs, the sellers."""

    def starts(self, film: Film) -> dict[int, int]:
        """Every company that the newcomer had to learn anew."""
        found: dict[int, int] = {}
        for seq in film.common:
            for event in film.own(seq) if seq not in film.bells and seq not in film.passed else ():
                if event["kind"] == "card_felt" and event["data"]["card"] in NEW_PERSON:
                    for path in event["set"]:
                        if path.startswith(("company/", "dossier/")):
                            found.setdefault(int(path.rpartition("/")[2]), seq)
        if not found:
            raise BadEdit("nobody was taken away")
        return found

    def new_person(self, seq: int) -> bool:
        """No."""
        del seq
        return False


@dataclass(frozen=True, slots=True)
class Trigger(Edit):
    """Signed clients go to the account manager by another trigger, each as it went, or in the team's own way.

    By T1 right after the signature; by the others at the opening of the first round in which it is due, without a
    wait; at the latest when the finish begins.
    """

    def starts(self, film: Film) -> dict[int, int]:
        """Every company signed in the rounds, from its signature on."""
        found = {}
        for row, seqs in film.acts.items():
            for seq in seqs:
                signs = film.event(seq)["set"].get(f"company/{row}", {}).get("won_round", 0) > 0
                if signs and film.entry(seq).command.round <= film.final.scenario.frame.rounds:
                    found[row] = seq
        if not found:
            raise BadEdit("no client was signed")
        return found

    def instead(self, world: World, seq: int) -> list[Deed] | None:
        """The recorded way over to the account manager falls away."""
        command = world.film.entry(seq).command
        over = command.verb == "hand_over" and command.actor.seat == SALES
        taken = command.verb == "accept" and command.actor.seat == ACCOUNT
        return [Deed(seq, source=seq, do=_nothing, edited=True)] if over or taken else None

    def after(self, world: World, seq: int) -> list[Deed]:
        """The new one, when it is due."""
        columns, row = world.crew.columns, world.row
        verb = world.film.entry(seq).command.verb
        if columns.stage[row] != Stage.ACCOUNT or columns.owned[row]:
            return []
        at_signature = self.value == "T1" and verb == "meet"
        at_opening = verb == "open_round" and is_due(self.value, world, world.film.after[seq].course.round)
        if not (at_signature or at_opening or verb == "finish"):
            return []
        return [self._over(world, seq)]

    def _over(self, world: World, seq: int) -> Deed:
        film = world.film
        own = next((h for h in film.crew.handoffs if h.receiver == ACCOUNT and h.company == world.of), None)
        charter = film.crew.charter
        mode, warm = (own.mode, own.warm) if own is not None else (charter.mode_account, charter.warm)
        by_bot = own is None or own.by_bot
        given = taken = 0
        if own is not None:
            try:
                of = passing(film, own.id)
                given, taken = of.given, of.taken
            except BadEdit:  # the finish passed it on
                given = next(
                    (s for (s, row), ids in film.ids.items() if row == own.company and own.id in ids.handoffs), 0
                )
        handing = film.final.scenario.handing
        minutes = handing.modes[mode].minutes + handing.accept + (2 * handing.warm_account if warm else 0)

        def over(draft: Draft, there: World) -> None:
            pass_on(draft, there.row, mode, warm=warm, by_bot=by_bot)

        return Deed(seq, ids=given, draws=taken, do=over, minutes=minutes, edited=True, after=True)


def _nothing(draft: Draft, world: World) -> None:
    """An act that falls away."""
    del draft, world


# --- All of them ----------------------------------------------------------------------------------------

KINDS: dict[str, type[Edit]] = {
    "complete_brief": HandoffEdit,
    "at_once": HandoffEdit,
    "warm": HandoffEdit,
    "clean": HandoffEdit,
    "return_it": Return,
    "keep_promise": Keep,
    "trigger": Trigger,
    "no_leaver": NoLeaver,
}


def edit_of(film: Film, kind: str, target: int, value: str = "") -> Edit:
    """The edit that somebody asked for.

    Raises:
        BadEdit: there is no such edit in this session.
    """
    if kind not in KINDS:
        raise BadEdit(f"there is no edit {kind!r}")
    if (kind == "trigger") != (value in TRIGGERS):
        raise BadEdit("a trigger is one of T1 to T5")
    edit = KINDS[kind](kind, target, value)
    edit.starts(film)
    return edit
