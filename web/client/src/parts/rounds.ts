/** Rounds by their names; the time before the first and after the last has names of its own. */
import { signal } from "@preact/signals";
import { t } from "../i18n";

/** How many rounds this session has; every view says so when it arrives. */
export const rounds = signal(99);

/** "Round 2", "Before round 1", or what comes after the last round. */
export function roundName(round: number): string {
  if (round < 1) return t("timeline.before");
  return round > rounds.value ? t("timeline.finish") : t("round.n", { n: round });
}
