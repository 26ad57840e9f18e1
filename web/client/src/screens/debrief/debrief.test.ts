import { beforeAll, describe, expect, it } from "vitest";
import { disputedView, votes } from "../../fixtures/debrief-lessons";
import { journeyView, longJourney, timelineView } from "../../fixtures/debrief-stories";
import { leaksView, picturesView } from "../../fixtures/debrief-sums";
import { learn, speak } from "../../i18n";
import { address } from "../../net/debrief";
import { placeOf, queryOf, same } from "../../state/place";
import type { JourneyView } from "../../types";
import { layout, reach } from "./journey/layout";
import { piecesOf, wrapped } from "./journey/stops";
import { cascade, largest } from "./leaks/cascade";
import { leadOf, tally } from "./lessons/disputed";
import { latest, places, scale, stepped, thinned } from "./machine/marks";
import { kpiOption, qualityOption, waitsOption } from "./pictures/options";
import { palette } from "./pictures/palette";
import { funnelTable, waitsTable } from "./pictures/tables";
import { isShown, placeOnStage } from "./staging";
import { showing } from "./staged";

beforeAll(async () => {
  await learn("en");
  await speak("en");
});

describe("the address of a panel", () => {
  it("comes back as it was written", () => {
    const place = { panel: "whatif" as const, team: 2, args: { kind: "clean", target: 3, value: "", mode: "held" } };
    expect(placeOf(queryOf(place))).toEqual(place);
  });

  it("opens on the overview when it is nonsense", () => expect(placeOf("?panel=attic&team=x")).toEqual({ panel: "overview", team: -1, args: {} }));

  it("is the same in any order", () => {
    expect(same({ panel: "machine", team: 0, args: { seat: 1, seq: 4 } }, { panel: "machine", team: 0, args: { seq: "4", seat: 1 } })).toBe(true);
    expect(same({ panel: "machine", team: 0, args: { seat: 1 } }, { panel: "machine", team: 1, args: { seat: 1 } })).toBe(false);
  });

  it("asks the server with switches as digits", () => expect(address("s 1", "journey", { company: 7, reveal: true })).toBe("/api/debrief/s%201/journey?company=7&reveal=1"));
});

describe("the waterfall", () => {
  it.each(["usual", "none", "above", "below"] as const)("joins bar to bar (%s)", (kind) => {
    const view = leaksView(kind);
    const { rungs, zero } = cascade(view.par, view.bars, view.earned);
    expect(rungs).toHaveLength(view.bars.length + 2);
    rungs.slice(1, -1).forEach((rung, index) => {
      const before = rungs[index]?.join ?? 0;
      expect(Math.min(Math.abs(rung.left - before), Math.abs(rung.left + rung.width - before))).toBeLessThan(0.001);
    });
    expect(rungs[rungs.length - 1]?.join).toBeCloseTo(rungs[rungs.length - 2]?.join ?? -1, 6);
    for (const rung of rungs) {
      expect(rung.left).toBeGreaterThanOrEqual(0);
      expect(rung.left + rung.width).toBeLessThanOrEqual(100.001);
    }
    expect(zero).toBeGreaterThanOrEqual(0);
  });

  it("begins above nothing when the steps could not be seen from zero, and says so", () => {
    const bars = [{ step: "handoff" as const, amount: -1_000 }, { step: "sales" as const, amount: 400 }];
    const near = cascade(100_000, bars, 99_400);
    expect(near.broken).toBe(true);
    expect(near.rungs[1]?.width).toBeGreaterThan(20);
    expect(cascade(1_500, bars, 900).broken).toBe(false);
  });

  it("blames a step for the largest loss, never luck", () => {
    expect(largest([{ step: "luck", amount: -900 }, { step: "sales", amount: -10 }, { step: "care", amount: 50 }])?.step).toBe("sales");
    expect(largest([{ step: "luck", amount: -900 }, { step: "care", amount: 0 }])).toBeUndefined();
  });
});

