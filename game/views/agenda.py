"""What can be talked about with a company now: topics, their minutes, what they need, and agendas in one tap."""

from __future__ import annotations

from typing import Any

from game.actions.agenda import topic_blocked
from game.actions.commands import CALL_TOPICS, MEET_TOPICS, MeetTopic
from game.market.columns import Stage
from game.market.rules import FIELDS, price_of
from game.state.draft import Draft
from game.state.records import CONFIRMED, GUESS, JUDGED, LEAD_GEN, SALES
from game.views import shape
from game.views.sight import Sight

DISCOUNTS = (0, 5, 10, 15, 20)


def _topic(sight: Sight, topic: str, minutes: int, params: list[shape.Param], code: str) -> shape.Topic:
    return {
        "topic": topic,
        "label": sight.speak.words(f"topic.{topic}"),
        "hint": sight.speak.words(f"topic_hint.{topic}"),
        "minutes": minutes,
        "params": params,
        "blocked": sight.refuse(code),
    }


def _preset(sight: Sight, name: str, agenda: list[dict[str, str]]) -> shape.Preset:
    return {"id": name, "label": sight.speak.words(f"preset.{name}"), "agenda": agenda}


def call_agenda(sight: Sight, row: int) -> str:
    """Note how a call with this company can be planned; companies in the same position share the plan."""
    columns, dossier = sight.team.columns, sight.dossier(row)
    first = not int(columns.contacted[row]) & (1 << LEAD_GEN)
    known = "" if first else "".join(str(dossier.cell(f).status) for f in FIELDS)
    key = f"call-{int(columns.stage[row])}-{int(columns.tries[row] > 0)}-{known}"
    if key not in sight.agendas:
        sight.agendas[key] = _call_agenda(sight, row)
    return key


def _call_agenda(sight: Sight, row: int) -> shape.Agenda:
    lead = sight.scenario.lead
    columns = sight.team.columns
    first = not int(columns.contacted[row]) & (1 << LEAD_GEN)
    outbound = first and int(columns.stage[row]) == Stage.SUSPECT
    dossier = sight.dossier(row)
    topics = [_topic(sight, t, lead.topics[t].minutes, [], "") for t in CALL_TOPICS]
    if first:
        presets = [_preset(sight, "first_call", _items("situation", "pain", "severity", "budget"))]
    else:
        open_ = [t for t in CALL_TOPICS[1:] if dossier.cell(t).status != CONFIRMED]
        unclear = [f for f in JUDGED if dossier.cell(f).status == GUESS]
        presets = [_preset(sight, "missing", _items(*open_[: lead.max_topics]))] if open_ else []
        for name, want in (
            ("second_call", ("product", "timing", "decision_maker", "next_step")),
            ("second_call_price", ("product", "timing", "expectation", "next_step")),
        ):
            left = [t for t in want if t in open_]
            if left:
                presets.append(_preset(sight, name, _items(*left)))
        if unclear:
            presets.append(_preset(sight, "check", _items(*unclear[: lead.max_topics])))
    verb = "call_cold" if outbound else "call_back" if first else "call_again"
    if first and columns.tries[row]:
        verb = "try_again"
    missed = (lead.block_no_answer if outbound else lead.no_answer) if first else 0
    return {
        "verb": "call",
        "label": sight.speak.words(f"verb.{verb}"),
        "base_minutes": lead.call,
        "no_answer_minutes": missed,
        "max_topics": lead.max_topics,
        "visit": "never",
        "visit_minutes": 0,
        "write_up_minutes": 0,
        "topics": topics,
        "presets": presets,
        "prices": [],
    }


def _items(*topics: str) -> list[dict[str, str]]:
    return [{"topic": t} for t in topics]


def meet_agenda(sight: Sight, row: int, draft: Draft) -> str:
    """Note how a conversation with this client can be planned."""
    key = f"meet-{sight.team.numbers[row]}"
    sight.agendas[key] = _meet_agenda(sight, row, draft)
    return key


def _meet_agenda(sight: Sight, row: int, draft: Draft) -> shape.Agenda:
    sales = sight.scenario.sales
    columns = sight.team.columns
    first = not int(columns.contacted[row]) & (1 << SALES)
    topics = []
    for name in MEET_TOPICS:
        params = _params(sight, row, name)
        item = MeetTopic(topic=name, **{p["name"]: p["default"] or _any(p) for p in params})
        topics.append(_topic(sight, name, sales.topics[name], params, topic_blocked(draft, row, item, visit=True)))
    return {
        "verb": "meet",
        "label": sight.speak.words("verb.meet_visit" if first else "verb.meet"),
        "base_minutes": sales.phone,
        "no_answer_minutes": sight.scenario.handing.cold_minutes if first else 0,
        "max_topics": sales.max_topics,
        "visit": "required" if first else "optional",
        "visit_minutes": sales.visit,
        "write_up_minutes": sales.write_up if sight.levers.write_up else 0,
        "topics": topics,
        "presets": _meet_presets(sight, row),
        "prices": prices(sight, row) if columns.gate[row] else [],
    }


