/** Questions to the group, picked because the team's own data speak to them. */
import { t } from "../../../i18n";
import { Button } from "../../../parts/button";
import { Empty } from "../../../parts/notes";
import { numberOf, type Panel, PANELS } from "../../../state/place";
import type { Question, QuestionsView } from "../../../types";
import { type PanelProps, walk } from "../parts";
import "../../../styles/lessons.css";

/** The question that is looked at: the chosen one, else the loudest. */
export function questionOf(view: QuestionsView, id: number): Question | undefined {
  return view.questions.find((one) => one.id === id) ?? view.questions[0];
}

/** Where the picture of a question is. */
export function pictureOf(question: Question): { panel: Panel; args: Record<string, number> } | null {
  const panel = (PANELS as readonly string[]).includes(question.panel) ? (question.panel as Panel) : null;
  if (panel === null) return null;
  return { panel, args: question.target >= 0 && (panel === "journey" || panel === "disputed") ? { company: question.target } : {} };
}

export function Questions({ view, args, audience, open }: PanelProps<QuestionsView>) {
  const question = questionOf(view, numberOf(args, "question"));
  if (question === undefined)
    return (
      <Empty icon="question" title={t("questions.none")}>
        {t("questions.none.why")}
      </Empty>
    );
  if (audience === "wall" || audience === "phone") return <Asked question={question} big />;
  return (
    <div class="journeys questions">
      <section class="panel storylist">
        <header>
          <h2 class="grow">{t("questions.list", { n: view.questions.length })}</h2>
        </header>
        <ol
          class="rows fill"
          onKeyDown={walk(
            view.questions.map((one) => one.id),
            question.id,
            (id) => open?.({ args: { question: id } }),
          )}
        >
          {view.questions.map((one) => (
            <li key={one.id}>
              <button type="button" class={`item ${one === question ? "sel" : ""}`} aria-current={one === question ? "true" : undefined} data-key={one.id} onClick={() => open?.({ args: { question: one.id } })}>
                <span class="grow stack tight">
                  <span class="small strong">{one.ask}</span>
                  <span class="loud" role="img" aria-label={t("questions.loud", { n: one.weight })}>
                    <i style={{ width: `${one.weight}%` }} />
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ol>
      </section>
      <div class="arrives">
        <Asked question={question} open={open} />
      </div>
    </div>
  );
}

function Asked({ question, open, big }: { question: Question; open?: PanelProps<QuestionsView>["open"]; big?: boolean }) {
  const picture = pictureOf(question);
  return (
    <article class={`asked ${big === true ? "big" : ""}`}>
      <h1>{question.ask}</h1>
      <section class="card flat stack tight">
        <span class="small mute">{t("questions.fact")}</span>
        <p class="fact-line">{question.fact}</p>
      </section>
      <p class="soft belief">
        <span class="small mute block">{t("questions.belief")}</span>
        {question.belief}
      </p>
      {open !== undefined && picture !== null && (
        <div class="row">
          <Button icon="eye" label={t("questions.see", { panel: t(`panel.${picture.panel}`) })} onClick={() => open(picture)} testid="question-picture" />
        </div>
      )}
    </article>
  );
}
