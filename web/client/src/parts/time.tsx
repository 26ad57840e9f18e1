/** The two clocks: straight is spent (work), round ticks (the room's time). */
import { t, ticking, work } from "../i18n";
import { clock } from "../state/clock";
import type { Minutes } from "../types";

const ROUND = 2 * Math.PI * 42;

/** The ring: the time of the room. */
export function Ring({ big }: { big?: boolean }) {
  const { state, left, total } = clock.value;
  if (state === "none") return null;
  const share = total > 0 ? Math.min(1, left / total) : 0;
  const last = state === "running" && left <= 30_000;
  const text = ticking(left);
  const word = state === "paused" ? t("clock.paused", { time: text }) : state === "over" ? t("clock.over") : t("clock.left", { time: text });
  const wide = text.length > 4; // ten minutes and more
  return (
    <span class={`timer ${big === true ? "l" : ""} ${wide ? "wide" : ""} ${last || state === "over" ? "last" : ""} ${state === "paused" ? "paused" : ""}`} role="timer" aria-label={word}>
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="42" />
        <circle class="run" cx="50" cy="50" r="42" stroke-dasharray={`${(share * ROUND).toFixed(1)} ${ROUND.toFixed(1)}`} />
      </svg>
      <b>{text}</b>
    </span>
  );
}

/** The bar: this seat's work of the round. Full: free now; pale: comes later; hatched: what is planned. */
export function WorkBar({ minutes, cost = 0 }: { minutes: Minutes; cost?: number }) {
  const rest = Math.max(0, minutes.total - minutes.spent);
  const coming = Math.max(0, minutes.total - Math.max(minutes.released, minutes.spent));
  const width = (part: number) => `${Math.max(0, Math.min(100, (100 * part) / Math.max(1, minutes.total))).toFixed(2)}%`;
  const planned = Math.min(cost, minutes.left);
  let words = t("work.left", { left: work(minutes.left), total: work(minutes.total) });
  if (cost > 0) words = `${work(rest)} → ${work(rest - cost)}`;
  else if (coming > 0) words = t("work.now", { left: work(minutes.left) });
  return (
    <div class={`work ${rest === 0 ? "out" : ""}`}>
      <div class="top">
        <span class="soft">{coming > 0 && cost === 0 ? t("work.coming", { more: work(coming) }) : t("work.yours")}</span>
        <span class="left">{words}</span>
      </div>
      <div
        class="bar"
        role="meter"
        aria-valuemin={0}
        aria-valuemax={minutes.total}
        aria-valuenow={rest}
        aria-valuetext={t("work.left", { left: work(rest), total: work(minutes.total) })}
        aria-label={t("work.yours")}
      >
        <i style={{ width: width(minutes.left - planned) }} />
        {planned > 0 && <i class="plan" style={{ width: width(planned) }} />}
        {coming > 0 && <i class="later" style={{ width: width(coming) }} />}
      </div>
    </div>
  );
}

/** "6 h 40 min → 5 h 58 min": what an act leaves. */
export function Before({ minutes, cost }: { minutes: Minutes; cost: number }) {
  const rest = Math.max(0, minutes.total - minutes.spent);
  return (
    <span class="num">
      {work(rest)} → <b class="ink">{rest < cost ? t("work.over", { time: work(cost - rest) }) : work(rest - cost)}</b>
    </span>
  );
}

const BANDS = { none: 0, fresh: 3, late: 2, cold: 1 } as const;

/** A wait: three bars that empty as it loses worth, and the minutes. */
export function Wait({ minutes, band }: { minutes: number; band: keyof typeof BANDS }) {
  if (minutes < 0 || band === "none") return null;
  const full = BANDS[band];
  const heights = [5.25, 9.75, 14.25];
  return (
    <span class={`wait ${band === "late" ? "warn" : band === "cold" ? "bad" : ""}`}>
      <svg class="heat" viewBox="0 0 16 16" aria-hidden="true">
        {heights.map((height, index) => (
          <rect
            key={height}
            x={0.75 + 5 * index}
            y={15.25 - height}
            width="3.5"
            height={height}
            rx="1"
            fill={index < full ? "currentColor" : "none"}
            stroke="currentColor"
            stroke-width="1"
          />
        ))}
      </svg>
      <span class="hide">{t("wait.words")} </span>
      {minutes === 0 ? t("wait.now") : work(minutes)}
      <span class="hide">, {t(`wait.${band}`)}</span>
    </span>
  );
}
