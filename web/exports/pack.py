"""The session file: a zip that another machine imports and replays to the same digests.

It holds `manifest.json` (format, rules version, digests), `log.jsonl`, the two files of the scenario as they were,
and `voices.json`: what people said in the debrief, by seat. It holds the seed and is the facilitator's alone;
names of people are never in it. A file from elsewhere is hostile until its log has been re-run: nothing is ever
unpacked to the disk, only members with known names are read, and none beyond its limit.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from game.debrief import verify
from game.match.log import BadLog, read
from game.reading import read_json
from game.scenario.loader import BadScenario, load_text
from game.scenario.texts import Texts, TextsError
from web.exports.voices import Voice, read_voices

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.match import Entry
    from game.scenario.schema import Scenario

KIND, FORMAT = "baton-session", 1
MANIFEST, LOG, SCENARIO, TEXTS, VOICES = (
    "manifest.json", "log.jsonl", "scenario.toml", "scenario.texts.toml", "voices.json",
)  # fmt: skip
MB = 2**20
LIMITS = {MANIFEST: MB // 16, LOG: 64 * MB, SCENARIO: MB, TEXTS: 4 * MB, VOICES: MB}
"""Bytes that a member may unpack to; the log of twelve teams has 5 MB."""
MOST_PACKED = 64 * MB
MOST_RATIO = 100
"""How much smaller than its content a member may be: logs shrink about tenfold."""
STILL = (1980, 1, 1, 0, 0, 0)
MOST_TEAMS, LONGEST_NAME = 99, 60


class BadPack(ValueError):
    """A file that is not taken in; the message is one line."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a store keeps of a session beside its log."""

    title: str = ""
    language: str = "en"
    created_ms: int = 0
    round_ms: int = 0
    charter_ms: int = 0
    reveal: bool = False
    stage: dict[str, Any] = field(default_factory=dict)  # what was shown last; {} for nothing


