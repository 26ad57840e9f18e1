"""Held: one thing is edited, everything else stays as it was recorded.

Only the companies that the edit concerns are run again, each in a lane of its own, from the edit on. Recorded stay:
the commands, the clocks of the seats before every act, the charter, the slip of every bell, who arrived when, and
how the finish passes clients on. What the edit makes an act take more or less is counted, never charged: it moves
nobody else, and no act is refused for want of minutes. An act that the rules refuse now is listed and left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from game.debrief.whatif.deeds import Id, New
from game.debrief.whatif.edits import as_recorded
from game.debrief.whatif.film import LISTED, SUMMED, Film
from game.debrief.whatif.lane import Lane
from game.market.columns import MUTABLE
from game.state.records import LEAD_GEN, Handoff, Promise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.debrief.whatif.edits import Edit
    from game.debrief.whatif.film import Bell
    from game.state.records import Tally
    from game.state.team import Team

Names = dict[tuple[int, New], int]  # (row, new record) -> its id


@dataclass(frozen=True, slots=True)
class Held:
    """What a held edit led to: for each company concerned, its way as recorded and its way with the edit."""

    film: Film
    edit: Edit
    was: dict[int, Lane]
    now: dict[int, Lane]


def hold(film: Film, edit: Edit) -> Held:
    """Carry out an edit on a film; the film is not changed.

    Raises:
        BadEdit: this session has no such edit.
    """
    was: dict[int, Lane] = {}
    now: dict[int, Lane] = {}
    for row, start in sorted(edit.starts(film).items()):
        now[row] = Lane(film, row)
        now[row].fold_to(start - 1)
        go_on(now[row], edit)
        was[row] = _recorded(film, row)
    return Held(film, edit, was, now)


def _recorded(film: Film, row: int) -> Lane:
    """A company at the end of the log; folded once."""
    lane: Lane | None = film.kept.get(("lane", row))
    if lane is None:
        lane = film.kept["lane", row] = Lane(film, row)
        lane.fold_to(len(film.entries))
    return lane


def go_on(lane: Lane, edit: Edit) -> None:
    """Take a lane to the end of the log, with the edit."""
    film = lane.film
    acts = set(film.acts.get(lane.of, ()))
    for seq in sorted(step for step in acts.union(film.common) if step > lane.seq):
        for deed in edit.before(lane, seq):
            lane.do(deed)
        if seq in acts:
            deeds = edit.instead(lane, seq)
            for deed in [as_recorded(film, seq)] if deeds is None else deeds:
                lane.do(deed)
        else:
            lane.common(seq, new_person=edit.new_person(seq))
        for deed in edit.after(lane, seq):
            lane.do(deed)
    lane.seq = len(film.entries)


# --- The team that it makes -----------------------------------------------------------------------------


def team_with(held: Held) -> Team:
    """The team as the log left it, with the companies of the edit in place; for reading only.

    Ids of the log that are made no more belong to empty records, new ones follow the log's last.
    """
    film = held.film
    crew = film.crew
    team = object.__new__(type(crew))
    team.__dict__.update(crew.__dict__)
    team.market = crew.market.fork()
    team.tracks, team.dossiers = dict(crew.tracks), [dict(shelf) for shelf in crew.dossiers]
    team.handoffs, team.promises = [*crew.handoffs], [*crew.promises]
    news = _names(film, held.now, "handoffs"), _names(film, held.now, "promises")
    team.handoffs += [Handoff() for _ in news[0]]
    team.promises += [Promise() for _ in news[1]]
    for lane in held.was.values():
        for number in lane.handoffs:
            team.handoffs[cast("int", number)] = Handoff(id=cast("int", number), state="lapsed")
        for number in lane.promises:
            team.promises[cast("int", number)] = Promise(id=cast("int", number), state="lapsed")
    for row, lane in held.now.items():
        _put(team, row, lane, *news)
    team.tallies = tallies(held)
    return team


def _names(film: Film, lanes: dict[int, Lane], kind: str) -> Names:
    """Ids of the records that the log does not have, in the order in which they were made."""
    found = [(one.seq, row, one) for row, lane in lanes.items() for one in getattr(lane, kind) if isinstance(one, New)]
    first = len(getattr(film.crew, kind))
    return {(row, one): first + place for place, (_, row, one) in enumerate(sorted(found))}


def _named(names: Names, row: int, one: Id) -> int:
    return names[row, one] if isinstance(one, New) else one


def _put(team: Team, row: int, lane: Lane, handoffs: Names, promises: Names) -> None:
    """Write a lane's company into a team that is the caller's own."""
    alone = lane.alone
    for name in MUTABLE:
        getattr(team.columns, name)[row] = getattr(alone.columns, name)[0]
    for shelf, own in zip(team.dossiers, alone.dossiers, strict=True):
        shelf.pop(row, None)
        if 0 in own:
            shelf[row] = own[0]
    if 0 in alone.tracks:
        track = team.tracks[row] = alone.tracks[0].clone()
        if track.handoff >= 0:
            track.handoff = _named(handoffs, row, lane.handoffs[track.handoff])
    ids = [_named(promises, row, one) for one in lane.promises]
    for number, promise in zip(ids, alone.promises, strict=True):
        made = team.promises[number] = promise.clone()
        made.id, made.company = number, row
    for one, handoff in zip(lane.handoffs, alone.handoffs, strict=True):
        number = _named(handoffs, row, one)
        passed = team.handoffs[number] = handoff.clone()
        passed.id, passed.company, passed.promises = number, row, [ids[i] for i in handoff.promises]


def tallies(held: Held) -> list[Tally]:
    """The team's tallies: as recorded, and the difference of the companies concerned."""
    film = held.film
    found = [tally.clone() for tally in film.crew.tallies]
    for sign, lanes in ((-1, held.was), (1, held.now)):
        for lane in lanes.values():
            for tally, own in zip(found, lane.alone.tallies, strict=False):
                for name in SUMMED:
                    more = getattr(own, name)
                    if more:
                        setattr(tally, name, getattr(tally, name) + sign * more)
    _lists(held, found)
    for bell in film.bells.values():
        _at_bell(held, bell, found[bell.number - 1])
    return found


