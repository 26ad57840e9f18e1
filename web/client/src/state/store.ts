/** The newest envelope and the state of the connection: all that a screen is drawn from. */
import { computed, signal } from "@preact/signals";
import type { LinkState } from "../net/socket";
import { rounds } from "../parts/rounds";
import type { Envelope, FacilitatorView, ScreenView, SeatView } from "../types";

export const envelope = signal<Envelope | null>(null);
export const arrived = signal(0);
export const link = signal<LinkState>("connecting");
export const linkReason = signal("");
export const downSince = signal(0);

/**
 * Keep an envelope if it is news. Versions only rise; the first view of a connection counts whatever its
 * version says, because a server that came back may have numbered anew.
 */
export function take(next: Envelope, fresh: boolean): boolean {
  const known = envelope.peek();
  if (!fresh && known !== null && known.session === next.session && next.version < known.version) return false;
  arrived.value = Date.now();
  envelope.value = next;
  rounds.value = next.view.session.rounds;
  return true;
}

/** Remember how the connection stands, and since when it is down. */
export function linked(state: LinkState, reason: string): void {
  if (state === "up") downSince.value = 0;
  else if (downSince.peek() === 0) downSince.value = Date.now();
  link.value = state;
  linkReason.value = reason;
}

/** Forget everything: another seat, another session. */
export function forget(): void {
  envelope.value = null;
  link.value = "connecting";
  downSince.value = 0;
}

export const seatView = computed<SeatView | null>(() => {
  const view = envelope.value?.view;
  return view?.kind === "seat" ? view : null;
});
export const hostView = computed<FacilitatorView | null>(() => {
  const view = envelope.value?.view;
  return view?.kind === "facilitator" ? view : null;
});
export const screenView = computed<ScreenView | null>(() => {
  const view = envelope.value?.view;
  return view?.kind === "screen" ? view : null;
});

/** The name of whoever sits on a seat of a team, "" when nobody does. */
export function nameOf(team: number, seat: number): string {
  return envelope.value?.presence.find((one) => one.team === team && one.seat === seat)?.name ?? "";
}

/** How one seat is held. */
export function presenceOf(team: number, seat: number): Envelope["presence"][number] | undefined {
  return envelope.value?.presence.find((one) => one.team === team && one.seat === seat);
}
