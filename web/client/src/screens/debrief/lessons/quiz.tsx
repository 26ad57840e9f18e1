/** The knowledge test on a phone: one question at a time, before the first round and again in the debrief. */
import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import { ActButton, Button } from "../../../parts/button";
import { Options } from "../../../parts/fields";
import { Empty } from "../../../parts/notes";
import { draft, write } from "../../../state/drafts";
import { envelope } from "../../../state/store";
import type { QuizView } from "../../../types";
import "../../../styles/lessons.css";

type Props = { view: QuizView; when: "before" | "after"; done?: (() => void) | undefined };

/** Whether this device sent its answers. */
export function answered(when: "before" | "after"): boolean {
  return (envelope.value?.mine?.answered.includes(when) ?? false) || draft<boolean>(`quiz.${when}.sent`, false);
}

export function Quiz({ view, when, done }: Props) {
  const key = `quiz.${when}`;
  const answers = draft<Record<string, string>>(key, {});
  const start = view.items.findIndex((item) => answers[item.id] === undefined);
  const [at, setAt] = useState(start < 0 ? view.items.length - 1 : start);
  const item = view.items[at];
  if (answered(when))
    return (
      <Empty icon="check" title={t("quiz.sent")} action={done === undefined ? undefined : <Button icon="back" label={t("quiz.back")} onClick={done} testid="quiz-done" />}>
        {t(when === "before" ? "quiz.sent.before" : "quiz.sent.after")}
      </Empty>
    );
  if (item === undefined) return <Empty icon="question" title={t("quiz.none")} />;
  const last = at === view.items.length - 1;
  const full = view.items.every((one) => answers[one.id] !== undefined);
  const pick = (value: string) => {
    write(key, { ...answers, [item.id]: value });
    if (!last) setAt(at + 1);
  };
  return (
    <div class="stack s4 quizpage" data-testid="quiz">
      <div class="row between small mute">
        <span class="num">{t("quiz.n", { n: at + 1, of: view.items.length })}</span>
        <span>{t("quiz.private")}</span>
      </div>
      <span class="progress" aria-hidden="true">
        {view.items.map((one, index) => (
          <i key={one.id} class={index === at ? "now" : answers[one.id] === undefined ? "" : "on"} />
        ))}
      </span>
      <h1 class="size-xl" key={item.id}>
        {item.text}
      </h1>
      <Options label={item.text} value={answers[item.id] ?? null} choices={item.choices.map((one) => ({ value: one.value, label: one.label }))} onPick={pick} testid={`quiz-${item.id}`} />
      <div class="dock">
        <div class="row">
          <Button icon="left" label={t("previous")} disabled={at === 0} onClick={() => setAt(at - 1)} />
          {last || full ? (
            <ActButton
              primary
              big
              class="grow"
              icon="check"
              label={t("quiz.send")}
              disabled={!full}
              free
              testid="quiz-send"
              deed={{ verb: "answer_quiz", args: { when, answers }, label: t("quiz.sent"), key: "quiz" }}
              onDone={() => write(`${key}.sent`, true)}
            />
          ) : (
            <Button class="grow" icon="right" label={t("quiz.next")} disabled={answers[item.id] === undefined} onClick={() => setAt(at + 1)} />
          )}
        </div>
        {done !== undefined && <Button kind="quiet" label={t("quiz.skip")} onClick={done} testid="quiz-skip" />}
      </div>
    </div>
  );
}
