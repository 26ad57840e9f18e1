"""Where the tests get a Chromium from: the first of these that there is.

1. the program named by BATON_BROWSER
2. Chromium, Chrome or Edge of the system
3. Playwright's own Chromium
4. Playwright's own, installed now
5. the system's Chromium, installed now (as root, where there is apt-get)

`python -m tests.e2e.browser` prints its path; `dev.py test` asks so once, before the tests share it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
# Where they lie when they are not on PATH.
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


class NoBrowserError(Exception):
    """Nothing on the list is there or can be had; the message says what to do."""


def browser() -> Path:
    """Return the browser to test with, installing one if there is none."""
    found = named() or of_the_system() or playwrights_own()
    if found:
        return found
    print("No browser found; installing Chromium (a minute or two).", file=sys.stderr, flush=True)
    found = install_playwrights_own() or install_the_systems()
    if found:
        return found
    raise NoBrowserError(
        "The browser tests need Chromium, Chrome or Edge, and none could be installed. "
        "Install one, or set BATON_BROWSER to its path."
    )


def named() -> Path | None:
    """Return the browser named by BATON_BROWSER; a wrong name is an error, not a reason to look on."""
    name = os.environ.get("BATON_BROWSER")
    if not name:
        return None
    found = shutil.which(name)
    if found is None:
        raise NoBrowserError(f"BATON_BROWSER is {name}, which is not a program.")
    return Path(found)


def of_the_system() -> Path | None:
    """Return the first known browser on PATH or in its usual place."""
    found = (shutil.which(name) for name in (*NAMES, *PLACES))
    return next((Path(path) for path in found if path), None)


def playwrights_own() -> Path | None:
    """Return Playwright's Chromium if it is installed."""
    asked = subprocess.run(
        [sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False, timeout=60
    )
    path = asked.stdout.strip()
    return Path(path) if path and Path(path).exists() else None


def install_playwrights_own() -> Path | None:
    """Install Playwright's Chromium; its own download site may be out of reach."""
    return playwrights_own() if done(sys.executable, "-m", "playwright", "install", "chromium") else None


def install_the_systems() -> Path | None:
    """Install the system's Chromium, where this process may."""
    if shutil.which("apt-get") is None or os.name != "posix" or os.geteuid() != 0:
        return None
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    done("apt-get", "update", "-qq")
    done("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    return of_the_system()


def done(*command: str) -> bool:
    """Run a command in silence; return whether it went well."""
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return run.returncode == 0


if __name__ == "__main__":
    try:
        print(browser())
    except NoBrowserError as error:
        sys.exit(str(error))
