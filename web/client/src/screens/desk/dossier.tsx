/** What we know: the eight cells in words, and typing in what a colleague said. */
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Baton, Pip, statusWord } from "../../parts/baton";
import { Chip } from "../../parts/notes";
import type { Cell, CompanyView, Field, SeatView } from "../../types";
import { asksAloud, Heard } from "./heard";
import { CORE } from "./model";

/** One fact: dot, name, words, where it comes from. */
export function Fact({ cell, hot }: { cell: Cell; hot?: boolean }) {
  const short = { unknown: "u", guess: "g", confirmed: "c" }[cell.status];
  return (
    <div class={`fact ${short} ${hot === true ? "hot" : ""}`}>
      <dt>
        <Pip status={cell.status} />
        {cell.label}
        <span class="hide">, {statusWord(cell.status)}</span>
      </dt>
      <dd>{cell.status === "unknown" ? t("fact.unknown") : cell.text}</dd>
      {cell.status !== "unknown" && cell.source_text !== "" && <dd class="src">{cell.source_text}</dd>}
    </div>
  );
}

/** All eight, four that matter first. */
export function Facts({ cells, hot = [] }: { cells: readonly Cell[]; hot?: readonly Field[] }) {
  const list = (some: readonly Cell[]) => (
    <dl>
      {some.map((cell) => (
        <Fact key={cell.field} cell={cell} hot={hot.includes(cell.field)} />
      ))}
    </dl>
  );
  return (
    <>
      {list(cells.slice(0, CORE))}
      <h3 class="small soft part">{t("good_to_know")}</h3>
      {list(cells.slice(CORE))}
    </>
  );
}

/** The core four as questions with their answers: the brief's way to show them. */
export function Checks({ cells, guessBy }: { cells: readonly Cell[]; guessBy: string }) {
  return (
    <ul>
      {cells.map((cell) => {
        const short = { unknown: "u", guess: "g", confirmed: "c" }[cell.status];
        return (
          <li key={cell.field} class={`check ${short}`}>
            <Pip status={cell.status} />
            <span class="q">
              {t(`ask.${cell.field}`)}
              <span class="hide"> – {statusWord(cell.status)}</span>
            </span>
            <span class="a">{cell.status === "unknown" ? t("fact.unknown") : cell.text}</span>
            {cell.status === "guess" && (
              <span class="end">
                <Chip kind="dash">{guessBy}</Chip>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

type Props = { view: SeatView; company: CompanyView; heading?: boolean };

/** The dossier with the way to type something in. */
export function Dossier(props: Props) {
  return <Facing key={props.company.id} {...props} />;
}

/** One company's dossier: the fields to type in stand where they stood as it was opened. */
function Facing({ view, company, heading }: Props) {
  const [aloud] = useState(() => asksAloud(view, company));
  return (
    <div>
      {heading === true && (
        <div class="row between">
          <h2>{t("dossier")}</h2>
          <Baton cells={company.cells} />
        </div>
      )}
      {aloud && <Heard view={view} company={company} />}
      <Facts cells={company.cells} hot={justLearned(view, company)} />
      {!aloud && <Heard view={view} company={company} />}
    </div>
  );
}

function justLearned(view: SeatView, company: CompanyView): Field[] {
  if (company.talk === null || company.talk.round !== view.session.round) return [];
  return company.talk.lines.flatMap((line) => line.learned.map((cell) => cell.field));
}
