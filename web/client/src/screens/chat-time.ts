import { language } from "../i18n";

/** When a line was written, by the clock of this device. */
export function clockTime(ms: number): string {
  return new Intl.DateTimeFormat(language.value, { hour: "2-digit", minute: "2-digit" }).format(new Date(ms));
}
