import { act, cleanup, fireEvent, render, screen as page } from "@testing-library/preact";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { envelopeOf, facilitator, forward, screen, seat } from "../fixtures/envelopes";
import { whatIfView } from "../fixtures/debrief-sums";
import { learn, speak } from "../i18n";
import { lines } from "../state/chat";
import { tab } from "../state/kept";
import { envelope } from "../state/store";
import { wide } from "../state/ui";
import type { Envelope, SeatView } from "../types";
import { ActSheet } from "./act-sheet";
import { CharterScreen } from "./charter";
import { WhatIf } from "./debrief/whatif/whatif";
import { Alarms, untouched } from "./desk/tasks";
import { People } from "./host/people";
import { Observing } from "./observer";
import { Board } from "./projector/board";
import { TakeOver } from "./take-over";

beforeAll(async () => {
  await learn("en");
  await speak("en");
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const shocked = <Kind extends { session: SeatView["session"] }>(view: Kind, card: string, round = 4): Kind => ({
  ...view,
  session: { ...view.session, phase: "round", round, shock_card: card, shock: `Card ${card}`, shock_text: `Text of ${card}` },
});

describe("a second event card of the same round", () => {
  it("is told at every desk", () => {
    const view = seat("account");
    envelope.value = envelopeOf(view);
    const told = render(<ActSheet view={shocked(view, "chair_swap")} />);
    expect(told.container.ownerDocument.body.textContent).toContain("Text of chair_swap");
    fireEvent.click(page.getByTestId("understood"));
    told.rerender(<ActSheet view={shocked(view, "leaver")} />);
    expect(document.body.textContent).toContain("Text of leaver");
  });

  it("has the whole wall", () => {
    const view = screen("round");
    envelope.value = envelopeOf(view);
    vi.useFakeTimers();
    const wall = render(<Board view={shocked(view, "chair_swap")} />);
    act(() => void vi.advanceTimersByTime(60_000));
    expect(page.queryByTestId("event-scene")).toBeNull();
    wall.rerender(<Board view={shocked(view, "leaver")} />);
    expect(page.getByTestId("event-scene").textContent).toContain("Card leaver");
  });
});

it("whoever changed chairs is told where they sit now", () => {
  const sheet = (card: string) => {
    const view = { ...shocked(seat("sales"), card, 3), came_round: 3, team_name: "Lynxes" };
    envelope.value = envelopeOf(view);
    return render(<ActSheet view={view} />).container.ownerDocument.body.textContent;
  };
  expect(sheet("chair_swap")).toContain("You sit with Lynxes now.");
  cleanup();
  expect(sheet("leaver")).not.toContain("Lynxes now");
});

describe("an account", () => {
  const account = seat("account").companies.find((one) => one.account !== null)?.account;
  if (account === null || account === undefined) throw new Error("no account on the desk");

  it("was spoken to in this round, or before those that passed without a word", () => {
    expect(untouched({ ...account, touched: true, untouched_rounds: 3 })).toBe("this round");
    expect(untouched({ ...account, touched: false, untouched_rounds: 0 })).toBe("1 round ago");
    expect(untouched({ ...account, touched: false, untouched_rounds: 2 })).toBe("3 rounds ago");
  });

  it("counts the rounds of a complaint as its line does: not the one in which it came", () => {
    const chip = (rounds: number) => render(<Alarms account={{ ...account, complaint_rounds: rounds, order_open: false, overdue: 0 }} />).container.textContent;
    expect([chip(1), chip(2), chip(3)]).toEqual(["complaint", "complaint, 1 round", "complaint, 2 rounds"]);
  });
});

it("who observes stands under the observers, not under those taken out", () => {
  const view = facilitator("round");
  const person = { participant: "p1", name: "Olga", team: 0, here: true };
  const told: Envelope = { ...envelopeOf(view), observers: [person], removed: [{ participant: "p2", name: "Anna" }], allowed: { choosing: false, observers: 2, chat: true, chat_told: false } } as Envelope;
  envelope.value = told;
  const order = render(<People told={told} view={view} />).container.textContent ?? "";
  expect(order.indexOf("Olga")).toBeLessThan(order.indexOf("Team chat"));
  expect(order.indexOf("Taken out")).toBeGreaterThan(order.indexOf("Team chat"));
});

it("an observer sees the year after in the debrief, and not while the months play", () => {
  const year = { ...forward(0, "Otters", 0, 1), profit_12m: 100, plan_12m: 200, of_plan_12m: 50 };
  const shown = (phase: "fast_forward" | "debrief") => {
    const view = { ...screen(phase), forward: [year] };
    const told = envelopeOf(view);
    const team = view.teams[0]?.team ?? 0;
    const mine: Envelope = { ...told, me: { ...told.me, kind: "observer", team } } as Envelope;
    envelope.value = mine;
    return render(<Observing view={{ ...view, forward: [{ ...year, team }] }} told={mine} />).container.textContent;
  };
  expect(shown("debrief")).toContain("50%");
  expect(shown("fast_forward")).not.toContain("50%");
});

describe("while the charter is written", () => {
  const view = seat("sales", "charter");
  const stored = view.charter;
  if (stored === null) throw new Error("no charter");

  it.each([true, false])("a team that sits apart has its chat (wide: %s)", (laptop) => {
    wide.value = laptop;
    lines.value = [];
    envelope.value = { ...envelopeOf(view), chat: 1 } as Envelope;
    render(<CharterScreen view={view} charter={stored} />);
    expect(page.getByTestId("chat")).toBeTruthy();
  });

  it("a phone says whose change took the agreement back", () => {
    wide.value = false;
    envelope.value = envelopeOf(view);
    render(<CharterScreen view={view} charter={{ ...stored, agreed: [], edited_by: 0 }} />);
    expect(page.getByTestId("charter-edited").textContent).toContain("changed it last");
  });
});

it("the wall shows of a what-if what has room: the figures, and the first clients that it moved", () => {
  const view = whatIfView();
  const [one] = view.companies;
  if (one === undefined) throw new Error("nobody went another way");
  const many = { ...view, companies: [1, 2, 3, 4].map((company) => ({ ...one, company })) };
  const rows = (audience: "wall" | "host") => {
    const shown = render(<WhatIf view={many} args={{}} audience={audience} reveal={false} />).container;
    return [shown.querySelectorAll("tbody tr").length, shown.querySelectorAll("section.panel").length];
  };
  expect(rows("wall")).toEqual([2, 1]);
  expect(rows("host")[0]).toBe(4);
});

it("whoever takes a seat over hears of promises only where some fall due", () => {
  const view = seat("lead_gen");
  envelope.value = envelopeOf(view);
  const due = { ...seat("account").promises[0], state: "open", due_round: 1 } as SeatView["promises"][number];
  const lists = (promises: SeatView["promises"]) => {
    tab.setItem("baton.fresh", "1");
    return render(<TakeOver view={{ ...view, promises }}>desk</TakeOver>).container.textContent;
  };
  expect(lists([])).not.toContain("promise");
  expect(lists([due])).toContain("1 promise is due this round");
  tab.removeItem("baton.fresh");
});
