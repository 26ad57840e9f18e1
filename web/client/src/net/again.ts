/**
 * What a slow server says, and asking again. `busy` was not done, of `pending` nothing is known yet: neither is a
 * failure. The same thing, asked again, is done once and gets its one answer.
 */
import { signal } from "@preact/signals";

const NOT_FINAL: ReadonlySet<string> = new Set(["busy", "pending"]);

/** The waits before asking again; the last one repeats. */
export const AGAIN_MS = [700, 1500, 3000, 5000] as const;

/** Whether a code is no answer yet. */
export const isNotFinal = (code: string): boolean => NOT_FINAL.has(code);

/** How long to wait before the next try, a little different for each of a room's phones. */
export function pause(tries: number, chance = Math.random()): number {
  const wait = AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)] ?? 5000;
  return Math.round(wait * (0.8 + 0.4 * chance));
}

/** How much is kept because the server is slow. */
export const kept = signal(0);

/** Something is kept from now on; returns how to say that it is through. */
export function keep(): () => void {
  kept.value += 1;
  let through = false;
  return () => {
    if (!through) kept.value -= 1;
    through = true;
  };
}
