"""Ways in that are shut: what people are told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.e2e.conftest import Room


def test_first(room: Room) -> None:
    workshop = room.house.workshop(teams=1, minutes=0)
    t = room.trainee()
    t.join(workshop.code, "Dana")
    t.page.screenshot(path="/tmp/baton/x.png")
    room.facilitator(workshop).page.screenshot(path="/tmp/baton/y.png")
