/** Where the debrief is open: panel, team and what of the panel. Kept in the address, so that reload and back work. */
import { signal } from "@preact/signals";
import type { Stage } from "../types";

export type Panel = Stage["panel"];
export type PanelArgs = Stage["args"];
export type Place = { panel: Panel; team: number; args: PanelArgs };

/** The panels in the order of a debrief. */
export const PANELS: readonly Panel[] = ["overview", "journey", "leaks", "whatif", "disputed", "pictures", "questions", "rules", "quiz", "machine"];

const isPanel = (word: string): word is Panel => (PANELS as readonly string[]).includes(word);

/** Read a place from the query of an address. */
export function placeOf(query: string): Place {
  const found = new URLSearchParams(query);
  const panel = found.get("panel") ?? "";
  const args: PanelArgs = {};
  for (const [key, value] of found) if (key !== "panel" && key !== "team") args[key] = /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  const team = Number(found.get("team") ?? -1);
  return { panel: isPanel(panel) ? panel : "overview", team: Number.isInteger(team) ? team : -1, args };
}

/** Write a place as the query of an address. */
export function queryOf(place: Place): string {
  const query = new URLSearchParams({ panel: place.panel });
  if (place.team >= 0) query.set("team", String(place.team));
  for (const [key, value] of Object.entries(place.args)) query.set(key, String(value));
  return `?${query.toString()}`;
}

/** Whether two places show the same: arguments in any order, numbers and their digits alike. */
export function same(one: Place, other: Place): boolean {
  const flat = (args: PanelArgs) => JSON.stringify(Object.entries(args).map(([key, value]) => [key, String(value)]).sort());
  return one.panel === other.panel && one.team === other.team && flat(one.args) === flat(other.args);
}

export const place = signal<Place>(placeOf(location.search));

window.addEventListener("popstate", () => {
  if (location.pathname.startsWith("/debrief")) place.value = placeOf(location.search);
});

/** Open a panel, or another part of the one that is open; a slider does not fill the history. */
export function open(to: Partial<Place>, replace = false): void {
  const from = place.peek();
  const next: Place = { ...from, ...to };
  if (to.panel !== undefined && to.panel !== from.panel && to.args === undefined) next.args = {};
  if (same(from, next)) return;
  if (location.pathname.startsWith("/debrief")) history[replace ? "replaceState" : "pushState"](null, "", queryOf(next) + (next.panel === from.panel ? location.hash : ""));
  place.value = next;
}

/** One argument as a number, or what it is without one. */
export function numberOf(args: PanelArgs, key: string, otherwise = -1): number {
  const value = args[key];
  const found = typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : Number.NaN;
  return Number.isNaN(found) ? otherwise : found;
}

/** One argument as a word, or what it is without one. */
export function wordOf(args: PanelArgs, key: string, otherwise = ""): string {
  const value = args[key];
  return value === undefined ? otherwise : String(value);
}
