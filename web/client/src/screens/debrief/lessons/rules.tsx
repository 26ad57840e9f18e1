/** The facilitator's page of rules, tests and files to take home. */
import { useState } from "preact/hooks";
import { t } from "../../../i18n";
import type { Results } from "../../../net/debrief";
import { Select } from "../../../parts/fields";
import { Note } from "../../../parts/notes";
import type { QuizView, SmartCheck } from "../../../types";
import { Files } from "../../files";
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

/** Files to take home. */
function TakeHome({ team, teams }: { team: number; teams: ReadonlyMap<number, string> }) {
  return (
    <section class="panel">
      <header>
        <h2>{t("take.title")}</h2>
      </header>
      <Files {...asker.value} team={team} teamName={teams.get(team) ?? ""} />
    </section>
  );
}
