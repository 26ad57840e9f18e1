"""Runs the real server with the small game: `python -m tests.web.serve_fake DATA [PORT]`."""

from web import serve  # isort: skip - patches first

import os
import sys
from pathlib import Path

from tests.web.fake_rules import FakeRules
from tests.web.set_clock import obey
from web.app import Settings
from web.http.server import Server


def ready(parts: Server, ticket: str) -> None:
    parts.live.load()  # a test on a busy machine would wait for it in the middle of something
    print(f"READY {parts.links.local()} {ticket}", flush=True)


if __name__ == "__main__":
    data = Path(sys.argv[1])
    obey(data)
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    serve.serve(
        Settings(data=data, port=port),
        ready=ready,
        rules=FakeRules(float(os.environ.get("FAKE_ROUND_S", "360"))),
    )
