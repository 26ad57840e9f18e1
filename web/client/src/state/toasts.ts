/** Short notes about what was done and what came of it, and the words for those who listen instead of look. */
import { effect, signal } from "@preact/signals";
import { language } from "../i18n";

/** `done` is good news and has the tick, `info` is neither, `bad` is bad news from a client, `fail` a refusal by the server. */
export type Kind = "busy" | "done" | "info" | "bad" | "fail";
export type Toast = { id: number; kind: Kind; text: string; again?: () => void };

export const toasts = signal<Toast[]>([]);
export const polite = signal("");
export const assertive = signal("");

let count = 0;

/** How long a note stays, unless it is dismissed; a busy one stays until it is replaced. */
const STAYS_MS: Record<Exclude<Kind, "busy">, number> = { done: 6000, info: 8000, bad: 12_000, fail: 12_000 };

/** Show a note. */
export function toast(kind: Kind, text: string, again?: () => void, id = ++count): number {
  const one: Toast = again === undefined ? { id, kind, text } : { id, kind, text, again };
  toasts.value = [...toasts.peek().filter((other) => other.id !== id), one].slice(-3);
  if (kind === "fail") assertive.value = text;
  else if (kind !== "busy") polite.value = text;
  if (kind !== "busy") setTimeout(() => leave(one), STAYS_MS[kind]);
  return id;
}

/** A note whose time is up leaves, unless another has taken its place. */
function leave(one: Toast): void {
  toasts.value = toasts.peek().filter((other) => other !== one);
}

/** What was said in one language leaves when the reader takes another. */
effect(() => {
  void language.value;
  toasts.value = toasts.peek().filter((one) => one.kind === "busy");
});

export function dismiss(id: number): void {
  toasts.value = toasts.peek().filter((one) => one.id !== id);
}

export function freshId(): number {
  return ++count;
}
