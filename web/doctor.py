"""What a server needs to run a workshop: the folder, the store, the port, the network, the machine.

Each check is defined here once: `baton serve` runs the quick ones when it starts, `baton doctor` all of them.
"""

from __future__ import annotations

import ipaddress
import shutil
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from web.http.links import interfaces, is_loopback
from web.paths import CLIENT
from web.store import backups, folder, soundness
from web.store.engine import DATABASE
from web.store.trouble import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from web.store.backups import Backup
    from web.store.soundness import Soundness

State = Literal["ok", "warning", "problem"]
QUICK_S, PATIENT_S = 3.0, 120.0  # for each look at the database: at a server's start, and for the doctor
LOW_BYTES = 500 * 2**20
FEW_DESCRIPTORS = 1024
CLOCK_SINCE = datetime(2025, 1, 1, tzinfo=UTC)  # a clock that stands before this was never set
CLOCK_SLACK_MS = 120_000
SHOWN = 12  # sessions that one line names


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: what was found, and what to do about it."""

    check: str
    state: State
    text: str
    advice: str = ""

    @property
    def line(self) -> str:
        """All of it in one line."""
        return " ".join(f"{self.text} {self.advice}".split())


def before_serving(data: Path, client: Path) -> list[Check]:
    """The quick checks of a folder that this process holds, as a server starts."""
    found = soundness.look(data / DATABASE, QUICK_S)
    return [disk(data), database(data, found), clock(found), bundle(client), descriptors()]


def everything(data: Path, host: str, port: int) -> list[Check]:
    """Every check, beside a running server or without one."""
    at_home = data.is_dir()
    server = folder.running(data)
    found = (
        soundness.look(data / DATABASE, PATIENT_S, in_use=folder.is_held(data)) if at_home else soundness.Soundness()
    )
    return [
        place(data),
        lock(data),
        *([disk(data)] if at_home else []),
        database(data, found),
        newest_backup(data, found),
        door(host, port, server.local if server else ""),
        network(host),
        clock(found),
        bundle(CLIENT),
        descriptors(),
    ]


def first_problem(checks: Iterable[Check]) -> str:
    """The line of the first problem, "" if there is none."""
    return next((check.line for check in checks if check.state == "problem"), "")


def warnings(checks: Iterable[Check]) -> list[str]:
    """The lines of what a trainer should know, though a server starts."""
    return [check.line for check in checks if check.state == "warning"]


# --- The folder and what is in it ---------------------------------------------------------------------------


def place(data: Path) -> Check:
    """Whether the folder is there and can be written in."""
    if not data.exists():
        return Check("folder", "ok", f"{data} does not exist yet; baton serve makes it.")
    try:
        folder.probe(data)
    except StoreError as error:
        return Check("folder", "problem", str(error))
    return Check("folder", "ok", f"{data} can be written in.")


def lock(data: Path) -> Check:
    """Whether a server works on the folder."""
    server = folder.running(data)
    if server is not None:
        return Check("lock", "ok", f"The server at {server.local} works on this folder.")
    if folder.is_held(data):
        return Check("lock", "warning", "Another Baton command works on this folder.", "Wait until it has ended.")
    return Check("lock", "ok", "No server works on this folder.")


def disk(data: Path) -> Check:
    """How much room is left."""
    free = shutil.disk_usage(data).free
    said = f"{free / 2**20:,.0f} MB are free on the disk of {data}."
    if free < LOW_BYTES:
        advice = "Make room: without it nothing can be stored, and backups stop before that."
        return Check("disk", "warning", said, advice)
    return Check("disk", "ok", said)


def database(data: Path, found: Soundness) -> Check:
    """Whether the store can be trusted; if not, the way back."""
    file = data / DATABASE
    if found.fault:
        kept = backups.every(data)
        return Check("database", "problem", f"The database {file} {found.fault}.", _way_back(data, found, kept))
    if found.warning:
        return Check("database", "warning", f"The database {file} is sound, but {found.warning}.")
    if not found.revision:
        return Check("database", "ok", f"There are no sessions in {data} yet.")
    seen = "" if found.is_whole else " as far as there was time to look (baton doctor looks at all of it)"
    tables = "" if found.revision == soundness.REVISIONS[-1] else "; baton serve brings its tables up to date"
    return Check("database", "ok", f"The database {file} is sound{seen}: {len(found.readable)} sessions{tables}.")


def _way_back(data: Path, found: Soundness, kept: list[Backup]) -> str:
    if not found.is_damaged:
        return "Update Baton, or choose another folder with --data."
    where = folder.option(data)
    said = ["There is no backup."]
    if kept:
        newest = f"The newest backup is of {kept[0].at.astimezone():%Y-%m-%d %H:%M} ({kept[0].why})"
        said = [f"{newest}; go back to it: baton backup restore {kept[0].name} {where}"]
    if found.readable:
        names = ", ".join(found.readable[:SHOWN]) + (", ..." if len(found.readable) > SHOWN else "")
        said.append(f"What can still be read is saved first with baton session export ID FILE {where}: {names}.")
    if not kept:
        said.append("Or start in another folder with --data.")
    return " ".join(said)


def newest_backup(data: Path, found: Soundness) -> Check:
    """How far back one could go."""
    kept = backups.every(data)
    if kept:
        at = f"{kept[0].at.astimezone():%Y-%m-%d %H:%M}"
        return Check("backup", "ok", f"The newest of {len(kept)} backups is of {at} ({kept[0].why}).")
    if found.readable:
        advice = f"A server makes one at every bell; now: baton backup make {folder.option(data)}"
        return Check("backup", "warning", "There is no backup of the sessions.", advice)
    return Check("backup", "ok", "There is nothing to back up yet.")


# --- The way in ---------------------------------------------------------------------------------------------


def door(host: str, port: int, server: str) -> Check:
    """Whether the port is free, or this folder's own server has it."""
    from web.listening import PortTakenError, listen  # noqa: PLC0415

    if server and server.rsplit(":", 1)[-1] == str(port):
        return Check("port", "ok", f"Port {port} is that of the running server.")
    try:
        listen(host, port).close()
    except PortTakenError as error:
        return Check("port", "problem", str(error))
    return Check("port", "ok", f"Port {port} on {host} is free.")


