"""Which figures each place shows: the name of a view's field, and the figure that it takes from the table."""

from __future__ import annotations

from collections.abc import Mapping

from game.scoring.figures.scope import Horizon

Place = Mapping[str, tuple[str, Horizon]]

TEAM: Place = {
    "handed": ("leads_handed", "so_far"),
    "accepted": ("leads_accepted", "so_far"),
    "won": ("leads_won", "so_far"),
    "inherited_won": ("inherited_won", "so_far"),
    "passed": ("accounts_handed", "so_far"),
    "profit": ("profit", "bell"),
    "plan": ("plan", "bell"),
    "of_plan": ("of_plan", "bell"),
    "quality": ("quality", "bell"),
}
"""A team on the projector, on the console and in the debrief: counts live, money and quality at the last bell."""

TO_THE_BELL: Place = {
    field: (name, "bell" if horizon == "so_far" else horizon) for field, (name, horizon) in TEAM.items()
}
"""The same line as it stood when a round closed."""

ROUND: Place = {
    "profit": ("profit", "round"),
    "profit_total": ("profit", "bell"),
    "plan_total": ("plan", "bell"),
    "of_plan": ("of_plan", "bell"),
    "revenue": ("revenue", "round"),
    "revenue_total": ("revenue", "bell"),
    "order_margin_total": ("order_margin", "bell"),
    "kpi": ("score", "round"),
    "reaction": ("reaction", "round"),
    "conversion": ("conversion", "bell"),
    "handed": ("leads_handed", "round"),
    "accepted": ("leads_accepted", "round"),
    "returned": ("leads_returned", "round"),
    "won": ("leads_won", "round"),
    "lost": ("leads_lost", "round"),
    "inherited_won": ("inherited_won", "round"),
    "inherited_lost": ("inherited_lost", "round"),
    "passed": ("accounts_handed", "round"),
    "quality": ("quality", "round"),
    "repeated_questions": ("repeated", "round"),
    "broken_promises": ("promises_broken", "round"),
    "bots_share": ("bots_share", "round"),
}
"""The result of a round, on a seat's phone and in the debrief."""

SESSION: Place = {
    "plan": ("plan", "session"),
    "profit": ("profit", "session"),
    "of_plan": ("of_plan", "session"),
    "revenue": ("revenue", "session"),
    "plan_12m": ("plan", "year"),
    "profit_12m": ("profit", "year"),
    "of_plan_12m": ("of_plan", "year"),
    "handed": ("leads_handed", "session"),
    "accepted": ("leads_accepted", "session"),
    "returned": ("leads_returned", "session"),
    "won": ("leads_won", "session"),
    "lost": ("leads_lost", "session"),
    "conversion": ("conversion", "session"),
    "inherited_won": ("inherited_won", "session"),
    "inherited_lost": ("inherited_lost", "session"),
    "passed": ("accounts_handed", "session"),
    "quality": ("quality", "session"),
    "reaction": ("reaction", "session"),
    "repeated": ("repeated", "session"),
    "broken": ("promises_broken", "session"),
    "score": ("score", "session"),
    "bots_share": ("bots_share", "session"),
}
"""A team's session in the workbook, the CSV and the report."""

SEAT_SESSION: Place = {"score": ("score", "session"), "bots_share": ("bots_share", "session")}
"""One seat's session."""

FORWARD: Place = {
    "start": ("profit", "finish"),
    "profit_12m": ("profit", "year"),
    "plan_12m": ("plan", "year"),
    "of_plan_12m": ("of_plan", "year"),
    "orders": ("orders", "months"),
    "churned": ("churned", "months"),
}
"""A team's line through the twelve months."""

PROMISES: Place = {
    "kept_known": ("kept_known", "session"),
    "kept_unknown": ("kept_unknown", "session"),
    "broken_known": ("broken_known", "session"),
    "broken_unknown": ("broken_unknown", "session"),
    "kept_inherited": ("kept_inherited", "session"),
    "broken_inherited": ("broken_inherited", "session"),
    "open": ("promises_open", "session"),
}
"""The picture of a team's promises; its kept and its broken add up to those of the session."""

AFTER: Place = {
    "contract_session": ("contract_margin", "session"),
    "contract": ("contract_margin", "year"),
    "after_session": ("order_margin", "session"),
    "after_year": ("order_margin", "months"),
    "share_session": ("order_share", "session"),
    "share": ("order_share", "year"),
}
"""The picture of what came before and after the signature."""
