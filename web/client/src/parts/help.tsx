/** The list of keys, opened with the question mark. */
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { Sheet } from "./sheet";

export const help = signal(false);

type Row = [string, string];

/** The sheet; drawn once per page. */
export function Help({ host, debrief }: { host?: boolean; debrief?: boolean }) {
  if (!help.value) return null;
  const rows: Row[] = debrief === true ? [
          ["R", t("help.reveal")],
          ["← →", t("help.moment")],
          ["Shift ← →", t("help.event")],
          ["Esc", t("help.close")],
        ] :
    host === true
      ? [
          [t("key.space"), t("help.pause")],
          ["+", t("help.minute")],
          ["B", t("help.bell")],
          ["Esc", t("help.close")],
        ]
      : [
          ["j k", t("help.next")],
          ["Enter", t("help.open")],
          ["1–9", t("help.add")],
          ["Alt ↑ ↓", t("help.move")],
          ["Ctrl Enter", t("help.send")],
          ["Esc", t("help.close")],
        ];
  return (
    <Sheet
      title={t("help.title")}
      testid="help"
      close={() => {
        help.value = false;
      }}
    >
      <dl class="keys">
        {rows.map(([key, what]) => (
          <div key={key} class="row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
