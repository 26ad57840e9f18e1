"""What sentences count, counted once more from the log; only what a handoff carried is the debrief's own definition."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from game.debrief.chronicle import chronicle
from game.debrief.chronicle.passing import arrived, losses
from game.market.columns import Source
from game.match.bell import quality
from game.state.records import ACCOUNT, GUESS, JUDGED, LEAD_GEN, SALES, UNKNOWN, Cell
from tests.web.figures.log import HOUR, acts, briefs, called, came, minutes, signed, talks

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.match import Match

    Counts = dict[str, int]

UNFIT = (("severity", "minor"), ("budget", "low"), ("timing", "later"))


# --- What the questions say of a team -----------------------------------------------------------------------------------


def more_leads(match: Match, team: int) -> Counts:
    """1: what sales spent on leads that were lost."""
    crew, rounds = match.state.teams[team], match.scenario.frame.rounds
    handed = {h.company for h in crew.handoffs if h.sender == LEAD_GEN}
    lost = {row for row in handed if not signed(crew, row) and 0 < crew.tracks[row].ended_round <= rounds}
    spent, whole = minutes(match, team, SALES, lost), minutes(match, team, SALES)
    return {"m": spent, "p": int(100 * spent / whole + 0.5)}


def paper(match: Match, team: int) -> Counts:
    """4: cards, and questions asked again after each kind of brief."""
    found = briefs(match.state.teams[team])
    cards, loose = ([h for h in found if (h.mode == "card") == card] for card in (True, False))
    return {
        "cards": len(cards),
        "m": len(cards) * match.scenario.handing.modes.card.minutes,
        "again": sum(h.repeated for h in cards),
        "briefs": len(loose),
        "loose": sum(h.repeated for h in loose),
    }


def transfers(match: Match, team: int) -> Counts:
    """6: first contacts refused, with and without an introduction."""
    crew = match.state.teams[team]
    shut = {row for row, lines in talks(match, team, SALES) if any(line[1] == "cold_failed" for line in lines)}
    shut |= {row for row, track in crew.tracks.items() if track.ended == "cold"}
    met = [h for h in briefs(crew) if crew.tracks[h.company].touch_wait >= 0]
    cold, warm = ([h.company for h in met if h.warm == introduced] for introduced in (False, True))
    return {
        "cold": len(cold), "shut": sum(r in shut for r in cold), "warm": len(warm), "open": sum(r in shut for r in warm)
    }  # fmt: skip


def requests(match: Match, team: int) -> Counts:
    """7: requests that waited for their first call."""
    crew = match.state.teams[team]
    waits = {row: t.first_wait for row, t in crew.tracks.items() if came(crew, row) and t.first_wait >= 0}
    late = [row for row, wait in waits.items() if wait > HOUR]
    gone = sum(crew.tracks[row].ended == "gone" for row in late)
    return {"n": len(late), "of": len(waits), "m": max(waits.values(), default=0), "gone": gone}


def thin(match: Match, team: int) -> Counts:
    """8: briefs with half of the six questions or fewer asked."""
    found = briefs(match.state.teams[team])
    asked = [
        sum(Cell(*h.sent[f]).status != UNKNOWN and Cell(*h.sent[f]).source != "marked" for f in JUDGED if f in h.sent)
        for h in found
    ]
    few = [count for count in asked if count <= len(JUDGED) // 2]
    return {"n": len(few), "of": len(found), "blank": sum(len(JUDGED) - count for count in few)}


def at_contract(match: Match, team: int) -> Counts:
    """15: contracts of the session that were passed on later than in their round, or never."""
    crew, rounds = match.state.teams[team], match.scenario.frame.rounds
    passed = {h.company: h.round for h in crew.handoffs if h.receiver == ACCOUNT}
    won = [row for row in crew.tracks if 0 < signed(crew, row) <= rounds]
    late = [row for row in won if passed.get(row, 99) > signed(crew, row)]
    broken = {p.company for p in crew.promises if p.state == "broken"}
    return {"late": len(late), "broken": sum(row in broken for row in late)}


def pushed(match: Match, team: int) -> Counts:
    """17: conversations that pushed for an answer."""
    crew = match.state.teams[team]
    rows = [
        row
        for e, row in acts(match, team, SALES, "meet")
        if e.events[0]["kind"] == "meeting_held" and any(i["topic"] == "push" for i in e.command.args["agenda"])
    ]
    won = {row for row in rows if signed(crew, row)}
    return {"n": len(rows), "won": len(won), "again": sum(crew.tracks[row].order_count for row in won)}


def discounts(match: Match, team: int) -> Counts:
    """18: discounts given, and what they cost in contracts."""
    crew = match.state.teams[team]
    given = {row: int(crew.columns.discount[row]) for row in crew.tracks if int(crew.columns.discount[row]) > 0}
    won = [row for row in given if signed(crew, row)]
    away = sum(crew.tracks[row].revenue * given[row] // (100 - given[row]) for row in won)
    return {"n": len(given), "won": len(won), "away": away}


def returned(match: Match, team: int) -> Counts:
    """19: leads that sales sent back."""
    crew = match.state.teams[team]
    back = [h for h in crew.handoffs if h.receiver == SALES and h.state == "returned"]
    reasons = [h.reason for h in back]
    won = {h.company for h in back if signed(crew, h.company)}
    return {"n": len(back), "k": max((reasons.count(one) for one in reasons), default=0), "won": len(won)}


def unfit(match: Match, team: int) -> Counts:
    """20: briefs whose own dossier spoke against them."""
    crew = match.state.teams[team]
    against = [
        h.company for h in briefs(crew) if any(f in h.sent and Cell(*h.sent[f]).value == value for f, value in UNFIT)
    ]
    won = sum(bool(signed(crew, row)) for row in against)
    return {"n": len(against), "m": minutes(match, team, SALES, set(against)), "won": won}


def inbound(match: Match, team: int) -> Counts:
    """23: requests called, and those that nobody ever called."""
    crew = match.state.teams[team]
    rows = {row for row in called(match, team) if came(crew, row)}
    unheard = {r for r, t in crew.tracks.items() if t.here and came(crew, r) and r not in crew.dossiers[LEAD_GEN]}
    won = sum(bool(signed(crew, row)) for row in rows)
    return {"n": len(rows), "m": minutes(match, team, LEAD_GEN, rows), "won": won, "unheard": len(unheard)}


def listed(match: Match, team: int) -> Counts:
    """25: clients called from the list."""
    crew = match.state.teams[team]
    rows = {row for row in called(match, team) if crew.static.source[row] == Source.OUTBOUND}
    handed = {h.company for h in crew.handoffs if h.receiver == SALES}
    won = sum(bool(signed(crew, row)) for row in rows)
    return {"n": len(rows), "m": minutes(match, team, LEAD_GEN, rows), "handed": len(rows & handed), "won": won}


def new_rules(match: Match, team: int) -> Counts:
    """27: handoff quality and signatures before and after the charter."""
    crew, turn, rounds = match.state.teams[team], match.scenario.frame.charter_after, match.scenario.frame.rounds
    spans = [range(1, turn + 1), range(turn + 1, rounds + 1)]
    handed = {h.company for h in crew.handoffs if h.sender == LEAD_GEN}
    found = [
        [quality(match.state, h) for h in briefs(crew) if h.sender == LEAD_GEN and h.accept_round in span]
        for span in spans
    ]
    means = [int(sum(one) / len(one) + 0.5) if one else 0 for one in found]
    won = [sum(signed(crew, row) in span for row in handed) for span in spans]
    return {"round": turn, "a": means[0], "b": means[1], "c": won[0], "d": won[1]}


def tasks(match: Match, team: int) -> Counts:
    """30: what the account manager did."""
    done = [entry.command.args["task"] for entry, _ in acts(match, team, ACCOUNT, "task")]
    return {"k": len(set(done)), "n": max(map(done.count, done), default=0), "of": len(done)}


def unwritten(match: Match, team: int) -> Counts:
    """21: what a change of chair took from the seller's dossiers."""
    found = []
    for event in (event for entry in match.entries for event in entry.events):
        if event["data"].get("card") in ("chair_swap", "leaver") and event["team"] == team:
            found += [change for path, change in event["set"].items() if path.startswith(f"dossier/{SALES}/")]
    gone = [sum(cell is None for cell in change.get("cells", {}).values()) for change in found]
    return {"n": sum(gone), "k": sum(map(bool, gone)), "of": len(gone)}


