/** Drafts (an agenda, notes, a typed reason): kept in the browser until they are sent, whatever the network does. */
import { signal } from "@preact/signals";
import { device } from "./kept";
import { envelope } from "./store";

const STORE = "baton.drafts";
const LIMIT = 60;

type Drafts = Record<string, unknown>;

function load(): Drafts {
  try {
    return JSON.parse(device.getItem(STORE) ?? "{}") as Drafts;
  } catch {
    return {};
  }
}

const drafts = signal<Drafts>(load());

function keep(next: Drafts): void {
  drafts.value = next;
  device.setItem(STORE, JSON.stringify(next));
}

/** Companies are numbered anew in every session, so a draft belongs to one. */
const full = (key: string) => `${envelope.peek()?.session ?? ""}/${key}`;

/** Read a draft, or what it starts from. */
export function draft<Kind>(key: string, start: Kind): Kind {
  return (drafts.value[full(key)] as Kind | undefined) ?? start;
}

/** Keep a draft; the oldest ones make room. */
export function write(key: string, value: unknown): void {
  const { [full(key)]: _, ...others } = drafts.peek();
  const kept = Object.entries(others).slice(-LIMIT);
  keep({ ...Object.fromEntries(kept), [full(key)]: value });
}

/** Throw a draft away: it was sent. */
export function discard(key: string): void {
  const { [full(key)]: _, ...others } = drafts.peek();
  keep(others);
}
