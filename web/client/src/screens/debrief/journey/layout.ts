/** Where the pieces of a journey lie. Units are sixteenths of a rem: the same drawing on a laptop and on the wall. */
import type { JourneyView, Role } from "../../../types";
import { lettering, measured } from "./measure";
import { type Lane, type Piece, piecesOf } from "./stops";

/** How wide a capsule is, and how wide where there is no room. */
const CAPSULE = 164;
const NARROW = 118;
export const DOT = 15;
const GAP = 14;
const FIRST = 26;
/** How far left of the joint the line falls. */
export const DROP = 24;
const TAG = 26;
/** A promise, and how high the line of trust may go. */
export const ROW = 26;
export const TRUST = 50;

export type Put = { piece: Piece; x: number; y: number };
export type LaneBox = { lane: Lane; top: number; height: number; middle: number };
export type Drawing = { width: number; height: number; lanes: LaneBox[]; puts: Put[]; rounds: { round: number; start: number; end: number }[]; xOf: (at: number) => number; size: number; capsule: number; promises: JourneyView["promises"] };

const ROLES: readonly Role[] = ["lead_gen", "sales", "account"];

/** How wide a caption is. */
export function wide(lines: readonly string[], bold = false): number {
  return Math.max(0, ...lines.map((line) => measured(line, bold)));
}

/** Above the line, on it, below it: what lies on different levels does not collide. */
type Level = "top" | "mid" | "low";
type Reach = { lane: Lane; level: Level; left: number; right: number };

/** Quotes begin at their stop; that of the last stop ends there. */
export function quoteAt(stop: { said: readonly string[] }, last: boolean): { left: number; right: number } {
  const width = wide(stop.said);
  return last ? { left: width - DOT, right: DOT } : { left: DOT, right: width - DOT };
}

/** What a piece takes on each lane and level, left and right of its place. */
export function reach(piece: Piece, last = false, capsule = CAPSULE): Reach[] {
  if (piece.what === "stop" && piece.lane === "company") return [{ lane: piece.lane, level: "mid", left: DOT, right: DOT + 6 + wide([piece.label.join(" ")]) }];
  if (piece.what === "stop") {
    const half = Math.max(DOT, wide(piece.label, piece.bad) / 2);
    const found: Reach[] = [
      { lane: piece.lane, level: "mid", left: DOT, right: DOT + (piece.count > 1 ? 8 : 0) },
      { lane: piece.lane, level: "low", left: half, right: half },
    ];
    if (piece.said.length > 0) found.push({ lane: piece.lane, level: "top", ...quoteAt(piece, last) });
    return found;
  }
  if (piece.what === "idle") {
    const width = idleWidth(piece.minutes);
    const over = Math.max(0, (wide([piece.label]) - width) / 2);
    return [
      { lane: piece.lane, level: "mid", left: 2, right: width },
      { lane: piece.lane, level: "top", left: over, right: width + over },
    ];
  }
  const rows = Math.ceil(piece.fallen.length / columns(piece.fallen.length));
  const widest = (list: readonly { label: string }[]) => Math.max(0, ...list.map((one) => tagWidth(one.label) + 6));
  const floor = piece.fallen.length > 0 ? DROP + 12 + widest(piece.fallen.slice(0, rows)) + widest(piece.fallen.slice(rows)) : DROP;
  const deep = rows > 1;
  return [
    { lane: piece.lane, level: "mid", left: capsule, right: 2 },
    { lane: piece.lane, level: "top", left: wide([piece.above]) + 4, right: 0 },
    { lane: piece.lane, level: "low", left: DROP + 4, right: 0 },
    { lane: piece.to, level: "mid", left: floor, right: capsule },
    { lane: piece.to, level: "top", left: deep ? floor : DROP, right: wide([piece.below]) + 8 },
    { lane: piece.to, level: "low", left: deep ? floor : 0, right: wide([piece.left]) + 8 },
  ];
}

/** How wide a tag of something fallen is. */
export function tagWidth(label: string): number {
  return measured(label, true) + 36;
}

/** Fallen things lie in one column, many of them in two. */
export function columns(count: number): number {
  return count > 4 ? 2 : 1;
}

/** A wait as a bar: longer for longer, within what can be drawn. */
export function idleWidth(minutes: number): number {
  return Math.max(44, Math.min(150, 30 + minutes / 5));
}

/** Put every piece as near to its time as its neighbours let it. Returns places and how far the drawing goes. */
function settle(pieces: readonly Piece[], scale: number, capsule: number): { places: number[]; end: number } {
  const edge = new Map<string, number>();
  const places: number[] = [];
  let last = FIRST;
  let end = 0;
  pieces.forEach((piece, index) => {
    const takes = reach(piece, index === pieces.length - 1, capsule);
    const own = (level: Level) => (level === "mid" ? (piece.what === "idle" ? 4 : GAP) : 9);
    const x = Math.max(FIRST + piece.at * scale, last, ...takes.map((one) => (edge.has(one.lane + one.level) ? (edge.get(one.lane + one.level) ?? 0) + own(one.level) : 0) + one.left));
    for (const one of takes) {
      edge.set(one.lane + one.level, x + one.right);
      end = Math.max(end, x + one.right);
    }
    places.push(x);
    last = x + (piece.what === "pass" ? 1 : 4);
  });
  return { places, end: end + 6 };
}