def told_aloud(match: Match, team: int) -> Counts:
    """5: what was known of briefs told aloud, and what of it arrived."""
    crew = match.state.teams[team]
    told = [h for h in briefs(crew) if h.mode == "told"]
    fields = [arrived(crew, chronicle(match, team), h) for h in told]
    return {"n": len(told), "known": sum(f.known for f in fields), "got": sum(f.left for f in fields)}


def fell(match: Match, team: int) -> Counts:
    """2: lost leads of which something that was known did not reach sales."""
    crew, rounds = match.state.teams[team], match.scenario.frame.rounds
    last = {h.company: h for h in crew.handoffs if h.receiver == SALES}
    lost = [h for row, h in last.items() if not signed(crew, row) and 0 < crew.tracks[row].ended_round <= rounds]
    own = [h for h in lost if any(one.company == h.company and one.sender == LEAD_GEN for one in crew.handoffs)]
    gone = [[loss for loss in losses(crew, chronicle(match, team), h) if loss[2] != "guess"] for h in own]
    return {"fell": sum(map(bool, gone))}


def recapped(match: Match, team: int) -> Counts:
    """28: guesses that recaps put to clients, and how many turned out otherwise."""
    held: dict[int, dict[str, Cell]] = defaultdict(dict)
    asked = wrong = 0
    for entry in match.entries:
        for event in entry.events:
            for path, change in event["set"].items() if event.get("team") == team else ():
                kind, *where = path.split("/")
                if kind != "dossier" or where[0] != str(SALES):
                    continue
                lines = (change.get("talk") or {}).get("lines", ())
                for field, _, value in (f for line in lines if line[0] == "recap" for f in line[5]):
                    cell = held[int(where[1])].get(field, Cell())
                    asked += cell.status == GUESS
                    wrong += cell.status == GUESS and cell.value.split("+")[0] != value.split("+")[0]
                cells = change.get("cells", {})
                held[int(where[1])].update({f: Cell(*cell) if cell else Cell() for f, cell in cells.items()})
    return {"n": asked, "k": wrong}


