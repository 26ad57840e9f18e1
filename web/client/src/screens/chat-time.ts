import { language } from "../i18n";

/** When a line was written, by the clock of this device. */
export function clockTime(ms: number): string {
  return new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(ms));
}
