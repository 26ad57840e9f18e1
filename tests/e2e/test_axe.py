"""That axe, as these tests use it, would speak up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e import axe

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_axe_finds_what_is_wrong(page: Page) -> None:
    page.set_content(
        "<html lang=en><title>A</title><main><h1>A</h1><button></button><p style='color:#ccc'>pale</p></main>"
    )
    found = "\n".join(axe.grave(page))
    assert "button-name" in found
    assert "color-contrast" in found
