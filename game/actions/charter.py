"""The charter: one shared draft that any seat edits and agrees to. It never blocks a handoff."""

from __future__ import annotations

from typing import Any

from game.actions.commands import EditCharter, NoArgs
from game.actions.errors import Rejected
from game.state.draft import Draft
from game.state.records import JUDGED, MODES, ROLES

CRITERIA = ("in_scope", "pain_confirmed", "severity_serious", "budget_fits", "timing_now")
STOP_RULES = ("severity", "budget", "timing")
TRIGGERS = ("T1", "T2", "T3", "T4", "T5")
READ_BACKS = ("never", "gaps", "always")
LISTS = {"required": JUDGED, "criteria": CRITERIA, "stop": STOP_RULES}
CHOICES = {"mode_lead": MODES, "mode_account": MODES, "read_back": READ_BACKS, "trigger": TRIGGERS}
SWITCHES = ("warm", "returns", "write_up")


def edit(draft: Draft, seat: int, args: EditCharter, inputs: dict[str, Any]) -> str:
    """Change some keys of the draft; whoever had agreed has to look again."""
    del inputs
    if not _open(draft):
        raise Rejected("wrong_phase")
    charter = draft.charter()
    for key, value in args.changes.items():
        if key in LISTS:
            charter.assign({key: _subset(key, value, LISTS[key])})
        elif key in CHOICES:
            if value not in CHOICES[key]:
                raise Rejected("malformed", key)
            charter.assign({key: value})
        elif key in SWITCHES:
            if not isinstance(value, bool):
                raise Rejected("malformed", key)
            charter.assign({key: value})
        elif key == "weights":
            charter.weights = _weights(draft, value)
        else:
            raise Rejected("malformed", "unknown key")
    charter.agreed = []
    charter.edited_by = seat
    return "charter_edited"


def agree(draft: Draft, seat: int, args: NoArgs, inputs: dict[str, Any]) -> str:
    """Agree to the draft as it stands."""
    del args, inputs
    if not _open(draft):
        raise Rejected("wrong_phase")
    charter = draft.charter()
    if seat in charter.agreed:
        raise Rejected("already_done")
    charter.agreed = sorted([*charter.agreed, seat])
    return "charter_agreed"


def _open(draft: Draft) -> bool:
    """Whether the draft may be changed: between the rounds, and with open acts before the first one too."""
    course = draft.state.course
    return course.phase == "charter" or (course.phase == "lobby" and draft.state.acts == "open")


def _subset(key: str, value: Any, allowed: tuple[str, ...]) -> list[str]:
    if not isinstance(value, list) or any(v not in allowed for v in value):
        raise Rejected("malformed", key)
    return [v for v in allowed if v in value]


def _weights(draft: Draft, value: Any) -> dict[str, dict[str, int]]:
    """KPI weights per role, each role's adding up to 100 per cent."""
    out = default_weights(draft.scenario)
    if not isinstance(value, dict):
        raise Rejected("malformed", "weights")
    for role, parts in value.items():
        if role not in ROLES or not isinstance(parts, dict) or set(parts) != set(out[role]):
            raise Rejected("malformed", "weights")
        whole = all(isinstance(w, int) and not isinstance(w, bool) and 0 <= w <= 100 for w in parts.values())
        if not whole or sum(parts.values()) != 100:
            raise Rejected("malformed", "weights must add up to 100")
        out[role] = {name: parts[name] for name in out[role]}
    return out


def default_weights(scenario: Any) -> dict[str, dict[str, int]]:
    """The scenario's KPI weights per role and part, in per cent."""
    return {role: dict(scenario.kpi[role].model_dump()) for role in ROLES}
