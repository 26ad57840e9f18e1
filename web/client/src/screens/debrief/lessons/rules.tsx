/** The facilitator's page of rules, tests and files to take home. */
import { useState } from "preact/hooks";
import { language, t } from "../../../i18n";
import { file, type Results } from "../../../net/debrief";
import { openPrintable } from "../../../net/report";
import { Button } from "../../../parts/button";
import { Select } from "../../../parts/fields";
import type { IconName } from "../../../parts/icon";
import { Note } from "../../../parts/notes";
import { toast } from "../../../state/toasts";
import type { QuizView, SmartCheck } from "../../../types";
import { wordsOf } from "../../errors";
import { asker } from "../load";
import { QuizResults, Rules } from "./results";

type Props = { results: Results; checks: readonly SmartCheck[]; teams: ReadonlyMap<number, string>; team: number };

export function RulesPage({ results, checks, teams, team }: Props) {
  const [only, setOnly] = useState("");
  const shown = only === "" ? results.reflections : results.reflections.filter((one) => String(one.team) === only);
  return (
    <div class="rulespage">
      <section class="stack s4">
        <div class="row between wrap">
          <h1>{t("rules.title", { n: results.reflections.length })}</h1>
          {teams.size > 1 && <Select small hideLabel label={t("team")} value={only} choices={[{ value: "", label: t("rules.all") }, ...[...teams].map(([id, name]) => ({ value: String(id), label: name }))]} onPick={setOnly} />}
        </div>
        <Rules reflections={shown} checks={checks} audience="host" />
      </section>
      <aside class="stack s4">
        <TakeHome team={team} teams={teams} />
      </aside>
    </div>
  );
}

/** The knowledge test as the facilitator sees it. */
export function QuizPage({ results, view }: { results: Results; view: QuizView }) {
  return (
    <div class="stack s4">
      <div>
        <h1>{t("quiz.title")}</h1>
        <p class="soft num">{t("quiz.answered", { before: results.answered_before, after: results.answered_after })}</p>
      </div>
      {results.answered_after === 0 && <Note icon="info">{t("quiz.ask_after")}</Note>}
      <QuizResults items={view.items} results={results.quiz} audience="host" />
    </div>
  );
}

type Kept = { part: string; name: string; icon: IconName; label: string; why: string };

/** Fetch with the token, then hand it to the browser to save. */
async function save(kept: Kept, query: Record<string, number>): Promise<void> {
  const { token, session } = asker.value;
  try {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await file(token, session, kept.part, language.value, query));
    link.download = kept.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) {
    toast("fail", wordsOf(error));
  }
}

/** Files to take home. */
function TakeHome({ team, teams }: { team: number; teams: ReadonlyMap<number, string> }) {
  const [busy, setBusy] = useState("");
  const stem = `baton-${asker.value.session.slice(0, 6)}`;
  const files: Kept[] = [
    { part: "export.xlsx", name: `${stem}.xlsx`, icon: "chart", label: t("take.xlsx"), why: t("take.xlsx.why") },
    { part: "export.csv", name: `${stem}-csv.zip`, icon: "list", label: t("take.csv"), why: t("take.csv.why") },
    { part: "session-file", name: `${stem}.baton`, icon: "card", label: t("take.session"), why: t("take.session.why") },
  ];
  const doing = (what: string, work: Promise<void>) => {
    setBusy(what);
    void work.finally(() => setBusy(""));
  };
  return (
    <section class="panel">
      <header>
        <h2>{t("take.title")}</h2>
      </header>
      <ul class="rows">
        <li class="cell row">
          <span class="grow snug">
            <span class="strong small block">{t("take.report", { team: teams.get(team) ?? "" })}</span>
            <span class="tiny mute">{t("take.report.why")}</span>
          </span>
          <Button icon="page" label={t("take.print")} busy={busy === "report"} onClick={() => doing("report", openPrintable(asker.value.token, asker.value.session, { team }))} testid="take-report" />
        </li>
        {files.map((one) => (
          <li key={one.part} class="cell row">
            <span class="grow snug">
              <span class="strong small block">{one.label}</span>
              <span class="tiny mute">{one.why}</span>
            </span>
            <Button icon={one.icon} label={t("take.save")} busy={busy === one.part} onClick={() => doing(one.part, save(one, {}))} testid={`take-${one.part}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}
