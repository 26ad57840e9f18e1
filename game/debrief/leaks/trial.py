"""A team put back after trying: apply an event, look, and have everything as it was."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.state.records import Record
    from game.state.team import Team

LISTS = {"handoff": "handoffs", "promise": "promises", "tally": "tallies"}


@contextmanager
def tried(team: Team, changes: dict[str, dict[str, Any]]) -> Iterator[None]:
    """The team as the changes of an event would leave it; afterwards as before."""
    lengths = {name: len(getattr(team, name)) for name in LISTS.values()}
    saved = [(path, _save(team, path)) for path in changes]
    for path, values in changes.items():
        team.assign(path, values)
    try:
        yield
    finally:
        for path, before in saved:
            _restore(team, path, before)
        for name, length in lengths.items():
            del getattr(team, name)[length:]


def _save(team: Team, path: str) -> Any:
    kind, *keys = path.split("/")
    found: Record | None
    if kind == "company":
        return team.market.company(int(keys[0])).values()
    if kind == "dossier":
        found = team.dossiers[int(keys[0])].get(int(keys[1]))
    elif kind == "track":
        found = team.tracks.get(int(keys[0]))
    elif kind in LISTS:
        rows = getattr(team, LISTS[kind])
        found = rows[int(keys[0])] if int(keys[0]) < len(rows) else None
    else:
        found = team.record(path)
    return None if found is None else found.clone()


def _restore(team: Team, path: str, before: Any) -> None:
    kind, *keys = path.split("/")
    if kind == "company":
        team.market.company(int(keys[0])).assign(before)
    elif kind == "dossier":
        _put(team.dossiers[int(keys[0])], int(keys[1]), before)
    elif kind == "track":
        _put(team.tracks, int(keys[0]), before)
    elif kind in LISTS:
        rows = getattr(team, LISTS[kind])
        if before is not None:
            rows[int(keys[0])] = before
    elif kind == "seat":
        team.seats[int(keys[0])] = before
    else:
        setattr(team, kind, before)


def _put(shelf: dict[int, Any], key: int, before: Any) -> None:
    if before is None:
        shelf.pop(key, None)
    else:
        shelf[key] = before
