/** Promises in one list by date: what was promised, to whom, by whom, and how it stands. */
import { t } from "../../i18n";
import { Chip, Empty } from "../../parts/notes";
import { Mark } from "../../parts/role";
import type { PromiseView, SeatView } from "../../types";
import { crew } from "./model";

/** When a promise is due, in words. */
export function due(view: SeatView, promise: PromiseView): string {
  if (promise.due_round === 0) return t("due.proposal");
  const away = promise.due_round - view.session.round;
  if (away < 0) return t("due.past");
  if (away === 0) return t("due.now");
  return promise.due_round > view.session.rounds ? t("due.after") : t("due.round", { n: promise.due_round });
}

/** The tab. */
export function Promises({ view }: { view: SeatView }) {
  const list = [...view.promises].sort((a, b) => Number(a.state !== "open") - Number(b.state !== "open") || a.due_round - b.due_round);
  if (list.length === 0)
    return (
      <Empty icon="tag" title={t("promises.none")}>
        {t("promises.none.why")}
      </Empty>
    );
  return (
    <ul class="panel rows">
      {list.map((one, index) => {
        // The role: who holds its chair now need not be who gave their word.
        const who = crew(view).find((other) => other.role === one.by)?.role_text ?? "";
        const soon = one.state === "open" && one.due_round !== 0 && one.due_round <= view.session.round;
        return (
          <li key={index} class="cell row top">
            <Mark role={one.by} class="s" />
            <span class="grow stack tight">
              <span class="strong">{one.text}</span>
              <span class="tiny mute">
                {one.company_name} · {who}
              </span>
              <span>
                {one.state === "open" ? (
                  <Chip icon="calendar" kind={soon ? "warn" : ""}>
                    {due(view, one)}
                  </Chip>
                ) : (
                  <Chip icon={one.state === "broken" ? "cross" : "check"} kind={one.state === "broken" ? "bad" : ""}>
                    {t(`promise.${one.state}`)}
                  </Chip>
                )}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
