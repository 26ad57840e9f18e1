import { cleanup, render } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { pretend, SCENES } from "../fixtures/gallery";
import { learn, speak } from "../i18n";
import { handing } from "./desk/handoff";
import { wide } from "../state/ui";

const AXE = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], rules: { "color-contrast": { enabled: false } } };

beforeAll(async () => {
  await learn("en");
  await learn("ru");
});
beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no network in tests")));
  document.body.innerHTML = '<div id="app"></div>';
  document.documentElement.lang = "en";
  document.title = "Baton";
  handing.value = false;
  pretend();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe.each([
  ["phone", false, "en"],
  ["laptop", true, "ru"],
] as const)("on a %s", (_, laptop, tongue) => {
  it.each(Object.keys(SCENES))("%s is drawn and passes axe", async (name) => {
    await speak(tongue);
    wide.value = laptop;
    const app = document.getElementById("app") as HTMLElement;
    const scene = SCENES[name]?.();
    render(<>{scene}</>, { container: app });
    const busy = name.endsWith("loading") ? ".loading" : ".loading, .counting";
    await vi.waitFor(() => expect(app.querySelector(busy)).toBeNull(), { timeout: 10_000 });
    expect(app.textContent).not.toMatch(/undefined|NaN|\{\w+\}/);
    expect(app.querySelector("h1")).not.toBeNull();
    const { violations } = await axe.run(document.body, AXE);
    expect(violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});
