"""The report's style, and its hash for the security policy of the server that shows reports."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources


@cache
def stylesheet() -> str:
    """The report's style: the same text for every report, so that its hash can stand in a security policy."""
    return resources.files(__package__).joinpath("templates/report.css").read_text(encoding="utf-8")


@cache
def style_hash() -> str:
    """The stylesheet's hash as a Content-Security-Policy names it."""
    digest = hashlib.sha256(stylesheet().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
