/** When nothing is ready: let the time pass; when the work is used up: what goes on. */
import { t, work } from "../../i18n";
import { ActButton } from "../../parts/button";
import { Note } from "../../parts/notes";
import { clock } from "../../state/clock";
import type { SeatView } from "../../types";

/** The offer to let time pass, when the game makes it. */
export function PassTime({ view }: { view: SeatView }) {
  const offer = view.offers.find((one) => one.verb === "pass_time");
  if (offer === undefined || offer.blocked !== "") return null;
  return (
    <section class="card flat stack s2" data-testid="pass-time">
      <p class="small soft">{offer.hint || t("pass_time.why")}</p>
      <ActButton icon="clock" wide label={offer.label} minutes={offer.minutes} testid="offer-pass_time" deed={{ verb: "pass_time", args: {}, label: offer.label }} />
    </section>
  );
}

/** Whether the seat has nothing left to spend in this round. */
export function usedUp(view: SeatView): boolean {
  const { total, spent, left, overrun } = view.minutes;
  return view.session.phase === "round" && left === 0 && spent >= total - 1 && overrun === 0;
}

/** The state "your work is spent": the desk stays readable. */
export function UsedUp({ view }: { view: SeatView }) {
  if (!usedUp(view)) return null;
  const left = Math.ceil(clock.value.left / 60_000);
  const over = view.minutes.spent - view.minutes.total;
  return (
    <div class="stack s2" data-testid="used-up">
      <h1>{t("used_up", { time: work(view.minutes.total) })}</h1>
      <p class="soft">{clock.value.state === "running" ? t("used_up.clock", { n: left }) : t("used_up.none")}</p>
      {over > 0 && <Note icon="clock">{t("used_up.over", { time: work(over) })}</Note>}
    </div>
  );
}
