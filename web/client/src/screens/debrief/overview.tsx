/** Where a debrief begins: the largest leak, the loudest question, how the teams stand, the key moments. */
import { percent, short, t } from "../../i18n";
import { Button } from "../../parts/button";
import { named } from "../../parts/figure";
import { Icon } from "../../parts/icon";
import { pending } from "../../state/acts";
import { open, type Place } from "../../state/place";
import type { DebriefView, LeaksView, QuestionsView, Stage, TimelineView } from "../../types";
import { largest } from "./leaks/cascade";
import { signed } from "./leaks/fall";
import { questionOf } from "./lessons/questions";
import { usePart } from "./load";
import { Own, Wait } from "./parts";
import { ofPlan } from "../result";
import { Scoreboard } from "./scoreboard";
import { isShown, phones, show } from "./staging";
import { roundName } from "../../parts/rounds";
import "../../styles/leaks.css";
import "../../styles/lessons.css";

type Props = { base: DebriefView; host: boolean; reveal: boolean; stage: Stage | null; timeline: TimelineView | null; closed: boolean };

export function Overview({ base, host, reveal, stage, timeline, closed }: Props) {
  const leaks = usePart("leaks", { team: base.team, reveal });
  const questions = usePart("questions", host ? { team: base.team } : null);
  return (
    <div class={`overview ${host ? "" : "single"}`}>
      <div class="insights">
        <Wait loaded={leaks} what={t("leaks.counting")}>
          {(view) => <LeakCard view={view} host={host} stage={stage} closed={closed} />}
        </Wait>
        {host && <Wait loaded={questions}>{(view) => <QuestionCard view={view} stage={stage} closed={closed} />}</Wait>}
      </div>
      <div class="standing">
        <Standings view={base} />
        {timeline !== null && timeline.keys.length > 0 && host && (
          <section class="panel keymoments">
            <header>
              <h2>{t("overview.moments")}</h2>
            </header>
            <ol class="rows">
              {timeline.keys.slice(0, 6).map((one) => (
                <li key={`${one.seq}.${one.rule}`}>
                  <button type="button" class="item" onClick={() => open({ panel: "machine", args: { seq: one.seq, ...(one.role === "" ? {} : { role: one.role }) } })}>
                    <span class="grow stack tight">
                      <span class="small">{one.sentence}</span>
                      {one.company_name !== "" && !one.sentence.includes(one.company_name) && <span class="tiny mute">{one.company_name}</span>}
                    </span>
                    <span class="tiny mute nowrap">{roundName(one.round)}</span>
                    <Icon name="right" class="tinyic" />
                  </button>
                </li>
              ))}
            </ol>
          </section>
        )}
      </div>
      <div class="wholewidth">
        <Scoreboard view={base} />
      </div>
    </div>
  );
}

/** How the teams stand, drawn: profit after the year, or of the session until it is played, against plan. */
function Standings({ view }: { view: DebriefView }) {
  const year = new Map(view.forward.map((line) => [line.team, line]));
  const lines = view.teams
    .map((team) => {
      const line = year.get(team.team);
      return { team: team.team, name: team.name, profit: line?.profit_12m ?? team.profit ?? 0, plan: line?.plan_12m ?? team.plan ?? 0, of_plan: line === undefined ? team.of_plan : line.of_plan_12m };
    })
    .sort((a, b) => b.profit - a.profit);
  const top = Math.max(1, ...lines.flatMap((line) => [line.profit, line.plan])) * 1.05;
  const share = (value: number) => `${Math.max(0, (100 * value) / top).toFixed(1)}%`;
  return (
    <section class="panel">
      <header class="row between">
        <h2>{t("scores.teams")}</h2>
        <span class="small soft">{named("profit", year.size > 0 ? "year" : "session")}</span>
      </header>
      <ol class="rows standings">
        {lines.map((line) => (
          <li key={line.team} class={`cell ${line.team === view.team ? "sel" : ""}`}>
            <span class="strong small clip">{line.name}</span>
            <span class="meter ink" role="img" aria-label={ofPlan(line.profit, line.plan) || short(line.profit)}>
              <i style={{ width: share(line.profit) }} />
              {line.plan > 0 && <b style={{ left: share(line.plan) }} />}
            </span>
            <b class="num small">{short(line.profit)}</b>
            <span class="tiny mute num">{line.of_plan === null ? "" : percent(line.of_plan)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Put something on the projector from where it is told. */
function ShowButton({ to, stage, primary, closed, testid }: { to: Place; stage: Stage | null; primary?: boolean; closed: boolean; testid: string }) {
  const on = isShown(stage, to) && stage?.screen === true;
  if (on)
    return (
      <span class="row tight onstage">
        <Icon name="eye" />
        <b>{t("stage.on")}</b>
      </span>
    );
  return <Button primary={primary} big={primary} icon="eye" label={t("stage.show")} busy={pending.value.has("show")} disabled={closed} describedBy={closed ? "stage-closed" : undefined} testid={testid} onClick={() => void show(to, true, stage?.people ?? phones.value)} />;
}

function LeakCard({ view, host, stage, closed }: { view: LeaksView; host: boolean; stage: Stage | null; closed: boolean }) {
  const worst = largest(view.bars);
  const most = Math.max(1, ...view.bars.map((bar) => Math.abs(bar.amount)));
  const to: Place = { panel: "leaks", team: view.team, args: worst === undefined ? {} : { step: worst.step } };
  return (
    <section class="card insight" data-testid="insight-leak">
      <p class="small soft row between">
        <span>{t("overview.leak")}</span>
        <span class="num">
          {short(view.par)} → <b class="ink">{short(view.earned)}</b>
        </span>
      </p>
      <h1>{view.headline}</h1>
      <ul class="minifall">
        {view.bars.map((bar) => (
          <li key={bar.step} class={bar === worst ? "strong" : ""}>
            <Own roles={bar.roles} />
            <span class="small">{bar.label}</span>
            <span class="track" aria-hidden="true">
              <i class={bar.step === "luck" ? "luck" : bar.amount < 0 ? "loss" : "gain"} style={{ width: `${(100 * Math.abs(bar.amount)) / most}%` }} />
            </span>
            <b class={`num small ${bar.amount < 0 && bar.step !== "luck" ? "badtext" : ""}`}>{signed(bar.amount)}</b>
          </li>
        ))}
      </ul>
      <div class="row wrap">
        {host && <ShowButton to={to} stage={stage} primary closed={closed} testid="show-insight" />}
        <Button big={host} label={t("overview.look")} icon="right" onClick={() => open(to)} testid="look-leaks" />
      </div>
    </section>
  );
}

function QuestionCard({ view, stage, closed }: { view: QuestionsView; stage: Stage | null; closed: boolean }) {
  const question = questionOf(view, -1);
  if (question === undefined) return null;
  const to: Place = { panel: "questions", team: view.team, args: { question: question.id } };
  return (
    <section class="card insight" data-testid="insight-question">
      <p class="small soft">{t("overview.question")}</p>
      <h2 class="ask">{question.ask}</h2>
      <p class="soft">{question.fact}</p>
      <div class="row wrap">
        <ShowButton to={to} stage={stage} closed={closed} testid="show-question" />
        <Button kind="quiet" label={t("overview.questions", { n: view.questions.length })} icon="right" onClick={() => open({ panel: "questions", args: {} })} />
      </div>
    </section>
  );
}
