"""No screen has a serious accessibility violation, in any language, size or theme; nothing overflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.tour import Tour

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Room


def tour(room: Room, section: str, size: str, language: str, shots: Path | None, *, short: bool = False) -> None:
    made = Tour(room, size, language, short=short, shots=shots)
    getattr(made, section)()
    assert not made.found, "\n".join(made.found)


@pytest.mark.full
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("section", Tour.SECTIONS)
def test_screens(room: Room, section: str, size: str, language: str, shots: Path | None) -> None:
    tour(room, section, size, language, shots)


@pytest.mark.full
@pytest.mark.parametrize("language", ["en", "ru"])
def test_big_screen(room: Room, language: str, shots: Path | None) -> None:
    tour(room, "projector", "projector", language, shots)


@pytest.mark.parametrize(
    ("section", "size", "language"), [("lead", "phone", "ru"), ("console", "laptop", "en"), ("doors", "phone", "ru")]
)
def test_screens_in_brief(room: Room, section: str, size: str, language: str) -> None:
    tour(room, section, size, language, None, short=True)
