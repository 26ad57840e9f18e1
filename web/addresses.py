"""Addresses as they stand in links: hosts of every kind, and the public address that a trainer gives."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
EVERY = ("0.0.0.0", "::", "")  # noqa: S104 - compared, not bound


class BadAddressError(ValueError):
    """An address that no link can be made of; the message is one line."""


def authority(host: str, port: int) -> str:
    """Host and port as they stand in a URL: an IPv6 address in brackets, its zone written as RFC 6874 has it."""
    if ":" in host:
        host = f"[{host.strip('[]').replace('%', '%25', 1)}]"
    return f"{host}:{port}"


def base_url(host: str, port: int) -> str:
    """The address of a server without encryption, without a slash at its end."""
    return f"http://{authority(host, port)}"


def public_address(text: str) -> str:
    """The address that a proxy or a tunnel gives this server, as browsers write it, without a slash at its end.

    Raises:
        BadAddressError: it is no whole address, or says more than scheme, host and port.
    """
    example = "give a whole address, such as https://game.example"
    if not text.isprintable() or " " in text or "\\" in text:
        raise BadAddressError(example)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadAddressError(example) from None
    if parts.scheme not in DEFAULT_PORTS or not host or parts.netloc.endswith(":") or port == 0:
        raise BadAddressError(example)
    _refuse_more(parts, text)
    host = _host(host)
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, DEFAULT_PORTS[parts.scheme]) else "")


def _refuse_more(parts: SplitResult, text: str) -> None:
    if "@" in parts.netloc:
        raise BadAddressError("leave out the name and password: everybody sees this address")
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise BadAddressError("leave out what follows ? or #")
    if parts.path.strip("/"):
        raise BadAddressError(
            f"leave out {parts.path!r}: Baton needs a host or a port of its own and cannot live below a path"
        )


def _host(host: str) -> str:
    """A host as browsers send it: names in ASCII, IPv6 in its short form."""
    if ":" in host:
        try:
            found = ipaddress.IPv6Address(host)
        except ValueError:
            raise BadAddressError(f"{host} is no address of a host") from None
        if found.scope_id:
            raise BadAddressError(f"{host} is no address that phones could open: it has a zone")
        return found.compressed
    try:
        name = host.rstrip(".").encode("idna").decode().lower()
    except UnicodeError:
        name = ""
    labels = name.split(".")
    if not all(LABEL.fullmatch(label) for label in labels):
        raise BadAddressError(f"{host} is no name of a host")
    if labels[-1].isdigit():
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise BadAddressError(f"{host} is no address of a host") from None
    return name
