"""Whatever is sent, the rules answer with events or with a code, and a refusal leaves no trace."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.actions.commands import FACILITATOR_VERBS, SEAT_VERBS
from game.actions.decide import decide
from game.actions.errors import CODES, Rejected
from game.match import Actor, Command
from game.state.records import ROLES
from game.views.seat import seat_view
from tests.game import playing
from tests.game.playing import SEATS, moments, shown_acts

VERBS = [*SEAT_VERBS, *FACILITATOR_VERBS]
ODD: list[Any] = [None, True, False, -1, 2**70, 0.5, float("nan"), "", "x" * 100_000, "\ud800", "\0", b"", [], {}]
ODD += [[[]], {"": None}, {"topic": "pain"}, [{"topic": "pain"}], "card", "confirmed", 10**6 + 1]
odd = st.one_of(st.sampled_from(ODD), st.integers(), st.text(max_size=20), st.floats())
trees: st.SearchStrategy[Any] = st.recursive(odd, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
quick = settings(max_examples=80)
long = settings(max_examples=3_000)


@cache
def digests() -> list[str]:
    return [match.digest() for match in moments()]


@cache
def shown(moment: int, team: int, seat: int) -> list[Any]:
    """Acts that the view of a moment shows, of every verb some."""
    acts = list(shown_acts(seat_view(moments()[moment], team, seat, "en")))
    return [act for verb in SEAT_VERBS for act in [a for a in acts if a.verb == verb][:12]]


@st.composite
def anything(draw: st.DrawFn) -> tuple[int, Command]:
    """Any command at any moment, most of them nonsense."""
    moment = draw(st.integers(0, len(moments()) - 1))
    actor = Actor(draw(st.integers(-2, 3)), draw(st.integers(-2, 4)), draw(st.sampled_from(["person", "bot"])))
    verb = draw(st.sampled_from(VERBS) | trees)
    inputs = {"released": draw(st.integers(-5, 999))} if draw(st.booleans()) else {}
    round_ = draw(st.just(moments()[moment].round) | odd)
    return moment, Command("?", actor, round_, verb, draw(trees), inputs)


@st.composite
def bent(draw: st.DrawFn) -> tuple[int, Command]:
    """An act that a view shows, with one argument bent, missing, foreign or too much."""
    moment, act, actor, args = draw(_shown())
    how = draw(st.sampled_from(["bend", "drop", "add", "deep", "foreign"]))
    if args and how == "bend":
        args[draw(st.sampled_from(sorted(args)))] = draw(trees)
    elif args and how == "drop":
        del args[draw(st.sampled_from(sorted(args)))]
    elif how == "add":
        args[draw(st.text())] = draw(trees)
    elif how == "deep" and args.get("agenda"):
        item = dict(draw(st.sampled_from(args["agenda"])))
        item[draw(st.sampled_from([*item, "pain", "field", "discount", "product", "topic"]))] = draw(odd)
        args["agenda"] = [item, *args["agenda"]]
    else:
        args |= {name: draw(st.integers(-3, 130)) for name in ("company", "handoff") if name in args}
    return moment, Command("?", actor, moments()[moment].round, act.verb, args)


@st.composite
def _shown(draw: st.DrawFn) -> tuple[int, Any, Actor, dict[str, Any]]:
    moment = draw(st.integers(0, len(moments()) - 1).filter(lambda i: moments()[i].phase in ("round", "charter")))
    seat = draw(st.sampled_from([seat for seat in SEATS if shown(moment, 0, seat)]))
    act = draw(st.sampled_from(shown(moment, 0, seat)))
    return moment, act, Actor.seat_of(0, seat), dict(act.args)


def answer(moment: int, command: Command) -> str:
    """The code of a refusal, "" for events; checks what holds for either."""
    match = moments()[moment]
    seq, entries = match.seq, list(match.entries)
    code = playing.code_of(match, command)
    if code:
        with pytest.raises(Rejected) as refused:
            match.submit(command)
        assert refused.value.code == code in CODES
        assert isinstance(refused.value.detail, str)
    else:
        events = decide(match.state, command)
        json.dumps([command.args, events], allow_nan=False, ensure_ascii=False).encode()
    assert (match.seq, match.entries) == (seq, entries), "a refusal or a decision was logged"
    assert match.digest() == digests()[moment], "deciding changed the state"
    return code


@quick
@given(anything())
def test_nonsense_is_answered_with_a_code_and_leaves_no_trace(case: tuple[int, Command]) -> None:
    answer(*case)


@quick
@given(bent())
def test_a_bent_act_is_answered_with_events_or_a_code_and_leaves_no_trace(case: tuple[int, Command]) -> None:
    answer(*case)


@pytest.mark.full
@long
@given(anything() | bent())
def test_much_nonsense_is_answered_with_a_code_and_leaves_no_trace(case: tuple[int, Command]) -> None:
    answer(*case)


@quick
@given(_shown(), st.data())
def test_what_belongs_to_somebody_else_is_refused(case: Any, data: st.DataObject) -> None:
    moment, act, actor, args = case
    match = moments()[moment]
    how = data.draw(st.sampled_from(["role", "team", "round", "company"]))
    round_ = match.round
    if how == "role":
        others = [seat for seat in SEATS if seat not in SEAT_VERBS[act.verb][1]]
        if not others:
            return
        actor = Actor.seat_of(0, data.draw(st.sampled_from(others)))
    elif how == "team":
        actor = Actor.seat_of(data.draw(st.integers(match.team_count, 99)), actor.seat)
    elif how == "round" and act.verb not in ("agree_charter", "edit_charter"):
        round_ = data.draw(st.integers().filter(lambda number: number != match.round))
    elif how == "company" and "company" in args:
        mine = {c["id"] for c in seat_view(match, 0, actor.seat, "")["companies"]}
        args["company"] = data.draw(st.integers(-5, 500).filter(lambda number: number not in mine))
    else:
        return

    code = answer(moment, Command("?", actor, round_, act.verb, args))

    expected = {"role": "not_your_seat", "team": "not_your_seat", "round": "round_over", "company": "unknown_company"}
    wrong = {"malformed"} if how == "company" and args["company"] < 0 else set()
    closed = {"wrong_phase", "round_over"} if match.phase != "round" else set()
    assert code in {expected[how]} | wrong | closed


@pytest.mark.parametrize("role", ROLES)
def test_a_number_that_a_seat_has_never_seen_tells_nothing_about_itself(role: str) -> None:
    """Whether it is a colleague's client, a lead still to come or nobody: the answer is the same."""
    match = playing.new_match(seed=3, teams=2)
    match.submit(Command("o", Actor.facilitator(), 0, "open_round"))
    seat = ROLES.index(role)
    mine = {company["id"] for company in seat_view(match, 0, seat, "")["companies"]}
    args = {
        "lead_gen": ("call", {"agenda": [{"topic": "pain"}]}),
        "sales": ("meet", {"agenda": [{"topic": "demo", "pain": "look"}]}),
        "account": ("task", {"task": "service"}),
    }
    verb, rest = args[role]

    codes = {
        playing.code_of(match, Command("?", Actor.seat_of(0, seat), 1, verb, {"company": number, **rest}))
        for number in range(match.state.teams[0].static.n + 20)
        if number not in mine
    }

    assert codes == {"unknown_company"}


def test_a_refused_command_is_not_in_the_log() -> None:
    match = playing.new_match(seed=3)
    match.submit(Command("o", Actor.facilitator(), 0, "open_round"))
    before = match.digest(), match.seq, len(match.entries), match.snapshot()

    with pytest.raises(Rejected, match="unknown_company"):
        match.submit(Command("c", Actor.seat_of(0, 0), 1, "call", {"company": 0, "agenda": [{"topic": "pain"}]}))

    assert (match.digest(), match.seq, len(match.entries), match.snapshot()) == before