@dataclass(frozen=True, slots=True)
class Pack:
    """A session on its way from one machine to another."""

    header: dict[str, Any]
    entries: Sequence[dict[str, Any]]
    sources: dict[str, str]  # scenario, texts
    setting: Setting
    voices: tuple[Voice, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A session file whose log was re-run."""

    pack: Pack
    scenario: Scenario
    log: list[Entry]
    digest: str


# --- Writing --------------------------------------------------------------------------------------------


def write_pack(pack: Pack, digest: str) -> bytes:
    """The session file; `digest` is that of the state its log leads to."""
    members = {
        LOG: "".join(_lines([pack.header, *pack.entries])),
        SCENARIO: pack.sources["scenario"],
        TEXTS: pack.sources.get("texts", ""),
        VOICES: _json([voice.to_json() for voice in pack.voices]),
    }
    content = {name: text.encode() for name, text in members.items()}
    setting = pack.setting
    manifest = {
        "kind": KIND,
        "format": FORMAT,
        "rules_version": pack.header.get("rules_version"),
        "scenario": pack.header["scenario"],
        "scenario_digest": pack.header.get("scenario_digest"),
        "entries": len(pack.entries),
        "digest": digest,
        "title": setting.title,
        "language": setting.language,
        "created_ms": setting.created_ms,
        "round_ms": setting.round_ms,
        "charter_ms": setting.charter_ms,
        "reveal": setting.reveal,
        "stage": setting.stage,
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in content.items()},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in {MANIFEST: _json(manifest).encode(), **content}.items():
            info = zipfile.ZipInfo(name, STILL)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, data)
    return out.getvalue()


def _lines(documents: Iterable[Any]) -> Iterable[str]:
    return (_json(document) + "\n" for document in documents)


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


# --- Reading --------------------------------------------------------------------------------------------


def open_pack(data: bytes) -> Opened:
    """Read a session file and re-run its log.

    Raises:
        BadPack: it is broken, too large, of another format, or its log does not lead where it says.
    """
    try:
        return _opened(_members(data))
    except BadPack:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise BadPack(f"the file is broken: {_one_line(error)}") from None
    except (BadLog, BadScenario, TextsError) as error:
        raise BadPack(_one_line(error)) from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise BadPack(f"what the file holds cannot be read: {_one_line(error)}") from None


def _members(data: bytes) -> dict[str, bytes]:
    """The members by name, each within its limit."""
    if len(data) > MOST_PACKED:
        raise BadPack(f"the file is larger than {MOST_PACKED // MB} MB")
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos = packed.infolist()
        names = [info.filename for info in infos]
        if sorted(names) != sorted(LIMITS):
            odd = sorted(set(names) ^ set(LIMITS)) or sorted(names)
            raise BadPack(f"a session file holds {', '.join(LIMITS)} and nothing else; here: {odd[0][:60]!r}")
        for info in infos:
            _check(info)
        return {info.filename: _read(packed, info) for info in infos}


def _check(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 1:
        raise BadPack(f"{info.filename} is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BadPack(f"{info.filename} is packed in a way that is not read here")
    if info.file_size > LIMITS[info.filename]:
        raise BadPack(f"{info.filename} is larger than {LIMITS[info.filename] // 1024} kB")
    if info.file_size > MOST_RATIO * max(info.compress_size, 1024):
        raise BadPack(f"{info.filename} unpacks to more than {MOST_RATIO} times its size")


def _read(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A member; what it claims to unpack to is not believed."""
    with packed.open(info) as member:
        content = member.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise BadPack(f"{info.filename} has another size than it says")
    return content


def _opened(members: dict[str, bytes]) -> Opened:
    manifest = read_json(members[MANIFEST])
    if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
        raise BadPack("this is no session file of Baton")
    if manifest.get("format") != FORMAT:
        raise BadPack(f"the file has format {str(manifest.get('format'))[:20]!r}; this Baton reads {FORMAT}")
    for name, content in members.items():
        if name != MANIFEST and manifest["files"].get(name) != hashlib.sha256(content).hexdigest():
            raise BadPack(f"{name} is not what was exported: its digest differs")
    sources = {"scenario": members[SCENARIO].decode(), "texts": members[TEXTS].decode()}
    scenario = load_text(sources["scenario"])
    Texts.read(sources["texts"])
    header, log = read(io.TextIOWrapper(io.BytesIO(members[LOG]), encoding="utf-8"))
    check_header(header)
    if len(log) != manifest["entries"]:
        raise BadPack(f"the log has {len(log)} entries, the manifest says {manifest['entries']}")
    report = verify(scenario, header, log)
    if not report.ok:
        raise BadPack(f"the log does not lead where it says: {report.difference}")
    if report.digest != manifest["digest"]:
        raise BadPack("the log leads to another state than the one that was exported")
    voices = read_voices(read_json(members[VOICES]))
    entries = [entry.to_json() for entry in log]
    return Opened(Pack(header, entries, sources, _setting(manifest), voices), scenario, log, report.digest)


def check_header(header: dict[str, Any]) -> None:
    """Refuse a header whose teams or seed no server would have made.

    Raises:
        BadPack: in one line why.
    """
    teams, seed = header.get("teams"), header.get("seed")
    if not isinstance(teams, list) or not 1 <= len(teams) <= MOST_TEAMS:
        raise BadPack(f"the log is not of 1 to {MOST_TEAMS} teams")
    if not all(isinstance(name, str) and len(name) <= LONGEST_NAME for name in teams):
        raise BadPack("the log names a team that is no name")
    if type(seed) is not int or not 0 <= seed < 2**64:
        raise BadPack("the log has no seed of 64 bits")
    if header.get("acts") not in ("scenario", "open"):
        raise BadPack("the log does not say which acts were played")


def _setting(manifest: dict[str, Any]) -> Setting:
    title, language, stage = manifest["title"], manifest["language"], manifest["stage"]
    if not isinstance(title, str) or len(title) > 200 or language not in ("en", "ru") or not isinstance(stage, dict):
        raise BadPack("the manifest cannot be read")
    numbers = [manifest[name] for name in ("created_ms", "round_ms", "charter_ms")]
    if any(type(number) is not int or not 0 <= number < 2**53 for number in numbers) or max(numbers[1:]) >= 2**31:
        raise BadPack("the manifest cannot be read")
    created, round_ms, charter_ms = numbers
    return Setting(title, language, created, round_ms, charter_ms, manifest["reveal"] is True, stage)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
