/** Where a session stands, in words. */
import { t } from "../i18n";

const AFTER_PLAY: ReadonlySet<string> = new Set(["fast_forward", "debrief", "closed"]);

/** Whether the rounds are over for good. */
export const isAfterPlay = (phase: string): boolean => AFTER_PLAY.has(phase);

export function phaseWord(phase: string, round: number, rounds: number): string {
  if (phase === "round") return t("round.of", { n: round, of: rounds });
  if (phase === "result") return t("result.over", { n: round });
  if (phase === "lobby") return t("phase.lobby");
  if (phase === "charter") return t("phase.charter");
  if (phase === "fast_forward") return t("forward.title");
  return phase === "closed" ? t("phase.closed") : t("debrief");
}
