/** A new link for a seat, as a QR that the right phone scans. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { api } from "../../net/http";
import { Note } from "../../parts/notes";
import { Sheet } from "../../parts/sheet";
import { envelope } from "../../state/store";
import type { LinkAnswer } from "../../types";
import { wordsOf } from "../errors";
import { Qr } from "../projector/invite";

/** The seat that a new link is made for. */
export const linked = signal<{ team: number; seat: number } | null>(null);

/** The QR of a new link for one seat. */
export function LinkSheet({ token }: { token: string }) {
  const at = linked.value;
  const [answer, setAnswer] = useState<(LinkAnswer & { at: string }) | null>(null);
  const [problem, setProblem] = useState("");
  if (at === null) return null;
  const key = `${at.team}.${at.seat}`;
  if (answer?.at !== key && problem === "") {
    const session = envelope.peek()?.session ?? "";
    api.reissue(token, session, at.team, at.seat).then(
      (made) => setAnswer({ ...made, at: key }),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  }
  const close = () => {
    linked.value = null;
    setAnswer(null);
    setProblem("");
  };
  return (
    <Sheet title={t("remedy.link")} close={close} testid="link-sheet">
      {problem !== "" && (
        <Note kind="bad" icon="warn">
          {problem}
        </Note>
      )}
      {answer?.at === key && (
        <div class="stack s2 centered-items">
          <Qr svg={answer.qr_svg} class="fixed" />
          <p class="small soft">{t("remedy.link.why")}</p>
          <p class="tiny mute break">{answer.url}</p>
        </div>
      )}
    </Sheet>
  );
}
