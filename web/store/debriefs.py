"""Rows of the debrief: what is shown, and what people said of it (votes, the knowledge test, their rules)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from web.store.tables import quiz_answers, reflections, stages, votes

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class VoteRow:
    """Whose miss a disputed lead was, as one participant sees it."""

    team: int
    company: int
    participant: str
    choice: str


@dataclass(frozen=True, slots=True)
class AnswersRow:
    """One participant's knowledge test, before or after."""

    participant: str
    moment: str
    answers: dict[str, str]  # item -> value


@dataclass(frozen=True, slots=True)
class ReflectionRow:
    """The rule that a participant takes home, and the letters of the SMART check they ticked."""

    participant: str
    rule: str
    checks: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Said:
    """Everything that is kept of a session's debrief."""

    stage: dict[str, Any] | None
    votes: list[VoteRow]
    answers: list[AnswersRow]
    reflections: list[ReflectionRow]


def put_stage(connection: sa.Connection, session: str, body: dict[str, Any]) -> None:
    """Keep what the facilitator shows."""
    connection.execute(stages.delete().where(stages.c.session == session))
    connection.execute(stages.insert().values(session=session, body=json.dumps(body, ensure_ascii=False)))


def put_vote(connection: sa.Connection, session: str, row: VoteRow) -> None:
    """Keep a vote, in the place of an earlier one of the same participant."""
    lead = (votes.c.session == session) & (votes.c.team == row.team) & (votes.c.company == row.company)
    connection.execute(votes.delete().where(lead, votes.c.participant == row.participant))
    connection.execute(votes.insert().values(session=session, **asdict(row)))


def put_answers(connection: sa.Connection, session: str, row: AnswersRow) -> None:
    """Keep a knowledge test, in the place of an earlier one of the same moment."""
    mine = (quiz_answers.c.session == session) & (quiz_answers.c.participant == row.participant)
    connection.execute(quiz_answers.delete().where(mine, quiz_answers.c.moment == row.moment))
    values = {**asdict(row), "answers": json.dumps(row.answers, ensure_ascii=False)}
    connection.execute(quiz_answers.insert().values(session=session, **values))


def put_reflection(connection: sa.Connection, session: str, row: ReflectionRow) -> None:
    """Keep a participant's rule, in the place of their earlier one."""
    mine = (reflections.c.session == session) & (reflections.c.participant == row.participant)
    connection.execute(reflections.delete().where(mine))
    connection.execute(reflections.insert().values(session=session, **asdict(row)))


def said(connection: sa.Connection, session: str) -> Said:
    """All that is kept of a session's debrief."""
    stage = connection.execute(stages.select().where(stages.c.session == session)).mappings().first()
    return Said(
        None if stage is None else json.loads(stage["body"]),
        [VoteRow(**row) for row in _rows(connection, votes, session)],
        [
            AnswersRow(row["participant"], row["moment"], json.loads(row["answers"]))
            for row in _rows(connection, quiz_answers, session)
        ],
        [ReflectionRow(**row) for row in _rows(connection, reflections, session)],
    )


def forget(connection: sa.Connection, session: str) -> int:
    """Remove the words of a session's reflections; what was ticked stays. Returns how many there were."""
    done = connection.execute(
        reflections.update().where(reflections.c.session == session, reflections.c.rule != "").values(rule="")
    )
    return int(done.rowcount)


def _rows(connection: sa.Connection, table: sa.Table, session: str) -> list[dict[str, Any]]:
    """A session's rows without the session."""
    found = connection.execute(table.select().where(table.c.session == session).order_by(*table.primary_key))
    return [{key: value for key, value in row.items() if key != "session"} for row in found.mappings()]
