"""What the back office gives its clerks to do. Runs in their processes; each keeps the cases it works on."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from web.live.debrief.questions import Question, Record
    from web.live.rules import Rules

MOST_CASES = 3  # folded sessions that a clerk keeps
_cases: OrderedDict[tuple[str, int], Any] = OrderedDict()


class RecordNeededError(Exception):
    """This clerk does not know the session yet: ask again, with its record."""


def look(rules: Rules, key: tuple[str, int], record: Record | None, asked: Question, par: bytes) -> bytes:
    """Answer a question about a session: a view as JSON, a file as its bytes.

    Args:
        rules: who can answer it.
        key: the session and its last entry.
        record: the session, when the clerk said that it needs it.
        asked: the question.
        par: what `par` returned, b"" if the question needs none.

    Raises:
        RecordNeededError: the session is not known here and no record was given.
        web.live.debrief.questions.NoSuchThingError: there is nothing of that kind in the session.
    """
    reference = pickle.loads(par) if par else None  # noqa: S301 - made by a clerk of ours
    view = rules.answer(_case(rules, key, record), asked, reference)
    if isinstance(view, bytes):
        return view
    return orjson.dumps(view, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)


def par(rules: Rules, record: Record) -> bytes:
    """What the reference team makes of a session's market, for `look`."""
    return pickle.dumps(rules.par(record), pickle.HIGHEST_PROTOCOL)


def warm(rules: Rules) -> None:
    """Load what answering needs, before anybody waits for it."""
    rules.load_debrief()


def _case(rules: Rules, key: tuple[str, int], record: Record | None) -> Any:
    """The session as the rules work with it: kept, or made from its record."""
    if key not in _cases:
        if record is None:
            raise RecordNeededError
        _cases[key] = rules.case(record)
        while len(_cases) > MOST_CASES:
            _cases.popitem(last=False)
    _cases.move_to_end(key)
    return _cases[key]
