"""Set up, run and test Baton. Needs Python 3.11 or newer and nothing else.

    python3 dev.py run  [arguments of `baton serve`]   install what is missing, then start the game
    python3 dev.py test [--full] [arguments of pytest] install what is missing, then run every check
    python3 dev.py setup                               only install what is missing
    python3 dev.py lock                                resolve pyproject.toml into requirements.lock

Everything lands in `.venv` (Python packages, Node and the `baton` command), `web/client/node_modules`
and `web/client/dist`. A step leaves a stamp, the SHA-256 of what it was made from, only when it has
finished: an interrupted or outdated step is done again, a finished one costs nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMPS = VENV / "stamps"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
CLIENT = ROOT / "web" / "client"
CONTRACT = CLIENT / "src" / "contract.d.ts"

OFFLINE = re.compile(
    r"EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENOTFOUND|ETIMEDOUT|timed out|name resolution|dns error"
    r"|resolving DNS|lookup address|error sending request|Failed to fetch|from versions: none|tunnel error",
    re.IGNORECASE,
)


class Stop(Exception):
    """What the reader can act on; shown as one message, without a traceback."""


# --- Running other programs ---------------------------------------------------------------------------


def tool(name: str) -> str:
    """Return the path of a program installed in `.venv`."""
    found = shutil.which(name, path=str(BIN))
    if found is None:
        raise Stop(f"{name} is missing from {BIN}. Delete .venv and run the same command again.")
    return found


def quietly(command: Sequence[str | Path], *, cwd: Path = ROOT) -> None:
    """Run one step of the set-up; show its output only if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    print(done.stdout.rstrip(), file=sys.stderr)
    message = f"This failed: {' '.join(str(part) for part in command)}"
    if OFFLINE.search(done.stdout):
        message += (
            "\nThe package registry could not be reached. Check the network or the proxy settings and run"
            "\nthe same command again; what is already done is kept."
        )
    raise Stop(message)


# --- Steps and their stamps ---------------------------------------------------------------------------


def digest(*paths: Path) -> str:
    """Return the SHA-256 of files, by name and content."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def step(title: str, work: Callable[[], None], *, made_from: str, makes: Path) -> None:
    """Do a step of the set-up unless it has been done from the same things; stamp it when it is done."""
    stamp = STAMPS / work.__name__
    if makes.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == made_from:
        return
    print(f"- {title}", flush=True)
    stamp.unlink(missing_ok=True)
    work()
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(made_from, encoding="ascii")


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let a second set-up in the same folder wait for the first (not on Windows)."""
    if os.name == "nt":
        yield
        return
    import fcntl

    with (ROOT / ".setup.lock").open("w", encoding="ascii") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# --- Set-up -------------------------------------------------------------------------------------------


def setup() -> None:
    """Bring everything up to date."""
    install()
    build()


def install() -> None:
    """Install what others made: Python packages, Node, the client's packages."""
    python = "{}.{}".format(*sys.version_info)
    locked_client = [CLIENT / "package.json", CLIENT / "package-lock.json", CLIENT / ".npmrc"]
    with one_at_a_time():
        step(f"creating .venv with Python {python}", venv, made_from=python, makes=BIN)
        step("installing Python packages", packages, made_from=digest(LOCK), makes=STAMPS)
        step("installing the baton command", baton, made_from=digest(PROJECT), makes=STAMPS)
        # npm starts as `env node`: it finds only a Node that is on PATH.
        os.environ["PATH"] = str(BIN) + os.pathsep + os.environ.get("PATH", "")
        made_from = digest(*locked_client)
        step("installing client packages", node_modules, made_from=made_from, makes=CLIENT / "node_modules")


def build() -> None:
    """Build what is made from our own sources: the types of messages, the client."""
    with one_at_a_time():
        python = digest(*python_files())
        if (ROOT / "web" / "socket" / "contract.py").exists():
            step("generating the types of messages", contract, made_from=python, makes=CONTRACT)
        step("compiling Baton", bytecode, made_from=python, makes=ROOT / "game" / "__pycache__")
        shared = (ROOT / "game" / "scenario").glob("*.json")  # words that client and game have in common
        client = [*CLIENT.iterdir(), *(CLIENT / "src").rglob("*"), *(CLIENT / "public").rglob("*"), *shared]
        sources = [path for path in client if path.is_file()]
        step("building the client", dist, made_from=digest(*sources), makes=CLIENT / "dist" / "index.html")


def python_files() -> list[Path]:
    """Return every Python file of game and web, and the generator of the types of messages."""
    python = [
        path for part in (ROOT / "game", *(ROOT / "web").iterdir()) if part != CLIENT for path in part.rglob("*.py")
    ]
    return [*python, *(ROOT / "web").glob("*.py"), *(CLIENT / "scripts").iterdir()]


def venv() -> None:
    """Create `.venv` for the Python that runs this file, anew if it was made for another version."""
    if importlib.util.find_spec("ensurepip") is None:
        raise Stop("This Python lacks its venv module (Debian, Ubuntu: apt-get install python3-venv).")
    quietly([sys.executable, "-m", "venv", "--clear", VENV])


