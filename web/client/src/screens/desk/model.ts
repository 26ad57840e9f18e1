/** What a desk shows where: tabs of a role, companies of a tab, offers grouped for buttons. Reads the view, decides nothing. */
import type { IconName } from "../../parts/icon";
import { type Key, t } from "../../i18n";
import type { CompanyView, HandoffView, Mate, Offer, Place, Role, SeatView } from "../../types";

export type Tab = { id: string; icon: IconName; label: Key; places: readonly Place[] };

const TEAM: Tab = { id: "team", icon: "people", label: "tab.team", places: [] };
const PROMISES: Tab = { id: "promises", icon: "tag", label: "tab.promises", places: [] };
const BRIEFS: Tab = { id: "briefs", icon: "inbox", label: "tab.briefs", places: ["to_accept"] };

const TABS: Record<Role, readonly Tab[]> = {
  lead_gen: [
    { id: "inbound", icon: "inbox", label: "tab.inbound", places: ["inbound", "leads"] },
    { id: "list", icon: "list", label: "tab.list", places: ["list", "nurture"] },
    { id: "sent", icon: "pass", label: "tab.sent", places: ["sent"] },
    TEAM,
  ],
  sales: [BRIEFS, { id: "pipeline", icon: "chart", label: "tab.pipeline", places: ["pipeline", "won", "leads"] }, PROMISES, TEAM],
  account: [{ id: "accounts", icon: "home", label: "tab.accounts", places: ["accounts", "won"] }, BRIEFS, PROMISES, TEAM],
};

/** The tabs of a role, the usual one first. */
export function tabsOf(role: Role): readonly Tab[] {
  return TABS[role];
}

/** The tab that is open, or the first one; without a brief to accept a seller starts at the pipeline. */
export function openTab(view: SeatView, id: string): Tab {
  const tabs = TABS[view.role];
  const first = tabs[0] as Tab;
  const found = tabs.find((tab) => tab.id === id);
  if (found !== undefined) return found;
  if (first.id === "briefs" && inPlaces(view, first.places).length === 0) return tabs[1] ?? first;
  return first;
}

/** Companies of some places, in the order of the view. */
export function inPlaces(view: SeatView, places: readonly Place[]): CompanyView[] {
  return view.companies.filter((company) => places.includes(company.place));
}

/** The number on a tab: what waits there. */
export function badge(view: SeatView, tab: Tab): number {
  if (tab.id === "promises") return view.promises.filter((one) => one.state === "open").length;
  if (tab.id === "team" || tab.id === "list") return 0;
  if (tab.id === "sent") return view.handoffs.filter((one) => one.direction === "sent" && one.state === "waiting").length;
  if (tab.id === "briefs" || tab.id === "inbound") return inPlaces(view, tab.places).filter((company) => company.wait >= 0).length;
  return inPlaces(view, tab.places).filter((company) => company.urgent).length;
}

/** The tab on which a company lies. */
export function tabOf(view: SeatView, company: CompanyView): Tab | undefined {
  return TABS[view.role].find((tab) => tab.places.includes(company.place));
}

/** Where a company stands among those of a list: what needs something now, what can be taken further, what waits for others. */
const need = (company: CompanyView) => (company.waits_for !== "" ? 2 : company.urgent ? 0 : 1);

/** Companies that need something first, otherwise in their order. */
export function byNeed(companies: readonly CompanyView[]): CompanyView[] {
  return [...companies].sort((a, b) => need(a) - need(b));
}

/** The company that needs something first, of all but one. */
export function nextUp(view: SeatView, except: number): CompanyView | undefined {
  const open = view.companies.filter((one) => one.id !== except && one.place !== "closed" && one.waits_for === "");
  const briefs = open.filter((one) => one.place === "to_accept");
  return byNeed([...briefs, ...open.filter((one) => one.place !== "to_accept")])[0];
}

/** Changes when another company is shown, and when a conversation with it has ended: a panel then begins at its top. */
export function turn(company: CompanyView): string {
  return `${company.id}.${company.calls}.${company.place}`;
}

