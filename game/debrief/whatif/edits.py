"""The edits that can be tried on a session: what each puts in the place of what was recorded.

An edit is asked entry by entry what comes before it, instead of it and after it at a company. It says deeds; a lane
(or a whole team) carries them out by the rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.actions.brief import breaches
from game.actions.commands import Actor, Command
from game.actions.handoff import send_back
from game.actions.promising import PRICE, call_ahead, is_known, tell
from game.debrief.whatif.deeds import Deed, World
from game.debrief.whatif.film import Film
from game.state.records import ACCOUNT, SALES, Handoff

if TYPE_CHECKING:
    from game.state.draft import Draft


class BadEdit(ValueError):
    """An edit that this session does not have; the message is one line."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit; `target` is a handoff or promise id, -1 for the team, `value` a trigger."""

    kind: str
    target: int = -1
    value: str = ""

    def starts(self, film: Film) -> dict[int, int]:
        """The companies that it concerns, each with the first entry that it changes. Empty: nothing is edited."""
        del film
        return {}

    def before(self, world: World, seq: int) -> list[Deed]:
        """What is done to the world's company before entry `seq`."""
        del world, seq
        return []

    def instead(self, world: World, seq: int) -> list[Deed] | None:
        """What is done in the place of the recorded act; None for the act itself."""
        del world, seq
        return None

    def after(self, world: World, seq: int) -> list[Deed]:
        """What is done after entry `seq`."""
        del world, seq
        return []

    def new_person(self, seq: int) -> bool:
        """Whether the event card of entry `seq` takes somebody away as recorded."""
        del seq
        return True


def as_recorded(film: Film, seq: int) -> Deed:
    """The recorded act itself."""
    return Deed(seq, seq, seq, seq, film.entry(seq).command)


# --- A handoff ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Passing:
    """Where a handoff stands in the log: the entries of passing, taking (0 = never) and first contact (0 = never)."""

    handoff: Handoff
    given: int
    taken: int
    met: int


def passing(film: Film, number: int) -> Passing:
    """The passing of a handoff that somebody made in the session.

    Raises:
        BadEdit: there is none of that number, or nobody made it: the finish passed the client on.
    """
    found: Passing | None = film.kept.get(("passing", number))
    if found is None:
        found = film.kept["passing", number] = _passing(film, number)
    return found


def _passing(film: Film, number: int) -> Passing:
    handoffs = film.crew.handoffs
    if not 0 <= number < len(handoffs):
        raise BadEdit(f"there is no handoff {number}")
    handoff = handoffs[number]
    acts = [(seq, film.entry(seq).command) for seq in film.acts[handoff.company]]
    given = next((s for s, c in acts if c.verb == "hand_over" and number in film.ids[s, handoff.company].handoffs), 0)
    if not given:
        raise BadEdit(f"handoff {number} was made by nobody of the team")
    taken = next((s for s, c in acts if c.verb == "accept" and c.args["handoff"] == number), 0)
    met = next((s for s, c in acts if s > given and c.verb in ("meet", "task")), 0)
    return Passing(handoff, given, taken, met)


@dataclass(frozen=True, slots=True)
class HandoffEdit(Edit):
    """The handoff is made otherwise: with the card, warmly, taken up at once, or all of it."""

    @property
    def card(self) -> bool:
        """Whether it goes by card."""
        return self.kind in ("complete_brief", "clean")

    @property
    def warm(self) -> bool:
        """Whether the client is introduced in a joint call."""
        return self.kind in ("warm", "clean")

    @property
    def at_once(self) -> bool:
        """Whether it is taken up without a wait."""
        return self.kind in ("at_once", "clean")

    def starts(self, film: Film) -> dict[int, int]:
        """The company handed over, from then on."""
        of = passing(film, self.target)
        return {of.handoff.company: of.given}

    def before(self, world: World, seq: int) -> list[Deed]:
        """At the first contact nobody has waited."""
        of = passing(world.film, self.target)
        first = self.at_once and seq == of.met and of.handoff.receiver == SALES
        return [Deed(seq, do=_no_wait, edited=True)] if first else []

    def instead(self, world: World, seq: int) -> list[Deed] | None:
        """The handing over, and the taking: at its place, or at once."""
        film = world.film
        of = passing(film, self.target)
        if seq == of.given:
            return self._given(film, of)
        if seq == of.taken:
            taking = replace(as_recorded(film, seq), edited=True)
            return [] if self.at_once else [taking]
        return None

    def _given(self, film: Film, of: Passing) -> list[Deed]:
        command = film.entry(of.given).command
        args = dict(command.args)
        if self.card:
            args["mode"] = "card"
        if self.warm:
            args["warm"] = True
        deeds = [replace(as_recorded(film, of.given), command=replace(command, args=args), edited=True)]
        if self.at_once:
            deeds.append(Deed(of.given, of.taken, of.taken, of.taken, self._taking(film, of), edited=True, after=True))
        return deeds

    def _taking(self, film: Film, of: Passing) -> Command:
        given = film.entry(of.given).command
        if of.taken:
            return replace(film.entry(of.taken).command, round=given.round)
        actor = Actor.seat_of(given.actor.team, of.handoff.receiver, given.actor.by)
        return Command(f"what-if-{self.target}", actor, given.round, "accept", {"handoff": self.target})


