/** The result of a round: the team in ink, your own score in your colour, what happened between you. */
import { percent, short, t, work } from "../i18n";
import { IconButton } from "../parts/button";
import { ChatButton } from "../parts/chat";
import { named, told } from "../parts/figure";
import { Icon, type IconName } from "../parts/icon";
import { Chip, Toasts } from "../parts/notes";
import { Mark } from "../parts/role";
import { settings } from "../parts/settings";
import type { RoundResult, SeatView } from "../types";
import { Banners } from "./desk/banners";
import { Title } from "./desk/frame";
import { StoryCard } from "./story";

/** Profit against plan: a bar in ink with a tick where the plan is. Nothing is drawn of what nobody knows yet. */
export function ProfitBar({ profit, plan: planned, tall }: { profit: number | null; plan: number | null; tall?: boolean }) {
  if (profit === null) return null;
  const plan = planned ?? 0;
  const top = Math.max(profit, plan, 1) * 1.2;
  const share = (value: number) => `${Math.max(0, Math.min(100, (100 * value) / top)).toFixed(1)}%`;
  return (
    <span class={`meter ink ${tall === true ? "tall" : ""}`} role="img" aria-label={ofPlan(profit, plan) || short(profit)}>
      <i style={{ width: share(profit) }} />
      {plan > 0 && <b style={{ left: share(plan) }} />}
    </span>
  );
}

/** How a profit stands to its plan, in words: a share, or how far below when there is no profit. */
export function ofPlan(profit: number, plan: number): string {
  if (plan <= 0) return "";
  return profit < 0 ? t("result.below", { sum: short(plan - profit) }) : t("result.of_plan", { percent: percent((100 * profit) / plan) });
}

/** A component of a score: its words, its bar. */
function Part({ part }: { part: RoundResult["kpi_parts"][number] }) {
  return (
    <div class="stack snugger">
      <div class="row between small base">
        <span>
          {part.label} <span class="tiny mute">{part.weight > 0 ? t("kpi.weight", { percent: percent(part.weight) }) : t("kpi.uncounted")}</span>
        </span>
        <b class="num">{part.detail || part.value}</b>
      </div>
      <span class="meter" role="img" aria-label={`${part.label}: ${part.value} / 100`}>
        <i style={{ width: `${Math.max(0, Math.min(100, part.value))}%` }} />
      </span>
    </div>
  );
}

/** The three measures that the sources name, and what went wrong between seats. */
export function Measures({ result }: { result: RoundResult }) {
  const lines: [IconName, string, string][] = [
    ["clock", named("reaction", "round"), told(result.reaction, work)],
    ["chart", named("conversion", "bell"), told(result.conversion, percent)],
    ["coins", named("revenue", "round"), short(result.revenue)],
  ];
  return <Lines title={t("result.measures")} lines={lines} />;
}

function Lines({ title, lines }: { title: string; lines: [IconName, string, string][] }) {
  return (
    <section class="panel">
      <header>
        <h2>{title}</h2>
      </header>
      <ul class="rows small">
        {lines.map(([icon, label, value]) => (
          <li key={label} class="row cell">
            <Icon name={icon} />
            <span class="grow">{label}</span>
            <b class="num">{value}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What one round brought, as blocks. */
export function ResultBody({ result }: { result: RoundResult }) {
  const between: [IconName, string, string][] = [
    ["pass", named("leads_handed"), told(result.handed)],
    ["check", named("leads_accepted"), told(result.accepted)],
    ["back", named("leads_returned"), told(result.returned)],
    ["pen", named("leads_won"), told(result.won)],
    ["pen", named("inherited_won"), told(result.inherited_won)],
    ["pass", named("accounts_handed"), told(result.passed)],
    ["question", named("repeated"), told(result.repeated_questions)],
    ["tag", named("promises_broken"), told(result.broken_promises)],
    ["card", named("quality"), told(result.quality, (value) => t("of", { n: value, of: 100 }))],
  ];
  return (
    <>
      <section class="stack s2 plainink">
        <div class="small soft">{named("profit", "bell")}</div>
        <div class="row between base">
          <span class="strong num hero headline">{short(result.profit_total)}</span>
          <span class="small soft">
            {t("result.plan")} <b class="num ink">{short(result.plan_total)}</b>
          </span>
        </div>
        <ProfitBar profit={result.profit_total} plan={result.plan_total} tall />
        <div class="tiny mute">
          {ofPlan(result.profit_total, result.plan_total)} · {t("result.this_round", { sum: short(result.profit) })}
        </div>
      </section>
      <section class="card stack s4">
        <div class="row between">
          <h2>{t("result.you.round")}</h2>
          <span class="strong num">
            {result.kpi} <span class="mute small thin">{t("result.of_100")}</span>
          </span>
        </div>
        {result.kpi_parts.map((part) => (
          <Part key={part.key} part={part} />
        ))}
      </section>
      {result.happened.length > 0 && (
        <section class="panel">
          <header>
            <h2>{t("result.between")}</h2>
          </header>
          <ul class="rows small">
            {result.happened.map((sentence) => (
              <li key={sentence} class="cell">
                {sentence}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Lines title={t("figure_say.labelled", { label: t("result.handoffs"), horizon: t("horizon.round") })} lines={between} />
      <Measures result={result} />
      {result.bots_share !== null && result.bots_share > 0 && <p class="tiny mute">{t("result.bots", { percent: percent(result.bots_share) })}</p>}
    </>
  );
}

export function ResultScreen({ view }: { view: SeatView }) {
  const result = view.results[view.results.length - 1];
  const next = view.session.round < view.session.rounds;
  return (
    <div class="phone roomier" data-testid="result">
      <header class="appbar">
        <div class="row">
          <Mark role={view.role} />
          <div class="grow snug">
            <Title class="asbar">{t("result.over", { n: view.session.round })}</Title>
            <div class="tiny mute">
              {view.team_name} · {view.session.act_title}
            </div>
          </div>
          <ChatButton />
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
          <Chip icon="pause">{t("break")}</Chip>
        </div>
        <Toasts />
      </header>
      <Banners />
      <main class="roomy-gap">
        {view.story !== null && <StoryCard story={view.story} />}
        {result === undefined ? <p class="soft">{t("result.soon")}</p> : <ResultBody result={result} />}
        <p class="small mute centered">{next ? t("result.next", { n: view.session.round + 1 }) : t("result.last")}</p>
      </main>
    </div>
  );
}