/** Companies in the order of their wait; those that wait for others last. */
export function byWait(companies: readonly CompanyView[], longest: boolean): CompanyView[] {
  const sign = longest ? -1 : 1;
  return [...companies].sort((a, b) => {
    if ((need(a) === 2) !== (need(b) === 2)) return need(a) === 2 ? 1 : -1;
    if (a.wait < 0 !== b.wait < 0) return a.wait < 0 ? 1 : -1;
    return sign * (a.wait - b.wait) || a.id - b.id;
  });
}

/** All offers of one verb. */
export function offers(company: CompanyView, verb: string): Offer[] {
  return company.offers.filter((offer) => offer.verb === verb);
}

/** Verbs with a page of their own: the button opens it and costs nothing. */
export const PAGES: Record<string, string> = { call: "plan", meet: "plan", hand_over: "brief", accept: "accept", return_handoff: "accept", task: "tasks" };

/** One button: a verb with its offers (six ways to hand over are one decision), or the conversation. */
export type Group = { verb: string; label: string; offer: Offer | undefined; blocked_text: string };

/** The buttons of a company. */
export function groups(company: CompanyView): Group[] {
  const found = new Map<string, Group>();
  const { agenda } = company;
  if (agenda !== null) found.set(agenda.verb, { verb: agenda.verb, label: agenda.verb === "call" ? agenda.label : t("plan.meet.open"), offer: undefined, blocked_text: "" });
  for (const offer of company.offers) {
    if (offer.verb === "mark") continue;
    const known = found.get(offer.verb);
    const label = offer.verb === "hand_over" ? t("brief.write") : offer.label;
    if (known === undefined) found.set(offer.verb, { verb: offer.verb, label, offer, blocked_text: offer.blocked_text });
    else if (known.blocked_text !== "" && offer.blocked === "") found.set(offer.verb, { ...known, offer, blocked_text: "" });
  }
  return [...found.values()];
}

/** The next sensible thing: what the game calls so, else an answer, a brief after a talk, a conversation. */
export function nextGroup(company: CompanyView): Group | undefined {
  const all = groups(company);
  const free = all.filter((group) => group.blocked_text === "");
  const told = company.offers.find((offer) => offer.primary && offer.blocked === "");
  const by = (verb: string) => free.find((group) => group.verb === verb);
  const spoken = company.talk !== null && company.place === "leads";
  return (
    (told === undefined ? undefined : by(told.verb)) ??
    by("accept") ??
    (company.agenda === null ? by("follow_up") : undefined) ??
    (spoken || company.place === "won" ? by("hand_over") : undefined) ??
    by("call") ??
    by("meet") ??
    by("hand_over")
  );
}

/** The whole team in the order of its seats; the game names only colleagues, so the own seat is added. */
export function crew(view: SeatView): Mate[] {
  const { seat, role, role_text, minutes } = view;
  const me: Mate = { seat, role, role_text, left: Math.max(0, minutes.total - minutes.spent), total: minutes.total, waiting: 0, doing: "", bot: false };
  return [...view.mates.filter((mate) => mate.seat !== seat), me].sort((a, b) => a.seat - b.seat);
}

/** The handoff that concerns this seat and company. */
export function handoffOf(view: SeatView, company: CompanyView): HandoffView | undefined {
  return view.handoffs.find((one) => one.id === company.handoff) ?? undefined;
}

/** The seat that comes after this role in the chain, to hand over to. */
export function receiver(view: SeatView): SeatView["mates"][number] | undefined {
  const role: Role = view.role === "lead_gen" ? "sales" : "account";
  return view.mates.find((mate) => mate.role === role);
}

/** The company that will have waited longest if something else comes first. */
export function waitsMeanwhile(view: SeatView, except: number): CompanyView | undefined {
  const others = view.companies.filter((company) => company.id !== except && company.wait >= 0 && company.wait_band !== "none");
  return others.sort((a, b) => b.wait - a.wait)[0];
}

export const CORE = 4;
