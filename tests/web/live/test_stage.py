"""The stage, votes, knowledge tests and rules, from inside a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from web.live import session as session_module
from web.store import people

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.live.conftest import Desk, Hall

LEAD = {"panel": "disputed", "team": 0, "args": {"company": 14}, "screen": True, "people": True}


def play(hall: Hall, *verbs: str) -> None:
    """The facilitator goes on, step by step."""
    for verb in verbs:
        if verb == "open_round":
            hall.open_round()  # and sees it: the next act names the round
        else:
            assert hall.host.act(verb)["ok"], verb


def to_debrief(hall: Hall) -> None:
    play(hall, "open_round", "close_round", "finish", "open_debrief")
    hall.host.see(lambda e: e["view"]["session"]["phase"] == "debrief")


def test_the_stage_is_the_facilitators_until_the_debrief_is_open(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert hall.host.envelopes[-1]["stage"] is None
    assert hall.host.act("show", {"panel": "leaks", "team": 0})["code"] == "not_yet"
    hall.open_round()
    assert hall.host.act("show", {"panel": "leaks", "team": 0})["code"] == "not_yet"
    play(hall, "close_round")
    assert hall.host.see(lambda e: e["stage"])["stage"] == {
        "panel": "overview", "team": 0, "args": {}, "screen": False, "people": False, "reveal": False, "votes": [],
    }  # fmt: skip
    # Between rounds the facilitator may look, alone.
    assert hall.host.act("show", {"panel": "leaks", "team": 1})["ok"]
    assert hall.host.act("show", {"panel": "leaks", "team": 1, "people": True})["code"] == "not_yet"
    play(hall, "finish")
    # Shown while the months still run, it reaches the room when the debrief opens, and by itself.
    assert hall.host.act("show", {"panel": "leaks", "team": 1, "screen": True, "people": True})["ok"]
    assert anna.envelopes[-1]["stage"] is None
    play(hall, "open_debrief")
    assert anna.see(lambda e: e["stage"])["stage"]["panel"] == "leaks"
    assert hall.host.act("show", {"panel": "leaks", "team": 1, "screen": True, "people": False})["ok"]
    anna.see(lambda e: e["stage"] is None)


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"panel": "truth", "team": 0},
        {"panel": "leaks", "team": "0"},
        {"panel": "leaks", "team": True},
        {"panel": "leaks", "team": -1},
        {"panel": "leaks", "team": 0, "more": 1},
        {"panel": "leaks", "team": 0, "screen": 1},
        {"panel": "leaks", "team": 0, "args": {"company": 1.5}},
        {"panel": "leaks", "team": 0, "args": {"company": None}},
        {"panel": "leaks", "team": 0, "args": {"company": {"a": 1}}},
        {"panel": "leaks", "team": 0, "args": {"company": 10**12}},
        {"panel": "leaks", "team": 0, "args": {"Company": 1}},
        {"panel": "leaks", "team": 0, "args": {"__proto__": 1}},
        {"panel": "leaks", "team": 0, "args": {"step": "x" * 41}},
        {"panel": "leaks", "team": 0, "args": {"step": "a\u202eb"}},
        {"panel": "leaks", "team": 0, "args": {"step": "a\x00b"}},
        {"panel": "leaks", "team": 0, "args": {f"k{'x' * n}": 1 for n in range(13)}},
    ],
)
def test_only_what_has_the_right_shape_comes_on_the_stage(make_hall: Callable[..., Hall], args: dict[str, Any]) -> None:
    hall = make_hall(minutes=0)
    to_debrief(hall)
    before = hall.host.envelopes[-1]["stage"]
    assert hall.host.act("show", args)["code"] == "malformed"
    assert hall.host.act("show", {"panel": "leaks", "team": 7})["code"] == "nobody_there"
    assert hall.host.envelopes[-1]["stage"] == before


def test_everybody_votes_on_the_shown_lead_until_it_is_unmasked(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    to_debrief(hall)
    vote = {"team": 0, "company": 14, "choice": "sales"}
    assert anna.act("vote", vote)["code"] == "not_shown"
    assert hall.host.act("show", {**LEAD, "people": False})["ok"]
    assert anna.act("vote", vote)["code"] == "not_shown"
    assert hall.host.act("show", LEAD)["ok"]
    assert anna.act("vote", {**vote, "company": 15})["code"] == "not_shown"
    assert anna.act("vote", {**vote, "team": 1})["code"] == "not_shown"
    assert anna.act("vote", {**vote, "choice": "me"})["code"] == "malformed"
    for choice in ("sales", "handoff"):
        assert anna.act("vote", {**vote, "choice": choice})["ok"]
    assert boris.act("vote", vote)["ok"]
    masked = hall.host.see(lambda e: e["stage"]["votes"] and e["stage"]["votes"][0]["voted"] == 2)
    assert masked["stage"]["votes"] == [{"team": 0, "company": 14, "counts": {}, "voted": 2, "of": 2}]
    assert anna.see(lambda e: e["mine"]["vote"])["mine"]["vote"] == "handoff"
    assert boris.see(lambda e: e["mine"]["vote"])["mine"]["vote"] == "sales"
    assert all(line["counts"] == {} for e in boris.envelopes if e["stage"] for line in e["stage"]["votes"])
    assert hall.host.act("reveal", {"on": True})["ok"]
    tally = boris.see(lambda e: e["reveal"])["stage"]["votes"]
    assert tally == [{"team": 0, "company": 14, "counts": {"handoff": 1, "sales": 1}, "voted": 2, "of": 2}]
    assert anna.act("vote", vote)["code"] == "votes_closed"
    # Masked again, it stays decided; another lead is open, and its votes stay secret beside the first's.
    assert hall.host.act("reveal", {"on": False})["ok"]
    assert anna.act("vote", vote)["code"] == "votes_closed"
    assert anna.see(lambda e: not e["reveal"])["stage"]["votes"][0]["counts"] == {}
    assert hall.host.act("show", {**LEAD, "args": {"company": 20}})["ok"]
    assert anna.act("vote", {**vote, "company": 20})["ok"]
    assert hall.host.act("show", LEAD)["ok"]
    assert hall.host.act("reveal", {"on": True})["ok"]
    tally = boris.see(lambda e: e["reveal"])["stage"]["votes"]
    assert [line["counts"] for line in tally] == [{"handoff": 1, "sales": 1}, {}]


def test_one_vote_sent_twice_is_one_vote(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    to_debrief(hall)
    assert hall.host.act("show", LEAD)["ok"]
    vote = {"team": 0, "company": 14, "choice": "sales"}
    first = anna.act("vote", vote, act_id="once")
    assert anna.act("vote", {**vote, "choice": "handoff"}, act_id="later")["ok"]
    assert anna.act("vote", vote, act_id="once") == first
    assert anna.act("vote", {**vote, "choice": "nobody"}, act_id="once")["code"] == "id_conflict"
    assert hall.session.room.debrief.votes == {(0, 14): {participant(anna): "handoff"}}


def test_the_knowledge_test_is_taken_before_the_first_round_ends_and_in_the_debrief(
    make_hall: Callable[..., Hall],
) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    before = {"when": "before", "answers": {"q1": "a", "q2": "d"}}
    assert anna.act("answer_quiz", {**before, "when": "after"})["code"] == "wrong_phase"
    assert anna.act("answer_quiz", before)["ok"]
    hall.open_round()
    assert anna.act("answer_quiz", {**before, "answers": {"q1": "b"}})["ok"]
    for wrong in ({}, {"q3": "a"}, {"q1": "c"}, {"q1": 1}, {"q1": ["a"]}, {f"q{n}": "a" for n in range(70)}):
        assert anna.act("answer_quiz", {"when": "before", "answers": wrong})["code"] == "malformed", wrong
    play(hall, "close_round")
    assert anna.act("answer_quiz", before)["code"] == "wrong_phase"
    play(hall, "finish", "open_debrief")
    assert anna.act("answer_quiz", {"when": "after", "answers": {"q1": "a"}})["ok"]
    assert anna.see(lambda e: len(e["mine"]["answered"]) == 2)["mine"]["answered"] == ["before", "after"]
    assert hall.session.room.debrief.word(participant(anna)).answers == {"before": {"q1": "b"}, "after": {"q1": "a"}}
    play(hall, "close_session")
    assert anna.act("answer_quiz", {"when": "after", "answers": {"q1": "b"}})["code"] == "wrong_phase"


def test_a_rule_is_a_clean_line_and_can_be_written_anew(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    rule = {"rule": "Я передаю бюджет  \n\u202eи срок\x00", "checks": ["T", "S"]}
    assert anna.act("reflect", rule)["code"] == "wrong_phase"
    to_debrief(hall)
    assert anna.act("reflect", rule)["ok"]
    assert anna.see(lambda e: e["mine"]["rule"])["mine"] == {
        "vote": "", "answered": [], "rule": "Я передаю бюджет и срок", "checks": ["S", "T"],
    }  # fmt: skip
    for wrong in (
        {"rule": "\u202e \n"},
        {"rule": "x" * 301},
        {"rule": "x", "checks": ["S", "S"]},
        {"rule": "x", "checks": ["X"]},
        {"rule": "x", "checks": ["SM"]},
        {"rule": "x", "checks": "S"},
        {"checks": []},
    ):
        assert anna.act("reflect", wrong)["code"] == "malformed", wrong
    assert anna.act("reflect", {"rule": "Call within a day", "checks": []})["ok"]
    assert anna.see(lambda e: e["mine"]["rule"] == "Call within a day")["mine"]["checks"] == []


def test_nobody_is_told_of_what_another_one_said(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna, boris = hall.sit("Anna"), hall.sit("Boris")
    to_debrief(hall)
    assert hall.host.act("show", LEAD)["ok"]
    assert anna.act("reflect", {"rule": "canary rule"})["ok"]
    assert anna.act("vote", {"team": 0, "company": 14, "choice": "nobody"})["ok"]
    hall.host.see(lambda e: e["stage"]["votes"][0]["voted"] == 1)
    boris.act("take_back")
    for desk in (boris, hall.host):
        assert "canary" not in str(desk.envelopes)
        assert "nobody'" not in str(desk.envelopes)
    assert hall.host.envelopes[-1]["mine"] is None


def test_what_was_said_survives_a_restart_and_a_failed_commit_takes_it_back(
    make_hall: Callable[..., Hall], monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert anna.act("answer_quiz", {"when": "before", "answers": {"q1": "a"}})["ok"]
    to_debrief(hall)
    assert hall.host.act("show", LEAD)["ok"]
    assert anna.act("vote", {"team": 0, "company": 14, "choice": "sales"})["ok"]
    assert anna.act("reflect", {"rule": "Keep it", "checks": ["M"]})["ok"]
    kept = anna.see(lambda e: e["mine"]["rule"])["mine"]

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(session_module.entries, "append", full)
        assert anna.act("vote", {"team": 0, "company": 14, "choice": "nobody"})["code"] == "disk_full"
        assert anna.act("reflect", {"rule": "Lose it"})["code"] == "disk_full"
        assert hall.host.act("show", {"panel": "quiz", "team": 1})["code"] == "disk_full"
        assert hall.host.act("reveal", {"on": True})["code"] == "disk_full"
    assert anna.see(lambda e: e["mine"] == kept)["stage"]["panel"] == "disputed"
    assert hall.host.act("reveal", {"on": True})["ok"]

    hall.session.stop()
    hall.live._open.clear()
    session = hall.live.get(hall.row.id)
    assert session is not None
    hall.session = session
    again = type(anna)(hall, anna.reader.principal)
    assert again.see(lambda e: e["stage"])["mine"] == kept
    assert again.envelopes[-1]["stage"] == {
        "panel": "disputed", "team": 0, "args": {"company": 14}, "screen": True, "people": True, "reveal": True,
        "votes": [{"team": 0, "company": 14, "counts": {"sales": 1}, "voted": 1, "of": 1}],
    }  # fmt: skip
    assert again.act("vote", {"team": 0, "company": 14, "choice": "nobody"})["code"] == "votes_closed"


def test_a_session_that_is_removed_leaves_nobody_waiting(make_hall: Callable[..., Hall]) -> None:
    hall = make_hall(minutes=0)
    anna = hall.sit("Anna")
    assert hall.live.remove(hall.row.id)
    assert not hall.live.remove(hall.row.id)
    assert anna.is_hung_up()
    assert hall.live.get(hall.row.id) is None
    assert anna.act("reflect", {"rule": "x"})["code"] == "server_error"
    with pytest.raises(session_module.SessionEndedError):
        hall.session.call(lambda room: room.id)
    assert hall.live.store.run(lambda c: people.every(c, hall.row.id)) == []


def participant(desk: Desk) -> str:
    return desk.reader.principal.participant