def _no_wait(draft: Draft, world: World) -> None:
    """Nobody has waited for the seller up to now."""
    track = draft.track(world.row)
    if track.waits_for == SALES:
        track.wait_mark, track.wait_round = draft.seat(SALES).worked, draft.round


@dataclass(frozen=True, slots=True)
class Return(Edit):
    """The brief is sent back where it was accepted; where nobody accepted it, right after it came."""

    def starts(self, film: Film) -> dict[int, int]:
        """The company handed over, from its acceptance on."""
        of = passing(film, self.target)
        if of.handoff.receiver != SALES:
            raise BadEdit("only a lead can be returned")
        return {of.handoff.company: of.taken or of.given}

    def instead(self, world: World, seq: int) -> list[Deed] | None:
        """The return, in place of the acceptance."""
        of = passing(world.film, self.target)
        return [self._deed(world, of, seq)] if seq == of.taken else None

    def after(self, world: World, seq: int) -> list[Deed]:
        """The return of a brief that nobody accepted."""
        of = passing(world.film, self.target)
        return [replace(self._deed(world, of, seq), after=True)] if seq == of.given and not of.taken else []

    def _deed(self, world: World, of: Passing, seq: int) -> Deed:
        minutes = world.film.final.scenario.handing.return_minutes
        return Deed(seq, source=of.taken, do=self._send_back, minutes=minutes, seat=SALES, edited=True)

    def _send_back(self, draft: Draft, world: World) -> None:
        handoff = draft.handoff(world.handoff_no(self.target))
        if handoff.state == "waiting":
            send_back(draft, handoff, next(iter(breaches(draft, handoff)), "clerical"))


# --- A promise ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Keep(Edit):
    """Whoever had to keep the promise knows of it when it falls due, and has called ahead."""

    def starts(self, film: Film) -> dict[int, int]:
        """The company it was made to, from when it was settled."""
        settled = self._settled(film)
        return {film.crew.promises[self.target].company: settled}

    def _settled(self, film: Film) -> int:
        promises = film.crew.promises
        if not 0 <= self.target < len(promises) or promises[self.target].state not in ("kept", "broken"):
            raise BadEdit(f"no promise {self.target} was settled")
        promise = promises[self.target]
        for seq in film.acts[promise.company]:
            if "state" in film.event(seq)["set"].get(f"promise/{self.target}", {}) and self.target not in _made(
                film, seq, promise.company
            ):
                return seq
        return next(seq for seq, bell in film.bells.items() if bell.number == promise.settled)

    def before(self, world: World, seq: int) -> list[Deed]:
        """It is known, just before it is settled."""
        return [Deed(seq, do=self._know, edited=True)] if seq == self._settled(world.film) else []

    def _know(self, draft: Draft, world: World) -> None:
        promise = draft.promise(world.promise_no(self.target))
        company = draft.company(world.row)
        if promise.state != "open" or not company.promise_kind[promise.slot]:
            return
        keeper = SALES if company.promise_kind[promise.slot] == PRICE else ACCOUNT
        if not is_known(draft, world.row, promise.slot, keeper):
            tell(draft, world.row, promise.slot, keeper)
        if keeper == ACCOUNT:
            call_ahead(draft, world.row, promise.slot)


def _made(film: Film, seq: int, row: int) -> list[int]:
    ids = film.ids.get((seq, row))
    return [] if ids is None else ids.promises
