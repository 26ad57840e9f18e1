/** Where the bars of the waterfall lie: from par, step by step, to what was earned. In per cent of the axis. */
import type { LeakBar } from "../../../types";

export type Rung = { step: LeakBar["step"] | "par" | "earned"; amount: number; left: number; width: number; join: number; up: boolean; /** Side on which the label stands. */ label: "left" | "right" | "inside" };
export type Cascade = { zero: number; rungs: Rung[] };

/** Room for a label beyond the longest bar, in per cent. */
const MARGIN = 13;

/** Lay out the bars; what was earned may lie below nothing, and a team may beat par. */
export function cascade(par: number, bars: readonly Pick<LeakBar, "step" | "amount">[], earned: number): Cascade {
  const levels = [0, par];
  let level = par;
  for (const bar of bars) {
    level += bar.amount;
    levels.push(level);
  }
  levels.push(earned);
  const low = Math.min(...levels);
  const high = Math.max(...levels);
  const from = low < 0 ? MARGIN : 0;
  const span = Math.max(1, high - low);
  const at = (value: number) => from + ((100 - from - (high > par ? MARGIN : 4)) * (value - low)) / span;
  const rungs: Rung[] = [total("par", par, at)];
  level = par;
  for (const bar of bars) {
    const next = level + bar.amount;
    const left = Math.min(at(level), at(next));
    const up = bar.amount >= 0;
    const width = Math.abs(at(next) - at(level));
    // A label stands on the outer side of its bar, unless there is no room for it.
    const label = up ? (left + width > 100 - MARGIN ? "left" : "right") : left < MARGIN ? "right" : "left";
    rungs.push({ step: bar.step, amount: bar.amount, left, width, join: at(next), up, label });
    level = next;
  }
  rungs.push(total("earned", earned, at));
  return { zero: at(0), rungs };
}

function total(step: "par" | "earned", amount: number, at: (value: number) => number): Rung {
  const left = Math.min(at(0), at(amount));
  const width = Math.abs(at(amount) - at(0));
  return { step, amount, left, width, join: at(amount), up: amount >= 0, label: width > 18 ? "inside" : amount >= 0 || left < MARGIN ? "right" : "left" };
}

/** The bar that lost the most, luck aside; nothing when no step lost anything. */
export function largest<Bar extends Pick<LeakBar, "step" | "amount">>(bars: readonly Bar[]): Bar | undefined {
  const lost = bars.filter((bar) => bar.step !== "luck" && bar.amount < 0);
  return lost.sort((a, b) => a.amount - b.amount)[0];
}