def packages() -> None:
    """Install the locked packages with uv, which is locked like the others and so comes first, by pip."""
    pinned = re.search(r"^uv==.*(?:\n +--hash.*)+", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    if pinned is None:
        raise Stop("requirements.lock does not pin uv.")
    only_uv = VENV / "uv.lock.txt"
    only_uv.write_text(pinned[0] + "\n", encoding="utf-8")
    quietly([BIN / "python", "-m", "pip", "install", "--quiet", "--require-hashes", "-r", only_uv])
    # Compiled now: else the first start, or every one where Python may write no bytecode, takes twice as long.
    quietly([tool("uv"), "pip", "install", "--python", VENV, "--compile-bytecode", "--require-hashes", "-r", LOCK])


def baton() -> None:
    """Put the `baton` command into `.venv`; the code stays where it is."""
    build_here = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    quietly([tool("uv"), "pip", "install", "--python", VENV, *build_here])


def node_modules() -> None:
    """Install the browser client's packages exactly as its lock says."""
    quietly([tool("npm"), "ci"], cwd=CLIENT)


def contract() -> None:
    """Write the TypeScript types of every message from their one definition in Python."""
    quietly([tool("npm"), "run", "--silent", "types"], cwd=CLIENT)


def bytecode() -> None:
    """Compile our own Python, as the packages are."""
    quietly([BIN / "python", "-m", "compileall", "-q", "-x", "node_modules", "game", "web"])


def dist() -> None:
    """Bundle the browser client."""
    quietly([tool("npm"), "run", "--silent", "build"], cwd=CLIENT)


# --- What people ask for ------------------------------------------------------------------------------


def run(arguments: Sequence[str]) -> NoReturn:
    """Start the game; the server replaces this process, so that Ctrl-C reaches it alone."""
    setup()
    command = [tool("baton"), "serve", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    sys.exit(subprocess.run(command, check=False).returncode)


def test(arguments: Sequence[str]) -> NoReturn:
    """Run every check, even after one has failed, and end with pytest's own closing line."""
    install()
    os.environ["NO_COLOR"] = "1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would compile the same files again
    python, npx = str(BIN / "python"), tool("npx")
    # A file's tests run in one process and share the servers and sessions that it made; the browsers' files first.
    spread = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    checks: list[tuple[str, list[str], Path]] = [
        ("client build", [python, "dev.py", "setup"], ROOT),
        ("ruff check", [tool("ruff"), "check", "--output-format", "concise"], ROOT),
        ("ruff format", [tool("ruff"), "format", "--check"], ROOT),
        ("mypy", [python, "-m", "mypy", "--strict", "game", "web", "dev.py"], ROOT),
        ("import-linter", [tool("lint-imports"), "--no-logo"], ROOT),
        ("tsc", [npx, "tsc", "--noEmit"], CLIENT),
        ("vitest", [npx, "vitest", "run"], CLIENT),
        ("browser", [python, "-m", "tests.e2e.browser"], ROOT),
        ("pytest", [python, "-m", "pytest", *spread, *arguments], ROOT),
    ]
    table = [f"{'':<22} {'time':>8} {'CPU':>9}"]
    failed = False
    last_line = ""
    for name, command, folder in checks:
        print(f"\n== {name} ==", flush=True)
        start, used = time.monotonic(), cpu()
        code, last_line = streamed(command, folder)
        if name == "browser" and code == 0:
            os.environ["BATON_BROWSER"] = last_line
        failed = failed or code != 0
        state = "ok" if code == 0 else "FAILED"
        table.append(f"{name:<14} {state:<7} {time.monotonic() - start:6.1f} s {cpu() - used:7.1f} s")
    print("\n" + "\n".join(table))
    print(last_line, flush=True)
    sys.exit(1 if failed else 0)


def cpu() -> float:
    """CPU seconds of the programs that have run and ended so far, with those that they ran; 0 on Windows."""
    used = os.times()
    return used.children_user + used.children_system


def streamed(command: Sequence[str], folder: Path) -> tuple[int, str]:
    """Run a check, passing its output on; return its exit code and its last line."""
    last = ""
    with subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.rstrip() or last
    return process.returncode, last


def lock() -> None:
    """Resolve the dependencies for every Python and platform into a lock without host names."""
    if shutil.which("uv", path=str(BIN)) is None:
        setup()
    options = "--extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet"
    quietly([tool("uv"), "pip", "compile", PROJECT, *options.split(), "--output-file", LOCK])


def main(arguments: Sequence[str]) -> None:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):
        raise Stop("Baton needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if verb == "run":
        run(rest)
    elif verb == "test":
        test(rest)
    elif verb == "setup" and not rest:
        setup()
        print("Baton is ready: `python3 dev.py run` starts it.")
    elif verb == "lock" and not rest:
        lock()
    else:
        raise Stop((__doc__ or "").strip())


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Stop as stop:
        sys.exit(f"{stop}")
    except KeyboardInterrupt:
        sys.exit("Stopped. What is already installed is kept.")
