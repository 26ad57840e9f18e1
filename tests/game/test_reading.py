"""Text from outside is read within limits, or refused in one line before it costs anything."""

from __future__ import annotations

import json
import tomllib
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game import reading
from game.reading import UnreadableError, read_file, read_json, read_toml
from tests.game.playing import FOLDER

DOTS = ".a" * 20_000
MANY = "\n".join(".a" * 40 for _ in range(100))
TOML: dict[str, str] = {
    "dotted keys in a row": f"a{DOTS} = 1",
    "dotted keys on a line that is short enough": "a" + ".a" * 4_000 + " = 1",
    "quoted keys in a row": '"a"' + '."a"' * 2_000 + " = 1",
    "dotted keys with spaces": "a" + " . a" * 2_000 + " = 1",
    "a dotted table": "[a" + ".a" * 4_000 + "]",
    "a dotted list of tables": "[[a" + ".a" * 4_000 + "]]",
    "dotted keys in an inline table": "x = {a" + ".a" * 4_000 + " = 1}",
    "dotted keys behind a string that ends in five quotes": 'x = """y"""""\na' + ".a" * 4_000 + " = 1",
    "dotted keys behind a literal that ends in five quotes": "x = '''y'''''\na" + ".a" * 4_000 + " = 1",
    "dotted keys behind an escaped quote": 'x = "\\""\na' + ".a" * 4_000 + " = 1",
    "dotted keys behind a quote in a comment": 'x = 1 # """\na' + ".a" * 4_000 + " = 1",
    "lists in lists": "a = " + "[" * 5_000,
    "lists in lists over many lines": "a = " + "[\n" * 5_000,
    "inline tables in inline tables": "a = " + "{a = " * 1_500,
    "very many dotted keys": "".join(f"k{n}.a.b.c.d.e.f.g = 1\n" for n in range(20_000)),
    "very many tables": "".join(f"[t{n}.a.b.c]\n" for n in range(20_000)),
    "very many lists": "a = [" + "[],\n" * 100_000 + "]",
    "a long number": "a = " + "9" * 5_000,
    "a long hexadecimal number": "a = 0x" + "f" * 5_000,
    "a day that is none": "a = 2024-13-45",
    "a long key": "a" * 5_000 + " = 1",
    "an endless string": '"""' + "\\" * 9_000,
    "quotes and nothing else": '"' * 9_999,
    "a line that never ends": "a = 1 #" + " " * 100_000,
    "an odd end of line": "a = 1\u2028b = 2",
    "half of a pair": "a = '\ud800",
    "too much": "#\n" * 500_001,
}  # fmt: skip


@pytest.mark.parametrize("text", TOML.values(), ids=TOML.keys())
def test_hostile_toml_costs_little_and_is_refused_in_one_line(text: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError) as refused:
            read_toml(text, 1_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 30_000_000
    assert "\n" not in str(refused.value)
    assert 5 < len(str(refused.value)) < 300


def test_what_is_just_within_the_limits_costs_less_than_50_mb() -> None:
    parts = reading.MOST_PARTS // 20
    text = "".join(f"k{n}" + f".b{n}" * 17 + " = 1\n" for n in range(parts))
    tracemalloc.start()
    read_toml(text, 1_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.name)
def test_the_scenarios_of_the_house_are_far_within_the_limits(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read_toml(text, len(text)) == tomllib.loads(text)
    doubled = text + "".join(f"\n[x{n}]\n" + "a.b.c = 1\nd = 'e.f.g.h'\n" for n in range(2_000))
    assert read_toml(doubled, 1_000_000)


WORDS = st.sampled_from(
    [
        "a",
        "a.b",
        '"c.d"',
        "=",
        "1",
        "1.5",
        '"x"',
        "'y'",
        '"""',
        "'''",
        "\\",
        "#",
        "\n",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        " ",
    ]
)


@given(st.lists(WORDS, max_size=40))
def test_within_the_limits_toml_is_what_the_standard_library_says(words: list[str]) -> None:
    text = "".join(words)
    try:
        right: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(UnreadableError):
            read_toml(text, 1_000)
    else:
        assert read_toml(text, 1_000) == right


@given(st.lists(WORDS, max_size=12), st.sampled_from(["a" + ".a" * 40, "x = " + "[" * 40 + "]" * 40]))
def test_nothing_that_stands_before_hides_what_is_too_deep(words: list[str], deep: str) -> None:
    """Whatever the standard library reads must have been looked over in the same way."""
    text = "".join(words) + "\n" + deep + (" = 1" if "=" not in deep else "")
    try:
        found: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    if _depth(found) > reading.DEEPEST:
        with pytest.raises(UnreadableError):
            read_toml(text, 1_000)


def _depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0) if isinstance(value, (dict, list)) else 0


JSON: dict[str, str | bytes] = {
    "nothing": "",
    "half an object": "{",
    "lists in lists": "[" * 100_000,
    "closed lists in lists": "[" * 33 + "]" * 33,
    "objects in objects": '{"a":' * 33 + "1" + "}" * 33,
    "a long number": "1" * 21,
    "a very long number": '{"a":' + "9" * 5_000 + "}",
    "a number that is infinite": "[1e999]",
    "no number": "[NaN]",
    "infinity": "[-Infinity]",
    "a key twice": '{"a": 1, "a": 2}',
    "a key twice, within": '[{"a": {"b": 1, "\\u0062": 2}}]',
    "half of a pair": '"\\ud800"',
    "the other half as a key": '{"\\udc00": 1}',
    "no utf-8": b'"\xff"',
    "a half pair in utf-8": b'"\xed\xa0\x80"',
    "a mark of byte order": "\ufeff{}",
    "utf-16": "{}".encode("utf-16"),
    "two values": "{} {}",
    "a control in a string": '"a\nb"',
}


@pytest.mark.parametrize("text", JSON.values(), ids=JSON.keys())
def test_hostile_json_is_refused_in_one_line(text: str | bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_json(text)
    assert "\n" not in str(refused.value)
    assert 5 < len(str(refused.value)) < 300


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False, width=32) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(VALUES, st.booleans())
def test_json_within_the_limits_is_read_as_it_was_written(value: Any, plain: bool) -> None:
    assert read_json(json.dumps(value, ensure_ascii=plain)) == value
    assert read_json(json.dumps(value, ensure_ascii=plain).encode()) == value


def test_brackets_and_digits_in_strings_do_not_count() -> None:
    for text in ("[" * 500, '\\"[' * 100 + '"', "9" * 500, "1e999"):
        assert read_json(json.dumps([text, {text: text}])) == [text, {text: text}]
    assert read_json("[0.1000000000000000055511151231257827]") == [0.1]
    assert read_json("[" * 32 + "]" * 32)


def test_a_file_is_never_read_beyond_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text("#" * 10_000, encoding="utf-8")
    assert len(read_file(path, 100)) == 101
    path.write_bytes(b"\xff")
    for odd in (path, tmp_path, tmp_path / "absent"):
        with pytest.raises(UnreadableError, match="cannot be read"):
            read_file(odd, 100)
