/** Who needs the facilitator, worst first: away, idle while the round runs, a free seat. */
import { t } from "../../i18n";
import type { Envelope, FacilitatorView, Presence } from "../../types";
import { isAfterPlay } from "../phase-word";

export const AWAY_S = 20;
export const IDLE_S = 150;

/** Seconds in words a facilitator reads at a glance. */
export function ago(seconds: number): string {
  return seconds < 90 ? t("seconds.n", { n: seconds }) : t("minutes.n", { n: Math.round(seconds / 60) });
}

export type Need = { kind: "away" | "idle" | "free"; one: Presence; seconds: number };

/** The list of needs; nothing in it repeats. */
export function needs(view: FacilitatorView, told: Pick<Envelope, "presence" | "clock">): Need[] {
  const playing = view.session.phase === "round";
  const found: Need[] = [];
  if (isAfterPlay(view.session.phase)) return found;
  for (const one of told.presence) {
    const cell = view.teams.find((team) => team.team === one.team)?.seats.find((seat) => seat.seat === one.seat);
    if (one.state === "away" && one.away_s >= AWAY_S) found.push({ kind: "away", one, seconds: one.away_s });
    else if (one.state === "here" && playing && told.clock.state === "running" && one.idle_s >= IDLE_S && (cell?.left ?? 0) > 0) found.push({ kind: "idle", one, seconds: one.idle_s });
    else if (one.state === "free" && playing) found.push({ kind: "free", one, seconds: 0 });
  }
  const weight = { away: 0, free: 1, idle: 2 };
  return found.sort((a, b) => weight[a.kind] - weight[b.kind] || b.seconds - a.seconds);
}
