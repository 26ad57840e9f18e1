"""The edits that a team can try, the most telling first: found in what the team itself could have seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.debrief.whatif.edits import BadEdit, passing
from game.debrief.whatif.team_edits import edit_of
from game.debrief.whatif.triggers import TRIGGERS
from game.scoring.measures import is_accounts
from game.state.records import ACCOUNT, JUDGED, LEAD_GEN, SALES, Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.debrief.whatif.edits import Edit
    from game.debrief.whatif.film import Film
    from game.state.records import Handoff, Promise
    from game.views.shape import EditOffer
    from game.views.shape.whatif import EditKind
    from game.views.words import Speaker

MOST = 24
"""Edits that are offered."""
LONG_WAIT = 60
"""Minutes from which a wait is worth trying without."""


def offers(film: Film, speak: Speaker) -> list[EditOffer]:
    """At most MOST edits; of a handoff's several only those that would change something, the team's own last."""
    found: list[tuple[int, str, int]] = []
    for handoff in film.crew.handoffs:
        found += [(-weight, kind, handoff.id) for kind, weight in _of_handoff(film, handoff)]
    for promise in film.crew.promises:
        weight = _of_promise(film, promise)
        if weight:
            found.append((-weight, "keep_promise", promise.id))
    found.sort()
    team = list(_of_team(film))
    chosen = [edit for _, kind, target in found if (edit := _possible(film, kind, target)) is not None]
    return [offer_of(film, edit, speak) for edit in [*chosen[: MOST - len(team)], *team]]


def _possible(film: Film, kind: str, target: int, value: str = "") -> Edit | None:
    try:
        return edit_of(film, kind, target, value)
    except BadEdit:
        return None


def _of_handoff(film: Film, handoff: Handoff) -> Iterator[tuple[str, int]]:
    """Edits of a handoff, with how much each promises to tell."""
    if handoff.company < 0 or handoff.state == "returned" or _possible(film, "warm", handoff.id) is None:
        return
    track = film.crew.tracks[handoff.company]
    lost = handoff.receiver == SALES and handoff.outcome == "lost"
    weight = 10 if lost else 3 if handoff.receiver == ACCOUNT else 2
    fallen = sum(_fell_out(handoff, field) for field in JUDGED) if handoff.mode != "card" else 0
    wait = max(handoff.accept_wait, track.touch_wait if handoff.receiver == SALES else 0)
    late = wait >= LONG_WAIT or handoff.state == "lapsed" or track.ended == "waited"
    lacking = (handoff.mode != "card") + (not handoff.warm) + late
    if lacking > 1:
        yield "clean", weight + 2 * fallen + 2 * lacking
    if handoff.mode != "card":
        yield "complete_brief", weight + 2 * fallen
    if not handoff.warm:
        yield "warm", weight + (6 if track.ended == "cold" else track.cold_fails)
    if late:
        yield "at_once", weight + min(6, wait // LONG_WAIT) + (4 if track.ended == "waited" else 0)
    if lost and handoff.sender == LEAD_GEN and handoff.state == "accepted":
        yield "return_it", weight - 4 + _worked(film, handoff)


def _fell_out(handoff: Handoff, field: str) -> bool:
    """Whether the sender knew a field and the receiver did not get it as it was."""
    sent, received = Cell(*handoff.sent.get(field, ())), Cell(*handoff.received.get(field, ()))
    return bool(sent.status) and (received.status, received.value) != (sent.status, sent.value)


def _worked(film: Film, handoff: Handoff) -> int:
    """Meetings held with a lead after it was accepted, at most six."""
    taken = passing(film, handoff.id).taken
    verbs = [film.entry(seq).command.verb for seq in film.acts[handoff.company] if seq > taken]
    return min(6, verbs.count("meet"))


def _of_promise(film: Film, promise: Promise) -> int:
    """How much a broken promise promises to tell; more if whoever had to keep it did not know of it."""
    if promise.state != "broken":
        return 0
    keeper = SALES
    if promise.kind != "price":
        if not is_accounts(film.crew, promise.company, promise.settled):
            return 0  # nobody had the client: knowing would not have helped
        keeper = ACCOUNT
    return 5 if promise.known >> keeper & 1 else 12


def _of_team(film: Film) -> Iterator[Edit]:
    card = _possible(film, "no_leaver", -1)
    if card is not None:
        yield card
    for value in TRIGGERS:
        edit = _possible(film, "trigger", -1, value)
        if edit is not None and value != film.crew.charter.trigger:
            yield edit


def offer_of(film: Film, edit: Edit, speak: Speaker) -> EditOffer:
    """One edit in words."""
    crew = film.crew
    row = _row(film, edit)
    first = min(edit.starts(film).values())
    name = speak.company(row) if row >= 0 else ""
    return {
        "kind": cast("EditKind", edit.kind),
        "target": edit.target,
        "value": edit.value,
        "label": label_of(film, edit, speak),
        "company": crew.numbers[row] if row >= 0 else -1,
        "company_name": name,
        "round": min(max(film.after[first].course.round, 1), film.final.scenario.frame.rounds),
    }


def label_of(film: Film, edit: Edit, speak: Speaker) -> str:
    """What is changed, as a button says it."""
    if edit.kind == "trigger":
        return speak.words("whatif.trigger", trigger=edit.value)
    if edit.kind == "keep_promise":
        return speak.words("whatif.keep_promise", kind=film.crew.promises[edit.target].kind)
    if edit.kind == "no_leaver":
        return speak.words("whatif.no_leaver")
    receiver = "sales" if film.crew.handoffs[edit.target].receiver == SALES else "account"
    return speak.words(f"whatif.{edit.kind}", role=receiver)


def _row(film: Film, edit: Edit) -> int:
    if edit.target < 0:
        return -1
    records = film.crew.promises if edit.kind == "keep_promise" else film.crew.handoffs
    return records[edit.target].company