def network(host: str) -> Check:
    """Whether a phone can reach this machine, and at which addresses."""
    if is_loopback(host):
        advice = "Leave --host out, so that phones can come in."
        return Check("network", "warning", f"With --host {host} only this computer can reach the server.", advice)
    addresses = [address for _, address in interfaces()]
    if not addresses:
        advice = "Join the network that the phones are in, or open a hotspot."
        return Check("network", "warning", "This computer is in no network; no phone can reach it.", advice)
    if all(ipaddress.ip_address(address).is_link_local for address in addresses):
        advice = "Join the network again, or use another one."
        return Check("network", "warning", f"The network gave this computer no address ({addresses[0]}).", advice)
    return Check("network", "ok", f"Phones in the same network reach this computer at {', '.join(addresses)}.")


# --- The machine --------------------------------------------------------------------------------------------


def clock(found: Soundness) -> Check:
    """Whether the clock can be right."""
    now = datetime.now().astimezone()
    said = f"The clock says {now:%Y-%m-%d %H:%M} ({now:%z})."
    advice = "Set the clock of this computer: dates of sessions come from it."
    if now < CLOCK_SINCE:
        return Check("clock", "warning", said, advice)
    if found.newest_ms > time.time() * 1000 + CLOCK_SLACK_MS:
        newest = datetime.fromtimestamp(found.newest_ms / 1000, UTC).astimezone()
        return Check("clock", "warning", f"{said} The newest act in the store is of {newest:%Y-%m-%d %H:%M}.", advice)
    return Check("clock", "ok", said)


def bundle(client: Path) -> Check:
    """Whether the browser's part is built."""
    if (client / "index.html").is_file():
        return Check("client", "ok", "The pages for browsers are built.")
    return Check("client", "problem", "The pages for browsers are not built.", "Run: python3 dev.py setup")


def descriptors() -> Check:
    """How many connections the system allows."""
    if sys.platform == "win32":
        return Check("connections", "ok", "This system sets no limit to connections.")
    import resource  # noqa: PLC0415

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most != resource.RLIM_INFINITY and most < FEW_DESCRIPTORS:
        advice = f"Raise the limit of open files (ulimit -Hn) to {FEW_DESCRIPTORS} or more."
        return Check("connections", "warning", f"The system allows {most} open files; each phone needs two.", advice)
    return Check("connections", "ok", "The system allows enough connections.")
