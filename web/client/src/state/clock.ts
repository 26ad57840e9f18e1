/** The time of the room, counted on from the newest envelope; the server alone decides when it is over. */
import { computed, signal } from "@preact/signals";
import { arrived, envelope } from "./store";

/** Moves four times a second while a page is open. */
export const now = signal(Date.now());

let beat: ReturnType<typeof setInterval> | undefined;

/** Start the heart beat (once). */
export function startClock(): void {
  beat ??= setInterval(() => {
    now.value = Date.now();
  }, 250);
}

export type RoomClock = { state: "none" | "running" | "paused" | "over"; left: number; total: number };

/** Time left in whole seconds, so that a screen is drawn anew once a second and not four times. */
export const clock = computed<RoomClock>(() => {
  const told = envelope.value?.clock;
  if (told === undefined) return { state: "none", left: 0, total: 0 };
  const passed = told.state === "running" ? Math.max(0, now.value - arrived.value) : 0;
  const left = Math.max(0, told.left_ms - passed);
  const state = told.state === "running" && left === 0 ? "over" : told.state;
  return { state, left, total: told.total_ms };
});

export const secondsLeft = computed(() => Math.ceil(clock.value.left / 1000));
