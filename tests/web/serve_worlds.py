"""Runs the real server with the game in two worlds: `python -m tests.web.serve_worlds DATA [PORT]`."""

from web import serve  # isort: skip - patches first

import sys
from pathlib import Path

from tests.web.serve_fake import ready
from tests.web.worlds import Worlds
from web.app import Settings

if __name__ == "__main__":
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    serve.serve(Settings(data=Path(sys.argv[1]), port=port), ready=ready, rules=Worlds())
