"""The back office: clerks are processes of their own, work once for all who ask, and never outlive the server."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.patience import PATIENCE_S, until
from tests.web.fake_rules import FakeRules
from web.live.debrief import office as office_module
from web.live.debrief.clerk import Clerk, ClerkError
from web.live.debrief.office import BusyError, Office
from web.live.debrief.questions import NoSuchThingError, Point, Question, Record, staged
from web.live.debrief.stage import Staged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADER = json.dumps({"seed": 7, "teams": ["One", "Two"]})
linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office(FakeRules())
    yield made
    made.close()


@pytest.fixture
def clerk() -> Iterator[Clerk]:
    made = Clerk()
    yield made
    made.shutdown()


def record() -> Record:
    return Record({"fake": "one"}, HEADER, [])


def alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_a_clerk_works_in_one_process_of_its_own(clerk: Clerk) -> None:
    pids = {clerk.submit(os.getpid).result(20) for _ in range(3)}
    assert len(pids) == 1
    assert os.getpid() not in pids
    assert clerk.submit(sorted, [3, 1, 2], reverse=True).result(20) == [3, 2, 1]


def test_what_a_task_raises_comes_back_and_the_clerk_goes_on(clerk: Clerk) -> None:
    pid = clerk.submit(os.getpid).result(20)
    with pytest.raises(ClerkError, match="ZeroDivisionError"):
        clerk.submit(divmod, 1, 0).result(20)
    assert clerk.submit(os.getpid).result(20) == pid


def test_a_clerk_that_broke_off_is_replaced(clerk: Clerk) -> None:
    pid = clerk.submit(os.getpid).result(20)
    with pytest.raises(BrokenProcessPool):
        clerk.submit(os._exit, 3).result(20)
    assert clerk.submit(os.getpid).result(20) != pid


def test_what_is_printed_does_not_get_into_the_answers(clerk: Clerk) -> None:
    assert clerk.submit(print, "hello").result(20) is None
    assert clerk.submit(len, "abc").result(20) == 3


@linux
def test_a_clerk_that_is_sent_home_in_the_middle_of_its_task_is_gone(clerk: Clerk) -> None:
    pid = clerk.submit(os.getpid).result(20)
    waiting = clerk.submit(time.sleep, 30)
    behind = clerk.submit(time.sleep, 30)
    time.sleep(0.2)
    clerk.shutdown()
    for future in (waiting, behind):  # had it waited for the nap, the first would have a result
        with pytest.raises(BrokenProcessPool):
            future.result(PATIENCE_S)
    assert not alive(pid)
    with pytest.raises(RuntimeError):
        clerk.submit(os.getpid)


def test_an_answer_is_worked_out_once_for_all_who_ask_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    submit = Clerk.submit

    def counted(clerk: Clerk, task: Any, *args: Any, **more: Any) -> Future[Any]:
        given.append((task, *args[1:]))
        return submit(clerk, task, *args, **more)

    monkeypatch.setattr(Clerk, "submit", counted)
    asked = Question("whatif", 0, "en", True, (("value", "slow"),))
    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: answers.append(office.ask(Point("s", 3), asked, record))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    assert len(answers) == 8
    office.ask(Point("s", 3), asked, record)
    assert len(given) == 2, given  # to a clerk who does not know the session yet: once in vain, once with its record
    assert office.ask(Point("s", 4), asked, record) != b""


def test_a_session_is_read_once_per_clerk_and_not_per_question(office: Office) -> None:
    read: list[int] = []

    def counted() -> Record:
        read.append(1)
        return record()

    for company in range(5):
        office.ask(Point("s"), Question("journey", 0, "en", args=(("company", company),)), counted)
    assert len(read) == 1


def test_par_is_worked_out_once_and_handed_to_every_waterfall(office: Office) -> None:
    views = [
        json.loads(office.ask(Point("s"), Question("leaks", team, lang), record))
        for team in (0, 1)
        for lang in ("en", "ru")
    ]
    assert {view["par"] for view in views} == {1002}
    assert json.loads(office.ask(Point("s"), Question("timeline", 0, "en"), record))["par"] is None


def test_nobody_who_drags_waits_for_a_what_if(office: Office) -> None:
    office.ask(Point("s"), Question("timeline", 0, "en"), record)  # the quick clerk is in
    slow = Question("whatif", 0, "en", True, (("value", "endless"),))
    outcome: list[Exception] = []

    def ask() -> None:
        try:
            office.ask(Point("s"), slow, record)
        except Exception as error:
            outcome.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    office.ask(Point("s"), Question("machine", 0, "en", args=(("seat", 0), ("seq", 1))), record)
    assert thread.is_alive()
    office.close()
    thread.join()
    assert outcome  # it was broken off, not answered


def test_a_mistake_is_told_to_whoever_asked_and_not_kept(office: Office) -> None:
    asked = Question("journey", 0, "en", args=(("company", 5000),))
    for _ in range(2):
        with pytest.raises(NoSuchThingError):
            office.ask(Point("s"), asked, record)
    with pytest.raises(ClerkError, match="the rules broke"):
        office.ask(Point("s"), Question("whatif", 0, "en", True, (("value", "break"),)), record)
    with pytest.raises(BrokenProcessPool):
        office.ask(Point("s"), Question("whatif", 0, "en", True, (("value", "die"),)), record)
    assert office.ask(Point("s"), Question("whatif", 0, "en", True, (("value", ""),)), record)


def test_whoever_cannot_wait_is_told_so_and_finds_the_answer_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Question("whatif", 0, "en", True, (("value", "slow"),))
    with monkeypatch.context() as patch:
        patch.setattr(office_module, "WAIT_S", 0.2)
        with pytest.raises(TimeoutError):
            office.ask(Point("s"), asked, record)
    answer = office.ask(Point("s"), asked, record)
    assert list(office._given.values()) == [answer]


def test_a_job_that_never_ends_is_ended_with_its_clerk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Question("whatif", 0, "en", True, (("value", "endless"),))
    process = json.loads(office.ask(Point("s"), Question("leaks", 0, "en"), record))["process"]
    with monkeypatch.context() as patch:
        patch.setattr(office_module, "MOST_S", 0.5)
        with pytest.raises(TimeoutError):
            office.ask(Point("s"), asked, record)
    again = json.loads(office.ask(Point("s"), Question("leaks", 1, "en"), record))["process"]
    assert again != process


def test_too_many_questions_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf(Clerk):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:
            return Future()

    office = Office(FakeRules(), lambda nice: Deaf(nice=nice))

    def ask(seq: int) -> None:
        with contextlib.suppress(TimeoutError):
            office.ask(Point(f"s{seq}"), Question("timeline", 0, "en"), record)

    monkeypatch.setattr(office_module, "WAIT_S", PATIENCE_S)
    for seq in range(office_module.MOST_WAITING):
        threading.Thread(target=ask, args=(seq,), daemon=True).start()
    until(lambda: len(office._in_work) == office_module.MOST_WAITING)
    with pytest.raises(BusyError):
        office.ask(Point("s"), Question("timeline", 0, "en"), record)


def test_nobody_is_hired_any_more_once_the_office_is_closed() -> None:
    office = Office(FakeRules())
    outcome: list[type[BaseException]] = []

    def ask() -> None:
        try:
            office.ask(Point("s"), Question("whatif", 0, "en", True, (("value", "endless"),)), record)
        except Exception as error:
            outcome.append(type(error))

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(1)
    office.close()
    asking.join()
    assert outcome == [BusyError]
    with pytest.raises(BusyError):
        office.ask(Point("s"), Question("timeline", 0, "en"), record)
    assert office._clerks == {}


def test_a_file_comes_as_its_bytes(office: Office) -> None:
    assert office.ask(Point("s"), Question("workbook", 0, "ru"), record) == b"a workbook of One, ru"


def test_a_point_passes_over_what_there_is_nothing_to_tell_of() -> None:
    verbs = [("open_round", -1), ("mark", 0), ("seat_bot", -1), ("close_round", -1), ("mark", 1), ("open_debrief", -1)]
    bodies = [{"seq": n, "verb": verb, "team": team} for n, (verb, team) in enumerate(verbs, start=1)]
    assert Point("s").after(bodies) == Point("s", 5, 4)
    assert Point("s").after(bodies[:3]) == Point("s", 2, 1)
    assert Point("s", 6, 4).after([{"seq": 7, "verb": "close_session", "team": -1}]) == Point("s", 6, 4)


def test_answers_about_a_removed_session_are_dropped(office: Office) -> None:
    office.ask(Point("s"), Question("timeline", 0, "en"), record)
    office.ask(Point("t"), Question("timeline", 0, "en"), record)
    office.forget("s")
    assert {key[0] for key in office._given} == {"t"}
    assert office._size == sum(map(len, office._given.values()))


def test_an_answer_in_work_when_its_session_is_removed_is_told_and_not_kept(office: Office) -> None:
    key = ("s", 1, Question("timeline", 0, "en"))

    def work_out() -> bytes:
        office.forget("s")
        return b"answer"

    assert office._once(key, work_out) == b"answer"
    assert not office._given
    assert not office._in_work


def test_a_clerk_outlives_a_runner_that_fails(clerk: Clerk) -> None:
    calls: list[int] = []

    def runner(work: Callable[[], None]) -> None:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("no loop")
        work()

    clerk._runner = runner
    with pytest.raises(BrokenProcessPool):
        clerk.submit(int, "1").result(30)
    assert clerk.submit(int, "2").result(60) == 2


@pytest.mark.parametrize(
    ("panel", "args", "kind", "kept"),
    [
        ("overview", {"company": 3}, "overview", {}),
        ("machine", {"seat": 1, "seq": 9, "speed": 4}, "machine", {"seat": 1, "seq": 9}),
        ("journey", {}, "journeys", {}),
        ("journey", {"company": 3}, "journey", {"company": 3}),
        ("whatif", {}, "whatifs", {}),
        ("whatif", {"kind": "warm", "target": 2, "value": "", "mode": "held"}, "whatif",
         {"kind": "warm", "target": 2, "value": "", "mode": "held"}),
        ("disputed", {"company": 3}, "disputed", {"company": 3}),
        ("disputed", {}, "disputed", {"company": -1}),
        ("disputed", {"company": "x"}, "disputed", {"company": -1}),
        ("pictures", {"chart": "funnel"}, "pictures", {}),
    ],
)  # fmt: skip
def test_the_stage_asks_what_its_panel_shows(panel: str, args: dict[str, Any], kind: str, kept: dict[str, Any]) -> None:
    asked = staged(Staged(panel, 1, args), "ru", reveal=True)
    assert asked is not None
    assert (asked.kind, asked.team, asked.lang, dict(asked.args)) == (kind, 1, "ru", kept)
    assert staged(Staged("rules"), "en", reveal=True) is None
