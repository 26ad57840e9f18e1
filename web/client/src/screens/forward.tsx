/** Twelve months run by: your team's line while the big screen plays it; and how the session ends. */
import { useState } from "preact/hooks";
import { short, t } from "../i18n";
import { openReport } from "../net/report";
import { Button, IconButton } from "../parts/button";
import { ChatButton } from "../parts/chat";
import { named } from "../parts/figure";
import { Icon } from "../parts/icon";
import { Chip, Toasts } from "../parts/notes";
import { Mark } from "../parts/role";
import { settings } from "../parts/settings";
import { follow } from "../state/page";
import { envelope } from "../state/store";
import { monthsSeen, YEAR } from "../state/year";
import { later } from "../parts/later";
import type { ForwardLine, SeatView } from "../types";
import { Banners } from "./desk/banners";
import { Title } from "./desk/frame";
import { held, Leave } from "./leave";
import { ofPlan, ProfitBar, ResultBody } from "./result";

/** A line through the months as bars, with where it began. */
export function Months({ line, upto }: { line: ForwardLine; upto?: number }) {
  const months = upto === undefined ? line.months : line.months.slice(0, upto);
  const values = [line.start, ...line.months.map((month) => month.profit)];
  const top = Math.max(...values, line.plan_12m, 1);
  const low = Math.min(...values, 0);
  const share = (value: number) => (100 * (value - low)) / (top - low);
  const last = months[months.length - 1]?.profit ?? line.start;
  const label = t("forward.label", { name: line.name, sum: short(months.length >= YEAR ? line.profit_12m : last), plan: short(line.plan_12m) });
  return (
    <div class="months" role="img" aria-label={label}>
      <i class="start" style={{ height: `${share(line.start).toFixed(1)}%` }} />
      {line.months.map((month) => (
        <i key={month.month} class={months.includes(month) ? "" : "later"} style={{ height: months.includes(month) ? `${share(month.profit).toFixed(1)}%` : "0%" }} />
      ))}
      {line.plan_12m > 0 && <b style={{ bottom: `${share(line.plan_12m).toFixed(1)}%` }} />}
    </div>
  );
}

/** Figures of twelve months, as far as they may be seen: the phone is never ahead of the big screen. */
export function ForwardFigures({ line, upto = YEAR }: { line: ForwardLine; upto?: number }) {
  const seen = line.months.slice(0, upto);
  const profit = upto >= YEAR ? line.profit_12m : (seen[seen.length - 1]?.profit ?? line.start);
  const orders = upto >= YEAR ? line.orders : seen.reduce((sum, month) => sum + month.orders, 0);
  const churned = upto >= YEAR ? line.churned : seen.reduce((sum, month) => sum + month.churned, 0);
  return (
    <section class="stack s2 plainink" data-testid="year" data-months={upto}>
      <div class="small soft">{upto >= YEAR ? named("profit", "year") : t("forward.month", { n: upto, of: YEAR })}</div>
      <div class="row between base">
        <span class="strong num hero headline">{short(profit)}</span>
        <span class="small soft">
          {t("result.plan")} <b class="num ink">{short(line.plan_12m)}</b>
        </span>
      </div>
      <ProfitBar profit={profit} plan={line.plan_12m} tall />
      <div class="tiny mute">
        {ofPlan(profit, line.plan_12m)} · {t("forward.orders", { n: orders })} · {t("forward.churned", { n: churned })}
      </div>
      <Months line={line} upto={upto} />
      <div class="row between tiny mute">
        <span>{t("forward.now")}</span>
        <span>{t("forward.end")}</span>
      </div>
    </section>
  );
}

function Frame({ view, title, chip, children, testid }: { view: SeatView; title: string; chip: string; children: preact.ComponentChildren; testid: string }) {
  return (
    <div class="phone roomier" data-testid={testid}>
      <header class="appbar">
        <div class="row">
          <Mark role={view.role} />
          <div class="grow snug">
            <Title class="asbar">{title}</Title>
            <div class="tiny mute">{view.team_name}</div>
          </div>
          <ChatButton />
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
          <Chip icon="calendar">{chip}</Chip>
        </div>
        <Toasts />
      </header>
      <Banners />
      <main class="roomy-gap">{children}</main>
    </div>
  );
}

export function ForwardScreen({ view }: { view: SeatView }) {
  return (
    <Frame view={view} title={t("forward.title")} chip={t("forward.months")} testid="forward">
      <p class="soft">{t("forward.watch")}</p>
      {view.forward === null || monthsSeen.value === 0 ? <p class="small mute">{t("forward.soon")}</p> : <ForwardFigures line={view.forward} upto={monthsSeen.value} />}
    </Frame>
  );
}

const StagedPhone = later(() => import("./debrief/staged").then((module) => module.StagedPhone));
const Alone = later(() => import("./debrief/lessons/alone").then((module) => module.Alone));

/** The debrief runs on the big screen; the own team's page can be opened. Then the end. */
export function Ended({ view }: { view: SeatView }) {
  const [task, setTask] = useState<"" | "after" | "rule">("");
  const told = envelope.value;
  const last = view.results[view.results.length - 1];
  const closed = view.session.phase === "closed";
  const session = told?.session ?? "";
  if (told?.stage !== null && told?.stage !== undefined) return <StagedPhone view={view} stage={told.stage} />;
  if (task !== "") return <Alone view={view} task={task} done={() => setTask("")} />;
  const answered = told?.mine?.answered.includes("after") ?? false;
  return (
    <Frame view={view} title={closed ? t("closed.title") : t("debrief")} chip={closed ? t("closed.chip") : t("debrief.chip")} testid={closed ? "closed" : "debrief-phase"}>
      <p class="soft">{closed ? t("closed.text") : t("debrief.text")}</p>
      <a class="btn primary big wide" href={`/debrief/${session}`} onClick={follow} data-testid="open-debrief" data-primary="true">
        <Icon name="eye" />
        <span>{t("debrief.open")}</span>
      </a>
      {!closed && (
        <div class="stack s2">
          <Button wide icon="pen" label={t("rule.start")} onClick={() => setTask("rule")} testid="open-rule" />
          {!answered && <Button wide icon="question" label={t("quiz.start.after")} onClick={() => setTask("after")} testid="open-quiz" />}
        </div>
      )}
      <Button wide icon="page" label={t("take.mine")} onClick={() => void openReport(session, view)} testid="own-report" />
      {view.forward !== null && <ForwardFigures line={view.forward} />}
      {last !== undefined && <ResultBody result={last} />}
      {closed && held.value !== null && <Leave of={held.value} />}
    </Frame>
  );
}
