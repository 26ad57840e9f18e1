/** The twelve months run over all screens at once, by the server's time: a month a second. */
import { computed } from "@preact/signals";
import { now } from "./clock";
import { arrived, envelope } from "./store";

export const YEAR = 12;
const MONTH_MS = 1000;

/** How many months may be seen now: 0 before they run, all of them when the year is over. */
export const monthsSeen = computed(() => {
  const told = envelope.value;
  if (told === null || told.view.session.phase !== "fast_forward") return YEAR;
  if (told.year_ms < 0) return 0;
  return Math.min(YEAR, Math.floor((told.year_ms + Math.max(0, now.value - arrived.value)) / MONTH_MS));
});
