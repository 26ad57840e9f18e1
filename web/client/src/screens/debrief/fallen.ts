/** What fell out of the baton between two hands, seen from the cells alone. */
import type { Cell } from "../../types";

export type Fallen = { field: Cell["field"]; label: string; kind: "lost" | "guess" | "changed" };

/** Compare what was known with what arrived. */
export function fallen(known: readonly Cell[], received: readonly Cell[]): Fallen[] {
  const found: Fallen[] = [];
  for (const before of known) {
    if (before.status === "unknown") continue;
    const after = received.find((cell) => cell.field === before.field);
    const { field, label } = before;
    if (after === undefined || after.status === "unknown") found.push({ field, label, kind: "lost" });
    else if (after.value !== before.value && after.value !== "" && before.value !== "") found.push({ field, label, kind: "changed" });
    else if (before.status === "confirmed" && after.status === "guess") found.push({ field, label, kind: "guess" });
  }
  return found;
}

/** The received capsule with the lost cells struck through. */
export function struck(known: readonly Cell[], received: readonly Cell[]): (Cell & { lost: boolean })[] {
  const gone = new Set(fallen(known, received).filter((one) => one.kind !== "guess").map((one) => one.field));
  return received.map((cell) => ({ ...cell, lost: gone.has(cell.field) }));
}
