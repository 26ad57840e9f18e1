/** Planner arithmetic: an agenda as a draft, its minutes, what fits. Prices and limits come from the view. */
import type { Agenda, AgendaItem, Topic } from "../../types";

export type Plan = { items: AgendaItem[]; visit: boolean; writeUp: boolean };

/** The plan a planner starts with: nothing chosen, a visit where one is needed. */
export function emptyPlan(agenda: Agenda): Plan {
  return { items: [], visit: agenda.visit === "required", writeUp: false };
}

export function topicOf(agenda: Agenda, topic: string): Topic | undefined {
  return agenda.topics.find((one) => one.topic === topic);
}

/** Bring a kept draft into line with what can be planned now: topics vanish, choices run out. */
export function fit(agenda: Agenda, plan: Plan): Plan {
  const items: AgendaItem[] = [];
  for (const item of plan.items) {
    const topic = topicOf(agenda, item.topic);
    if (topic === undefined || topic.blocked !== "" || items.length >= agenda.max_topics) continue;
    const chosen: AgendaItem = { topic: item.topic };
    for (const param of topic.params) {
      const value = item[param.name] ?? "";
      chosen[param.name] = param.choices.some((choice) => choice.value === value) ? value : param.default;
    }
    if (items.some((other) => same(other, chosen))) continue;
    items.push(chosen);
  }
  const visit = agenda.visit === "required" || (agenda.visit === "optional" && plan.visit);
  return { items, visit, writeUp: plan.writeUp && agenda.write_up_minutes > 0 };
}

function same(a: AgendaItem, b: AgendaItem): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}

/** What opening the conversation costs. */
export function opening(agenda: Agenda, plan: Plan): number {
  return plan.visit && agenda.visit !== "never" ? agenda.visit_minutes : agenda.base_minutes;
}

/** The whole price of a plan. */
export function cost(agenda: Agenda, plan: Plan): number {
  const topics = plan.items.reduce((sum, item) => sum + (topicOf(agenda, item.topic)?.minutes ?? 0), 0);
  return opening(agenda, plan) + topics + (plan.writeUp ? agenda.write_up_minutes : 0);
}

/** The topic of a plan that still lacks a choice: nothing is chosen silently. */
export function undecided(agenda: Agenda, plan: Plan): Topic | undefined {
  return plan.items.flatMap((item) => {
    const topic = topicOf(agenda, item.topic);
    return topic !== undefined && topic.params.some((param) => (item[param.name] ?? "") === "") ? [topic] : [];
  })[0];
}

/** The item that adding a topic would put on the agenda: its usual choices, or the first that is not there yet. */
export function nextItem(topic: Topic, plan: Plan): AgendaItem | null {
  const item: AgendaItem = { topic: topic.topic };
  for (const param of topic.params) item[param.name] = param.default;
  if (!plan.items.some((other) => same(other, item))) {
    if (topic.params.length > 0 || !plan.items.some((other) => other.topic === topic.topic)) return item;
  }
  const varied = topic.params[0];
  if (varied === undefined || topic.params.length > 1) return null;
  for (const choice of varied.choices) {
    const other: AgendaItem = { ...item, [varied.name]: choice.value };
    if (!plan.items.some((one) => same(one, other))) return other;
  }
  return null;
}

/** Whether a topic can be put on the agenda (once more). */
export function addable(agenda: Agenda, topic: Topic, plan: Plan): boolean {
  if (topic.blocked !== "" || plan.items.length >= agenda.max_topics) return false;
  if (topic.params.length > 1 && plan.items.some((item) => item.topic === topic.topic)) return false;
  return nextItem(topic, plan) !== null;
}

export function add(agenda: Agenda, topic: Topic, plan: Plan): Plan {
  const item = addable(agenda, topic, plan) ? nextItem(topic, plan) : null;
  return item === null ? plan : { ...plan, items: [...plan.items, item] };
}

export function remove(plan: Plan, index: number): Plan {
  return { ...plan, items: plan.items.filter((_, at) => at !== index) };
}

export function move(plan: Plan, index: number, by: -1 | 1): Plan {
  const to = index + by;
  const items = [...plan.items];
  const moved = items[index];
  const other = items[to];
  if (moved === undefined || other === undefined) return plan;
  items[index] = other;
  items[to] = moved;
  return { ...plan, items };
}

export function choose(plan: Plan, index: number, name: string, value: string): Plan {
  return { ...plan, items: plan.items.map((item, at) => (at === index ? { ...item, [name]: value } : item)) };
}

/** The longest beginning of a plan that fits into some minutes, or null when not even one topic does. */
export function trimmed(agenda: Agenda, plan: Plan, minutes: number): Plan | null {
  let shorter: Plan = { ...plan, writeUp: false };
  for (const candidate of [plan, shorter]) if (cost(agenda, candidate) <= minutes) return candidate;
  while (shorter.items.length > 1) {
    shorter = { ...shorter, items: shorter.items.slice(0, -1) };
    if (cost(agenda, shorter) <= minutes) return shorter;
  }
  return null;
}

export type Piece = { label: string; minutes: number; kind: "open" | "topic" | "write" | "rest"; over: boolean };

/** The ruler: opening, one piece per topic, and the room that is left up to the longest agenda possible. */
export function ruler(agenda: Agenda, plan: Plan, minutes: number): { pieces: Piece[]; total: number; limit: number } {
  const pieces: Piece[] = [];
  let at = 0;
  const put = (label: string, length: number, kind: Piece["kind"]) => {
    at += length;
    pieces.push({ label, minutes: length, kind, over: kind !== "open" && at > minutes });
  };
  put("", opening(agenda, plan), "open");
  plan.items.forEach((item, index) => put(String(index + 1), topicOf(agenda, item.topic)?.minutes ?? 0, "topic"));
  if (plan.writeUp) put("", agenda.write_up_minutes, "write");
  const longest = [...agenda.topics].sort((a, b) => b.minutes - a.minutes).slice(0, agenda.max_topics);
  const most = Math.max(agenda.base_minutes, agenda.visit === "never" ? 0 : agenda.visit_minutes);
  const total = Math.max(at, most + longest.reduce((sum, topic) => sum + topic.minutes, 0) + agenda.write_up_minutes);
  if (total > at) pieces.push({ label: "", minutes: total - at, kind: "rest", over: false });
  return { pieces, total, limit: minutes };
}
