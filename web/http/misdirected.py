"""The page for somebody who came under a name that this server does not know: where the right address is.

It holds no script, no form and nothing of the game: the name may be one that a hostile page points at this machine.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("baton.gate")
STYLE = (
    "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem;"
    "color:#1c2430;background:#fff}a{color:#0b57d0;overflow-wrap:anywhere}section{margin:0 0 2.5rem}"
    "h1{font-size:1.5rem;line-height:1.25}li{margin:.5rem 0}"
    "@media(prefers-color-scheme:dark){body{color:#e8eaed;background:#14181f}a{color:#8ab4f8}}"
)
WORDS = (
    ("en", "This address is not the right one", "The game is here. Open this address on your phone or laptop:"),
    ("ru", "Адрес не тот", "Игра вот здесь. Откройте этот адрес на телефоне или ноутбуке:"),
)
PLAIN = re.compile(r"[a-z0-9._-]{1,100}")  # what of a host is repeated in the terminal
MOST_TOLD = 5


def page(addresses: list[str]) -> bytes:
    """The page, in both languages."""
    links = "".join(f'<li><a href="{escape(address)}/">{escape(address)}</a></li>' for address in addresses)
    told = "".join(
        f'<section lang="{lang}"><h1>{title}</h1><p>{text}</p><ul>{links}</ul></section>' for lang, title, text in WORDS
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Baton</title>'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{STYLE}</style>{told}</html>"
    ).encode()


def headers() -> list[tuple[str, str]]:
    """The page may style itself, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return [
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Security-Policy", f"default-src 'none'; style-src 'sha256-{digest}'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
    ]


class Names:
    """Tells whoever runs the server of names that people came under, each once."""

    def __init__(self, is_public: Callable[[], bool]) -> None:
        self._is_public = is_public
        self._told: set[str] = set()

    def tell(self, host: str) -> None:
        """Somebody asked for a page under this Host header."""
        name, _, port = host.lower().partition(":")
        if not PLAIN.fullmatch(name) or name in self._told or len(self._told) >= MOST_TOLD:
            return
        self._told.add(name)
        address = f"http://{name}:{port}" if port.isdigit() else f"https://{name}"
        instead = " instead of the one given" if self._is_public() else ""
        log.error(
            "Somebody came to this server as %s and was sent to its own address. If that name is right, "
            "start the server with --public-url %s%s.", name, address, instead,
        )  # fmt: skip
