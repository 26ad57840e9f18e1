"""Whether a log can be trusted: its commands are re-run, its events folded, and every digest compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.actions.errors import Rejected
from game.match.match import Match, RulesDiffer, check_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.match.log import Entry
    from game.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Verification:
    """What re-running a log showed."""

    entries: int  # that were re-run and came out the same
    rounds: int  # whose digest was compared, those of the fast-forward included
    digest: str  # of the state they lead to, hex
    difference: str = ""  # the first difference in one line, "" if there is none

    @property
    def ok(self) -> bool:
        """Whether the log says what its commands lead to."""
        return not self.difference


def verify(scenario: Scenario, header: dict[str, Any], entries: Sequence[Entry]) -> Verification:
    """Re-run the commands of a log and fold its events; both must give the same state, event by event.

    Stops at the first difference. A log of other rules or of another scenario is such a difference.
    """
    try:
        check_rules(scenario, header)
    except RulesDiffer as error:
        return Verification(0, 0, "", str(error))
    run = Match(scenario, header)
    fold = Match(scenario, header)
    rounds = 0
    for done, entry in enumerate(entries):
        difference = _rerun(run, entry) or _fold(fold, entry)
        if difference:
            return Verification(done, rounds, run.digest(), f"{_where(entry)}: {difference}")
        rounds += any(event["kind"] == "round_closed" for event in entry.events)
    digest = run.digest()
    difference = "" if fold.digest() == digest else "the events lead to another state than the commands"
    return Verification(len(entries), rounds, digest, difference)


def at(scenario: Scenario, header: dict[str, Any], entries: Sequence[Entry], seq: int) -> Match:
    """The match as it was after entry `seq` (1-based; 0 = before the first).

    Raises:
        RulesDiffer: the log was made with other rules.
        ValueError: there is no such entry, or a digest differs.
    """
    if not 0 <= seq <= len(entries):
        raise ValueError(f"the log has entries 1 to {len(entries)}, not {seq}")
    return Match.from_log(scenario, header, list(entries[:seq]))


def _rerun(match: Match, entry: Entry) -> str:
    """Submit the entry's command again; what came out otherwise, "" if nothing did."""
    if entry.seq != match.seq + 1:
        return f"it follows entry {match.seq}"
    try:
        again = match.submit(entry.command)
    except Rejected as error:
        return f"the command is refused now ({error.code})"
    if len(again.events) != len(entry.events):
        return f"it leads to {len(again.events)} events, the log has {len(entry.events)}"
    for new, old in zip(again.events, entry.events, strict=True):
        if _canonical(new) != _canonical(old):
            return _first_difference(new, old)
    return ""


def _fold(match: Match, entry: Entry) -> str:
    try:
        match.apply_entry(entry)
    except (ValueError, KeyError) as error:
        return str(error)
    return ""


def _first_difference(new: dict[str, Any], old: dict[str, Any]) -> str:
    """Which part of an event differs; values are not told, they may be secret."""
    kind = new["kind"]
    if kind == "round_closed" and new["data"].get("digest") != old.get("data", {}).get("digest"):
        return "the digest of the round differs"
    for part in sorted({*new, *old}):
        if _canonical(new.get(part)) != _canonical(old.get(part)):
            if part == "set":
                return f"{kind} sets other values at {_path(new['set'], old.get('set') or {})}"
            return f"{kind} differs in {part}"
    return f"{kind} differs"


def _path(new: dict[str, Any], old: dict[str, Any]) -> str:
    return next(path for path in sorted({*new, *old}) if _canonical(new.get(path)) != _canonical(old.get(path)))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _where(entry: Entry) -> str:
    actor, verb = entry.command.actor, entry.command.verb
    who = "facilitator" if actor.is_facilitator else f"team {actor.team}, seat {actor.seat}"
    return f"entry {entry.seq} ({who}, {verb})"
