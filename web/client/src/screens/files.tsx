/** Files of a session for the facilitator, in the debrief and while it is played. One of them holds every secret and says so. */
import { useState } from "preact/hooks";
import { language, t } from "../i18n";
import { file } from "../net/debrief";
import { openPrintable } from "../net/report";
import { Button } from "../parts/button";
import type { IconName } from "../parts/icon";
import { toast } from "../state/toasts";
import { wordsOf } from "./errors";

type Of = { token: string; session: string };

/** Hand something fetched to the browser to save. */
export function keepBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A button that asks first: what it saves holds every secret of the session. */
export function SecretButton({ label, icon, busy, save, testid }: { label: string; icon?: IconName; busy: boolean; save: () => void; testid: string }) {
  const [sure, setSure] = useState(false);
  if (!sure) return <Button icon={icon} label={label} busy={busy} onClick={() => setSure(true)} testid={testid} />;
  return (
    <span class="row wrap tight" role="group" aria-label={label}>
      <span class="tiny soft">{t("take.secret")}</span>
      <Button
        kind="bad"
        label={t("take.secret.yes")}
        onClick={() => {
          setSure(false);
          save();
        }}
        testid={`${testid}-sure`}
      />
      <Button kind="quiet" label={t("take.secret.no")} onClick={() => setSure(false)} />
    </span>
  );
}

/** The list: the report of a team or of all, workbook, tables, session file. */
export function Files({ token, session, team, teamName }: Of & { team?: number; teamName?: string }) {
  const [busy, setBusy] = useState("");
  const stem = `baton-${session.slice(0, 6)}`;
  const doing = (what: string, work: Promise<void>) => {
    setBusy(what);
    void work.catch((error: unknown) => toast("fail", wordsOf(error))).finally(() => setBusy(""));
  };
  const save = (part: string, ending: string) => doing(part, file(token, session, part, language.value).then((blob) => keepBlob(blob, `${stem}${ending}`)));
  const line = (label: string, why: string, button: preact.ComponentChildren) => (
    <li class="cell row wrap">
      <span class="grow snug">
        <span class="strong small block">{label}</span>
        <span class="tiny mute">{why}</span>
      </span>
      {button}
    </li>
  );
  return (
    <ul class="rows">
      {line(
        team === undefined ? t("take.reports") : t("take.report", { team: teamName ?? "" }),
        t("take.report.why"),
        <Button icon="page" label={t("take.print")} busy={busy === "report"} onClick={() => doing("report", openPrintable(token, session, team === undefined ? {} : { team }))} testid="take-report" />,
      )}
      {line(t("take.xlsx"), t("take.xlsx.why"), <Button icon="chart" label={t("take.save")} busy={busy === "export.xlsx"} onClick={() => save("export.xlsx", ".xlsx")} testid="take-export.xlsx" />)}
      {line(t("take.csv"), t("take.csv.why"), <Button icon="list" label={t("take.save")} busy={busy === "export.csv"} onClick={() => save("export.csv", "-csv.zip")} testid="take-export.csv" />)}
      {line(t("take.session"), t("take.session.why"), <SecretButton icon="card" label={t("take.save")} busy={busy === "session-file"} save={() => save("session-file", ".baton")} testid="take-session-file" />)}
    </ul>
  );
}
