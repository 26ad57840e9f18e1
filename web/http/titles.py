"""What a session plays, as its reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.live.rules import Rules
    from web.store.sessions import SessionRow


def title_in(rules: Rules, row: SessionRow, language: str) -> str:
    """The scenario's title in one language; as it was kept, if the scenario cannot be read or names another."""
    try:
        titles = rules.info(row.sources).title
    except ValueError:
        return row.title
    return titles[language] if row.title in titles.values() else row.title
