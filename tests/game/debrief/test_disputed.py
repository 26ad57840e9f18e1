"""Disputed leads: two honest voices, a vote, then the truth and a verdict by a stated rule."""

from __future__ import annotations

import json

import pytest

from game.debrief.chronicle import chronicle
from game.debrief.chronicle.cases import Case, cases
from game.debrief.disputed.verdict import PATIENT, judge
from game.debrief.disputed.view import MOST, disputed_view, lost_lead
from game.market.columns import Archetype
from game.market.rules import FIELDS, budget_band, severity_band
from game.match import Command, Match
from game.state.records import CONFIRMED, CORE, LEAD_GEN, SALES, Cell, Handoff
from tests.game.debrief.sessions import NAMES, session, twin
from tests.game.floor import Floor, kitchen
from web.socket.contract import checker


def lost_cases(match: Match, team: int = 0) -> list[Case]:
    crew = match.state.teams[team]
    return [case for case in cases(crew, chronicle(match, team)) if lost_lead(case) is not None]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("reveal", [False, True])
def test_disputed_leads_have_exactly_the_declared_shape(name: str, lang: str, reveal: bool) -> None:
    for team in (0, 1):
        view = disputed_view(session(name), team, lang, reveal)
        checker("DisputedView").validate_python(view)
        assert [choice["value"] for choice in view["choices"]] == ["lead_gen", "handoff", "sales", "nobody"]
        for lead in view["leads"]:
            assert [voice["role"] for voice in lead["voices"]] == ["lead_gen", "sales"]
            assert all(voice["said"] and voice["facts"] for voice in lead["voices"])
            assert all([cell["field"] for cell in voice["cells"]] == list(FIELDS) for voice in lead["voices"])


def test_only_leads_that_were_handed_over_and_lost_are_disputed_dearest_first() -> None:
    match = session("padder")
    crew = match.state.teams[0]
    view = disputed_view(match, 0, "en", reveal=False)
    lost = [h for h in crew.handoffs if h.sender == LEAD_GEN and h.outcome == "lost"]
    assert 0 < len(view["leads"]) <= min(MOST, len({h.company for h in lost}))
    stakes = [lead["revenue"] for lead in view["leads"]]
    assert stakes == sorted(stakes, reverse=True)
    for lead in view["leads"]:
        assert crew.handoffs[lead["handoff"]] in lost
        assert int(crew.columns.won_round[crew.rows[lead["company"]]]) == 0


def test_each_side_shows_what_its_own_desk_held() -> None:
    match = session("told")
    crew = match.state.teams[0]
    for lead in disputed_view(match, 0, "en", reveal=False)["leads"]:
        handoff = crew.handoffs[lead["handoff"]]
        sender, receiver = lead["voices"]
        for cell in sender["cells"]:
            assert cell["value"] == Cell(*handoff.sent.get(cell["field"], ())).value
        for cell in receiver["cells"]:
            assert cell["value"] == Cell(*handoff.received.get(cell["field"], ())).value


def test_a_padder_says_that_the_brief_was_full() -> None:
    said = [lead["voices"][0] for lead in disputed_view(session("padder"), 0, "en", reveal=False)["leads"]]
    assert all("Ticked without asking" in voice["facts"] for voice in said)
    assert all("brief" in voice["said"] for voice in said)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hidden_is_shown_before_the_vote(name: str) -> None:
    for lang in ("en", "ru"):
        before = disputed_view(session(name), 0, lang, reveal=False)
        assert json.dumps(before) == json.dumps(disputed_view(twin(name), 0, lang, reveal=False))
        for lead in before["leads"]:
            hidden = (lead["truth"], lead["truth_text"], lead["verdict"], lead["verdict_text"], lead["shares"])
            assert hidden == ([], "", "", "", [])


@pytest.mark.parametrize("name", NAMES)
def test_a_client_that_was_none_for_us_is_lead_generations(name: str) -> None:
    match = session(name)
    for team in (0, 1):
        crew = match.state.teams[team]
        for case in lost_cases(match, team):
            traits = crew.static.traits(case.row)
            unfit = (
                traits.archetype == Archetype.MODULAR
                or severity_band(kitchen().traits, traits.weights[0]) == "minor"
                or budget_band(kitchen().traits, traits.budget) == "low"
                or traits.opens_round > case.track.ended_round
            )
            handoff = lost_lead(case)
            assert handoff is not None
            verdict = judge(match.scenario, case, handoff)
            if unfit:
                assert verdict.blame == "lead_gen"
                assert verdict.shares == [("lead_gen", 3000 * case.minutes(SALES))]
            elif case.ended == "waited":
                assert case.end is not None
                assert case.end.wait is not None
                assert (verdict.blame == "nobody") == (case.end.wait.chance >= PATIENT)


