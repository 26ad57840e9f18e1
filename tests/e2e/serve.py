"""Runs the real server with the real game: `python -m tests.e2e.serve DATA [PORT]`.

Two things are not as in a workshop: every session has the same luck, so that a failure can be repeated
(BATON_E2E_SEED chooses another), and wrong codes from one address are let pass, because here everybody has the same.
"""

from web import serve  # isort: skip - patches first

import os
import secrets
import sys
from pathlib import Path

from tests.web import serve_fake
from web.access.limits import Failures
from web.app import Settings
from web.http.server import Server
from web.live import registry

SEED = int(os.environ.get("BATON_E2E_SEED", "253"))


class SameLuck:
    """The source of secrets of a session, but for the seed of its market."""

    token_hex = staticmethod(secrets.token_hex)

    @staticmethod
    def randbits(_bits: int) -> int:
        return SEED


def ready(parts: Server, ticket: str) -> None:
    parts.failures = Failures(per_address=10_000, over_all=10_000)
    serve_fake.ready(parts, ticket)


if __name__ == "__main__":
    registry.secrets = SameLuck  # type: ignore[attr-defined]
    data = Path(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    serve.serve(Settings(data=data, port=port), ready=ready)
