"""Runs the real server with the real game: `python -m tests.e2e.serve DATA [PORT]`.

One thing is not as in a workshop: every session has the same luck, so that a failure can be repeated
(BATON_E2E_SEED chooses another).
"""

from web import serve  # isort: skip - patches first

import os
import secrets
import sys
from pathlib import Path

from tests.web import serve_fake
from web.app import Settings
from web.live import founding

SEED = int(os.environ.get("BATON_E2E_SEED", "253"))


class SameLuck:
    """The source of secrets of a session, but for the seed of its market."""

    token_hex = staticmethod(secrets.token_hex)

    @staticmethod
    def randbits(_bits: int) -> int:
        return SEED


if __name__ == "__main__":
    founding.secrets = SameLuck  # type: ignore[attr-defined]
    data = Path(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    serve.serve(Settings(data=data, port=port), ready=serve_fake.ready)
