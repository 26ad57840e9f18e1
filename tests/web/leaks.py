"""Every byte that reaches a seat, for tests that look for secrets in it.

A secret may hide: escaped in JSON, in base64, split by markup, in another case. `Ears.hears` looks through
all of these, in everything that a socket and the HTTP routes said to one person.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.running import Running
    from tests.web.wire import Wire


def disguises(secret: str) -> set[str]:
    """The forms in which a secret may travel."""
    raw = secret.encode()
    forms = {secret, secret.lower(), secret.upper(), secret[::-1], raw.hex()}
    forms.add(json.dumps(secret)[1:-1])
    for shift in range(3):  # base64 of the secret at any offset, without the blurred edges
        coded = base64.b64encode(b"\0" * shift + raw).decode()
        forms.add(coded[4 if shift else 0 : -4])
    return {form for form in forms if len(form) >= min(6, len(secret))}


@dataclass
class Ears:
    """What one person was told."""

    name: str
    wires: list[Wire] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    def listen(self, wire: Wire) -> Wire:
        """Keep all that this socket hears."""
        self.wires.append(wire)
        return wire

    def ask(self, server: Running, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
        """An HTTP request in this person's name."""
        before = len(server.bodies)
        answer = server.call(path, body, token=token)
        self.bodies += server.bodies[before:]
        return answer

    def text(self) -> str:
        """Everything, once plain and once without escapes and white space."""
        plain = "\n".join([frame for wire in self.wires for frame in wire.heard] + self.bodies)
        try:
            opened = plain.encode("utf-8", "replace").decode("unicode_escape", "replace")
        except UnicodeDecodeError:
            opened = ""
        return plain + "\n" + opened + "\n" + re.sub(r"[\s\"',:\\]+", "", plain)

    def hears(self, secret: str) -> bool:
        """Whether the secret is in what this person was told."""
        everything = self.text()
        return any(form in everything for form in disguises(secret))
