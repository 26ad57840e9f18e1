/** Short notes at the edge of the screen, and the words for those who listen instead of look. */
import { signal } from "@preact/signals";

export type Toast = { id: number; kind: "busy" | "done" | "fail" | "info"; text: string; again?: () => void };

export const toasts = signal<Toast[]>([]);
export const polite = signal("");
export const assertive = signal("");

let count = 0;

/** Show a note; a finished one leaves after four seconds, a failed one after nine, a busy one when replaced. */
export function toast(kind: Toast["kind"], text: string, again?: () => void, id = ++count): number {
  const one: Toast = again === undefined ? { id, kind, text } : { id, kind, text, again };
  toasts.value = [...toasts.peek().filter((other) => other.id !== id), one].slice(-3);
  if (kind === "fail") assertive.value = text;
  else if (kind !== "busy") polite.value = text;
  if (kind !== "busy") setTimeout(() => dismiss(id), kind === "fail" ? 9000 : 4000);
  return id;
}

export function dismiss(id: number): void {
  toasts.value = toasts.peek().filter((one) => one.id !== id);
}

export function freshId(): number {
  return ++count;
}
