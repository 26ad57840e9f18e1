/** Where the reader is on the desk, kept in the address so that the phone's back button works. */
import { signal } from "@preact/signals";
import { tab as kept } from "./kept";

export type Where = { tab: string; company: number; page: string };

function parse(hash: string): Where {
  const [tab = "", company = "", page = ""] = hash.replace(/^#\/?/, "").split("/");
  const id = Number.parseInt(company, 10);
  return { tab, company: Number.isNaN(id) ? -1 : id, page };
}

/** A desk of the past is looked at and not worked on: nothing on it acts, and there is nothing to plan. */
export const replaying = signal(false);

export const where = signal<Where>(parse(location.hash));

window.addEventListener("popstate", () => {
  where.value = parse(location.hash);
});

const BEGUN = "baton.begun";

/** Begin a round on the tab of what waits first, from the top; once, so that a reload comes back to where it was, and what arrives later turns no page. */
export function begin(round: string, tab: string): void {
  if (round === "" || kept.getItem(BEGUN) === round) return;
  kept.setItem(BEGUN, round);
  lists.clear();
  go({ tab, company: -1, page: "" }, true);
  window.scrollTo(0, 0);
}

/** How far each list of a phone was scrolled: the way back from a company leads to where it was left. */
const lists = new Map<string, number>();

/** Keep the scroll of a page for as long as it is shown; returns how to stop. A page of one company begins at its top. */
export function keepScroll({ tab, company }: Where): () => void {
  window.scrollTo(0, company < 0 ? (lists.get(tab) ?? 0) : 0);
  if (company >= 0) return () => undefined;
  const note = () => lists.set(tab, window.scrollY);
  window.addEventListener("scroll", note, { passive: true });
  return () => window.removeEventListener("scroll", note);
}

/** Go somewhere on the desk; what is left out stays as it is, except that a new tab closes the company. */
export function go(to: Partial<Where>, replace = false): void {
  const from = where.peek();
  const next: Where = to.tab !== undefined && to.tab !== from.tab ? { tab: to.tab, company: -1, page: "", ...to } : { ...from, ...to };
  if (to.company !== undefined && to.page === undefined) next.page = "";
  if (replaying.peek() && (next.page === "plan" || next.page === "brief")) next.page = "";
  if (next.tab === from.tab && next.company === from.company && next.page === from.page) return;
  const company = next.company >= 0 ? `/${next.company}` : "";
  const page = company !== "" && next.page !== "" ? `/${next.page}` : "";
  history[replace || replaying.peek() ? "replaceState" : "pushState"](null, "", `#/${next.tab}${company}${page}`);
  where.value = next;
}
