/** A sound at the bell, for whoever asked for it: a short tone, made on the spot. What it says is on the screen as well. */
import { effect, signal } from "@preact/signals";
import { device } from "./kept";
import { envelope } from "./store";

/** The big screen has a choice of its own: it is often the next tab of the facilitator's browser. */
const STORE = location.pathname.startsWith("/screen") ? "baton.bell.screen" : "baton.bell";

/** Whether this person wants to hear it; off until asked for. */
export const bell = signal(device.getItem(STORE) === "on");

/** How often it rang on this page; tests and the curious read it. */
export const rung = signal(0);

let context: AudioContext | null = null;

/** Ready the sound. Browsers allow that only in answer to a tap or a key. */
function arm(): AudioContext | null {
  if (typeof AudioContext === "undefined") return null;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  return context;
}

/** Two soft strokes, under a second. */
function ring(): void {
  const with_ = arm();
  if (with_ === null || with_.state === "closed") return;
  rung.value += 1;
  for (const [after, pitch] of [
    [0, 659.3],
    [0.22, 523.3],
  ] as const) {
    const start = with_.currentTime + after;
    const tone = new OscillatorNode(with_, { type: "sine", frequency: pitch });
    const loud = new GainNode(with_, { gain: 0 });
    loud.gain.setValueAtTime(0, start);
    loud.gain.linearRampToValueAtTime(0.18, start + 0.015);
    loud.gain.exponentialRampToValueAtTime(0.001, start + 0.55);
    tone.connect(loud).connect(with_.destination);
    tone.start(start);
    tone.stop(start + 0.6);
  }
}

/** Switch it; switching it on lets it be heard once, which also tells the browser that it is wanted. */
export function setBell(on: boolean): void {
  bell.value = on;
  device.setItem(STORE, on ? "on" : "off");
  if (on) ring();
}

/** Whether going from one moment to the next is the end of a round. */
export function isBell(before: { session: string; phase: string } | null, after: { session: string; phase: string }): boolean {
  return before !== null && before.session === after.session && before.phase === "round" && after.phase !== "round" && after.phase !== "closed";
}

/** Listen for the bell; call once. */
export function startBell(): void {
  // After a reload the first tap or key readies the sound anew.
  const wake = () => {
    if (bell.peek()) arm();
  };
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, wake, { once: true });
  let before: { session: string; phase: string } | null = null;
  effect(() => {
    const told = envelope.value;
    if (told === null) return;
    const now = { session: told.session, phase: told.view.session.phase };
    if (isBell(before, now) && bell.peek()) ring();
    before = now;
  });
}
