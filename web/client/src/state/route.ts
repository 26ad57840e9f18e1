/** Where the reader is on the desk, kept in the address so that the phone's back button works. */
import { signal } from "@preact/signals";

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
