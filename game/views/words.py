"""A speaker: the words of one view, in one reader's language. Without a language every text is empty."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from game.scenario.texts import Texts
from game.state.records import STATUSES, Cell
from game.views import shape
from game.views.names import company_name, contact_name

if TYPE_CHECKING:
    from game.match import Match


@lru_cache(maxsize=64)
def fixed_words(texts: Texts, lang: str) -> Mapping[str, str]:
    """The plain words of a scenario in one language, found once."""
    return texts.fixed(lang)


class Speaker:
    """Looks words up for one match, team and language; silent when there are no texts or no language."""

    def __init__(self, match: Match, team: int, lang: str) -> None:
        """Words of `match` for a reader of `team` (-1: everybody) in "en" or "ru"; "" for a reader that needs none."""
        self.match = match
        self.team = team
        self.lang = lang
        self.texts = match.texts if lang else None
        self._fixed = fixed_words(self.texts, lang) if self.texts is not None else {}

    def words(self, key: str, **params: Any) -> str:
        """The words at a key."""
        found = self._fixed.get(key)
        if found is not None:
            return found
        if self.texts is None:
            return ""
        beyond = params.get("round", 0) > self.match.scenario.frame.rounds  # there is no round after the last one
        told = f"{key}_after" if beyond and self.texts.has(f"{key}_after") else key
        return self.texts.words(told, self.lang, **params)

    def choice(self, group: str, value: str) -> shape.Choice:
        """A value of a group with its label."""
        return {"value": value, "label": self.words(f"{group}.{value}") if value else ""}

    def company(self, row: int) -> str:
        """The company's name for this team."""
        return company_name(self.match, self.team, row, self.lang)

    def contact(self, row: int) -> str:
        """Whom one talks to there."""
        return contact_name(self.match, self.team, row, self.lang)

    def value(self, field: str, value: str) -> str:
        """A field's value in words; several pains are joined."""
        if self.texts is None or not value:
            return ""
        return ", ".join(self.words(f"value.{field}.{part}") for part in value.split("+"))

    def cell(self, field: str, cell: Cell, *, mask: str = "") -> shape.Cell:
        """One cell of the baton; `mask` replaces the source (a receiver cannot tell what was invented)."""
        source = mask if mask and cell.status else cell.source
        if self.texts is None:
            return {
                "field": field,  # type: ignore[typeddict-item]
                "label": "",
                "status": STATUSES[cell.status],  # type: ignore[typeddict-item]
                "value": cell.value,
                "text": "",
                "source": source,
                "source_text": "",
                "round": cell.round,
            }
        made: shape.Cell = {
            "field": field,  # type: ignore[typeddict-item]
            "label": self.words(f"field.{field}"),
            "status": STATUSES[cell.status],  # type: ignore[typeddict-item]
            "value": cell.value,
            "text": self.value(field, cell.value) if cell.status else self.words("cell.unknown"),
            "source": source,
            "source_text": self.words(f"source.{source}") if source else "",
            "round": cell.round,
        }
        return made

    def says(self, key: str, row: int, draw: float, **params: Any) -> str:
        """What a company says in a situation; a draw picks the wording."""
        return "" if self.texts is None else self.texts.says(key, self._kind(row), self.lang, draw, **params)

    def can_say(self, key: str, row: int) -> bool:
        """Whether a company has words for a situation."""
        return self.texts is not None and self.texts.variants(key, self._kind(row)) > 0

    def _kind(self, row: int) -> str:
        team = self.match.state.teams[self.team]
        return str(self.match.scenario.kinds[team.static.kind[row]].id)
