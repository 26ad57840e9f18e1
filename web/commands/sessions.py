"""`baton session list|export|import|forget`: the sessions that a server keeps."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from web import days
from web.commands.common import BadInputError, alone, read_log, scenario_named, show_json, store_in
from web.commands.logs import is_pack, open_session

if TYPE_CHECKING:
    from pathlib import Path

    import sqlalchemy as sa

    from game.match import Entry
    from web.exports.pack import Pack
    from web.exports.voices import Voice
    from web.store.entries import EntryRow
    from web.store.people import Person
    from web.store.sessions import SessionRow


MOST_UNMASKED = 10_000  # disputed leads


def show_list(data: Path, *, as_json: bool) -> None:
    """Every session, newest first."""
    from web.store import sessions  # noqa: PLC0415

    with store_in(data, to_read=True) as store:
        found = store.look(sessions.readable)
    lines = [
        {
            "session": row.id,
            "scenario": row.scenario,
            "created": days.moment(row.created_ms).isoformat(timespec="seconds"),
            "phase": row.phase,
            "round": row.round,
            "teams": row.teams,
            "people": people,
        }
        for row, people in found
    ]
    if as_json:
        show_json(lines)
        return
    for line in lines:
        click.echo(
            f"{line['session']}  {line['created']}  {line['scenario']}  {line['phase']} {line['round']}  "
            f"{line['teams']} teams, {line['people']} people"
        )


# --- Out ------------------------------------------------------------------------------------------------


def export(data: Path, session: str, target: Path) -> None:
    """Write a session file, or with the ending .jsonl the bare log; names of people are in neither."""
    from web.store import entries, sessions  # noqa: PLC0415

    with store_in(data, to_read=True) as store:
        row = store.look(lambda connection: sessions.get(connection, session))
        if row is None:
            raise BadInputError(f"There is no session {session!r}.")
        log = [entry.body for entry in store.look(lambda connection: entries.every(connection, session))]
        content = _as_lines(row, log) if target.suffix == ".jsonl" else _as_pack(row, log, store.look(_voices(session)))
    try:
        target.write_bytes(content)
    except OSError as error:
        raise BadInputError(f"{target}: {error.strerror}") from None
    click.echo(f"{len(log)} entries written to {target}. The file holds every secret of the session.")


def _as_lines(row: SessionRow, log: list[dict[str, Any]]) -> bytes:
    lines = [json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n" for document in (row.header, *log)]
    return "".join(lines).encode()


def _as_pack(row: SessionRow, log: list[dict[str, Any]], said: tuple[tuple[Voice, ...], dict[str, Any]]) -> bytes:
    from game.match import Entry, Match  # noqa: PLC0415
    from game.scenario.loader import BadScenario, load_text  # noqa: PLC0415
    from web.exports.pack import Pack, Setting, write_pack  # noqa: PLC0415

    voices, stage = said
    try:
        scenario = load_text(row.sources["scenario"])
        match = Match.from_log(scenario, row.header, [Entry.from_json(body) for body in log])
    except (BadScenario, ValueError, KeyError) as error:
        raise BadInputError(f"{row.id}: {' '.join(str(error).split())}; export the log alone, as .jsonl") from None
    setting = Setting(row.title, row.language, row.created_ms, row.round_ms, row.charter_ms, row.reveal, stage)
    return write_pack(Pack(row.header, log, row.sources, setting, voices), match.digest())


def _voices(session: str) -> Any:
    """A job that reads what the people of a session said, by seat, and what was shown last."""
    from web.exports.voices import Voice  # noqa: PLC0415
    from web.store import debriefs, people  # noqa: PLC0415

    def job(connection: sa.Connection) -> tuple[tuple[Voice, ...], dict[str, Any]]:
        said = debriefs.said(connection, session)
        rules = {row.participant: row for row in said.reflections}
        made = []
        for person in people.every(connection, session):
            rule = rules.get(person.id)
            tests = {row.moment: row.answers for row in said.answers if row.participant == person.id}
            votes = [(row.team, row.company, row.choice) for row in said.votes if row.participant == person.id]
            if rule or tests or votes:
                words = (rule.rule, rule.checks) if rule else ("", "")
                made.append(Voice(person.team, person.seat, *words, tests, tuple(sorted(votes))))
        return tuple(sorted(made, key=lambda voice: (voice.team, voice.seat))), said.stage or {}

    return job


# --- In -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an import writes into the store."""

    row: SessionRow
    entries: list[EntryRow]
    voices: tuple[Voice, ...]
    stage: dict[str, Any]


def take_in(data: Path, source: Path) -> None:
    """Keep a session file or a log as a closed session, to be looked at in the console; its log is re-run first."""
    from web.store.trouble import Trouble, trouble_of  # noqa: PLC0415

    kept = _from_pack(source) if is_pack(source) else _from_log(source)
    with store_in(data) as store:
        try:
            store.run(lambda connection: _keep(connection, kept))
        except Exception as error:
            if trouble_of(error) is not Trouble.OTHER:
                raise
            raise BadInputError(f"{source}: the log cannot be kept; does an id occur twice?") from None
    click.echo(kept.row.id)