def _any(param: shape.Param) -> str:
    """Some choice: whether a topic is possible does not hang on which."""
    return param["choices"][0]["value"] if param["choices"] else ""


def _params(sight: Sight, row: int, topic: str) -> list[shape.Param]:
    dossier, track = sight.dossier(row), sight.track(row)
    speak = sight.speak

    def param(name: str, choices: list[shape.Choice], default: str) -> shape.Param:
        return {"name": name, "label": speak.words(f"param.{name}"), "choices": choices, "default": default}

    match topic:
        case "ask":
            open_ = [f for f in JUDGED if dossier.cell(f).status != CONFIRMED]
            missing = [f for f in open_ if not dossier.cell(f).status]
            default = (missing or open_ or list(JUDGED))[0]
            return [param("field", [speak.choice("field", f) for f in open_ or JUDGED], default)]
        case "demo":
            pains = [p for p in dossier.cell("pain").value.split("+") if p and p not in track.demos]
            return [param("pain", [speak.choice("value.pain", p) for p in pains], pains[0] if pains else "")]
        case "proposal":
            ids = [p.id for p in sight.scenario.products]
            known = dossier.cell("product").value
            products = [speak.choice("value.product", i) for i in ids]
            offered = int(sight.team.columns.product[row])
            chosen = known or (ids[offered] if offered >= 0 else "")
            return [param("product", products, chosen), param("discount", _discounts(sight), "0")]
        case "terms":
            given = int(sight.team.columns.discount[row])
            return [param("discount", _discounts(sight, least=given), str(given))]
    return []


def _discounts(sight: Sight, least: int = 0) -> list[shape.Choice]:
    """What can be taken off the price, in per cent; terms never take a discount back."""
    most = sight.scenario.sales.discount_most
    words = sight.speak.words
    steps = sorted({least, *(step for step in DISCOUNTS if least < step <= most)})
    return [{"value": str(d), "label": words("discount.percent", x=d) if d else words("discount.none")} for d in steps]


def prices(sight: Sight, row: int) -> list[shape.Price]:
    """What each product would cost this client at each discount, beside what it costs without either."""
    products, most = sight.scenario.products, sight.scenario.sales.discount_most
    list_price = int(sight.team.static.list_price[row])
    steps = sorted({int(sight.team.columns.discount[row]), *(step for step in DISCOUNTS if step <= most)})
    return [
        {"product": product.id, "discount": str(step), "price": price_of(list_price, product.price, step)}
        for product in products
        for step in steps
    ]


def _meet_presets(sight: Sight, row: int) -> list[shape.Preset]:
    """Agendas that are possible now: ask or recap first where the dossier has gaps, then the next moment."""
    columns, dossier, track = sight.team.columns, sight.dossier(row), sight.track(row)
    gate = int(columns.gate[row])
    gaps: list[dict[str, str]] = []
    missing = [f for f in JUDGED if not dossier.cell(f).status]
    guesses = [f for f in JUDGED if dossier.cell(f).status == GUESS]
    pains = [p for p in dossier.cell("pain").value.split("+") if p and p not in track.demos]
    if gate == 0:
        if missing:
            gaps = [{"topic": "ask", "field": missing[0]}]
        elif guesses:
            gaps = [{"topic": "recap"}]
        core: list[dict[str, str]] = [{"topic": "demo", "pain": p} for p in pains[:2]]
        if not columns.measured[row]:
            core.append({"topic": "measure"})
        name = "meeting1"
    elif gate == 1:
        core = [] if columns.trial[row] else [{"topic": "trial"}]
        core += [] if columns.compared[row] else [{"topic": "compare"}]
        core += [{"topic": "proposal", "product": dossier.cell("product").value, "discount": "0"}]
        need = [f for f in ("product", "decision_maker", "budget") if f in missing]
        gaps = [{"topic": "ask", "field": need[0]}] if need else [{"topic": "recap"}] if guesses else []
        if "product" in missing or not columns.measured[row]:
            core = core[:-1] + ([] if columns.measured[row] else [{"topic": "measure"}])
        name = "meeting2"
    else:
        core = ([] if columns.objections[row] else [{"topic": "objections"}]) + [{"topic": "close"}]
        gaps = [{"topic": "ask", "field": "decision_maker"}] if "decision_maker" in missing else []
        name = "meeting3"
    limit = sight.scenario.sales.max_topics
    found = []
    if gaps:
        kind = "ask" if gaps[0]["topic"] == "ask" else "recap"
        found.append(_preset(sight, f"{name}_{kind}", (gaps + core)[:limit]))
    if core:
        found.append(_preset(sight, name, core[:limit]))
    return found


def vocabulary(sight: Sight, values: Any) -> dict[str, list[shape.Choice]]:
    """Field -> the values it can take, in words: for typing in what was told."""
    return {
        field: [sight.speak.choice(f"value.{field}", value) for value in values(sight.state, field)]
        for field in (*JUDGED, "expectation", "next_step")
    }