@pytest.mark.parametrize("name", NAMES)
def test_a_weighed_moment_agrees_with_the_one_that_was_lost(name: str) -> None:
    for team in (0, 1):
        for defeat in chronicle(session(name), team).defeats.values():
            assert defeat.chances[0] <= defeat.threshold
            assert all(0 <= chance <= 1 for chance in defeat.chances)
            assert defeat.chances[1] >= defeat.chances[0] - 1e-12
            if defeat.alone[0]:
                assert defeat.passes[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_blame_follows_the_rule_and_the_shares_add_up(name: str) -> None:
    match = session(name)
    seen = set()
    for team in (0, 1):
        for case in lost_cases(match, team):
            defeat, handoff = case.told.defeats.get(case.row), lost_lead(case)
            assert handoff is not None
            verdict = judge(match.scenario, case, handoff)
            seen.add(verdict.blame)
            if defeat is None or not defeat.qualified:
                continue
            static = match.state.teams[team].static
            price = kitchen().products[int(static.best[case.row])].price
            margin = int(static.list_price[case.row]) * (price - kitchen().deal.cost * price // 1000) // 1000
            assert abs(sum(amount for _, amount in verdict.shares) - margin) <= 2
            if defeat.passes[3]:
                first, second, third, fourth = defeat.chances
                gains = {"handoff": second - first, "lead_gen": third - second, "sales": fourth - third}
                assert gains[verdict.blame] == max(gains.values())
            else:
                assert verdict.blame == "nobody"
    assert seen <= {"lead_gen", "handoff", "sales", "nobody"}


def with_the_brief_whole(match: Match, case: Case, handoff: Handoff) -> Match:
    """The match just before the lost meeting, as if the brief had come whole, warm, and nothing been asked twice."""
    assert case.end is not None
    before = Match.from_log(match.scenario, match.header, match.entries[: case.end.seq - 1])
    crew, row = before.state.teams[case.crew.index], case.row
    handing, same = kitchen().handing, crew.handoffs[handoff.id]
    met = bool(int(crew.columns.contacted[row]) & 1 << SALES)
    gain = -same.repeated * kitchen().lead.repeat_trust
    if not same.warm:  # a first contact still to come will not be a cold one
        gain += handing.warm_trust - (handing.cold_trust if met else 0)
        same.warm = True
    sent = {field: Cell(*cell) for field, cell in handoff.sent.items()}
    if int(crew.columns.next_step[row]) == 2 and "next_step" in sent:
        crew.columns.next_step[row] = 1
        gain -= handing.lapse_trust
    cells = dict(crew.dossiers[SALES][row].cells)
    for field, cell in sent.items():
        if cells.get(field, Cell()).status < CONFIRMED and cell.status >= cells.get(field, Cell()).status:
            cells[field] = cell._replace(source="card")
    crew.dossiers[SALES][row].cells = cells
    crew.columns.trust[row] = min(1.0, float(crew.columns.trust[row]) + gain)
    return before


def test_a_meeting_that_the_handoff_lost_is_passed_when_it_is_held_again_with_the_brief_whole() -> None:
    """The product weighs a score; here the rules themselves decide the meeting again."""
    held = 0
    for name in NAMES:
        match = session(name)
        for case in [case for team in (0, 1) for case in lost_cases(match, team)]:
            defeat, handoff = case.told.defeats.get(case.row), lost_lead(case)
            if defeat is None or handoff is None or defeat.gate or not defeat.alone[0] or case.end is None:
                continue
            core = [Cell(*handoff.sent.get(field, ())) for field in CORE]
            if any(cell.status < CONFIRMED or cell.source != "you" for cell in core):
                continue  # what was guessed or ticked would have to be put to the client again
            again = with_the_brief_whole(match, case, handoff)
            crew, command = again.state.teams[case.crew.index], case.end.entry.command
            pains = iter(Cell(*handoff.sent["pain"]).value.split("+"))
            agenda = []
            for item in command.args["agenda"]:
                if item["topic"] == "demo":
                    pain = next(pains, "")
                    agenda += [{"topic": "demo", "pain": pain}] if pain else []
                elif item["topic"] not in ("ask", "recap"):  # there is nothing left to ask
                    agenda.append(item)
            if set(crew.tracks[case.row].demos):
                continue  # something had been shown before
            again.submit(Command("again", command.actor, command.round, "meet", {**command.args, "agenda": agenda}))
            assert not crew.tracks[case.row].ended
            assert int(crew.columns.gate[case.row]) == 1
            held += 1
    assert held >= 3


def test_a_team_that_tells_and_goes_in_cold_loses_leads_in_the_handoff() -> None:
    blames = [lead["verdict"] for team in (0, 1) for lead in disputed_view(session("told"), team, "en", True)["leads"]]
    assert blames.count("handoff") >= 2


def test_a_verdict_names_what_did_not_arrive() -> None:
    match = session("told")
    for lead in disputed_view(match, 0, "en", reveal=True)["leads"]:
        if lead["verdict"] != "handoff" or "not there when sales began" not in lead["verdict_text"]:
            continue
        sent, held = (voice["cells"] for voice in lead["voices"])
        for known, got in zip(sent, held, strict=True):
            same = known["value"].split("+")[0] == got["value"].split("+")[0]
            if known["value"] and not same and known["field"] not in ("expectation",):
                assert known["label"].lower() in lead["verdict_text"]


def test_a_team_without_lost_leads_has_nothing_to_dispute() -> None:
    floor = Floor()
    floor.step("open_round")
    assert disputed_view(floor.match, 0, "en", reveal=True)["leads"] == []