describe("the way of a client", () => {
  const overlaps = (view: JourneyView, width: number, tall = 0): string[] => {
    const { puts, capsule } = layout(view, width, tall);
    const taken: { key: string; from: number; to: number }[] = [];
    const clashes: string[] = [];
    puts.forEach(({ piece, x }, index) => {
      for (const one of reach(piece, index === puts.length - 1, capsule)) {
        const span = { key: `${one.lane} ${one.level}`, from: x - one.left, to: x + one.right };
        if (taken.some((other) => other.key === span.key && span.from < other.to - 0.01 && other.from < span.to - 0.01)) clashes.push(`${span.key} at ${Math.round(x)}`);
        taken.push(span);
      }
    });
    return clashes;
  };

  it.each([
    ["a lost lead", journeyView(true)],
    ["a long story", longJourney(true)],
  ])("never draws one thing over another: %s", (_, view) => {
    for (const width of [500, 700, 900, 1400]) {
      expect(overlaps(view, width)).toEqual([]);
      expect(overlaps(view, width, 400)).toEqual([]);
    }
  });

  it("keeps the order of time", () => {
    const { puts } = layout(longJourney(), 900);
    const xs = puts.map((put) => put.x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
  });

  it("fills the room that it has, and asks for more only when it must", () => {
    expect(layout(journeyView(), 1400).width).toBe(1400);
    expect(layout(longJourney(), 600).width).toBeGreaterThan(600);
  });

  it("shows what the sender held where the finish signed and handed over without a stop of its own", () => {
    const view = journeyView();
    const held = view.points.find((one) => one.kind === "handoff")?.cells ?? [];
    const points = view.points.map((one) => (one.kind === "handoff" ? { ...one, kind: "call" as const } : one));
    const pass = piecesOf({ ...view, points }, "loose").find((piece) => piece.what === "pass");
    expect(held.length).toBe(8);
    expect(pass?.what === "pass" ? pass.known : []).toEqual(held);
  });

  it("passes the baton end to end: what is known left, what arrived right, the fallen between", () => {
    const pass = piecesOf(journeyView(), "loose").find((piece) => piece.what === "pass");
    expect(pass?.what === "pass" && pass.fallen.map((one) => one.how)).toEqual(["missing", "promise", "guess"]);
    expect(pass?.what === "pass" && pass.got.filter((cell) => cell.lost).map((cell) => cell.field)).toEqual(["timing"]);
  });

  it("draws only what tells when nothing else fits", () => {
    const bare = piecesOf(longJourney(), "bare");
    expect(bare.filter((piece) => piece.what === "pass")).toHaveLength(3);
    expect(bare.length).toBeLessThan(piecesOf(longJourney(), "tight").length);
    expect(piecesOf(longJourney(), "tight").length).toBeLessThan(piecesOf(longJourney(), "loose").length);
  });

  it("breaks long captions between words", () => {
    expect(wrapped("asked again: budget, timing", 14, 2)).toEqual(["asked again:", "budget, timing"]);
    expect(wrapped("one two three four five", 8, 2)).toEqual(["one two", "three…"]);
  });
});

describe("the timeline", () => {
  const view = timelineView();

  it("steps to the next and the last moment and stops at the ends", () => {
    const seqs = places([{ seq: 9 }, { seq: 4 }, { seq: 9 }, { seq: 14 }]);
    expect(seqs).toEqual([4, 9, 14]);
    expect(stepped(seqs, 4, 1)).toBe(9);
    expect(stepped(seqs, 5, -1)).toBe(4);
    expect(stepped(seqs, 14, 1)).toBeUndefined();
  });

  it("knows the last key moment before a place", () => expect(latest(view.keys, 40)?.seq).toBe(31));

  it("draws the year after the play short, and finds every place again", () => {
    const long = { ...view, last_seq: 1500 };
    const { share, seq, end } = scale(long);
    expect(end).toBe(69);
    expect(share(69)).toBeCloseTo(0.9);
    for (const at of [0, 14, 69, 700, 1500]) expect(Math.abs(seq(share(at)) - at)).toBeLessThanOrEqual(1);
    expect(scale(view).share(35)).toBeCloseTo(0.5);
  });

  it("keeps the gravest of marks that would cover each other", () => {
    const mark = (seq: number, kind: "handoff" | "lost" | "won") => ({ seq, round: 1, kind, label: kind });
    const kept = thinned([mark(10, "handoff"), mark(11, "lost"), mark(60, "won")], (seq) => seq / 100, 20);
    expect(kept.map((one) => one.kind)).toEqual(["lost", "won"]);
  });
});

describe("a vote", () => {
  const view = disputedView();

  it("adds up the answers and hides them until they are told", () => {
    const open = tally(votes(false).slice(0, 1), view.choices);
    expect([open.voted, open.of, open.told]).toEqual([14, 16, false]);
    const told = tally(votes(true), view.choices);
    expect(told.counts.get("handoff")).toBe(15);
    expect(told.told).toBe(true);
  });

  it("looks at the first lead when the address names none", () => {
    expect(leadOf(view, -1).index).toBe(0);
    expect(leadOf(view, 31).index).toBe(1);
  });
});

describe("what is shown to others", () => {
  const stage = { panel: "leaks" as const, team: 1, args: { step: "handoff" }, screen: true, people: false, reveal: false, votes: [] };

  it("is this place only while somebody follows", () => {
    expect(isShown(stage, placeOnStage(stage))).toBe(true);
    expect(isShown({ ...stage, screen: false }, placeOnStage(stage))).toBe(false);
    expect(isShown(stage, { panel: "leaks", team: 1, args: {} })).toBe(false);
  });

  it("is asked for anew when the showing changes, not when somebody votes", () => {
    expect(showing({ ...stage, votes: votes(false) }, 4)).toBe(showing(stage, 5));
    expect(showing({ ...stage, reveal: true }, 4)).not.toBe(showing(stage, 4));
    expect(showing({ ...stage, panel: "rules" }, 4)).not.toBe(showing({ ...stage, panel: "rules" }, 5));
  });
});

describe("pictures", () => {
  const view = picturesView();

  it("say the same in their tables", () => {
    const funnel = view.funnels[0];
    expect(funnel === undefined ? [] : funnelTable(funnel).rows[0]).toEqual(["came", "called", funnel?.links[0]?.count]);
    expect(waitsTable(view).rows[0]).toEqual(["Lead generation", "under 30 min", 12, 7, "58%"]);
  });

  it("give each role a field and a shape of its own", () => {
    const series = kpiOption(view, palette(), false)["series"] as { symbol: string }[];
    expect(new Set(series.map((one) => one.symbol)).size).toBe(3);
    expect((waitsOption(view, palette(), true)["series"] as unknown[]).length).toBe(2);
  });

  it("draw the line without an interval outside the field", () => {
    const [low, band] = qualityOption(view, palette())["series"] as { data: [number, number][] }[];
    (low?.data ?? []).forEach(([, from], index) => expect(from + (band?.data[index]?.[1] ?? 0)).toBeLessThanOrEqual(108));
  });

});
