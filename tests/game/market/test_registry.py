"""The registry of draws: one keyed draw decides one thing, and whoever uses one for a second finds out here."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.market.chance import By, Kind, crossing
from tests.golden.playthrough import PADDER, TOLD_COLD, against

ROOT = Path(__file__).resolve().parents[3]


def named(source: str, file: str) -> Iterator[tuple[str, str]]:
    """Every place of a file that draws a kind: (kind, place).

    Comparing a kind or turning it into a plain integer only reads; a draw takes no plain integer (mypy).
    """
    tree = ast.parse(source)
    reads: set[ast.AST] = set()
    for node in ast.walk(tree):
        turned = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "int"
        if turned or isinstance(node, ast.Compare):
            parts = node.args if isinstance(node, ast.Call) else [node.left, *node.comparators]  # type: ignore[attr-defined]
            reads.update(parts)
    for node in ast.walk(tree):
        if node in reads or not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            continue
        if node.value.id == "Kind":
            yield node.attr, f"{file}:{node.lineno}"


def twice(sources: dict[str, str]) -> dict[str, list[str]]:
    """Kinds that are drawn in more than one place."""
    places: dict[str, list[str]] = {}
    for file, source in sources.items():
        for kind, place in named(source, file):
            places.setdefault(kind, []).append(place)
    return {kind: found for kind, found in places.items() if len(found) > 1}


def sources() -> dict[str, str]:
    """The Python files of the game and of the server."""
    files = [path for folder in ("game", "web") for path in sorted((ROOT / folder).rglob("*.py"))]
    files = [path for path in files if "node_modules" not in path.parts and path.name != "chance.py"]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in files}


def test_every_kind_of_draw_is_drawn_in_one_place() -> None:
    assert twice(sources()) == {}


def test_every_kind_of_draw_is_drawn() -> None:
    drawn = {kind for file, source in sources().items() for kind, _ in named(source, file)}
    assert drawn == {kind.name for kind in Kind}


@pytest.mark.parametrize(
    "second_use",
    [
        "order = sorted(rows, key=lambda row: unit(keys[row], Kind.SEVERITY))",
        "more = draft.unit(row, Kind.ANSWER.of(3))",
        "for name, draw in (('loyal', Kind.CHURN), ('size', Kind.SIZE)):\n    units(keys, draw)",
    ],
)
def test_a_second_use_of_a_draw_is_found(second_use: str) -> None:
    assert twice({**sources(), "game/views/numbers.py": second_use})


def test_no_two_draws_share_a_number() -> None:
    taken: dict[int, str] = {}
    for name, kind in Kind.__members__.items():
        for index in range(kind.width):
            assert int(kind.of(index)) not in taken, f"{name} overlaps {taken.get(kind.of(index))}"
            taken[kind.of(index)] = name


def test_a_family_of_draws_has_no_more_members_than_it_says() -> None:
    with pytest.raises(IndexError):
        Kind.ANSWER.of(8)
    with pytest.raises(IndexError):
        Kind.REACH.of(1)


def test_only_the_registry_reckons_with_the_numbers_of_draws() -> None:
    for file, source in sources().items():
        for node in ast.walk(ast.parse(source)):
            sides = [node.left, node.right] if isinstance(node, ast.BinOp) else []
            for side in sides:
                is_kind = isinstance(side, ast.Attribute) and getattr(side.value, "id", "") == "Kind"
                assert not is_kind, f"{file}:{side.lineno} reckons with a kind of draw"


def test_in_a_session_no_draw_is_thrown_a_second_time() -> None:
    by_moment = {int(kind) for kind in Kind if kind.by is By.MOMENT}  # a client's patience at a moment is one
    match = against(21, TOLD_COLD, PADDER)
    thrown = Counter(
        (event["team"], *draw)
        for entry in match.entries
        for event in entry.events
        for draw in event["draws"]
        if draw[1] not in by_moment
    )
    assert len(thrown) > 500
    assert [draw for draw, times in thrown.items() if times > 1] == []


def test_the_draws_of_a_handoff_know_their_link_and_its_passings() -> None:
    ordinals = [crossing(link, number) for link in range(6) for number in range(200)]
    assert len(set(ordinals)) == len(ordinals)
