/** The printable report, opened in a page of its own: it is asked for with the token, so a plain link would not do. */
import { language, t } from "../i18n";
import { toast } from "../state/toasts";
import { tokens } from "../state/ui";
import type { SeatView } from "../types";
import { wordsOf } from "../screens/errors";
import { file, type Query } from "./debrief";

/** Open a report to read, print or keep. */
export async function openPrintable(token: string, session: string, query: Query): Promise<void> {
  // Opened at once: a window that opens after a wait is taken for an advertisement.
  const page = window.open("", "_blank");
  if (page !== null) page.document.body.textContent = t("report.making");
  try {
    const url = URL.createObjectURL(await file(token, session, "report", language.value, query));
    if (page === null) location.assign(url);
    else page.location.replace(url);
  } catch (error) {
    page?.close();
    toast("fail", wordsOf(error));
  }
}

/** A trainee's own. */
export function openReport(session: string, view: SeatView): Promise<void> {
  return openPrintable(tokens.seat.get(), session, { team: view.team, seat: view.seat });
}
