"""The folder of scenarios: one that is broken hides itself and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.game.playing import FOLDER
from web.live.game_rules import GameRules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("scenario", "texts"),
    [(b"x = 1", b""), (b"a" + b".a" * 20_000 + b" = 1", b""), (b"\xff", b""), (None, b"a = ["), (None, b"\xff"), (None, b"a = 1")],
)  # fmt: skip
def test_a_scenario_that_cannot_be_used_is_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, scenario: bytes | None, texts: bytes
) -> None:
    kitchen, words = (FOLDER / "kitchen.toml").read_bytes(), (FOLDER / "kitchen.texts.toml").read_bytes()
    for name, content, said in (("good", kitchen, words), ("odd", kitchen if scenario is None else scenario, texts)):
        (tmp_path / f"{name}.toml").write_bytes(content)
        (tmp_path / f"{name}.texts.toml").write_bytes(said)
    assert len(GameRules(tmp_path).scenarios()) == 1
    assert "odd is left out" in caplog.text