def _keep(connection: sa.Connection, kept: _Kept) -> None:
    from web.store import debriefs, entries, people, sessions  # noqa: PLC0415

    session, now = kept.row.id, kept.row.created_ms
    sessions.add(connection, kept.row)
    entries.append(connection, session, kept.entries)
    if kept.stage:
        debriefs.put_stage(connection, session, kept.stage)
    for voice in kept.voices:
        person = _nobody(kept.row, voice)
        people.add(connection, person)
        for moment, answers in voice.tests.items():
            debriefs.put_answers(connection, session, debriefs.AnswersRow(person.id, moment, answers))
        if voice.rule or voice.checks:
            debriefs.put_reflection(
                connection, session, debriefs.ReflectionRow(person.id, voice.rule, voice.checks, now)
            )
        for team, company, choice in voice.votes:
            debriefs.put_vote(connection, session, debriefs.VoteRow(team, company, person.id, choice))


def _nobody(row: SessionRow, voice: Voice) -> Person:
    """Somebody on a seat, without a name."""
    from web.store.people import Person  # noqa: PLC0415

    made = secrets.token_hex(8)
    return Person(made, row.id, "", made, row.language, voice.team, voice.seat, row.created_ms)


def _from_pack(source: Path) -> _Kept:
    """A session file whose log was re-run."""
    opened = open_session(source)
    pack, setting = opened.pack, opened.pack.setting
    row = _row(source, pack.header, opened.log, pack.sources, pack)
    teams, seats = row.teams, len(opened.scenario.structure)
    if any(voice.team >= teams or voice.seat >= seats for voice in pack.voices):
        raise BadInputError(f"{source}: somebody speaks from a seat that the session does not have")
    return _Kept(row, _entry_rows(opened.log, row), pack.voices, _stage(source, setting.stage, teams))


def _stage(source: Path, body: dict[str, Any], teams: int) -> dict[str, Any]:
    """What was shown last, of the shape that a facilitator may show; shown to nobody any more."""
    from web.live.debrief.stage import Staged  # noqa: PLC0415
    from web.live.debrief.steps import STEPS  # noqa: PLC0415

    if not body:
        return {}
    try:
        staged = Staged.from_json(body)
        STEPS["show"][0].model_validate({"panel": staged.panel, "team": staged.team, "args": staged.args})
        good = staged.team < teams and len(staged.unmasked) <= MOST_UNMASKED
        good = good and all(0 <= team < teams and 0 <= company < 2**31 for team, company in staged.unmasked)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        good = False
    if not good:
        raise BadInputError(f"{source}: what was shown last cannot be read")
    staged.screen = staged.people = False
    return staged.to_json()


def _from_log(source: Path) -> _Kept:
    """A bare log; its scenario must be in the folder."""
    from game.debrief import verify  # noqa: PLC0415
    from web.live.game_rules import GameRules  # noqa: PLC0415

    header, log = read_log(source)
    scenario, path = scenario_named(str(header["scenario"]))
    report = verify(scenario, header, log)
    if not report.ok:
        raise BadInputError(f"{source}: {report.difference}")
    row = _row(source, header, log, GameRules(path.parent).sources(path.stem), None)
    return _Kept(row, _entry_rows(log, row), (), {})


def _entry_rows(log: list[Entry], row: SessionRow) -> list[EntryRow]:
    from web.store.entries import EntryRow  # noqa: PLC0415

    return [EntryRow(entry.seq, entry.command.id[:64], "", 0, row.created_ms, entry.to_json()) for entry in log]


def _row(
    source: Path, header: dict[str, Any], log: list[Entry], sources: dict[str, str], pack: Pack | None
) -> SessionRow:
    """The session that a log becomes; a session file brings along how it was set up."""
    from web.access.codes import new_code  # noqa: PLC0415
    from web.exports.pack import BadPack, Setting, check_header  # noqa: PLC0415
    from web.live.game_rules import GameRules  # noqa: PLC0415
    from web.paths import SCENARIOS  # noqa: PLC0415
    from web.store.calendar import wall_ms  # noqa: PLC0415
    from web.store.sessions import SessionRow  # noqa: PLC0415

    rules = GameRules(SCENARIOS)
    try:
        check_header(header)
        match = rules.fold(sources, header, [entry.to_json() for entry in log])
    except (BadPack, ValueError, KeyError, TypeError, IndexError) as error:
        raise BadInputError(f"{source}: {' '.join(str(error).split())}") from None
    info, now = rules.info(sources), wall_ms()
    setting = pack.setting if pack else Setting(info.title["en"], "en", now)
    row = SessionRow(
        id=secrets.token_hex(6),
        created_ms=setting.created_ms or now,
        closed_ms=now,
        code=new_code(),
        language=setting.language,
        scenario=info.id,
        title=setting.title or info.title["en"],
        sources=sources,
        header=header,
        round_ms=setting.round_ms,
        charter_ms=setting.charter_ms,
        starts=0,
        reveal=False,  # whoever opens it sees it as a room would; the facilitator unmasks
        phase=match.phase,
        round=match.round,
        rounds=info.rounds,
        teams=match.team_count,
    )
    rules.close(match)
    return row


def forget(data: Path, session: str) -> None:
    """Remove the names of a session's people and the words of their reflections; the log stays.

    In the backups as well. Not beside a running server, which has the names in its memory.
    """
    from web.store import backups, forgetting, sessions  # noqa: PLC0415

    with alone(data):
        with store_in(data) as store:
            known = store.look(lambda connection: sessions.get(connection, session)) is not None
            if not known and not backups.holds(data, session):
                raise BadInputError(f"There is no session {session!r}.")
            gone = store.run(lambda connection: forgetting.forget(connection, session))
        removed = backups.scrub(data, lambda connection: forgetting.forget(connection, session))
    words = f"{gone.names} names, {gone.reflections} reflections and {gone.lines} lines of chat removed."
    click.echo(f"{words} The log of the session stays.")
    if removed:
        click.echo(f"{removed} damaged backups were removed, because they could hold them still.")
