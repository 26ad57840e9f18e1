/** Where the bars of the waterfall lie: from par, step by step, to what was earned. In per cent of the axis. */
import type { LeakBar } from "../../../types";

export type Rung = { step: LeakBar["step"] | "par" | "earned"; amount: number; left: number; width: number; join: number; up: boolean; /** Side on which the label stands. */ label: "left" | "right" | "inside" };
export type Cascade = { zero: number; rungs: Rung[]; /** The steps are small beside the sums: the scale begins above nothing. */ broken: boolean };

/** Room for a label beyond the longest bar, in per cent: on a whole page, and beside the causes. */
const MARGIN = 13;
export const NARROW_MARGIN = 22;

/** Steps smaller than this share of the sums could not be seen from zero. */
const FLAT = 0.4;
/** How much of the steps' own room the sums keep before them when the scale is broken. */
const BEFORE = 0.8;

/** Lay out the bars; what was earned may lie below nothing, and a team may beat par. */
export function cascade(par: number, bars: readonly Pick<LeakBar, "step" | "amount">[], earned: number, margin = MARGIN): Cascade {
  const reached = [par];
  let level = par;
  for (const bar of bars) {
    level += bar.amount;
    reached.push(level);
  }
  reached.push(earned);
  const least = Math.min(...reached);
  const high = Math.max(0, ...reached);
  const broken = least > 0 && high - least > 0 && high - least < FLAT * high;
  const low = broken ? Math.max(0, least - (high - least) * BEFORE) : Math.min(0, least);
  const from = low < 0 ? margin : 0;
  const span = Math.max(1, high - low);
  const room = 100 - from - (high > par ? margin : 4);
  const at = (value: number) => from + (room * (Math.max(low, value) - low)) / span;
  const rungs: Rung[] = [total("par", par, at, margin)];
  level = par;
  for (const bar of bars) {
    const next = level + bar.amount;
    const left = Math.min(at(level), at(next));
    const up = bar.amount >= 0;
    const width = Math.abs(at(next) - at(level));
    // A label stands on the outer side of its bar, unless there is no room for it.
    const label = up ? (left + width > 100 - margin ? "left" : "right") : left < margin ? "right" : "left";
    rungs.push({ step: bar.step, amount: bar.amount, left, width, join: at(next), up, label });
    level = next;
  }
  rungs.push(total("earned", earned, at, margin));
  return { zero: at(broken ? low : 0), rungs, broken };
}

function total(step: "par" | "earned", amount: number, at: (value: number) => number, margin: number): Rung {
  const left = Math.min(at(0), at(amount));
  const width = Math.abs(at(amount) - at(0));
  return { step, amount, left, width, join: at(amount), up: amount >= 0, label: width > 18 ? "inside" : amount >= 0 || left < margin ? "right" : "left" };
}

/** The bar that lost the most, luck aside; nothing when no step lost anything. */
export function largest<Bar extends Pick<LeakBar, "step" | "amount">>(bars: readonly Bar[]): Bar | undefined {
  const lost = bars.filter((bar) => bar.step !== "luck" && bar.amount < 0);
  return lost.sort((a, b) => a.amount - b.amount)[0];
}