BELIEFS: dict[int, Callable[[Match, int], Counts]] = {
    1: more_leads, 2: fell, 4: paper, 5: told_aloud, 6: transfers, 7: requests, 8: thin, 15: at_contract, 17: pushed, 18: discounts,
    19: returned, 20: unfit, 21: unwritten, 23: inbound, 25: listed,
    27: new_rules, 28: recapped, 30: tasks,
}  # fmt: skip
PARAMS = {
    1: "mp", 2: ("fell",), 5: ("n", "known", "got"), 21: ("n", "k", "of"), 28: ("n", "k"), 4: ("cards", "m", "again", "briefs", "loose"), 6: ("cold", "shut", "warm", "open"),
    7: ("n", "of", "m", "gone"), 8: ("n", "of", "blank"), 15: ("late", "broken"), 17: ("n", "won", "again"),
    18: ("n", "won", "away"), 19: ("n", "k", "won"), 20: ("n", "m", "won"), 23: ("n", "m", "won", "unheard"),
    25: ("n", "m", "handed", "won"), 27: ("round", *"abcd"), 30: ("k", "n", "of"),
}  # fmt: skip
"""Belief -> the numbers of its sentence that are counted here."""


# --- What the knowledge test says of the session ------------------------------------------------------------------------


def added(match: Match, count: Callable[[Match, int], Counts]) -> Counts:
    """Counts of all teams added up."""
    found = [count(match, team) for team in range(match.team_count)]
    return {key: sum(one[key] for one in found) for key in found[0]}


def cold_of_all(match: Match) -> Counts:
    """First contacts without and with an introduction."""
    found = added(match, transfers)
    return {"cold": found["cold"], "n": found["shut"], "warm": found["warm"]}


QUIZ: dict[str, Callable[[Match], Counts]] = {
    "cold": cold_of_all,
    "wait": lambda match: added(match, requests),
    "told": lambda match: added(match, told_aloud),
}
QUIZ_PARAMS = {"told": ("known", "got"), "cold": ("cold", "n", "warm"), "wait": ("n", "of", "gone")}
