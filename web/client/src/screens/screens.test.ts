import { describe, expect, it } from "vitest";
import { facilitator, envelopeOf, seat } from "../fixtures/envelopes";
import { reweighed } from "./charter";
import { groups, nextGroup, openTab } from "./desk/model";
import { needs } from "./host/needs";
import { type Remedy, useful } from "./host/remedies";
import { leadsTo, worthAsking } from "./join";

describe("a join code", () => {
  it("is asked about once enough is typed, on any keyboard", () => {
    for (const text of ["K7M4 QD2X", "k7m4-qd2x", "К7М4 АВ2Х", "Ｋ７Ｍ４ＱＤ２Ｘ", "http://10.0.0.7:8000/#K7M4QD2X"]) expect(worthAsking(text)).toBe(true);
    for (const text of ["", "K7M4", "K7M4 QD2", "- - - - - - - -"]) expect(worthAsking(text)).toBe(false);
  });

  it("is the code of a link however the link writes it", () => {
    expect(leadsTo("K7M4QD2X", "K7M4 QD2X")).toBe(true);
    expect(leadsTo("k7m4-qd2x", "K7M4 QD2X")).toBe(true);
    expect(leadsTo("K7M4QD2Y", "K7M4 QD2X")).toBe(false);
  });
});

describe("the next sensible thing", () => {
  const company = (id: number, role: "lead_gen" | "sales" = "lead_gen") => seat(role).companies.find((one) => one.id === id) as ReturnType<typeof seat>["companies"][number];

  it("is the call for somebody who waits, the brief after a talk", () => {
    expect(nextGroup(company(4))?.verb).toBe("call");
    expect(nextGroup(company(15))?.verb).toBe("hand_over");
  });

  it("is a follow-up while a client thinks", () => expect(nextGroup(company(24, "sales"))?.verb).toBe("follow_up"));

  it("is one button per verb", () => {
    const verbs = groups(company(15)).map((group) => group.verb);
    expect(new Set(verbs).size).toBe(verbs.length);
    expect(verbs).not.toContain("mark");
  });
});

it("a seller without briefs starts at the pipeline", () => {
  const view = seat("sales");
  expect(openTab(view, "").id).toBe("briefs");
  expect(openTab({ ...view, companies: view.companies.filter((one) => one.place !== "to_accept") }, "").id).toBe("pipeline");
});

it("those who are gone come before those who are idle", () => {
  const view = facilitator();
  const list = needs(view, envelopeOf(view));
  expect(list.map((need) => need.kind)).toEqual(["away", "idle"]);
  expect(needs(view, envelopeOf(view, { clock: { state: "paused", left_ms: 1, total_ms: 1, server_ms: 0 } })).map((need) => need.kind)).toEqual(["away"]);
});

describe("a remedy for a seat", () => {
  const { session } = facilitator();
  const [one] = envelopeOf(facilitator()).presence;
  const offered = (phase: typeof session.phase, round: number, state: "here" | "away" | "bot" = "here") => [...useful({ ...(one as NonNullable<typeof one>), name: "Dana", participant: "p", state }, { ...session, phase, round })].sort();
  const always: Remedy[] = ["link", "remove", "rename"];

  it.each(["lobby", "round", "charter", "result"] as const)("is a bot, a word or another seat in the %s, while a round is to be played", (phase) => {
    expect(offered(phase, 3)).toEqual([...always, "bot", "move", "nudge"].sort());
    expect(offered(phase, 3, "away")).toEqual([...always, "bot", "move"].sort());
    expect(offered(phase, 3, "bot")).toEqual([...always, "move", "person"].sort());
  });

  it.each([["result", 4], ["fast_forward", 4], ["debrief", 4], ["debrief", 2], ["closed", 4]] as const)("is none that would change nothing: in the %s after round %i", (phase, round) => {
    expect(offered(phase, round)).toEqual(always);
    expect(offered(phase, round, "bot")).toEqual(always);
  });
});

it("weights stay at a hundred per cent", () => {
  const start = { count: 25, accepted: 25, right: 20, quick: 15, won: 15 };
  for (const value of [0, 30, 60, 100]) {
    const next = reweighed(start, "count", value);
    expect(Object.values(next).reduce((sum, part) => sum + part, 0)).toBe(100);
    expect(next["count"]).toBe(value);
    expect(Math.min(...Object.values(next))).toBeGreaterThanOrEqual(0);
  }
});
