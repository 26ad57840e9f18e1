"""The browser itself, so that a failure here is not looked for in Baton."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_browser_starts_and_runs_scripts(page: Page) -> None:
    page.set_content("<h1></h1><script>document.querySelector('h1').textContent = 6 * 7</script>")
    assert page.get_by_role("heading").inner_text() == "42"
