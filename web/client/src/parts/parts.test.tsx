import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import axe from "axe-core";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { cells } from "../fixtures/parts";
import { learn, speak } from "../i18n";
import type { Connection } from "../net/socket";
import { useConnection } from "../state/acts";
import { envelope, link } from "../state/store";
import type { Envelope } from "../types";
import { Baton, inWords } from "./baton";
import { ActButton } from "./button";
import { Segments } from "./fields";
import { Sheet, trap } from "./sheet";
import { WorkBar } from "./time";

beforeAll(async () => {
  await learn("en");
  await learn("ru");
});
beforeEach(async () => {
  await speak("en");
  link.value = "up";
  envelope.value = null;
});
afterEach(() => {
  cleanup();
  document.body.innerHTML = "";
});

describe("Baton", () => {
  it("draws eight cells by their state and says them", () => {
    render(<Baton cells={cells("cgccuguu")} />);
    const capsule = screen.getByRole("img", { name: "Known: 3 of 8 confirmed, 2 guesses" });
    expect([...capsule.children].map((cell) => cell.className)).toEqual(["c", "g", "c", "c", "u", "g", "u", "u"]);
  });

  it("strikes out what was lost", () => {
    const { container } = render(<Baton cells={cells("cuuuuuuu").map((cell, index) => ({ ...cell, lost: index === 1 }))} />);
    expect(container.querySelectorAll("i.x")).toHaveLength(1);
  });

  it("counts in both languages", async () => {
    expect(inWords(cells("cccuuuuu"))).toBe("3 of 8 confirmed");
    await speak("ru");
    expect(inWords(cells("cgguuuuu"))).toBe("подтверждено 1 из 8, 2 догадки");
  });
});

describe("Sheet", () => {
  const show = (close = vi.fn()) => {
    document.body.innerHTML = '<div id="app"><button id="opener">open</button></div>';
    document.getElementById("opener")?.focus();
    const { unmount } = render(
      <Sheet title="Handoff" close={close}>
        <button type="button">one</button>
        <button type="button">two</button>
      </Sheet>,
      { container: document.body.appendChild(document.createElement("div")) },
    );
    return { dialog: screen.getByRole("dialog", { name: "Handoff" }), close, unmount };
  };

  it("keeps the focus inside, in a circle", () => {
    const { dialog } = show();
    const [first, , last] = [...dialog.querySelectorAll("button")];
    last?.focus();
    fireEvent.keyDown(dialog, { key: "Tab" });
    expect(document.activeElement).toBe(first);
    fireEvent.keyDown(dialog, { key: "Tab", shiftKey: true });
    expect(document.activeElement).toBe(last);
  });

  it("closes on Escape when its pressed button dropped the focus", () => {
    const { close } = show();
    (document.activeElement as HTMLElement).blur();
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(close).toHaveBeenCalledOnce();
  });

  it("brings a lost focus back in", () => {
    const { dialog } = show();
    (document.activeElement as HTMLElement).blur();
    expect(trap(dialog, new KeyboardEvent("keydown", { key: "Tab" }))).toBe(true);
    expect(dialog.contains(document.activeElement)).toBe(true);
  });

  it("closes on Escape, makes the page inert and gives the focus back", () => {
    const { dialog, close, unmount } = show();
    expect(document.getElementById("app")?.hasAttribute("inert")).toBe(true);
    fireEvent.keyDown(dialog, { key: "Escape" });
    expect(close).toHaveBeenCalledOnce();
    unmount();
    expect(document.getElementById("app")?.hasAttribute("inert")).toBe(false);
    expect(document.activeElement?.id).toBe("opener");
  });
});

describe("ActButton", () => {
  const deed = { verb: "accept", args: { handoff: 3 }, label: "Accept" };

  it("shows its price, locks until the answer and acts once", async () => {
    let answer: (value: unknown) => void = () => undefined;
    const act = vi.fn(() => new Promise((done) => (answer = done)));
    useConnection({ act, sync: () => undefined } as unknown as Connection);
    envelope.value = { version: 1, clock: { state: "running" }, me: { kind: "seat", superseded: false }, view: { session: { round: 2 } } } as unknown as Envelope;
    const finished = vi.fn();
    render(<ActButton deed={deed} label="Accept" minutes={14} onDone={finished} />);
    const button = screen.getByRole("button", { name: /Accept/ });
    expect(button.textContent).toContain("14\u00a0min");
    fireEvent.click(button);
    fireEvent.click(button);
    expect(act).toHaveBeenCalledExactlyOnceWith(2, "accept", { handoff: 3 });
    await vi.waitFor(() => expect(button.getAttribute("aria-busy")).toBe("true"));
    answer({ ok: true, seq: 1, version: 1 });
    await vi.waitFor(() => expect(finished).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(button.getAttribute("aria-busy")).toBeNull());
  });

  it("is disabled with its reason when blocked, and when the line is down", () => {
    render(<ActButton deed={deed} label="Accept" blocked="Not enough work left" />);
    expect(screen.getByRole("button")).toHaveProperty("disabled", true);
    expect(screen.getByText("Not enough work left")).toBeTruthy();
    cleanup();
    link.value = "down";
    render(<ActButton deed={deed} label="Accept" />);
    expect(screen.getByRole("button")).toHaveProperty("disabled", true);
  });
});

describe("Segments", () => {
  it("moves with the arrows like a radio group", () => {
    const pick = vi.fn();
    const choices = [
      { value: "told", label: "Told" },
      { value: "card", label: "Card" },
    ];
    render(<Segments label="Mode" value="told" choices={choices} onPick={pick} />);
    fireEvent.keyDown(screen.getByRole("radiogroup"), { key: "ArrowRight" });
    expect(pick).toHaveBeenCalledWith("card");
  });
});

it("parts pass axe", async () => {
  const minutes = { total: 480, released: 312, spent: 96, left: 216, overrun: 0, carried: 0, clock: 96 };
  const { container } = render(
    <main>
      <h1>Parts</h1>
      <WorkBar minutes={minutes} cost={54} />
      <Baton cells={cells("cgccuguu")} />
      <Segments label="Mode" value="a" choices={[{ value: "a", label: "A" }]} onPick={() => undefined} />
    </main>,
  );
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map((one) => one.id)).toEqual([]);
});
