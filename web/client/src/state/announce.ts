/** What is said aloud while a desk is open: minutes left, news on the desk. Grouped, never more than one in ten seconds. */
import { effect } from "@preact/signals";
import { sentence, t } from "../i18n";
import { clock, secondsLeft } from "./clock";
import { seatView } from "./store";
import type { Inbox } from "../types";
import { assertive, type Kind, polite, toast } from "./toasts";

const MARKS = [300, 120, 60];
const PAUSE_MS = 10_000;
/** How news on the desk are shown. */
const NEWS: Record<Inbox["tone"], Kind> = { plain: "info", warm: "done", cool: "info", bad: "bad" };

/** Start announcing; returns how to stop. */
export function announce(): () => void {
  let seconds = secondsLeft.peek();
  let seen = Math.max(0, ...(seatView.peek()?.inbox ?? []).map((item) => item.seq));
  let spoken = 0;
  let phase = seatView.peek()?.session.phase;
  const stopClock = effect(() => {
    const now = secondsLeft.value;
    if (clock.value.state === "running" && seatView.peek()?.session.phase === "round")
      for (const mark of MARKS) if (seconds > mark && now <= mark) polite.value = t("announce.left", { n: mark / 60 });
    seconds = now;
  });
  const stopNews = effect(() => {
    const view = seatView.value;
    if (view === null) return;
    if (phase === "round" && view.session.phase === "result") assertive.value = t("result.over", { n: view.session.round });
    phase = view.session.phase;
    const fresh = view.inbox.filter((item) => item.seq > seen);
    const last = fresh[fresh.length - 1];
    if (last === undefined) return;
    if (phase !== "round") {
      seen = last.seq; // what the bell or the year brings stands in the result
      return;
    }
    if (Date.now() - spoken < PAUSE_MS) return;
    seen = last.seq;
    spoken = Date.now();
    toast(NEWS[last.tone], fresh.length === 1 ? last.text : t("announce.more", { text: sentence(last.text), n: fresh.length - 1 }));
  });
  return () => {
    stopClock();
    stopNews();
  };
}
