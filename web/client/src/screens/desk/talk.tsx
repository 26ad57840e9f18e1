/** The conversation: what was raised, what the company said, what was learned from it. */
import { t, work } from "../../i18n";
import { Pip } from "../../parts/baton";
import { Ended, Note } from "../../parts/notes";
import { roundName } from "../../parts/rounds";
import type { CompanyView, SeatView, Talk } from "../../types";

/** Turns in order; each fact stands under the sentence that taught it. */
export function Turns({ talk }: { talk: Pick<Talk, "lines"> }) {
  return (
    <div class="talk" role="log" aria-label={t("talk.log")}>
      {talk.lines.map((line, index) => (
        <div class="turn" key={index}>
          {line.topic_label !== "" && <span class="you">{line.topic_label}</span>}
          <p class={`say ${line.tone}`}>{line.said}</p>
          {line.tone === "bad" && <span class="mood">{t("tone.bad")}</span>}
          {line.tone === "cool" && <span class="mood">{t("tone.cool")}</span>}
          {line.learned.length > 0 && (
            <div class="got">
              {line.learned.map((cell) => (
                <span key={cell.field} class={`chip ${cell.status === "confirmed" ? "role" : ""}`}>
                  <Pip status={cell.status} />
                  {cell.label}: {cell.text}
                </span>
              ))}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

/** The last conversation while how it ended is news. */
function news(view: SeatView, { talk, closed_text }: CompanyView): Talk | null {
  return talk === null || talk.round !== view.session.round || closed_text !== "" ? null : talk;
}

/** Whether how a company stands is told by the outcome of its last conversation: then nothing else says it again. */
export function toldByOutcome(view: SeatView, company: CompanyView): boolean {
  return news(view, company)?.outcome === company.status_text;
}

/** How the last conversation ended, while it is news: at the top of a panel. */
export function Outcome({ view, company }: { view: SeatView; company: CompanyView }) {
  const talk = news(view, company);
  return talk === null ? null : <Ended tone={talk.outcome_tone} text={talk.outcome} />;
}

/** The last conversation: how it ended, unless that stands elsewhere, its turns, and what is still unknown. */
export function TalkView({ company, talk, ended = company.closed_text === "" }: { company: CompanyView; talk: Talk; ended?: boolean }) {
  const unknown = company.cells.filter((cell) => cell.status === "unknown").map((cell) => cell.label.toLocaleLowerCase());
  return (
    <div class="stack s4">
      <div class="row between tiny mute">
        <span>
          {talk.title} · {work(talk.minutes)}
        </span>
        <span>{roundName(talk.round)}</span>
      </div>
      {ended && <Ended tone={talk.outcome_tone} text={talk.outcome} />}
      <Turns talk={talk} />
      {unknown.length > 0 && company.closed_text === "" && company.account === null && <Note icon="info">{t("talk.unknown", { list: unknown.join(", ") })}</Note>}
    </div>
  );
}
