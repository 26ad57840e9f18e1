"""Writes the list of fields into scenarios/README.md: `python -m tests.game.scenario.readme`."""

from __future__ import annotations

from pathlib import Path

from game.scenario.describe import table

README = Path(__file__).resolve().parents[3] / "scenarios" / "README.md"
BEGIN = "<!-- fields: made by `python -m tests.game.scenario.readme` from the schema -->\n"
END = "<!-- end of fields -->\n"


def with_fields(text: str) -> str:
    """The README with its list of fields brought up to date."""
    head, rest = text.split(BEGIN)
    _old, tail = rest.split(END)
    return f"{head}{BEGIN}\n{table()}\n{END}{tail}"


if __name__ == "__main__":
    README.write_text(with_fields(README.read_text(encoding="utf-8")), encoding="utf-8")
