/** "Sure?": what cannot be undone is asked once, with what it does to whom. */
import { signal } from "@preact/signals";
import { t } from "../i18n";
import type { Deed } from "../state/acts";
import { ActButton, Button } from "./button";
import { Sheet } from "./sheet";

export type Question = {
  title: string;
  text: string;
  /** What the button that does it says. */
  yes: string;
  deed: Deed;
  onDone?: () => void;
};

const asked = signal<Question | null>(null);

/** Ask before something is done. */
export function ask(question: Question): void {
  asked.value = question;
}

/** The sheet with the question, drawn once per page. */
export function AskSheet() {
  const question = asked.value;
  if (question === null) return null;
  const close = () => {
    asked.value = null;
  };
  const done = () => {
    close();
    question.onDone?.();
  };
  return (
    <Sheet title={question.title} close={close} testid="ask-sheet">
      <div class="stack s4">
        <p>{question.text}</p>
        <div class="stack s2">
          <ActButton kind="bad" big wide label={question.yes} testid="sure" deed={question.deed} onDone={done} />
          <Button kind="quiet" wide label={t("sure.no")} onClick={close} testid="not-sure" />
        </div>
      </div>
    </Sheet>
  );
}
