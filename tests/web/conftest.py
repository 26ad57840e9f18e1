"""Servers for the tests of the server: real processes on loopback, with data in a temporary folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.running import Running, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with the small game, shared by the tests of a worker."""
    running = Running(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()
    # The only tracebacks are those that a test provoked.
    assert running.log().count("Traceback") == running.log().count(" mark broke"), running.log()


@pytest.fixture(scope="session")
def host_token(server: Running) -> str:
    """The token of the facilitator of that server."""
    status, body = server.call("/api/host", {"ticket": server.ticket})
    assert status == 200
    return str(body["token"])


@pytest.fixture
def workshop(server: Running, host_token: str) -> Iterator[Callable[..., Workshop]]:
    """Makes a session."""

    def make(**how: Any) -> Workshop:
        return Workshop(server, host_token, **how)

    yield make
    server.hang_up()
