import { beforeEach, describe, expect, it } from "vitest";
import type { Envelope } from "../types";
import { envelope, forget, take } from "./store";

const told = (version: number, session = "s"): Envelope => ({ version, session, view: { session: { rounds: 4 } } }) as unknown as Envelope;

describe("take", () => {
  beforeEach(forget);

  it("keeps the newest version only", () => {
    expect(take(told(5), true)).toBe(true);
    expect(take(told(4), false)).toBe(false);
    expect(envelope.value?.version).toBe(5);
    expect(take(told(7), false)).toBe(true);
    expect(envelope.value?.version).toBe(7);
  });

  it("takes the first view of a connection whatever its version says", () => {
    take(told(500), true);
    expect(take(told(3), true)).toBe(true);
    expect(envelope.value?.version).toBe(3);
  });

  it("takes another session from its beginning", () => {
    take(told(500), true);
    expect(take(told(1, "other"), false)).toBe(true);
  });
});
