"""Runs the real server with the real game: `python -m tests.web.serve_game DATA [PORT]`."""

from web import serve  # isort: skip - patches first

import sys
from pathlib import Path

from tests.web.serve_fake import ready
from web.app import Settings

if __name__ == "__main__":
    data = Path(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    serve.serve(Settings(data=data, port=port), ready=ready)
