/**
 * What was asked of the server and not yet answered. An act keeps its id for ever, so sending it again is
 * harmless: the server answers the second time what it answered the first. The list outlives a reload. A slow
 * server that says "not now" or "not known yet" is asked again, by the same id, until it knows.
 */
import type { Store } from "../state/kept";
import type { Act, Done, Refused } from "../types";
import { isNotFinal, keep, pause } from "./again";

export type Answer = Done | Refused;

/** The waits before an unanswered act is sent again; the last one repeats. */
export const RESEND_MS = [2500, 5000, 10000] as const;

/** Bytes of an act that the server reads, less what the line puts around it. A larger one would only be refused. */
const MOST_BYTES = 32_000;

/** An act of yesterday's session must not wake up today. */
const KEEP_MS = 10 * 60_000;

type Waiting = Act & { since: number };
type Entry = {
  act: Waiting;
  tries: number;
  /** How often the server was too slow for it. */
  slow: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Says that it is no longer kept for a slow server. */
  through: (() => void) | undefined;
  done: (answer: Answer) => void;
};

export interface Wire {
  /** Whether a message has a chance to arrive now. */
  readonly up: boolean;
  emit(act: Act, answered: (answer: Answer) => void): void;
}

export class Outbox {
  readonly #entries = new Map<string, Entry>();

  /** `late` hears the answers to acts that were sent before the page was loaded anew. */
  constructor(
    private readonly wire: Wire,
    private readonly store: Store,
    private readonly key: string,
    late: (act: Act, answer: Answer) => void,
  ) {
    for (const act of this.#load()) this.#enter(act, (answer) => late(act, answer));
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Send an act and resolve with its one answer, however long the connection takes. */
  send(act: Act): Promise<Answer> {
    if (new TextEncoder().encode(JSON.stringify(act)).length > MOST_BYTES) return Promise.resolve({ ok: false, code: "too_large", message: "" });
    return new Promise((done) => {
      const entry = this.#enter({ ...act, since: Date.now() }, done);
      this.#save();
      this.#post(entry);
    });
  }

  #enter(act: Waiting, done: (answer: Answer) => void): Entry {
    const entry: Entry = { act, tries: 0, slow: 0, timer: undefined, through: undefined, done };
    this.#entries.set(act.id, entry);
    return entry;
  }

  /** Send everything again at once: the connection is back. */
  resume(): void {
    for (const entry of this.#entries.values()) {
      entry.tries = 0;
      this.#post(entry);
    }
  }

  /** Stop the clocks; nothing is forgotten. */
  close(): void {
    for (const entry of this.#entries.values()) {
      clearTimeout(entry.timer);
      entry.through?.();
    }
  }

  #post(entry: Entry): void {
    clearTimeout(entry.timer);
    if (!this.wire.up) return;
    const { since: _, ...act } = entry.act;
    this.wire.emit(act, (answer) => this.#answered(entry, answer));
    const wait = RESEND_MS[Math.min(entry.tries, RESEND_MS.length - 1)] ?? 10000;
    entry.tries += 1;
    entry.timer = setTimeout(() => this.#post(entry), wait);
  }

  #answered(entry: Entry, answer: Answer): void {
    if (!this.#entries.has(entry.act.id)) return;
    clearTimeout(entry.timer);
    if (!answer.ok && isNotFinal(answer.code)) {
      entry.through ??= keep();
      entry.timer = setTimeout(() => this.#post(entry), pause(entry.slow));
      entry.slow += 1;
      return;
    }
    this.#entries.delete(entry.act.id);
    entry.through?.();
    this.#save();
    entry.done(answer);
  }

  #load(): Waiting[] {
    try {
      const stored = JSON.parse(this.store.getItem(this.key) ?? "[]") as Waiting[];
      return stored.filter((act) => Date.now() - act.since < KEEP_MS);
    } catch {
      return [];
    }
  }

  #save(): void {
    const acts = [...this.#entries.values()].map((entry) => entry.act);
    if (acts.length === 0) this.store.removeItem(this.key);
    else this.store.setItem(this.key, JSON.stringify(acts));
  }
}

/** A random id; browsers offer `randomUUID` only on https and localhost, a workshop runs on plain http. */
export function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
