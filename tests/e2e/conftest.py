"""Browser tests: every test here is marked `browser` and runs in the Chromium that `browser.py` finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.browser import NoBrowserError, browser

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Tell pytest-playwright which browser to start."""
    try:
        return {**browser_type_launch_args, "executable_path": str(browser())}
    except NoBrowserError as error:
        pytest.fail(str(error), pytrace=False)