def _lists(held: Held, found: list[Tally]) -> None:
    """Waits are listed in the order of the log."""
    if all(held.now[row].listed == held.was[row].listed for row in held.now):
        return
    items = [one for listed in held.film.listed.values() for one in listed if one.row not in held.now]
    items += [one for lane in held.now.values() for one in lane.listed]
    items.sort(key=lambda one: one.seq)
    for number, tally in enumerate(found, start=1):
        for name in LISTED:
            setattr(tally, name, [one.minutes for one in items if one.round == number and one.name == name])


def _at_bell(held: Held, bell: Bell, tally: Tally) -> None:
    """Mean dossier of the accounts, and the quality of each lead accepted, by handoff."""
    rounds = held.film.final.scenario.frame.rounds
    if bell.number != rounds + 1:
        more = _own_dossiers(held.now.values(), bell.number) - _own_dossiers(held.was.values(), bell.number)
        tally.dossier = (bell.dossiers + more) // tally.accounts if tally.accounts else 0
    if bell.number > rounds:
        return
    names = _names(held.film, held.now, "handoffs")
    gone = {number for lane in held.was.values() for number in lane.handoffs}
    quality = [(number, index) for number, index in bell.quality if number not in gone]
    for row, lane in held.now.items():
        quality += [(_named(names, row, one), index) for one, index in _own_quality(lane, bell.number)]
    tally.quality = [index for _, index in sorted(quality)]


def _own_dossiers(lanes: Iterable[Lane], round_: int) -> int:
    return sum(lane.alone.tallies[round_ - 1].dossier for lane in lanes if round_ <= len(lane.alone.tallies))


def _own_quality(lane: Lane, round_: int) -> Iterator[tuple[Id, int]]:
    if round_ > len(lane.alone.tallies):
        return
    accepted = (
        one
        for one, handoff in zip(lane.handoffs, lane.alone.handoffs, strict=True)
        if handoff.sender == LEAD_GEN and handoff.accept_round == round_
    )
    yield from zip(accepted, lane.alone.tallies[round_ - 1].quality, strict=False)
