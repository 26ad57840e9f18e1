/** A test or a rule on a trainee's own phone, whether or not the facilitator shows it. */
import { t } from "../../../i18n";
import { Button } from "../../../parts/button";
import { tokens } from "../../../state/ui";
import { envelope } from "../../../state/store";
import type { SeatView } from "../../../types";
import { asker, usePart } from "../load";
import { checksOf } from "../panels-shared";
import { Wait } from "../parts";
import { PhoneFrame } from "../staged";
import { Quiz } from "./quiz";
import { Reflect } from "./reflect";
import "../../../styles/debrief.css";

export type Task = "before" | "after" | "rule";

/** One task with the way back. */
export function Alone({ view, task, done }: { view: SeatView; task: Task; done: () => void }) {
  const session = envelope.value?.session ?? "";
  if (asker.peek().session !== session || asker.peek().token !== tokens.seat.get()) asker.value = { token: tokens.seat.get(), session };
  const quiz = usePart("quiz", task === "rule" ? null : {});
  const smart = usePart("smart", task === "rule" ? {} : null);
  return (
    <PhoneFrame view={view} sub={t(task === "rule" ? "panel.rules" : "quiz.title")} docked chip={<Button kind="quiet" icon="left" label={t("back")} onClick={done} testid="alone-back" />}>
      {task === "rule" ? <Wait loaded={smart}>{(found) => <Reflect checks={checksOf(found)} />}</Wait> : <Wait loaded={quiz}>{(found) => <Quiz view={found} when={task} done={done} />}</Wait>}
    </PhoneFrame>
  );
}