/** The largest stretch of time with which everything fits into `width`. */
function best(pieces: readonly Piece[], width: number, capsule: number): { places: number[]; end: number } {
  let low = 0;
  let high = Math.max(0, width) / 1000;
  if (settle(pieces, 0, capsule).end > width) return settle(pieces, 0, capsule);
  for (let step = 0; step < 18; step++) {
    const middle = (low + high) / 2;
    if (settle(pieces, middle, capsule).end <= width) low = middle;
    else high = middle;
  }
  return settle(pieces, low, capsule);
}

/** From a place of the session to a place of the drawing, through the pieces' own. */
function ruler(pieces: readonly Piece[], places: readonly number[], width: number): (at: number) => number {
  const knots: [number, number][] = [[0, 0]];
  pieces.forEach((piece, index) => {
    const x = places[index] ?? 0;
    const last = knots[knots.length - 1] as [number, number];
    if (piece.at > last[0]) knots.push([piece.at, x]);
  });
  const last = knots[knots.length - 1] as [number, number];
  if (last[0] < 1000) knots.push([1000, Math.max(width, last[1])]);
  return (at) => {
    for (let index = 1; index < knots.length; index++) {
      const [toAt, toX] = knots[index] as [number, number];
      const [fromAt, fromX] = knots[index - 1] as [number, number];
      if (at <= toAt) return fromX + ((toX - fromX) * (at - fromAt)) / Math.max(1, toAt - fromAt);
    }
    return width;
  };
}

/** How high each lane wants to be, and has to be: the company's with what is unmasked, a receiver's with what fell on its floor. */
function heights(view: JourneyView, pieces: readonly Piece[], wall: boolean): { lane: Lane; high: number; least: number }[] {
  const company = 44 + (view.trust.length > 1 ? TRUST + 12 : 0) + ROW * Math.min(wall ? 2 : 3, view.promises.length);
  const lanes: { lane: Lane; high: number; least: number }[] = [{ lane: "company", high: company, least: company }];
  for (const role of ROLES) {
    const busy = pieces.filter((one) => one.lane === role || (one.what === "pass" && one.to === role));
    const tags = Math.max(0, ...busy.map((one) => (one.what === "pass" && one.to === role ? Math.ceil(one.fallen.length / columns(one.fallen.length)) : 0)));
    const said = busy.some((one) => one.what === "stop" && one.said.length > 1);
    const high = busy.length === 0 ? 52 : Math.max(106 + (said ? 14 : 0), tags * TAG + 24);
    lanes.push({ lane: role, high, least: busy.length === 0 ? 38 : Math.max(84 + (said ? 14 : 0), tags * TAG + 10) });
  }
  return lanes;
}

const TIGHTER = ["quiet", "tight", "bare"] as const;

/**
 * Lay out a journey in a space of `width`, at least; `height` is shared out when there is more of it than needed.
 * What is a little too wide is drawn smaller (down to `least`); then neighbours of a kind become one.
 */
export function layout(view: JourneyView, width: number, height = 0, least = 1, size = 1): Drawing {
  lettering(size);
  let pieces = piecesOf(view, "loose");
  let found = best(pieces, width, CAPSULE);
  let narrow = false;
  // On the wall nothing scrolls: there only what tells is left in the end.
  for (const tightness of height > 0 ? TIGHTER : TIGHTER.slice(0, 2)) {
    if (found.end <= width / least) break;
    pieces = piecesOf(view, tightness);
    narrow = tightness === "bare";
    found = best(pieces, width, narrow ? NARROW : CAPSULE);
  }
  const wants = heights(view, pieces, height > 0);
  const total = wants.reduce((sum, one) => sum + one.high, 0);
  const slack = wants.reduce((sum, one) => sum + one.high - one.least, 0);
  const more = height <= 0 ? 0 : Math.max(-slack, Math.min(height - total, total * 0.45));
  const lanes: LaneBox[] = [];
  let top = 0;
  for (const { lane, high, least } of wants) {
    // What is over is shared out by size, what is missing is taken where it can be spared.
    const share = high + (more >= 0 ? (more * high) / total : (more * (high - least)) / Math.max(1, slack));
    lanes.push({ lane, top, height: share, middle: top + share / 2 });
    top += share;
  }
  const middle = (lane: Lane) => lanes.find((one) => one.lane === lane)?.middle ?? 0;
  const full = Math.max(width, found.end);
  const xOf = ruler(pieces, found.places, full);
  return {
    width: full,
    height: top,
    lanes,
    puts: pieces.map((piece, index) => ({ piece, x: found.places[index] ?? 0, y: middle(piece.lane) })),
    rounds: view.rounds.map((one) => ({ round: one.round, start: xOf(one.start), end: xOf(one.end) })),
    xOf,
    size,
    promises: [...view.promises].sort((a, b) => Number(b.state === "broken") - Number(a.state === "broken")).slice(0, height > 0 ? 2 : 3),
    capsule: narrow ? NARROW : CAPSULE,
  };
}
