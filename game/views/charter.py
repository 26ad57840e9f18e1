"""The charter with every choice in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from game.actions.charter import CRITERIA, READ_BACKS, STOP_RULES, TRIGGERS
from game.state.records import JUDGED, MODES
from game.views import shape
from game.views.words import Speaker

if TYPE_CHECKING:
    from game.match import Match

STOP_WORDS = {"severity": "minor", "budget": "low_budget", "timing": "later"}


def charter_view(match: Match, team: int, speak: Speaker) -> shape.CharterView:
    """One team's draft."""
    charter = match.state.teams[team].charter
    words = speak.words

    def choices(group: str, values: tuple[str, ...]) -> list[shape.Choice]:
        return [{"value": v, "label": words(f"{group}.{v}")} for v in values]

    def switch(group: str) -> list[shape.Choice]:
        return [
            {"value": "true", "label": words(f"{group}.yes")},
            {"value": "false", "label": words(f"{group}.no")},
        ]

    return {
        "required": cast(list[shape.Field], list(charter.required)),
        "criteria": list(charter.criteria),
        "mode_lead": charter.mode_lead,  # type: ignore[typeddict-item]
        "mode_account": charter.mode_account,  # type: ignore[typeddict-item]
        "warm": charter.warm,
        "read_back": charter.read_back,  # type: ignore[typeddict-item]
        "returns": charter.returns,
        "write_up": charter.write_up,
        "trigger": charter.trigger,  # type: ignore[typeddict-item]
        "stop": list(charter.stop),
        "weights": {role: dict(parts) for role, parts in charter.weights.items()},
        "agreed": list(charter.agreed),
        "edited_by": charter.edited_by,
        "editable": match.phase == "charter",
        "options": {
            "required": choices("field", JUDGED),
            "criteria": choices("charter_criteria", CRITERIA),
            "mode_lead": choices("charter_mode", MODES),
            "mode_account": choices("charter_mode", MODES),
            "warm": switch("charter_warm"),
            "read_back": choices("charter_read_back", READ_BACKS),
            "returns": switch("charter_returns"),
            "write_up": switch("charter_write_up"),
            "trigger": choices("charter_trigger", TRIGGERS),
            "stop": [{"value": s, "label": words(f"charter_stop.{STOP_WORDS[s]}")} for s in STOP_RULES],
            **{
                f"weights.{role}": [
                    {"value": part, "label": words(f"kpi.{role}.{WEIGHTS[role][part]}")} for part in parts
                ]
                for role, parts in charter.weights.items()
            },
        },
    }


WEIGHTS = {
    "lead_gen": {
        "count": "count",
        "accepted": "accepted",
        "right": "accuracy",
        "quick": "speed",
        "won": "downstream",
    },
    "sales": {
        "won": "conversion",
        "margin": "volume",
        "quick": "first_touch",
        "promises": "promises",
        "returns": "fair_returns",
    },
    "account": {
        "margin": "repeat",
        "promises": "promises",
        "touched": "touched",
        "complaints": "complaints",
        "dossier": "dossier",
        "churn": "churn",
    },
}
"""The scenario's name of each KPI part -> the word it is shown by."""
