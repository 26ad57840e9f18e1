"""The house: every thing is where one looks for it, and nothing names a machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[1]

TOP_LEVEL = {
    "game": "the rules",
    "web": "everything with a socket, a clock or a disk",
    "scenarios": "what is played",
    "tests": "mirrors the packages",
    "stubs": "types of a library that ships none",
    "docs": "what does not fit in the README",
    "dev.py": "set up, run, test",
    "pyproject.toml": "dependencies and the settings of every tool",
    "requirements.lock": "the exact packages, with their hashes",
    "README.md": "the way in",
    "CHANGELOG.md": "what changed for people",
    "LICENSE": "terms",
}

# Lines a file may have before it counts as two. Written texts and locks are not counted.
LONGEST = {".py": 600, ".pyi": 600, ".ts": 400, ".tsx": 400, ".mjs": 200}

# Written in pieces, so that this file does not name them.
REGISTRIES = ("pypi" + ".org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "deb.deb" + "ian")
MACHINE_PATH = re.compile(r"(?<![\w.$~/])/(?:work|root|home|opt|Users)/\w")


def kept_files() -> list[Path]:
    """Return every file that belongs to the repository, committed or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git working copy")
    paths = (ROOT / name for name in listed.stdout.splitlines())
    return sorted(path for path in paths if path.is_file())


def packages() -> list[Path]:
    """Return the folders under game/ and web/ that are Python packages, and these two themselves."""
    inits = [*(ROOT / "game").rglob("__init__.py"), *(ROOT / "web").rglob("__init__.py")]
    return sorted(path.parent for path in inits if "node_modules" not in path.parts)


# Who may parse without `game.reading`, because what it parses was written by Baton itself.
OWN_WORDS = {
    "game/match/match.py": "a snapshot of the store",
    "web/http/debrief.py": "a clerk's answer",
    "web/live/debrief/": "what a clerk is handed, and answers",
    "web/store/": "what is kept",
}


def test_no_test_depends_on_how_fast_the_machine_is() -> None:
    """Clocks are read where tests wait and where speed is reported; nowhere else can it be asserted."""
    clocks = {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "time"}
    timed = []
    for path in kept_files():
        name = path.relative_to(ROOT).as_posix()
        reported = name == "tests/patience.py" or name.startswith("tests/benchmarks/")
        if path.suffix != ".py" or not name.startswith("tests/") or reported:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            read = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "time"
            read = read and isinstance(node.ctx, ast.Load)
            if read and node.attr in clocks:
                timed.append(f"{name}:{node.lineno}")
            if isinstance(node, ast.ImportFrom) and node.module == "time" and {n.name for n in node.names} & clocks:
                timed.append(f"{name}:{node.lineno}")
    assert not timed, f"wait with tests.patience and assert what happened, not when: {timed}"


def test_text_from_outside_is_parsed_in_one_place() -> None:
    odd = []
    for path in kept_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix != ".py" or not name.startswith(("game/", "web/")) or name == "game/reading.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            read = isinstance(node, ast.Attribute) and node.attr in ("loads", "load", "get_json")
            modules = ("json", "orjson", "tomllib", "request", "yaml", "pickle", "marshal")
            if (
                read
                and isinstance(node.value, ast.Name)
                and node.value.id in modules
                and not name.startswith(tuple(OWN_WORDS))
            ):
                odd.append(f"{name}:{node.lineno}")
    assert not odd, f"use game.reading, or say why not: {odd}"


def test_the_top_level_holds_only_what_people_expect() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in kept_files()}
    strange = {name for name in found if not name.startswith(".")} - TOP_LEVEL.keys()
    assert not strange, f"not part of the plan of the house: {sorted(strange)}"


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine() -> None:
    named = []
    for path in kept_files():
        text = path.read_text(encoding="utf-8", errors="ignore")
        named += [f"{path.relative_to(ROOT)}: {host}" for host in REGISTRIES if host in text]
        named += [f"{path.relative_to(ROOT)}: {hit[0]}" for hit in MACHINE_PATH.finditer(text)]
    assert not named, "\n".join(named)


@pytest.mark.parametrize("package", packages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_package_says_what_it_owns_and_what_it_may_not_do(package: Path) -> None:
    text = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8")))
    assert text, f"{package.relative_to(ROOT)}/__init__.py has no docstring"


def test_tests_are_packages_at_every_level() -> None:
    """Without this a folder tests/game hides the package game."""
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").exists()]


def test_no_file_needs_a_scroll_bar_to_be_understood() -> None:
    long = []
    for path in kept_files():
        allowed = LONGEST.get(path.suffix)
        lines = path.read_text(encoding="utf-8", errors="ignore").count("\n") if allowed else 0
        if allowed and lines > allowed:
            long.append(f"{path.relative_to(ROOT)}: {lines} lines, {allowed} allowed")
    assert not long, "these files have more than one subject:\n" + "\n".join(long)


def test_every_dependency_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    lines = [line.strip() for line in text.splitlines()]
    for wanted in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        above = lines[lines.index(f'"{wanted}",') - 1]
        assert above.startswith(("#", '"')), f"say above {wanted} what it is for"


def test_the_lock_has_a_hash_for_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^[a-z0-9][^=\n]*==.*(?:\n    .*)*", lock, re.MULTILINE)
    assert len(entries) > 40
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_lock_pins_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = (*project["dependencies"], *project["optional-dependencies"]["dev"])
    names = {re.split(r"[^A-Za-z0-9_.-]", entry)[0] for entry in wanted}
    missing = {name for name in names if f"\n{name}==" not in f"\n{lock}"}
    assert not missing, f"run `python3 dev.py lock`: {sorted(missing)}"


def test_a_change_in_any_file_of_game_or_web_makes_the_types_of_messages_anew() -> None:
    made_from = set(dev.python_files())
    ours = {path for path in kept_files() if path.relative_to(ROOT).parts[0] in ("game", "web")}
    assert {path for path in ours if path.suffix == ".py"} <= made_from
    assert ROOT / "web" / "client" / "scripts" / "types.mjs" in made_from
    assert not any("node_modules" in path.parts for path in made_from)


def test_the_set_up_needs_only_the_standard_library() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name.partition(".")[0] for name in imported} - sys.stdlib_module_names


@pytest.mark.parametrize("page", ["web/client/index.html", "web/exports/templates/report.html"])
def test_no_page_of_ours_lets_a_browser_translate_its_figures(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert re.search(r'<html[^>]* translate="no"[^>]* class="notranslate"', text)
    assert '<meta name="google" content="notranslate"' in text


def test_people_are_told_the_very_browsers_that_the_client_is_built_for() -> None:
    built = re.search(r"target: \[(.*)\]", (ROOT / "web/client/vite.config.ts").read_text(encoding="utf-8"))
    shell = (ROOT / "web/client/index.html").read_text(encoding="utf-8")
    assert built is not None
    for version in re.findall(r'"[a-z]+([\d.]+)"', built[1]):
        assert shell.count(f" {version}") >= 2, version
