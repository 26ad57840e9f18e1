import { describe, expect, it } from "vitest";
import { callAgenda, meetAgenda } from "../../fixtures/parts";
import type { Topic } from "../../types";
import { add, addable, choose, cost, emptyPlan, fit, move, opening, remove, ruler, trimmed, undecided } from "./plan";

const call = callAgenda("Irina");
const meet = meetAgenda("Pavel");
const topic = (agenda: typeof call, name: string): Topic => agenda.topics.find((one) => one.topic === name) as Topic;
const full = ["situation", "pain", "severity", "budget"].reduce((plan, name) => add(call, topic(call, name), plan), emptyPlan(call));

describe("a call", () => {
  it("adds up opening and topics", () => {
    expect(cost(call, emptyPlan(call))).toBe(24);
    expect(cost(call, full)).toBe(24 + 7 + 9 + 8 + 7);
  });

  it("takes a topic once and no more than the most", () => {
    const one = add(call, topic(call, "pain"), emptyPlan(call));
    expect(addable(call, topic(call, "pain"), one)).toBe(false);
    expect(addable(call, topic(call, "timing"), full)).toBe(false);
    expect(add(call, topic(call, "timing"), full)).toBe(full);
  });

  it("moves and removes", () => {
    expect(move(full, 1, -1).items.map((item) => item.topic)).toEqual(["pain", "situation", "severity", "budget"]);
    expect(move(full, 0, -1)).toBe(full);
    expect(remove(full, 0).items).toHaveLength(3);
  });

  it("trims from the end to what fits", () => {
    expect(trimmed(call, full, 55)?.items).toHaveLength(4);
    expect(trimmed(call, full, 54)?.items).toHaveLength(3);
    expect(trimmed(call, full, 31)?.items).toHaveLength(1);
    expect(trimmed(call, full, 30)).toBeNull();
  });

  it("draws a ruler that always has the same length", () => {
    const empty = ruler(call, emptyPlan(call), 480);
    const planned = ruler(call, full, 40);
    expect(empty.total).toBe(planned.total);
    expect(planned.pieces.filter((piece) => piece.kind === "topic").map((piece) => piece.over)).toEqual([false, false, true, true]);
    expect(empty.pieces.reduce((sum, piece) => sum + piece.minutes, 0)).toBe(empty.total);
  });
});

describe("a meeting", () => {
  it("costs the way there only when it is a visit", () => {
    expect(opening(meet, { ...emptyPlan(meet), visit: true })).toBe(25);
    expect(opening(meet, emptyPlan(meet))).toBe(8);
    expect(emptyPlan({ ...meet, visit: "required" }).visit).toBe(true);
  });

  it("shows a demo on another pain each time, until there is none", () => {
    const demo = topic(meet, "demo");
    let plan = emptyPlan(meet);
    for (let n = 0; n < 4; n += 1) plan = add(meet, demo, plan);
    expect(plan.items.map((item) => item["pain"])).toEqual(["durability", "storage", "deadline"]);
    expect(addable(meet, demo, plan)).toBe(false);
  });

  it("makes one proposal with its default product and no discount", () => {
    const proposal = topic(meet, "proposal");
    const plan = add(meet, proposal, emptyPlan(meet));
    expect(plan.items).toEqual([{ topic: "proposal", product: "contract", discount: "0" }]);
    expect(addable(meet, proposal, plan)).toBe(false);
    expect(choose(plan, 0, "discount", "5").items[0]).toMatchObject({ discount: "5" });
  });

  it("chooses no product silently where none is known", () => {
    const unknown: Topic = { ...topic(meet, "proposal"), params: topic(meet, "proposal").params.map((one) => (one.name === "product" ? { ...one, default: "" } : one)) };
    const open = { ...meet, topics: meet.topics.map((one) => (one.topic === "proposal" ? unknown : one)) };
    const plan = add(open, unknown, emptyPlan(open));
    expect(plan.items).toEqual([{ topic: "proposal", product: "", discount: "0" }]);
    expect(undecided(open, plan)?.topic).toBe("proposal");
    expect(undecided(open, fit(open, choose(plan, 0, "product", "line")))).toBeUndefined();
  });

  it("does not take what is blocked", () => expect(addable(meet, topic(meet, "close"), emptyPlan(meet))).toBe(false));

  it("counts writing up and drops it first when minutes are short", () => {
    const plan = { ...add(meet, topic(meet, "recap"), emptyPlan(meet)), writeUp: true };
    expect(cost(meet, plan)).toBe(8 + 9 + 3);
    expect(trimmed(meet, plan, 17)).toMatchObject({ writeUp: false, items: [{ topic: "recap" }] });
  });
});

describe("a kept draft", () => {
  it("loses what is no longer possible", () => {
    const stale = { items: [{ topic: "gone" }, { topic: "close" }, { topic: "demo", pain: "nowhere" }], visit: true, writeUp: true };
    const fitted = fit({ ...meet, visit: "never", write_up_minutes: 0 }, stale);
    expect(fitted).toEqual({ items: [{ topic: "demo", pain: "durability" }], visit: false, writeUp: false });
  });

  it("takes a preset whole", () => {
    const preset = call.presets[0]?.agenda ?? [];
    const plan = fit(call, { ...emptyPlan(call), items: preset.map((item) => ({ ...item, topic: item["topic"] ?? "" })) });
    expect(plan.items.map((item) => item.topic)).toEqual(["situation", "pain", "severity", "budget"]);
  });
});
