"""Under which addresses this server can be reached, with a QR code for each."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
import sys
import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING

import segno

from web.addresses import EVERY, base_url

if TYPE_CHECKING:
    from web.live.envelope import Link

FRESH_S = 10.0  # interfaces come and go: a laptop changes its network


@lru_cache(maxsize=512)
def qr_svg(url: str) -> str:
    """A QR code as SVG that takes the colour of the text around it and carries no inline style."""
    return segno.make(url, error="m", micro=False).svg_inline(
        scale=4, border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None
    )


def qr_terminal(url: str) -> str:
    """A QR code of half-block letters for a terminal."""
    import io  # noqa: PLC0415

    out = io.StringIO()
    segno.make(url, error="l", micro=False).terminal(out=out, compact=True)
    return out.getvalue()


class Links:
    """The addresses of a server; which ones another device has come through on is remembered."""

    def __init__(self, host: str, port: int, public_url: str = "") -> None:
        self.host = host
        self._port = port
        self.public_url = public_url
        self._checked: set[str] = set()
        self._facilitators: set[str] = set()  # from where consoles were opened: their own visits prove nothing
        self._lock = threading.Lock()
        self._found: tuple[float, list[tuple[str, str]]] = (-1e9, [])

    def base(self) -> str:
        """The address for links that are shown or printed: the public one, else the first of the network."""
        return self.bases()[0][1]

    def local(self) -> str:
        """The address for this machine's own browser."""
        return base_url("127.0.0.1" if self.host in EVERY else self.host, self._port)

    def bases(self) -> list[tuple[str, str]]:
        """(label, base URL) of every way in, the best first."""
        then, found = self._found
        if time.monotonic() - then > FRESH_S:
            found = [("public", self.public_url)] if self.public_url else []
            found += [(label, base_url(ip, self._port)) for label, ip in self._addresses()]
            found = found or [("this computer", self.local())]
            self._found = (time.monotonic(), found)
        return found

    def addresses(self) -> list[str]:
        """The base URL of every way in, the best first."""
        return [base for _, base in self.bases()]

    def for_code(self, code: str) -> list[Link]:
        """Join links of a session, for the facilitator."""
        return [
            {
                "label": label,
                "url": f"{base}/#{code}",
                "qr_svg": qr_svg(f"{base}/#{code}"),
                "checked": base in self._checked,
            }
            for label, base in self.bases()
        ]

    def runs_from(self, address: str) -> None:
        """A facilitator's console is open at this address."""
        with self._lock:
            self._facilitators.add(address)

    def came_through(self, host: str, address: str) -> None:
        """Somebody's browser works under this host. This machine and a facilitator's own device prove nothing."""
        if not host or address in self._facilitators or is_this_machine(address):
            return
        with self._lock:
            for _, base in self.bases():
                if base.split("://", 1)[1] == host.lower():
                    self._checked.add(base)

    def _addresses(self) -> list[tuple[str, str]]:
        if self.host in EVERY:
            return interfaces(v6=self.host == "::")
        return [("this computer" if is_loopback(self.host) else "network", self.host)]


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def is_this_machine(address: str) -> bool:
    """Whether a request comes from the machine itself."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return True
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped  # an IPv4 guest of a socket that speaks both
    return found.is_loopback or str(found) in {ip for _, ip in interfaces(v6=found.version == 6)}


def interfaces(*, v6: bool = False) -> list[tuple[str, str]]:
    """(name, address) of every interface but loopback; the one of the default route first.

    IPv4, which every phone speaks; with `v6` also the IPv6 addresses that need no zone.
    """
    found: dict[str, str] = {}  # address -> name
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))  # nothing is sent: this only asks which way it would go
        found[probe.getsockname()[0]] = "network"
    if sys.platform == "linux":
        found |= {address: name for name, address in _linux_interfaces()}
    else:
        with contextlib.suppress(OSError):
            for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
                found.setdefault(str(info[4][0]), "network")
    if v6:
        found |= dict.fromkeys(_v6_addresses(), "network (IPv6)")
    return [(name, address) for address, name in found.items() if not is_loopback(address)]


def _v6_addresses() -> list[str]:
    """What the machine's own name and the default route say."""
    found = []
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
        probe.connect(("2001:db8::1", 9))  # nothing is sent
        found.append(str(probe.getsockname()[0]))
    with contextlib.suppress(OSError):
        found += [str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET6)]
    return [address for address in found if not ipaddress.ip_address(address.partition("%")[0]).is_link_local]


def _linux_interfaces() -> list[tuple[str, str]]:
    import fcntl  # noqa: PLC0415 - not on Windows

    get_address = 0x8915  # SIOCGIFADDR
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            request = struct.pack("256s", name.encode()[:15])
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(probe.fileno(), get_address, request)
                found.append((name, socket.inet_ntoa(answer[20:24])))
    return found
