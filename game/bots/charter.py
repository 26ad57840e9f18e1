"""What bots do between the rounds: a team of bots writes the charter of its policies, bots among people agree."""

from __future__ import annotations

from typing import Any

from game.bots.base import Act, find, take
from game.views.shape import SeatView

CLEAN: dict[str, Any] = {
    "required": ["pain", "severity", "budget"],
    "criteria": ["in_scope", "severity_serious", "budget_fits"],
    "mode_lead": "card",
    "mode_account": "card",
    "warm": True,
    "read_back": "gaps",
    "returns": True,
    "write_up": True,
    "trigger": "T1",
    "stop": ["severity", "budget"],
}
LAX: dict[str, Any] = {
    "required": [],
    "criteria": [],
    "mode_lead": "told",
    "mode_account": "told",
    "warm": False,
    "read_back": "never",
    "returns": False,
    "write_up": False,
    "trigger": "T1",
    "stop": [],
}
CHARTERS: dict[str, dict[str, Any]] = {
    "padder": LAX | {"mode_lead": "card", "mode_account": "card", "write_up": True},
    "rusher": LAX | {"mode_lead": "notes", "mode_account": "card"},
    "told_cold": LAX | {"stop": ["severity", "budget"], "criteria": ["in_scope"]},
    "notes_cold": LAX | {"mode_lead": "notes", "mode_account": "notes", "stop": ["severity", "budget"]},
    "careless": LAX,
    "random_legal": LAX,
}
"""Lead generator's policy -> the charter its team lives by; the clean one for all others."""


def charter_of(policy: str) -> dict[str, Any]:
    """The charter that a team with this lead generator agrees on."""
    return CHARTERS.get(policy, CLEAN)


def between_rounds(view: SeatView, policy: str) -> Act | None:
    """Edit the draft (first seat of a team of bots alone), then agree."""
    draft = view["charter"]
    if view["session"]["phase"] != "charter" or draft is None:
        return None
    alone = all(mate["bot"] for mate in view["mates"])
    if alone and view["seat"] == 0 and draft["edited_by"] < 0:
        return "edit_charter", {"changes": charter_of(policy)}
    offer = find(view["offers"], "agree_charter")
    return take(offer) if offer else None
