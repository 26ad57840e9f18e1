import { describe, expect, it } from "vitest";
import { safe } from "./kept";

const blocked = () => {
  throw new DOMException("denied", "SecurityError");
};

describe("a browser that keeps nothing", () => {
  it("lets a page find again what was chosen on it", () => {
    const store = safe(blocked);
    expect(store.getItem("a")).toBeNull();
    store.setItem("a", "1");
    expect(store.getItem("a")).toBe("1");
    store.removeItem("a");
    expect(store.getItem("a")).toBeNull();
  });

  it("prefers what was chosen last when only writing fails", () => {
    const kept = new Map([["a", "old"]]);
    const full = { getItem: (key: string) => kept.get(key) ?? null, setItem: blocked, removeItem: (key: string) => kept.delete(key) } as unknown as Storage;
    const store = safe(() => full);
    store.setItem("a", "new");
    expect(store.getItem("a")).toBe("new");
  });
});

it("is asked nowhere else: the mere look at a store of the browser may throw", () => {
  const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.{ts,tsx}", "!./kept.ts", "!../fixtures/**"], { query: "?raw", import: "default", eager: true });
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  for (const [file, text] of Object.entries(sources)) expect(text, file).not.toMatch(/\b(localStorage|sessionStorage|indexedDB|document\.cookie)\b/);
});

describe("a browser that keeps", () => {
  it("hands everything on to its own store", () => {
    safe(() => localStorage).setItem("a", "1");
    expect(localStorage.getItem("a")).toBe("1");
    expect(safe(() => localStorage).getItem("a")).toBe("1");
    safe(() => localStorage).removeItem("a");
    expect(localStorage.getItem("a")).toBeNull();
  });
});
