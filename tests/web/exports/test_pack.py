"""The session file: replays elsewhere to the same digests; anything else is refused in one clear line."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.game.debrief.sessions import session
from tests.game.playing import FOLDER
from web.commands.common import BadInputError
from web.commands.sessions import _stage
from web.exports.pack import (
    LIMITS,
    LOG,
    MANIFEST,
    MB,
    SCENARIO,
    TEXTS,
    VOICES,
    BadPack,
    Pack,
    Setting,
    open_pack,
    write_pack,
)
from web.exports.voices import Voice, after_of, read_voices

if TYPE_CHECKING:
    from collections.abc import Callable

VOICES_SAID = (
    Voice(0, 0, "Ask before you pass on.", "SM", {"before": {"q1": "a"}, "after": {"q1": "b"}}, ((0, 7, "handoff"),)),
    Voice(0, 1, "", "", {"before": {"q1": "b"}}),
)
STAGE = {"panel": "leaks", "team": 0, "args": {}, "screen": True, "people": True, "unmasked": [[0, 7]]}


@cache
def sources() -> tuple[str, str]:
    return (FOLDER / "kitchen.toml").read_text("utf-8"), (FOLDER / "kitchen.texts.toml").read_text("utf-8")


@cache
def packed() -> bytes:
    """A short session as a file: the first round of a played one, so that re-running it is quick."""
    from game.match import Match

    match = session("told")
    entries = match.entries[: next(e.seq for e in match.entries if e.command.verb == "close_round")]
    short = Match.from_log(match.scenario, match.header, list(entries))
    setting = Setting("Kitchens", "ru", 1_795_000_000_000, 900_000, 300_000, True, STAGE)
    scenario, texts = sources()
    bodies = [json.loads(json.dumps(entry.to_json())) for entry in entries]
    pack = Pack(dict(match.header), bodies, {"scenario": scenario, "texts": texts}, setting, VOICES_SAID)
    return write_pack(pack, short.digest())


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(content: dict[str, bytes], *, seal: bool = True, **manifest: Any) -> bytes:
    """A zip of these members; `seal` writes the digests that the changed members have."""
    told = json.loads(content[MANIFEST])
    if seal:
        told["files"] = {name: hashlib.sha256(data).hexdigest() for name, data in content.items() if name != MANIFEST}
    content = content | {MANIFEST: json.dumps(told | manifest).encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(name, data)
    return out.getvalue()


def changed(name: str, change: Callable[[bytes], bytes], *, seal: bool = True) -> bytes:
    """The file with one member changed."""
    content = members(packed())
    return zipped(content | {name: change(content[name])}, seal=seal)


def test_a_session_file_opens_to_the_digest_it_was_made_with() -> None:
    opened = open_pack(packed())
    assert opened.digest == json.loads(members(packed())[MANIFEST])["digest"]
    assert opened.pack.voices == VOICES_SAID
    assert opened.pack.setting == Setting("Kitchens", "ru", 1_795_000_000_000, 900_000, 300_000, True, STAGE)
    assert opened.pack.sources["scenario"] == sources()[0]
    assert len(opened.log) == json.loads(members(packed())[MANIFEST])["entries"]


def test_it_can_be_written_again_to_the_same_bytes() -> None:
    opened = open_pack(packed())
    assert write_pack(opened.pack, opened.digest) == packed()


def test_what_people_said_leaves_by_seat_and_tells_no_votes_in_reports() -> None:
    after = after_of(VOICES_SAID)
    assert [(rule.team, rule.seat, rule.rule) for rule in after.reflections] == [(0, 0, "Ask before you pass on.")]
    assert after.before == ({"q1": "a"}, {"q1": "b"})
    assert after.after == ({"q1": "b"},)


def _renamed(old: str, new: str) -> bytes:
    content = members(packed())
    data = content.pop(old)
    return zipped(content | {new: data})


def _doubled() -> bytes:
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr(LOG, b"{}\n")
    return out.getvalue()


def _encrypted() -> bytes:
    data = bytearray(packed())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark)
        (flags,) = struct.unpack_from("<H", data, place + offset)
        struct.pack_into("<H", data, place + offset, flags | 1)
    return bytes(data)


def _with_entry(change: Callable[[dict[str, Any]], None]) -> bytes:
    def edit(log: bytes) -> bytes:
        lines = log.decode().splitlines()
        entry = json.loads(lines[20])
        change(entry)
        return "\n".join([*lines[:20], json.dumps(entry), *lines[21:]]).encode()

    return changed(LOG, edit)


def _header(**values: Any) -> bytes:
    def edit(log: bytes) -> bytes:
        first, rest = log.split(b"\n", 1)
        return json.dumps(json.loads(first) | values).encode() + b"\n" + rest

    return changed(LOG, edit)


BROKEN: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no zip": lambda: b"PK\x03\x04 but no zip",
    "truncated": lambda: packed()[: len(packed()) // 2],
    "truncated at the end": lambda: packed()[:-30],
    "a flipped byte": lambda: packed()[:3000] + bytes([packed()[3000] ^ 255]) + packed()[3001:],
    "a member too many": lambda: zipped(members(packed()) | {"extra.txt": b"x"}),
    "a member out of the folder": lambda: _renamed(VOICES, "../../voices.json"),
    "an absolute member": lambda: _renamed(VOICES, "/etc/voices.json"),
    "a member for another system": lambda: _renamed(VOICES, "C:\\voices.json"),
    "a member missing": lambda: zipped({n: d for n, d in members(packed()).items() if n != VOICES}),
    "a member twice": _doubled,
    "encrypted": _encrypted,
    "a bomb": lambda: changed(LOG, lambda _: b"\n" * (100 * MB)),
    "a manifest too large": lambda: zipped(members(packed()), title="x" * LIMITS[MANIFEST]),
    "voices too large": lambda: changed(VOICES, lambda _: b" " * (LIMITS[VOICES] + 1)),
    "another kind": lambda: zipped(members(packed()), kind="something"),
    "a later format": lambda: zipped(members(packed()), format=2),
    "a manifest without digests": lambda: zipped(members(packed()), files=[]),
    "an old seal": lambda: changed(SCENARIO, lambda text: text + b"\n", seal=False),
    "another digest": lambda: zipped(members(packed()), digest="0" * 64),
    "entries missing": lambda: changed(LOG, lambda log: b"\n".join(log.splitlines()[:-1])),
    "a changed scenario": lambda: changed(SCENARIO, lambda text: text.replace(b"minutes = 480", b"minutes = 470", 1)),
    "no scenario": lambda: changed(SCENARIO, lambda _: b"id = 1"),
    "a scenario nested deeply": lambda: changed(SCENARIO, lambda _: b"a = " + b"[" * 5000 + b"]" * 5000),
    "a scenario of dotted keys": lambda: changed(SCENARIO, lambda _: b"a" + b".a" * 20_000 + b" = 1"),
    "texts of dotted keys": lambda: changed(TEXTS, lambda _: b"a" + b".a" * 20_000 + b" = 1"),
    "texts without a language": lambda: changed(TEXTS, lambda _: b"a = {en = 'x'}"),
    "a log of one line": lambda: changed(LOG, lambda log: log.replace(b"\n", b" ") + b" " * 2_000_000),
    "a log nested deeply": lambda: changed(
        LOG, lambda log: log.replace(b'"args":{', b'"args":{"x":' + b"[" * 50 + b"]" * 50 + b",", 1)
    ),
    "a log with half of a pair": lambda: _with_entry(lambda entry: entry.update(id="\ud800")),
    "a log with a key twice": lambda: changed(LOG, lambda log: log.replace(b'"seq":2,', b'"seq":2,"seq":2,', 1)),
    "a number that is none": lambda: changed(LOG, lambda log: log.replace(b'"seq":2', b'"seq":NaN', 1)),
    "a manifest nested deeply": lambda: zipped(
        members(packed()), stage={"args": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}
    ),
    "an edited event": lambda: _with_entry(lambda entry: entry["events"][0].update(draws=[[1, 2, 3]])),
    "an edited command": lambda: _with_entry(lambda entry: entry.update(verb="frobnicate")),
    "an odd actor": lambda: _with_entry(lambda entry: entry.update(team=99)),
    "odd arguments": lambda: _with_entry(lambda entry: entry.update(args={"company": "x"})),
    "no events": lambda: _with_entry(lambda entry: entry.update(events=None)),
    "a huge number": lambda: changed(LOG, lambda log: log.replace(b'"seq":2', b'"seq":' + b"9" * 5000, 1)),
    "nested deeply": lambda: changed(VOICES, lambda _: b"[" * 100_000 + b"]" * 100_000),
    "a hundred teams": lambda: _header(teams=[f"T{n}" for n in range(100)]),
    "teams that are no names": lambda: _header(teams=[1, 2]),
    "a seed that is none": lambda: _header(seed="1"),
    "odd acts": lambda: _header(acts="none"),
    "no utf-8": lambda: changed(LOG, lambda log: log + b"\xff\xfe"),
    "an odd language": lambda: zipped(members(packed()), language="xx"),
    "an odd date": lambda: zipped(members(packed()), created_ms=-1),
    "an odd stage": lambda: zipped(members(packed()), stage=[]),
    "voices of another shape": lambda: changed(VOICES, lambda _: b'[{"team": 0}]'),
    "a voice with a name": lambda: changed(VOICES, lambda v: v.replace(b'"team":0', b'"name":"Anna","team":0', 1)),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_is_refused_in_one_clear_line(how: str) -> None:
    data = BROKEN[how]()
    with pytest.raises(BadPack) as refused:
        open_pack(data)
    assert "\n" not in str(refused.value)
    assert 10 < len(str(refused.value)) < 400


def test_a_size_that_lies_is_found_out() -> None:
    """A member that claims to be small and unpacks to more."""
    data = bytearray(changed(VOICES, lambda _: b" " * 500_000))
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(VOICES.encode()))
    struct.pack_into("<I", data, place + 24, 100)
    with pytest.raises(BadPack):
        open_pack(bytes(data))


@pytest.mark.parametrize(
    "voice",
    [
        {"team": True},
        {"team": -1},
        {"seat": 1.5},
        {"rule": 7},
        {"rule": "x" * 301},
        {"rule": "two\nlines"},
        {"checks": "SMARTS"},
        {"tests": {"later": {}}},
        {"tests": {"before": {"q": 1}}},
        {"votes": [[0, 1]]},
        {"votes": [[0, 1, "somebody"]]},
        {"votes": [[0, 1, "sales"]] * 501},
        {"name": "Anna"},
    ],
)
def test_a_voice_of_another_shape_is_refused(voice: dict[str, Any]) -> None:
    good = Voice(0, 0).to_json()
    assert read_voices([good]) == (Voice(0, 0),)
    with pytest.raises(ValueError, match="cannot be read"):
        read_voices([good | voice])


SHOWN: dict[str, Any] = {
    "panel": "disputed", "team": 1, "args": {"company": 14}, "screen": True, "people": True, "unmasked": [[0, 14]],
}  # fmt: skip


def test_what_was_shown_last_comes_along_and_is_shown_to_nobody() -> None:
    kept = json.loads(json.dumps(_stage(Path("x"), SHOWN, 2)))
    assert kept == {**SHOWN, "screen": False, "people": False}
    assert _stage(Path("x"), {}, 2) == {}


@pytest.mark.parametrize(
    "odd",
    [
        {"panel": "truth"},
        {"team": 2},
        {"team": True},
        {"team": "1"},
        {"args": {"company": 10**50}},
        {"args": {"company": [1]}},
        {"args": {"<script>": 1}},
        {"args": {"chart": "a\u202eb"}},
        {"args": {f"k{'x' * n}": 1 for n in range(13)}},
        {"args": []},
        {"unmasked": [[0, 10**50]]},
        {"unmasked": [[0, 1e400]]},
        {"unmasked": [[5, 1]]},
        {"unmasked": 1},
    ],
)
def test_a_stage_that_nobody_could_have_shown_is_refused(odd: dict[str, Any]) -> None:
    with pytest.raises(BadInputError, match="shown last"):
        _stage(Path("x"), {**SHOWN, **odd}, 2)
