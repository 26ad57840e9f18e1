"""What holds for all tests: the two tiers, and how examples are drawn for properties."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# No test depends on the speed of the machine. The quick tier draws the same examples every time, the long one new ones.
settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("long", settings.get_profile("quick"), derandomize=False)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--full`."""
    parser.addoption("--full", action="store_true", help="also run the long tier (tests marked `full`)")


def pytest_configure(config: pytest.Config) -> None:
    """Draw new examples in the long tier."""
    settings.load_profile("long" if config.getoption("--full") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tier out unless it was asked for."""
    if config.getoption("--full"):
        return
    long = [item for item in items if item.get_closest_marker("full")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("full")]
