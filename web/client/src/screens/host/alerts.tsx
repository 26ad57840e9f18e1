/** What the facilitator should know of the machine that serves: calm, with what it means for the room. */
import { t } from "../../i18n";
import { Note } from "../../parts/notes";
import type { Envelope } from "../../types";

/** A span of time in its largest unit that says enough. */
export function span(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 60) return t("span.minutes", { n: minutes });
  if (minutes < 36 * 60) return t("span.hours", { n: Math.round(minutes / 60) });
  return t("span.days", { n: Math.round(minutes / 1440) });
}

export function Alerts({ told }: { told: Pick<Envelope, "alerts"> }) {
  return (
    <>
      {told.alerts.map((alert) => (
        <Note key={alert.kind} icon="clock" kind="warn" testid="clock-jumped">
          {t(alert.seconds > 0 ? "clock.jumped.on" : "clock.jumped.back", { time: span(Math.abs(alert.seconds)) })}
        </Note>
      ))}
    </>
  );
}
