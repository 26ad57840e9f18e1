"""`baton scenario list|check|schema|new`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from web.commands.common import BadInputError, scenario_named, show_json, texts_of
from web.paths import SCENARIOS

if TYPE_CHECKING:
    from pathlib import Path


def show_list(*, as_json: bool) -> None:
    """The scenarios of the folder."""
    from web.live.game_rules import GameRules  # noqa: PLC0415

    found = GameRules(SCENARIOS).scenarios()
    if as_json:
        show_json(
            [{"id": info.id, "title": info.title, "summary": info.summary, "rounds": info.rounds} for info in found]
        )
        return
    for info in found:
        click.echo(f"{info.id:<16} {info.title['en']}: {info.rounds} rounds of {info.round_seconds // 60} minutes")


def check(path: Path, *, as_json: bool) -> None:
    """Whether a scenario file can be played; its texts too, when they lie beside it."""
    scenario, path = scenario_named(str(path))
    texts = path.with_name(f"{path.stem}.texts.toml")
    problems: list[str] = []
    if texts.is_file():
        problems = texts_of(texts, strict=True).problems()
    else:
        problems = [f"{texts.name} is missing: the scenario has no words"]
    if as_json:
        show_json({"id": scenario.id, "ok": not problems, "problems": problems})
    elif not problems:
        click.echo(f"{path}: a good scenario.")
    if problems:
        raise BadInputError(
            f"{path.name}: {problems[0]}" + (f" (and {len(problems) - 1} more)" if problems[1:] else "")
        )


def schema() -> None:
    """The JSON Schema of scenario files."""
    from game.scenario.schema import Scenario  # noqa: PLC0415

    show_json(Scenario.model_json_schema())


def new(name: str) -> None:
    """A new scenario that begins as a copy of the kitchen."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,30}", name):
        raise BadInputError(f"{name!r}: a name is small letters, digits and _, and begins with a letter")
    if (SCENARIOS / f"{name}.toml").exists():
        raise BadInputError(f"There is a scenario {name!r} already.")
    text = (SCENARIOS / "kitchen.toml").read_text(encoding="utf-8")
    text = re.sub(r'^id = "[^"]*"', f'id = "{name}"', text, count=1, flags=re.MULTILINE)
    text = re.sub(r'^market_key = "[^"]*"', f'market_key = "{name}"', text, count=1, flags=re.MULTILINE)
    (SCENARIOS / f"{name}.toml").write_text(text, encoding="utf-8")
    words = (SCENARIOS / "kitchen.texts.toml").read_text(encoding="utf-8")
    (SCENARIOS / f"{name}.texts.toml").write_text(words, encoding="utf-8")
    click.echo(f"scenarios/{name}.toml and scenarios/{name}.texts.toml are yours to change.")
