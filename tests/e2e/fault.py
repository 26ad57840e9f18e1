"""A line that can fail: a TCP relay on loopback between a browser and the server.

Playwright's `set_offline` leaves an open WebSocket alive; here the bytes really stop. `cut` ends what is open and
refuses what comes; `swallow` takes everything and answers nothing, as a Wi-Fi that died without saying so;
`mute` lets requests through and loses the answers; `heal` ends all of that.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

CHUNK = 65536


class FaultyLine:
    """A relay in a thread of its own; `base` is the address to open instead of the server's."""

    def __init__(self, target: str) -> None:
        self._host, port = target.removeprefix("http://").split(":")
        self._port = int(port)
        with socket.socket() as probe:  # the number stays ours: nobody else here asks for this very port
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.base = f"http://127.0.0.1:{self.port}"
        self._deaf_up = self._deaf_down = False
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="faulty line", daemon=True)
        self._thread.start()
        self._run(self._listen())

    def cut(self) -> None:
        """Reset what is open, refuse what comes."""
        self._run(self._cut())

    def swallow(self) -> None:
        """Lose every byte in both directions; connections stay open."""
        self._deaf_up = self._deaf_down = True

    def mute(self) -> None:
        """Lose the server's answers; what the browser says still arrives."""
        self._deaf_down = True

    def heal(self) -> None:
        """Carry everything again."""
        self._deaf_up = self._deaf_down = False
        self._run(self._listen())

    def close(self) -> None:
        """End the relay."""
        self._run(self._cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    def _run(self, job: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(job, self._loop).result(timeout=10)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._open):
            writer.transport.abort()
        while self._open:
            await asyncio.sleep(0.01)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            up_reader, up_writer = await asyncio.open_connection(self._host, self._port)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, up_writer}
        try:
            await asyncio.gather(self._pump(reader, up_writer, up=True), self._pump(up_reader, writer, up=False))
        finally:
            for one in (writer, up_writer):
                one.transport.abort()
            self._open -= {writer, up_writer}

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, up: bool) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK):
                if self._deaf_up if up else self._deaf_down:
                    continue
                writer.write(data)
                await writer.drain()
        writer.close()
