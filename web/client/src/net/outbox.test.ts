import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Act } from "../types";
import { AGAIN_MS, kept, pause } from "./again";
import { type Answer, newId, Outbox } from "./outbox";

class FakeWire {
  up = true;
  readonly sent: Act[] = [];
  readonly answers: ((answer: Answer) => void)[] = [];
  emit(act: Act, answered: (answer: Answer) => void): void {
    this.sent.push(act);
    this.answers.push(answered);
  }
}

const act = (id: string): Act => ({ id, round: 1, verb: "call", args: { company: 4 } });
const done: Answer = { ok: true, seq: 7, version: 9 };

describe("Outbox", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
  });
  afterEach(() => vi.useRealTimers());

  it("sends the same act again after 2.5, 5 and 10 seconds until it is answered", async () => {
    const wire = new FakeWire();
    const box = new Outbox(wire, localStorage, "k", () => undefined);
    const answer = box.send(act("a"));
    expect(wire.sent).toHaveLength(1);
    vi.advanceTimersByTime(2499);
    expect(wire.sent).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(wire.sent).toHaveLength(2);
    vi.advanceTimersByTime(5000);
    expect(wire.sent).toHaveLength(3);
    vi.advanceTimersByTime(10_000);
    expect(wire.sent).toHaveLength(4);
    expect(new Set(wire.sent.map((one) => JSON.stringify(one))).size).toBe(1);
    wire.answers[0]?.(done);
    await expect(answer).resolves.toEqual(done);
    vi.advanceTimersByTime(60_000);
    expect(wire.sent).toHaveLength(4);
  });

  it("keeps quiet while the line is down and sends at once when it is back", () => {
    const wire = new FakeWire();
    wire.up = false;
    const box = new Outbox(wire, localStorage, "k", () => undefined);
    void box.send(act("a"));
    vi.advanceTimersByTime(60_000);
    expect(wire.sent).toHaveLength(0);
    wire.up = true;
    box.resume();
    expect(wire.sent.map((one) => one.id)).toEqual(["a"]);
  });

  it("remembers unanswered acts over a reload and reports their answers", () => {
    const first = new FakeWire();
    void new Outbox(first, localStorage, "k", () => undefined).send(act("a"));
    const wire = new FakeWire();
    const late = vi.fn();
    const box = new Outbox(wire, localStorage, "k", late);
    expect(box.size).toBe(1);
    box.resume();
    expect(wire.sent[0]).toEqual(act("a"));
    wire.answers[0]?.({ ok: false, code: "round_over", message: "" });
    expect(late).toHaveBeenCalledOnce();
    expect(localStorage.getItem("k")).toBeNull();
  });

  it("forgets acts of long ago", () => {
    localStorage.setItem("k", JSON.stringify([{ ...act("old"), since: Date.now() - 3_600_000 }]));
    expect(new Outbox(new FakeWire(), localStorage, "k", () => undefined).size).toBe(0);
  });

  it("asks a slow server again by the same id, keeps the act meanwhile, and tells nobody of a failure", async () => {
    const wire = new FakeWire();
    const box = new Outbox(wire, localStorage, "k", () => undefined);
    const told = vi.fn();
    void box.send(act("a")).then(told);
    wire.answers[0]?.({ ok: false, code: "busy", message: "" });
    expect(kept.value).toBe(1);
    expect(localStorage.getItem("k")).toContain('"a"');
    await vi.advanceTimersByTimeAsync(AGAIN_MS[0] * 1.2);
    expect(wire.sent.map((one) => one.id)).toEqual(["a", "a"]);
    wire.answers[1]?.({ ok: false, code: "pending", message: "" });
    await vi.advanceTimersByTimeAsync(AGAIN_MS[1] * 1.2);
    expect(wire.sent).toHaveLength(3);
    expect(told).not.toHaveBeenCalled();
    wire.answers[2]?.(done);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toHaveBeenCalledExactlyOnceWith(done);
    expect(wire.sent).toHaveLength(3);
    expect(kept.value).toBe(0);
    expect(localStorage.getItem("k")).toBeNull();
  });

  it("keeps what a slow server did not take over a reload", () => {
    const first = new FakeWire();
    const box = new Outbox(first, localStorage, "k", () => undefined);
    void box.send(act("a"));
    first.answers[0]?.({ ok: false, code: "pending", message: "" });
    box.close();
    expect(kept.value).toBe(0);
    const wire = new FakeWire();
    new Outbox(wire, localStorage, "k", () => undefined).resume();
    expect(wire.sent).toEqual([act("a")]);
  });

  it("waits longer each time, and not all phones of a room at one moment", () => {
    expect([0, 1, 2, 3, 9].map((tries) => pause(tries, 0.5))).toEqual([...AGAIN_MS, AGAIN_MS[3]]);
    expect(pause(0, 0)).toBeLessThan(pause(0, 1));
  });

  it("refuses by itself what no server would read, and keeps none of it", async () => {
    const wire = new FakeWire();
    const box = new Outbox(wire, localStorage, "k", () => undefined);
    const text = (letters: number) => ({ ...act("a"), args: { text: "ж".repeat(letters) } });
    await expect(box.send(text(16_000))).resolves.toEqual({ ok: false, code: "too_large", message: "" });
    expect(wire.sent).toHaveLength(0);
    expect(localStorage.getItem("k")).toBeNull();
    void box.send(text(15_000));
    expect(wire.sent).toHaveLength(1);
    box.close();
  });

  it("takes only the first of two answers", async () => {
    const wire = new FakeWire();
    const box = new Outbox(wire, localStorage, "k", () => undefined);
    const answer = box.send(act("a"));
    vi.advanceTimersByTime(2500);
    wire.answers[1]?.(done);
    wire.answers[0]?.({ ok: false, code: "server_error", message: "" });
    await expect(answer).resolves.toEqual(done);
  });

  it("makes ids also where the browser offers no randomUUID", () => {
    const random = vi.spyOn(crypto, "randomUUID");
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    const ids = new Set(Array.from({ length: 50 }, newId));
    expect(ids.size).toBe(50);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
    random.mockRestore();
  });
});
