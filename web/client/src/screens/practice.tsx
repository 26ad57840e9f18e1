/** The practice call of the lobby: the desk's own planner and talk with a made-up company; nothing is sent. */
import { useState } from "preact/hooks";
import { quoted, t, work } from "../i18n";
import { Baton } from "../parts/baton";
import { Button, IconButton } from "../parts/button";
import { Icon } from "../parts/icon";
import { Note } from "../parts/notes";
import { hue } from "../parts/role";
import type { Agenda, Cell, Practice, Role } from "../types";
import { add, addable, cost, emptyPlan, move, type Plan, remove, topicOf } from "./desk/plan";
import { Ruler } from "./desk/planner";
import { Turns } from "./desk/talk";

const FIELDS: readonly Cell["field"][] = ["pain", "product", "severity", "budget", "timing", "decision_maker", "expectation", "next_step"];
const MOST = 3;

function agendaOf(practice: Practice): Agenda {
  return {
    verb: "call",
    label: "",
    base_minutes: 24,
    no_answer_minutes: 0,
    max_topics: MOST,
    visit: "never",
    visit_minutes: 0,
    write_up_minutes: 0,
    topics: practice.topics,
    presets: [],
    prices: [],
  };
}

/** The eight cells as they stand after some topics. */
export function learnedCells(practice: Practice, topics: readonly string[]): Cell[] {
  return FIELDS.map((field) => {
    const topic = topics.find((one) => practice.learned[one]?.field === field);
    const cell = topic === undefined ? undefined : practice.learned[topic];
    return cell ?? { field, label: "", status: "unknown", value: "", text: "", source: "", source_text: "", round: 0 };
  });
}

export function PracticeCall({ practice, role, done }: { practice: Practice; role: Role; done: () => void }) {
  const agenda = agendaOf(practice);
  const [plan, setPlan] = useState<Plan>(emptyPlan(agenda));
  const [called, setCalled] = useState(false);
  const topics = plan.items.map((item) => item.topic);
  const cells = learnedCells(practice, called ? topics : []);
  const lines = topics.map((topic) => {
    const cell = practice.learned[topic];
    return { topic, topic_label: topicOf(agenda, topic)?.label ?? "", said: practice.answers[topic] ?? "", tone: "plain" as const, learned: cell === undefined ? [] : [cell] };
  });
  return (
    <div class="phone docked" data-role={hue(role)} data-testid="practice-call">
      <header class="appbar">
        <div class="row">
          <IconButton label={t("back")} icon="left" onClick={done} />
          <div class="grow snug">
            <div class="strong">{practice.company}</div>
            <div class="tiny mute">{t("practice.title")}</div>
          </div>
          <Baton cells={cells} />
        </div>
      </header>
      <main>
        <Note icon="info">{called ? t("practice.after") : t("practice.before")}</Note>
        {called ? (
          <Turns talk={{ lines }} />
        ) : (
          <>
            <p class="card flat opening">{quoted(practice.opening)}</p>
            <h1 class="size-xl">{t("plan.call")}</h1>
            <Ruler agenda={agenda} plan={plan} limit={480} />
            <ol class="agenda">
              {plan.items.map((item, index) => {
                const topic = topicOf(agenda, item.topic);
                if (topic === undefined) return null;
                return (
                  <li key={item.topic}>
                    <span class="t">
                      {topic.label}
                      <small>{topic.hint}</small>
                    </span>
                    <span class="m num">{work(topic.minutes)}</span>
                    <span class="mv">
                      <button type="button" aria-label={t("agenda.earlier", { topic: topic.label })} disabled={index === 0} onClick={() => setPlan(move(plan, index, -1))}>
                        <Icon name="up" />
                      </button>
                      <button type="button" aria-label={t("agenda.remove", { topic: topic.label })} onClick={() => setPlan(remove(plan, index))}>
                        <Icon name="cross" />
                      </button>
                    </span>
                  </li>
                );
              })}
            </ol>
            <div class="row wrap tight">
              {practice.topics
                .filter((topic) => addable(agenda, topic, plan))
                .map((topic) => (
                  <button key={topic.topic} type="button" class="topic" data-testid={`topic-${topic.topic}`} onClick={() => setPlan(add(agenda, topic, plan))}>
                    <Icon name="plus" />
                    {topic.label}
                    <span class="min num">{work(topic.minutes)}</span>
                  </button>
                ))}
            </div>
          </>
        )}
      </main>
      <div class="dock">
        {called ? (
          <Button primary big wide icon="check" label={t("practice.done")} onClick={done} testid="primary" />
        ) : (
          <Button primary big wide icon="phone" label={t("practice.call")} cost={work(cost(agenda, plan))} disabled={plan.items.length === 0} onClick={() => setCalled(true)} testid="send" />
        )}
      </div>
    </div>
  );
}
