"""Detectors of beliefs about closing, about what comes after the signature, and about what may be concluded."""

from __future__ import annotations

from game.debrief.chronicle.cases import Case
from game.debrief.chronicle.look import Look
from game.debrief.pictures.trend import fit
from game.debrief.pictures.view import handoff_points, kpi_points
from game.debrief.questions.loud import Loud, largest
from game.scoring.figures import FIGURES, Scope, figure

TASKS = 9
"""Tasks an account manager can choose from."""


def pushing(look: Look) -> Loud | None:
    """17: push hard to close."""
    pushed = [case for case, _ in look.topics("push")]
    if not pushed:
        return None
    won = {case.row: case.track for case in pushed if case.won_round}
    again = sum(track.order_count for track in won.values())
    lost = largest(pushed, lambda case: not case.won_round)
    params = {"n": len(pushed), "won": len(won), "again": again}
    return Loud(17, min(85, 30 + 12 * len(pushed)), params, "journey", look.number(lost))


def discounts(look: Look) -> Loud | None:
    """18: a discount is free volume."""
    given = [case for case in look.cases if int(look.crew.columns.discount[case.row]) > 0]
    signed = [case for case in given if case.won_round]
    if not given:
        return None
    away = sum(_given_away(look, case) for case in signed)
    weight = min(85, 20 + 10 * len(given) + away / 40_000)
    worst = largest(signed or given, lambda case: _given_away(look, case))
    return Loud(18, weight, {"n": len(given), "won": len(signed), "away": away}, "journey", look.number(worst))


def _given_away(look: Look, case: Case) -> int:
    """Cents of price given away in a contract."""
    discount = int(look.crew.columns.discount[case.row])
    return case.track.revenue * discount // max(1, 100 - discount)


def promising(look: Look) -> Loud | None:
    """16: promising a bit more helps to close."""
    broken, blind = look.figure("promises_broken"), look.figure("broken_unknown")
    made = broken + look.figure("promises_kept")
    if not broken:
        return None
    worst = largest([case for case in look.cases if case.promises("broken")], lambda case: len(case.promises("broken")))
    weight = min(92, 15 * broken + 12 * blind)
    return Loud(16, weight, {"made": made, "broken": broken, "blind": blind}, "journey", look.number(worst))


def own_score(look: Look) -> Loud | None:
    """3: my own score is green, so the team is fine."""
    profit, plan = look.figure("profit"), look.figure("plan")
    own = [point for point in kpi_points(look.match) if point["team"] == look.team]
    best = max(own, key=lambda point: point["kpi"])
    if not look.last or plan <= 0:
        return None
    short = max(0.0, 1 - profit / plan)
    weight = min(95, best["kpi"] * min(1.0, short * 1.5)) if best["kpi"] >= 60 else 0
    params = {"role": best["role"], "kpi": best["kpi"], "profit": profit, "plan": plan}
    return Loud(3, weight, params, "pictures")


def after_signature(look: Look) -> Loud | None:
    """13: the sale is won, the work is done."""
    share = figure(look.match, look.team, "order_share", "year")
    if share is None:
        return None
    contract, orders = (look.figure(name, "year") for name in ("contract_margin", "order_margin"))
    params = {"p": share, "contract": contract, "orders": orders}
    return Loud(13, max(0.0, share - 25.0), params, "pictures")


def eighty(look: Look) -> Loud | None:
    """14: four fifths of the profit always come from existing clients."""
    now, later = (figure(look.match, look.team, "order_share", horizon) for horizon in ("session", "year"))
    if now is None or later is None:
        return None
    return Loud(14, min(60.0, float(abs(later - now))), {"a": now, "b": later}, "pictures")


def at_contract(look: Look) -> Loud | None:
    """15: hand over to the account manager right at the contract, always."""
    signed = [case for case in look.cases if 0 < case.won_round <= look.rounds]
    late = [case for case in signed if case.account is None or case.account.round > case.won_round]
    if len(signed) < 2:
        return None
    broken = sum(bool(case.promises("broken")) for case in late)
    params = {"n": look.figure("signed"), "late": len(late), "broken": broken, "trigger": look.crew.charter.trigger}
    worst = largest(late or signed, lambda case: len(case.promises("broken")))
    return Loud(15, min(80, 15 + 12 * len(late) + 12 * broken), params, "whatif", look.number(worst))


def order_taker(look: Look) -> Loud | None:
    """30: an account manager is an order taker."""
    tasks = look.tasks()
    done = sum(tasks.values())
    if done < 5:
        return None
    most = max(sorted(tasks), key=lambda task: tasks[task])
    unused = TASKS - len(tasks)
    params = {"k": len(tasks), "unused": unused, "task": most, "n": tasks[most], "of": done}
    return Loud(30, min(80, 10 * unused + 40 * tasks[most] / done), params, "machine")


def pilot(look: Look) -> Loud | None:
    """26: a pilot of four weeks proves it."""
    points = [p for p in handoff_points(look.match) if p["decided"]]
    line = fit([(p["quality"] / 100, float(p["won"])) for p in points])
    own = sum(p["team"] == look.team for p in points)
    if len(points) < 4:
        return None
    unsure = line is None or line.interval[0] <= 0 <= line.interval[1]
    return Loud(26, 55.0 if unsure else 25.0, {"n": own, "all": len(points)}, "pictures")


def new_rules(look: Look) -> Loud | None:
    """27: it worked because of the new structure."""
    turn = look.match.scenario.frame.charter_after
    spans = Scope(look.match, look.team, 1, turn), Scope(look.match, look.team, turn + 1, look.last)
    first, second = (FIGURES["quality"].reckon(span) for span in spans)
    if first is None or second is None or look.match.state.acts == "open":
        return None
    won = [len(span.won) for span in spans]
    params = {"a": first, "b": second, "c": won[0], "d": won[1], "round": turn}
    return Loud(27, min(80.0, 20.0 + abs(second - first)), params, "pictures")
