"""The address that a server listens on."""

from __future__ import annotations

import errno
import socket


class PortTakenError(Exception):
    """The address cannot be listened on; the message says which and why."""


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address.

    Raises:
        PortTakenError: it is taken, or is none of ours.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    address: tuple[object, ...] = (host, port)
    try:
        if family == socket.AF_INET6:
            if host == "::":
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)  # phones come by IPv4 as well
            address = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0][4]  # with the number of its zone
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # inherited: no waiting for full packets
        listener.bind(address)
        listener.listen(1024)
    except (OSError, UnicodeError) as error:
        listener.close()
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        reason = "is in use" if taken else f"cannot be used ({getattr(error, 'strerror', None) or error})"
        message = f"Port {port} on {host} {reason}. Choose another with --port."
        raise PortTakenError(message) from None
    return listener
