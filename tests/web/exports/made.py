"""Sessions and hand-made waterfalls for the tests of exports, and texts that a spreadsheet might compute."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, cast

from tests.game.debrief.sessions import session
from tests.game.playing import copied
from web.exports.gathered import Gathered, gather

if TYPE_CHECKING:
    from game.match import Match
    from game.views import shape

STEPS = ("found", "handoff", "sales", "account_handoff", "care", "luck")
HOSTILE = (
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "'=1+1",
    '"=1+1',
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "x;=1+1",
    "x, =1+1",
    'x;"@SUM(A1)',
    "http://evil.example",
    "<script>alert(1)</script>",
    "]]></t><f>1+1</f>",
    "a\x00b\x07c",
    "0123",
    "1e5",
    "{{ 7 * 7 }}",
)


def hostile(name: str = "told") -> Match:
    """A played session whose teams, notes and returns are named and written by somebody who means harm."""
    match = copied(session(name))
    texts = iter(HOSTILE * 20)
    for team in match.state.teams:
        team.name = next(texts)
        for handoff in team.handoffs:
            handoff.notes, handoff.note = next(texts), next(texts)
    return match


def fall(match: Match, team: int, amounts: tuple[int, ...] = (-310_055, 120_001, -99_949, 0, -1, 33_333)) -> Any:
    """A waterfall with these bars, each of two causes that add up to it; the last is luck."""
    crew = match.state.teams[team]
    earned = 1_234_567
    bars = [_bar(step, amount, crew.numbers[0]) for step, amount in zip(STEPS, amounts, strict=True)]
    handoffs = [
        {
            "id": h.id,
            "seq": 1,
            "round": h.round,
            "company": crew.numbers[h.company],
            "company_name": "Worthy",
            "sender": ("lead_gen", "sales", "account")[h.sender],
            "receiver": ("lead_gen", "sales", "account")[h.receiver],
            "mode": h.mode,
            "warm": h.warm,
            "wait": h.accept_wait,
            "as_was": 654_321,
            "complete": 700_000,
            "warm_worth": 750_000,
            "at_once": 800_000 + h.id,
        }
        for h in crew.handoffs
    ]
    return {
        "kind": "leaks",
        "team": team,
        "team_name": crew.name,
        "horizon": "year",
        "par": earned - sum(amounts),
        "earned": earned,
        "still_open": 0,
        "par_open": 0,
        "bars": bars,
        "handoffs": handoffs,
        "headline": "Most fell out at the handoff.",
        "limits": ["Luck is zero only on average."],
    }


def _bar(step: str, amount: int, company: int) -> Any:
    part = amount // 3
    causes = [
        {"cause": "a", "label": "Cause a", "amount": part},
        {"cause": "b", "label": "Cause b", "amount": amount - part},
    ]
    item = {
        "seq": 3, "round": 1, "cause": "a", "sentence": f"The act behind {step}.", "role": "sales",
        "company": company, "company_name": "Worthy", "amount": part,
    }  # fmt: skip
    luck = step == "luck"
    return {
        "step": step,
        "label": f"Step {step}",
        "roles": [] if luck else ["sales"],
        "amount": amount,
        "causes": [] if luck else causes,
        "items": [] if luck else [item],
    }


def gathered(match: Match, lang: str = "en", *, reveal: bool = True, **more: Any) -> Gathered:
    """A session gathered with hand-made waterfalls."""
    more.setdefault("leaks", lambda team: cast("shape.LeaksView", fall(match, team)))
    return gather(match, lang, reveal=reveal, **more)


def opened(data: bytes) -> bytes:
    """A file with everything packed in it laid open."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"\n".join(packed.read(info) for info in packed.infolist())
